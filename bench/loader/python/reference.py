"""Pillow's bilinear: the pixels of the first pictures, which the contestants are compared with."""

import argparse
import pathlib

import numpy
from PIL import Image


def main():
    words = argparse.ArgumentParser()
    words.add_argument('folder', type=pathlib.Path)
    words.add_argument('file', type=pathlib.Path)
    words.add_argument('--size', type=int, required=True)
    words.add_argument('--count', type=int, required=True)
    options = words.parse_args()
    square = (options.size, options.size)
    pictures = [Image.open(path).convert('RGB').resize(square, Image.Resampling.BILINEAR) for path in sorted(options.folder.glob('*.jpg'))[:options.count]]
    options.file.write_bytes(numpy.stack(pictures).tobytes())


main()
