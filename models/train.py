"""Train a network and export it with its card.

    python3 models/train.py --data DIR --arch ARCH [--protocol robust] [--weights FILE]

DIR holds idc/0 and idc/1 (or breakhis/, with --dataset). Writes after each epoch RUN/checkpoint.pt, from which --resume goes on,
and at the end RUN/ARCH.onnx and its card RUN/ARCH.json, provided that ONNX Runtime scores held-out images as PyTorch does;
RUN/metrics.json says what the card has no room for: the patient score, the calibration error and intervals over patients.
models/compress.py commits that pair, in as few bits as it can do with.
"""
import argparse
import json
import os
import tempfile
from dataclasses import fields, replace
from pathlib import Path

import torch

from architectures import ARCHITECTURES, build
from cohort import Cohort, breakhis_fold, breakhis_random, idc, of_made_up
from config import BREAKHIS_SIZE, PRECISIONS, PROTOCOLS, SCHEDULES, Config
from data import to_input
from fit import Run
from folders import DATA, RUNS, fold_folder
from leakage import gone_on
from refusal import Refused, answer
from release import Origin, release
from weights import is_read, load_weights


def run(config: Config, cohort: Cohort, folder: Path, weights: Path | None = None, resume: bool = False) -> Path:
    """Trains on one side, stops and calibrates by another, scores the third, and exports."""
    torch.manual_seed(config.seed)
    for side, taken in cohort.sides.items():
        print(f"{side:10}  {len(set(taken.patients)):3} patients  {len(taken):6} patches  {taken.labels.mean():.1%} positive", flush=True)

    network = build(config.arch, config.dropout)
    if weights is not None:
        train = cohort.sides["train"]
        seen = load_weights(network, config.arch, weights, torch.from_numpy(to_input(train.images[::max(1, len(train) // 512)])), cohort.data)
        cohort = replace(cohort, data=gone_on(cohort.data, seen))
    checkpoint = folder / "checkpoint.pt"
    training = Run(network, cohort, config, weights is not None, checkpoint)
    if resume and checkpoint.exists():
        training.resume(checkpoint)
        print(f"going on after epoch {training.progress.epoch}", flush=True)
    progress = training.fit()
    path = release(network, cohort.sides, config, Origin(cohort.task, cohort.split, training.data, progress.best_epoch), folder)
    (folder / "history.json").write_text(json.dumps(progress.history, indent=2) + "\n")
    return path


def load(arguments: argparse.Namespace, config: Config) -> Cohort:
    compressed = config.compression > 0
    if arguments.dataset == "idc":
        cohort = idc(arguments.data, config.size, config.seed, compressed)
    elif arguments.split == "random":
        cohort = breakhis_random(arguments.data, config.size, config.seed, compressed)
    else:
        cohort = breakhis_fold(arguments.data, config.size, config.seed, arguments.fold, compressed)
    return replace(cohort, data={**cohort.data, "name": arguments.name or cohort.data["name"]})


def default_folder(arguments: argparse.Namespace, arch: str) -> Path:
    """One for each split: a run of another would take the place of the checkpoint."""
    if arguments.dataset == "idc":
        return RUNS / arch
    if arguments.split == "random":
        return RUNS / "breakhis-random" / arch
    return fold_folder(RUNS, arguments.fold, arch)


def command_line() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder that holds idc/ or breakhis/ (default: $PATHOCHAIN_DATA)")
    parser.add_argument("--dataset", choices=["idc", "breakhis"], default="idc", help="default: idc")
    parser.add_argument("--split", choices=["patient", "random"], default="patient", help="of BreaKHis; random is the paper's, in which patients leak (default: patient)")
    parser.add_argument("--fold", type=int, default=0, help="of BreaKHis' five folds of patients, the one held out (default: 0)")
    parser.add_argument("--name", help="what the card calls the images, if they are your own and not those of the data set whose folders they lie in")
    parser.add_argument("--weights", type=Path, help="weights to start from: ImageNet's as .npz, .h5, .pt or .pth, an exported model's .onnx, or an earlier training's checkpoint.pt, which has to be your own, as it is unpickled; the latter two are refused if they are of another split of the same data (default: $PATHOCHAIN_WEIGHTS if the architecture reads weights of that form, else from scratch)")
    parser.add_argument("--run", type=Path, help="folder of the checkpoint, the model and its card (default: models/runs/ARCH, for BreaKHis models/runs/breakhis-foldN/ARCH or models/runs/breakhis-random/ARCH)")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint, if there is one; --weights need not be given again")
    parser.add_argument("--threads", type=int, default=0, help="threads of PyTorch (default: all cores)")
    parser.add_argument("--dry-run", action="store_true", help="one epoch over made-up images, exported to a temporary folder")
    parser.add_argument("--protocol", choices=sorted(PROTOCOLS), default="paper", help="settings that the following start from (default: paper)")
    choices = {"arch": sorted(ARCHITECTURES), "schedule": SCHEDULES, "precision": PRECISIONS}
    defaults = {"size": f"default: {BREAKHIS_SIZE} pixels for BreaKHis, as in the paper, else what the table of architectures says for patches of 50"}
    for field in fields(Config):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), choices=choices.get(field.name), help=defaults.get(field.name, f"in the paper's protocol: {field.default}"))
    return parser


def config_of(arguments: argparse.Namespace) -> Config:
    """What the command line says, and else the protocol, the data set and the architecture. The made-up images of a dry run are like patches of IDC, whatever the data set."""
    changed = {field.name: getattr(arguments, field.name) for field in fields(Config) if getattr(arguments, field.name) is not None}
    return replace(PROTOCOLS[arguments.protocol], **changed).complete("idc" if arguments.dry_run else arguments.dataset)


def weights_of(arguments: argparse.Namespace, arch: str) -> Path | None:
    """Those of the command line, else those of $PATHOCHAIN_WEIGHTS, which are for the architectures that read their form."""
    default = os.environ.get("PATHOCHAIN_WEIGHTS")
    if arguments.weights is not None or not default:
        return arguments.weights
    if is_read(arch, file := Path(default)):
        return file
    print(f"from scratch: {arch} does not read {file} (PATHOCHAIN_WEIGHTS)", flush=True)
    return None


def main() -> None:
    parser = command_line()
    arguments = parser.parse_args()
    config = config_of(arguments)
    weights = weights_of(arguments, config.arch)
    if arguments.threads < 0:
        raise Refused(f"--threads {arguments.threads} is no number from 0, which is all cores, upwards: give one")
    torch.set_num_threads(arguments.threads or len(os.sched_getaffinity(0)))  # some builds of PyTorch take one by themselves

    if arguments.dry_run:
        with tempfile.TemporaryDirectory() as folder:
            run(replace(config, epochs=1), of_made_up(config.size, config.seed, config.compression > 0), Path(folder), weights)
        return
    if arguments.data is None:
        parser.error("give the folder that holds the images by --data or PATHOCHAIN_DATA, or try --dry-run")
    print("reading images", flush=True)
    run(config, load(arguments, config), arguments.run or default_folder(arguments, config.arch), weights, arguments.resume)


if __name__ == "__main__":
    answer(main)
