"""What the Python loaders share: their options, and what is told of a pass over the pictures."""

import argparse
import pathlib

import conversation


def options():
    words = argparse.ArgumentParser()
    words.add_argument('--folder', type=pathlib.Path, required=True)
    words.add_argument('--size', type=int, required=True)
    words.add_argument('--batch', type=int, required=True)
    words.add_argument('--workers', type=int, required=True)
    words.add_argument('--variant', default='')
    chosen = words.parse_args()
    chosen.paths = [str(path) for path in sorted(chosen.folder.glob('*.jpg'))]
    return chosen


def take_part(run_pass, first, versions, prepare=lambda: None):
    """
    run_pass(): yields (pictures, a byte of their pixels) for each batch of an epoch
    first(count): the pixels of the first pictures, uint8 of count x size x size x 3
    """

    def told():
        batches = list(run_pass())
        return {'pictures': sum(count for count, _ in batches), 'touched': sum(int(byte) for _, byte in batches)}

    conversation.take_part(told, lambda count: first(count).astype('uint8'), versions, prepare)
