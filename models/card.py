"""The card of a model trained on IDC patches: all that serving and its readers need to know."""
from datetime import datetime, timezone

DATA = "IDC breast histopathology patches (Cruz-Roa et al. 2014; Janowczyk & Madabhushi 2016), a subset"
PREPROCESSING = ["srgb8", "resize-triangle", "divide-255"]  # resized and to_input in data.py


def idc_card(name: str, size: int, metrics: dict, data: dict, training: dict) -> dict:
    """Everything but file and sha256, which the export adds."""
    return {
        "name": name,
        "version": "1",
        "task": "invasive ductal carcinoma (IDC) in a breast H&E patch: present or not; says nothing of benign or malignant",
        "labels": {"negative": "no invasive ductal carcinoma", "positive": "invasive ductal carcinoma"},
        "input": {"name": "image", "width": size, "height": size, "layout": "NCHW", "range": [0, 1]},
        "outputs": {"probability": "probability", "logit": "logit"},
        "preprocessing": {"steps": PREPROCESSING},
        "scale": {
            "nativeWidth": 50,
            "nativeHeight": 50,
            "tolerance": 1.5,
            "micronsPerPixel": None,  # the data's source says only: scanned at 40x and downsampled
            "description": "50x50 pixel patches of breast tissue (H&E) cut from whole slides that were scanned at 40x and downsampled",
        },
        "threshold": 0.5,
        "metrics": metrics,
        "data": {"name": DATA, **data},
        "training": training,
        "trainedAt": datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "license": "Apache-2.0 for the weights; terms of the training images not cleared for redistribution; research use only",
    }
