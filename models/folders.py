"""Where things lie."""
from pathlib import Path

MODELS = Path(__file__).parent
ARTIFACTS = MODELS / "artifacts"  # what is served: models, their cards, and the ensemble's
REPORTS = MODELS / "reports"  # figures and plots, without an image of a patient
RUNS = MODELS / "runs"  # what trainings leave; not committed
