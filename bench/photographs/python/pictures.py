"""Pictures from disk, and views of them by whisker's policies (src/pipeline/views)."""

import concurrent.futures
import math
import os

import numpy
import torch
import torch.nn.functional as F
from PIL import Image

GRAY_SHARES = torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)


def load(root, paths, size):
    """Returns the pictures at size x size: uint8, [pictures, 3, size, size]."""

    def one(path):
        return numpy.array(Image.open(os.path.join(root, path)).convert('RGB').resize((size, size), Image.Resampling.BILINEAR))

    with concurrent.futures.ThreadPoolExecutor() as threads:
        return torch.from_numpy(numpy.stack(list(threads.map(one, paths)))).permute(0, 3, 1, 2)


def unit(pictures):
    return (pictures.float() / 255).contiguous(memory_format=torch.channels_last)


def edge_of(policy, size):
    """Returns the edge of the pictures from which views of `size` are taken: whisker keeps more pixels where a policy crops."""
    return round(size * 8 / 7) if policy['area'][0] < 1 else size


def view(pictures, policy, size):
    """Returns a view of each picture, drawn anew: one warp, one change of the colours. It has no gray square."""
    count = len(pictures)

    def between(low, high):
        return low + (high - low) * torch.rand(count)

    area, aspect = between(*policy['area']), 1 + between(-policy['aspect'], policy['aspect'])
    width, height = torch.sqrt(area * aspect).clamp(max=1), torch.sqrt(area / aspect).clamp(max=1)
    left, top = (1 - width) * between(-1, 1), (1 - height) * between(-1, 1)
    angle, shear = between(-policy['rotation'], policy['rotation']) * math.pi / 180, between(-policy['shear'], policy['shear'])
    across = torch.where(torch.rand(count) < policy['flip'], -width, width)
    cos, sin = torch.cos(angle), torch.sin(angle)
    rows = torch.stack([cos * across, (cos * shear - sin) * height, left], 1), torch.stack([sin * across, (sin * shear + cos) * height, top], 1)
    grid = F.affine_grid(torch.stack(rows, 1), (count, 3, size, size), align_corners=False)
    warped = F.grid_sample(unit(pictures), grid, padding_mode='reflection', align_corners=False)

    def change(name):
        return between(1 - policy[name], 1 + policy[name]).view(count, 1, 1, 1)

    contrast = change('contrast')
    warped = warped * change('brightness') * contrast + 0.5 * (1 - contrast)
    gray = (warped * GRAY_SHARES).sum(1, keepdim=True)
    saturation = torch.where(torch.rand(count, 1, 1, 1) < policy['gray'], torch.zeros(()), change('saturation'))
    return (gray + (warped - gray) * saturation).clamp(0, 1).contiguous(memory_format=torch.channels_last)
