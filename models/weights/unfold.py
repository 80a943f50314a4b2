"""Gives folded batch norms the statistics back that training needs."""
import torch
from torch import Tensor, nn


@torch.no_grad()
def unfold(backbone: nn.Module, batches: list[Tensor]) -> None:
    """Has each batch norm hold the mean and variance of what it sees, with the scale and shift that leave its output unchanged.

    A folded batch norm states mean 0 and variance 1 whatever it sees, so the first training step, which normalises by the
    batch's own statistics, would turn all features into others. Batches are images as the backbone takes them, (N, 3, H, W).
    """
    sums: dict[nn.BatchNorm2d, list[Tensor]] = {}

    def watch(norm: nn.BatchNorm2d, inputs: tuple[Tensor]) -> None:
        seen = inputs[0].double()
        moments = [seen.mean((0, 2, 3)), (seen**2).mean((0, 2, 3))]
        sums[norm] = [a + b for a, b in zip(sums[norm], moments)] if norm in sums else moments

    hooks = [module.register_forward_pre_hook(watch) for module in backbone.modules() if isinstance(module, nn.BatchNorm2d)]
    training = backbone.training
    backbone.eval()
    for batch in batches:
        backbone(batch)
    backbone.train(training)
    for hook in hooks:
        hook.remove()

    for norm, (first, second) in sums.items():
        mean = first / len(batches)
        variance = second / len(batches) - mean**2
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        shift = norm.bias - norm.running_mean * scale
        norm.weight.copy_(scale * torch.sqrt(variance + norm.eps))
        norm.bias.copy_(shift + mean * scale)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
