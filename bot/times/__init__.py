"""Times as people say them, in any of our languages: a check-in schedule, a moment, a pause, a duration, dates to skip.

`words/` holds one file of words per language; `lexer` makes tokens of a sentence by them; the other modules are grammar
over tokens and know no language. What could mean two things is asked, never guessed: "at 2" may be the night or the
afternoon. Pure: `now` is passed in. Readers raise `NotUnderstood` with a hint; those of wishes return None when it is
another kind of sentence.
"""

from bot.times.compiling import learn
from bot.times.folding import fold
from bot.times.lengths import read_duration
from bot.times.moments import LONGEST_PAUSE, read_moment, read_pause, read_skips, read_until
from bot.times.saying import describe, next_times
from bot.times.values import MOST_TEXT, Pause, ProbeLimits, ProbeWish, Times, Travel
from bot.times.visits import Repeated, VisitTime, read_repeated, read_visit, says_again
from bot.times.weekly import MOST_CRONS, read_times
from bot.times.wishes import (
    asks_about_probe,
    is_probe_command,
    probe_help,
    read_check,
    read_later,
    read_probe_command,
    read_travel,
    read_walk,
)

__all__ = [
    "LONGEST_PAUSE", "MOST_CRONS", "MOST_TEXT", "Pause", "ProbeLimits", "ProbeWish", "Repeated", "Times", "Travel", "VisitTime",
    "asks_about_probe", "describe", "fold", "is_probe_command", "learn", "next_times", "probe_help",
    "read_check", "read_duration", "read_later", "read_moment", "read_pause", "read_probe_command", "read_repeated",
    "read_skips", "read_times", "read_travel", "read_until", "read_visit", "read_walk", "says_again",
]  # fmt: skip
