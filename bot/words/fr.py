"""French, of France, Belgium, Switzerland, Québec and Africa."""

from __future__ import annotations

from bot.words import Words, elided, every, pairs, phrases

_GOES = elided("""
    je vais / vais / moi je vais / ça va / sa va / moi ça va / ici ça va / tout va / ici tout va / on va /
    nous allons / je me sens / me sens / je me porte / on se porte / tout se passe
""")
_IS = elided("""
    je suis / suis / chuis / chu / on est / nous sommes / tout est / je suis toujours / moi je suis
""")
_WELL = elided("""
    bien / très bien / super bien / vraiment bien / parfaitement bien / toujours bien / toujours très bien /
    bien bien / ben / bin / super / ok / okay / nickel / impec / impeccable / parfaitement / à merveille /
    merveilleusement / formidablement / au mieux / comme sur des roulettes
""")
_FIT = elided("""
    bien / très bien / ok / okay / super bien / nickel / impec / parfait / au top / en forme / en pleine forme /
    en grande forme / en super forme / en bonne santé / en sécurité / à l'abri / sain et sauf / saine et sauve /
    sains et saufs / d'attaque / tranquille / correct / ben correct / en règle / en ordre
""")

_UNITS = elided("""
    min / mins / mn / minute / minutes / petite minute / petites minutes / h / heure / heures / petite heure /
    instant / moment / petit moment / seconde / secondes
""")
_SPAN = every(phrases("# / un / une / deux / trois / cinq / dix / quinze / vingt / quelques"), _UNITS) | elided("""
    une demi-heure / une demie heure / un quart d'heure / trois quarts d'heure / une petite demi-heure /
    une heure et demie / un petit quart d'heure / une bonne heure / demi-heure
""")
_CALL = elided("""
    appelle-moi / appelez-moi / rappelle-moi / rappelez-moi / téléphone-moi / téléphonez-moi / appel moi /
    apelle moi / apel moi / tu m'appelles / vous m'appelez / tu peux m'appeler / vous pouvez m'appeler /
    peux-tu m'appeler / pouvez-vous m'appeler / tu peux me rappeler / vous pouvez me rappeler / peux-tu me rappeler /
    pouvez-vous me rappeler / tu peux m'appeler stp / passe-moi un coup de fil / passez-moi un coup de fil /
    passe-moi un coup de téléphone / donne-moi un coup de fil / je veux que tu m'appelles /
    je veux que vous m'appeliez / je voudrais que tu m'appelles / je voudrais que vous m'appeliez /
    j'aimerais que tu m'appelles / fais-moi signe par téléphone / bigophone-moi
""")

_MERCI = elided("""
    merci / merci beaucoup / merci bien / merci bcp / mille mercis / mille merci / merci mille fois / grand merci /
    un grand merci / merci à vous / merci à toi / merci à tous / je vous remercie / je te remercie /
    merci infiniment / merci de demander / merci d'avoir demandé / de demander / de t'inquiéter / de vous inquiéter /
    merci de t'inquiéter / merci de vous inquiéter / merci de prendre de mes nouvelles / de prendre de mes nouvelles /
    merci pour le message / pour le message / merci pour votre message / merci pour ton message / de votre message /
    de ton message / pour votre message / pour ton message / merci de votre gentillesse / c'est gentil /
    c'est très gentil / très gentil / bien gentil / trop gentil / c'est gentil à vous / c'est gentil à toi /
    c'est gentil de demander / gentil / thanks / merci encore / mercie / grâce à dieu / dieu merci / merci mon dieu /
    merci seigneur / alhamdulillah / hamdoulillah / dieu soit loué / que dieu vous bénisse / que dieu te bénisse /
    heureusement
""")
_DEAR = elided("""
    ma chérie / mon chéri / chérie / chéri / ma belle / mon grand / ma grande / ma puce / mon coeur / ma fille /
    mon fils / mon petit / ma petite / mon garçon / mes enfants / les enfants / mon ami / mon amie / mes amis /
    monsieur / madame / mademoiselle / ma biche / biche / mon lapin / ma poule / mon amour / mon ange / mon trésor /
    ma louloute / mon loulou / loulou / doudou / ma chère / mon cher / ma poulette / ma cocotte / mon chou /
    ma douce / mon vieux / mon pote / les filles / bisou / bisous / gros bisous / bizou / bizous / bises / bise /
    bisoux / gros bisou / grosses bises / baisers / mille baisers / poutous / becs / je t'embrasse /
    je vous embrasse / on t'embrasse / je t'aime / je vous aime / câlins / calin / kiss / bizz
""")
_HELLO = elided("""
    bonjour / bjr / bjour / bonsoir / bsr / salut / slt / coucou / cc / hello / allo / allô / bonne journée /
    bonne soirée / bonne nuit / bon après-midi / bonne après-midi / bon aprem / bonne fin de journée / bon week-end /
    bon dimanche / bien le bonjour / bon matin / au revoir / à bientôt / à demain / à ce soir / à plus / à plus tard /
    à tout à l'heure / à tantôt / à la prochaine / bye / ciao / tchao / salutations / cordialement /
    bien cordialement / bien à vous / bien à toi / amicalement / bonne continuation / prends soin de toi /
    prenez soin de vous / portez-vous bien / porte-toi bien / à toute / bonne semaine
""")

WORDS = Words(
    name="Français",
    prefixes=("+33", "+352", "+221", "+225", "+237", "+509"),
    ok=(
        elided("""
            oui / ouais / ouaip / oui oui / oui oui oui / mais oui / ah oui / ben oui / bah oui / eh oui /
            oui bien sûr / bien sûr / bien sûr que oui / tout à fait / absolument / certainement / évidemment /
            affirmatif / bien entendu / que oui / un / 1 / ok / okay / bien / très bien / super bien / bien bien /
            super / parfait / parfaitement / impeccable / impec / nickel / génial / excellent / formidable /
            à merveille / tip top / au top / la forme / la grande forme / en forme / en pleine forme /
            en super forme / la pêche / j'ai la pêche / j'ai la forme / la patate / j'ai la patate / RAS /
            rien à signaler / tout roule / ça roule / ça baigne / tout baigne / ça gaze / tout ok / tout bon /
            tout bien / tout nickel / tout est ok / tout est bon / tout est en ordre / tout est normal /
            tout est parfait / ça va / sa va / ça va ça va / on va bien / bon pied bon oeil / comme un charme /
            comme sur des roulettes / pouce levé / saine et sauve / sain et sauf / je suis saine et sauve / tiguidou /
            ben correct / comme d'hab ça va / je me porte à merveille / comme un poisson dans l'eau /
            comme un coq en pâte / fort bien / tout va pour le mieux / ça va pour le mieux / merveilleusement bien /
            formidablement bien
        """)
        | every(_GOES, _WELL)
        | every(_IS, _FIT)
    )
    - elided("""
        on est super / tout se passe ok / suis tranquille / on est tranquille / on va ok / tout est tranquille /
        suis correct
    """),
    yes=elided("""
        oui / ouais / ouaip / oui oui / ok / okay / d'accord / dac / entendu / bien sûr / tout à fait / exactement /
        exact / c'est ça / c'est cela / correct / parfait / volontiers / oui s'il vous plaît / oui s'il te plaît /
        oui merci / 1 / ça marche / c'est bon / c'est exact / c'est juste / avec plaisir / affirmatif / absolument
    """),
    cries=phrases("""
        secours / aidez / samu / pompiers / pompier / gendarmes / infarctus / évanouie / évanoui / étouffe / blessée /
        saigne
    """),
    oneself=elided("je / j' / moi / vais / suis / chuis / chu"),
    reactions=elided("""
        a aimé / a adoré / n'a pas aimé / a ri de / a ri à / a souligné / a mis en évidence / a réagi / a réagi avec /
        a mis en doute / a interrogé / a insisté sur / a mis l'accent sur / a questionné / a ri
    """),
    not_before=phrases("pas / jamais / guère / plus"),
    not_after=phrases("pas"),
    between=phrases("""
        très / trop / si / vraiment / tellement / toujours / super / aussi / tout / à / fait / du / franchement /
        complètement
    """),
    call_me=every(
        _CALL,
        elided("""
            quand tu peux / quand vous pouvez / quand tu pourras / quand vous pourrez / plus tard / maintenant /
            tout de suite / aujourd'hui / demain / ce soir / dès que possible / s'il te plaît / s'il vous plaît /
            stp / svp / vite
        """)
        | {""},
    )
    | elided("""
        s'il te plaît appelle-moi / s'il vous plaît appelez-moi / svp appelez-moi / stp appelle-moi /
        un coup de fil svp / j'aimerais un appel / je voudrais un appel / je veux qu'on m'appelle /
        je voudrais qu'on m'appelle / qu'on m'appelle
    """),
    later=elided("""
        plus tard / un peu plus tard / tout à l'heure / après / pas maintenant / pas tout de suite /
        pas pour le moment / tantôt / attends / attendez / attends un peu / attendez un peu / attends un moment /
        attendez un moment / attends une minute / attendez une minute / attends deux minutes / minute /
        un instant s'il vous plaît / un instant svp / un moment svp / un moment s'il vous plaît / occupé / occupée /
        je suis occupé / je suis occupée / suis occupée / suis occupé / je suis occupé là / je suis occupée là /
        occupée pour le moment / occupé pour le moment / je suis occupée pour le moment /
        je suis occupé pour le moment / je réponds plus tard / je répondrai plus tard / je te réponds plus tard /
        je vous réponds plus tard / redemande plus tard / redemandez plus tard / demande-moi plus tard /
        demandez-moi plus tard / redemandez-moi plus tard / redemande-moi plus tard /
        repose-moi la question plus tard / ça ne presse pas / ça presse pas / rien ne presse / laisse-moi du temps /
        laissez-moi du temps / j'ai besoin de plus de temps / il me faut plus de temps / une seconde / deux secondes /
        deux minutes / encore un peu de temps
    """)
    | every(
        elided("""
            dans / d'ici / donne-moi / donnez-moi / laisse-moi / laissez-moi / encore / il me faut / j'ai besoin de /
            j'ai besoin d' / redemande dans / redemandez dans / demande-moi dans / demandez-moi dans /
            redemandez-moi dans / redemande-moi dans / attends / attendez
        """),
        _SPAN,
    )
    | _SPAN,
    no=elided("""
        n / non / nan / nn / nop / nope / non non / non non non / ah non / ben non / bah non / mais non / que non /
        bien sûr que non / certainement pas / sûrement pas / absolument pas / pas du tout / du tout / pas vraiment /
        pas trop / pas tellement / pas tant que ça / pas franchement / pas exactement / négatif / pas spécialement
    """),
    negations=elided("""
        pas / ne / non / jamais / rien / personne / aucun / aucune / sans / ni / plus / guère / nullement / n'est /
        n'ai / n'a / n'y / n'en / n'étais / n'arrive / n'arrête / n'avons / n'ont / n'était / n' / point
    """),
    distress=elided("""
        pas dans mon assiette / va plus / ne va plus / va de travers / tout va de travers / me sens bizarre /
        toute drôle / tout drôle / sens partir / aide / aidez / à l'aide / aidez-moi / aide-moi / aider moi /
        aidé moi / aidez nous / aide nous / au secours / secours / o secours / au secour / secour / sos /
        besoin d'aide / j'ai besoin d'aide / besoin d'aide urgente / il me faut de l'aide / j'ai besoin de toi /
        j'ai besoin de vous / besoin de secours / besoin d'un médecin / besoin d'un docteur / faut un médecin /
        faut un docteur / un médecin vite / un docteur vite / vite un médecin / vite un docteur /
        un médecin s'il vous plaît / un médecin svp / médecin vite / docteur vite / besoin d'une ambulance /
        une ambulance / ambulance / samu / pompiers / pompier / police / gendarmes / gendarmerie / urgence /
        urgences / urgent / c'est urgent / tombé / tombée / tomber / je suis tombé / je suis tombée / chute / chuté /
        j'ai chuté / fait une chute / à terre / par terre / au sol / sur le sol / glissé / trébuché / douleur /
        douleurs / douloureux / mal / j'ai mal / très mal / super mal / trop mal / fort mal / ça fait mal /
        mal à la poitrine / mal au coeur / mal au ventre / mal partout / souffre / souffrante / souffrant /
        souffrance / blessé / blessée / blessure / sang / du sang / saigne / saignement / hémorragie / fracture /
        fracturé / jambe cassée / bras cassé / hanche cassée / cassé la jambe / cassé le bras / cassé la hanche /
        cassé le col du fémur / cassé le poignet / brûlé / brûlée / brûlure / malaise / malaises / évanoui /
        évanouie / inconscient / inconsciente / vertige / vertiges / tête qui tourne / la tête me tourne / étourdie /
        avc / infarctus / crise cardiaque / crise d'angoisse / crise d'épilepsie / étouffe / j'étouffe / m'étouffe /
        étouffer / respire mal / mal à respirer / du mal à respirer / respire plus / fièvre / vomi / vomis / vomir /
        vomissements / malade / je suis malade / grave / gravement / pire / de pire en pire / empire / faible /
        affaiblie / affaibli / coincé / coincée / enfermé / enfermée / bloqué / bloquée / perdu / perdue / agressé /
        agressée / attaqué / attaquée / frappé / frappée / me frappe / me menace / me tape / m'a frappé /
        m'a frappée / volé / cambriolé / cambriolée / cambriolage / cambrioleur / cambrioleurs / voleur / voleurs /
        danger / en danger / menace / menacé / menacée / enlevé / kidnappé / kidnappée / peur / j'ai peur /
        très peur / terrifié / terrifiée / effrayé / effrayée / panique / paniqué / angoisse / angoissé / angoissée /
        détresse / déprimé / déprimée / déprime / dépression / pas le moral / moral à zéro / suicide / suicider /
        mourir / je meurs / en train de mourir / envie de mourir / veux mourir / veux plus vivre / envie de vivre /
        morte / mort / me tuer / en finir / désespéré / désespérée / désespoir / au bout du rouleau / à bout /
        je suis à bout / en peux plus / j'en peux plus / n'en peux plus / peux plus / tiens plus / tiens plus debout /
        bouge plus / vois plus / vois plus rien / sens plus mes jambes / sens plus mon bras / appelez quelqu'un /
        appelle quelqu'un / appelez le samu / appelez les pompiers / appelez la police / appelez les secours /
        appelez un médecin / appelez le médecin / appelez le docteur / appelez une ambulance / appelle le samu /
        appelle les pompiers / appelle la police / appelle les secours / appelle un médecin / appelle le médecin /
        appelle le docteur / appelle une ambulance / appelez ma fille / appelez mon fils / appelle ma fille /
        appelle mon fils / appelle maman / appelle papa / appelez mon mari / appelez ma femme / prévenez quelqu'un /
        préviens quelqu'un / prévenez ma fille / prévenez mon fils / envoyez de l'aide / envoie de l'aide /
        envoyez quelqu'un / envoie quelqu'un / envoyez les secours / venez / venez vite / viens vite /
        viens tout de suite / venez tout de suite / viens s'il te plaît / viens stp / venez m'aider / viens m'aider /
        venez me chercher / hôpital / à l'hôpital / l'hôpital / aux urgences / clinique / pas bien / pas très bien /
        pas trop bien / pas vraiment bien / pas si bien / pas super bien / pas bien du tout / plus bien / vais pas /
        va pas / ça va pas / sa va pas / ça ne va pas / sa ne va pas / ça va pas du tout / ça va plus /
        ça ne va plus / ça va mal / sa va mal / tout va mal / rien ne va / rien ne va plus / rien va plus / va mal /
        vais mal / vais très mal / je me sens mal / me sens mal / sens mal / me sens pas / je suis mal / suis mal /
        pas top / pas terrible / pas super / pas génial / pas ok / pas nickel / pas fort / pas la forme /
        pas en forme / pas en sécurité / pas en bonne santé / file pas / file pas bien / je file pas / patraque /
        mal en point / mal fichue / mal fichu / mal foutu / accident / le feu / feu / au feu / incendie / fumée /
        le gaz / fuite de gaz / inondation / inondé / inondée / poison / empoisonné / empoisonnée / overdose /
        intoxication / intoxiqué / intoxiquée / noyé / noyer / quelque chose ne va pas / quelque chose va pas /
        un problème grave / gros problème / problème urgent / plus de souffle / à bout de souffle / fait mal
    """)
    | every(
        elided("arrive / j'arrive / n'arrive / j'y arrive"),
        phrases("pas / plus"),
        elided("""
            à me lever / à me relever / à bouger / à respirer / à marcher / à parler / à me mettre debout /
            à tenir debout / à avaler / à sortir / à descendre / à atteindre le téléphone
        """),
    )
    | every(
        phrases("peux / peut"),
        phrases("pas / plus / même pas / même plus"),
        phrases("""
            me lever / me relever / bouger / respirer / marcher / me mettre debout / avaler / tenir debout /
            sortir du lit / voir
        """),
    ),
    bad=elided("""
        horrible / affreux / affreuse / terrible / atroce / nul / nulle / 2 / deux / pouce baissé / triste /
        je pleure / pleure / en larmes / misérable / malheureuse / malheureux / mauvais / mauvaise / dur / difficile
    """),
    neither=elided("""
        pas pire / j'ai mal dormi / si vous venez / quand vous venez / vous venez / quand venez-vous /
        venez quand vous voulez / j'ai mal compris / j'ai mal lu / j'ai bien compris / pain / du pain / chat / sale /
        pas mal / pas mal du tout / pas trop mal / pas si mal / pas plus mal / j'ai pas mal / ça va pas mal /
        ça va pas trop mal / ça ne va pas mal / ça ne va pas trop mal / ça va pas si mal / je vais pas mal /
        je ne vais pas mal / je vais pas trop mal / vais pas mal / vais pas trop mal / pas mal et toi /
        pas mal et vous / pas mal dormi / mal dormi / pas bien dormi / plus mal / je n'ai plus mal / j'ai plus mal /
        n'ai pas mal / je n'ai pas mal / je n'ai mal nulle part / j'ai mal nulle part / pas de mal / sans mal /
        pas malade / je ne suis pas malade / plus malade / pas blessé / pas blessée / pas tombé / pas tombée /
        ne suis pas tombée / ne suis pas tombé / pas peur / plus peur / pas de douleur / pas de douleurs /
        sans douleur / plus de douleur / aucune douleur / pas de fièvre / plus de fièvre / sans fièvre /
        pas de danger / aucun danger / sans danger / pas de panique / pas d'urgence / aucune urgence /
        ce n'est pas urgent / c'est pas urgent / pas urgent / rien d'urgent / ce n'est pas une urgence /
        c'est pas une urgence / en cas d'urgence / si c'est urgent / si urgent / rien de grave / pas grave /
        c'est pas grave / ce n'est pas grave / pas trop grave / pas bien grave / pas besoin d'aide /
        pas besoin de rien / pas besoin / besoin de rien / je n'ai pas besoin d'aide / j'ai pas besoin d'aide /
        n'ai pas besoin d'aide / ai pas besoin d'aide / plus besoin d'aide / n'ai besoin de rien / ai besoin de rien /
        aucun besoin / besoin d'aide ? / avez-vous besoin d'aide / as-tu besoin d'aide / tu as besoin d'aide /
        vous avez besoin d'aide / si besoin d'aide / si vous avez besoin d'aide / si tu as besoin d'aide /
        merci pour votre aide / merci pour ton aide / merci de votre aide / merci de ton aide / pour votre aide /
        pour ton aide / de votre aide / de ton aide / pour l'aide / merci pour l'aide / aide ménagère /
        aide à domicile / aide-soignante / l'aide ménagère / pas de problème / aucun problème / sans problème /
        pas de souci / pas de soucis / aucun souci / sans souci / pas de pb / non merci / non | merci / pas encore /
        pas aujourd'hui / je ne sais pas / je sais pas / sais pas / chais pas / j'sais pas / pas sûr / pas sûre /
        je ne suis pas sûr / je ne suis pas sûre / bof / bof bof / mouais / moyen / moyennement / couci-couça /
        comme ci comme ça / ni bien ni mal / plus ou moins / un peu / ça va un peu / on fait aller / on fait avec /
        ça peut aller / peut mieux faire / ça pourrait aller mieux / ça pourrait aller / pourrait être mieux /
        pourrait être pire / ça pourrait être pire / ça pourrait être mieux / il y a pire / y a pire / ça ira /
        ça va aller / ça va bien aller / sa va aller / tout ira bien / ça ira bien / tout va bien aller /
        ça va bien se passer / ça va mieux / sa va mieux / va mieux / vais mieux / beaucoup mieux / ça va moyen /
        ça va doucement / ça va tout doucement / ça va bof / ça va couci-couça / ça va être / ça va pas être /
        ça va faire / ça va vite / ça va sans dire / ça va passer / ça va venir / ça va revenir / on se maintient /
        on tient le coup / je tiens le coup / je tiens bon / je fais aller / il faut bien / faut bien /
        faut faire avec / jamais mieux / jamais été mieux / on ne peut mieux / c'est bon / c'est bien / c'est ok /
        c'est parfait / c'est super / c'est très bien / c'est pas mal / bien que / bien reçu / bien noté / bien vu /
        bien fait / bien joué / bien pris / bien lu / bien compris / bien arrivé / bien arrivée / bien rentré /
        bien rentrée / pas bien compris / pas bien entendu / pas bien vu / pas bien lu / pas bien loin /
        pas bien grand chose / ou bien / aussi bien / si bien / eh bien non / bien mieux / bien après / bien avant /
        bien vivante / bien vivant / tant bien que mal / plus de peur que de mal / oui ou non / oui et non / o ou n /
        1 ou 2 / on verra / on verra bien / on va voir / sais pas trop / qui est-ce / c'est qui / qui êtes-vous /
        qui es-tu / vous allez bien / tu vas bien / allez-vous bien / vas-tu bien / est-ce que tu vas bien /
        est-ce que vous allez bien / est-ce que ça va / ça va bien chez vous / vous êtes bien / tu es bien /
        va-t-il bien / va-t-elle bien / tout va bien chez vous / tout va bien chez toi / tout va bien pour vous /
        bien pour vous / bien pour toi / tant mieux / tant mieux pour vous / tant pis / mauvais numéro / faux numéro /
        erreur de numéro / trompé de numéro / je me suis trompé / je me suis trompée / appel manqué / appels manqués /
        j'ai perdu mon téléphone / perdu mon portable / perdu mon téléphone / perdu mes clés / perdu mes lunettes /
        perdu la télécommande / téléphone cassé / téléphone bloqué / plus de batterie / plus de réseau / mal capté /
        mal entendu / mal compris / mauvais réseau / mauvais temps / mal lu / bloqué dans les bouchons /
        bloquée dans les bouchons / coincé dans les bouchons / coincée dans les bouchons / mort de rire /
        morte de rire / mort de fatigue / morte de fatigue / prise de sang / bilan sanguin / chez le médecin /
        chez le docteur / rendez-vous chez le médecin / rendez-vous chez le docteur / rendez-vous à l'hôpital /
        un médecin traitant / feu rouge / feu vert / au coin du feu / pot-au-feu / coup de feu de midi /
        coup de main / ras le bol / nul besoin / ne m'appelez pas / ne m'appelle pas / m'appelle pas / m'appelez pas /
        appelle-moi pas / appelez-moi pas / ne me rappelez pas / ne me rappelle pas / me rappelle pas / je m'appelle /
        pas besoin de m'appeler / j'ai sommeil / la panne / de mal en pis / pas dur / pas difficile / pas triste /
        si on veut / si vous voulez / si tu veux / comme vous voulez / comme tu veux / d'accord mais /
        les urgences du quotidien / jeter un sort / tomber amoureux / la nuit tombée / laisse tomber /
        laissez tomber / bien tombé / bien tombée / ça tombe bien / police d'assurance / salle d'attente /
        tomber de sommeil
    """),
    fillers=_MERCI
    | _DEAR
    | _HELLO
    | every(
        phrases("un / un petit / un gros / un grand"),
        elided("""
            merci / bonjour / bonsoir / salut / coucou / bisou / calin / bec / poutou / ami / sourire / plaisir /
            kiss / hello
        """),
    )
    | elided("""
        ne t'inquiète pas / ne vous inquiétez pas / t'inquiète pas / t'inquiètes pas / t'inquiète / t'inquiètes /
        vous inquiétez pas / ne t'en fais pas / ne vous en faites pas / t'en fais pas / vous en faites pas /
        pas d'inquiétude / ne t'inquiète pas pour moi / ne vous inquiétez pas pour moi / sois tranquille /
        soyez tranquille / soyez tranquilles / soyez sans crainte / rassure-toi / rassurez-vous / soyez rassuré /
        soyez rassurée / soyez rassurés / aujourd'hui / ce matin / ce soir / cet après-midi / cette nuit / ici / là /
        chez moi / à la maison / je suis à la maison / je suis chez moi / je suis là / toujours / comme toujours /
        comme d'habitude / comme d'hab / pour moi / pour l'instant ici / vraiment / franchement / eh bien / et bien /
        ben / bah / bon / alors / euh / ah / oh / oh là là / hihi / ha / mdr / lol / ptdr / pardon / désolé /
        désolée / excuse-moi / excusez-moi / pardon du retard / pardon pour le retard / désolé du retard /
        désolée du retard / désolé pour le retard / désolée pour le retard / excusez-moi du retard /
        excuse-moi du retard / je dormais / je viens de me réveiller / j'étais dans le jardin / j'étais au jardin /
        j'ai bien dormi / bien dormi / j'étais sous la douche / moi / aussi / moi aussi / option / numéro / réponse /
        ma réponse est / touche / je réponds / de même / à vous aussi / à toi aussi / vous aussi / toi aussi /
        pareillement / également / et contente / et content / et heureuse / envoyé de mon iphone /
        envoyé de mon ipad / envoyé depuis mon iphone / envoyé depuis mon téléphone / envoyé de mon mobile /
        envoyé depuis mon mobile / envoyé de mon samsung / envoyé depuis mon appareil samsung / et tout va bien /
        et ça va
    """),
    courtesies=elided("""
        et toi / et vous / et vous-même / et toi-même / et vous alors / et toi alors / comment allez-vous /
        comment vas-tu / comment tu vas / comment vous allez / comment ça va / et toi ça va / et vous ça va /
        et toi comment ça va / et toi comment vas-tu / et vous comment allez-vous / et toi tu vas bien /
        et vous allez-vous bien / et vous vous allez bien / et chez vous / et chez toi / toi ? / vous ? /
        vous-même ? / j'espère que vous aussi / j'espère que toi aussi / j'espère que tu vas bien /
        j'espère que vous allez bien / j'espère que vous allez bien aussi / j'espère que tu vas bien aussi /
        et de votre côté / et de ton côté / quoi de neuf / et comment allez-vous / et comment vas-tu /
        tu vas bien toi / et ta santé
    """),
    stop=elided("""
        arrêt / arrêter / désabonner / se désabonner / me désabonner / désabonnez-moi / désabonnement / désinscrire /
        me désinscrire / se désinscrire / désinscrivez-moi / désinscription / résilier
    """),
    start=phrases("commencer / recommencer / reprendre / réactiver / démarrer"),
    help=phrases("aide"),
    info=phrases("commandes / menu / informations"),
    automatic=elided("""
        réponse automatique / message automatique / répondeur / répondeur automatique / absent du bureau /
        absente du bureau / je suis absent du bureau / je suis absente du bureau / absence du bureau /
        hors du bureau / ne pas répondre / merci de ne pas répondre / boîte vocale / messagerie vocale /
        messagerie pleine / boîte pleine / boîte de réception pleine / messagerie est pleine / non distribué /
        non remis / non distribuable / message non envoyé / échec de l'envoi / échec d'envoi / non attribué /
        mode conduite / mode voiture / ne pas déranger / votre correspondant / le correspondant /
        actuellement absent / actuellement absente /
        nous vous répondrons / dans les plus brefs délais / nous avons bien reçu votre message / merci de nous avoir contactés
    """),
    busy=elided("""
        je conduis / conduis / en conduisant / au volant / je suis au volant / en voiture / je suis en voiture /
        en train de conduire / en réunion / je suis en réunion / réunion / en rendez-vous / en rdv / je te rappelle /
        je vous rappelle / je te rappelle plus tard / je vous rappelle plus tard / je rappelle plus tard /
        je te rappelle après / je vous rappelle tout à l'heure / je te rappelle tout à l'heure / peux pas parler /
        ne peux pas parler / je ne peux pas parler / je peux pas parler / peux pas répondre /
        je ne peux pas répondre / je peux pas répondre / pas disponible / pas dispo / je ne suis pas disponible /
        je suis pas dispo / indisponible / je suis indisponible / en vacances / je suis en vacances / en congé /
        en congés / je suis en congés / au travail / au boulot / en cours / au cinéma / je dors / je suis absent /
        je suis absente / que se passe-t-il / qu'est-ce qu'il y a / qu'est-ce qui se passe / c'est quoi
    """),
    ack=elided("""
        1 / un / oui / ouais / j'y vais / j'y vais tout de suite / j'y vais maintenant / j'y vais de suite /
        moi j'y vais / j'y cours / j'y suis / j'y serai / je m'en occupe / je m'en charge / je m'occupe d'elle /
        je m'occupe de lui / moi je m'en occupe / je viens / je viens tout de suite / je viens maintenant / j'arrive /
        j'arrive tout de suite / j'arrive vite / je suis en route / en route / suis en route / je suis en chemin /
        en chemin / je pars / je pars maintenant / je pars tout de suite / je suis parti / je suis partie /
        je vais voir / je vais la voir / je vais le voir / je vais les voir / je vais voir ce qui se passe /
        je vais vérifier / je vais chez elle / je vais chez lui / je passe la voir / je passe le voir /
        je passe chez elle / je passe chez lui / je l'appelle / je l'appelle tout de suite / je l'appelle maintenant /
        je vais l'appeler / je prends / je prends en charge / je le fais / je vais le faire / bien sûr / je peux /
        je peux y aller / je suis là / je suis sur place / je suis avec elle / je suis avec lui / je suis chez elle /
        je suis chez lui / je fonce / j'accours / compte sur moi / comptez sur moi / j'accepte / je confirme /
        c'est pour moi / je gère / j'y vais de ce pas / je m'y rends / je me rends sur place / je me rends chez elle /
        je me mets en route
    """),
    cannot=elided("""
        je ne peux pas aider / je ne peux pas vous aider / je peux pas aider /
        2 / deux / n / non / nan / je peux pas / je ne peux pas / peux pas / moi je peux pas / moi je ne peux pas /
        je ne peux pas y aller / je peux pas y aller / peux pas y aller / je ne peux pas venir / je peux pas venir /
        je ne peux pas maintenant / je peux pas maintenant / impossible / c'est impossible / impossible pour moi /
        pas possible / ce n'est pas possible / c'est pas possible / désolé je ne peux pas / désolée je ne peux pas /
        désolé je peux pas / désolée je peux pas / je suis loin / je suis trop loin / trop loin / j'habite loin /
        j'habite trop loin / je suis à l'étranger / je suis en vacances / en vacances / je suis en voyage /
        en voyage / je suis au travail / au travail / je travaille / je ne suis pas là / je suis pas là / pas là /
        je ne suis pas disponible / pas disponible / pas dispo / je suis pas dispo / quelqu'un d'autre /
        demandez à quelqu'un d'autre / demande à quelqu'un d'autre / pas moi / mauvais numéro / erreur de numéro /
        faux numéro / je ne pourrai pas / je pourrai pas / je n'y vais pas / j'y vais pas / je suis absent /
        je suis absente / pas maintenant / je suis à l'hôpital / je ne suis pas à côté / je ne suis pas sur place /
        je suis pas sur place / je refuse / j'peux pas
    """),
    eta=every(
        elided("""
            dans / j'y suis dans / j'y serai dans / je suis là dans / je serai là dans / là dans / arrivée dans /
            d'ici / j'en ai pour
        """)
        | {""},
        phrases("environ / à peu près") | {""},
        _SPAN,
    ),
    hand_over=elided("""
        passez le relais à / passe le relais à / passez la main à / passez-le à / passez à / transmettez à / confiez-le à /
        demandez à / demande à / que _ s'en occupe / que _ prenne le relais
    """),
    wait=elided("""
        attendez / attends / attendez encore / attends encore / attendez s'il vous plaît / s'il vous plaît attendez /
        veuillez attendre / merci d'attendre / patientez / donnez-moi / donnez moi / laissez-moi / laissez moi
    """),
    safe=every(
        phrases("oui") | {""},
        elided("elle va / il va / elles vont / ils vont / elle se porte / il se porte"),
        phrases("bien / très bien / parfaitement bien"),
        phrases("maintenant") | {""},
    )
    | every(
        phrases("oui") | {""},
        elided("elle est / il est / elles sont / ils sont"),
        elided("""
            en sécurité / sain et sauf / saine et sauve / à l'abri / hors de danger / sains et saufs /
            saines et sauves / en bonne santé
        """),
    )
    | phrases("saine et sauve / sain et sauf / en sécurité / hors de danger"),
    myself=elided("""
        je / j'ai / j'arrive / j'y / j'étais / j'en / j'appelle / j'suis / j' / moi / me / m'a / m'ont / m'aider /
        suis / nous / on / aidez-moi / au secours / à l'aide
    """),
    others=elided("""
        elle / il / elles / ils / lui / leur / qu'elle / qu'il / l'ai / mère / maman / père / papa / mamie / mémé /
        mémère / papi / papy / pépé / grand-mère / grand-père / voisine / voisin / tante / oncle / tata / tonton /
        soeur / frère / femme / mari / dame / monsieur
    """),
    joints=phrases("et / mais"),
    join=elided("""
        bonjour / bonsoir / salut / coucou / commencer / inscription / s'inscrire / m'inscrire / rejoindre / démarrer
    """),
    greetings=elided("""
        bonjour / bonsoir / salut / coucou / bjr / slt / allô / commencer / inscription / merci / oui / non / d'accord
    """),
    remind=phrases("""
        rappelle-moi / rappelle moi / rappelez-moi / rappelez moi / peux-tu me rappeler / peux tu me rappeler /
        tu peux me rappeler /
        pouvez-vous me rappeler / pouvez vous me rappeler / vous pouvez me rappeler / pourrais-tu me rappeler /
        pourriez-vous me rappeler / pourriez vous me rappeler / fais-moi penser / fais moi penser / faites-moi penser /
        faites moi penser / mets un rappel / mettez un rappel / mets-moi un rappel / mettez-moi un rappel / nouveau rappel /
        je veux un rappel / je voudrais un rappel / un rappel
    """),
    links=phrases(
        "de / que / à / pour / et / bonjour / s'il te plaît / s'il vous plaît / stp / svp / je dois / il faut / que je dois"
    ),
    unless=every(
        phrases("et / ou / sinon / et s'il vous plaît") | frozenset({""}),
        phrases(
            "préviens _ / prévenez _ / avertis _ / avertissez _ / dis-le à _ / dites-le à _ / dis le à _ / dites le à _"
        ),
        phrases("""
            sinon / si je ne le fais pas / si je le fais pas / si je ne confirme pas / si je confirme pas /
            si je ne le confirme pas /
            si je ne réponds pas / si je réponds pas
        """),
    )
    | every(
        phrases("sinon / et sinon / et si je ne confirme pas / et si je ne le confirme pas / si je ne le confirme pas"),
        phrases("préviens _ / prévenez _ / avertis _ / avertissez _ / dis-le à _ / dites-le à _"),
    ),
    conditions=every(
        phrases("si je ne confirme pas / si je confirme pas / si je n'ai pas confirmé"),
        phrases("_ préviens _ / _ prévenez _ / _ avertis _ / _ avertissez _ / _ dis-le à _ / _ dites-le à _"),
    ),
    whoever=phrases("""
        mon contact / mes contacts / contact / contacts / quelqu'un / tout le monde / ma famille / ma fille / mon
        fils / ma femme / mon mari / mon amie / mon ami / ma soeur / ma sœur / mon frère / ma voisine / mon voisin /
        à
    """),
    unremind=every(
        phrases("ne me rappelle plus / ne me rappelez plus / arrête de me rappeler / arrêtez de me rappeler"),
        phrases("de / que") | frozenset({""}),
    )
    | every(
        phrases(
            """
                supprime / supprimez / annule / annulez / enlève / enlevez / efface / effacez / retire / retirez /
                arrête / arrêtez
            """
        ),
        phrases("le rappel / mon rappel / les rappels / mes rappels"),
    )
    | phrases("plus de rappel pour / plus de rappels pour / plus de rappel"),
    done=phrases("""
        fait / c'est fait / déjà fait / je l'ai fait / je les ai faits / pris / prise / prises / déjà pris / je l'ai pris /
        je l'ai prise / je les ai pris / je les ai prises / je viens de le prendre / je viens de les prendre / terminé /
        c'est terminé / fini / confirmé / je confirme / je le confirme
    """),
    back=phrases("retour / revenir / précédent"),
    none=phrases("aucune / aucune fois / aucun / jamais / zéro / pas du tout / pas une fois"),
    arrived=elided("""
        à la maison / je suis à la maison / chez moi / je suis chez moi / bien à la maison /
        je suis bien à la maison / arrivé / arrivée / je suis arrivé / je suis arrivée / bien arrivé / bien arrivée /
        je suis bien arrivé / je suis bien arrivée / je suis rentré / je suis rentrée / rentré / rentrée /
        bien rentré / bien rentrée / je suis bien rentré / je suis bien rentrée / je suis arrivé à la maison /
        je suis arrivée à la maison / je suis bien arrivé à la maison / je suis bien arrivée à la maison /
        je suis arrivé chez moi / je suis arrivée chez moi / je suis de retour à la maison /
        je suis de retour chez moi / enfin à la maison / ça y est je suis à la maison / ça y est je suis rentrée /
        ça y est je suis rentré
    """),
    thanks=elided("merci / merci beaucoup / merci bien"),
    more=elided("""
        de plus / encore / autres / il me faut / j'ai besoin de / donnez-moi / donne-moi / s'il vous plaît /
        s'il te plaît / svp / stp
    """),
    commands={
        "start": ("commencer", "début", "inscription"),
        "help": ("aide", "menu", "options"),
        "status": ("état", "statut", "situation"),
        "contacts": ("contacts", "contact"),
        "schedule": ("horaires", "horaire"),
        "pause": ("pause",),
        "resume": ("reprendre",),
        "probe": ("sonde",),
        "plans": ("plans",),
        "reminders": ("rappels", "mes rappels", "voir mes rappels", "mon rappel", "quels sont mes rappels"),
        "patience": ("patience",),
        "settings": ("réglages", "paramètres"),
        "language": ("langue",),
        "calls": ("appels",),
        "link": ("lier", "associer"),
        "usage": ("usage", "commandes"),
        "processes": ("processus",),
        "walk": ("trajet", "chemin"),
        "secret": ("mot secret",),
        "drill": ("exercice", "faire un exercice", "exercice d'alerte"),
        "board": ("tableau", "voir le tableau", "tableau de bord"),
        "told": (
            "prevenus",
            "qui est prévenu",
            "qui est prévenu et quand",
            "qui est prévenu quand",
            "qui sera prévenu",
            "qui prévenez-vous",
            "qui prévenez vous",
            "qui prévenez-vous et quand",
            "qui prévenez vous et quand",
            "quand prévenez-vous mes contacts",
            "quand prévenez vous mes contacts",
        ),
        "forget_me": (
            "oubliez_moi",
            "oubliez-moi",
            "oubliez moi",
            "oublie-moi",
            "oublie moi",
            "m'oublier",
            "effacer mes données",
            "effacez mes données",
            "efface mes données",
            "effacer mon compte",
            "supprimer mes données",
            "supprimez mes données",
            "supprimer mon compte",
            "supprimez mon compte",
        ),
        "my_data": (
            "mes_donnees",
            "mes données",
            "que savez-vous de moi",
            "que savez vous de moi",
            "que savez-vous sur moi",
            "que savez vous sur moi",
            "qu'est-ce que vous savez de moi",
            "qu'est-ce que vous savez sur moi",
            "ce que vous savez de moi",
            "exporter mes données",
            "envoyez-moi mes données",
        ),
        "history": (
            "historique",
            "mon mois",
            "comment était mon mois",
            "comment a été mon mois",
            "comment s'est passé mon mois",
            "comment s'est passé le mois",
        ),
        "week": (
            "ma_semaine",
            "ma semaine",
            "comment était ma semaine",
            "comment a été ma semaine",
            "comment s'est passée ma semaine",
        ),
        "quiet": ("heures calmes",),
        "visit": (
            "visite",
            "demander une visite",
        ),
        "visits": (
            "visites",
            "mes visites",
            "ma visite",
        ),
        "minutes": (
            "minutes",
            "mes minutes",
            "combien de minutes ai-je",
            "combien de minutes me reste-t-il",
            "combien de minutes il me reste",
        ),
        "pal": (
            "visiteur",
            "visiteuse",
            "devenir visiteur",
            "devenir visiteuse",
            "je veux devenir visiteur",
            "je voudrais devenir visiteur",
            "je veux rendre visite",
            "je veux aider",
            "je voudrais aider",
            "j'aimerais aider",
            "bénévole",
        ),
        "available": (
            "disponible",
            "je suis disponible",
        ),
        "unavailable": (
            "indisponible",
            "pas disponible",
            "je ne suis pas disponible",
            "je suis indisponible",
        ),
        "ping": ("ping",),
    },
    units=phrases("min / mins / mn / minute / minutes / h / heure / heures"),
    spelt=pairs("""
        oiu = oui / uoi = oui / ouii = oui / oiui = oui / iui = oui / ui = oui / wi = oui / voui = oui /
        ouai = ouais / ouep = ouais / ouè = ouais / wé = ouais / ouaiss = ouais / bienn = bien / bein = bien /
        bine = bien / biien = bien / byen = bien / vien = bien / bi1 = bien / tb = très bien / tbien = très bien /
        trè = très / sava = ça va / çava = ça va / cava = ça va / cv = ça va / mrc = merci / mercii = merci /
        mersi = merci / merki = merci / mci = merci / daccor = d'accord / dacc = d'accord / dak = d'accord /
        jvais = je vais / jvai = je vais / jsuis = je suis / jsui = je suis / jpeux = je peux / jme = je me /
        jte = je te / chui = je suis / sui = suis / vai = vais / ge = j'ai / g = j'ai / pa = pas / po = pas /
        ps = pas / bsoin = besoin / besoi = besoin / besion = besoin / dr = docteur / toubib = médecin /
        medcin = médecin / medecin = médecin / opital = hôpital / hopitale = hôpital / tomber = tombé /
        tombe = tombé / tonbé = tombé / mdlr = mdr / stpl = stp / alaide = à l'aide / nonn = non / urgance = urgence /
        anbulance = ambulance / emmbulance = ambulance / nickele = nickel / inpec = impec / nikel = nickel /
        niquel = nickel / auj = aujourd'hui / ajd = aujourd'hui / pb = problème / pblm = problème / mtn = maintenant /
        bcp = beaucoup / qq1 = quelqu'un / qqn = quelqu'un / mm = même / gentille = gentil
    """),
)
