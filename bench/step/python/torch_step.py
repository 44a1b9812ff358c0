"""The article's networks and step in PyTorch, as the reference of the golden numbers states them, made as fast as PyTorch
makes them by a line: channels last, autocast, compile. Variants: words of those with + between them."""

import argparse
import contextlib
import json
import pathlib

import conversation
import numpy
import torch
import torch.nn.functional as F
from article import Article
from networks import Generator, ResNet18


def read_safetensors(path):
    content = path.read_bytes()
    length = int.from_bytes(content[:8], 'little')
    tensors = {}
    for name, entry in json.loads(content[8:8 + length]).items():
        if name != '__metadata__':
            begin, end = (8 + length + offset for offset in entry['data_offsets'])
            tensors[name] = torch.from_numpy(numpy.frombuffer(content[begin:end], numpy.float32).reshape(entry['shape']).copy())
    return tensors


def main():
    words = argparse.ArgumentParser()
    words.add_argument('--task', required=True)
    words.add_argument('--folder', type=pathlib.Path, required=True)
    for name in ('size', 'batch', 'labelled', 'steps', 'width', 'classes', 'noise'):
        words.add_argument(f'--{name}', type=int, required=True)
    for name in ('rate', 'beta1'):
        words.add_argument(f'--{name}', type=float, required=True)
    words.add_argument('--variant', default='')
    asked = words.parse_args()
    layout = torch.channels_last if 'channels-last' in asked.variant else torch.contiguous_format
    autocast = (lambda: torch.autocast('cpu', torch.bfloat16)) if 'bf16' in asked.variant else contextlib.nullcontext

    def loaded(network, file):
        network.load_state_dict(read_safetensors(asked.folder / file), strict=False)
        network = network.train().to(memory_format=layout)
        return torch.compile(network) if 'compile' in asked.variant else network

    pixels = torch.from_numpy(numpy.fromfile(asked.folder / 'pictures.u8', numpy.uint8).reshape(-1, asked.size, asked.size, 3))
    noise = torch.from_numpy(numpy.fromfile(asked.folder / 'noise.f32', numpy.float32).reshape(asked.batch, asked.noise, 1, 1))
    classifier = loaded(ResNet18(asked.classes, asked.width), 'classifier.safetensors')
    generator = loaded(Generator(asked.size, asked.noise, asked.width), 'generator.safetensors') if asked.task == 'sgan' else None
    article = None if generator is None else Article(classifier, generator, asked.rate, asked.beta1, autocast)
    adam = torch.optim.Adam(classifier.parameters(), lr=asked.rate, betas=(asked.beta1, 0.999), fused=True)

    def unit(pictures):
        return pictures.permute(0, 3, 1, 2).to(torch.float32, memory_format=layout) / 255

    def labels_of(count):
        return torch.arange(count) % asked.classes

    labelled = unit(pixels[asked.batch:])
    first_labels, labels = labels_of(asked.batch), labels_of(asked.labelled)

    def step():
        unlabelled = unit(pixels[:asked.batch])
        if asked.task == 'sgan':
            return article.step(unlabelled, noise, labelled, labels)
        if asked.task == 'forward':
            with torch.no_grad(), autocast():
                return [F.cross_entropy(classifier(unlabelled).float(), first_labels).item()]
        classifier.zero_grad()
        with autocast():
            loss = F.cross_entropy(classifier(unlabelled).float(), first_labels)
        loss.backward()
        if asked.task == 'adam':
            adam.step()
        return [loss.item()]

    def run_pass():
        for _ in range(asked.steps):
            step()
        return {'pictures': asked.steps * (asked.batch + asked.labelled), 'touched': 0}

    def first(count):
        return numpy.array([loss for _ in range(count) for loss in step()], numpy.float32)

    conversation.take_part(run_pass, first, {'PyTorch': torch.__version__})


main()
