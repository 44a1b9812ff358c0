"""PyTorch statement of the recipes fixmatch, sgan-fixmatch and rotation-fixmatch, and the golden numbers made with it.

Run:  python fixmatch_reference.py GOLDEN_DIR      (needs torch and safetensors; CPU, under a minute)

GOLDEN_DIR holds `training.safetensors` of sgan_reference.py: starting weights, labelled pictures, five unlabelled
batches, which are the weak views here, and noise. The strong view of a picture is its mirror image in inverted colours.
Everything is computed in float64. Writes `consistency.json` (losses) and `consistency.safetensors`: the weights after five
steps, flattened, of large tensors every 31st only.
"""

import json
import math
import sys
from copy import deepcopy
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from sgan_reference import Generator, ResNet18, loss_fake, loss_real, to_unit

STEPS = 5
RUN_STEPS = 100  # of the whole run, for the schedule
EVERY, LARGE = 31, 512


def strong_view(weak):
    return 255 - weak.flip(3)


def rate(base, step, schedule, warmup):
    """Linear warm-up, then FixMatch's cosine."""
    if step < warmup:
        return base * (step + 1) / warmup
    if schedule == "constant":
        return base
    return base * math.cos(7 * math.pi * (step - warmup) / (RUN_STEPS - warmup) / 16)


class PseudoLabels:
    """FixMatch's threshold; ReMixMatch's distribution alignment; FreeMatch's self-adaptive threshold."""

    def __init__(self, classes, threshold=0.95, adaptive=False, align=False):
        self.threshold, self.adaptive, self.align = threshold, adaptive, align
        self.predicted = torch.full((classes,), 1 / classes).double()
        self.marginal, self.confidence = self.predicted.clone(), torch.tensor(1 / classes).double()

    def __call__(self, logits, step):
        decay = min(0.999, (1 + step) / (10 + step))
        move = lambda average, value: average * decay + value * (1 - decay)
        p = logits.detach().softmax(1)
        if self.align:
            self.predicted = move(self.predicted, p.mean(0))
            p = p / self.predicted
            p = p / p.sum(1, keepdim=True)
        confidence, labels = p.max(1)
        threshold = torch.tensor(self.threshold).double()
        if self.adaptive:
            self.confidence = move(self.confidence, confidence.mean())
            self.marginal = move(self.marginal, p.mean(0))
            threshold = (self.marginal / self.marginal.max() * self.confidence)[labels]
        # A float32 implementation is to decide alike.
        assert (confidence - threshold).abs().min() > 1e-4, (confidence - threshold).abs().min()
        return labels, (confidence >= threshold).double()


def consistency(logits, labels, mask):
    return (F.cross_entropy(logits, labels, reduction="none") * mask).mean()


def update_ema(ema, model, decay, step):
    """Averages weights and running statistics."""
    decay = min(decay, (1 + step) / (10 + step))
    with torch.no_grad():
        for k, v in model.state_dict().items():
            if v.is_floating_point():
                e = ema.state_dict()[k]
                e.copy_(e * decay + v * (1 - decay))


def freeze_norms(c):
    """Keeps every batch norm in evaluation mode, with its scale and offset as they are."""
    for module in c.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.requires_grad_(False).eval()
            module.train = lambda mode=True, module=module: module


def fixmatch_step(c, opt, pseudo, step, weak, strong, labelled, labels, smoothing, clip):
    c.train()
    opt.zero_grad()
    with torch.no_grad():
        guesses = c(weak)
    targets, mask = pseudo(guesses, step)
    l_labelled = F.cross_entropy(c(labelled), labels, label_smoothing=smoothing)
    l_labelled.backward()
    l_strong = consistency(c(strong), targets, mask)
    l_strong.backward()
    if clip > 0:
        torch.nn.utils.clip_grad_norm_(c.parameters(), clip)
    opt.step()
    return [l_labelled.item(), l_strong.item(), mask.mean().item()]


def sgan_fixmatch_step(c, g, opt_c, opt_g, pseudo, step, weak, strong, labelled, labels, noise):
    c.train(), g.train()
    opt_c.zero_grad()
    logits = c(weak)
    targets, mask = pseudo(logits, step)
    l_unlabelled = loss_real(logits)
    l_unlabelled.backward()
    generated = (g(noise) + 1) / 2
    l_fake = loss_fake(c(generated.detach()))
    l_fake.backward()
    l_labelled = F.cross_entropy(c(labelled), labels)
    l_labelled.backward()
    l_strong = consistency(c(strong), targets, mask)
    l_strong.backward()
    opt_c.step()
    opt_g.zero_grad()
    l_generator = loss_real(c(generated))
    l_generator.backward()
    opt_g.step()
    return [v.item() for v in (l_unlabelled, l_fake, l_labelled, l_strong, l_generator, mask.mean())]


def rotation_fixmatch_step(c, opt, pseudo, step, pretraining, weak, strong, labelled, labels, weight):
    """Batch norm sees all pictures as one batch."""
    c.train()
    opt.zero_grad()
    turned = torch.cat([torch.rot90(weak, turns, (2, 3)) for turns in range(4)])
    parts = [turned, labelled] + ([strong] if step >= pretraining else [])
    of_turned, of_labelled, *of_strong = c(torch.cat(parts)).split([len(part) for part in parts])
    targets, mask = pseudo(of_turned[: len(weak), :2], step)
    l_rotation = F.cross_entropy(of_turned[:, 2:], torch.arange(4).repeat_interleave(len(weak)))
    l_labelled = F.cross_entropy(of_labelled[:, :2], labels)
    l_strong = consistency(of_strong[0][:, :2], targets, mask) if of_strong else torch.zeros(())
    (weight * l_rotation + l_labelled + l_strong).backward()
    opt.step()
    return [v.item() for v in (l_labelled, l_rotation, l_strong, mask.mean())]


def with_rotations(c):
    """Four more outputs. Their first weights are made of those of the classes."""
    wide = torch.nn.Linear(c.fc.in_features, 6).double()
    with torch.no_grad():
        wide.weight.copy_(torch.cat([c.fc.weight, c.fc.weight.flip(1), -c.fc.weight.roll(7, 1)]))
        wide.bias.copy_(torch.cat([c.fc.bias, c.fc.bias.flip(0), -c.fc.bias]))
    c.fc = wide
    return c


def sampled(prefix, module):
    flat = {k: v.detach().float().flatten() for k, v in module.state_dict().items() if "num_batches" not in k}
    return {prefix + k: (v[::EVERY] if len(v) > LARGE else v).clone() for k, v in flat.items()}


def main():
    folder = Path(sys.argv[1])
    torch.use_deterministic_algorithms(True)
    file = load_file(folder / "training.safetensors")

    def start(prefix, module):
        state = {k[len(prefix):]: v.double() for k, v in file.items() if k.startswith(prefix)}
        module.double().load_state_dict(state, strict=False)
        return module

    def networks(first="c0."):
        return start(first, ResNet18(2, 8)), start("g0.", Generator(32, 100, 8))

    labelled, labels = to_unit(file["labelled"]), file["labels"].long()
    batches = [(to_unit(file[f"unlabelled.{i}"]), to_unit(strong_view(file[f"unlabelled.{i}"]))) for i in range(STEPS)]
    golden, tensors = {}, {}

    def fixmatch(name, *, threshold, adaptive, align, schedule, warmup, smoothing, clip, ema, frozen=False):
        # Frozen norms need statistics worth keeping: those after five steps of sgan.
        c, _ = networks("c5." if frozen else "c0.")
        copy = deepcopy(c)
        if frozen:
            freeze_norms(c)
            c.conv1.requires_grad_(False)
        weights = [p for p in c.parameters() if p.dim() > 1 and p.requires_grad]
        vectors = [p for p in c.parameters() if p.dim() == 1 and p.requires_grad]
        groups = [{"params": weights, "weight_decay": 5e-4}, {"params": vectors, "weight_decay": 0}]
        opt = torch.optim.SGD(groups, lr=1e-3, momentum=0.9)
        pseudo = PseudoLabels(2, threshold, adaptive, align)
        rows = []
        for i, (weak, strong) in enumerate(batches):
            for group in opt.param_groups:
                group["lr"] = rate(1e-3, i, schedule, warmup)
            rows.append(fixmatch_step(c, opt, pseudo, i, weak, strong, labelled, labels, smoothing, clip))
            update_ema(copy, c, ema, i)
        golden[name] = {"columns": ["labelled", "consistency", "confident"], "losses": rows}
        tensors.update(sampled(f"{name}.", c))
        if ema > 0:
            tensors.update(sampled(f"{name}.ema.", copy))

    fixmatch("fixmatch", threshold=0.6, adaptive=False, align=False, schedule="constant", warmup=0, smoothing=0, clip=0, ema=0)
    fixmatch("fixmatch-options", threshold=0.95, adaptive=True, align=True, schedule="cosine", warmup=2, smoothing=0.1, clip=0.5, ema=0.9)
    fixmatch("fixmatch-frozen", threshold=0.7, adaptive=False, align=False, schedule="constant", warmup=0, smoothing=0, clip=0, ema=0.9, frozen=True)

    c, g = networks()
    opt_c = torch.optim.Adam(c.parameters(), lr=2e-5, betas=(0.5, 0.999))
    opt_g = torch.optim.Adam(g.parameters(), lr=2e-5, betas=(0.5, 0.999))
    pseudo = PseudoLabels(2, 0.6)
    rows = []
    for i, (weak, strong) in enumerate(batches):
        rows.append(sgan_fixmatch_step(c, g, opt_c, opt_g, pseudo, i, weak, strong, labelled, labels, file[f"noise.{i}"].double()))
    columns = ["unlabelled", "generated", "labelled", "consistency", "generator", "confident"]
    golden["sgan-fixmatch"] = {"columns": columns, "losses": rows}
    tensors.update(sampled("sgan-fixmatch.", c))
    tensors.update(sampled("sgan-fixmatch.generator.", g))

    c = with_rotations(networks()[0])
    tensors.update({f"rotation-fixmatch.start.fc.{k}": v.detach().float() for k, v in c.fc.named_parameters()})
    copy = deepcopy(c)
    opt = torch.optim.Adam(c.parameters(), lr=2e-5, betas=(0.9, 0.999))
    pseudo = PseudoLabels(2, adaptive=True, align=True)
    rows = []
    for i, (weak, strong) in enumerate(batches):
        rows.append(rotation_fixmatch_step(c, opt, pseudo, i, 2, weak, strong, labelled, labels, 0.5))
        update_ema(copy, c, 0.9, i)
    golden["rotation-fixmatch"] = {"columns": ["labelled", "rotation", "consistency", "confident"], "losses": rows}
    tensors.update(sampled("rotation-fixmatch.", c))
    tensors.update(sampled("rotation-fixmatch.ema.", copy))

    save_file(tensors, folder / "consistency.safetensors")
    (folder / "consistency.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
