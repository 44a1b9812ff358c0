"""
Kornia, whose transforms take batches of float32: PyTorch's DataLoader decodes and resizes to 8/7 of the edge in its workers, as whisker does
before its views, and Kornia crops, turns and colours in the main process. Variants: `crop` and `weak-strong`, whisker's views of these names.
"""

import kornia
import kornia.augmentation as K
import torch

import contest
from torch_loader import Pictures, decode_torchvision


def crop(size, area, ratio):
    return [K.RandomResizedCrop((size, size), scale=(area, 1), ratio=ratio), K.RandomHorizontalFlip()]


def colours(change, gray):
    return [K.ColorJiggle(change, change, change), K.RandomGrayscale(p=gray)]


def views_of(variant, size):
    wide = crop(size, 0.4, (0.75, 1.25))
    if variant == 'crop':
        return [torch.nn.Sequential(*wide, *colours(0.3, 0.1))]
    # A shear of 0.2 is 11.3 degrees, and a square with an edge of 0.2 to 0.5 has an area of 0.04 to 0.25.
    turned = K.RandomAffine(25, shear=11.3, p=1)
    cut = K.RandomErasing(scale=(0.04, 0.25), ratio=(1, 1), value=0.5, p=1)
    return [torch.nn.Sequential(*crop(size, 0.75, (0.75, 4 / 3))), torch.nn.Sequential(*wide, turned, *colours(0.5, 0.2), cut)]


def main():
    options = contest.options()
    views = views_of(options.variant, options.size)
    decoded = Pictures(options.paths, round(options.size * 8 / 7), decode_torchvision)
    loader = torch.utils.data.DataLoader(decoded, options.batch, num_workers=options.workers, persistent_workers=True)

    @torch.inference_mode()
    def run_pass():
        for batch in loader:
            pictures = batch.float() / 255
            outputs = [view(pictures) for view in views]
            yield len(batch), outputs[-1].flatten()[-1]

    @torch.inference_mode()
    def first(count):
        pictures = torch.stack([decoded[index] for index in range(count)]).float() / 255
        return torch.stack([view(pictures) for view in views], 1).mul(255).numpy()

    contest.take_part(run_pass, first, {'PyTorch': torch.__version__, 'Kornia': kornia.__version__})


main()
