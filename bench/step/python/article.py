"""The article's losses and step, as in the script that made the golden numbers."""

import contextlib

import torch
import torch.nn.functional as F


def loss_real(logits):
    odds = torch.logsumexp(logits, 1)
    return 0.5 * (-odds.mean() + F.softplus(odds).mean())


def loss_fake(logits):
    return 0.5 * F.softplus(torch.logsumexp(logits, 1)).mean()


class Article:
    """Both networks and their optimizers. `autocast` returns the context for passes, `holding` that for passes of generated pictures."""

    def __init__(self, classifier, generator, rate, beta1, autocast, holding=contextlib.nullcontext):
        numbers = {'lr': rate, 'betas': (beta1, 0.999), 'fused': True}
        self.classifier, self.generator, self.autocast, self.holding = classifier, generator, autocast, holding
        self.adam = torch.optim.Adam(classifier.parameters(), **numbers)
        self.adam_generator = torch.optim.Adam(generator.parameters(), **numbers)

    def step(self, unlabelled, noise, labelled, labels):
        self.adam.zero_grad()
        with self.autocast():
            on_unlabelled = loss_real(self.classifier(unlabelled).float())
        on_unlabelled.backward()
        with self.autocast(), self.holding():
            generated = (self.generator(noise).float() + 1) / 2
            on_generated = loss_fake(self.classifier(generated.detach()).float())
        on_generated.backward()
        with self.autocast():
            on_labelled = F.cross_entropy(self.classifier(labelled).float(), labels)
        on_labelled.backward()
        self.adam.step()
        self.adam_generator.zero_grad()
        # The classifier learns nothing from this pass, so its weights need no gradient.
        self.classifier.requires_grad_(False)
        with self.autocast(), self.holding():
            of_generator = loss_real(self.classifier(generated).float())
        of_generator.backward()
        self.classifier.requires_grad_(True)
        self.adam_generator.step()
        return torch.stack([on_unlabelled, on_generated, on_labelled, of_generator]).tolist()
