#!/usr/bin/env python3
"""Draws the icons of the connections, assets/connections/<key>.png: a sign on a round badge, 128 x 128 on transparency.

Needs nothing but the standard library; the same input gives the same files:
    python3 scripts/drawConnectionIcons.py
"""

import math
from pathlib import Path

from drawIcon import box, cover, ellipse, mix, paint, png

SIZE = 128
FOLDER = Path(__file__).resolve().parent.parent / "assets" / "connections"
WHITE = (255, 255, 255)

# Signs, as signed distances in pixels from the middle of the badge, negative inside.


def circle(x, y, centre, radius):
    return math.hypot(x - centre[0], y - centre[1]) - radius


def ring(x, y, centre, radius, width):
    return abs(circle(x, y, centre, radius)) - width / 2


def line(x, y, start, end, width):
    dx, dy = end[0] - start[0], end[1] - start[1]
    part = ((x - start[0]) * dx + (y - start[1]) * dy) / (dx * dx + dy * dy)
    part = min(1, max(0, part))
    return math.hypot(x - start[0] - part * dx, y - start[1] - part * dy) - width / 2


def key(x, y):
    """A bow, a shaft and two teeth; turned by 45 degrees."""
    u, v = (x + y) / math.sqrt(2), (y - x) / math.sqrt(2)
    return min(
        ring(u, v, (-20, 0), 13, 9),
        box(u, v, (14, 0), 24, 4.5, 2),
        box(u, v, (22, 8), 4, 9, 2),
        box(u, v, (34, 8), 4, 9, 2),
    )


def robot(x, y):
    """A head with two eyes, ears and an antenna."""
    face = max(box(x, y, (0, 8), 27, 21, 8), -circle(x, y, (-11, 6), 5.5), -circle(x, y, (11, 6), 5.5))
    mouth = box(x, y, (0, 20), 12, 2.5, 2)
    ears = min(box(x, y, (side, 8), 4, 9, 3) for side in (-35, 35))
    antenna = min(box(x, y, (0, -20), 2.5, 8), circle(x, y, (0, -31), 6))
    return min(max(face, -mouth), ears, antenna)


def person(x, y):
    """A head over shoulders."""
    shoulders = max(ellipse(x, y, (0, 32), 30, 27), y - 32)
    return min(circle(x, y, (0, -15), 16), shoulders)


def directory(x, y):
    """One node over three others."""
    leaves = [(-26, 21), (0, 21), (26, 21)]
    return min(
        circle(x, y, (0, -20), 11),
        *(circle(x, y, leaf, 9) for leaf in leaves),
        *(line(x, y, (leaf[0], 0), leaf, 5) for leaf in leaves),
        line(x, y, (-26, 0), (26, 0), 5),
        line(x, y, (0, -20), (0, 0), 5),
    )


def lock(x, y):
    """A body with a keyhole, and a shackle."""
    hole = min(circle(x, y, (0, 12), 5.5), box(x, y, (0, 20), 2.5, 7))
    body = max(box(x, y, (0, 15), 25, 19, 5), -hole)
    shackle = max(ring(x, y, (0, -10), 15, 8), y + 10)
    sides = min(box(x, y, (side, -6), 4, 6) for side in (-15, 15))
    return min(body, shackle, sides)


TEAL = ((38, 184, 177), (15, 122, 130))
BLUE = ((46, 128, 186), (22, 78, 128))
NAVY = ((66, 96, 150), (27, 52, 92))
ORANGE = ((255, 183, 77), (233, 124, 30))
PURPLE = ((139, 116, 204), (88, 66, 152))
SLATE = ((104, 122, 143), (56, 70, 88))

# the sign of a connection, its colours top to bottom
ICONS = {
    "servicePrincipal": (robot, TEAL),
    "personalAccessToken": (key, ORANGE),
    "workspaceServicePrincipal": (robot, NAVY),
    "userOAuth": (person, PURPLE),
    "azureServicePrincipal": (directory, BLUE),
    "privateWorkspace": (lock, SLATE),
}


def pixel_of(sign, top, bottom):
    middle, radius = SIZE / 2, SIZE / 2 - 2

    def pixel(x, y):
        dx, dy = x - middle, y - middle
        badge = mix(top, bottom, y / SIZE)
        result = paint((0.0, 0.0, 0.0, 0.0), badge, cover(math.hypot(dx, dy) - radius))
        return paint(result, WHITE, cover(sign(dx, dy)))

    return pixel


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (sign, (top, bottom)) in ICONS.items():
        target = FOLDER / f"{name}.png"
        target.write_bytes(png(SIZE, pixel_of(sign, top, bottom)))
        print(f"{target.name}: {target.stat().st_size} bytes")
