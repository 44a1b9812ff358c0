"""Reads a safetensors file."""

import json

import numpy
import torch

TYPES = {'F32': numpy.float32, 'F16': numpy.float16}


def read_safetensors(path):
    """Returns the tensors by name, in float32."""
    content = path.read_bytes()
    length = int.from_bytes(content[:8], 'little')
    tensors = {}
    for name, entry in json.loads(content[8:8 + length]).items():
        if name != '__metadata__':
            begin, end = (8 + length + offset for offset in entry['data_offsets'])
            tensors[name] = torch.from_numpy(numpy.frombuffer(content[begin:end], TYPES[entry['dtype']]).reshape(entry['shape']).astype(numpy.float32))
    return tensors
