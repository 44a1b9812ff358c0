"""The recipe `probe`, one round: logistic regression on the network's features. Validation chooses the penalty."""

import functools

import torch
import torch.nn.functional as F
from efficientnet import Features
from pictures import load
from score import score

# Those of src/training/features/linear-probe.ts.
PENALTIES = (0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003)
BATCH = 50


def train(request, report):
    network = Features(request['weights'], torch.bfloat16 if request['bf16'] else torch.float32)
    size = request['options']['size']

    def features(paths):
        batches = (network(load(request['root'], paths[at:at + BATCH], size)) for at in range(0, len(paths), BATCH))
        return torch.cat(list(batches)).double()

    tables = {name: (features(chosen['paths']), torch.tensor(chosen['classes'])) for name, chosen in request['sets'].items() if name != 'unlabelled'}
    rows, labels = tables['labelled']
    mean = rows.mean(0)
    length = ((rows - mean) ** 2).sum(1).mean().sqrt()

    def scored(name, head):
        return score((tables[name][0] - mean) / length @ head[0] + head[1], tables[name][1])

    # Each penalty is reported, and the best counts.
    for penalty in PENALTIES:
        head = fit((rows - mean) / length, labels, len(request['classes']), penalty)
        report(1, scored('val', head), functools.partial(scored, 'test', head))


def fit(rows, labels, classes, penalty):
    weights = torch.zeros(rows.shape[1], classes, dtype=torch.double, requires_grad=True)
    bias = torch.zeros(classes, dtype=torch.double, requires_grad=True)
    lbfgs = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn='strong_wolfe', tolerance_grad=1e-6)

    def closure():
        lbfgs.zero_grad()
        loss = F.cross_entropy(rows @ weights + bias, labels) + penalty * (weights ** 2).sum() / 2
        loss.backward()
        return loss

    lbfgs.step(closure)
    return weights.detach(), bias.detach()
