"""Accuracy and loss, and which of two scores is better, as whisker decides it."""

import torch.nn.functional as F


def score(logits, labels):
    return (logits.argmax(1) == labels).double().mean().item(), F.cross_entropy(logits, labels).item()


def beats(one, other):
    """The higher accuracy, and where they are equal the lower loss."""
    return (one[0], -one[1]) > (other[0], -other[1])
