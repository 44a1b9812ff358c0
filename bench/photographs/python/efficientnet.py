"""EfficientNet-Lite0 without its last layer. Each batch norm is folded into the convolution before it."""

import pathlib

import torch
import torch.nn.functional as F
from safetensors_file import read_safetensors

# (kernel, stride, inputs, outputs, expansion) of each block.
BLOCKS = [
    (3, 1, 32, 16, 1), (3, 2, 16, 24, 6), (3, 1, 24, 24, 6), (5, 2, 24, 40, 6), (5, 1, 40, 40, 6), (3, 2, 40, 80, 6), (3, 1, 80, 80, 6), (3, 1, 80, 80, 6),
    (5, 1, 80, 112, 6), (5, 1, 112, 112, 6), (5, 1, 112, 112, 6), (5, 2, 112, 192, 6), (5, 1, 192, 192, 6), (5, 1, 192, 192, 6), (5, 1, 192, 192, 6), (3, 1, 192, 320, 6),
]
EPSILON = 1e-3


class Features:
    def __init__(self, file, dtype):
        self.values, self.dtype = read_safetensors(pathlib.Path(file)), dtype
        self.stem = self.folded('_conv_stem.weight', '_bn0')
        self.blocks = [self.block(index, *shape) for index, shape in enumerate(BLOCKS)]
        self.head = self.folded('_conv_head.weight', '_bn1')

    def folded(self, convolution, norm):
        weight, bias, mean, variance = (self.values[f'{norm}.{name}'] for name in ('weight', 'bias', 'running_mean', 'running_var'))
        scale = weight / torch.sqrt(variance + EPSILON)
        return (self.values[convolution] * scale[:, None, None, None]).to(self.dtype), (bias - mean * scale).to(self.dtype)

    def block(self, index, kernel, stride, inputs, outputs, expansion):
        name = f'_blocks.{index}.'
        expand = self.folded(f'{name}_expand_conv.weight', f'{name}_bn0') if expansion > 1 else None
        depthwise = self.folded(f'{name}_depthwise_conv.weight', f'{name}_bn1')
        project = self.folded(f'{name}_project_conv.weight', f'{name}_bn2')

        def run(x):
            y = x if expand is None else F.relu6(F.conv2d(x, *expand))
            y = F.relu6(F.conv2d(same(y, kernel, stride), *depthwise, stride=stride, groups=y.shape[1]))
            y = F.conv2d(y, *project)
            return x + y if stride == 1 and inputs == outputs else y

        return run

    @torch.no_grad()
    def __call__(self, pictures):
        """pictures: uint8, [n, 3, size, size]. Returns [n, 1280]."""
        x = ((pictures.float() - 127) / 128).to(self.dtype).contiguous(memory_format=torch.channels_last)
        x = F.relu6(F.conv2d(same(x, 3, 2), *self.stem, stride=2))
        for block in self.blocks:
            x = block(x)
        return F.relu6(F.conv2d(x, *self.head)).float().mean((2, 3))


def same(x, kernel, stride):
    """TensorFlow's padding SAME, of square pictures."""
    size = x.shape[-1]
    missing = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return F.pad(x, (missing // 2, missing - missing // 2) * 2)
