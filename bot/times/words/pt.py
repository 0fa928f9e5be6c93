"""Portuguese, of Brazil and of Portugal."""

from __future__ import annotations

from bot.times.words import TimeWords, counted
from bot.words import phrases

WORDS = TimeWords(
    numbers=counted(
        "um / uma / primeiro;dois / duas;três;quatro;cinco;seis;sete;oito;nove;dez;onze;doze;treze;catorze / quatorze;quinze;"
        "dezesseis / dezasseis;dezessete / dezassete;dezoito;dezenove / dezanove",
        {"vinte": 20, "trinta": 30, "quarenta": 40, "cinquenta": 50, "sessenta": 60, "setenta": 70, "oitenta": 80, "noventa": 90},
        (" e ",),
    ),
    clock={
        "{h} e meia": "h+30", "{h} horas e meia": "h+30", "{h} hora e meia": "h+30", "{h} h e meia": "h+30",
        "{h} e um quarto": "h+15", "{h} e quarto": "h+15", "{h} horas e um quarto": "h+15", "{h} menos um quarto": "h-15",
        "{h} menos quarto": "h-15", "um quarto para as {h}": "h-15", "um quarto para a {h}": "h-15", "{m} para as {h}": "h-m",
        "{m} para a {h}": "h-m", "{m} minutos para as {h}": "h-m", "{m} pras {h}": "h-m", "{m} pra {h}": "h-m", "{h} menos {m}": "h-m",
        "{h} horas e {m}": "h+m", "{h} hora e {m}": "h+m", "{h} e {m}": "h+m?", "{h} e {m} horas": "h+m?",
        "meio-dia e meia": "12:30", "meio dia e meia": "12:30", "meio-dia e um quarto": "12:15", "meio dia e quinze": "12:15",
        "meio-dia e quinze": "12:15", "meia-noite e meia": "00:30", "meia noite e meia": "00:30",
    },
    halves={
        "da manhã": "morning", "de manhã": "morning", "pela manhã": "morning", "na parte da manhã": "morning", "toda manhã": "morning",
        "todas as manhãs": "morning", "cada manhã": "morning", "manhã": "morning", "manhãs": "morning", "de manhãzinha": "morning",
        "da madrugada": "am", "de madrugada": "am", "na madrugada": "am", "do meio-dia": "noon", "do meio dia": "noon",
        "da tarde": "afternoon", "de tarde": "afternoon", "à tarde": "afternoon", "pela tarde": "afternoon", "na parte da tarde": "afternoon",
        "toda tarde": "afternoon", "todas as tardes": "afternoon", "tarde": "afternoon", "da tardinha": "afternoon",
        "da noite": "night", "de noite": "night", "à noite": "night", "pela noite": "night", "toda noite": "night",
        "todas as noites": "night", "cada noite": "night", "noite": "night",
    },
    noon=phrases("meio-dia / meio dia / ao meio-dia / ao meio dia / às 12 do meio-dia"),
    midnight=phrases("meia-noite / meia noite / à meia-noite / à meia noite"),
    now=phrases("a esta hora / a essa hora / nesta hora / nessa hora / agora / neste momento / agora mesmo"),
    hour_marks=phrases("horas / hora / em ponto / h / hs / hrs"),
    daily=phrases("""
        todos os dias / todo dia / todo o dia / todo santo dia / cada dia / diariamente / diário /
        todos os dias da semana / dia sim dia também / 7 dias por semana / a semana toda / a semana inteira
    """),
    workdays=phrases("""
        dias úteis / nos dias úteis / em dias úteis / os dias úteis / dia útil / dias de semana / nos dias de semana /
        em dias de semana / dia de semana / durante a semana / de segunda a sexta / segunda a sexta /
        dias de trabalho / de segunda a sexta-feira / de segunda-feira a sexta-feira / à semana
    """),
    weekend=phrases("""
        fim de semana / fins de semana / final de semana / finais de semana / no fim de semana / nos fins de semana /
        aos fins de semana / ao fim de semana / no final de semana / nos finais de semana / aos finais de semana /
        fds / fim-de-semana / fins-de-semana / o fim de semana / os fins de semana / o final de semana
    """),
    more_days={
        "segunda": 1, "terça": 2, "quarta": 3, "quinta": 4, "sexta": 5, "segunda feira": 1, "terça feira": 2, "quarta feira": 3,
        "quinta feira": 4, "sexta feira": 5, "sab": 6, "dom": 0,
    },
    plural_days=("{day}s", "às {day}s", "aos {day}s", "nas {day}s", "nos {day}s", "toda {day}", "todo {day}", "todas as {day}s",
                 "todos os {day}s", "cada {day}", "ao {day}", "as {day}s", "os {day}s"),
    more_months={"set": 9},
    dates=("{d} de {month}", "{d} {month}", "{d} de {month} de {y}", "{d} {month} {y}", "{d} de {month} {y}", "dia {d} de {month}",
           "dia {d} de {month} de {y}", "no dia {d} de {month}", "no dia {d} de {month} de {y}"),
    month_days=("dia {d}", "o dia {d}", "no dia {d}", "ao dia {d}", "do dia {d}"),
    ordinals=phrases("º / o / ª / °"),
    day_first=True,
    soon={
        "hoje": (0, ""), "hoje à noite": (0, "night"), "hoje de noite": (0, "night"), "esta noite": (0, "night"), "essa noite": (0, "night"),
        "logo à noite": (0, "night"), "hoje à tarde": (0, "afternoon"), "hoje de tarde": (0, "afternoon"), "esta tarde": (0, "afternoon"),
        "essa tarde": (0, "afternoon"), "hoje de manhã": (0, "morning"), "esta manhã": (0, "morning"), "essa manhã": (0, "morning"),
        "amanhã": (1, ""), "amanhã de manhã": (1, "morning"), "amanhã cedo": (1, "morning"), "amanhã à tarde": (1, "afternoon"),
        "amanhã à noite": (1, "night"), "depois de amanhã": (2, ""),
    },
    next=phrases("próximo / próxima / que vem / seguinte / que entra / na próxima / no próximo"),
    this=phrases("este / esta / esse / essa / neste / nesta / nesse / nessa / deste / desta"),
    minutes=phrases("minuto / minutos / minutinho / minutinhos / min / mins / m / '"),
    hours=phrases("hora / horas / h / hs / hrs / horinha / horinhas"),
    days=phrases("dia / dias / d"),
    weeks=phrases("semana / semanas"),
    months=phrases("mês / meses"),
    lengths={
        "meia hora": 30, "meia horinha": 30, "meia-hora": 30, "uma meia hora": 30, "quarto de hora": 15, "um quarto de hora": 15,
        "três quartos de hora": 45, "uma hora e meia": 90, "hora e meia": 90, "{n} horas e meia": 30, "{n} hora e meia": 30,
        "uma hora e um quarto": 75, "meio dia inteiro": 720, "um par de horas": 120,
    },
    every=phrases("cada / a cada / toda / todas as / todos os / todo / de cada / de meia em")
    | {f"de {number} em" for number in (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 90)},  # "de 4 em 4 horas"
    hourly=phrases("de hora em hora / toda hora / a toda hora / todas as horas / a cada hora / cada hora"),
    turns={
        "dia sim dia não": "days 2", "dia sim, dia não": "days 2", "um dia sim um dia não": "days 2",
        "um dia sim e outro não": "days 2", "um dia sim e um dia não": "days 2", "em dias alternados": "days 2",
        "dias alternados": "days 2", "de 2 em 2 dias": "days 2", "de 15 em 15 dias": "weeks 2",
        "a cada quinze dias": "weeks 2", "a cada quinzena": "weeks 2", "semana sim semana não": "weeks 2",
        "de 2 em 2 semanas": "weeks 2", "semanal": "weeks 1", "todas as semanas": "weeks 1", "toda semana": "weeks 1",
        "mensal": "months 1", "todos os meses": "months 1", "todo mês": "months 1", "cada mês": "months 1",
        "de todo mês": "months 1", "todos os anos": "years 1", "todo ano": "years 1", "cada ano": "years 1",
    },
    edges={"último dia": -1, "último": -1},
    rare=phrases("quinzenal / quinzenalmente / por semana / na semana / por mês / no mês / ao mês / à semana uma vez / semanalmente / mensalmente"),
    often=phrases("""
        uma vez / duas vezes / três vezes / quatro vezes / vez / vezes / várias vezes / por dia / ao dia
    """),
    sometime=phrases("""
        em algum momento / algum momento / a qualquer hora / em qualquer horário / a qualquer momento /
        em qualquer momento / a alguma hora / em alguma hora / ao acaso / aleatoriamente / em horário aleatório /
        num horário aleatório / a uma hora qualquer / num momento qualquer / quando calhar
    """),
    between=phrases("entre / entre as / entre a / entre os / entre o / entre o dia / entre os dias"),
    start=phrases("""
        de / desde / desde as / das / do / da / a partir das / a partir de / a partir do / dos / dos dias
    """),
    until=phrases("""
        até / até as / até às / até a / até à / até o / até ao / até os / até o dia / até ao dia / até dia
    """),
    both=phrases("e / e também / e depois / também / além de / mais / e mais"),
    choice=phrases("ou / talvez / quem sabe / ou então"),
    at=phrases("""
        às / as / à / a / pelas / lá pelas / por volta das / cerca das / perto das / ali pelas / por volta da / ao
    """),
    ahead=phrases("em / daqui a / dentro de / daqui / depois de / após / ao fim de"),
    later=phrases("a partir de agora / a contar de agora"),
    lasting=phrases("por / durante / durante os / pelos próximos / pelas próximas / nos próximos / nas próximas"),
    leave_out=phrases("""
        não / mas não / mas não no / mas não aos / mas não às / mas não nos / mas não nas / e não / não no / não aos /
        não às / não nos / não nas / exceto / exceto em / mas não em / não em / excepto / exceto o / exceto no / exceto aos / exceto às / exceto nos /
        exceto nas / exceto os / exceto as / excepto aos / menos / menos o / menos no / menos aos / menos às /
        menos nos / menos nas / menos os / salvo / salvo aos / salvo no / fora / fora os / tirando / tirando os /
        sem / sem ser / sem ser aos / a não ser / a não ser aos / com exceção de / com exceção do / com exceção dos /
        à exceção de / à exceção dos / nunca / mas nunca / nunca aos / mas nunca aos / pula / pule / pular / salta /
        salte / saltar / pulem / menos em
    """),
    fillers=phrases("""
        o / os / por favor / favor / pf / pfv / sempre / oi / olá / obrigada / obrigado / sim / me / eu /
        mais ou menos / uns / umas / aproximadamente / só / somente / apenas / tá / que / quero que / quero /
        gostaria / no / na / nas / nos / você / vocês / prefiro / pode ser / pontualmente / bom dia
    """),
    probe=phrases("sonda"),
    help=phrases("ajuda"),
    check=phrases("""
        me pergunte / me pergunta / me perguntem / pergunte-me / pergunta-me / perguntem-me / perguntar-me /
        me perguntar / pergunte como estou / pergunta como estou / me pergunte como estou / me pergunta como estou /
        pergunte-me como estou / pergunta-me como estou / veja como estou / vê como estou / veja se estou bem /
        vê se estou bem / verifique se estou bem / verifica se estou bem / pergunte se estou bem /
        pergunta se estou bem / confira se estou bem / cheque se estou bem / checa se estou bem
    """),
    skip=phrases("""
        não me pergunte / não me pergunta / não me perguntes / não me perguntem / não pergunte / não perguntes /
        não perguntem / não me escreva / não me escrevas / não precisa perguntar / não precisa me perguntar /
        não precisas de perguntar / sem perguntas / sem pergunta / não quero perguntas / não é preciso perguntar
    """),
    again=phrases("""
        me pergunte de novo / me pergunta de novo / me pergunte outra vez / me pergunta outra vez /
        me pergunte novamente / pergunte-me de novo / pergunta-me de novo / pergunte-me outra vez /
        pergunta-me outra vez / pergunte de novo / pergunta de novo / pergunte outra vez / pergunta outra vez /
        pergunte novamente / me pergunte depois / me pergunta depois / me pergunte mais tarde /
        me pergunta mais tarde / pergunte-me mais tarde / pergunta-me mais tarde / pergunte mais tarde /
        pergunta mais tarde / pergunte depois / pergunta depois / me lembre / me lembra / lembra-me / lembre-me /
        me lembre de novo / de novo / outra vez / mais tarde / agora não / me dá / me dê / dá-me / dê-me /
        preciso de / preciso de mais / estou ocupada / estou ocupado / adiar / adie / adia
    """),
    not_now=phrases("""
        depois / mais tarde / agora não / me pergunte depois / me pergunta depois / me pergunte mais tarde /
        me pergunta mais tarde / pergunte-me mais tarde / pergunta-me mais tarde / pergunte mais tarde /
        pergunta mais tarde / pergunte depois / pergunta depois / estou ocupada / estou ocupado / adiar / adie /
        adia / me lembre mais tarde / lembra-me mais tarde / ainda não / daqui a pouco / logo mais
    """),
    pause=phrases("""
        pausa / pausar / pause / faz uma pausa / faça uma pausa / fazer uma pausa / uma pausa / em pausa / suspender /
        suspenda
    """),
    walk=phrases("""
        me acompanhe até em casa / me acompanha até em casa / me acompanhe até casa / me acompanha até casa /
        acompanhe-me até casa / acompanha-me até casa / acompanha-me a casa / acompanhe-me a casa / me acompanhe /
        me acompanha / acompanhe-me / acompanha-me / me acompanhe para casa / me acompanha para casa /
        me acompanha pra casa / me acompanhe pra casa / me leve até em casa
    """),
    walking=phrases("""
        estou indo para casa / estou indo pra casa / to indo pra casa / to indo para casa / tô indo pra casa /
        estou a ir para casa / indo para casa / indo pra casa / vou para casa / vou pra casa / vou a pé para casa /
        vou a pé pra casa / estou voltando para casa / estou voltando pra casa / to voltando pra casa /
        voltando para casa / voltando pra casa / volto para casa / estou a caminho de casa / a caminho de casa /
        no caminho de casa / em casa / estou em casa / estarei em casa / chego em casa / chego a casa /
        vou caminhando para casa / casa / andando para casa / andando pra casa
    """),
    travel=tuple(
        f"{verb} {at} {{place}} {until} {{until}}"
        for verb in ("estou", "to", "estarei", "vou estar", "fico", "vou ficar")
        for at in ("em", "no", "na", "nos", "nas")
        for until in ("até", "até o dia", "até ao dia", "até o", "até ao", "por", "durante")
    )
    + ("viajo para {place}", "viajo para {place} até {until}", "vou viajar para {place}", "vou viajar para {place} até {until}",
       "vou para {place} até {until}", "viajo a {place}", "em {place} até {until}", "vou de viagem para {place}", "viajando para {place}"),
)  # fmt: skip
