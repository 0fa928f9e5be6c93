"""German."""

from __future__ import annotations

from bot.times.words import TimeWords, counted
from bot.words import phrases

_ONES = "ein;zwei;drei;vier;fünf;sechs;sieben;acht;neun"
_TENS = {"zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60}
_UNITS = {word: number for number, word in enumerate(_ONES.split(";"), start=1)}

WORDS = TimeWords(
    numbers=counted(
        "eins / ein / eine / einen / einer / einem;zwei / zwo;drei;vier;fünf / fuenf;sechs;sieben;acht;neun;zehn;elf;"
        "zwölf / zwoelf;dreizehn;vierzehn;fünfzehn / fuenfzehn;sechzehn;siebzehn;achtzehn;neunzehn",
        {**_TENS, "neunzig": 90},
        (),
    )
    | {f"{one}und{ten}": tens + number for ten, tens in _TENS.items() for one, number in _UNITS.items() if tens < 60},
    clock={
        "halb {h}": "h-30", "viertel nach {h}": "h+15", "viertel vor {h}": "h-15", "dreiviertel {h}": "h-15",
        "drei viertel {h}": "h-15", "viertel {h}": "h-45|h+15", "{m} nach {h}": "h+m", "{m} vor {h}": "h-m",
        "{m} minuten nach {h}": "h+m", "{m} minuten vor {h}": "h-m", "{m} nach halb {h}": "h-30+m",
        "{m} vor halb {h}": "h-30-m",
    },
    halves={
        "morgens": "morning", "am morgen": "morning", "frühmorgens": "morning", "in der früh": "morning", "früh": "morning",
        "jeden morgen": "morning", "vormittags": "morning", "am vormittag": "morning", "vormittag": "morning",
        "jeden vormittag": "morning", "mittags": "noon", "am mittag": "noon", "jeden mittag": "noon",
        "nachmittags": "afternoon", "am nachmittag": "afternoon", "nachmittag": "afternoon", "jeden nachmittag": "afternoon",
        "abends": "evening", "am abend": "evening", "abend": "evening", "jeden abend": "evening",
        "nachts": "night", "in der nacht": "night", "nacht": "night", "jede nacht": "night", "früh am morgen": "morning",
    },
    noon=phrases("mittag / zu mittag / 12 uhr mittags"),
    midnight=phrases("mitternacht / um mitternacht"),
    now=phrases("jetzt / um diese zeit / um diese uhrzeit / zu dieser zeit / diese zeit"),
    hour_marks=phrases("uhr"),
    daily=phrases("täglich / taeglich / jeden tag / alle tage / tagtäglich / jeden einzelnen tag / 7 tage die woche / an jedem tag"),
    workdays=phrases("""
        werktags / an werktagen / werktage / wochentags / an wochentagen / wochentage / an arbeitstagen / arbeitstags /
        arbeitstage / unter der woche / in der woche / werktäglich
    """),
    weekend=phrases("wochenende / am wochenende / an wochenenden / wochenenden / das wochenende / jedes wochenende / wochenends"),
    more_days={"sonnabend": 6},
    plural_days=("{day}s", "jeden {day}", "an {day}en"),
    more_months={"jänner": 1, "feber": 2, "maerz": 3, "mrz": 3, "sept": 9},
    dates=("{d} {month}", "{d} {month} {y}"),
    month_days=("den {d}.", "am {d}.", "dem {d}."),
    ordinals=phrases(". / ter / ten"),
    day_first=True,
    soon={
        "heute": (0, ""), "morgen": (1, ""), "übermorgen": (2, ""), "uebermorgen": (2, ""), "heut": (0, ""),
        "heute abend": (0, "evening"), "heute nacht": (0, "night"), "heute nachmittag": (0, "afternoon"),
        "heute vormittag": (0, "morning"), "heute morgen": (0, "morning"), "heute früh": (0, "morning"),
        "morgen früh": (1, "morning"), "morgen vormittag": (1, "morning"), "morgen nachmittag": (1, "afternoon"),
        "morgen abend": (1, "evening"),
    },
    next=phrases("nächsten / nächster / nächste / nächstes / nächstem / naechsten / naechste / naechster / naechstes"),
    this=phrases("diesen / dieser / diese / dieses / kommenden / kommende / kommendes / diesem"),
    minutes=phrases("minute / minuten / min / mins / m / minütchen"),
    hours=phrases("stunde / stunden / std / h / stündchen"),
    days=phrases("tag / tage / tagen"),
    weeks=phrases("woche / wochen"),
    months=phrases("monat / monate / monaten"),
    lengths={
        "halbe stunde": 30, "1 halbe stunde": 30, "1 halben stunde": 30, "halben stunde": 30, "halbstunde": 30,
        "viertelstunde": 15, "1 viertelstunde": 15, "dreiviertelstunde": 45, "1 dreiviertelstunde": 45,
        "anderthalb stunden": 90, "eineinhalb stunden": 90, "1 1/2 stunden": 90, "zweieinhalb stunden": 150,
        "1 stunde und 1 halbe": 90, "halben tag": 720, "1 halben tag": 720,
    },
    every=phrases("jede / jeden / jedes / jeder / alle / immer alle"),
    hourly=phrases("stündlich / stuendlich"),
    turns={
        "jeden zweiten": "2", "jede zweite": "2", "jedes zweite": "2", "jeden 2.": "2", "jede 2.": "2",
        "jeden anderen": "2", "jeden dritten": "3", "jede dritte": "3", "jeden 3.": "3", "jeden vierten": "4",
        "jede vierte": "4", "14-tägig": "weeks 2", "vierzehntägig": "weeks 2", "zweiwöchentlich": "weeks 2",
        "alle vierzehn tage": "weeks 2", "wöchentlich": "weeks 1", "monatlich": "months 1", "jeden monat": "months 1",
        "jedes monats": "months 1", "eines jeden monats": "months 1", "jährlich": "years 1", "jedes jahr": "years 1",
    },
    edges={"ersten tag": 1, "am ersten": 1, "monatsersten": 1, "letzten tag": -1, "am letzten tag": -1, "am letzten": -1, "monatsletzten": -1},
    often=phrases("einmal / zweimal / dreimal / viermal / 1 mal / 2 mal / 3 mal / mehrmals / mal"),
    sometime=phrases("""
        irgendwann / zu irgendeiner zeit / zufällig / zu einer zufälligen zeit / zu 1 zufälligen zeit / irgendwann mal / beliebig
    """),
    between=phrases("zwischen / irgendwann zwischen"),
    start=phrases("von / vom / ab / von den"),
    until=phrases("bis / bis zu / bis zum / bis um / bis zur / bis einschließlich"),
    both=phrases("und / und auch / sowie / und dann / dann / auch / und um"),
    choice=phrases("oder / vielleicht / entweder / beziehungsweise / bzw"),
    at=phrases("um / gegen / so um / so gegen / ungefähr um"),
    ahead=phrases("in / nach"),
    later=phrases("ab jetzt / von jetzt an / später"),
    lasting=phrases("für / fuer / lang / während"),
    leave_out=phrases("""
        nicht / aber nicht / außer / ausser / ausgenommen / mit ausnahme von / ohne / bis auf / jedoch nicht / aber nicht am /
        nicht am / außer am / nie / aber nie / nur nicht / auslassen / überspringen / lass / überspringe / überspring /
        nicht an / aber nicht an
    """),
    fillers=phrases("""
        am / an / den / dem / der / das / bitte / immer / etwa / ungefähr / circa / ca / zirka / genau / punkt / hallo / danke /
        mich / ich / mir / nur / gerne / gern / gut / passt / wäre gut / aus / mal bitte / des / zu / im / frag / pro / die / es / ist / euch / ihr
    """),
    probe=phrases("probe"),
    help=phrases("hilfe"),
    check=phrases("""
        frag mich / frage mich / fragt mich / fragen sie mich / frag nach mir / sieh nach mir / schau nach mir /
        sehen sie nach mir / fragen sie nach mir
    """),
    skip=phrases("""
        frag mich nicht / frage mich nicht / fragt mich nicht / fragen sie mich nicht / nicht fragen / nicht nachfragen /
        keine frage / keine fragen / bitte nicht fragen / frag nicht / fragen sie nicht
    """),
    again=phrases("""
        frag mich noch mal / frag mich nochmal / frag mich noch einmal / frage mich noch einmal / fragen sie mich noch einmal /
        fragen sie noch einmal / frag noch mal / frag nochmal / frag noch einmal / frag später / frag mich später /
        fragen sie mich später / nochmal / noch mal / noch einmal / jetzt nicht / gib mir / geben sie mir / ich brauche noch /
        ich bin beschäftigt / später noch mal / später nochmal / frag mich später noch mal
    """),
    not_now=phrases("""
        später / jetzt nicht / frag später / frag mich später / fragen sie mich später / noch nicht / bin beschäftigt /
        ich bin beschäftigt / später bitte / gerade nicht / nicht jetzt
    """),
    pause=phrases("pause / pausiere / pausieren / mach pause / machen sie pause / 1 pause / mach 1 pause"),
    walk=phrases("begleite mich nach hause / begleiten sie mich nach hause / bring mich nach hause / begleite mich heim / "
                 "pass auf mich auf bis ich zu hause bin"),
    walking=phrases("""
        ich gehe nach hause / ich geh nach hause / ich laufe nach hause / ich bin auf dem heimweg / auf dem heimweg / heimweg /
        auf dem weg nach hause / ich bin auf dem weg nach hause / gehe jetzt nach hause / ich gehe jetzt nach hause /
        zu hause / zuhause / daheim / ich bin zu hause / bin zu hause / ich bin daheim / bin daheim / nach hause / ich fahre nach hause /
        ich fahre jetzt nach hause
    """),
    travel=(
        "ich bin in {place} bis {until}", "ich bin bis {until} in {place}", "bin bis {until} in {place}",
        "bin in {place} bis {until}", "ich bin für {until} in {place}", "ich bleibe bis {until} in {place}",
        "ich bin {until} lang in {place}", "ich reise nach {place}", "ich fliege nach {place}",
    ),
)  # fmt: skip
