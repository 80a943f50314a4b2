"""Mean and standard deviation of a network's figures over the BreaKHis folds that were held out from it.

    python3 models/folds.py ARCH [--runs DIR]

Reads models/runs/breakhis-foldN/ARCH/metrics.json, which models/train.py --dataset breakhis --fold N leaves. Each fold counts alike,
whatever its number of patients; the deviation is that of a sample (n - 1).
"""
import argparse
import json
from pathlib import Path
from statistics import mean, stdev

from architectures import ARCHITECTURES
from breakhis import FOLDS
from evaluate import COLUMNS
from folders import RUNS, fold_folder
from refusal import Refused, answer


def read_folds(runs: Path, arch: str) -> dict[int, dict]:
    """What each fold left. Raises Refused unless there are two or more, all of one division of the same patients."""
    files = {fold: fold_folder(runs, fold, arch) / "metrics.json" for fold in range(FOLDS)}
    folds = {fold: json.loads(file.read_text()) for fold, file in files.items() if file.exists()}
    if len(folds) < 2:
        raise Refused(f"{len(folds)} of the {FOLDS} folds of {arch} in {runs} have figures, and a deviation takes two: train them by models/train.py --dataset breakhis --arch {arch} --fold N")
    divisions = {tuple(each["data"][key] for key in ("name", "patients", "patches", "seed")) for each in folds.values()}
    if len(divisions) != 1 or len({each["data"]["splitId"] for each in folds.values()}) != len(folds):
        raise Refused(f"folds {', '.join(map(str, folds))} of {arch} in {runs} are not of one division of the same patients: train them on the same images, with the same --seed")
    return folds


def table(arch: str, folds: dict[int, dict]) -> str:
    first = next(iter(folds.values()))
    missing = ", ".join(str(fold) for fold in range(FOLDS) if fold not in folds)
    lines = [f"{arch}, {first['data']['name']}: {sum(each['patients'] for each in folds.values())} of {first['data']['patients']} patients held out once",
             f"missing folds: {missing or 'none'}", "",
             f"| figure | mean | standard deviation | {' | '.join(f'fold {fold}' for fold in folds)} |", f"|{'---|' * (3 + len(folds))}"]
    for column, title in COLUMNS.items():
        values = [each[column] for each in folds.values()]
        lines.append(f"| {title} | {' | '.join(f'{value:.4f}' for value in (mean(values), stdev(values), *values))} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("arch", choices=sorted(ARCHITECTURES), metavar="ARCH", help=", ".join(sorted(ARCHITECTURES)))
    parser.add_argument("--runs", type=Path, default=RUNS, help="folder of the runs (default: models/runs)")
    arguments = parser.parse_args()
    print(table(arguments.arch, read_folds(arguments.runs, arguments.arch)))


if __name__ == "__main__":
    answer(main)
