"""Lets the tests import the modules beside this folder, which are run as scripts; and images."""
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))


@pytest.fixture
def breakhis_data(tmp_path):
    """A data folder with the breakhis/ of ten patients, five of them malignant and darker, of four noisy images each."""
    random, folder = np.random.default_rng(1), tmp_path / "data" / "breakhis"
    folder.mkdir(parents=True)
    for patient in range(10):
        kind, brightest = ("M_DC", 160) if patient % 2 else ("B_A", 256)
        for number in range(4):
            image = random.integers(0, brightest, (46, 70, 3), dtype=np.uint8)
            Image.fromarray(image).save(folder / f"SOB_{kind}-14-{1000 + patient}-400-{number:03}.png")
    return folder.parent


@pytest.fixture(scope="session")
def patches():
    """All patches of IDC at their own size; for tests that are skipped without PATHOCHAIN_DATA."""
    from card import IDC
    from data import load_idc
    from folders import DATA

    return load_idc(Path(DATA) / "idc", IDC.width, IDC.height)
