"""Screenshots made small: scaled in the browser, then written as PNG with a palette."""

import base64
import struct
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray
from playwright.async_api import Browser

COLOURS: Final = 160
STEP: Final = 4
"""Shades of a channel that count as one while the palette is chosen."""

_PIXELS = """async ([url, scale]) => {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height].map((side) => Math.round(side * scale));
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const bytes = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  let text = "";
  const step = 32768; // what fits in a call's arguments
  for (let at = 0; at < bytes.length; at += step)
    text += String.fromCharCode(...bytes.subarray(at, at + step));
  return [canvas.width, canvas.height, btoa(text)];
}"""


async def small(browser: Browser, shot: bytes, scale: float) -> bytes:
    """The screenshot (PNG) at `scale` of its size, with a palette."""
    page = await browser.new_page()
    try:
        url = "data:image/png;base64," + base64.b64encode(shot).decode()
        width, height, text = await page.evaluate(_PIXELS, [url, scale])
    finally:
        await page.close()
    pixels = np.frombuffer(base64.b64decode(text), np.uint8).reshape(height, width, 4)[:, :, :3]
    return png(pixels)


def png(pixels: NDArray[np.uint8]) -> bytes:
    """`pixels`: height, width, 3. At most COLOURS colours are kept: those that cover most."""
    height, width, _ = pixels.shape
    flat = pixels.reshape(-1, 3)
    colours, inverse, counts = np.unique(flat, axis=0, return_inverse=True, return_counts=True)
    palette = _palette(colours, counts)
    distance = ((colours[:, None, :].astype(np.int32) - palette[None, :, :].astype(np.int32)) ** 2).sum(
        axis=2
    )
    rows = distance.argmin(axis=1).astype(np.uint8)[inverse.reshape(-1)].reshape(height, width)
    lines = np.hstack([np.zeros((height, 1), np.uint8), rows]).tobytes()
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [
        (b"IHDR", head),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _palette(colours: NDArray[np.uint8], counts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The commonest colour of each of the commonest groups of like ones; bright ones are seen sooner."""
    spread = colours.max(axis=1).astype(np.int64) - colours.min(axis=1)
    counts = counts * (1 + spread // STEP)
    groups: dict[tuple[int, ...], tuple[int, int, int]] = {}
    for at, (colour, count) in enumerate(zip(colours, counts, strict=True)):
        key = tuple(int(part) // STEP for part in colour)
        total, best, most = groups.get(key, (0, at, 0))
        groups[key] = (total + int(count), at if count > most else best, max(most, int(count)))
    chosen = sorted(groups.values(), reverse=True)[:COLOURS]
    return colours[[best for _, best, _ in chosen]]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
