"""Makes photographs from those that scikit-image and scikit-learn contain. It downloads nothing and is deterministic.

Each is a random crop of a real photograph, mirrored at random and resized, saved as JPEG of quality 90 with 4:2:0 chroma. Width and
height of the small ones are independent, so that the aspect ratios differ. The large ones are enlarged to 12 megapixels and get
the grain of a camera's sensor. Without it their files would be far too small.
"""

import argparse
import json
import pathlib
import random

import numpy
import skimage
import sklearn.datasets
from PIL import Image

FROM_SKIMAGE = ['astronaut.png', 'chelsea.png', 'coffee.png', 'hubble_deep_field.jpg', 'motorcycle_left.png', 'retina.jpg', 'rocket.jpg']

# Standard deviation of the grain of large photographs, in levels of 255. Their files become as large as a camera's, 3 MB.
GRAIN = 5


def sources():
    folder = pathlib.Path(skimage.__file__).parent / 'data'
    pictures = [Image.open(folder / name).convert('RGB') for name in FROM_SKIMAGE]
    return pictures + [Image.fromarray(pixels) for pixels in sklearn.datasets.load_sample_images().images]


def crop_of(source, aspect, draw):
    """Returns a random crop of an aspect ratio, 0.5 to 1 times as large as the picture allows."""
    scale = draw.uniform(0.5, 1) * min(source.width / aspect, source.height)
    width, height = round(scale * aspect), round(scale)
    left, top = draw.randint(0, source.width - width), draw.randint(0, source.height - height)
    return (left, top, left + width, top + height)


def photograph(pictures, kind, seed):
    draw = random.Random(seed)
    size = (4000, 3000) if kind == 'large' else (draw.randint(308, 500), draw.randint(300, 420))
    source = draw.choice(pictures)
    picture = source.resize(size, Image.Resampling.BICUBIC, box=crop_of(source, size[0] / size[1], draw))
    if draw.random() < 0.5:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if kind == 'small':
        return picture
    noise = GRAIN * numpy.random.default_rng(seed).standard_normal((size[1], size[0], 1), dtype=numpy.float32)
    return Image.fromarray(numpy.clip(numpy.asarray(picture) + noise, 0, 255).astype(numpy.uint8))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('--kind', choices=['small', 'large'], required=True)
    parser.add_argument('--count', type=int, required=True)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    pictures = sources()
    for number in range(options.count):
        path = options.folder / f'{number:05}.jpg'
        photograph(pictures, options.kind, options.seed * 1_000_003 + number).save(path, quality=90, subsampling='4:2:0')
        print(json.dumps({'done': number + 1}), flush=True)


main()
