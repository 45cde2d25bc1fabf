"""The workloads of the benchmark in PyTorch: python3 peer.py WORKLOAD AMOUNT ROUNDS IMAGES

Prints the seconds of the fastest of ROUNDS rounds of AMOUNT epochs or steps, after a round that
does not count. Each workload is a function that prepares it and returns what a round does.
IMAGES is a file of float32, for workloads that learn from pictures. Threads come from the environment (OMP_NUM_THREADS,
OPENBLAS_NUM_THREADS).
"""

import os
import sys
import time

import torch
from torch import nn


def moments(batch):
    mean = torch.mean(batch)
    differences = batch - mean
    variance = torch.mean(torch.pow(differences, 2.0))
    deviation = torch.pow(variance, 0.5)
    scores = differences / deviation
    skewness = torch.mean(torch.pow(scores, 3.0))
    kurtosis = torch.mean(torch.pow(scores, 4.0)) - 3.0
    return torch.cat([m.reshape(1) for m in (mean, deviation, skewness, kurtosis)])


def gan_50_lines():
    """As the program does it: a batch is one row for the discriminator; SGD with momentum."""
    samples = 500
    generator = nn.Sequential(
        nn.Linear(1, 5), nn.Tanh(), nn.Linear(5, 5), nn.Tanh(), nn.Linear(5, 1)
    )
    discriminator = nn.Sequential(
        nn.Linear(4, 10), nn.Sigmoid(), nn.Linear(10, 10), nn.Sigmoid(), nn.Linear(10, 1), nn.Sigmoid()
    )
    criterion = nn.BCELoss()
    discriminator_optimizer = torch.optim.SGD(discriminator.parameters(), lr=1e-3, momentum=0.9)
    generator_optimizer = torch.optim.SGD(generator.parameters(), lr=1e-3, momentum=0.9)
    one, zero = torch.ones(1), torch.zeros(1)

    def epoch():
        for _ in range(20):
            discriminator.zero_grad()
            real = torch.normal(4.0, 1.25, (samples, 1))
            criterion(discriminator(moments(real)), one).backward()
            fake = generator(torch.rand(samples, 1)).detach()
            criterion(discriminator(moments(fake)), zero).backward()
            discriminator_optimizer.step()
        for _ in range(20):
            generator.zero_grad()
            fake = generator(torch.rand(samples, 1))
            criterion(discriminator(moments(fake)), one).backward()
            generator_optimizer.step()

    return epoch


def gan_50_lines_lean():
    """The same arithmetic in as few calls as we could find: no modules, no optimizer objects."""
    samples = 500

    def linear(inputs, outputs):
        layer = nn.Linear(inputs, outputs)
        return [layer.weight, layer.bias]

    generator = linear(1, 5) + linear(5, 5) + linear(5, 1)
    discriminator = linear(4, 10) + linear(10, 10) + linear(10, 1)
    of_generator = [torch.zeros_like(p) for p in generator]
    of_discriminator = [torch.zeros_like(p) for p in discriminator]
    addmm, softplus = torch.addmm, nn.functional.softplus

    def generate():
        w1, b1, w2, b2, w3, b3 = generator
        hidden = torch.tanh(addmm(b1, torch.rand(samples, 1), w1.t()))
        return addmm(b3, torch.tanh(addmm(b2, hidden, w2.t())), w3.t())

    def judge(batch):
        w1, b1, w2, b2, w3, b3 = discriminator
        variance, mean = torch.var_mean(batch, unbiased=False)
        deviation = variance.sqrt()
        scores = (batch - mean) / deviation
        squares = scores * scores
        skewness, kurtosis = (squares * scores).mean(), (squares * squares).mean() - 3.0
        x = torch.stack((mean, deviation, skewness, kurtosis)).unsqueeze(0)
        hidden = torch.sigmoid(addmm(b1, x, w1.t()))
        return addmm(b3, torch.sigmoid(addmm(b2, hidden, w2.t())), w3.t())

    def step(loss, parameters, velocities):
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            torch._foreach_mul_(velocities, 0.9)
            torch._foreach_add_(velocities, gradients)
            torch._foreach_add_(parameters, velocities, alpha=-1e-3)

    def epoch():
        for _ in range(20):
            with torch.no_grad():
                fake = generate()
            real = torch.normal(4.0, 1.25, (samples, 1))
            loss = softplus(-judge(real)) + softplus(judge(fake))
            step(loss, discriminator, of_discriminator)
        for _ in range(20):
            step(softplus(-judge(generate())), generator, of_generator)

    return epoch


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 400)
        self.mean = nn.Linear(400, 20)
        self.log_variance = nn.Linear(400, 20)
        self.decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784))

    def forward(self, x):
        hidden = torch.relu(self.hidden(x))
        mean, log_variance = self.mean(hidden), self.log_variance(hidden)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        return self.decoder(z), mean, log_variance


def read_images():
    pixels = os.path.getsize(sys.argv[4]) // 4
    return torch.from_file(sys.argv[4], size=pixels, dtype=torch.float32).clone().reshape(-1, 784)


def vae_mnist(model=None, shape=(784,)):
    """784-400-20, Bernoulli, batch 128, Adam, 10,000 images."""
    images = read_images().reshape(-1, *shape)
    model = model or Vae()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    def epoch():
        order = torch.randperm(len(images))
        for start in range(0, len(images), 128):
            x = images[order[start : start + 128]]
            logits, mean, log_variance = model(x)
            reconstruction = nn.functional.binary_cross_entropy_with_logits(
                logits, x, reduction="sum"
            )
            divergence = 0.5 * (mean.pow(2) + log_variance.exp() - log_variance - 1).sum()
            optimizer.zero_grad()
            ((reconstruction + divergence) / len(x)).backward()
            optimizer.step()

    return epoch


def diffusion(network, draw):
    """Predicts the noise at random steps of the linear schedule; Adam, an average of the weights."""
    alpha_bars = torch.cumprod(1 - torch.linspace(1e-4, 0.02, 1000), 0)
    frequencies = 10_000 ** (-torch.arange(8) / 8)
    optimizer = torch.optim.Adam(network.parameters(), lr=2e-3)
    parameters = list(network.parameters())
    averages = [p.detach().clone() for p in parameters]

    def step():
        x = draw()
        t = torch.randint(1000, (len(x), 1))
        share = alpha_bars[t]
        epsilon = torch.randn_like(x)
        noisy = share.sqrt() * x + (1 - share).sqrt() * epsilon
        angles = (t + 1) * frequencies
        time = torch.cat([angles.sin(), angles.cos()], 1)
        optimizer.zero_grad()
        nn.functional.mse_loss(network(noisy, time), epsilon).backward()
        optimizer.step()
        with torch.no_grad():
            torch._foreach_mul_(averages, 0.995)
            torch._foreach_add_(averages, parameters, alpha=0.005)

    return step


def diffusion_ring():
    """18-128-128-128-2, SiLU, batch 512."""
    layers = nn.Sequential(
        nn.Linear(18, 128), nn.SiLU(), nn.Linear(128, 128), nn.SiLU(),
        nn.Linear(128, 128), nn.SiLU(), nn.Linear(128, 2),
    )

    class Points(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = layers

        def forward(self, x, time):
            return self.layers(torch.cat([x, time], 1))

    angles = torch.arange(8) * (2 * torch.pi / 8)
    centres = 2 * torch.stack([torch.cos(angles), torch.sin(angles)], 1)
    return diffusion(
        Points(), lambda: centres[torch.randint(8, (512,))] + 0.05 * torch.randn(512, 2)
    )


class Block(nn.Module):
    def __init__(self, width, code):
        super().__init__()
        self.before = nn.Conv2d(width, width, 3, padding=1)
        self.of_code = nn.Linear(code, width)
        self.after = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x, code):
        inside = self.before(nn.functional.silu(x)) + self.of_code(code)[:, :, None, None]
        return x + self.after(nn.functional.silu(inside))


class UNet(nn.Module):
    """14 x 14 and 7 x 7, 16 and 32 channels."""

    def __init__(self, channels=16, extras=16):
        super().__init__()
        wide, code = 2 * channels, 4 * channels
        self.code = nn.Linear(extras, code)
        self.first = nn.Conv2d(1, channels, 3, padding=1)
        self.down = Block(channels, code)
        self.halving = nn.Conv2d(channels, wide, 4, stride=2, padding=1)
        self.bottom = Block(wide, code)
        self.narrowing = nn.Conv2d(wide, channels, 3, padding=1)
        self.joining = nn.Conv2d(2 * channels, channels, 3, padding=1)
        self.up = Block(channels, code)
        self.last = nn.Conv2d(channels, 1, 3, padding=1)

    def forward(self, x, time):
        code = nn.functional.silu(self.code(time))
        here = self.down(self.first(x.reshape(-1, 1, 14, 14)), code)
        deep = self.bottom(self.halving(here), code)
        up = self.narrowing(nn.functional.interpolate(deep, scale_factor=2))
        joined = self.up(self.joining(torch.cat([up, here], 1)), code)
        return self.last(nn.functional.silu(joined)).reshape(-1, 196)


def diffusion_14():
    """A small U-net, batch 64."""
    pictures = torch.rand(64, 196)
    return diffusion(UNet(), lambda: pictures)


def gan_ring(penalty=0.0):
    """2-128-128-2 against 2-128-128-1, batch 512, Adam, non-saturating loss from logits."""
    batch = 512
    generator = nn.Sequential(
        nn.Linear(2, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 2)
    )
    discriminator = nn.Sequential(
        nn.Linear(2, 128), nn.LeakyReLU(0.2), nn.Linear(128, 128), nn.LeakyReLU(0.2), nn.Linear(128, 1)
    )
    criterion = nn.BCEWithLogitsLoss()
    generator_optimizer = torch.optim.Adam(generator.parameters(), lr=1e-3, betas=(0.5, 0.999))
    discriminator_optimizer = torch.optim.Adam(
        discriminator.parameters(), lr=1e-3, betas=(0.5, 0.999)
    )
    ones, zeros = torch.ones(batch, 1), torch.zeros(batch, 1)
    angles = torch.arange(8) * (2 * torch.pi / 8)
    centres = 2 * torch.stack([torch.cos(angles), torch.sin(angles)], 1)

    def step():
        real = centres[torch.randint(8, (batch,))] + 0.05 * torch.randn(batch, 2)
        fake = generator(torch.randn(batch, 2))
        discriminator_optimizer.zero_grad()
        loss = criterion(discriminator(real), ones) + criterion(discriminator(fake.detach()), zeros)
        if penalty > 0:
            share = torch.rand(batch, 1)
            between = (real + share * (fake.detach() - real)).requires_grad_()
            (slopes,) = torch.autograd.grad(
                discriminator(between).sum(), between, create_graph=True
            )
            loss = loss + penalty * ((slopes.norm(dim=1) - 1) ** 2).mean()
        loss.backward()
        discriminator_optimizer.step()
        generator_optimizer.zero_grad()
        criterion(discriminator(generator(torch.randn(batch, 2))), ones).backward()
        generator_optimizer.step()

    return step


def convolution():
    """Forward and backward, batch 128, through three layers."""
    cases = []
    for inputs, outputs, side, size, stride, padding in (
        (1, 32, 28, 4, 2, 1),
        (32, 64, 14, 5, 2, 2),
        (64, 64, 7, 3, 1, 1),
    ):
        layer = nn.Conv2d(inputs, outputs, size, stride, padding)
        x = torch.randn(128, inputs, side, side, requires_grad=True)
        upstream = torch.randn_like(layer(x))
        cases.append((layer, x, upstream))

    def passes():
        for layer, x, upstream in cases:
            layer.zero_grad(set_to_none=True)
            x.grad = None
            layer(x).backward(upstream)

    return passes


def halving(channels, normalized):
    """28, 14, 7, 4 pixels; channels double."""
    layers = [nn.Conv2d(1, channels, 4, 2, 1)]
    for inputs, size in ((channels, 4), (2 * channels, 3)):
        layers += [nn.LeakyReLU(0.2) if normalized else nn.ReLU()]
        layers += [nn.Conv2d(inputs, 2 * inputs, size, 2, 1, bias=not normalized)]
        layers += [nn.BatchNorm2d(2 * inputs)] if normalized else []
    layers += [nn.LeakyReLU(0.2) if normalized else nn.ReLU(), nn.Flatten()]
    return layers


def doubling(inputs, channels, normalized):
    """The way back: 4, 7, 14, 28 pixels."""
    layers = [nn.Linear(inputs, 4 * channels * 16), nn.Unflatten(1, (4 * channels, 4, 4))]
    for wide, size in ((4 * channels, 3), (2 * channels, 4)):
        layers += ([nn.BatchNorm2d(wide)] if normalized else []) + [nn.ReLU()]
        layers += [nn.ConvTranspose2d(wide, wide // 2, size, 2, 1, bias=not normalized)]
    layers += ([nn.BatchNorm2d(channels)] if normalized else []) + [nn.ReLU()]
    return layers + [nn.ConvTranspose2d(channels, 1, 4, 2, 1)]


def dcgan_28():
    """32 to 128 channels, batch normalisation, batch 64, Adam, non-saturating loss from logits."""
    batch = 64
    images = read_images().reshape(-1, 1, 28, 28)
    generator = nn.Sequential(*doubling(64, 32, True), nn.Sigmoid())
    discriminator = nn.Sequential(*halving(32, True), nn.Linear(128 * 16, 1))
    criterion = nn.BCEWithLogitsLoss()
    optimizers = [
        torch.optim.Adam(network.parameters(), lr=1e-3, betas=(0.5, 0.999))
        for network in (generator, discriminator)
    ]
    ones, zeros = torch.ones(batch, 1), torch.zeros(batch, 1)

    def step():
        real = images[torch.randint(len(images), (batch,))]
        with torch.no_grad():
            fake = generator(torch.randn(batch, 64))
        optimizers[1].zero_grad(set_to_none=True)
        loss = criterion(discriminator(real), ones) + criterion(discriminator(fake), zeros)
        loss.backward()
        optimizers[1].step()
        optimizers[0].zero_grad(set_to_none=True)
        discriminator.requires_grad_(False)  # saves the time for gradients that nobody wants
        criterion(discriminator(generator(torch.randn(batch, 64))), ones).backward()
        discriminator.requires_grad_(True)
        optimizers[0].step()

    return step


class ConvolutionalVae(nn.Module):
    """16 to 64 channels, 20 latents."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(*halving(16, False), nn.Linear(64 * 16, 40))
        self.decoder = nn.Sequential(*doubling(20, 16, False))

    def forward(self, x):
        mean, log_variance = self.encoder(x).chunk(2, 1)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        return self.decoder(z), mean, log_variance


def main():
    workload, amount, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    torch.manual_seed(1)
    work = {
        "gan-50-lines": gan_50_lines,
        "gan-50-lines-lean": gan_50_lines_lean,
        "vae-mnist": vae_mnist,
        "diffusion-ring": diffusion_ring,
        "diffusion-14": diffusion_14,
        "gan-ring": gan_ring,
        "gan-ring-penalty": lambda: gan_ring(0.1),
        "convolution": convolution,
        "dcgan-28": dcgan_28,
        "conv-vae-28": lambda: vae_mnist(ConvolutionalVae(), (1, 28, 28)),
    }[workload]()
    fastest = float("inf")
    for turn in range(1 + rounds):
        start = time.perf_counter()
        for _ in range(amount):
            work()
        if turn > 0:
            fastest = min(fastest, time.perf_counter() - start)
    print(fastest)


main()
