"""Plots of how a model does, and of what it learnt by. Only sheets of samples show images, and those are never committed."""
import textwrap
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import confusion_matrix, precision_recall_curve, roc_curve

from data import Patches
from metrics import ECE_BINS
from published import BALANCED_ACCURACY

SHEET_ROWS, SHEET_COLUMNS = 4, 6


def save(figure: plt.Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=90, metadata={"Software": None})
    plt.close(figure)


def draw_member(name: str, probabilities: np.ndarray, labels: np.ndarray, threshold: float, note: str, path: Path) -> None:
    """ROC, precision and recall, confusion matrix, and reliability of one model, over a note."""
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
    figure.supxlabel("\n".join(textwrap.wrap(note, 120)), fontsize=8)
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
        plt.setp(axis.get_xticklabels(), rotation=30, ha="right", rotation_mode="anchor")
    for each, value in BALANCED_ACCURACY.items():
        balanced.axhline(value, linestyle=":", color="k" if "Jan" in each else "grey", label=f"{each}, other patients")
    balanced.legend(fontsize=7, loc="lower right")
    save(figure, path)


def draw_sheet(name: str, patches: Patches, probabilities: np.ndarray, threshold: float, path: Path, seed: int = 7) -> None:
    """Images drawn at random, half of them called right and half wrong."""
    random, right = np.random.default_rng(seed), (probabilities >= threshold) == patches.labels
    half = SHEET_ROWS * SHEET_COLUMNS // 2
    picked = np.concatenate([random.permutation(np.flatnonzero(right == good))[:half] for good in (True, False)])
    figure, axes = plt.subplots(SHEET_ROWS, SHEET_COLUMNS, figsize=(1.7 * SHEET_COLUMNS, 2 * SHEET_ROWS))
    figure.suptitle(f"{name}: IDC, held-out patients; called right above, wrong below")
    for axis in axes.flat:
        axis.axis("off")
    for axis, number in zip(axes.flat, picked):
        axis.imshow(patches.images[number])
        called = "IDC" if probabilities[number] >= threshold else "no IDC"
        axis.set_title(f"{called}, {probabilities[number]:.2f}", fontsize=9, color="green" if right[number] else "red")
    path.parent.mkdir(parents=True, exist_ok=True)
    save(figure, path)
