"""Reading a calendar picture back, as somebody would who cannot tell colours apart."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image, ImageChops, ImageStat

from bot import days, picture


def grey(image: Image.Image) -> Image.Image:
    """Without its colours."""
    return image.convert("RGB").convert("L")


def unlike(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures of one size differ in brightness: 0 not at all, 1 black and white."""
    mean: float = ImageStat.Stat(ImageChops.difference(grey(one), grey(other))).mean[0] / 255
    return mean


def marks_in(png: bytes, calendar: days.Calendar) -> dict[date, str]:
    """The mark of each day, from the points of the picture alone. `calendar`: where the days stand."""
    image = Image.open(io.BytesIO(png))
    found = {}
    for on, cell in picture.layout(calendar).items():
        left, top = cell.mark
        seen = image.crop((left, top, left + picture.STAMP, top + picture.STAMP))
        near = {mark: unlike(seen, picture.stamp(mark)) for mark in days.MARKS}
        best = min(near, key=lambda mark: near[mark])
        assert near[best] < 0.01, (on, near)
        found[on] = best
    return found
