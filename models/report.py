"""Draw and write how the committed models do on held-out patients.

    python3 models/report.py --data DIR

Writes models/reports/metrics.json and plots as PNG. No image of a patient is in them. Training curves are drawn of
models/runs/ARCH/history.json, where a training left it.
"""
import argparse
import json
import os
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import confusion_matrix, precision_recall_curve, roc_curve

from ensemble import abstain_band, best_weights, disagree
from evaluate import evaluate, figures, table, votes
from metrics import ECE_BINS
from train import ARTIFACTS, RUNS

REPORTS = Path(__file__).parent / "reports"
PUBLISHED = {"Cruz-Roa et al. 2014": 0.8423, "Janowczyk & Madabhushi 2016": 0.8468}  # balanced accuracy, other patients of IDC


def save(figure: plt.Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=90, metadata={"Software": None})
    plt.close(figure)


def draw_member(name: str, probabilities: np.ndarray, labels: np.ndarray, threshold: float, path: Path) -> None:
    """ROC, precision and recall, confusion matrix, and reliability of one model."""
    figure, ((roc, recalls), (confusion, reliable)) = plt.subplots(2, 2, figsize=(9, 8))
    figure.suptitle(f"{name}: IDC, held-out patients")
    false_positives, true_positives, _ = roc_curve(labels, probabilities)
    roc.plot(false_positives, true_positives)
    roc.plot([0, 1], [0, 1], "k:")
    roc.set(title="ROC", xlabel="false positive rate", ylabel="true positive rate")
    precision, recall, _ = precision_recall_curve(labels, probabilities)
    recalls.plot(recall, precision)
    recalls.set(title="precision and recall", xlabel="recall", ylabel="precision", ylim=(0, 1.02))
    counts = confusion_matrix(labels, probabilities >= threshold)
    confusion.imshow(counts, cmap="Blues")
    for (row, column), count in np.ndenumerate(counts):
        confusion.text(column, row, str(count), ha="center", va="center", color="white" if count > counts.max() / 2 else "black")
    confusion.set(title=f"calls at {threshold:.2f}", xlabel="called", ylabel="is", xticks=[0, 1], yticks=[0, 1], xticklabels=["no IDC", "IDC"], yticklabels=["no IDC", "IDC"])
    bins = np.minimum((probabilities * ECE_BINS).astype(int), ECE_BINS - 1)
    filled = np.unique(bins)
    reliable.plot([probabilities[bins == each].mean() for each in filled], [labels[bins == each].mean() for each in filled], "o-")
    reliable.plot([0, 1], [0, 1], "k:")
    reliable.set(title="reliability", xlabel="probability", ylabel="share of positives")
    save(figure, path)


def draw_curves(name: str, history: list[dict], path: Path) -> None:
    epochs = [epoch["epoch"] for epoch in history]
    figure, (losses, areas) = plt.subplots(1, 2, figsize=(9, 3.5))
    figure.suptitle(f"{name}: training")
    losses.plot(epochs, [epoch["loss"] for epoch in history], label="training, augmented")
    losses.plot(epochs, [epoch["validationLoss"] for epoch in history], label="validation patients")
    losses.set(xlabel="epoch", ylabel="cross-entropy")
    losses.legend()
    areas.plot(epochs, [epoch["validationRocAuc"] for epoch in history], color="C1")
    areas.set(xlabel="epoch", ylabel="ROC-AUC, validation patients")
    save(figure, path)


def draw_comparison(results: dict, path: Path) -> None:
    names = list(results)
    figure, (areas, losses, balanced) = plt.subplots(1, 3, figsize=(11, 4))
    figure.suptitle("IDC, held-out patients; 95 % intervals over patients")
    for axis, key, title in ((areas, "rocAuc", "ROC-AUC"), (losses, "loss", "loss"), (balanced, "balancedAccuracy", "balanced accuracy")):
        values = np.array([results[name][key] for name in names])
        bounds = np.array([results[name]["intervals"][key] for name in names]).T
        axis.bar(names, values, yerr=np.abs(bounds - values), capsize=4)
        axis.set(title=title, ylim=(0 if key == "loss" else 0.5, None))
        axis.tick_params(axis="x", rotation=20)
    for each, value in PUBLISHED.items():
        balanced.axhline(value, linestyle=":", color="k" if "Jan" in each else "grey", label=f"{each}, other patients")
    balanced.legend(fontsize=7, loc="lower right")
    save(figure, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("PATHOCHAIN_DATA"), help="folder that holds idc/ (default: $PATHOCHAIN_DATA)")
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("give the folder that holds idc/ by --data or PATHOCHAIN_DATA")

    REPORTS.mkdir(exist_ok=True)
    result = evaluate(arguments.data, ARTIFACTS)
    cards, chosen_on, validation, _ = votes(arguments.data, ARTIFACTS, "validation")
    _, probabilities, patches, _ = votes(arguments.data, ARTIFACTS)
    thresholds = np.array([card["threshold"] for card in cards])
    threshold = float(thresholds.mean())
    weights = best_weights(chosen_on, validation.labels)
    low, high = abstain_band(chosen_on.mean(0), validation.labels, threshold)
    mean = probabilities.mean(0)
    called = (mean < low) | (mean >= high)
    split = disagree(probabilities, thresholds)
    wrong = (mean >= threshold) != patches.labels
    result["validation"] = {
        **{card["name"]: figures(each, validation, card["threshold"]) for card, each in zip(cards, chosen_on)},
        "ensemble": figures(chosen_on.mean(0), validation, threshold),
    }
    result["figures"]["weighted ensemble"] = figures(weights @ probabilities, patches, threshold)
    result["ensemble"] = {
        "weights": {card["name"]: round(float(weight), 4) for card, weight in zip(cards, weights)},
        "abstainBand": [low, high], "called": round(float(called.mean()), 4), "errorWhereCalled": round(float(wrong[called].mean()), 4),
        "disagreement": round(float(split.mean()), 4), "errorWhereMembersDisagree": round(float(wrong[split].mean()), 4),
        "errorWhereMembersAgree": round(float(wrong[~split].mean()), 4),
    }
    (REPORTS / "metrics.json").write_text(json.dumps(result, indent=2) + "\n")
    for card, each in zip(cards, probabilities):
        draw_member(card["name"], each, patches.labels, card["threshold"], REPORTS / f"{card['name']}.png")
    draw_member("ensemble", mean, patches.labels, threshold, REPORTS / "ensemble.png")
    draw_comparison(result["figures"], REPORTS / "comparison.png")
    for card in cards:
        history = RUNS / card["name"] / "history.json"
        if history.exists():
            draw_curves(card["name"], json.loads(history.read_text()), REPORTS / f"{card['name']}-training.png")
    print(table(result))
    print(json.dumps(result["ensemble"], indent=2))


if __name__ == "__main__":
    main()
