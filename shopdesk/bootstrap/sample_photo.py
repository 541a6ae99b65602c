"""Photos for the sample shop, drawn: a phone on a bench, seen from above, with its damage."""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageDraw, ImageFilter

_SIZE = (900, 1200)
_BENCH = ((196, 190, 181), (150, 143, 134))


def photo_of(body: str, *, cracked: bool, back: bool, seed: int) -> bytes:
    """A JPEG of a device with a body of that colour (``#4b4453``); the same seed draws the same damage."""
    chance = random.Random(seed)  # noqa: S311 - a picture, not a secret
    picture = _bench(chance)
    device = _device(body, cracked=cracked, back=back, chance=chance)
    turned = device.rotate(chance.uniform(-7, 7), expand=True, resample=Image.Resampling.BICUBIC)
    left = (_SIZE[0] - turned.width) // 2
    top = (_SIZE[1] - turned.height) // 2
    shadow = Image.new("L", _SIZE, 0)
    shadow.paste(turned.getchannel("A").point(lambda alpha: alpha * 5 // 10), (left + 10, top + 18))
    picture.paste("black", (0, 0), shadow.filter(ImageFilter.GaussianBlur(16)))
    picture.paste(turned, (left, top), turned)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def _bench(chance: random.Random) -> Image.Image:
    light, dark = _BENCH
    column = Image.new("RGB", (1, _SIZE[1]))
    for y in range(_SIZE[1]):
        part = y / _SIZE[1]
        column.putpixel((0, y), tuple(round(a + (b - a) * part) for a, b in zip(light, dark, strict=True)))
    bench = column.resize(_SIZE)
    draw = ImageDraw.Draw(bench)
    for _ in range(90):
        y = chance.randrange(_SIZE[1])
        shade = chance.randrange(-9, 9)
        tone = tuple(channel + shade for channel in bench.getpixel((0, y)))  # type: ignore[union-attr]
        draw.line((0, y, _SIZE[0], y + chance.randrange(-14, 14)), fill=tone, width=chance.choice((1, 1, 2)))
    return bench.filter(ImageFilter.GaussianBlur(1.2))


def _device(body: str, *, cracked: bool, back: bool, chance: random.Random) -> Image.Image:
    width, height = 470, 960
    device = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(device)
    draw.rounded_rectangle((0, 0, width - 1, height - 1), 72, fill=body, outline="#1c1e22", width=5)
    if back:
        _camera(draw)
        for _ in range(5):
            x, y = chance.randrange(60, 400), chance.randrange(320, 880)
            draw.line(
                (x, y, x + chance.randrange(-50, 50), y + chance.randrange(20, 70)), fill="#d8d8d8", width=2
            )
    else:
        _screen(device, draw)
        if cracked:
            _crack(draw, chance)
    return device


def _screen(device: Image.Image, draw: ImageDraw.ImageDraw) -> None:
    glow = Image.linear_gradient("L").resize((434, 924))
    screen = Image.composite(
        Image.new("RGB", glow.size, "#10151c"), Image.new("RGB", glow.size, "#32506e"), glow
    )
    mask = Image.new("L", glow.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 433, 923), 58, fill=255)
    device.paste(screen, (18, 18), mask)
    draw.rounded_rectangle((170, 40, 300, 72), 16, fill="#07090c")


def _camera(draw: ImageDraw.ImageDraw) -> None:
    draw.rounded_rectangle((34, 34, 234, 240), 44, fill="#1f2126")
    for x, y in ((92, 92), (92, 182), (176, 137)):
        draw.ellipse((x - 40, y - 40, x + 40, y + 40), fill="#0a0c10", outline="#5b616b", width=5)
        draw.ellipse((x - 14, y - 18, x, y - 4), fill="#3d5f86")


def _crack(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    start = (395, 110)
    for spoke in range(13):
        x, y = float(start[0]), float(start[1])
        angle = spoke * math.tau / 13 + chance.uniform(-0.2, 0.2)
        for _ in range(chance.randrange(4, 9)):
            step = chance.uniform(24, 70)
            angle += chance.uniform(-0.35, 0.35)
            to = (x + math.cos(angle) * step, y + math.sin(angle) * step)
            if not (20 < to[0] < 450 and 20 < to[1] < 940):
                break
            draw.line((x, y, *to), fill="#e6edf2", width=chance.choice((1, 2, 2, 3)))
            x, y = to
    for radius in (26, 52, 84):
        draw.arc(
            (start[0] - radius, start[1] - radius, start[0] + radius, start[1] + radius),
            chance.randrange(0, 180),
            chance.randrange(200, 360),
            fill="#c9d3da",
            width=2,
        )
