"""How figures are shown: a table for people, JSON for machines, and whether the goals are met."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Figure:
    """One figure and the line it should reach. `most`: the goal is an upper limit. No goal: for information."""

    name: str
    what: str
    value: float
    goal: float | None
    most: bool = False
    unit: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def met(self) -> bool:
        """Whether the goal is reached; True without one."""
        if self.goal is None:
            return True
        return self.value <= self.goal if self.most else self.value >= self.goal

    def plain(self) -> dict[str, Any]:
        """The figure as JSON can say it."""
        return asdict(self) | {"value": round(self.value, 4), "met": self.met}


def table(figures: list[Figure]) -> str:
    """All figures, one line each, and the runs they come from."""
    lines = []
    for figure in figures:
        sign = "≤" if figure.most else "≥"
        goal = f"{sign} {figure.goal:g}" if figure.goal is not None else ""
        verdict = "" if figure.goal is None else "reached" if figure.met else "MISSED"
        lines.append(f"{figure.name:<14} {figure.value:>9.3f} {figure.unit:<3} {goal:<8} {verdict:<8} {figure.what}")
        lines += [f"{'':15}" + "  ".join(f"{key}={value}" for key, value in row.items()) for row in figure.rows]
    return "\n".join(lines)
