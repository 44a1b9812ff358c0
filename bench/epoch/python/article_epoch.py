"""An epoch of the article's training in PyTorch, its loader included. Variants: words with + between them; `pil` or
`torchvision` decodes, `channels-last` lays out."""

import argparse
import contextlib
import json
import pathlib
import time

import conversation
import numpy
import torch
from article import Article
from networks import Generator, ResNet18
from torch_loader import DECODERS, Pictures


def main():
    words = argparse.ArgumentParser()
    words.add_argument('--split', type=pathlib.Path, required=True)
    for name in ('size', 'batch', 'workers', 'width', 'classes', 'noise'):
        words.add_argument(f'--{name}', type=int, required=True)
    for name in ('rate', 'beta1'):
        words.add_argument(f'--{name}', type=float, required=True)
    words.add_argument('--variant', required=True)
    asked = words.parse_args()
    variant = asked.variant.split('+')
    layout = torch.channels_last if 'channels-last' in variant else torch.contiguous_format
    decode = DECODERS['torchvision' if 'torchvision' in variant else 'pil']
    split = json.loads(asked.split.read_text())

    def unit(pictures):
        channels_first = pictures if 'torchvision' in variant else pictures.permute(0, 3, 1, 2)
        return channels_first.to(torch.float32, memory_format=layout) / 255

    def draw(network):
        for module in network.modules():
            if isinstance(module, torch.nn.ConvTranspose2d):
                torch.nn.init.normal_(module.weight, 0, 0.02)
        return network.train().to(memory_format=layout)

    # As in the article: one batch, taken once. The workers live on between epochs, as whisker's threads do: what starting them
    # takes belongs to the start.
    labelled = unit(torch.stack([decode(path, asked.size) for path in split['labelled']]))
    labels = torch.tensor(split['labels'])
    loader = torch.utils.data.DataLoader(
        Pictures(split['unlabelled'], asked.size, decode), asked.batch, shuffle=True, drop_last=True,
        num_workers=asked.workers, persistent_workers=True)
    losses = []

    def run_pass():
        asked_at, first_step = time.perf_counter(), None
        article = Article(
            draw(ResNet18(asked.classes, asked.width)), draw(Generator(asked.size, asked.noise, asked.width)), asked.rate, asked.beta1, contextlib.nullcontext)
        began = time.perf_counter()
        for batch in loader:
            losses.append(article.step(unit(batch), torch.randn(asked.batch, asked.noise, 1, 1), labelled, labels))
            first_step = first_step or time.perf_counter() - asked_at
        seconds = time.perf_counter() - began
        return {'pictures': len(loader) * asked.batch, 'touched': 0, 'seconds': seconds, 'firstStepSeconds': first_step}

    def first(_):
        return numpy.array(losses, numpy.float32).mean(axis=0)

    conversation.take_part(run_pass, first, {'PyTorch': torch.__version__})


main()
