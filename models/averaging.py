"""A moving average of a network's weights, which scores more evenly than the weights of any one step."""
import copy

import torch
from torch import nn


class Average:
    """Follows a network. With decay 0 it is the network as it stands."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self._decay, self.steps = decay, 0
        self.network = copy.deepcopy(network).eval().requires_grad_(False)

    @torch.no_grad()
    def follow(self, network: nn.Module) -> None:
        self.steps += 1
        keep = min(self._decay, self.steps / (self.steps + 10))  # a young average forgets its beginning sooner
        for ours, theirs in zip(self.network.state_dict().values(), network.state_dict().values()):
            if ours.is_floating_point():
                ours.lerp_(theirs, 1 - keep)
            else:
                ours.copy_(theirs)
