"""The options of the Python loaders, and the result of a pass over the pictures."""

import argparse
import pathlib

import conversation


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument('--folder', type=pathlib.Path, required=True)
    parser.add_argument('--size', type=int, required=True)
    parser.add_argument('--batch', type=int, required=True)
    parser.add_argument('--workers', type=int, required=True)
    parser.add_argument('--variant', default='')
    chosen = parser.parse_args()
    chosen.paths = [str(path) for path in sorted(chosen.folder.glob('*.jpg'))]
    return chosen


def take_part(run_pass, first, versions, prepare=lambda: None):
    """
    run_pass(): yields (number of pictures, one byte of their pixels) for each batch of an epoch
    first(count): returns the pixels of the first pictures, uint8, count x size x size x 3
    """

    def result():
        batches = list(run_pass())
        return {'pictures': sum(count for count, _ in batches), 'touched': sum(int(byte) for _, byte in batches)}

    conversation.take_part(result, lambda count: first(count).astype('uint8'), versions, prepare)
