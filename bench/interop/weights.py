"""Compares whisker's weights with torchvision's, both ways. docs/engine.md says how to run it.

1. Writes a resnet18 of torchvision with 1,000 classes, after some passes in training mode, as safetensors, and reads it
   as `--weights` does. The logits of random pictures must be torchvision's.
2. Trains from that file with `whisker train` on pictures of two classes. torchvision must load the checkpoint
   (`load_state_dict(strict=True)`) and give the logits of `whisker predict`.

Exits with 1 if a logit differs by more than 1e-3.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from torchvision.models import resnet18

HERE = Path(__file__).parent
WHISKER = HERE.parent.parent / 'dist' / 'cli' / 'main.cjs'
BOUND = 1e-3
torch.manual_seed(1)


def as_input(pictures):
    """uint8 NHWC -> float32 NCHW in [0, 1], as whisker uploads them."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 255


def random_pictures(count, size):
    return torch.randint(0, 256, (count, size, size, 3), dtype=torch.uint8).numpy()


def compare(what, ours, theirs):
    difference = (torch.tensor(ours) - theirs).abs().max().item()
    print(f'{what}: {tuple(theirs.shape)} logits between {theirs.min():.2f} and {theirs.max():.2f}, largest difference {difference:.1e}')
    if difference > BOUND:
        sys.exit(f'more than {BOUND} apart')


def trained_resnet18(classes):
    net = resnet18(weights=None, num_classes=classes)
    net.train()
    with torch.no_grad():
        for size in (64, 96, 224):
            net(as_input(random_pictures(8, size)) * torch.rand(8, 3, 1, 1))
        for name, values in net.named_parameters():
            if '.bn' in name or name.startswith('bn') or 'downsample.1' in name:
                values.add_(0.2 * torch.randn_like(values))
    return net.eval()


def weights_of_torchvision(folder, engine):
    net = trained_resnet18(1000)
    weights = folder / 'resnet18.safetensors'
    save_file(net.state_dict(), weights)
    for size in (224, 64):
        pictures = random_pictures(4, size)
        (folder / 'pictures').write_bytes(pictures.tobytes())
        answer = subprocess.run(['node', HERE / 'logits.mjs', weights, folder / 'pictures', str(size), '1000', engine], check=True, stdout=subprocess.PIPE)
        with torch.no_grad():
            compare(f'torchvision -> whisker ({engine}), {size} px', json.loads(answer.stdout), net(as_input(pictures)))
    return weights


def weights_of_whisker(folder, weights, engine):
    data = folder / 'data'
    for name in ('dark', 'light'):
        (data / name).mkdir(parents=True)
        for index in range(20):
            Image.fromarray(random_pictures(1, 64)[0] // 2 + (0 if name == 'dark' else 90)).save(data / name / f'{index}.png')
    run = folder / 'run'
    words = '--model resnet18 --width 64 --size 64 --labels 8 --val 8 --test 8 --recipe supervised --epochs 3'.split()
    subprocess.run(['node', WHISKER, 'train', data, '--out', run, '--weights', weights, '--normalize', 'none', '--engine', engine, '--quiet', *words], check=True)
    net = resnet18(weights=None, num_classes=2)
    net.load_state_dict(load_file(run / 'checkpoints' / 'best' / 'classifier.safetensors'), strict=True)
    paths = sorted(data.glob('*/*.png'))[::4]
    answer = subprocess.run(['node', WHISKER, 'predict', run, '--json', *paths], check=True, stdout=subprocess.PIPE)
    pictures = numpy.stack([numpy.asarray(Image.open(path)) for path in paths])
    with torch.no_grad():
        compare(f'whisker ({engine}) -> torchvision, 64 px', [json.loads(line)['logits'] for line in answer.stdout.splitlines()], net.eval()(as_input(pictures)))


if __name__ == '__main__':
    engine = sys.argv[1] if len(sys.argv) > 1 else 'auto'
    with tempfile.TemporaryDirectory() as name:
        weights_of_whisker(Path(name), weights_of_torchvision(Path(name), engine), engine)
