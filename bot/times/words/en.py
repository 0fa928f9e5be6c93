"""English."""

from __future__ import annotations

from bot.times.words import TimeWords, counted
from bot.words import phrases

WORDS = TimeWords(
    numbers=counted(
        "one;two;three;four;five;six;seven;eight;nine;ten;eleven;twelve;thirteen;fourteen;fifteen;sixteen;seventeen;"
        "eighteen;nineteen",
        {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90},
        (" ", "-"),
    ),
    clock={
        "half past {h}": "h+30", "half {h}": "h-30|h+30", "quarter past {h}": "h+15", "a quarter past {h}": "h+15",
        "quarter after {h}": "h+15", "quarter to {h}": "h-15", "a quarter to {h}": "h-15", "quarter of {h}": "h-15",
        "quarter till {h}": "h-15", "{m} past {h}": "h+m", "{m} minutes past {h}": "h+m", "{m} after {h}": "h+m",
        "{m} minutes to {h}": "h-m", "{m} before {h}": "h-m",
    },
    halves={
        "in the morning": "morning", "mornings": "morning", "morning": "morning", "in the mornings": "morning",
        "in the afternoon": "afternoon", "afternoon": "afternoon", "afternoons": "afternoon",
        "in the evening": "evening", "evening": "evening", "evenings": "evening", "in the evenings": "evening",
        "at night": "night", "in the night": "night", "night": "night", "nights": "night",
    },
    noon=phrases("noon / midday / at lunchtime / 12 noon"),
    midnight=phrases("midnight / 12 midnight"),
    now=phrases("this time / this hour / now / right now"),
    hour_marks=phrases("o'clock / oclock / o clock"),
    daily=phrases("""
        every day / everyday / each day / all days / all week / daily / 7 days / 7 days a week / any day / each and every day
    """),
    workdays=phrases("weekday / weekdays / week days / workdays / working days / work days / business days"),
    weekend=phrases("weekend / weekends / week-end / week-ends / week end / week ends / the weekend"),
    more_days={"tues": 2, "weds": 3, "wednes": 3, "thur": 4, "thurs": 4, "wendsday": 3, "wensday": 3, "tuseday": 2,
               "saterday": 6},
    more_months={"sept": 9, "febuary": 2},
    plural_days=("{day}s",),
    dates=(
        "{d} {month}", "{d} of {month}", "the {d} of {month}", "{month} {d}", "{month} the {d}", "{d} {month} {y}",
        "{d} of {month} {y}", "{month} {d} {y}", "{month} {d}, {y}", "{d} {month}, {y}",
    ),
    month_days=("day {d}", "{d}st", "{d}nd", "{d}rd", "{d}th"),
    ordinals=phrases("st / nd / rd / th"),
    soon={
        "today": (0, ""), "later today": (0, ""), "tonight": (0, "night"), "tonite": (0, "night"),
        "tomorrow": (1, ""), "tomorow": (1, ""), "tommorow": (1, ""), "tommorrow": (1, ""), "tmrw": (1, ""),
        "tmw": (1, ""), "2moro": (1, ""), "day after tomorrow": (2, ""), "the day after tomorrow": (2, ""),
    },
    next=phrases("next"),
    this=phrases("this / coming / this coming"),
    minutes=phrases("minute / minutes / min / mins / m / '"),
    hours=phrases("hour / hours / hr / hrs / h"),
    days=phrases("day / days / d"),
    weeks=phrases("week / weeks / wk / wks / w"),
    months=phrases("month / months"),
    ones=phrases("a / an"),
    lengths={
        "half an hour": 30, "half hour": 30, "a half hour": 30, "half a hour": 30, "half an hr": 30,
        "quarter of an hour": 15, "a quarter of an hour": 15, "quarter hour": 15, "a quarter hour": 15,
        "three quarters of an hour": 45, "an hour and a half": 90, "1 hour and a half": 90, "half a day": 720,
        "1 and a half hours": 90, "{n} and a half hours": 30, "{n} hours and a half": 30, "an hour and a quarter": 75,
        "a couple of hours": 120, "a couple hours": 120, "an hour or so": 60,
    },
    every=phrases("every / each / once every"),
    hourly=phrases("hourly"),
    turns={
        "every other": "2", "every second": "2", "every 2nd": "2", "every alternate": "2", "alternate": "2",
        "every third": "3", "every 3rd": "3", "every fourth": "4", "every 4th": "4", "fortnightly": "weeks 2",
        "every fortnight": "weeks 2", "once a fortnight": "weeks 2", "weekly": "weeks 1", "once a week": "weeks 1",
        "monthly": "months 1", "once a month": "months 1", "each month": "months 1", "every month": "months 1",
        "yearly": "years 1", "annually": "years 1", "every year": "years 1", "each year": "years 1",
        "once a year": "years 1",
    },
    edges={"first day": 1, "first": 1, "last day": -1, "last": -1},
    rare=phrases("biweekly"),
    often=phrases("once / twice / thrice / 2 times / 3 times / 4 times / 5 times / 6 times / several times"),
    sometime=phrases("""
        some time / sometime / some point / at some point / any time / anytime / at any time / a random time /
        at a random time / at random / random / randomly / whenever
    """),
    between=phrases("between / betwen / in between"),
    start=phrases("from / starting / beginning"),
    to=phrases("to / through / thru"),
    until=phrases("until / till / til / until the / up to / up until"),
    both=phrases("and / and also / as well as / plus / then / also"),
    choice=phrases("or / maybe / perhaps / either"),
    at=phrases("at"),
    ahead=phrases("in / after / within"),
    later=phrases("from now / later on"),
    lasting=phrases("for / for the next"),
    leave_out=phrases("""
        not / not on / but not / but not on / except / except for / except on / excepting / excluding / but never on /
        never on / apart from / other than / without / with the exception of / skipping / no check on / no checks on /
        not at / but not at / save for / skip / but skip / and not on / and not
    """),
    fillers=phrases("""
        on / the / of / please / pls / plz / time / times / its / it's / it is / about / around / always / just / me / my /
        i / think / say / hi / hello / thanks / thank you / make it / would be fine / is fine / is good / kindly /
        only / exactly / sharp / approximately / approx / roughly / wait / per / ask / check / check-in / check-ins / check in / by / is / day of
    """),
    probe=phrases("probe"),
    help=phrases("help / h"),
    check=phrases("""
        check on me / check up on me / check me / ask me / please check on me / please ask me / look in on me /
        check in with me / check in on me
    """),
    skip=phrases("""
        do not ask / do not ask me / don't ask / don't ask me / dont ask / dont ask me / no check-in / no check-ins /
        no check in / no check ins / leave out / leave me out / do not check on me / don't check on me / dont check on me /
        no questions / you do not need to ask me / you don't need to ask me / no need to ask me / no need to ask
    """),
    again=phrases("""
        ask me again / ask again / ask later / ask me later / try again / try me again / snooze / snooze it / remind me /
        remind me again / check again / come back / not now / later / not yet / give me / i need / busy / i am busy /
        i'm busy / check on me again / check on me later
    """),
    not_now=phrases("later / not now / ask later / ask me later / snooze / snooze it / remind me later / not yet / "
                    "ask me again later / ask again later / busy / i'm busy / i am busy"),
    pause=phrases("pause / pause me / pause it / pause check-ins / pause checks / a pause / take a break / stop asking me"),
    walk=phrases("walk me home / walk with me home / see me home / watch me home / get me home / follow me home"),
    walking=phrases("""
        i am walking home / i'm walking home / im walking home / walking home / going home / i'm going home /
        i am going home / im going home / on my way home / i am on my way home / i'm on my way home / home /
        i will be home / i'll be home / ill be home / i should be home / heading home / i'm heading home /
        i am heading home / driving home / i'm driving home / i am driving home / cycling home / i'm cycling home /
        i am cycling home
    """),
    travel=(
        "i am in {place} until {until}", "i'm in {place} until {until}", "im in {place} until {until}",
        "i am in {place} till {until}", "i'm in {place} till {until}", "im in {place} till {until}",
        "i am in {place} for {until}", "i'm in {place} for {until}", "im in {place} for {until}",
        "i will be in {place} until {until}", "i'll be in {place} until {until}", "i will be in {place} for {until}",
        "i'll be in {place} for {until}", "i am staying in {place} until {until}", "i'm staying in {place} until {until}",
        "i am staying in {place} for {until}", "i'm staying in {place} for {until}",
        "i am travelling to {place} until {until}", "i'm travelling to {place} until {until}",
        "i am travelling to {place} for {until}", "i'm travelling to {place} for {until}",
        "i am travelling to {place}", "i'm travelling to {place}", "i am traveling to {place}", "i'm traveling to {place}",
        "i am flying to {place}", "i'm flying to {place}", "in {place} until {until}",
    ),
)  # fmt: skip
