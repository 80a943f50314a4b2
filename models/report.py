"""Draw and write how the committed models do on held-out patients.

    python3 models/report.py --data DIR

Writes models/reports/metrics.json and plots as PNG. No image of a patient is in them; sheets of samples, which show some,
are written to models/runs/NAME, which is not committed. Training curves are drawn of models/runs/ARCH/history.json, where a
training left it.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from card import IDC
from data import load_idc
from ensemble import disagree, read_ensemble
from evaluate import evaluate, figures, table, votes
from folders import ARTIFACTS, DATA, REPORTS, RUNS
from plots import draw_comparison, draw_curves, draw_member, draw_sheet
from published import standing
from refusal import answer
from scope import idc_folder
from sides import side


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds idc/ (default: $PATHOCHAIN_DATA)")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("give the folder that holds idc/ by --data or PATHOCHAIN_DATA")

    REPORTS.mkdir(exist_ok=True)
    result = evaluate(arguments.data, ARTIFACTS)
    cards, chosen_on, validation, _ = votes(arguments.data, ARTIFACTS, "validation")
    _, probabilities, patches, _ = votes(arguments.data, ARTIFACTS)
    ensemble = read_ensemble(ARTIFACTS, cards)
    shown = side(load_idc(idc_folder(arguments.data), IDC.width, IDC.height), cards[0], "test")
    vote = ensemble.probability(probabilities)
    split = disagree(probabilities, np.array([card["threshold"] for card in cards]))
    wrong = (vote >= ensemble.threshold) != patches.labels
    result["validation"] = {
        **{card["name"]: figures(each, validation, card["threshold"]) for card, each in zip(cards, chosen_on)},
        "ensemble": figures(ensemble.probability(chosen_on), validation, ensemble.threshold),
    }
    result["disagreement"] = {
        "share": round(float(split.mean()), 4), "wrongWhereMembersDisagree": round(float(wrong[split].mean()), 4),
        "wrongWhereMembersAgree": round(float(wrong[~split].mean()), 4),
    }
    for each in result["figures"].values():
        each["standing"] = standing(each, result["patients"])
    (REPORTS / "metrics.json").write_text(json.dumps(result, indent=2) + "\n")
    for name, each, threshold in [*((card["name"], each, card["threshold"]) for card, each in zip(cards, probabilities)), ("ensemble", vote, ensemble.threshold)]:
        draw_member(name, each, patches.labels, threshold, result["figures"][name]["standing"], REPORTS / f"{name}.png")
        draw_sheet(name, shown, each, threshold, RUNS / name / "samples.png")
    draw_comparison(result["figures"], REPORTS / "comparison.png")
    for card in cards:
        history = RUNS / card["name"] / "history.json"
        if history.exists():
            draw_curves(card["name"], json.loads(history.read_text()), REPORTS / f"{card['name']}-training.png")
    print(table(result))
    print(json.dumps(result["disagreement"], indent=2))


if __name__ == "__main__":
    answer(main)
