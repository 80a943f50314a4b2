"""Changes to training images that leave their class alone. All draw per image and keep images (N, 3, S, S) in 0..1."""
import math

import torch
from torch import Tensor
from torch.distributions import Beta
from torch.nn.functional import affine_grid, grid_sample

# Optical densities of haematoxylin, eosin and the rest (Ruifrok & Johnston 2001), rows of unit length.
STAINS = torch.tensor([[0.65, 0.70, 0.29], [0.07, 0.99, 0.11], [0.27, 0.57, 0.78]])
STAINS = STAINS / STAINS.norm(dim=1, keepdim=True)


def flips_and_turns(images: Tensor) -> Tensor:
    """A patch has no up, and neither blurs it."""
    out = images.clone()
    turns, flips = torch.randint(4, (len(images),)), torch.rand(len(images)) < 0.5
    for turn in range(4):
        out[turns == turn] = torch.rot90(images[turns == turn], turn, dims=(2, 3))
    out[flips] = out[flips].flip(3)
    return out


def zoom_and_shift(images: Tensor, zoom: float = 0.2, shift: float = 0.1, turn: float = math.pi / 8) -> Tensor:
    """Up to so much larger or smaller, to the side (share of the width) and round (radians); beyond its edge an image is mirrored."""
    def drawn(most: float) -> Tensor:
        return (2 * torch.rand(len(images)) - 1) * most

    scale, angle = torch.exp(drawn(math.log1p(zoom))), drawn(turn)
    cos, sin = scale * torch.cos(angle), scale * torch.sin(angle)
    rows = [torch.stack([cos, -sin, 2 * drawn(shift)], 1), torch.stack([sin, cos, 2 * drawn(shift)], 1)]
    grid = affine_grid(torch.stack(rows, 1), list(images.shape), align_corners=False)
    return grid_sample(images, grid, padding_mode="reflection", align_corners=False)


def restain(images: Tensor, strength: float) -> Tensor:
    """More or less of each stain, as another laboratory's slides have (Tellez et al. 2018)."""
    inverse = torch.linalg.inv(STAINS)
    density = -torch.log(images.clamp(min=1 / 255)).permute(0, 2, 3, 1)
    factor = 1 + strength * (2 * torch.rand(len(images), 1, 1, 3) - 1)
    offset = 0.2 * strength * (2 * torch.rand(len(images), 1, 1, 3) - 1)
    changed = ((density @ inverse) * factor + offset) @ STAINS
    return torch.exp(-changed).clamp(0, 1).permute(0, 3, 1, 2).contiguous()


def relight(images: Tensor, strength: float) -> Tensor:
    """Brightness, contrast and saturation, as another scanner has."""
    def drawn() -> Tensor:
        return 1 + strength * (2 * torch.rand(len(images), 1, 1, 1) - 1)

    images = images * drawn()
    middle = images.mean((1, 2, 3), keepdim=True)
    images = middle + (images - middle) * drawn()
    grey = images.mean(1, keepdim=True)
    return (grey + (images - grey) * drawn()).clamp(0, 1)


def augment(images: Tensor, colour: float) -> Tensor:
    """Flips and quarter turns alone at strength 0, as in the paper; else a little of everything too."""
    images = flips_and_turns(images)
    if colour == 0:
        return images
    return relight(restain(zoom_and_shift(images), colour), colour / 2)


def mixed_up(images: Tensor, labels: Tensor, alpha: float) -> tuple[Tensor, Tensor]:
    """Each image, and its label (N,) likewise, with another one of the batch added to it, in shares out of Beta(alpha, alpha) (Zhang et al. 2018)."""
    share, other = Beta(alpha, alpha).sample((len(images),)), torch.randperm(len(images))
    across = share[:, None, None, None]
    return across * images + (1 - across) * images[other], share * labels + (1 - share) * labels[other]
