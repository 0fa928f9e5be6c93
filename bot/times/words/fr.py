"""French."""

from __future__ import annotations

from bot.times.words import TimeWords, counted
from bot.words import elided, phrases

_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90}

WORDS = TimeWords(
    numbers=counted(
        "un / une / premier;deux;trois;quatre;cinq;six;sept;huit;neuf;dix;onze;douze;treize;quatorze;quinze;seize;dix-sept / dix sept;"
        "dix-huit / dix huit;dix-neuf / dix neuf",
        {**_TENS, "soixante-dix": 70, "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90},
        (" ", "-"),
    )
    | {f"{ten}{joint}{one}": value + 1 for ten, value in _TENS.items() if value < 60
       for joint in (" et ", "-et-") for one in ("un", "une")},
    clock={
        "{h} heures et demie": "h+30", "{h} heure et demie": "h+30", "{h} h et demie": "h+30", "{h} heures et demi": "h+30",
        "{h} heure et demi": "h+30", "{h} h et demi": "h+30", "{h} et demie": "h+30", "{h} et demi": "h+30",
        "{h} heures et quart": "h+15", "{h} heure et quart": "h+15", "{h} h et quart": "h+15", "{h} et quart": "h+15",
        "{h} heures un quart": "h+15", "{h} heures trois quarts": "h+45",
        "{h} heures moins le quart": "h-15", "{h} heure moins le quart": "h-15", "{h} h moins le quart": "h-15",
        "{h} moins le quart": "h-15", "{h} heures moins quart": "h-15", "{h} heures moins un quart": "h-15", "{h} moins quart": "h-15",
        "{h} heures moins {m}": "h-m", "{h} heure moins {m}": "h-m", "{h} h moins {m}": "h-m", "{h} moins {m}": "h-m",
        "{h} heures {m}": "h+m", "{h} heure {m}": "h+m", "{h} et {m}": "h+m?",
        "{h} et {m} heures": "h+m?", "{h} et {m} h": "h+m?",
        "midi et demi": "12:30", "midi et demie": "12:30", "midi et quart": "12:15", "midi moins le quart": "11:45",
        "midi trente": "12:30", "minuit et demi": "00:30", "minuit et demie": "00:30", "minuit et quart": "00:15",
        "minuit moins le quart": "23:45",
    },
    halves={
        "du matin": "morning", "le matin": "morning", "matin": "morning", "les matins": "morning", "tous les matins": "morning",
        "chaque matin": "morning", "au matin": "morning", "dans la matinée": "morning", "en matinée": "morning",
        "de l'après-midi": "afternoon", "l'après-midi": "afternoon", "après-midi": "afternoon", "de l'après midi": "afternoon",
        "l'après midi": "afternoon", "après midi": "afternoon", "aprem": "afternoon", "l'aprem": "afternoon", "de l'aprem": "afternoon",
        "chaque après-midi": "afternoon", "tous les après-midi": "afternoon", "dans l'après-midi": "afternoon",
        "en après-midi": "afternoon", "du soir": "evening", "le soir": "evening", "soir": "evening", "les soirs": "evening",
        "tous les soirs": "evening", "chaque soir": "evening", "au soir": "evening", "dans la soirée": "evening",
        "en soirée": "evening", "de la nuit": "night", "la nuit": "night", "nuit": "night", "chaque nuit": "night",
        "toutes les nuits": "night",
    },
    noon=phrases("midi / à midi / le midi / tous les midis / 12 heures midi"),
    midnight=phrases("minuit / à minuit"),
    now=phrases("à cette heure / à cette heure-ci / cette heure / maintenant / tout de suite / là maintenant"),
    hour_marks=phrases("heures / heure / h"),
    daily=elided("""
        tous les jours / chaque jour / quotidiennement / quotidien / journellement / tous les jours de la semaine /
        7 jours sur 7 / 7j/7 / toute la semaine / au quotidien
    """),
    workdays=phrases("""
        en semaine / la semaine en journée / jours ouvrables / les jours ouvrables / jours ouvrés / les jours ouvrés /
        jours de semaine / les jours de semaine / tous les jours ouvrables / tous les jours ouvrés /
        jours de travail / les jours de travail / du lundi au vendredi
    """),
    weekend=phrases("""
        week-end / week-ends / weekend / weekends / week end / le week-end / le weekend / les week-ends /
        les weekends / en fin de semaine / la fin de semaine / les fins de semaine / fin de semaine / le week end
    """),
    more_days={"lun": 1, "mer": 3, "jeu": 4, "ven": 5, "sam": 6, "dim": 0, "mecredi": 3, "vendredit": 5},
    plural_days=("{day}s", "les {day}", "les {day}s", "le {day}", "tous les {day}", "tous les {day}s", "chaque {day}"),
    more_months={"aout": 8, "fev": 2, "fevr": 2, "janv": 1, "dec": 12},
    dates=("{d} {month}", "{d} {month} {y}", "le {d} {month}", "le {d} {month} {y}"),
    month_days=("le {d}", "le {d}er"),
    ordinals=phrases("er / re / ème / e"),
    day_first=True,
    soon={
        "aujourd'hui": (0, ""), "aujourd hui": (0, ""), "aujourdhui": (0, ""), "ce soir": (0, "evening"), "cette nuit": (0, "night"),
        "cet après-midi": (0, "afternoon"), "cet après midi": (0, "afternoon"), "cet aprem": (0, "afternoon"),
        "cette après-midi": (0, "afternoon"), "ce matin": (0, "morning"), "demain": (1, ""), "demain matin": (1, "morning"),
        "demain soir": (1, "evening"), "demain après-midi": (1, "afternoon"), "après-demain": (2, ""), "après demain": (2, ""),
    },
    next=phrases("prochain / prochaine / prochains / qui vient / suivant / suivante"),
    this=phrases("ce / cette / cet"),
    minutes=phrases("minute / minutes / min / mins / mn / m / petites minutes / '"),
    hours=phrases("heure / heures / h / petite heure / petites heures / bonne heure"),
    days=phrases("jour / jours / j"),
    weeks=phrases("semaine / semaines / sem"),
    months=phrases("mois"),
    lengths={
        "demi-heure": 30, "demi heure": 30, "demie heure": 30, "demie-heure": 30, "une demi-heure": 30, "une demi heure": 30,
        "une demie heure": 30, "une demie-heure": 30, "une petite demi-heure": 30, "une bonne demi-heure": 30,
        "quart d'heure": 15, "un quart d'heure": 15, "un petit quart d'heure": 15, "trois quarts d'heure": 45, "3/4 d'heure": 45,
        "une heure et demie": 90, "une heure et demi": 90, "une heure et quart": 75, "{n} heures et demie": 30, "{n} heures et demi": 30,
        "{n} h et demie": 30, "une demi-journée": 720, "une heure trente": 90,
    },
    every=phrases("chaque / toutes les / tous les"),
    hourly=phrases("toutes les heures / chaque heure"),
    turns={
        "un jour sur deux": "days 2", "1 jour sur 2": "days 2", "un jour sur trois": "days 3",
        "tous les 15 jours": "weeks 2", "tous les quinze jours": "weeks 2", "une semaine sur deux": "weeks 2",
        "1 semaine sur 2": "weeks 2", "toutes les semaines": "weeks 1", "chaque semaine": "weeks 1",
        "mensuel": "months 1", "tous les mois": "months 1", "chaque mois": "months 1", "tous les ans": "years 1",
        "chaque année": "years 1", "une fois par mois": "months 1", "une fois par an": "years 1",
    },
    edges={"dernier jour": -1, "dernier": -1},
    rare=phrases("mensuellement / par semaine / par mois / la semaine une fois / hebdomadaire"),
    often=phrases("une fois / deux fois / trois fois / quatre fois / plusieurs fois / fois / par jour"),
    sometime=phrases("""
        à un moment / à un moment donné / à n'importe quel moment / n'importe quand / à n'importe quelle heure /
        au hasard / à une heure au hasard / de façon aléatoire / aléatoirement / à un moment quelconque /
        quelque part / à un moment ou à un autre
    """),
    between=phrases("entre / entre le / à un moment entre"),
    start=phrases("de / du / depuis / à partir de / à partir du / dès / à compter du / des"),
    to=phrases("au / jusqu'à midi et / jusque vers"),
    until=elided("""
        jusqu'à / jusqu'au / jusque / jusqu'en / jusqu'à ce / jusqu'à la / jusqu'aux / jusqu'à l' / jusqua / jusquau /
        jusqu'à vers
    """),
    both=phrases("et / et aussi / et puis / puis / ainsi que / plus / aussi / et à"),
    choice=phrases("ou / ou bien / peut-être / soit"),
    at=phrases("à / vers / vers les / à partir / aux environs de / sur le coup de / autour de"),
    ahead=phrases("dans / d'ici / après / au bout de / sous"),
    later=phrases("plus tard que maintenant / à partir de maintenant"),
    lasting=phrases("pendant / pour / durant"),
    leave_out=phrases("""
        pas / pas le / pas les / mais pas / mais pas le / mais pas les / et pas / sauf / sauf le / sauf les /
        excepté / excepté le / excepté les / hormis / hormis le / hors / à part / à part le / à l'exception de /
        à l'exception du / à l'exception des / sans / sans le / sans compter / jamais / jamais le / mais jamais /
        mais jamais le / saute / sautez / sauter / passe le / passez le / saute le / sautez le / en dehors des /
        en dehors du / omets / omettez
    """),
    fillers=phrases("""
        le / la / les / l' / s'il te plaît / s'il vous plaît / stp / svp / toujours / bonjour / merci / oui / moi /
        me / je / environ / à peu près / exactement / précises / précise / pile / seulement / juste / uniquement /
        d'accord / je voudrais / je veux / veux / j'aimerais / que / ce sera / ça sera / de préférence / vous /
        une question / mettez / mets
    """),
    probe=phrases("sonde"),
    help=phrases("aide"),
    check=phrases("""
        demande-moi / demandez-moi / demande moi / demandez moi / me demander / demandez-moi si tout va bien /
        demande-moi si tout va bien / demandez-moi si ça va / demande-moi si ça va / vérifie que je vais bien /
        vérifiez que je vais bien / vérifiez si je vais bien / vérifie si je vais bien / prends de mes nouvelles /
        prenez de mes nouvelles / prendre de mes nouvelles / interroge-moi / interrogez-moi / contacte-moi /
        contactez-moi
    """),
    skip=phrases("""
        ne me demande pas / ne me demandez pas / ne me demande rien / ne me demandez rien / me demande pas /
        me demandez pas / ne me demande plus / ne me demandez plus / ne demande pas / ne demandez pas /
        pas de question / pas de questions / ne m'écris pas / ne m'écrivez pas / pas besoin de me demander /
        inutile de me demander / ne me contactez pas / ne me contacte pas / ne me demande pas le /
        ne me demandez pas le
    """),
    again=phrases("""
        redemande-moi / redemandez-moi / redemande moi / redemandez moi / redemande / redemandez /
        demande-moi encore / demandez-moi encore / demande-moi à nouveau / demandez-moi à nouveau /
        demande-moi de nouveau / demandez-moi de nouveau / demande-moi plus tard / demandez-moi plus tard /
        redemande-moi plus tard / redemandez-moi plus tard / repose-moi la question / reposez-moi la question /
        rappelle-le-moi / rappelez-le-moi / encore une fois / plus tard / pas maintenant / donne-moi / donnez-moi /
        donne moi / donnez moi / laisse-moi / laissez-moi / il me faut / il me faut encore / j'ai besoin de /
        j'ai besoin d' / je suis occupé / je suis occupée / reporter / reporte
    """),
    not_now=elided("""
        plus tard / pas maintenant / tout à l'heure / demande-moi plus tard / demandez-moi plus tard /
        redemande-moi plus tard / redemandez-moi plus tard / redemande plus tard / redemandez plus tard /
        pas tout de suite / je suis occupé / je suis occupée / occupé / occupée / reporter / reporte /
        plus tard s'il vous plaît / plus tard merci / un peu plus tard / tantôt
    """),
    pause=phrases("""
        pause / mets en pause / mettez en pause / met en pause / faites une pause / fais une pause / une pause /
        suspendre / en pause
    """),
    walk=phrases("""
        accompagne-moi à la maison / accompagnez-moi à la maison / accompagne-moi jusqu'à la maison /
        accompagnez-moi jusqu'à la maison / accompagne-moi jusque chez moi / accompagnez-moi jusque chez moi /
        accompagne-moi chez moi / accompagnez-moi chez moi / accompagne-moi / accompagnez-moi / accompagne moi /
        accompagnez moi / surveille mon retour / surveillez mon retour / raccompagne-moi / raccompagnez-moi
    """),
    walking=phrases("""
        je rentre à la maison / je rentre chez moi / je rentre / je rentre à pied / je rentre à pied à la maison /
        je marche jusqu'à la maison / je suis sur le chemin du retour / sur le chemin du retour /
        sur le chemin de la maison / je suis en route pour la maison / à la maison / je suis à la maison / chez moi /
        je suis chez moi / je serai à la maison / je serai chez moi / j'arrive à la maison / j'arrive chez moi /
        arrivée à la maison / de retour à la maison / je suis de retour / je rentre en marchant
    """),
    travel=(
        "je suis à {place} jusqu'à {until}", "je suis à {place} jusqu'au {until}", "je suis en {place} jusqu'à {until}",
        "je suis en {place} jusqu'au {until}", "je suis au {place} jusqu'à {until}", "je suis au {place} jusqu'au {until}",
        "je suis aux {place} jusqu'au {until}", "je suis aux {place} jusqu'à {until}",
        "je suis à {place} pour {until}", "je suis à {place} pendant {until}", "je suis en {place} pour {until}",
        "je suis en {place} pendant {until}", "je suis au {place} pendant {until}", "je suis au {place} pour {until}",
        "je serai à {place} jusqu'à {until}", "je serai à {place} jusqu'au {until}", "je serai en {place} jusqu'à {until}",
        "je serai en {place} jusqu'au {until}", "je reste à {place} jusqu'à {until}", "je reste à {place} jusqu'au {until}",
        "je pars à {place} jusqu'à {until}", "je pars à {place} jusqu'au {until}", "je voyage à {place}", "je voyage en {place}",
        "je voyage au {place}", "je pars en voyage à {place}", "je pars en voyage en {place}", "à {place} jusqu'au {until}",
        "à {place} jusqu'à {until}",
    ),
)  # fmt: skip
