"""What every Python contestant shares: the conversation with the bench.

The bench writes a line of JSON, the contestant answers with one. `ready` is said unasked, once everything is loaded;
`prepare` readies a pass and is not timed; `pass` is what is timed; `first` writes what all contestants must agree on to
a file. Closed standard input ends it.
"""

import json
import os
import pathlib
import sys

# What libraries print must not come between the answers.
_answers = os.fdopen(os.dup(1), 'w', buffering=1)
os.dup2(2, 1)


def take_part(run_pass, first, versions, prepare=lambda: None):
    """
    run_pass(): does a pass, and returns what is told of it: `pictures`, `touched`, and what else contestant.ts takes
    first(count): an array, written as it is
    """
    _say({'versions': versions})
    for line in sys.stdin:
        asked = json.loads(line)
        if asked['do'] == 'prepare':
            prepare()
            _say({})
        elif asked['do'] == 'pass':
            _say(run_pass())
        elif asked['do'] == 'first':
            pathlib.Path(asked['file']).write_bytes(first(asked['count']).tobytes())
            _say({})


def _say(answer):
    _answers.write(json.dumps(answer) + '\n')
