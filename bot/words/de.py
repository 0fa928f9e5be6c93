"""German."""

from __future__ import annotations

from bot.words import Words, every, pairs, phrases

_OPTIONAL = frozenset({""})
_ME = phrases("""
    mir geht es / es geht mir / geht es mir / geht mir / uns geht es / es geht uns / uns beiden geht es / ich bin / bin /
    wir sind /
    sind / ich fühle mich / fühle mich / wir fühlen uns / alles / alles ist / ist alles / hier ist alles / hier alles /
    bei mir ist alles / bei mir alles / bei uns ist alles / bei uns alles / heute geht es mir / heute ist alles
""") | _OPTIONAL  # fmt: skip
_VERY = phrases("""
    sehr / ganz / recht / richtig / super / wirklich / echt / absolut / heute / immer noch / weiterhin / allen / alle /
    beide /
    auch / so richtig / rundum / wirklich sehr
""") | _OPTIONAL  # fmt: skip
_WELL = phrases("""
    gut / ok / okay / bestens / prima / super / toll / wunderbar / ausgezeichnet / hervorragend / wohlauf / fit /
    munter / gesund /
    in ordnung / in bester ordnung / in sicherheit / perfekt / klasse / top / spitze / blendend / fein / gesund und munter /
    fit und munter / wohl und munter / gut drauf / bester dinge / glücklich / zufrieden / gut und sicher / fein und gut
""")
_UNITS = phrases("""
        min / mins / minute / minuten / h / std / stunde / stunden / viertelstunde / halben stunde / halbe stunde
    """)
_SPAN = every(phrases("# / ein paar / einer / eine / zwei / drei / fünf / zehn / fünfzehn / zwanzig / dreißig"), _UNITS)
_WHEN = phrases("""
    später / nachher / jetzt / sofort / gleich / heute / morgen / heute abend / wenn du kannst / wenn sie können /
    wenn du zeit hast /
    wenn sie zeit haben / bei gelegenheit / mal / mal bitte / bitte / kurz / bitte mal / doch mal / doch / bitte kurz /
    bitte gleich /
    bitte sofort / bitte später
""") | _OPTIONAL  # fmt: skip
_NOT = phrases("""
    nicht / gar nicht / überhaupt nicht / nicht so / nicht so ganz / nicht sehr / nicht wirklich / nicht besonders /
    nicht mehr /
    nicht ganz / nicht richtig / nicht allzu / heute nicht / heute nicht so / heute gar nicht / nicht mehr so / noch nicht
""")  # fmt: skip
_FEELING = phrases("""
    mir geht es / es geht mir / geht es mir / geht mir / ich bin / bin / ich fühle mich / fühle mich / alles /
    ist alles / uns geht es
""")  # fmt: skip
_ILL = phrases("""
    krank / verletzt / gefallen / gestürzt / hingefallen / in gefahr / in not / depressiv / eingesperrt / tot / schwindlig /
    schwindelig / schlecht / dringend / allein / in schwierigkeiten / bewusstlos / verzweifelt / betrunken / schlimm /
    schlimmer /
    übel / unwohl / elend / mies
""")

WORDS = Words(
    name="Deutsch",
    prefixes=("+49", "+43", "+41"),
    ok=(
        phrases("""
            ja / jo / joo / jep / jup / jawohl / jawoll / klar / na klar / ja klar / ja natürlich / natürlich /
            selbstverständlich /
            ja sicher / ja ja ja / ja bin ich / bin ich / alles fine / ja sind wir / eins / daumen hoch / passt /
            passt alles / alles passt /
            alles paletti /
            alles im grünen bereich / alles im lot / alles tip top / alles tiptop / alles roger / tip top / tiptop / ja eins /
            ich fühle mich wohl / fühle mich wohl / ich fühle mich sehr wohl / mir ist wohl / ich bin sicher zu hause /
            aber ja /
            ich bin sicher zuhause / bin sicher zu hause / bin sicher zuhause / ja doch / gut gut / ich bin gut angekommen / j
        """)
        | every(_ME, _VERY, _WELL)
    )
    - phrases("""
        toll / munter / gesund / glücklich / zufrieden / super toll / heute gesund / auch gut / auch ok / auch okay /
        auch super /
        auch toll / so richtig toll / echt toll / ganz toll / wirklich toll / sehr toll / sind gesund / alles toll /
        alles auch toll /
        ganz super toll / alles ganz / recht toll / richtig toll / klasse / ganz klasse / echt klasse / spitze / echt spitze /
        fein / auch fein
    """),
    yes=phrases("""
        ja / j / jo / joo / jep / jup / jawohl / jawoll / klar / na klar / ja klar / natürlich / ja natürlich /
        selbstverständlich /
        genau / richtig / stimmt / das stimmt / ja bitte / ja gerne / gerne / ja genau / sicher / passt / in ordnung /
        einverstanden /
        ist gut / eins / das ist richtig / ja das stimmt / ja richtig / korrekt
    """),
    no=phrases("""
        nein / nee / nö / ne / nein nein / nicht / gar nicht / überhaupt nicht / auf keinen fall / keineswegs / keinesfalls /
        leider nein / nein leider / leider nicht / nicht wirklich / natürlich nicht / bin ich nicht / nein bin ich nicht /
        nein leider nicht / stimmt nicht / das stimmt nicht / nein danke nicht / n
    """),
    bad=phrases("""
        zwei / daumen runter / daumen nach unten / schlimm / furchtbar / schrecklich / grauenhaft / grässlich / traurig /
        am weinen /
        ich weine / schwer / scheußlich
    """),
    distress=phrases("""
        hilfe / bitte hilfe / hilf mir / hilf / helft mir / helft / helfen sie mir / helfen sie / bitte helfen /
        kann mir jemand helfen /
        hilft mir jemand / ich brauche hilfe / brauche hilfe / brauche dringend hilfe / wir brauchen hilfe / hole hilfe /
        hol hilfe /
        holt hilfe / holen sie hilfe / schick hilfe / schickt hilfe / schicken sie hilfe / notfall / notarzt / notruf /
        notaufnahme /
        in not / krankenwagen / rettungswagen / rettungsdienst / rettung / sanitäter / polizei / feuerwehr / 110 / 144 /
        brauche einen arzt / brauche arzt / brauche dringend einen arzt / ruf einen arzt / rufen sie einen arzt /
        ruft einen arzt /
        hol einen arzt / holen sie einen arzt / arzt rufen / ruf die polizei / rufen sie die polizei / ruf jemanden /
        ruf jemand /
        ruf meinen sohn / ruf meine tochter / rufen sie jemanden / brauche jemanden / ich brauche jemanden /
        ich brauche dich /
        gestürzt / ich bin gefallen / bin gefallen / hingefallen / runtergefallen / heruntergefallen / umgefallen /
        ausgerutscht /
        gestolpert / sturz / zusammengebrochen / am boden / auf dem boden / liege am boden / kann nicht aufstehen /
        komme nicht hoch /
        komme nicht mehr hoch / kann nicht mehr aufstehen / kann mich nicht bewegen / kann mich nicht mehr bewegen /
        kann nicht laufen /
        kann nicht gehen / kann nicht mehr gehen / kann nicht mehr laufen / kann nicht atmen / kann nicht mehr atmen /
        kann nicht schlucken / kann nicht sprechen und / kann nichts sehen / sehe nichts / keine luft / bekomme keine luft /
        kriege keine luft / bekomme schlecht luft / kriege schlecht luft / atemnot / ersticke / kann nicht mehr /
        ich kann nicht mehr /
        halte es nicht mehr aus / verletzt / verletzung / blut / blute / blutet / blutung / gebrochen / bruch / schmerz /
        schmerzen /
        brustschmerzen / kopfschmerzen / bauchschmerzen / rückenschmerzen / tut weh / tut so weh / tut mir weh / weh /
        herzinfarkt /
        infarkt / schlaganfall / herzrasen / herz rast / taub / gelähmt / lähmung / krampf / krämpfe / anfall /
        ohnmacht / ohnmächtig /
        bewusstlos / schwindlig / schwindelig / schwindel / übel / mir ist übel / übelkeit / schlecht / mir ist schlecht /
        mir geht es schlecht / es geht mir schlecht / geht mir schlecht / sehr schlecht / krank / unwohl /
        mir ist unwohl / elend / mies /
        miserabel / beschissen / scheiße / schlimmer / schwach / bin schwach / zu schwach / unterzuckert / unterzucker /
        fieber /
        erbrechen / erbreche / übergeben mich / muss mich übergeben / kotze / kotzen / durchfall / verbrannt / verbrüht /
        vergiftet /
        vergiftung / überdosis / gift / allergisch / allergischer schock / angst / ich habe angst / panik /
        panikattacke / bedroht /
        bedroht mich / einbrecher / eingebrochen / überfall / überfallen / ausgeraubt / angegriffen / geschlagen /
        schlägt mich /
        eingesperrt / eingeschlossen / gefangen / stecke fest / im aufzug fest / verlaufen / verirrt / gefahr /
        in gefahr / feuer / brand /
        brennt / es brennt / rauch / gas / gasgeruch / hochwasser / überschwemmung / unfall / krankenhaus / klinik /
        intensivstation /
        ich sterbe / sterbe / sterben / will sterben / suizid / selbstmord / umbringen / mich umbringen / das leben nehmen /
        nicht mehr leben / will nicht mehr / will nicht mehr leben / depressiv / depression / verzweifelt /
        hoffnungslos / dringend /
        komm schnell / komm bitte schnell / kommt schnell / kommen sie schnell / bitte kommen / bitte komm / komm bitte /
        bitte kommt /
        kommen sie bitte / bitte kommen sie / schnell kommen / komm sofort / beeil dich / etwas stimmt nicht /
        irgendwas stimmt nicht /
        irgendetwas stimmt nicht / stimmt etwas nicht / stimmt was nicht / da stimmt was nicht / nicht gut / nicht ok /
        nicht okay /
        nicht in ordnung / nicht wohl / nicht wohlauf / nicht sicher zu hause / nicht fit / geht mir nicht gut /
        mir ist nicht gut /
        gut geht es mir nicht / mir geht es nicht besonders / es geht mir nicht besonders / in schwierigkeiten /
        jemand ist im haus /
        jemand ist in der wohnung / kein strom und kein
    """)
    | every(_NOT, phrases("gut / ok / okay / in ordnung / wohlauf"))
    | every(
        phrases("gut geht es mir / gut fühle ich mich"),
        phrases("""
        heute / gerade / leider / wirklich / überhaupt / gar
    """)
        | _OPTIONAL,
        phrases("nicht"),
    )
    | every(_FEELING, _NOT, phrases("gut / ok / okay / in ordnung / wohl / wohlauf / fit / gesund / bestens / prima")),
    neither=every(
        phrases("""
        nicht / ich bin nicht / bin nicht / gar nicht / überhaupt nicht / ist nicht / bin auch nicht
    """),
        _ILL,
    )
    | every(
        phrases("kein / keine / keinen / ohne"),
        phrases("""
            problem / probleme / thema / ding / ahnung / zweifel / notfall / hilfe / hilfe nötig / schmerz /
            schmerzen / fieber /
            angst / panik / gefahr / unfall / sturz / stürze / arzt / krankenwagen / verletzung / blut / feuer / rauch /
            polizei /
            schwindel / beschwerden / klagen
        """),
    )
    | every(
        phrases(
            "geht es dir / geht es ihnen / geht es euch / bist du / sind sie / seid ihr / ist bei dir alles / alles"
        ),
        phrases("gut / ok / okay / in ordnung / wohlauf"),
        phrases("bei dir / bei euch / bei ihnen"),
    )
    | every(
        phrases("""
        geht es dir / geht es ihnen / geht es euch / bist du / sind sie / seid ihr
    """),
        phrases("gut / ok / okay / schlecht"),
    )
    | phrases("""
        alles klar / nicht schlecht / gar nicht schlecht / nicht so schlecht / nicht übel / mir geht es nicht schlecht /
        nicht sicher /
        es geht mir nicht schlecht / bin nicht sicher / ich bin nicht sicher / ich bin mir nicht sicher /
        bin mir nicht sicher /
        kann nicht klagen / ich kann nicht klagen / nein danke / nein | danke / keine luft nach oben / brauche keine hilfe /
        ich brauche keine hilfe / brauche keinen arzt / ich brauche keinen arzt / na gut / na ja / naja / na toll /
        ach gut / ach so /
        schon gut / gut so / passt schon / ja gut aber / ja ja / jein / ja nein / ja oder nein / ja und nein / 1 oder 2 /
        so lala / solala /
        geht so / geht schon / es geht / es geht so / es geht schon / muss ja / einigermaßen / halbwegs / mittelmäßig /
        so weit so gut /
        noch gut / noch ok / noch okay / besser / ging schon besser / könnte besser sein / könnte schlimmer sein /
        weder noch / weder gut noch schlecht / warum nicht /
        nicht nur / weiß nicht / ich weiß nicht / weiß ich nicht / noch nicht / nicht dringend aber / nichts zu danken /
        gute besserung /
        alles gute / ende gut alles gut / ende gut / viel glück / leb wohl / lebt wohl / brauchst du hilfe /
        brauchen sie hilfe /
        braucht ihr hilfe / wenn du hilfe brauchst / wenn sie hilfe brauchen / falls du hilfe brauchst /
        danke für die hilfe / für die hilfe /
        danke für deine hilfe / für deine hilfe / für ihre hilfe / danke für ihre hilfe / deine hilfe / hilfe beim /
        im notfall /
        in notfällen / in dringenden fällen / in dringenden notfällen / falls dringend / wenn es dringend ist /
        blutdruck / bluttest /
        blut abnehmen / blutabnahme / arzttermin / beim arzt / zum arzt / im stau / stecke im stau /
        stecke fest im stau / hat mir gefallen /
        einen gefallen / gefällt mir / todmüde / zum sterben langweilig / feuer und flamme / feuer und flamme für /
        schlechtes wetter /
        schlechter empfang / schlechte verbindung / akku leer / falsche nummer / falsch verbunden / verpasster anruf /
        auf jeden fall / auf alle fälle / leider gut / ja leider / gut leider / alles außer / tut mir leid weh /
        ruf mich nicht an /
        rufen sie mich nicht an / bitte nicht anrufen / nicht anrufen / ruf nicht an / er ruft mich an /
        sie ruft mich an / wer hat mich angerufen /
        ihr geht es gut / ihm geht es gut / sie ist ok / sie ist gut / er ist ok / ihnen geht es gut / euch geht es gut /
        dir geht es gut /
        ist gut / ist ok / ist okay / das ist gut / das ist ok / alles in ordnung mit dir / kein grund / keinen grund /
        lach mich tot /
        ich lach mich tot / fix und fertig mit / taub stellen / gas geben / schwer in ordnung / so schlecht nicht /
        so schlecht geht es mir nicht /
        übel nehmen / nichts für ungut / wie geht es / mit dem herzen dabei / nicht schlimm / halb so schlimm /
        ist nicht schlimm

        die / fell / bad / hut / brief / stück / fallen / nah / na / also / man / was / war / rat / rate / stuck / hell /
        fast / bald / un /
        non / no / wen / hat / not / ill / chest
    """),
    fillers=phrases("""
        danke / danke schön / dankeschön / danke sehr / vielen dank / lieben dank / besten dank / herzlichen dank /
        tausend dank /
        danke der nachfrage / danke für die nachfrage / der nachfrage / danke dass du fragst / danke fürs nachfragen /
        fürs nachfragen /
        danke für die nachricht / für die nachricht / danke für deine nachricht / hallo / hallöchen / hi / hey / moin /
        moin moin / servus /
        grüezi / grüß gott / grüß dich / guten morgen / guten tag / guten abend / gute nacht / morgen | /
        schönen guten morgen /
        liebe grüße / viele grüße / beste grüße / herzliche grüße / schöne grüße / grüße / gruß / lg / vg / mfg /
        mit freundlichen grüßen /
        tschüss / tschüs / tschau / ciao / bis bald / bis morgen / bis dann / bis später / bis nachher / schönen tag /
        schönen tag noch /
        einen schönen tag / einen schönen tag noch / schönen abend / schönen abend noch / einen schönen abend /
        schönes wochenende /
        dir auch / ihnen auch / euch auch / dir auch einen schönen tag / ebenso / gleichfalls / heute / heute morgen /
        heute früh / hier /
        bei mir / bei uns / zu hause / zuhause / daheim / bin zu hause / bin zuhause / bin daheim / ich bin zu hause /
        ich bin daheim /
        ich bin zuhause / schatz / schatzi / liebling / mein schatz / mein lieber / meine liebe / liebes / süße / süßer /
        mein kind /
        mein junge / mein sohn / meine tochter / kind / mausi / maus / mein engel / freund / mein freund / keine sorge /
        keine sorgen /
        mach dir keine sorgen / macht euch keine sorgen / machen sie sich keine sorgen / mach dir keine sorge /
        keine angst um mich /
        kein grund zur sorge / keine sorgen machen / alles liebe / küsschen / kuss / bussi / umarmung / drück dich /
        entschuldigung /
        entschuldige / entschuldigen sie / sorry / tut mir leid / verzeihung / sorry für die späte antwort /
        für die späte antwort /
        entschuldige die späte antwort / entschuldigung für die späte antwort / habe verschlafen / verschlafen /
        ich habe verschlafen /
        hab verschlafen / bin gerade aufgewacht / gerade aufgewacht / gerade aufgestanden / bin gerade aufgestanden /
        habe geschlafen / hab geschlafen / gott sei dank / zum glück / wirklich / ehrlich / wie immer / immer noch /
        hihi / hehe / oh / antwort /
        option / nummer / meine antwort ist / von meinem iphone gesendet / gesendet von meinem iphone /
        von meinem ipad gesendet /
        gesendet von meinem handy / von meinem samsung gesendet / gesendet von outlook für ios / und munter /
        und zufrieden / und glücklich /
        lieb von dir / nett von dir / sehr nett / sehr lieb / gott segne dich / bin hier / ich bin hier / bin da /
        ich bin da / wellcheck
    """),
    courtesies=phrases("""
        und dir / und ihnen / und euch / und du / und wie geht es dir / und wie geht es ihnen / wie geht es dir /
        wie geht es ihnen /
        wie geht es euch / und selbst / und bei dir / und bei euch / und bei ihnen / wie geht es dir heute /
        dir hoffentlich auch /
        hoffe dir auch / hoffe dir geht es auch gut / ich hoffe dir geht es auch gut / ich hoffe ihnen auch
    """),
    call_me=every(phrases("ruf mich / rufen sie mich / rufe mich / ruft mich"), _WHEN, phrases("an / zurück"))
    | every(
        phrases("""
        ruf mich / rufen sie mich / ruf mich bitte / rufen sie mich bitte / bitte ruf mich / bitte rufen sie mich
    """),
        phrases("an / zurück"),
        _WHEN,
    )
    | phrases("""
        ruf an / ruf bitte an / bitte anrufen / anrufen bitte / ruf mal an / bitte ruf an / kannst du mich anrufen /
        können sie mich anrufen /
        kannst du anrufen / kannst du mich bitte anrufen / können sie mich bitte anrufen / könntest du mich anrufen /
        könntest du mich bitte anrufen / könnten sie mich anrufen / könnten sie mich bitte anrufen / rufst du mich an /
        rufst du mich bitte an / rufen sie mich an bitte / bitte um rückruf / bitte um anruf / bitte um einen anruf /
        rückruf bitte /
        ich möchte angerufen werden / ich bitte um rückruf
    """),
    later=phrases("""
        später / später bitte / etwas später / nachher / gleich / jetzt nicht / gerade nicht / im moment nicht /
        momentan nicht / moment /
        einen moment / einen moment bitte / moment bitte / augenblick / einen augenblick / sekunde / warte / warte mal /
        warte kurz /
        warten sie / warte bitte / warten sie bitte / frag später / frag mich später / fragen sie später /
        frag nochmal später /
        frag mich später nochmal / fragen sie mich später / beschäftigt / bin beschäftigt / ich bin beschäftigt /
        ich bin gerade beschäftigt /
        bin gerade beschäftigt / nicht dringend / eilt nicht / keine zeit / hab keine zeit / habe keine zeit /
        hab gerade keine zeit /
        habe gerade keine zeit / ich habe gerade keine zeit / ich habe keine zeit / jetzt keine zeit /
        brauche mehr zeit / erinnere mich später
    """)
    | every(
        phrases("""
            in / frag in / frag mich in / fragen sie mich in / frag nochmal in / frag mich nochmal in / gib mir /
            gib mir noch / brauche /
            brauche noch / ich brauche / ich brauche noch / warte / warte noch / erinnere mich in / noch / melde dich in
        """)
        | _OPTIONAL,
        _SPAN,
    ),
    busy=phrases("""
        ich fahre gerade / ich fahre gerade auto / fahre auto / fahre gerade / bin am fahren / bin am steuer /
        am steuer / sitze am steuer /
        kann gerade nicht sprechen / kann gerade nicht reden / kann gerade nicht telefonieren / kann jetzt nicht sprechen /
        kann jetzt nicht reden / kann jetzt nicht telefonieren / kann nicht sprechen / kann nicht telefonieren /
        ich rufe dich zurück /
        ich rufe zurück / rufe zurück / rufe später zurück / rufe dich zurück / ich rufe später zurück /
        ich rufe dich später an /
        ich rufe dich an / rufe dich später an / melde mich später / ich melde mich später / melde mich / melde mich gleich /
        in einer besprechung / bin in einer besprechung / im meeting / bin im meeting / in der sitzung / im urlaub /
        bin im urlaub /
        im kino / im unterricht / am schlafen / schlafe / was gibt es
    """),
    automatic=phrases("""
        automatische antwort / automatische nachricht / automatische abwesenheit / dies ist eine automatische /
        abwesenheitsnotiz /
        abwesenheitsmeldung / abwesenheitsassistent / nicht im büro / außer haus / außerhalb des büros /
        derzeit nicht erreichbar /
        zurzeit nicht erreichbar / nicht erreichbar / momentan nicht erreichbar / anrufbeantworter / mailbox / mobilbox /
        combox /
        nicht zustellbar / nicht zugestellt / konnte nicht zugestellt werden / nicht zugestellt werden / postfach voll /
        postfach ist voll /
        nicht auf diese nachricht antworten / bitte nicht antworten / teilnehmer / nicht stören / fahrmodus / autoantwort /
        nachricht nicht gesendet / dieses postfach /
        wir melden uns so schnell wie möglich / wir melden uns schnellstmöglich / wir haben ihre nachricht erhalten /
        beim fahren nicht stören / habe den fokus
    """),
    reactions=phrases("""
        gefällt / gefällt mir / hat mit / hat / liebt / mag / lacht über / hat reagiert / reagierte / reagierte mit /
        hervorgehoben /
        hat hervorgehoben / hat infrage gestellt / gefällt nicht
    """),
    oneself=phrases("ich / mir / bin / uns / wir"),
    negations=phrases("""
        nicht / nie / niemals / kein / keine / keinen / keiner / keinem / keines / keins / nichts / niemand / niemanden /
        ohne / kaum / weder /
        nirgends / nirgendwo / außer / noch nicht / nicht mehr
    """),
    not_before=phrases("nicht / nie / niemals / kaum"),
    not_after=phrases("nicht / nie / niemals / kaum"),
    between=phrases("""
        so / sehr / ganz / wirklich / besonders / allzu / mehr / richtig / recht / heute / gerade / ist / es / mir /
        geht / immer / alles / gar / bin /
        überhaupt / mich
    """),
    cries=phrases("""
        hilfe / helft / notarzt / notruf / krankenwagen / rettungswagen / polizei / feuerwehr / gestürzt / herzinfarkt /
        schlaganfall /
        ohnmächtig / bewusstlos / einbrecher / brustschmerzen
    """),
    stop=phrases("stopp / abmelden / abbestellen / aufhören / beenden"),
    start=phrases("starten / wieder anmelden"),
    help=phrases("hilfe"),
    info=phrases("befehle / menü / informationen"),
    ack=phrases("""
        ja ich helfe / ich helfe / ja ich helfe gern /
        ja / jo / jep / jawohl / klar / na klar / ja klar / natürlich / selbstverständlich / eins / ja kann ich /
        kann ich / ich kann / ja ich kann /
        ich kümmere mich / ich kümmere mich darum / kümmere mich darum / kümmere mich drum / ich kümmere mich drum /
        ich kümmere mich um sie /
        ich kümmere mich um ihn / bin unterwegs / ich bin unterwegs / bin schon unterwegs / ich bin schon unterwegs /
        schon unterwegs /
        unterwegs / bin auf dem weg / ich bin auf dem weg / auf dem weg / bin schon auf dem weg / ich fahre hin / fahre hin /
        ich fahre sofort hin / fahre sofort hin / ich fahre jetzt hin / fahre jetzt hin / fahre gleich hin /
        ich fahre los / fahre los /
        fahre jetzt los / ich gehe hin / gehe hin / ich gehe sofort hin / ich gehe jetzt hin / gehe jetzt hin /
        ich gehe rüber / gehe rüber /
        gehe gleich rüber / ich komme / komme / komme sofort / ich komme sofort / komme gleich / ich komme gleich /
        ich übernehme /
        ich übernehme das / übernehme ich / übernehme / mach ich / mache ich / wird gemacht / ich mache das /
        ich mache es / ich schaue nach /
        schaue nach / schau nach / ich schau nach / ich schaue nach ihr / ich schaue nach ihm / ich sehe nach /
        sehe nach / ich sehe nach ihr /
        ich sehe nach ihm / ich rufe sie an / ich rufe ihn an / rufe sie an / rufe ihn an / ich bin da / bin da /
        bin vor ort / bin bei ihr /
        bin bei ihm / ich bin bei ihr / ich bin bei ihm / bin gleich da / ich bin gleich da / bin sofort da /
        bin gleich bei ihr /
        bin gleich bei ihm / ich bin in # minuten da / bin in # minuten da / bin in # minuten bei ihr /
        bin in # minuten bei ihm
    """),
    cannot=phrases("""
        ich kann nicht helfen / kann nicht helfen / ich kann leider nicht helfen / kann leider nicht helfen /
        nein / nee / nö / zwei / ich kann nicht / kann nicht / kann leider nicht / ich kann leider nicht / leider nicht /
        geht nicht /
        geht leider nicht / nicht möglich / leider nicht möglich / unmöglich / es geht nicht / ich kann gerade nicht /
        kann gerade nicht /
        ich kann jetzt nicht / kann jetzt nicht / jetzt nicht / gerade nicht / ich kann nicht kommen /
        kann nicht kommen / ich kann nicht hin /
        kann nicht hin / bin im urlaub / ich bin im urlaub / bin nicht da / ich bin nicht da / bin nicht zu hause /
        ich bin nicht zu hause /
        bin zu weit weg / ich bin zu weit weg / zu weit weg / bin weit weg / bin im ausland / ich bin im ausland /
        bin verreist / ich bin verreist /
        falsche nummer / jemand anders / jemand anderes / fragen sie jemand anderen / frag jemand anderen / ich nicht /
        bin bei der arbeit /
        ich bin bei der arbeit / muss arbeiten / ich muss arbeiten / bin auf der arbeit / schaffe es nicht /
        schaffe ich nicht /
        ich schaffe es nicht / bin nicht in der stadt / bin nicht in der nähe / nicht in der nähe / bin selbst krank /
        bin im krankenhaus /
        ich habe keine zeit / keine zeit
    """),
    eta=every(
        phrases("""
        in / bin in / bin in etwa / in etwa / in ca / ankunft in / da in / circa / etwa / ungefähr / komme in
    """)
        | _OPTIONAL,
        _SPAN,
        phrases("da / dort / bei ihr / bei ihm") | _OPTIONAL,
    ),
    hand_over=phrases("""
        weitergeben an / geben sie es an / gib es an / gebt es weiter an / geben sie es weiter an / gib es weiter an /
        bitte fragen sie / bitte frag / bitte _ fragen / _ soll sich kümmern / _ soll es übernehmen / _ soll übernehmen
    """),
    wait=phrases("""
        warten sie / bitte warten sie / warten sie bitte / warte / warte bitte / bitte warte / wartet / wartet bitte /
        bitte wartet / bitte _ warten / _ warten / _ warten bitte / geben sie mir / gib mir / gebt mir
    """),
    safe=every(
        phrases("ja") | _OPTIONAL,
        phrases("""
        sie ist / er ist / sie sind / es geht ihr / es geht ihm / es geht ihnen / ihr geht es / ihm geht es / ihnen geht es
    """),
        phrases("wieder / sehr") | _OPTIONAL,
        phrases("gut / in sicherheit / wohlauf / ok / okay / in ordnung"),
    )
    | phrases("in sicherheit"),
    myself=phrases("ich / mir / mich / wir / uns / mein / meine / meinem / meiner / helft mir / hilf mir"),
    others=phrases("""
        er / ihr / ihm / ihn / ihnen / sie ist / sie hat / sie liegt / sie sagt / sie braucht / sie kann / mutter /
        mama / mutti / vater /
        papa / vati / oma / opa / großmutter / großvater / nachbar / nachbarin / tante / onkel / frau / mann /
        schwester / bruder
    """),
    joints=phrases("und / aber"),
    join=phrases("""
        hallo / guten tag / guten morgen / guten abend / moin / servus / anmelden / mitmachen / registrieren / grüß gott
    """),
    greetings=phrases("""
        hallo / moin / servus / guten tag / guten morgen / guten abend / grüß gott / anmelden / danke / vielen dank /
        ja / nein / klar
    """),
    remind=phrases("""
        erinnere mich / erinner mich / erinnern sie mich / erinnert mich / bitte erinnere mich / bitte erinnern sie mich /
        erinnere mich bitte / erinnern sie mich bitte / kannst du mich _ erinnern / könntest du mich _ erinnern /
        können sie mich _ erinnern / könnten sie mich _ erinnern / bitte _ erinnern / neue erinnerung /
        eine erinnerung bitte /
        stell eine erinnerung / stelle eine erinnerung / setze eine erinnerung / ich möchte eine erinnerung /
        ich brauche eine erinnerung
    """),
    links=phrases("an / daran / dass / dass ich / damit ich / bitte / und / hallo / für / ich soll / ich muss / zu"),
    unless=every(
        phrases("und / oder / sonst / und bitte") | _OPTIONAL,
        phrases(
            """
                sag _ bescheid / sage _ bescheid / sagen sie _ bescheid / sag es _ / sagen sie es _ / informiere _ /
                informieren sie _
            """
        ),
        phrases("""
            wenn nicht / wenn ich es nicht tue / wenn ich es nicht mache / wenn ich es nicht bestätige /
            wenn ich nicht bestätige /
            wenn ich das nicht bestätige / wenn ich nicht antworte / falls nicht / falls ich es nicht bestätige /
            falls ich nicht bestätige
        """),
    )
    | every(
        phrases(
            """
                sonst / und sonst / und wenn ich es nicht bestätige / und wenn ich nicht bestätige /
                wenn ich es nicht bestätige
            """
        ),
        phrases("sag _ bescheid / sage _ bescheid / sagen sie _ bescheid / informiere _ / informieren sie _"),
    ),
    conditions=every(
        phrases("wenn ich / falls ich"),
        phrases("_ nicht bestätige"),
        phrases(
            """
                sag _ bescheid / sage _ bescheid / sagen sie _ bescheid / dann sag _ bescheid /
                dann sagen sie _ bescheid / informiere _ / informieren sie _
            """
        ),
    ),
    whoever=phrases("""
        meine kontakte / meinen kontakten / meinem kontakt / meinen kontakt / kontakt / kontakte / jemandem /
        jemanden / allen / alle / ihnen / meiner familie / meine familie / meiner tochter / meine tochter / meinem
        sohn / meinen sohn / meiner frau / meine frau / meinem mann / meinen mann / meiner freundin / meinem freund
        / meiner nachbarin / meinem nachbarn / meiner schwester / meinem bruder / meiner mutter / meinem vater
    """),
    unremind=every(
        phrases("erinnere mich / erinnern sie mich / bitte erinnere mich / bitte erinnern sie mich"),
        phrases("nicht mehr an / nicht mehr / nicht mehr daran / nicht an"),
    )
    | every(
        phrases(
            "lösche / lösch / löschen sie / entferne / entfernen sie / streiche / streichen sie / beende / stoppe / vergiss"
        ),
        phrases("die / meine"),
        phrases("erinnerung an / erinnerung / erinnerungen an / _ erinnerung / _ erinnerungen"),
    )
    | phrases(
        """
            keine erinnerung mehr an / keine erinnerungen mehr an / hör auf mich an _ zu erinnern /
            hören sie auf mich an _ zu erinnern
        """
    ),
    done=phrases("""
        erledigt / ist erledigt / schon erledigt / habe ich erledigt / hab ich erledigt / gemacht / ist gemacht /
        schon gemacht /
        habe ich gemacht / hab ich gemacht / ich habe es gemacht / genommen / schon genommen / gerade genommen /
        habe ich genommen /
        hab ich genommen / ich habe sie genommen / ich hab sie genommen / ich habe es genommen / eingenommen /
        habe ich eingenommen / ich habe sie eingenommen / fertig / ist fertig / bestätigt / ich bestätige /
        ich bestätige es / abgehakt
    """),
    back=phrases("zurück"),
    none=phrases("gar nicht / nie / niemals / keinmal / kein mal / nein / überhaupt nicht"),
    arrived=every(
        phrases("ich bin / bin") | _OPTIONAL,
        phrases("jetzt / schon / wieder / nun / gut / sicher / heil") | _OPTIONAL,
        phrases("zu hause / zuhause / daheim / zu hause angekommen / zuhause angekommen / daheim angekommen"),
    )
    | every(
        phrases("ich bin / bin") | _OPTIONAL,
        phrases("gut / sicher / heil / wohlbehalten") | _OPTIONAL,
        phrases("angekommen"),
    )
    | phrases("""
        ich bin zu hause und mir geht es gut / bin zu hause und mir geht es gut / ich bin zu hause und es geht mir gut /
        ich bin zu hause mir geht es gut / bin zu hause alles gut / ich bin zu hause alles gut
    """),
    thanks=phrases("danke / vielen dank / besten dank / danke schön / dankeschön / danke sehr"),
    more=phrases("""
        mehr / noch / noch mehr / weitere / länger / brauche / ich brauche / brauche noch / ich brauche noch / gib mir noch /
        geben sie mir noch / geben sie mir / bitte
    """),
    commands={
        "start": ("anfangen", "mitmachen", "registrieren"),
        "help": ("hilfe", "menü", "befehlsliste"),
        "status": ("stand",),
        "contacts": ("kontakte", "kontakt"),
        "schedule": ("zeiten", "zeitplan"),
        "pause": ("pause", "pausieren"),
        "resume": ("weiter", "fortsetzen"),
        "probe": ("probe",),
        "plans": ("pläne", "plaene"),
        "walk": ("heimweg",),
        "reminders": (
            "erinnerungen",
            "meine erinnerungen",
            "zeige meine erinnerungen",
            "zeig mir meine erinnerungen",
            "meine erinnerung",
        ),
        "patience": ("geduld",),
        "secret": ("geheimes wort", "geheimwort"),
        "settings": ("einstellungen",),
        "language": ("sprache",),
        "calls": ("anrufe",),
        "link": ("verbinden", "verknüpfen"),
        "usage": ("befehle",),
        "processes": ("prozesse",),
        "drill": ("uebung", "übung", "eine übung bitte", "probealarm"),
        "board": ("lage", "lagebild", "übersicht"),
        "told": (
            "wer_erfaehrt",
            "wer erfährt wann",
            "wer wird wann benachrichtigt",
            "wer wird benachrichtigt",
            "wem sagt ihr wann bescheid",
            "wem sagen sie bescheid",
        ),
        "forget_me": (
            "vergesst_mich",
            "vergesst mich",
            "vergiss mich",
            "vergessen sie mich",
            "meine daten löschen",
            "löscht meine daten",
            "löschen sie meine daten",
            "mein konto löschen",
            "lösche meine daten",
        ),
        "my_data": (
            "meine_daten",
            "meine daten",
            "zeigen sie mir meine daten",
            "schicken sie mir meine daten",
            "was wisst ihr über mich",
            "was wissen sie über mich",
            "was weißt du über mich",
        ),
        "history": ("verlauf", "mein monat", "wie war mein monat"),
        "week": ("meine_woche", "meine woche", "wie war meine woche"),
        "quiet": ("ruhezeiten", "ruhezeit"),
        "visit": (
            "besuch",
            "besuch wünschen",
            "um besuch bitten",
        ),
        "visits": (
            "besuche",
            "meine besuche",
            "mein besuch",
        ),
        "minutes": (
            "minuten",
            "meine minuten",
            "wie viele minuten habe ich",
            "wie viele minuten habe ich noch",
            "wieviele minuten habe ich",
        ),
        "pal": (
            "besucher",
            "besucherin",
            "besucher werden",
            "ich möchte besucher werden",
            "ich möchte andere besuchen",
            "ich möchte helfen",
            "ich will helfen",
            "ich würde gern helfen",
            "helfer werden",
        ),
        "available": (
            "verfügbar",
            "ich bin verfügbar",
            "ich habe zeit",
        ),
        "unavailable": (
            "nicht verfügbar",
            "ich bin nicht verfügbar",
        ),
        "ping": ("ping",),
    },
    units=phrases("min / mins / minute / minuten / h / std / stunde / stunden"),
    spelt=pairs("""
        gehts = geht es / gehtz = geht es / geths = geht es / jaa = ja / jaaa = ja / jaja = ja ja / jou = jo /
        jepp = jep / jupp = jup /
        natuerlich = natürlich / selbstverstaendlich = selbstverständlich / fuehle = fühle / ordung = ordnung /
        ornung = ordnung /
        dnake = danke / danek = danke / dnke = danke / dankee = danke / dank = danke / thx = danke / guut = gut /
        gutt = gut / jut = gut /
        guat = gut / guad = gut / supi = super / suppi = super / okee = okay / okeh = okay / nich = nicht /
        nciht = nicht / nihct = nicht /
        ncht = nicht / nit = nicht / net = nicht / ned = nicht / nix = nichts / neiin = nein / nien = nein /
        nain = nein / noe = nö /
        hife = hilfe / hilef = hilfe / hlife = hilfe / hlfe = hilfe / hilfee = hilfe / hielfe = hilfe /
        brauch = brauche / hab = habe /
        krieg = kriege / bekomm = bekomme / uebel = übel / gestuerzt = gestürzt / gestürtzt = gestürzt /
        ueberhaupt = überhaupt / spaeter = später / zurueck = zurück / grueße = grüße / gruesse = grüße / weiss = weiß /
        ausser = außer /
        koennen = können / koenntest = könntest / kuemmere = kümmere / fuer = für / muede = müde / schoen = schön /
        dankeschoen = dankeschön / ohnmaechtig = ohnmächtig / mri = mir / miir = mir / alels = alles /
        ales = alles / allles = alles / allesgut = alles gut / schlehct = schlecht / schelcht = schlecht /
        gsund = gesund / bissl = bisschen
    """),
)
