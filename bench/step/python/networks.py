"""The article's networks in PyTorch, as in the script that made the golden numbers."""

import torch.nn as nn
import torch.nn.functional as F


class BasicBlock(nn.Module):
    def __init__(self, cin, cout, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(cout)
        self.conv2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(cout)
        self.downsample = (
            nn.Sequential(nn.Conv2d(cin, cout, 1, stride, bias=False), nn.BatchNorm2d(cout))
            if stride != 1 or cin != cout
            else None
        )

    def forward(self, x):
        identity = x if self.downsample is None else self.downsample(x)
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + identity)


class ResNet18(nn.Module):
    """torchvision's resnet18 with a settable base width (64 there)."""

    def __init__(self, classes=2, width=64):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        cin = width
        for stage in range(4):
            cout, stride = width << stage, 1 if stage == 0 else 2
            setattr(self, f"layer{stage + 1}", nn.Sequential(BasicBlock(cin, cout, stride), BasicBlock(cout, cout, 1)))
            cin = cout
        self.fc = nn.Linear(cin, classes)
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")

    def features(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return x.mean((2, 3))

    def forward(self, x):
        return self.fc(self.features(x))


# (kernel, stride, padding) of the transposed convolutions. The row of 224 is the article's.
GENERATOR_LAYOUT = {
    224: [(7, 1, 0), (4, 2, 1), (4, 2, 1), (4, 4, 0), (4, 2, 1)],
    64: [(4, 1, 0), (4, 2, 1), (4, 2, 1), (4, 2, 1), (4, 2, 1)],
    32: [(4, 1, 0), (4, 2, 1), (4, 2, 1), (4, 2, 1)],
}


class Generator(nn.Module):
    """DCGAN generator: noise [N, nz, 1, 1] -> image in [-1, 1], [N, 3, size, size]."""

    def __init__(self, size=224, nz=100, ngf=64):
        super().__init__()
        layout = GENERATOR_LAYOUT[size]
        widths = [ngf << (len(layout) - 2 - i) for i in range(len(layout) - 1)]
        layers, cin = [], nz
        for (k, s, p), cout in zip(layout, widths):
            layers += [nn.ConvTranspose2d(cin, cout, k, s, p, bias=False), nn.BatchNorm2d(cout), nn.ReLU()]
            cin = cout
        k, s, p = layout[-1]
        self.main = nn.Sequential(*layers, nn.ConvTranspose2d(cin, 3, k, s, p, bias=False), nn.Tanh())
        for m in self.main:
            if isinstance(m, nn.ConvTranspose2d):
                nn.init.normal_(m.weight, 0.0, 0.02)
            elif isinstance(m, nn.BatchNorm2d):
                nn.init.normal_(m.weight, 1.0, 0.02)
                nn.init.zeros_(m.bias)

    def forward(self, z):
        return self.main(z)
