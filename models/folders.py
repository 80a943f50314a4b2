"""Where things lie."""
import os
from pathlib import Path

DATA = os.environ.get("PATHOCHAIN_DATA") or None  # images to train and score on, unless a command is given others
MODELS = Path(__file__).parent
ARTIFACTS = MODELS / "artifacts"  # what is served: models, their cards, and the ensemble's
VARIANTS = MODELS / "variants"  # int8 of a small model that is served in float32, for the benchmarks to compare
REPORTS = MODELS / "reports"  # figures and plots, without an image of a patient
RUNS = MODELS / "runs"  # what trainings leave; not committed


def fold_folder(runs: Path, fold: int, arch: str) -> Path:
    """Where a network that was trained without a fold of BreaKHis' patients lies among the runs."""
    return runs / f"breakhis-fold{fold}" / arch
