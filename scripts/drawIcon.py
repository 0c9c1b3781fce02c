#!/usr/bin/env python3
"""Draws assets/icon.png: three data drums and a plug, 256 x 256 on transparency.

Needs nothing but the standard library; the same input gives the same file:
    python3 scripts/drawIcon.py
"""

import math
import struct
import zlib
from pathlib import Path

SIZE = 256
TARGET = Path(__file__).resolve().parent.parent / "assets" / "icon.png"

DRUM_RX, DRUM_RY, DRUM_HEIGHT = 88, 29, 34
# centre of the top face, side colours left to right, top face colour; painted from the bottom up
DRUMS = [
    ((116, 169), ((27, 52, 92), (43, 78, 130)), (62, 103, 161)),
    ((116, 113), ((24, 88, 134), (40, 121, 172)), (72, 155, 203)),
    ((116, 57), ((17, 135, 138), (34, 173, 170)), (103, 217, 205)),
]
BADGE_CENTRE, BADGE_RADIUS, BADGE_GAP = (190, 190), 58, 8
BADGE_TOP, BADGE_BOTTOM = (255, 183, 77), (242, 137, 41)
PLUG, PLUG_SCALE = (255, 255, 255), 1.2


# Signed distances in pixels, negative inside.


def ellipse(x, y, centre, rx, ry):
    px, py = x - centre[0], y - centre[1]
    near = math.hypot(px / rx, py / ry)
    slope = math.hypot(px / rx**2, py / ry**2)
    return near * (near - 1) / slope if slope else -min(rx, ry)


def box(x, y, centre, half_width, half_height, radius=0):
    dx = abs(x - centre[0]) - half_width + radius
    dy = abs(y - centre[1]) - half_height + radius
    return math.hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius


def drum(x, y, top):
    bottom = (top[0], top[1] + DRUM_HEIGHT)
    middle = (top[0], top[1] + DRUM_HEIGHT / 2)
    return min(
        ellipse(x, y, top, DRUM_RX, DRUM_RY),
        ellipse(x, y, bottom, DRUM_RX, DRUM_RY),
        box(x, y, middle, DRUM_RX, DRUM_HEIGHT / 2),
    )


def plug(x, y):
    """Two prongs, a body that is round below, and its cord; turned by 45 degrees."""
    px, py = x - BADGE_CENTRE[0], y - BADGE_CENTRE[1]
    u, v = (px - py) / math.sqrt(2) / PLUG_SCALE, (px + py) / math.sqrt(2) / PLUG_SCALE
    prongs = min(box(u, v, (side, -25), 4, 13, 4) for side in (-11, 11))
    head = box(u, v, (0, -8), 23, 5, 3)
    shell = max(math.hypot(u, v + 5) - 20, -(v + 5))
    cord = box(u, v, (0, 25), 4, 15, 4)
    return min(prongs, head, shell, cord) * PLUG_SCALE


def cover(distance):
    return min(1.0, max(0.0, 0.5 - distance))


def mix(first, second, part):
    return tuple(a + (b - a) * part for a, b in zip(first, second))


def paint(below, colour, alpha):
    """`colour` over `below` (red, green, blue, alpha 0 to 1)."""
    if alpha <= 0:
        return below
    total = alpha + below[3] * (1 - alpha)
    rgb = [(c * alpha + b * below[3] * (1 - alpha)) / total for c, b in zip(colour, below)]
    return (*rgb, total)


def pixel(x, y):
    result = (0.0, 0.0, 0.0, 0.0)
    for top, (left, right), face in DRUMS:
        side = drum(x, y, top)
        result = (*result[:3], result[3] * (1 - cover(side - BADGE_GAP)))  # a clear gap between drums
        part = (x - top[0] + DRUM_RX) / (2 * DRUM_RX)
        result = paint(result, mix(left, right, part), cover(side))
        result = paint(result, face, cover(ellipse(x, y, top, DRUM_RX, DRUM_RY)))
    badge = math.hypot(x - BADGE_CENTRE[0], y - BADGE_CENTRE[1]) - BADGE_RADIUS
    result = (*result[:3], result[3] * (1 - cover(badge - BADGE_GAP)))
    part = (y - BADGE_CENTRE[1] + BADGE_RADIUS) / (2 * BADGE_RADIUS)
    result = paint(result, mix(BADGE_TOP, BADGE_BOTTOM, part), cover(badge))
    return paint(result, PLUG, cover(plug(x, y)))


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(size, pixel):
    """A square picture whose pixels are a function of their centre: red, green, blue, alpha 0 to 1."""
    rows = bytearray()
    for y in range(size):
        rows.append(0)
        for x in range(size):
            r, g, b, a = pixel(x + 0.5, y + 0.5)
            rows += bytes((round(r), round(g), round(b), round(a * 255)) if a > 0 else (0, 0, 0, 0))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(rows), 9))
        + chunk(b"IEND", b"")
    )


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(png(SIZE, pixel))
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
