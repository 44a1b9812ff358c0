"""
PyTorch's DataLoader, with a process per worker. Variants: `pil`, `pil-draft` (JPEGs reduced while decoding), `torchvision`, and with
torchvision's v2 transforms `crop` and `weak-strong`, whisker's views of these names: uint8, antialiased, or not with `-plain`.
"""

import functools

import numpy
import PIL
import torch
import torchvision
from PIL import Image
from torchvision.transforms import v2
from torchvision.transforms.v2 import functional


def decode_pil(path, size):
    return torch.from_numpy(numpy.array(Image.open(path).convert('RGB').resize((size, size), Image.Resampling.BILINEAR)))


def decode_pil_draft(path, size):
    picture = Image.open(path)
    picture.draft('RGB', (size, size))
    return torch.from_numpy(numpy.array(picture.convert('RGB').resize((size, size), Image.Resampling.BILINEAR)))


def read_torchvision(path):
    return torchvision.io.decode_jpeg(torchvision.io.read_file(path), mode=torchvision.io.ImageReadMode.RGB)


def decode_torchvision(path, size):
    return functional.resize(read_torchvision(path), [size, size], antialias=True)


def crop(size, area, ratio, antialias):
    """The flip comes last, where there are the fewest pixels."""
    return v2.Compose([v2.RandomResizedCrop(size, scale=(area, 1), ratio=ratio, antialias=antialias), v2.RandomHorizontalFlip()])


def colours(change, gray):
    return v2.Compose([v2.ColorJitter(brightness=change, contrast=change, saturation=change), v2.RandomGrayscale(gray)])


# Made once in a process, as programs do.
@functools.cache
def views_of(kind, size, antialias):
    wide = crop(size, 0.4, (0.75, 1.25), antialias)
    if kind == 'crop':
        return [v2.Compose([wide, colours(0.3, 0.1)])]
    # A shear of 0.2 is 11.3 degrees, and a square with an edge of 0.2 to 0.5 has an area of 0.04 to 0.25.
    turned = v2.RandomAffine(25, shear=11.3, interpolation=v2.InterpolationMode.BILINEAR)
    cut = v2.RandomErasing(p=1, scale=(0.04, 0.25), ratio=(1, 1), value=128)
    return [crop(size, 0.75, (0.75, 4 / 3), antialias), v2.Compose([wide, turned, colours(0.5, 0.2), cut])]


def decode_views(path, size, kind, antialias):
    """Decodes once. Returns channels x size x size, and several views side by side: views x channels x size x size."""
    picture = read_torchvision(path)
    made = [view(picture) for view in views_of(kind, size, antialias)]
    return made[0] if len(made) == 1 else torch.stack(made)


DECODERS = {
    'pil': decode_pil,
    'pil-draft': decode_pil_draft,
    'torchvision': decode_torchvision,
    **{f'{kind}{suffix}': functools.partial(decode_views, kind=kind, antialias=antialias)
       for kind in ['crop', 'weak-strong'] for suffix, antialias in [('', True), ('-plain', False)]},
}


class Pictures(torch.utils.data.Dataset):
    def __init__(self, paths, size, decode):
        self.paths, self.size, self.decode = paths, size, decode

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        return self.decode(self.paths[index], self.size)


def main():
    # Imported here, because other benches import the decoders of this file without the contest.
    import contest

    options = contest.options()
    decode = DECODERS[options.variant]
    loader = torch.utils.data.DataLoader(
        Pictures(options.paths, options.size, decode), options.batch, num_workers=options.workers, persistent_workers=True)

    def run_pass():
        for batch in loader:
            yield len(batch), batch[-1].flatten()[-1]

    def first(count):
        pixels = torch.stack([decode(path, options.size) for path in options.paths[:count]]).numpy()
        return pixels.transpose(0, 2, 3, 1) if options.variant == 'torchvision' else pixels

    other = {'Pillow': PIL.__version__} if options.variant.startswith('pil') else {'torchvision': torchvision.__version__}
    contest.take_part(run_pass, first, {'PyTorch': torch.__version__, **other})


if __name__ == '__main__':
    main()
