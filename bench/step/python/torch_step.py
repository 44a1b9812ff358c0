"""Times the article's networks and step in PyTorch. Variants are its one-line ways to be faster, joined by +:
channels-last, bf16, compile."""

import argparse
import contextlib
import pathlib

import conversation
import numpy
import torch
import torch.nn.functional as F
from article import Article
from networks import Generator, ResNet18
from safetensors_file import read_safetensors


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--task', required=True)
    parser.add_argument('--folder', type=pathlib.Path, required=True)
    for name in ('size', 'batch', 'labelled', 'steps', 'width', 'classes', 'noise'):
        parser.add_argument(f'--{name}', type=int, required=True)
    for name in ('rate', 'beta1'):
        parser.add_argument(f'--{name}', type=float, required=True)
    parser.add_argument('--variant', default='')
    options = parser.parse_args()
    layout = torch.channels_last if 'channels-last' in options.variant else torch.contiguous_format
    autocast = (lambda: torch.autocast('cpu', torch.bfloat16)) if 'bf16' in options.variant else contextlib.nullcontext

    def loaded(network, file):
        network.load_state_dict(read_safetensors(options.folder / file), strict=False)
        network = network.train().to(memory_format=layout)
        return torch.compile(network) if 'compile' in options.variant else network

    pixels = torch.from_numpy(numpy.fromfile(options.folder / 'pictures.u8', numpy.uint8).reshape(-1, options.size, options.size, 3))
    noise = torch.from_numpy(numpy.fromfile(options.folder / 'noise.f32', numpy.float32).reshape(options.batch, options.noise, 1, 1))
    classifier = loaded(ResNet18(options.classes, options.width), 'classifier.safetensors')
    generator = loaded(Generator(options.size, options.noise, options.width), 'generator.safetensors') if options.task == 'sgan' else None
    article = None if generator is None else Article(classifier, generator, options.rate, options.beta1, autocast)
    adam = torch.optim.Adam(classifier.parameters(), lr=options.rate, betas=(options.beta1, 0.999), fused=True)

    def unit(pictures):
        return pictures.permute(0, 3, 1, 2).to(torch.float32, memory_format=layout) / 255

    def labels_of(count):
        return torch.arange(count) % options.classes

    labelled = unit(pixels[options.batch:])
    first_labels, labels = labels_of(options.batch), labels_of(options.labelled)

    def step():
        unlabelled = unit(pixels[:options.batch])
        if options.task == 'sgan':
            return article.step(unlabelled, noise, labelled, labels)
        if options.task == 'forward':
            with torch.no_grad(), autocast():
                return [F.cross_entropy(classifier(unlabelled).float(), first_labels).item()]
        classifier.zero_grad()
        with autocast():
            loss = F.cross_entropy(classifier(unlabelled).float(), first_labels)
        loss.backward()
        if options.task == 'adam':
            adam.step()
        return [loss.item()]

    def run_pass():
        for _ in range(options.steps):
            step()
        return {'pictures': options.steps * (options.batch + options.labelled), 'touched': 0}

    def first(count):
        return numpy.array([loss for _ in range(count) for loss in step()], numpy.float32)

    conversation.take_part(run_pass, first, {'PyTorch': torch.__version__})


main()
