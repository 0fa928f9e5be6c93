"""Words about time, per language: data only. A new language is a new file here, named after its code, with `WORDS`.

Names of days and months come from CLDR (babel) and need not be written. Everything is written as people write it;
accents, case and number words do not matter ("halb neun" is read as "halb 9"). docs/languages.md explains each field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.words import Phrases, phrases

NONE: Phrases = frozenset()


@dataclass(frozen=True, slots=True)
class TimeWords:
    """One language's words about time. Phrases are whole words (Chinese and Japanese need no spaces); the longest one
    that fits wins. A phrase stands in one field only.

    Templates hold numbers: {h} an hour, {m} minutes, {n} any count, {d} a day of the month with or without its ending,
    {month} a month's name, {mo} its number, {y} a year of four digits.
    """

    numbers: Mapping[str, int | str]  # a string is a time: Hindi डेढ़ is "1:30"

    # --- the clock
    clock: Mapping[str, str]  # template -> "h+30", "h-15", "h+m", "h-30-m"; "h-45|h+15": is asked; "h+m?": too; "12:30"
    halves: Mapping[str, str]  # phrase -> am, pm, morning, noon, afternoon, evening or night
    noon: Phrases
    midnight: Phrases
    now: Phrases  # "at this time"
    hour_marks: Phrases = NONE  # behind an hour: "o'clock"
    minute_marks: Phrases = NONE  # behind minutes of the clock
    number_endings: Phrases = NONE  # grow on a number without meaning anything: "9'da"
    half_first: bool = False  # "in the morning" stands before its hour, if an hour follows

    # --- words that are written onto others, and are cut off where what remains is known
    grows_before: Phrases = NONE  # Arabic و, "and", before any word
    grows_behind: Phrases = (
        NONE  # Turkish -da, -den, -ye behind numbers, days, months and units, with an apostrophe or not
    )
    postpositions: bool = False  # "until" and "except" stand behind their day: Turkish kadar, Hindi तक

    before_length: str = (
        ""  # regex: what stands between a time and a length, and is no word of "every": Turkish "15'te 1 saat"
    )

    # --- days
    daily: Phrases = NONE
    workdays: Phrases = NONE
    weekend: Phrases = NONE
    more_days: Mapping[str, int] = field(default_factory=dict)  # besides CLDR's names; 0 is Sunday
    more_months: Mapping[str, int] = field(default_factory=dict)
    plural_days: Sequence[str] = ()  # templates of {day}: every week, not this one: "{day}s", "los {day}"
    day_list: str = ""  # regex with a group "days" of day signs, where days are named by single signs
    day_signs: Mapping[str, int] = field(default_factory=dict)

    # --- dates
    dates: Sequence[str] = ()  # templates of {d}, {month} or {mo}, {y}
    month_days: Sequence[str] = ()  # templates of {d} alone: "the {d}th"
    ordinals: Phrases = NONE  # endings of {d}
    day_first: bool | None = None  # 3/4 is 3 April (True), 4 March (False), is asked (None)
    soon: Mapping[str, tuple[int, str]] = field(default_factory=dict)  # phrase -> days from today, part of the day
    next: Phrases = NONE
    this: Phrases = NONE
    next_is_next_week: bool = False  # "next Friday" is always that of next week

    # --- lengths
    minutes: Phrases = NONE
    hours: Phrases = NONE
    days: Phrases = NONE
    weeks: Phrases = NONE
    months: Phrases = NONE
    ones: Phrases = NONE  # 1, but only before a unit: "an hour"
    lengths: Mapping[str, int] = field(default_factory=dict)  # phrase, or template of {n} hours -> (further) minutes

    # --- what holds a sentence together
    every: Phrases = NONE
    hourly: Phrases = NONE
    turns: Mapping[str, str] = field(
        default_factory=dict
    )  # phrase -> "months 1", "days 2"; or "2", and a unit or day follows
    edges: Mapping[str, int] = field(default_factory=dict)  # phrase -> 1, -1: "first day", "last day" of a month
    rare: Phrases = NONE  # says: not the same days of every week, and no more
    often: Phrases = NONE  # says how often, and not when
    sometime: Phrases = NONE
    between: Phrases = NONE
    start: Phrases = NONE  # "from"
    to: Phrases = NONE
    until: Phrases = NONE
    both: Phrases = NONE  # "and"
    choice: Phrases = NONE  # "or"
    at: Phrases = NONE  # a time of day follows
    ahead: Phrases = NONE  # "in" 40 minutes
    later: Phrases = NONE  # 40 minutes "from now"
    lasting: Phrases = NONE  # "for" 3 days
    leave_out: Phrases = NONE  # "not on", "except": before or behind the day
    fillers: Phrases = NONE

    # --- wishes
    probe: Phrases = NONE  # the command
    help: Phrases = NONE  # behind the command: how is it written?
    check: Phrases = NONE  # "check on me", "ask me"
    skip: Phrases = NONE  # "do not ask me"
    again: Phrases = NONE  # "ask me again"
    not_now: Phrases = NONE  # "later", and nothing else
    pause: Phrases = NONE
    walk: Phrases = NONE  # "walk me home": can mean nothing else
    walking: Phrases = NONE  # "I am walking home": may be told as well as wished
    travel: Sequence[str] = ()  # templates of {place} and {until}


def counted(ones: str, tens: Mapping[str, int], by: Sequence[str], most: int = 60) -> dict[str, int]:
    """Number words: `ones` from 1 on ("a / b" for two words of one number, `;` between numbers), and each of `tens` with
    those below ten, joined by each of `by`."""
    said = [phrases(each) for each in ones.split(";")]
    made = {word: number for number, words in enumerate(said, start=1) for word in words}
    for ten, value in tens.items():
        made.setdefault(ten, value)
        for number, words in enumerate(said[:9], start=1):
            if value + number <= most:
                made |= {f"{ten}{joint}{word}": value + number for word in words for joint in by}
    return made
