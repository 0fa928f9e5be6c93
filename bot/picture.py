"""The calendar of somebody's month as a picture: shapes and digits, so that colours need not be told apart.

There are no words in it but names of days and months that the font at hand can write: Pillow brings one with Latin letters
alone. What the shapes mean stands under the picture, in everybody's own script and readable by a machine.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel import Locale
from babel.dates import format_date
from PIL import Image, ImageColor, ImageDraw, ImageFont

from bot.days import NOTHING, PAUSED, Calendar
from wellcheck.i18n import direction
from wellcheck.probes.history import HELP, LATE, OKAY, SILENT

WIDTH, EDGE, CELL, ROW, HEAD, NAMES = 1080, 36, 144, 150, 104, 60
STAMP, FINER = 84, 4
"""Points of a mark's side; it is drawn so many times larger and made smaller, for smooth edges."""

WHITE, INK, LINE, FAINT = "#FFFFFF", "#1A1A1A", "#8C8C8C", "#6B6B6B"
COLOURS = {OKAY: "#00573F", LATE: "#7A4B00", SILENT: "#B02A00", HELP: "#5A1A78", PAUSED: "#44546A", NOTHING: FAINT}
"""Each has a contrast of at least 4.5 to white. Nobody needs them: the shapes differ."""

Pen = ImageDraw.ImageDraw


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a day stands: the upper left corner of its cell, and that of its mark."""

    left: int
    top: int
    mark: tuple[int, int]


def layout(calendar: Calendar) -> dict[date, Cell]:
    """Where each day stands. From right to left where people read so."""
    back = direction(calendar.language) == "rtl"
    top = HEAD + (NAMES if day_names(calendar) else 0)
    before = (calendar.first.weekday() - calendar.begins) % 7
    cells = {}
    for number in range(len(calendar.days)):
        week, column = divmod(number + before, 7)
        left = EDGE + (6 - column if back else column) * CELL
        mark = (left + (CELL - STAMP) // 2, top + week * ROW + ROW - STAMP - 14)
        cells[calendar.first + timedelta(days=number)] = Cell(left, top + week * ROW, mark)
    return cells


def draw(calendar: Calendar) -> bytes:
    """The picture as PNG, about 10 to 20 kB. Takes some ten milliseconds of CPU: not for the event loop."""
    cells = layout(calendar)
    height = max(cell.top for cell in cells.values()) + ROW + EDGE
    picture = Image.new("RGB", (WIDTH, height), WHITE)
    pen = ImageDraw.Draw(picture)
    back = direction(calendar.language) == "rtl"
    pen.text((WIDTH // 2, HEAD // 2), title(calendar), INK, _font(52), anchor="mm")
    for column, name in enumerate(day_names(calendar)):
        middle = EDGE + (6 - column if back else column) * CELL + CELL // 2
        pen.text((middle, HEAD + NAMES // 2), name, INK, _font(36), anchor="mm")
    for (on, cell), day in zip(cells.items(), calendar.days, strict=True):
        picture.paste(stamp(day.mark), cell.mark)
        today = on == calendar.last
        pen.rectangle(
            (cell.left, cell.top, cell.left + CELL, cell.top + ROW), None, INK if today else LINE, 5 if today else 1
        )
        if day.asked > 1:
            corner = (cell.left + CELL - 10, cell.top + 12) if not back else (cell.left + 10, cell.top + 12)
            pen.text(corner, f"{day.answered}/{day.asked}", FAINT, _font(28), anchor="la" if back else "ra")
        corner = (cell.left + CELL - 10, cell.top + 8) if back else (cell.left + 10, cell.top + 8)
        pen.text(corner, str(on.day), INK, _font(38), anchor="ra" if back else "la")
    _between_months(pen, cells, back)
    file = io.BytesIO()
    picture.quantize(palette=_palette(), dither=Image.Dither.NONE).save(file, "PNG", compress_level=6)
    return file.getvalue()


@cache
def _palette() -> Image.Image:
    """All colours there are, each in some steps to white: so the file is small."""
    steps = [0, 0.2, 0.4, 0.6, 0.8]
    shades = [
        round(value + (255 - value) * step)
        for colour in dict.fromkeys((INK, LINE, *COLOURS.values()))
        for step in steps
        for value in ImageColor.getrgb(colour)[:3]
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([255, 255, 255, *shades])
    return palette


def _between_months(pen: Pen, cells: dict[date, Cell], back: bool) -> None:
    """A heavy line where a month begins."""
    for on, cell in cells.items():
        if on.day > 7:
            continue
        above, before = on - timedelta(days=7), on - timedelta(days=1)
        if above in cells:
            pen.line((cell.left, cell.top, cell.left + CELL, cell.top), INK, 5)
        if on.day == 1 and before in cells and cells[before].top == cell.top:
            side = cell.left + CELL if back else cell.left
            pen.line((side, cell.top, side, cell.top + ROW), INK, 5)


# --- marks -----------------------------------------------------------------------------------------------------------


@cache
def stamp(mark: str) -> Image.Image:
    """One mark on white, `STAMP` points wide and high."""
    side = STAMP * FINER
    large = Image.new("RGB", (side, side), WHITE)
    _SHAPES[mark](ImageDraw.Draw(large), side, COLOURS[mark])
    return large.resize((STAMP, STAMP), Image.Resampling.BOX)


def _okay(pen: Pen, side: int, colour: str) -> None:
    """A filled disc with a tick."""
    pen.ellipse((4, 4, side - 4, side - 4), colour)
    tick = [(side * 0.27, side * 0.53), (side * 0.43, side * 0.69), (side * 0.74, side * 0.33)]
    pen.line(tick, WHITE, side // 9, joint="curve")


def _late(pen: Pen, side: int, colour: str) -> None:
    """A ring, half of it filled."""
    pen.ellipse((4, 4, side - 4, side - 4), None, colour, side // 11)
    pen.pieslice((4, 4, side - 4, side - 4), 90, 270, colour)


def _silent(pen: Pen, side: int, colour: str) -> None:
    """A filled triangle with an exclamation mark."""
    pen.polygon([(side / 2, 6), (side - 4, side - 14), (4, side - 14)], colour)
    pen.line([(side / 2, side * 0.36), (side / 2, side * 0.62)], WHITE, side // 10)
    pen.ellipse((side * 0.45, side * 0.7, side * 0.55, side * 0.8), WHITE)


def _help(pen: Pen, side: int, colour: str) -> None:
    """A cross."""
    for line in ([(0.14, 0.14), (0.86, 0.86)], [(0.86, 0.14), (0.14, 0.86)]):
        pen.line([(x * side, y * side) for x, y in line], colour, side // 5)


def _paused(pen: Pen, side: int, colour: str) -> None:
    """Two bars, one above the other."""
    for y in (0.3, 0.58):
        pen.rectangle((side * 0.16, side * y, side * 0.84, side * (y + 0.14)), colour)


def _nothing(pen: Pen, side: int, colour: str) -> None:
    """A small empty ring."""
    pen.ellipse((side * 0.36, side * 0.36, side * 0.64, side * 0.64), None, colour, side // 26)


_SHAPES: dict[str, Callable[[Pen, int, str], None]] = {
    OKAY: _okay, LATE: _late, SILENT: _silent, HELP: _help, PAUSED: _paused, NOTHING: _nothing,
}  # fmt: skip


# --- words, as far as the font has letters for them -------------------------------------------------------------------


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow was built without FreeType"
    return font


@cache
def _has(letter: str) -> bool:
    missing = _font(38).getmask("\U0010ffff")
    drawn = _font(38).getmask(letter)
    return letter == " " or (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


def writes(words: str) -> bool:
    """Whether the font has all letters of this."""
    return all(map(_has, words))


@cache
def _week(language: str) -> tuple[str, ...]:
    for width in ("abbreviated", "narrow"):
        names = Locale.parse(language).days["format"][width]
        if all(writes(name) for name in names.values()):
            return tuple(names[day].strip(".") for day in range(7))
    return ()


def day_names(calendar: Calendar) -> list[str]:
    """What stands above the columns, in the order of the week; nothing when the font cannot write all seven."""
    names = _week(calendar.language)
    return [names[(calendar.begins + column) % 7] for column in range(7)] if names else []


def title(calendar: Calendar) -> str:
    """The month or months, by name, or by number where the font has no letters for the names."""
    months = list(dict.fromkeys(each.replace(day=1) for each in (calendar.first, calendar.last)))
    names = [format_date(month, "MMMM y", locale=calendar.language) for month in months]
    if not all(map(writes, names)):
        names = [f"{month:%Y-%m}" for month in months]
    return " / ".join(reversed(names) if direction(calendar.language) == "rtl" else names)
