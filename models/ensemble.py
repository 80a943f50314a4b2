"""What the members say together; every choice is made on validation patients."""
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit
from sklearn.metrics import log_loss

from card import read_card
from refusal import Refused

FILE = "ensemble.json"
LEAST = 1e-6  # the mean is kept so far from 0 and 1, where a logit has no end
TRUST = 0.5  # in the weights that some thirty patients speak for; the rest is equal weights
LARGEST_ERROR = 0.05  # share of wrong calls among those that are made


@dataclass(frozen=True)
class Member:
    """A model that votes, and for how much: 0 or more, 1 for all together."""

    name: str
    sha256: str
    weight: float


@dataclass(frozen=True)
class Ensemble:
    """A weighted soft vote, calibrated by a temperature (Guo et al. 2017): sigmoid(logit(mean) / temperature)."""

    members: list[Member]
    temperature: float
    threshold: float
    band: tuple[float, float]

    def mean(self, probabilities: np.ndarray) -> np.ndarray:
        """The weighted mean (N,) of the members' probabilities (models, N)."""
        return np.array([member.weight for member in self.members]) @ probabilities

    def probability(self, probabilities: np.ndarray) -> np.ndarray:
        """What the members' probabilities (models, N) come to: (N,)."""
        return calibrated(self.mean(probabilities), self.temperature)

    def calls(self, probability: np.ndarray) -> np.ndarray:
        """Where (N,) a class is called at all."""
        return (probability < self.band[0]) | (probability >= self.band[1])

    def card(self, of_a_member: dict, metrics: dict) -> dict:
        """What serving reads of it."""
        return {
            "version": "1", "task": of_a_member["task"], "labels": of_a_member["labels"],
            "members": [asdict(member) for member in self.members],
            "temperature": self.temperature, "threshold": self.threshold, "abstainBand": list(self.band), "metrics": metrics,
        }


def read_ensemble(folder: Path, cards: list[dict]) -> Ensemble:
    """The ensemble of a folder whose models have these cards. Raises Refused if it is of other models."""
    card = read_card(folder / FILE, ("members", "temperature", "threshold", "abstainBand"))
    members = [Member(**member) for member in card["members"]]
    if {member.name: member.sha256 for member in members} != {each["name"]: each["sha256"] for each in cards}:
        raise Refused(f"{folder / FILE} is not of the models beside it: run models/combine.py")
    members.sort(key=lambda member: [each["name"] for each in cards].index(member.name))
    return Ensemble(members, card["temperature"], card["threshold"], tuple(card["abstainBand"]))


def log_odds(mean: np.ndarray) -> np.ndarray:
    return logit(np.clip(mean.astype(np.float64), LEAST, 1 - LEAST))


def calibrated(mean: np.ndarray, by: float) -> np.ndarray:
    return expit(log_odds(mean) / by)


def best_weights(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The weights (models,), 0 or more and of sum 1, whose mean of probabilities (models, N) has the least cross-entropy."""
    def loss(logits: np.ndarray) -> float:
        weights = np.exp(logits - logits.max())
        return log_loss(labels, (weights / weights.sum()) @ probabilities, labels=[0, 1])

    found = minimize(loss, np.zeros(len(probabilities)), method="Nelder-Mead").x
    weights = np.exp(found - found.max())
    return weights / weights.sum()


def shrunk_weights(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Half-way between the best weights and equal ones: every model has a say, and one that a few patients happen to favour has less."""
    return TRUST * best_weights(probabilities, labels) + (1 - TRUST) / len(probabilities)


def abstain_band(probabilities: np.ndarray, labels: np.ndarray, threshold: float) -> tuple[float, float]:
    """The narrowest band of probabilities around the threshold outside of which at most 5 % of calls are wrong; no call is made within it."""
    for share in np.linspace(0, 1, 101):
        low, high = threshold * (1 - share), threshold + (1 - threshold) * share
        called = (probabilities < low) | (probabilities >= high)
        if not called.any() or np.mean((probabilities[called] >= threshold) != labels[called]) <= LARGEST_ERROR:
            return round(float(low), 4), round(float(high), 4)
    return 0.0, 1.0


def disagree(probabilities: np.ndarray, thresholds: np.ndarray) -> np.ndarray:
    """Where (N,) members (models, N) do not all call the same class."""
    calls = probabilities >= thresholds[:, None]
    return calls.any(0) & ~calls.all(0)
