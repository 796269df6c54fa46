"""Times the pre-training step of conf/bench in PyTorch on a GPU: eager, then compiled. Arguments: patch, batch."""
import sys
import time

import torch
from torch import nn
from torch.nn import functional

WIDTH, HEADS, IMAGE, CHANNELS, MASKED = 192, 3, 32, 3, 0.75


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-6), nn.LayerNorm(WIDTH, 1e-6)
        self.qkv, self.joined = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.mlp = nn.Sequential(nn.Linear(WIDTH, 4 * WIDTH), nn.GELU(), nn.Linear(4 * WIDTH, WIDTH))

    def forward(self, x):
        batch, tokens, _ = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(batch, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        heads = functional.scaled_dot_product_attention(q, k, v)
        x = x + self.joined(heads.transpose(1, 2).reshape(batch, tokens, WIDTH))
        return x + self.mlp(self.norm2(x))


class MaskedAutoencoder(nn.Module):
    def __init__(self, patch):
        super().__init__()
        self.patch, self.patches = patch, (IMAGE // patch) ** 2
        values = patch * patch * CHANNELS
        self.embedding, self.toDecoder, self.head = (
            nn.Linear(values, WIDTH), nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, values))
        self.encoder = nn.Sequential(*[Block() for _ in range(12)], nn.LayerNorm(WIDTH, 1e-6))
        self.decoder = nn.Sequential(*[Block() for _ in range(4)], nn.LayerNorm(WIDTH, 1e-6))
        self.token = nn.Parameter(torch.zeros(WIDTH))
        self.register_buffer("positions", torch.randn(self.patches, WIDTH))

    def forward(self, images, order):
        side = IMAGE // self.patch
        patches = images.view(-1, CHANNELS, side, self.patch, side, self.patch).permute(0, 2, 4, 3, 5, 1).flatten(3)
        patches = patches.flatten(1, 2)
        visible, masked = order.split([self.patches - int(MASKED * self.patches), int(MASKED * self.patches)], 1)
        pick = lambda array, index: array.gather(1, index.unsqueeze(2).expand(-1, -1, array.shape[2]))
        encoded = self.toDecoder(self.encoder(self.embedding(pick(patches, visible)) + self.positions[visible]))
        tokens = torch.cat([encoded + self.positions[visible], self.token + self.positions[masked]], 1)
        predicted = self.head(self.decoder(tokens)[:, visible.shape[1]:])
        return functional.mse_loss(predicted, pick(patches, masked))


def images_per_second(model, batch, steps=20):
    optimizer = torch.optim.AdamW(model.parameters(), 1e-4, fused=True)
    images = torch.randn(batch, CHANNELS, IMAGE, IMAGE, device="cuda")
    order = torch.rand(batch, (IMAGE // int(sys.argv[1])) ** 2, device="cuda").argsort(1)
    times = []
    for step in range(steps + 5):
        torch.cuda.synchronize()
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        model(images, order).backward()
        optimizer.step()
        torch.cuda.synchronize()
        times.append(time.perf_counter() - start)
    return batch / sorted(times[5:])[steps // 2]


torch.set_float32_matmul_precision("high")
torch.manual_seed(1)
network = MaskedAutoencoder(int(sys.argv[1])).cuda()
eager = images_per_second(network, int(sys.argv[2]))
compiled = images_per_second(torch.compile(network), int(sys.argv[2]))
print(f"TF32, data on the GPU: {eager:.0f} images/s eager, {compiled:.0f} compiled")
