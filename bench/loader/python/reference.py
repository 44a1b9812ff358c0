"""Writes the pixels of the first pictures as Pillow's bilinear makes them, to compare the contestants with."""

import argparse
import pathlib

import numpy
from PIL import Image


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('file', type=pathlib.Path)
    parser.add_argument('--size', type=int, required=True)
    parser.add_argument('--count', type=int, required=True)
    options = parser.parse_args()
    square = (options.size, options.size)
    pictures = [Image.open(path).convert('RGB').resize(square, Image.Resampling.BILINEAR) for path in sorted(options.folder.glob('*.jpg'))[:options.count]]
    options.file.write_bytes(numpy.stack(pictures).tobytes())


main()
