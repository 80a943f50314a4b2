"""The training loop, one for all networks."""
import copy
import math
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.optim.lr_scheduler import CosineAnnealingLR, ReduceLROnPlateau

from architectures import Network
from architectures.convention import follow
from augment import augment, mixed_up
from averaging import Average
from cohort import Cohort
from config import Config
from data import to_input
from leakage import require_same_split
from refusal import Refused
from sampling import epoch_order, patient_weights
from weights.checkpoint import read_checkpoint


@dataclass
class Progress:
    """How far a run has come."""

    epoch: int = 0
    best: float = float("inf")
    best_epoch: int = 0
    best_weights: dict[str, Tensor] = field(default_factory=dict)
    history: list[dict[str, float]] = field(default_factory=list)


@torch.inference_mode()
def predict(model: torch.nn.Module, images: np.ndarray) -> Tensor:
    """Logits (N,) of images (N, H, W, 3) uint8."""
    model.eval()
    return torch.cat([model(torch.from_numpy(to_input(images[at:at + 256]))) for at in range(0, len(images), 256)])


class Run:
    """One training. Everything it needs to go on after a stop is in its checkpoint."""

    def __init__(self, network: Network, cohort: Cohort, config: Config, pretrained: bool, checkpoint: Path | None) -> None:
        self._network, self._sides, self.data, self._config, self._checkpoint = network, cohort.sides, cohort.data, config, checkpoint
        self._frozen_epochs = config.frozen_epochs if pretrained else 0
        train = self._sides["train"]
        self._weights = patient_weights(train.patients, train.labels, config.balance)
        self._labels = torch.from_numpy(self._sides["validation"].labels)
        self._average = Average(network, config.averaging)
        self.progress = Progress()
        self._start_stage()

    def _start_stage(self) -> None:
        config, frozen = self._config, self.progress.epoch < self._frozen_epochs
        self._network.freeze(frozen)
        rate = config.learning_rate if frozen or not self._frozen_epochs else config.fine_tuning_rate
        self._optimizer = torch.optim.Adam([parameter for parameter in self._network.parameters() if parameter.requires_grad], lr=rate)
        if config.schedule == "cosine":
            epochs = (min(self._frozen_epochs, config.epochs) if frozen else config.epochs) - self.progress.epoch
            self._schedule = CosineAnnealingLR(self._optimizer, epochs * math.ceil(len(self._weights) / config.batch_size))
        else:
            self._schedule = ReduceLROnPlateau(self._optimizer, factor=0.5, patience=config.plateau_patience)

    def fit(self) -> Progress:
        """Trains until the validation loss has not fallen for a while, and leaves the best weights in the network."""
        progress, config = self.progress, self._config
        while progress.epoch < config.epochs:
            if progress.epoch - max(progress.best_epoch, self._frozen_epochs if progress.epoch >= self._frozen_epochs else 0) >= config.stop_patience:
                print(f"stopped: no better validation loss for {config.stop_patience} epochs", flush=True)
                break
            if progress.epoch == self._frozen_epochs > 0:
                self._start_stage()
            progress.epoch += 1
            self._one_epoch()
            if self._checkpoint is not None:
                self.save(self._checkpoint)
        self._network.load_state_dict(progress.best_weights)
        self._network.freeze(False)
        return progress

    def _one_epoch(self) -> None:
        progress, started, rate = self.progress, time.monotonic(), self._optimizer.param_groups[0]["lr"]
        title = f"epoch {progress.epoch:2}/{self._config.epochs}"
        loss = self._train(title)
        logits = predict(self._average.network, self._sides["validation"].images)
        validation = binary_cross_entropy_with_logits(logits, self._labels).item()
        auc = roc_auc_score(self._labels, logits)
        if validation < progress.best:
            progress.best, progress.best_epoch = validation, progress.epoch
            progress.best_weights = copy.deepcopy(self._average.network.state_dict())
        if self._config.schedule == "plateau":
            self._schedule.step(validation)
        seconds = time.monotonic() - started
        progress.history.append({"epoch": progress.epoch, "loss": loss, "validationLoss": validation, "validationRocAuc": float(auc), "rate": rate, "seconds": seconds})
        print(f"{title}  loss {loss:.4f}  validation loss {validation:.4f}  ROC-AUC {auc:.4f}  rate {rate:.1e}  {seconds:.0f} s"
              f"{'  frozen' if self._network.frozen else ''}{'  best' if progress.epoch == progress.best_epoch else ''}", flush=True)

    def _train(self, title: str) -> float:
        """One pass in random order; the mean loss."""
        train, config = self._sides["train"], self._config
        self._network.train()
        total = 0.0
        batches = epoch_order(self._weights, config.balance).split(config.batch_size)
        for number, batch in enumerate(batches, start=1):
            images, labels = augment(self._seen(batch.numpy()), config.colour), torch.from_numpy(train.labels[batch.numpy()])
            if config.mixup:
                images, labels = mixed_up(images, labels, config.mixup)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=config.precision == "bfloat16"):
                logits = self._network(images)
            loss = binary_cross_entropy_with_logits(logits.float(), labels)
            self._optimizer.zero_grad()
            loss.backward()
            self._optimizer.step()
            if config.schedule == "cosine":
                self._schedule.step()
            self._average.follow(self._network)
            total += loss.item() * len(batch)
            if sys.stdout.isatty():
                print(f"{title}  batch {number}/{len(batches)}", end="\r", flush=True)
        return total / len(train)

    def _seen(self, batch: np.ndarray) -> Tensor:
        """Images of a batch of positions as a network takes them, some of them as they come out of JPEG."""
        train, share = self._sides["train"], self._config.compression
        images = train.images[batch]
        if share:
            compressed = (torch.rand(len(batch)) < share).numpy()
            images[compressed] = train.compressed[batch[compressed]]
        return torch.from_numpy(to_input(images))

    def save(self, path: Path) -> None:
        """A stop while it is written leaves the one before."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        torch.save({
            "config": asdict(self._config), "data": self.data, "frozenEpochs": self._frozen_epochs, "convention": self._network.convention, "progress": self.progress.__dict__,
            "network": self._network.state_dict(), "average": self._average.network.state_dict(), "steps": self._average.steps,
            "optimizer": self._optimizer.state_dict(), "schedule": self._schedule.state_dict(), "random": torch.get_rng_state(),
        }, partial)
        partial.replace(path)

    def resume(self, path: Path) -> None:
        """Goes on where a checkpoint was written; for more or fewer epochs if need be, unless the rate depends on their number.

        Raises Refused if it is of a run on another split or with other settings.
        """
        saved = read_checkpoint(path)
        require_same_split(path, saved.get("data"), self.data)
        if not {"frozenEpochs", "schedule"} <= saved.keys():
            raise Refused(f"{path} does not say what it began from, or how its rate was to fall: it is of an earlier version and has to be trained anew")
        before = asdict(Config()) | saved["config"]  # which an earlier version wrote without what came later
        changed = {name for name, value in asdict(self._config).items() if value != before[name]}
        if self._config.schedule == "plateau":
            changed.discard("epochs")
        if saved["data"]["name"] != self.data["name"]:
            changed.add("dataset")
        if changed:
            raise Refused(f"{path} is of a run with other settings: {', '.join(sorted(changed))}. Give the same, or start anew without --resume")
        self.data, self.progress, self._frozen_epochs = saved["data"], Progress(**saved["progress"]), saved["frozenEpochs"]
        follow(self._network, saved["convention"])
        follow(self._average.network, saved["convention"])
        self.progress.epoch -= 1  # the stage of the epoch that was last done
        self._start_stage()
        self.progress.epoch += 1
        self._network.load_state_dict(saved["network"])
        self._average.network.load_state_dict(saved["average"])
        self._average.steps = saved["steps"]
        self._optimizer.load_state_dict(saved["optimizer"])
        self._schedule.load_state_dict(saved["schedule"])
        torch.set_rng_state(saved["random"])
