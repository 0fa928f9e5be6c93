"""Spanish."""

from __future__ import annotations

from bot.times.words import TimeWords, counted
from bot.words import phrases

WORDS = TimeWords(
    numbers=counted(
        "uno / una / un;dos;tres;cuatro;cinco;seis;siete;ocho;nueve;diez;once;doce;trece;catorce;quince;dieciséis;"
        "diecisiete;dieciocho;diecinueve;veinte;veintiuno / veintiún / veintiuna;veintidós;veintitrés;veinticuatro;"
        "veinticinco;veintiséis;veintisiete;veintiocho;veintinueve",
        {"treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "noventa": 90},
        (" y ",),
    ),
    clock={
        "{h} y media": "h+30", "{h} y cuarto": "h+15", "{h} menos cuarto": "h-15", "{h} menos 1 cuarto": "h-15",
        "{h} y 1 cuarto": "h+15", "{h} menos {m}": "h-m", "cuarto para las {h}": "h-15", "1 cuarto para las {h}": "h-15",
        "{m} para las {h}": "h-m", "{h} con {m}": "h+m", "{h} y {m}": "h+m?",
    },
    halves={
        "de la mañana": "morning", "por la mañana": "morning", "por las mañanas": "morning", "en la mañana": "morning",
        "cada mañana": "morning", "todas las mañanas": "morning", "de la madrugada": "am", "de madrugada": "am",
        "por la madrugada": "am", "del mediodía": "noon", "de mediodía": "noon", "de la tarde": "afternoon",
        "por la tarde": "afternoon", "por las tardes": "afternoon", "en la tarde": "afternoon", "cada tarde": "afternoon",
        "todas las tardes": "afternoon", "de la noche": "night", "por la noche": "night", "por las noches": "night",
        "en la noche": "night", "cada noche": "night", "todas las noches": "night", "noche": "night", "tarde": "afternoon",
    },
    noon=phrases("mediodía / a mediodía / al mediodía / las 12 del mediodía / a las 12 del mediodía"),
    midnight=phrases("medianoche / a medianoche / a la medianoche / las 12 de la medianoche"),
    now=phrases("a esta hora / esta hora / ahora / ahora mismo"),
    hour_marks=phrases("en punto / horas / hs / hrs"),
    daily=phrases("""
        todos los días / cada día / a diario / diario / diariamente / todos los dias de la semana / los 7 días /
        todos los santos días
    """),
    workdays=phrases("""
        entre semana / días laborables / laborables / días de semana / los días de semana / días de entre semana /
        los días laborables / los laborables / días hábiles / los días hábiles / de lunes a viernes
    """),
    weekend=phrases("fin de semana / fines de semana / finde / findes / los fines de semana / el fin de semana / los findes"),
    more_days={"mier": 3, "miercoles": 3, "lu": 1, "ma": 2, "ju": 4},
    plural_days=("{day}s", "los {day}", "los {day}s", "todos los {day}", "todos los {day}s", "cada {day}"),
    more_months={"setiembre": 9, "set": 9},
    dates=("{d} de {month}", "{d} {month}", "{d} de {month} de {y}", "{d} de {month} del {y}", "{d} de {month} {y}",
           "{d} {month} {y}"),
    month_days=("día {d}", "el {d}"),
    ordinals=phrases("º / o / ro"),
    day_first=True,
    soon={
        "hoy": (0, ""), "esta noche": (0, "night"), "esta tarde": (0, "afternoon"), "esta mañana": (0, "morning"),
        "mañana": (1, ""), "pasado mañana": (2, ""), "pasado": (2, ""), "hoy por la noche": (0, "night"),
    },
    next=phrases("próximo / próxima / que viene / siguiente / que entra"),
    this=phrases("este / esta / este próximo / esta próxima"),
    minutes=phrases("minuto / minutos / min / mins / m / minutito / minutitos / '"),
    hours=phrases("hora / horas / h / hs / hrs / horita"),
    days=phrases("día / días / d"),
    weeks=phrases("semana / semanas"),
    months=phrases("mes / meses"),
    lengths={
        "media hora": 30, "media horita": 30, "cuarto de hora": 15, "1 cuarto de hora": 15, "3 cuartos de hora": 45,
        "1 hora y media": 90, "hora y media": 90, "medio día": 720, "{n} horas y media": 30, "{n} hora y media": 30,
        "1 hora y cuarto": 75, "1 par de horas": 120,
    },
    every=phrases("cada / todas las / todos los"),
    hourly=phrases("cada hora en punto"),
    turns={
        "un día sí y otro no": "days 2", "un día sí y un día no": "days 2", "1 día sí y otro no": "days 2",
        "1 día sí y 1 día no": "days 2", "días alternos": "days 2", "cada tercer día": "days 2",
        "una semana sí y otra no": "weeks 2", "cada quince días": "weeks 2", "cada quincena": "weeks 2",
        "semanal": "weeks 1", "todas las semanas": "weeks 1", "mensual": "months 1", "todos los meses": "months 1",
        "cada mes": "months 1", "todos los años": "years 1", "cada año": "years 1", "anualmente": "years 1",
    },
    edges={"primer día": 1, "primero": 1, "primeros": 1, "último día": -1, "último": -1},
    rare=phrases("mensualmente / a la semana / por semana / al mes / por mes / quincenal / semanalmente"),
    often=phrases("vez / veces / 1 vez / 2 veces / 3 veces / al día / por día / varias veces"),
    sometime=phrases("""
        en algún momento / algún momento / a alguna hora / en cualquier momento / a cualquier hora / al azar /
        a una hora al azar / a 1 hora al azar / cuando sea
    """),
    between=phrases("entre / entre las / entre el"),
    start=phrases("desde / de / del / desde las / desde el / de las"),
    to=phrases("a / al"),
    until=phrases("hasta / hasta las / hasta el / hasta la / hasta los"),
    both=phrases("y / e / y también / y luego / además de / también / luego"),
    choice=phrases("o / u / quizá / quizás / tal vez / o bien"),
    at=phrases("a las / a la / las / sobre las / hacia las / a eso de las"),
    ahead=phrases("en / dentro de / al cabo de / tras"),
    later=phrases("después"),
    lasting=phrases("por / durante / para"),
    leave_out=phrases("""
        no / pero no / excepto / excepto el / excepto los / menos / menos el / menos los / salvo / salvo el / salvo los /
        sin / sin contar / quitando / a excepción de / con excepción de / excluyendo / sáltate / salta / saltar / sáltese /
        omite / omitir / exceptuando / nunca / pero nunca
    """),
    fillers=phrases("""
        el / la / los / por favor / favor / sobre / siempre / hola / gracias / sí / me / yo / hacia / más o menos / unos / unas /
        aproximadamente / solo / solamente / vale / quiero que / quiero / a eso de / usted / que
    """),
    probe=phrases("sonda"),
    help=phrases("ayuda"),
    check=phrases("""
        pregúntame / pregúnteme / preguntarme / compruébame / comprueba que estoy bien / compruebe que estoy bien /
        pregunta cómo estoy / pregunte cómo estoy / comprueba cómo estoy / mira cómo estoy / mira si estoy bien /
        pregunta si estoy bien
    """),
    skip=phrases("""
        no me preguntes / no me pregunte / no preguntes / no pregunte / no hace falta que me preguntes /
        no hace falta que me pregunte / no me escribas / no me escriba / sin preguntas / sin preguntas el / no hay que preguntarme
    """),
    again=phrases("""
        pregúntame otra vez / pregúnteme otra vez / pregúntame de nuevo / pregúnteme de nuevo / pregunta otra vez /
        pregunta de nuevo / recuérdame / recuérdamelo / recuérdemelo / pregúntame luego / pregúnteme luego /
        pregúntame después / pregúntame más tarde / pregúnteme más tarde / más tarde / ahora no / dame / deme / necesito /
        vuelve a preguntarme / vuelva a preguntarme / vuelve a preguntar / estoy ocupado / estoy ocupada / posponer / pospón
    """),
    not_now=phrases("""
        luego / más tarde / ahora no / después / pregúntame luego / pregúnteme luego / pregúntame más tarde /
        pregúnteme más tarde / pregúntame después / estoy ocupado / estoy ocupada / posponer / pospón / recuérdamelo /
        recuérdamelo luego / recuérdamelo más tarde / todavía no / aún no
    """),
    pause=phrases("pausa / pausar / páusame / páuseme / haz una pausa / 1 pausa / pausa las preguntas"),
    walk=phrases("""
        acompáñame a casa / acompáñeme a casa / acompáñame hasta casa / acompáñame / vigila que llego a casa /
        cuida que llegue a casa
    """),
    walking=phrases("""
        voy a casa / voy para casa / voy andando a casa / voy caminando a casa / camino a casa / de camino a casa /
        voy de camino a casa / en casa / estoy en casa / llego a casa / vuelvo a casa / estaré en casa / a casa /
        voy de vuelta a casa / estoy volviendo a casa / llegaré a casa / casa
    """),
    travel=(
        "estoy en {place} hasta {until}", "estaré en {place} hasta {until}", "estoy en {place} durante {until}",
        "estoy en {place} por {until}", "estaré en {place} durante {until}", "me quedo en {place} hasta {until}",
        "viajo a {place} hasta {until}", "voy a {place} hasta {until}", "viajo a {place}", "me voy de viaje a {place}",
        "en {place} hasta {until}",
    ),
)  # fmt: skip
