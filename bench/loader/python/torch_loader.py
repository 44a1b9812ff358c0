"""PyTorch's DataLoader, with a process per worker. Variants: `pil`, `pil-draft` (JPEGs reduced while decoding), `torchvision`."""

import numpy
import PIL
import torch
import torchvision
from PIL import Image
from torchvision.transforms.v2 import functional


def decode_pil(path, size):
    return torch.from_numpy(numpy.array(Image.open(path).convert('RGB').resize((size, size), Image.Resampling.BILINEAR)))


def decode_pil_draft(path, size):
    picture = Image.open(path)
    picture.draft('RGB', (size, size))
    return torch.from_numpy(numpy.array(picture.convert('RGB').resize((size, size), Image.Resampling.BILINEAR)))


def decode_torchvision(path, size):
    picture = torchvision.io.decode_jpeg(torchvision.io.read_file(path), mode=torchvision.io.ImageReadMode.RGB)
    return functional.resize(picture, [size, size], antialias=True)


DECODERS = {'pil': decode_pil, 'pil-draft': decode_pil_draft, 'torchvision': decode_torchvision}


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

    other = {'torchvision': torchvision.__version__} if options.variant == 'torchvision' else {'Pillow': PIL.__version__}
    contest.take_part(run_pass, first, {'PyTorch': torch.__version__, **other})


if __name__ == '__main__':
    main()
