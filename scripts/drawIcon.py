#!/usr/bin/env python3
"""Draws assets/icon.png: a database with a bolt on a rounded badge, 256 x 256 on transparency.

Needs nothing but the standard library; the same input gives the same file:
    python3 scripts/drawIcon.py
"""

import math
import struct
import zlib
from pathlib import Path

SIZE = 256
TARGET = Path(__file__).resolve().parent.parent / "assets" / "icon.png"

MIDDLE, HALF, CORNER = (128, 128), 124, 58
BADGE_TOP, BADGE_BOTTOM = (38, 184, 177), (22, 66, 118)
WHITE = (255, 255, 255)
BOLT_TOP, BOLT_BOTTOM = (255, 199, 92), (245, 140, 38)

# the database: a cylinder with the front edges of its lid and its layers
CENTRE, RX, RY = 106, 62, 23
LID, LAYERS, BOTTOM = 69, (108, 147), 186
EDGE = 12

BOLT = [(188, 92), (138, 166), (171, 166), (154, 224), (214, 142), (179, 142), (203, 92)]
BOLT_GAP, BOLT_ROUNDING = 11, 4


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


def polygon(x, y, corners):
    nearest, inside = math.inf, False
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1]):
        dx, dy = bx - ax, by - ay
        part = min(1, max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
        nearest = min(nearest, math.hypot(x - ax - part * dx, y - ay - part * dy))
        if (ay > y) != (by > y) and x < ax + (y - ay) / dy * dx:
            inside = not inside
    return -nearest if inside else nearest


def front_edge(x, y, height):
    """The lower half of an ellipse at a height of the cylinder, as a line."""
    return max(abs(ellipse(x, y, (CENTRE, height), RX + EDGE / 2, RY)) - EDGE / 2, height - y)


def database(x, y):
    body = min(
        ellipse(x, y, (CENTRE, LID), RX, RY),
        ellipse(x, y, (CENTRE, BOTTOM), RX, RY),
        box(x, y, (CENTRE, (LID + BOTTOM) / 2), RX, (BOTTOM - LID) / 2),
    )
    return max(body, *(-front_edge(x, y, height) for height in (LID, *LAYERS)))


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
    badge = mix(BADGE_TOP, BADGE_BOTTOM, (x + 2 * y) / (3 * SIZE))
    result = paint((0.0, 0.0, 0.0, 0.0), badge, cover(box(x, y, MIDDLE, HALF, HALF, CORNER)))
    bolt = polygon(x, y, BOLT) - BOLT_ROUNDING
    result = paint(result, WHITE, min(cover(database(x, y)), 1 - cover(bolt - BOLT_GAP)))
    return paint(result, mix(BOLT_TOP, BOLT_BOTTOM, (y - 92) / 132), cover(bolt))


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
