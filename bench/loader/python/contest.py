"""What every Python contestant shares: the conversation with the bench.

The bench writes a line of JSON, the contestant answers with one. `ready` is said unasked, once everything is loaded;
`prepare` readies a pass and is not timed; `pass` counts every picture once; `first` writes the pixels of the first
pictures to a file. Closed standard input ends it.
"""

import argparse
import json
import os
import pathlib
import sys

# What libraries print must not come between the answers.
_answers = os.fdopen(os.dup(1), 'w', buffering=1)
os.dup2(2, 1)


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
    _say({'versions': versions})
    for line in sys.stdin:
        asked = json.loads(line)
        if asked['do'] == 'prepare':
            prepare()
            _say({})
        elif asked['do'] == 'pass':
            batches = list(run_pass())
            _say({'pictures': sum(count for count, _ in batches), 'touched': sum(int(byte) for _, byte in batches)})
        elif asked['do'] == 'first':
            pixels = first(asked['count'])
            pathlib.Path(asked['file']).write_bytes(pixels.astype('uint8').tobytes())
            _say({})


def _say(answer):
    _answers.write(json.dumps(answer) + '\n')
