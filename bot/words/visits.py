"""What people say about visits, by language: whole sentences with places for what differs ({when}, {to}, {time}, {task},
{name}).

Each is matched as a whole, without regard to case, accents and apostrophes. Where a word is a provider's (CANCEL), it stands
in whole sentences alone, and is taught nowhere. None of them may be read as an answer to "are you okay?" (tests/bot).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.words import NONE, Phrases, phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitWords:
    """One language's sentences about visits."""

    wish: Phrases  # asks for a visit; {when}: when, for how long
    off: Phrases  # calls one off; {when}: which
    stop: Phrases  # no more of those that come again and again; {when}: on which days
    move: Phrases  # moves one; {when}: which, {to}: where to
    there: Phrases  # a pal is there
    gone: Phrases  # a pal leaves, or has left
    late: Phrases  # a pal is late; {time}: how much
    cannot: Phrases  # a pal cannot go; {when}: on which visit
    done: Phrases  # a task is done; {task}: its name or number
    never: Phrases  # never bring us together; {name}: with whom
    away: Phrases  # a pal has no time; {until}: until when
    absent: Phrases  # the same, of somebody whom we do not look after: of a user it is a pause
    polite: Phrases = NONE  # passed over before and behind


VISITS: Mapping[str, VisitWords] = {
    "en": VisitWords(
        wish=phrases("""
            i'd like a visit {when} / i would like a visit {when} / i'd like a visit / i would like a visit /
            i want a visit {when} / i want a visit / i need a visit {when} / i need a visit /
            i'd like somebody to visit me {when} / i would like somebody to visit me {when} /
            i'd like someone to visit me {when} / can somebody visit me {when} / can somebody visit me /
            can someone visit me {when} / can someone visit me / can somebody come {when} / can someone come {when} /
            could somebody come {when} / could someone come {when} / visit me {when} / a visit {when} / visit {when} /
            i would like company {when} / i'd like company {when}
        """),
        off=phrases("""
            cancel my visit / cancel the visit / cancel my visit {when} / cancel the visit {when} / cancel {when}'s visit /
            cancel my visit on {when} / cancel the visit on {when} / call off my visit / call off the visit /
            call off the visit {when} / call off {when}'s visit / i don't need the visit / i do not need the visit /
            i don't need the visit {when} / i do not need the visit {when} / i don't need {when}'s visit / no visit {when} /
            take back my visit / take back the visit {when} / take back {when}'s visit
        """),
        stop=phrases("""
            no more visits / no more visits on {when} / no more visits {when} / no more {when} visits / stop my visits /
            stop the visits /
            stop the {when} visits / stop {when} visits / stop the visits on {when} / stop the visits {when} / end my visits /
            end the visits / end the {when} visits / end the visits on {when} / cancel my visits / cancel the visits /
            cancel the {when} visits / cancel all visits / cancel all my visits / i don't want visits any more /
            i do not want visits any more
        """),
        move=phrases("""
            move my visit / move the visit / move my visit to {to} / move the visit to {to} / move {when}'s visit to {to} /
            move the visit on {when} to {to} / move my visit on {when} to {to} / move the visit of {when} to {to} /
            change my visit to {to} / another time for my visit
        """),
        there=phrases("""
            i'm here / i am here / i'm there / i am there / arrived / i've arrived / i have arrived / i arrived /
            i'm at the door / i am at the door / i'm with her / i'm with him / i am with her / i am with him / i'm with them /
            i am with them
        """),
        gone=phrases("""
            leaving / i'm leaving / i am leaving / leaving now / i'm leaving now / i am leaving now / i've left /
            i have left / i left / left / done / i'm done / i am done / finished / i'm finished / i am finished /
            the visit is over
        """),
        late=phrases("""
            i'm late / i am late / running late / i'm running late / i am running late / i'll be late / i will be late /
            i'm late {time} / i am late {time} / running late {time} / i'm running late {time} / i am running late {time} /
            i'll be late {time} / i will be late {time} / {time} late / i'm {time} late / i am {time} late /
            i'll be {time} late / i will be {time} late / i'm running {time} late
        """),
        cannot=phrases("""
            i can't go / i cannot go / i can not go / i can't come / i cannot come / i can't make it / i cannot make it /
            i can't visit / i cannot visit / i can't go {when} / i cannot go {when} / i can't make it {when} /
            i cannot make it {when} / i can't do {when}'s visit
        """),
        done=phrases("{task} done / done {task} / {task} is done / tick {task} / tick off {task}"),
        never=phrases("""
            block {name} / never {name} again / never send {name} again / don't send {name} again / do not send {name} again /
            i don't want {name} to come again / i do not want {name} to come again / i don't want to visit {name} again /
            i do not want to visit {name} again / never to {name} again
        """),
        away=phrases("""
            not available until {until} / unavailable until {until} / i'm not available until {until} /
            i am not available until {until} / i'm unavailable until {until} / i am unavailable until {until}
        """),
        absent=phrases("""
            away until {until} / i'm away until {until} / i am away until {until} / on holiday until {until} /
            i'm on holiday until {until} / i am on holiday until {until} / on vacation until {until}
        """),
        polite=phrases("""
            please / hello / hi / good morning / good afternoon / thanks / thank you / sorry / could you / can you
        """),
    ),
    "es": VisitWords(
        wish=phrases("""
            quisiera una visita {when} / quisiera una visita / me gustaría una visita {when} / me gustaría una visita /
            quiero una visita {when} / quiero una visita / necesito una visita {when} / necesito una visita /
            puede venir alguien {when} / podría venir alguien {when} / puede visitarme alguien {when} /
            que venga alguien {when} / una visita {when} / visita {when}
        """),
        off=phrases("""
            cancelar mi visita / cancelar la visita / cancela mi visita / cancela la visita / cancele mi visita /
            cancele la visita / cancelar la visita {when} / cancela la visita {when} / cancele la visita {when} /
            cancelar la visita del {when} / cancela la visita del {when} / cancele la visita del {when} /
            anular la visita {when} / anule la visita del {when} / anula la visita del {when} / no necesito la visita /
            no necesito la visita del {when} / sin visita {when}
        """),
        stop=phrases("""
            no más visitas / no más visitas {when} / ya no quiero visitas / ya no quiero visitas {when} /
            ya no quiero más visitas /
            termine las visitas / terminar las visitas / termine las visitas de {when} / terminar las visitas de {when} /
            cancele las visitas / cancelar las visitas / cancela las visitas / cancele las visitas de {when} /
            cancelar las visitas de {when} / cancela las visitas de {when}
        """),
        move=phrases("""
            cambiar mi visita / mover mi visita / cambiar la visita / cambiar mi visita al {to} / mover mi visita al {to} /
            cambiar la visita al {to} / mover la visita al {to} / cambiar la visita del {when} al {to} /
            mover la visita del {when} al {to} / cambie la visita del {when} al {to} / pasar la visita al {to} /
            pasar la visita del {when} al {to}
        """),
        there=phrases("""
            ya estoy aquí / estoy aquí / ya estoy allí / estoy allí / he llegado / ya he llegado / llegué / ya llegué /
            estoy en la puerta / estoy con ella / estoy con él
        """),
        gone=phrases("""
            me voy / ya me voy / me marcho / ya me he ido / me he ido / ya me fui / he terminado / ya he terminado /
            terminado / terminé / ya terminé / salgo ahora
        """),
        late=phrases("""
            llego tarde / llegaré tarde / voy tarde / voy con retraso / llego tarde {time} / llegaré tarde {time} /
            llego {time} tarde / llegaré {time} tarde / voy con {time} de retraso / llego con {time} de retraso /
            voy con retraso {time}
        """),
        cannot=phrases("""
            no puedo ir / no podré ir / no puedo ir {when} / no podré ir {when} / no puedo hacer la visita /
            no puedo hacer la visita del {when}
        """),
        done=phrases("{task} hecho / {task} hecha / hecho {task} / {task} listo / {task} lista"),
        never=phrases("""
            bloquear a {name} / bloquea a {name} / bloquee a {name} / nunca más {name} / que no venga más {name} /
            no quiero que vuelva {name} / no quiero visitar más a {name}
        """),
        away=phrases("""
            no disponible hasta {until} / no estoy disponible hasta {until}
        """),
        absent=phrases("""
            fuera hasta {until} / estoy fuera hasta {until} / de viaje hasta {until} / estoy de viaje hasta {until} /
            de vacaciones hasta {until} / estoy de vacaciones hasta {until}
        """),
        polite=phrases("por favor / hola / buenos días / buenas tardes / gracias / perdón / lo siento"),
    ),
    "pt": VisitWords(
        wish=phrases("""
            gostaria de uma visita {when} / gostaria de uma visita / queria uma visita {when} / queria uma visita /
            quero uma visita {when} / quero uma visita / preciso de uma visita {when} / preciso de uma visita /
            alguém pode vir {when} / alguém pode me visitar {when} / alguém pode visitar-me {when} / pode vir alguém {when} /
            uma visita {when} / visita {when}
        """),
        off=phrases("""
            cancelar a minha visita / cancelar minha visita / cancelar a visita / cancele a visita / cancela a visita /
            cancelar a visita {when} / cancelar a visita de {when} / cancele a visita de {when} / cancela a visita de {when} /
            cancele a visita {when} / desmarcar a visita / desmarcar a visita de {when} / desmarque a visita de {when} /
            não preciso da visita / não preciso da visita de {when} / sem visita {when}
        """),
        stop=phrases("""
            chega de visitas / não quero mais visitas / não quero mais visitas {when} / não quero mais as visitas de {when} /
            pare as visitas / parar as visitas / pare as visitas de {when} / parar as visitas de {when} / cancele as visitas /
            cancelar as visitas / cancele as visitas de {when} / cancelar as visitas de {when}
        """),
        move=phrases("""
            mudar a minha visita / mudar minha visita / mudar a visita / mudar a visita para {to} /
            mudar a minha visita para {to} / mudar minha visita para {to} / mudar a visita de {when} para {to} /
            mude a visita de {when} para {to} / passar a visita para {to} / passar a visita de {when} para {to} /
            remarcar a visita para {to} / remarcar a visita de {when} para {to}
        """),
        there=phrases("""
            cheguei / já cheguei / estou aqui / já estou aqui / estou lá / já estou lá / estou à porta / estou na porta /
            estou com ela / estou com ele
        """),
        gone=phrases("""
            vou embora / estou indo embora / estou a sair / estou saindo / já saí / saí / fui embora / já fui embora /
            terminei / já terminei / acabei / já acabei / terminado
        """),
        late=phrases("""
            estou atrasado / estou atrasada / vou me atrasar / vou atrasar-me / vou chegar atrasado / vou chegar atrasada /
            estou atrasado {time} / estou atrasada {time} / vou me atrasar {time} / vou atrasar-me {time} / atraso de {time} /
            vou chegar {time} atrasado / vou chegar {time} atrasada / {time} de atraso
        """),
        cannot=phrases("""
            não posso ir / não vou poder ir / não posso ir {when} / não vou poder ir {when} / não posso fazer a visita /
            não posso fazer a visita de {when}
        """),
        done=phrases("{task} feito / {task} feita / feito {task}"),
        never=phrases("""
            bloquear {name} / bloqueie {name} / bloqueia {name} / nunca mais {name} / não quero que {name} venha mais /
            não quero visitar mais {name}
        """),
        away=phrases("""
            não disponível até {until} / indisponível até {until} / não estou disponível até {until} /
            estou indisponível até {until}
        """),
        absent=phrases("""
            fora até {until} / estou fora até {until} / de férias até {until} / estou de férias até {until} /
            em viagem até {until} / estou em viagem até {until}
        """),
        polite=phrases("por favor / olá / oi / bom dia / boa tarde / obrigado / obrigada / desculpe"),
    ),
    "fr": VisitWords(
        wish=phrases("""
            je voudrais une visite {when} / je voudrais une visite / j'aimerais une visite {when} / j'aimerais une visite /
            je souhaite une visite {when} / je souhaite une visite / j'ai besoin d'une visite {when} /
            j'ai besoin d'une visite / quelqu'un peut venir {when} / quelqu'un peut-il venir {when} /
            quelqu'un pourrait venir {when} / est-ce que quelqu'un peut venir {when} / une visite {when} / visite {when}
        """),
        off=phrases("""
            annuler ma visite / annuler la visite / annulez ma visite / annulez la visite / annule la visite /
            annuler la visite {when} / annuler la visite de {when} / annuler la visite du {when} /
            annulez la visite de {when} / annulez la visite du {when} / annulez la visite {when} /
            annule la visite de {when} / je n'ai pas besoin de la visite / je n'ai plus besoin de la visite /
            je n'ai plus besoin de la visite de {when} / je n'ai pas besoin de la visite de {when} / pas de visite {when}
        """),
        stop=phrases("""
            arrêtez les visites / arrêter les visites / arrête les visites / arrêtez les visites du {when} /
            arrêter les visites du {when} / arrête les visites du {when} / je ne veux plus de visites /
            je ne veux plus de visites le {when} / annulez les visites / annuler les visites / annulez les visites du {when} /
            annuler les visites du {when}
        """),
        move=phrases("""
            déplacer ma visite / déplacer la visite / déplacer ma visite à {to} / déplacer la visite à {to} /
            déplacer la visite de {when} à {to} / déplacer la visite du {when} à {to} / déplacer la visite de {when} au {to} /
            déplacer la visite du {when} au {to} / déplacez la visite de {when} à {to} /
            déplacez la visite du {when} au {to} / reporter ma visite à {to} / reporter la visite à {to} /
            reporter la visite de {when} à {to} / reporter la visite au {to}
        """),
        there=phrases("""
            je suis là / je suis arrivé / je suis arrivée / arrivé / arrivée / je suis sur place / je suis devant la porte /
            je suis à la porte / je suis chez elle / je suis chez lui / je suis avec elle / je suis avec lui
        """),
        gone=phrases("""
            je pars / je m'en vais / je pars maintenant / je suis parti / je suis partie / parti / partie / j'ai fini /
            j'ai terminé / terminé / fini / la visite est finie / la visite est terminée
        """),
        late=phrases("""
            je suis en retard / je serai en retard / j'ai du retard / en retard / je suis en retard {time} /
            je suis en retard de {time} / je serai en retard de {time} / j'ai {time} de retard / j'aurai {time} de retard /
            {time} de retard / en retard de {time}
        """),
        cannot=phrases("""
            je ne peux pas y aller / je peux pas y aller / je ne pourrai pas y aller / je ne peux pas y aller {when} /
            je ne pourrai pas y aller {when} / je peux pas y aller {when} / je ne peux pas faire la visite /
            je ne peux pas faire la visite de {when}
        """),
        done=phrases("{task} fait / {task} faite / {task} faites / fait {task} / {task} c'est fait"),
        never=phrases("""
            bloquer {name} / bloquez {name} / plus jamais {name} / jamais plus {name} / je ne veux plus que {name} vienne /
            je ne veux plus aller chez {name} / n'envoyez plus {name}
        """),
        away=phrases("""
            pas disponible jusqu'à {until} / pas disponible jusqu'au {until} / indisponible jusqu'à {until} /
            indisponible jusqu'au {until} / je ne suis pas disponible jusqu'à {until} /
            je ne suis pas disponible jusqu'au {until}
        """),
        absent=phrases("""
            absent jusqu'à {until} / absente jusqu'à {until} / absent jusqu'au {until} / absente jusqu'au {until} /
            je suis absent jusqu'à {until} / je suis absente jusqu'à {until} / je suis absent jusqu'au {until} /
            je suis absente jusqu'au {until} / en vacances jusqu'au {until} / je suis en vacances jusqu'au {until}
        """),
        polite=phrases("s'il vous plaît / s'il te plaît / svp / bonjour / merci / pardon / désolé / désolée"),
    ),
    "de": VisitWords(
        wish=phrases("""
            ich hätte gern besuch / ich hätte gern {when} besuch / ich hätte gerne besuch / ich hätte gerne {when} besuch /
            ich hätte gern einen besuch {when} / ich hätte gerne einen besuch {when} / ich hätte gern einen besuch /
            ich möchte besuch / ich möchte {when} besuch / ich möchte einen besuch {when} / ich möchte einen besuch /
            ich wünsche mir besuch {when} / ich wünsche mir {when} besuch / ich wünsche mir einen besuch {when} /
            ich brauche besuch / ich brauche {when} besuch / kann jemand {when} kommen / kann mich jemand {when} besuchen /
            kann jemand kommen {when} / bitte um besuch {when} / besuch {when} / ein besuch {when}
        """),
        off=phrases("""
            besuch absagen / den besuch absagen / meinen besuch absagen / besuch {when} absagen / den besuch {when} absagen /
            den besuch am {when} absagen / den besuch vom {when} absagen / sag den besuch ab / sagen sie den besuch ab /
            sagen sie den besuch {when} ab / sagen sie den besuch am {when} ab / ich brauche den besuch nicht /
            ich brauche den besuch {when} nicht / ich brauche den besuch am {when} nicht / kein besuch {when} /
            ich möchte den besuch {when} absagen / ich möchte den besuch am {when} absagen / ich möchte den besuch absagen
        """),
        stop=phrases("""
            keine besuche mehr / keine besuche mehr {when} / keine besuche {when} mehr / ich möchte keine besuche mehr /
            ich möchte {when} keine besuche mehr / besuche beenden / die besuche beenden / meine besuche beenden /
            die besuche {when} beenden / besuche {when} beenden / die besuche absagen / alle besuche absagen /
            die besuche {when} absagen
        """),
        move=phrases("""
            besuch verschieben / den besuch verschieben / meinen besuch verschieben / besuch auf {to} verschieben /
            den besuch auf {to} verschieben / meinen besuch auf {to} verschieben / den besuch am {when} auf {to} verschieben /
            den besuch vom {when} auf {to} verschieben / den besuch {when} auf {to} verschieben /
            verschieben sie den besuch auf {to} / verschieben sie den besuch am {when} auf {to} /
            verschiebe den besuch auf {to}
        """),
        there=phrases("""
            ich bin da / bin da / ich bin hier / bin hier / angekommen / ich bin angekommen / bin angekommen / ich bin dort /
            ich stehe vor der tür / ich bin bei ihr / ich bin bei ihm
        """),
        gone=phrases("""
            ich gehe / ich gehe jetzt / ich bin weg / ich bin gegangen / gegangen / fertig / ich bin fertig / bin fertig /
            ich breche auf / der besuch ist vorbei / ich fahre jetzt
        """),
        late=phrases("""
            ich komme später / ich verspäte mich / ich bin spät dran / bin spät dran / ich komme zu spät / verspätung /
            ich komme {time} später / ich komme später {time} / ich verspäte mich {time} / ich verspäte mich um {time} /
            ich bin spät dran {time} / {time} verspätung / ich habe {time} verspätung / {time} später
        """),
        cannot=phrases("""
            ich kann nicht hingehen / ich kann nicht hin / ich kann {when} nicht / ich kann {when} nicht kommen /
            ich kann den besuch nicht machen / ich kann den besuch {when} nicht machen /
            ich kann den besuch am {when} nicht machen
        """),
        done=phrases("{task} erledigt / erledigt {task} / {task} ist erledigt / {task} gemacht / {task} fertig"),
        never=phrases("""
            {name} sperren / {name} blockieren / nie wieder {name} / nie mehr {name} / schicken sie {name} nicht mehr /
            ich will {name} nicht mehr sehen / ich möchte {name} nicht mehr sehen / ich möchte {name} nicht mehr besuchen
        """),
        away=phrases("""
            nicht verfügbar bis {until} / bis {until} nicht verfügbar / ich bin bis {until} nicht verfügbar /
            keine zeit bis {until} / bis {until} keine zeit / ich habe bis {until} keine zeit
        """),
        absent=phrases("""
            weg bis {until} / bis {until} weg / ich bin bis {until} weg / verreist bis {until} / bis {until} verreist /
            ich bin bis {until} verreist / im urlaub bis {until} / bis {until} im urlaub / ich bin bis {until} im urlaub
        """),
        polite=phrases("bitte / hallo / guten tag / guten morgen / danke / vielen dank / entschuldigung"),
    ),
    "it": VisitWords(
        wish=phrases("""
            vorrei una visita {when} / vorrei una visita / desidero una visita {when} / desidero una visita /
            voglio una visita {when} / voglio una visita / ho bisogno di una visita {when} / ho bisogno di una visita /
            può venire qualcuno {when} / potrebbe venire qualcuno {when} / qualcuno può venire {when} /
            mi piacerebbe una visita {when} / una visita {when} / visita {when}
        """),
        off=phrases("""
            annulla la visita / annullare la visita / annulla la mia visita / annullare la mia visita / annullate la visita /
            annulla la visita {when} / annulla la visita di {when} / annulla la visita del {when} /
            annullare la visita {when} / annullare la visita di {when} / annullare la visita del {when} /
            annullate la visita di {when} / disdire la visita / disdire la visita di {when} / disdire la visita del {when} /
            non ho bisogno della visita / non ho bisogno della visita di {when} / niente visita {when}
        """),
        stop=phrases("""
            basta visite / niente più visite / basta visite {when} / non voglio più visite / non voglio più visite {when} /
            terminare le visite / termini le visite / annullare le visite / annulli le visite / annulla le visite /
            annulla le visite del {when} / annulli le visite del {when} / annulla le visite di {when} /
            annulli le visite di {when}
        """),
        move=phrases("""
            spostare la visita / spostare la mia visita / sposta la visita / sposta la visita a {to} /
            spostare la visita a {to} / sposta la visita di {when} a {to} / spostare la visita di {when} a {to} /
            spostate la visita di {when} a {to} / sposta la visita del {when} al {to} /
            spostare la visita del {when} al {to} / rimandare la visita a {to}
        """),
        there=phrases("""
            sono qui / sono qua / sono lì / sono arrivato / sono arrivata / arrivato / arrivata / sono alla porta /
            sono da lei / sono da lui / sono con lei / sono con lui
        """),
        gone=phrases("""
            vado via / me ne vado / sto andando via / sono andato via / sono andata via / ho finito / finito / sono uscito /
            sono uscita / la visita è finita
        """),
        late=phrases("""
            sono in ritardo / faccio tardi / arrivo tardi / arrivo in ritardo / sono in ritardo {time} /
            sono in ritardo di {time} / faccio tardi {time} / arrivo con {time} di ritardo / ho {time} di ritardo /
            {time} di ritardo / ritardo di {time}
        """),
        cannot=phrases("""
            non posso andare / non posso andarci / non posso venire / non posso andare {when} / non posso andarci {when} /
            non potrò andare {when} / non posso fare la visita / non posso fare la visita di {when}
        """),
        done=phrases("{task} fatto / {task} fatta / fatto {task} / {task} è fatto / {task} è fatta"),
        never=phrases("""
            blocca {name} / bloccare {name} / bloccate {name} / mai più {name} / non voglio più {name} /
            non voglio più che venga {name} / non voglio più andare da {name}
        """),
        away=phrases("""
            non disponibile fino a {until} / non disponibile fino al {until} / non sono disponibile fino a {until} /
            non sono disponibile fino al {until}
        """),
        absent=phrases("""
            via fino a {until} / via fino al {until} / sono via fino a {until} / sono via fino al {until} /
            in vacanza fino a {until} / in vacanza fino al {until} / sono in vacanza fino a {until} /
            sono in vacanza fino al {until}
        """),
        polite=phrases("per favore / per piacere / salve / ciao / buongiorno / grazie / scusi / scusate"),
    ),
    "tr": VisitWords(
        wish=phrases("""
            ziyaret istiyorum / {when} ziyaret istiyorum / bir ziyaret istiyorum / {when} bir ziyaret istiyorum /
            ziyaret istiyorum {when} / {when} ziyaret edilmek istiyorum / {when} biri gelebilir mi /
            biri {when} gelebilir mi / {when} beni ziyaret eder misiniz / {when} ziyaret rica ediyorum /
            ziyaret rica ediyorum / ziyaret {when}
        """),
        off=phrases("""
            ziyareti iptal et / ziyareti iptal edin / ziyaretimi iptal et / ziyaretimi iptal edin /
            {when} ziyaretini iptal et / {when} ziyaretini iptal edin / {when} ziyaretimi iptal edin /
            {when} olan ziyareti iptal edin / {when} günkü ziyareti iptal edin / ziyarete gerek yok /
            {when} ziyaretine gerek yok / {when} ziyaret istemiyorum
        """),
        stop=phrases("""
            artık ziyaret istemiyorum / artık {when} ziyaret istemiyorum / {when} artık ziyaret istemiyorum /
            ziyaretleri bitir / ziyaretleri bitirin / ziyaretleri durdur / ziyaretleri durdurun / {when} ziyaretlerini bitir /
            {when} ziyaretlerini bitirin / {when} ziyaretlerini durdur / {when} ziyaretlerini durdurun /
            {when} ziyaretlerini iptal et / {when} ziyaretlerini iptal edin / bütün ziyaretleri iptal et
        """),
        move=phrases("""
            ziyareti ertele / ziyareti erteleyin / ziyaretimi erteleyin / ziyareti {to} gününe erteleyin /
            {when} ziyaretini {to} gününe al / {when} ziyaretini {to} gününe alın / ziyareti {to} gününe alın /
            ziyaretin zamanını değiştirin / {when} ziyaretini {to} olarak değiştirin / ziyareti {to} olarak değiştirin
        """),
        there=phrases("geldim / buradayım / oradayım / vardım / ulaştım / kapıdayım / yanındayım / onun yanındayım"),
        gone=phrases("""
            gidiyorum / çıkıyorum / şimdi çıkıyorum / ayrıldım / çıktım / bitti / bitirdim / ziyaret bitti / ayrılıyorum
        """),
        late=phrases("""
            gecikiyorum / geç kaldım / geç kalıyorum / geç kalacağım / gecikeceğim / {time} gecikiyorum /
            {time} geç kalacağım / {time} gecikeceğim / {time} geç kaldım / geç kaldım {time} / gecikiyorum {time} /
            {time} geç geleceğim
        """),
        cannot=phrases("""
            gidemiyorum / gidemeyeceğim / gidemem / {when} gidemem / {when} gidemeyeceğim / ziyarete gidemiyorum /
            ziyarete gidemem / {when} ziyaretine gidemem
        """),
        done=phrases("{task} yapıldı / {task} bitti"),
        never=phrases("""
            {name} engelle / {name} kişisini engelle / bir daha {name} olmasın / {name} bir daha gelmesin /
            bir daha {name} gelmesin
        """),
        away=phrases("""
            {until} müsait değilim / {until} uygun değilim
        """),
        absent=phrases("""
            {until} yokum / {until} tatildeyim / {until} izindeyim
        """),
        polite=phrases("lütfen / merhaba / selam / günaydın / teşekkürler / teşekkür ederim / üzgünüm"),
    ),
    "ru": VisitWords(
        wish=phrases("""
            я хотел бы визит {when} / я хотела бы визит {when} / хочу визит {when} / хочу визит / нужен визит {when} /
            нужен визит / мне нужен визит / мне нужен визит {when} / прошу визит {when} / прошу навестить меня {when} /
            навестите меня {when} / пусть кто-нибудь придёт {when} / может кто-нибудь прийти {when} /
            кто-нибудь может прийти {when} / визит {when} / хочу чтобы меня навестили {when} /
            хочу, чтобы меня навестили {when} / хочу, чтобы меня навестили
        """),
        off=phrases("""
            отменить визит / отмените визит / отмени визит / отменить мой визит / отмените мой визит / отменить визит {when} /
            отмените визит {when} / отмени визит {when} / визит не нужен / визит {when} не нужен / мне не нужен визит {when} /
            мне не нужен визит
        """),
        stop=phrases("""
            больше не надо визитов / визитов больше не надо / больше не надо визитов {when} / прекратите визиты /
            прекратить визиты / прекратите визиты {when} / прекратить визиты {when} / отмените все визиты /
            отмените визиты {when} / отменить визиты {when} / больше никаких визитов / больше никаких визитов {when}
        """),
        move=phrases("""
            перенести визит / перенесите визит / перенести визит на {to} / перенесите визит на {to} / перенеси визит на {to} /
            перенести мой визит на {to} / перенесите визит с {when} на {to} / перенести визит с {when} на {to} /
            перенесите визит {when} на {to} / перенести визит {when} на {to}
        """),
        there=phrases("""
            я на месте / на месте / я тут / я здесь / я пришёл / я пришла / пришёл / пришла / я приехал / я приехала /
            я у двери / я у неё / я у него / я уже на месте / прибыл / прибыла
        """),
        gone=phrases("""
            ухожу / я ухожу / уже ухожу / я ушёл / я ушла / ушёл / ушла / я закончил / я закончила / закончил / закончила /
            визит окончен / визит закончен
        """),
        late=phrases("""
            опаздываю / я опаздываю / опоздаю / я опоздаю / опаздываю на {time} / я опаздываю на {time} / опоздаю на {time} /
            я опоздаю на {time} / опаздываю {time} / я опаздываю {time} / задержусь на {time} / я задержусь на {time}
        """),
        cannot=phrases("""
            не могу пойти / я не могу пойти / не смогу пойти / я не смогу пойти / не смогу прийти / я не смогу прийти /
            не могу прийти {when} / не смогу прийти {when} / не могу пойти {when} / не смогу пойти {when}
        """),
        done=phrases("{task} сделано / сделано {task} / {task} готово / {task} выполнено"),
        never=phrases("""
            заблокировать {name} / заблокируйте {name} / больше никогда {name} / никогда больше {name} /
            пусть {name} больше не приходит / не присылайте больше {name}
        """),
        away=phrases("""
            недоступен до {until} / недоступна до {until} / я недоступен до {until} / я недоступна до {until} /
            не смогу до {until}
        """),
        absent=phrases("""
            в отъезде до {until} / я в отъезде до {until} / в отпуске до {until} / я в отпуске до {until}
        """),
        polite=phrases("пожалуйста / здравствуйте / привет / добрый день / доброе утро / спасибо / извините"),
    ),
    "uk": VisitWords(
        wish=phrases("""
            я хотів би візит {when} / я хотіла б візит {when} / хочу візит {when} / хочу візит / потрібен візит {when} /
            потрібен візит / мені потрібен візит / мені потрібен візит {when} / прошу візит {when} / відвідайте мене {when} /
            нехай хтось прийде {when} / може хтось прийти {when} / хтось може прийти {when} / візит {when} /
            хочу щоб мене відвідали {when} / хочу, щоб мене відвідали {when} / хочу, щоб мене відвідали
        """),
        off=phrases("""
            скасувати візит / скасуйте візит / скасуй візит / скасувати мій візит / скасуйте мій візит /
            скасувати візит {when} / скасуйте візит {when} / скасуй візит {when} / візит не потрібен /
            візит {when} не потрібен / мені не потрібен візит {when} / мені не потрібен візит
        """),
        stop=phrases("""
            більше не треба візитів / візитів більше не треба / більше не треба візитів {when} / припиніть візити /
            припинити візити / припиніть візити {when} / припинити візити {when} / скасуйте всі візити /
            скасуйте візити {when} / скасувати візити {when} / більше ніяких візитів / більше ніяких візитів {when}
        """),
        move=phrases("""
            перенести візит / перенесіть візит / перенести візит на {to} / перенесіть візит на {to} / перенеси візит на {to} /
            перенести мій візит на {to} / перенесіть візит з {when} на {to} / перенести візит з {when} на {to} /
            перенесіть візит {when} на {to} / перенести візит {when} на {to}
        """),
        there=phrases("""
            я на місці / на місці / я тут / я вже тут / я прийшов / я прийшла / прийшов / прийшла / я приїхав / я приїхала /
            я біля дверей / я в неї / я в нього / я вже на місці / прибув / прибула
        """),
        gone=phrases("""
            йду / я йду / вже йду / я пішов / я пішла / пішов / пішла / я закінчив / я закінчила / закінчив / закінчила /
            іду звідси / візит завершено / візит закінчено
        """),
        late=phrases("""
            запізнююсь / я запізнююсь / запізнююся / я запізнююся / запізнюсь / запізнююсь на {time} /
            я запізнююсь на {time} / запізнююся на {time} / я запізнююся на {time} / запізнюсь на {time} /
            я запізнюсь на {time} / запізнююсь {time} / затримаюсь на {time} / я затримаюсь на {time}
        """),
        cannot=phrases("""
            не можу піти / я не можу піти / не зможу піти / я не зможу піти / не зможу прийти / я не зможу прийти /
            не можу прийти {when} / не зможу прийти {when} / не можу піти {when} / не зможу піти {when}
        """),
        done=phrases("{task} зроблено / зроблено {task} / {task} готово / {task} виконано"),
        never=phrases("""
            заблокувати {name} / заблокуйте {name} / більше ніколи {name} / ніколи більше {name} /
            нехай {name} більше не приходить / не надсилайте більше {name}
        """),
        away=phrases("""
            недоступний до {until} / недоступна до {until} / я недоступний до {until} / я недоступна до {until} /
            не зможу до {until}
        """),
        absent=phrases("""
            у від'їзді до {until} / я у від'їзді до {until} / у відпустці до {until} / я у відпустці до {until}
        """),
        polite=phrases("будь ласка / вітаю / привіт / добрий день / доброго ранку / дякую / вибачте"),
    ),
    "ar": VisitWords(
        wish=phrases("""
            أريد زيارة {when} / أريد زيارة / أود زيارة {when} / أود زيارة / أحتاج زيارة {when} / أحتاج إلى زيارة {when} /
            أحتاج إلى زيارة / أرغب في زيارة {when} / أرغب في زيارة / هل يمكن أن يزورني أحد {when} /
            هل يمكن لأحد أن يزورني {when} / زيارة {when}
        """),
        off=phrases("""
            ألغوا الزيارة / ألغ الزيارة / إلغاء الزيارة / إلغاء زيارة {when} / ألغوا زيارة {when} / ألغ زيارة {when} /
            إلغاء زيارتي / ألغوا زيارتي / لا أحتاج الزيارة / لا أحتاج إلى الزيارة / لا أحتاج زيارة {when} /
            لا أحتاج إلى زيارة {when}
        """),
        stop=phrases("""
            لا أريد زيارات بعد الآن / لا أريد المزيد من الزيارات / لا مزيد من الزيارات / لا مزيد من الزيارات {when} /
            أوقفوا الزيارات / أوقف الزيارات / أوقفوا زيارات {when} / أوقف زيارات {when} / ألغوا الزيارات /
            ألغوا زيارات {when}
        """),
        move=phrases("""
            تأجيل الزيارة / أجلوا الزيارة / تأجيل الزيارة إلى {to} / أجلوا الزيارة إلى {to} / نقل الزيارة إلى {to} /
            انقلوا الزيارة إلى {to} / نقل زيارة {when} إلى {to} / انقلوا زيارة {when} إلى {to} / تأجيل زيارة {when} إلى {to}
        """),
        there=phrases("أنا هنا / وصلت / لقد وصلت / أنا هناك / أنا عند الباب / أنا عندها / أنا عنده / أنا معها / أنا معه"),
        gone=phrases("سأغادر / أغادر الآن / غادرت / لقد غادرت / انتهيت / لقد انتهيت / انتهت الزيارة / سأغادر الآن / خرجت"),
        late=phrases("""
            سأتأخر / أنا متأخر / أنا متأخرة / سأتأخر {time} / أنا متأخر {time} / أنا متأخرة {time} / سأتأخر حوالي {time} /
            تأخرت {time}
        """),
        cannot=phrases("""
            لا أستطيع الذهاب / لا يمكنني الذهاب / لن أستطيع الذهاب / لا أستطيع الذهاب {when} / لا يمكنني الذهاب {when} /
            لن أستطيع الذهاب {when}
        """),
        done=phrases("{task} تم / تم {task} / {task} انتهى / {task} جاهز"),
        never=phrases("احظر {name} / حظر {name} / لا أريد {name} مرة أخرى / لا ترسلوا {name} مرة أخرى"),
        away=phrases("""
            غير متاح حتى {until} / غير متاحة حتى {until} / أنا غير متاح حتى {until} / أنا غير متاحة حتى {until}
        """),
        absent=phrases("""
            مسافر حتى {until} / مسافرة حتى {until} / أنا مسافر حتى {until} / أنا مسافرة حتى {until} / في إجازة حتى {until} /
            أنا في إجازة حتى {until}
        """),
        polite=phrases("من فضلك / من فضلكم / مرحبا / السلام عليكم / شكرا / لو سمحت / لو سمحتم / آسف / آسفة"),
    ),
    "hi": VisitWords(
        wish=phrases("""
            मुझे मुलाक़ात चाहिए / मुझे {when} मुलाक़ात चाहिए / {when} मुलाक़ात चाहिए / मुलाक़ात चाहिए /
            मैं {when} मुलाक़ात चाहता हूँ / मैं {when} मुलाक़ात चाहती हूँ / मैं मुलाक़ात चाहता हूँ / मैं मुलाक़ात चाहती हूँ /
            क्या {when} कोई आ सकता है / क्या कोई {when} आ सकता है / {when} कोई मिलने आए / मुलाक़ात {when} /
            mujhe mulaqat chahiye / mujhe {when} mulaqat chahiye
        """),
        off=phrases("""
            मुलाक़ात रद्द करें / मेरी मुलाक़ात रद्द करें / {when} की मुलाक़ात रद्द करें / {when} मुलाक़ात रद्द करें /
            मुलाक़ात रद्द कर दें / {when} की मुलाक़ात रद्द कर दें / मुझे {when} की मुलाक़ात नहीं चाहिए /
            {when} की मुलाक़ात नहीं चाहिए / मुझे मुलाक़ात नहीं चाहिए / mulaqat radd karen
        """),
        stop=phrases("""
            अब और मुलाक़ातें नहीं / मुलाक़ातें बंद करें / मुलाक़ातें बंद कर दें / {when} की मुलाक़ातें बंद करें /
            {when} की मुलाक़ातें बंद कर दें / {when} की मुलाक़ातें रद्द करें / सब मुलाक़ातें रद्द करें /
            मुझे अब मुलाक़ातें नहीं चाहिए
        """),
        move=phrases("""
            मुलाक़ात बदलें / मेरी मुलाक़ात बदलें / मुलाक़ात {to} कर दें / मेरी मुलाक़ात {to} कर दें /
            {when} की मुलाक़ात {to} कर दें / मुलाक़ात {to} पर बदलें / {when} की मुलाक़ात {to} पर बदलें / मुलाक़ात का समय बदलें
        """),
        there=phrases("""
            मैं यहाँ हूँ / मैं पहुँच गया / मैं पहुँच गई / पहुँच गया / पहुँच गई / मैं पहुँच गया हूँ / मैं पहुँच गई हूँ /
            मैं दरवाज़े पर हूँ / main pahunch gaya / main pahunch gayi / pahunch gaya / pahunch gayi
        """),
        gone=phrases("""
            मैं जा रहा हूँ / मैं जा रही हूँ / अब जा रहा हूँ / अब जा रही हूँ / मैं निकल गया / मैं निकल गई / निकल गया /
            निकल गई / काम पूरा हुआ / मुलाक़ात पूरी हुई / main ja raha hoon / main ja rahi hoon
        """),
        late=phrases("""
            मुझे देर होगी / मुझे देर हो रही है / देर हो रही है / मुझे {time} की देर होगी / मुझे {time} देर होगी /
            {time} की देर होगी / {time} देर होगी / मुझे {time} की देर हो रही है / mujhe der hogi / mujhe {time} der hogi
        """),
        cannot=phrases("""
            मैं नहीं जा सकता / मैं नहीं जा सकती / मैं नहीं जा पाऊँगा / मैं नहीं जा पाऊँगी / मैं {when} नहीं जा सकता /
            मैं {when} नहीं जा सकती / मैं {when} नहीं जा पाऊँगा / मैं {when} नहीं जा पाऊँगी
        """),
        done=phrases("{task} हो गया / {task} हो गई / {task} पूरा हुआ / {task} ho gaya"),
        never=phrases("{name} को ब्लॉक करें / {name} को फिर कभी न भेजें / {name} फिर कभी नहीं / {name} ko block karen"),
        away=phrases("""
            {until} तक उपलब्ध नहीं / {until} तक उपलब्ध नहीं हूँ / मैं {until} तक उपलब्ध नहीं हूँ
        """),
        absent=phrases("""
            {until} तक बाहर हूँ / मैं {until} तक बाहर हूँ / {until} तक छुट्टी पर हूँ / मैं {until} तक छुट्टी पर हूँ
        """),
        polite=phrases("कृपया / नमस्ते / नमस्कार / धन्यवाद / शुक्रिया / माफ़ कीजिए"),
    ),
    "zh": VisitWords(
        wish=phrases("""
            我想要探访 / 我想要{when}的探访 / 我想{when}有人探访 / 我希望{when}有人来看我 / 我想{when}有人来看我 /
            {when}请人来看我 / 请{when}派人来看我 / 请人{when}来看我 / 能不能{when}派人来 / {when}可以有人来吗 /
            我想要探访{when} / 我需要探访{when} / 我需要探访 / 我要探访 / 我要探访{when} / 探访{when} / {when}探访
        """),
        off=phrases("""
            取消探访 / 取消我的探访 / 取消{when}的探访 / 请取消{when}的探访 / 请取消探访 / 不需要{when}的探访 / 不需要探访 /
            我不需要探访 / 我不需要{when}的探访 / {when}的探访取消
        """),
        stop=phrases("""
            不再要探访 / 不要再安排探访 / 停止探访 / 停止{when}的探访 / 不再要{when}的探访 / 取消所有探访 / 不再需要探访
        """),
        move=phrases("""
            改探访时间 / 更改探访 / 把探访改到{to} / 请把探访改到{to} / 把{when}的探访改到{to} / 请把{when}的探访改到{to} /
            探访改到{to}
        """),
        there=phrases("我到了 / 到了 / 我在这里 / 我在这儿 / 已到 / 我已经到了 / 已经到了 / 我在门口 / 到达"),
        gone=phrases("我走了 / 走了 / 我要走了 / 我离开了 / 离开了 / 完成了 / 我完成了 / 结束了 / 探访结束 / 我先走了"),
        late=phrases("""
            我迟到了 / 我会迟到 / 要迟到了 / 我要迟到了 / 我会迟到{time} / 我迟到{time} / 要迟到{time} / 迟到{time} /
            我晚到{time} / 我会晚{time} / 晚到{time}
        """),
        cannot=phrases("我去不了 / 我不能去 / 去不了 / {when}我去不了 / 我{when}去不了 / {when}我不能去 / 我{when}不能去"),
        done=phrases("{task}完成 / {task}做完了 / {task}好了 / 完成{task} / {task}完成了"),
        never=phrases("屏蔽{name} / 拉黑{name} / 不要再派{name}来 / 不要再派{name} / 我不想再见{name} / 再也不要{name}"),
        away=phrases("""
            {until}之前没空 / {until}前没空 / 我{until}之前没空 / 我{until}前没空
        """),
        absent=phrases("""
            外出到{until} / 我外出到{until} / 休假到{until} / 我休假到{until}
        """),
        polite=phrases("请 / 你好 / 您好 / 谢谢 / 麻烦 / 对不起"),
    ),
}  # fmt: skip
