"""Forms as Twilio posts them, read in one go.

A provider's forms are all of a few shapes: the same names in the same order. What depends on the names alone (how they
sort, whether one stands there twice) is found out once for each shape. What is not that plain is left to the general
reader, and both read the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, overload
from urllib.parse import unquote

LONGEST, MOST = 4096, 64
"""Bytes and fields of a form that is read so. A text message has 1,600 letters at most and about twenty fields."""

SHAPES = 64
"""Shapes that are remembered."""

_NO_MARKS = bytes(set(range(256)) - set(b"&="))
_MARKS = tuple(b"&".join([b"="] * n) for n in range(MOST + 1))

Order = Callable[[Sequence[str]], Sequence[str]]


class Form(Sequence[tuple[str, str]]):
    """The pairs of a form in their order; no name stands there twice."""

    __slots__ = ("_order", "_run", "names")

    def __init__(self, names: tuple[str, ...], run: list[str], order: Order) -> None:
        self.names, self._run, self._order = names, run, order

    def by_name(self) -> dict[str, str]:
        """The values by name."""
        return dict(zip(self.names, self._run[1::2], strict=True))

    def run_together(self) -> str:
        """Names and values without anything between them, in the order of the names: what Twilio signs."""
        return "".join(self._order(self._run))

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return zip(self.names, self._run[1::2], strict=True)

    @overload
    def __getitem__(self, place: int) -> tuple[str, str]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[str, str]]: ...
    def __getitem__(self, place: Any) -> Any:
        return list(self)[place]


def plain(raw: bytes) -> Form | None:
    """The form, if it is a plain one: pairs with one "=" each, no name twice, nothing encoded in a name."""
    n = raw.count(b"=")
    if not 0 < n <= MOST or len(raw) > LONGEST or raw.translate(None, _NO_MARKS) != _MARKS[n]:
        return None
    # A plus sign that is encoded (every phone number has one) is nothing that could be taken for a part of another code.
    text = raw.decode("utf-8", "replace").replace("+", " ").replace("%2B", "+")
    run = text.replace("=", "&").split("&")
    names = tuple(run[::2])
    order = _order(names)
    if order is None:
        return None
    if "%" in text:
        run[1::2] = [unquote(value) if "%" in value else value for value in run[1::2]]
    return Form(names, run, order)


@lru_cache(SHAPES)
def _order(names: tuple[str, ...]) -> Order | None:
    """Picks names and values out of all of them in the order of the names; None: these names are not plain."""
    if len(set(names)) < len(names) or any("%" in name for name in names):
        return None
    places = (2 * place + more for place in sorted(range(len(names)), key=names.__getitem__) for more in (0, 1))
    return itemgetter(*places)
