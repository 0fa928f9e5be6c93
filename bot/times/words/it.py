"""Italian."""

from __future__ import annotations

from bot.times.words import TimeWords, counted
from bot.words import phrases

_ONES = "un;due;tre;quattro;cinque;sei;sette;otto;nove"
_TENS = {"venti": 20, "trenta": 30, "quaranta": 40, "cinquanta": 50, "sessanta": 60, "settanta": 70, "novanta": 90}

WORDS = TimeWords(
    numbers=counted(
        "uno / una / un / primo;due;tre;quattro;cinque;sei;sette;otto;nove;dieci;undici;dodici;tredici;quattordici;quindici;sedici;"
        "diciassette;diciotto;diciannove",
        {**_TENS, "ottanta": 80},
        ("", " "),
    )
    | {f"{ten[:-1]}{one}": value + number for ten, value in _TENS.items() if value < 60
       for one, number in (("uno", 1), ("un", 1), ("otto", 8))},
    clock={
        "{h} e mezza": "h+30", "{h} e mezzo": "h+30", "{h} e un quarto": "h+15", "{h} e quarto": "h+15", "{h} meno un quarto": "h-15",
        "{h} meno quarto": "h-15", "un quarto alle {h}": "h-15", "{h} e tre quarti": "h+45", "{h} meno {m}": "h-m",
        "{h} e {m}": "h+m?", "mezzogiorno e mezza": "12:30", "mezzogiorno e mezzo": "12:30",
        "mezzogiorno e un quarto": "12:15", "mezzanotte e mezza": "00:30", "mezzanotte e mezzo": "00:30", "mezzanotte e un quarto": "00:15",
    },
    halves={
        "di mattina": "morning", "del mattino": "morning", "della mattina": "morning", "la mattina": "morning", "mattina": "morning",
        "al mattino": "morning", "il mattino": "morning", "mattino": "morning", "ogni mattina": "morning", "tutte le mattine": "morning",
        "in mattinata": "morning", "nella mattinata": "morning", "del pomeriggio": "afternoon", "di pomeriggio": "afternoon",
        "nel pomeriggio": "afternoon", "il pomeriggio": "afternoon", "pomeriggio": "afternoon", "ogni pomeriggio": "afternoon",
        "tutti i pomeriggi": "afternoon", "di sera": "evening", "della sera": "evening", "la sera": "evening", "sera": "evening",
        "alla sera": "evening", "ogni sera": "evening", "tutte le sere": "evening", "in serata": "evening", "di notte": "night",
        "della notte": "night", "la notte": "night", "notte": "night", "nella notte": "night", "ogni notte": "night",
        "tutte le notti": "night",
    },
    noon=phrases("mezzogiorno / a mezzogiorno / alle 12 di mezzogiorno / mezzodì / a mezzodì"),
    midnight=phrases("mezzanotte / a mezzanotte"),
    now=phrases("a quest'ora / quest'ora / adesso / ora / subito / a questa ora"),
    hour_marks=phrases("in punto / h"),
    daily=phrases("""
        tutti i giorni / ogni giorno / giornalmente / quotidianamente / tutti i santi giorni / giornaliero /
        tutta la settimana / 7 giorni su 7
    """),
    workdays=phrases("""
        nei giorni feriali / giorni feriali / i giorni feriali / feriali / giorni lavorativi / nei giorni lavorativi /
        i giorni lavorativi / durante la settimana / in settimana / infrasettimanale / nei feriali /
        dal lunedì al venerdì / lunedì-venerdì
    """),
    weekend=phrases("""
        fine settimana / fine-settimana / il fine settimana / nel fine settimana / nei fine settimana /
        i fine settimana / weekend / week-end / week end / nel weekend / il weekend / nei weekend / i weekend /
        ogni weekend / ogni fine settimana
    """),
    more_days={"lune": 1, "marte": 2, "merco": 3, "giove": 4, "vene": 5, "lunedi": 1, "martedi": 2, "mercoledi": 3, "giovedi": 4,
               "venerdi": 5, "domeniche": 0, "sabati": 6},
    plural_days=("il {day}", "la {day}", "ogni {day}", "di {day}", "tutti i {day}", "tutte le {day}", "i {day}", "le {day}"),
    more_months={"sett": 9},
    dates=("{d} {month}", "{d} {month} {y}", "{d} di {month}", "{d} di {month} {y}", "{d} {month} del {y}", "il {d} {month}",
           "il {d} {month} {y}", "l'{d} {month}", "l'{d} {month} {y}"),
    month_days=("il {d}", "giorno {d}", "il giorno {d}", "l'{d}"),
    ordinals=phrases("º / °"),
    day_first=True,
    soon={
        "oggi": (0, ""), "stasera": (0, "evening"), "stanotte": (0, "night"), "stamattina": (0, "morning"), "stamani": (0, "morning"),
        "stamane": (0, "morning"), "oggi pomeriggio": (0, "afternoon"), "questo pomeriggio": (0, "afternoon"),
        "questa sera": (0, "evening"), "questa notte": (0, "night"), "questa mattina": (0, "morning"), "domani": (1, ""),
        "domani mattina": (1, "morning"), "domattina": (1, "morning"), "domani pomeriggio": (1, "afternoon"), "domani sera": (1, "evening"),
        "domani notte": (1, "night"), "dopodomani": (2, ""), "dopo domani": (2, ""),
    },
    next=phrases("prossimo / prossima / che viene / successivo / successiva / venturo / ventura / seguente"),
    this=phrases("questo / questa"),
    minutes=phrases("minuto / minuti / min / mins / minutini / m / '"),
    hours=phrases("ora / ore / h / oretta / orette"),
    days=phrases("giorno / giorni / gg"),
    weeks=phrases("settimana / settimane / sett"),
    months=phrases("mese / mesi"),
    lengths={
        "mezz'ora": 30, "mezzora": 30, "mezza ora": 30, "una mezz'ora": 30, "una mezzora": 30, "mezz'oretta": 30, "una mezz'oretta": 30, "un'ora": 60,
        "un'oretta": 60, "quarto d'ora": 15, "un quarto d'ora": 15, "tre quarti d'ora": 45, "un'ora e mezza": 90, "un'ora e mezzo": 90,
        "un ora e mezza": 90, "un'ora e un quarto": 75, "{n} ore e mezza": 30, "{n} ore e mezzo": 30, "mezza giornata": 720,
        "un paio d'ore": 120, "un paio di ore": 120,
    },
    every=phrases("ogni / tutte le / tutti i"),
    hourly=phrases("ogni ora / tutte le ore / a ogni ora"),
    turns={
        "un giorno sì e uno no": "days 2", "un giorno sì e un giorno no": "days 2",
        "a giorni alterni": "days 2", "ogni due giorni": "days 2",
        "ogni tre giorni": "days 3", "ogni quindici giorni": "weeks 2", "ogni secondo": "2",
        "una settimana sì e una no": "weeks 2", "settimanale": "weeks 1", "ogni settimana": "weeks 1",
        "tutte le settimane": "weeks 1", "mensile": "months 1", "ogni mese": "months 1", "tutti i mesi": "months 1",
        "ogni anno": "years 1", "tutti gli anni": "years 1",
    },
    edges={"ultimo giorno": -1, "ultimo": -1},
    rare=phrases("mensilmente / alla settimana / a settimana / al mese / settimanalmente"),
    often=phrases("una volta / due volte / tre volte / quattro volte / più volte / volta / volte / al giorno"),
    sometime=phrases("""
        in un momento qualsiasi / in un momento qualunque / a un'ora qualsiasi / in qualsiasi momento /
        in qualunque momento / a caso / a un'ora a caso / a un orario a caso / a qualsiasi ora / a qualunque ora /
        quando capita / in un qualsiasi momento / prima o poi
    """),
    between=phrases("""
        tra / tra le / tra l' / tra il / tra l / tra i / fra le / fra l' / fra il / compreso tra / tra la / fra la /
        fra / fra i / tra circa / fra circa
    """),
    start=phrases("da / dal / dalle / dall' / dalla / a partire da / a partire dal / a partire dalle / di"),
    to=phrases("a / al / fino alla fine di"),
    until=phrases("""
        fino a / fino al / fino alle / fino all' / fino alla / fino ai / sino a / sino al / sino alle / finché non è
    """),
    both=phrases("e / e anche / e poi / ed / poi / più / anche / e inoltre"),
    choice=phrases("o / oppure / forse / magari"),
    at=phrases("""
        alle / all' / alle ore / ore / le / verso le / verso l' / intorno alle / circa alle / per le / attorno alle /
        alla / le ore / all
    """),
    ahead=phrases("entro / dopo / nel giro di / di qui a"),
    later=phrases("da adesso / da ora / più in là"),
    lasting=phrases("per / durante / per i prossimi / per le prossime / per la durata di"),
    leave_out=phrases("""
        non / no / ma non / ma non il / ma non la / e non / non il / non la / tranne / tranne il / tranne la /
        tranne i / eccetto / eccetto il / eccetto la / eccetto i / salvo / salvo il / salvo la / escluso / esclusa /
        esclusi / escluse / esclusa la / escluso il / ad eccezione di / ad eccezione del / ad eccezione della /
        a eccezione di / a parte / a parte il / a parte la / senza / mai / ma mai / mai la / mai il / salta / salti /
        saltare / saltate / salta il / fuorché
    """),
    fillers=phrases("""
        il / la / i / lo / gli / l' / per favore / per piacere / sempre / ciao / grazie / sì / mi / io / circa /
        più o meno / solo / soltanto / vorrei / voglio / va bene / preferirei / preferisco / esattamente / precise /
        che / buongiorno / nei / nel / nella / in / un orario
    """),
    probe=phrases("sonda"),
    help=phrases("aiuto"),
    check=phrases("""
        chiedimi / chiedetemi / mi chieda / chiedermi / chiedimi come sto / chiedetemi come sto / mi chieda come sto /
        chiedimi se sto bene / chiedetemi se sto bene / mi chieda se sto bene / controlla che stia bene /
        controlla che io stia bene / controlla come sto / controllate come sto / controlla se sto bene /
        controllate se sto bene / controllate che stia bene / verifica che stia bene / verifica se sto bene /
        senti come sto / domandami
    """),
    skip=phrases("""
        non chiedermi / non chiedermelo / non chiedetemi / non chiedetemelo / non mi chieda / non mi chiedere /
        non me lo chieda / non mi chiedete / non chiedermi niente / non chiedetemi niente / non mi chieda niente /
        non chiedere / non chiedete / niente domande / nessuna domanda / non scrivermi / non mi scriva /
        non scrivetemi / non c'è bisogno di chiedermelo / non serve chiedermelo
    """),
    again=phrases("""
        chiedimelo / chiedimelo di nuovo / chiedimelo ancora / chiedimelo dopo / chiedimelo più tardi /
        chiedimi di nuovo / chiedimi ancora / chiedimi ancora una volta / richiedimelo / richiedimi / chiedetemelo /
        chiedetemelo di nuovo / chiedetemelo dopo / chiedetemelo più tardi / me lo chieda / me lo chieda di nuovo /
        me lo chieda dopo / me lo chieda più tardi / mi chieda di nuovo / ricordamelo / ricordami / me lo ricordi /
        ancora una volta / di nuovo / più tardi / adesso no / ora no / dammi / mi dia / datemi / mi serve /
        mi servono / ho bisogno di / sono occupata / sono occupato / sono impegnata / sono impegnato / rimanda /
        rimandare / posticipa
    """),
    not_now=phrases("""
        dopo / più tardi / adesso no / ora no / non adesso / non ora / chiedimelo dopo / chiedimelo più tardi /
        chiedetemelo dopo / chiedetemelo più tardi / me lo chieda dopo / me lo chieda più tardi / sono occupata /
        sono occupato / sono impegnata / sono impegnato / rimanda / rimandare / posticipa / ricordamelo /
        ricordamelo dopo / ricordamelo più tardi / non ancora / tra poco / fra poco
    """),
    pause=phrases("""
        pausa / metti in pausa / mettete in pausa / metta in pausa / fai una pausa / fate una pausa / una pausa /
        sospendi / sospendere / in pausa
    """),
    walk=phrases("""
        accompagnami a casa / accompagnatemi a casa / mi accompagni a casa / accompagnami fino a casa /
        accompagnatemi fino a casa / accompagnami / accompagnatemi / veglia su di me fino a casa /
        controlla che arrivi a casa / controlla che io arrivi a casa
    """),
    walking=phrases("""
        vado a casa / sto andando a casa / vado a casa a piedi / sto tornando a casa / torno a casa /
        torno a casa a piedi / sto rientrando / rientro a casa / cammino verso casa / sto camminando verso casa /
        sono sulla via di casa / sulla via di casa / sulla strada di casa / sono sulla strada di casa / a casa /
        sono a casa / sarò a casa / arrivo a casa / sono di ritorno / verso casa / casa
    """),
    travel=tuple(
        f"{verb} {at} {{place}} {until} {{until}}"
        for verb in ("sono", "sarò", "resto", "mi trovo", "rimango")
        for at in ("a", "in", "ad", "al", "alle", "negli")
        for until in ("fino a", "fino al", "fino alla", "fino all'", "per", "sino a", "sino al")
    )
    + ("vado a {place} fino a {until}", "vado a {place} fino al {until}", "vado in {place} fino a {until}", "vado in {place} fino al {until}",
       "viaggio a {place}", "viaggio in {place}", "vado in viaggio a {place}", "vado in viaggio in {place}", "parto per {place}",
       "parto per {place} fino a {until}", "parto per {place} fino al {until}", "a {place} fino a {until}", "a {place} fino al {until}"),
)  # fmt: skip
