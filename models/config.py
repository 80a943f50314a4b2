"""The settings of one run, and two named sets of them."""
from dataclasses import dataclass, replace
from math import inf

from architectures import ARCHITECTURES
from refusal import Refused

SCHEDULES = ("plateau", "cosine")
PRECISIONS = ("float32", "bfloat16")
LIMITS = {  # the least and the most that a setting can be
    "size": (32, 4096), "epochs": (1, inf), "frozen_epochs": (0, inf), "batch_size": (1, inf), "learning_rate": (1e-9, 1), "fine_tuning_rate": (1e-9, 1), "dropout": (0, 1),
    "stop_patience": (1, inf), "plateau_patience": (0, inf), "colour": (0, 1), "balance": (0, 1), "averaging": (0, 0.99999), "mixup": (0, 1000), "compression": (0, 1), "seed": (0, 2**63 - 1),
}
BREAKHIS_SIZE = 224  # pixels a side, as in the paper; the table of networks has what patches of 50 justify


@dataclass(frozen=True)
class Config:
    """A run's settings, which are its command line too. Size in pixels, patiences in epochs."""

    arch: str = "basecnn"
    size: int = 0  # 0: 224 for BreaKHis, else what the table says for the architecture
    epochs: int = 35
    frozen_epochs: int = 35  # how long a backbone with given weights stays as it is
    batch_size: int = 32
    learning_rate: float = 1e-3
    fine_tuning_rate: float = 1e-4  # from then on
    dropout: float = 0.2
    stop_patience: int = 8
    plateau_patience: int = 3
    colour: float = 0.0  # strength of stain and light changes; with any, zoom, shift and rotation too
    balance: float = 0.0  # 0: patches as they come; 1: every patient counts alike
    averaging: float = 0.0  # share of the old weights that the scored average keeps at each step
    schedule: str = "plateau"  # halves the rate after plateau_patience; cosine has it fall to 0 by the last epoch
    mixup: float = 0.0  # a of Beta(a, a), from which each image's share of another one is drawn; 0: none
    compression: float = 0.0  # share of the images that are seen as they come out of JPEG
    precision: str = "float32"  # of the products within training; with bfloat16 weights and scores stay float32
    seed: int = 7

    def complete(self, dataset: str) -> "Config":
        """With what the data set and the architecture decide. Raises Refused at a setting beyond its limits."""
        config = self if self.size else replace(self, size=BREAKHIS_SIZE if dataset == "breakhis" else ARCHITECTURES[self.arch].size)
        for name, (least, most) in LIMITS.items():
            value = getattr(config, name)
            if not least <= value <= most:
                raise Refused(f"--{name.replace('_', '-')} {value} is no number from {least} {'upwards' if most == inf else f'to {most}'}: give one")
        return config


PROTOCOLS = {
    "paper": Config(),  # flips and quarter turns, Adam 1e-3, binary cross-entropy, backbone frozen
    "robust": Config(frozen_epochs=2, colour=0.2, balance=0.5, averaging=0.998),  # our own, for patients of other laboratories
}
