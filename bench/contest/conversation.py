"""The protocol between the bench and a Python contestant.

The bench writes a line of JSON, and the contestant answers with one. First the contestant sends its versions, once everything is
loaded. `prepare` prepares a pass and is not timed. `pass` is timed. `first` writes the first results, on which all contestants must
agree, to a file. The end of standard input ends the contestant.
"""

import json
import os
import pathlib
import sys

# Keeps what libraries print out of the answers.
_answers = os.fdopen(os.dup(1), 'w', buffering=1)
os.dup2(2, 1)


def take_part(run_pass, first, versions, prepare=lambda: None):
    """
    run_pass(): runs a pass and returns its result: `pictures`, `touched`, and the other fields of contestant.ts
    first(count): returns an array, which is written as it is
    """
    _send({'versions': versions})
    for line in sys.stdin:
        request = json.loads(line)
        if request['do'] == 'prepare':
            prepare()
            _send({})
        elif request['do'] == 'pass':
            _send(run_pass())
        elif request['do'] == 'first':
            pathlib.Path(request['file']).write_bytes(first(request['count']).tobytes())
            _send({})


def _send(answer):
    _answers.write(json.dumps(answer) + '\n')
