"""The recipes `supervised` and `sgan` on ResNet18 with random weights, as preset `small` has them: cosine schedule, averaged weights, no
warm-up, no clipping, no label smoothing. An epoch ends with validation."""

import contextlib
import copy
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from article import Article
from networks import Generator, ResNet18
from pictures import edge_of, load, unit, view
from score import score

EVALUATION_BATCH = 250


class Run:
    """Networks, pictures and schedule of a run."""

    def __init__(self, request):
        options = request['options']
        self.options, self.values, self.policy = options, options['recipeOptions'], request['policy']
        self.size = options['size']
        edge = edge_of(self.policy, self.size)
        self.pictures = {name: load(request['root'], chosen['paths'], edge if name in ('labelled', 'unlabelled') else self.size) for name, chosen in request['sets'].items()}
        self.labels = {name: torch.tensor(chosen['classes']) for name, chosen in request['sets'].items()}
        self.autocast = (lambda: torch.autocast('cpu', torch.bfloat16)) if request['bf16'] else contextlib.nullcontext
        self.classifier = ResNet18(len(request['classes']), options['width']).to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.classifier).eval()
        self.steps = 0

    def views(self, name, indices=slice(None)):
        return view(self.pictures[name][indices], self.policy, self.size)

    def set_rate(self, optimizers, steps):
        """Sets the rate of the next step: FixMatch's cosine, which ends at a fifth."""
        rate = self.values['learning-rate'] * math.cos(7 * math.pi / 16 * self.steps / steps)
        for group in (group for optimizer in optimizers for group in optimizer.param_groups):
            group['lr'] = rate

    @torch.no_grad()
    def after_step(self):
        """Moves the averaged weights and statistics."""
        decay = min(self.values['ema'], (1 + self.steps) / (10 + self.steps))
        for average, value in zip(self.average.state_dict().values(), self.classifier.state_dict().values()):
            if average.dtype.is_floating_point:
                average.mul_(decay).add_(value, alpha=1 - decay)
        self.steps += 1

    @torch.no_grad()
    def scored(self, name):
        with self.autocast():
            batches = [self.average(unit(batch)).float() for batch in self.pictures[name].split(EVALUATION_BATCH)]
        return score(torch.cat(batches), self.labels[name])

    def report(self, epoch, report):
        report(epoch, self.scored('val'), lambda: self.scored('test'))


def supervised(request, report):
    run = Run(request)
    values = run.values
    sgd = torch.optim.SGD(run.classifier.parameters(), momentum=values['momentum'], weight_decay=values['weight-decay'])
    for epoch in range(values['epochs']):
        run.set_rate([sgd], values['epochs'])
        with run.autocast():
            logits = run.classifier(run.views('labelled')).float()
        loss = F.cross_entropy(logits, run.labels['labelled'])
        sgd.zero_grad()
        loss.backward()
        sgd.step()
        run.after_step()
        run.report(epoch + 1, report)


def sgan(request, report):
    run = Run(request)
    options, values = run.options, run.values
    batch = options['batch']
    generator = Generator(run.size, options['noise'], options['generator-width']).to(memory_format=torch.channels_last)
    article = Article(run.classifier, generator, values['learning-rate'], values['beta1'], run.autocast, lambda: holding_statistics(run.classifier))
    unlabelled = len(run.pictures['unlabelled'])
    steps = unlabelled // batch * values['epochs']
    for epoch in range(values['epochs']):
        for indices in torch.randperm(unlabelled)[:unlabelled // batch * batch].split(batch):
            run.set_rate([article.adam, article.adam_generator], steps)
            article.step(run.views('unlabelled', indices), torch.randn(batch, options['noise'], 1, 1), run.views('labelled'), run.labels['labelled'])
            run.after_step()
        run.report(epoch + 1, report)


@contextlib.contextmanager
def holding_statistics(network):
    """Generated pictures do not move the running statistics."""
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.momentum = 0.0
    try:
        yield
    finally:
        for norm, momentum in zip(norms, momenta):
            norm.momentum = momentum
