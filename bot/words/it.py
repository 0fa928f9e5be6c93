"""Italian."""

from __future__ import annotations

from bot.words import Words, elided, every, pairs, phrases

_AM = elided("""
    sto / io sto / mi sento / io mi sento / stiamo / noi stiamo / stiamo tutti / stiamo tutti e due / sto sempre /
    sto ancora / oggi sto / ora sto / qui sto / mi trovo / sto proprio / sto davvero / continuo a stare
""")
_BEING = elided("sono / io sono / siamo / qui è tutto / è tutto / tutto è / tutto")
_GOES = elided("""
    va tutto / tutto va / qui va tutto / sta andando tutto / procede tutto / qui tutto / qua tutto/ tutto
""")
_WELL = elided("""
    bene / benissimo / molto bene / proprio bene / davvero bene / tanto bene / benone / ottimamente / alla grande /
    da dio / perfettamente / perfettamente bene / a meraviglia / meravigliosamente / splendidamente / magnificamente /
    egregiamente / divinamente / bene bene / una favola / da favola / una meraviglia / in forma / in gran forma /
    in ottima forma / tranquilla / tranquillo / al sicuro / ok / okay / super bene / strabene
""")
_STATE = elided("""
    ok / okay / a posto / apposto / al sicuro / in ordine / sana e salva / sano e salvo / sani e salvi / in forma /
    in gran forma / in ottima forma / in piena forma / in salute
""")

_UNITS = phrases("""
    min / mins / minuto / minuti / minutino / minutini / h / ora / ore / oretta / orette / momento / attimo /
    istante / secondo
""")
_SPAN = every(
    phrases("# / un / uno / una / due / tre / cinque / dieci / quindici / venti / qualche / un paio di"), _UNITS
) | elided("""
    mezz'ora / mezzora / mezz'oretta / una mezz'ora / una mezz'oretta / un'ora / un'oretta / un'ora e mezza /
    un quarto d'ora / tre quarti d'ora / un attimino / un momentino / un minutino / un secondo / due minuti /
    un po' di tempo
""")
_CALL = elided("""
    chiamami / mi chiami / mi chiama / chiamatemi / mi chiamate / mi puoi chiamare / mi può chiamare /
    puoi chiamarmi / può chiamarmi / potete chiamarmi / mi potete chiamare / richiamami / mi richiami / richiamatemi /
    telefonami / telefonatemi / mi telefoni / fammi uno squillo / mi fai uno squillo / fammi una telefonata /
    dammi un colpo di telefono / vorrei che mi chiamassi / vorrei essere chiamata / vorrei essere chiamato /
    voglio che mi chiami / ho bisogno che mi chiami / mi può telefonare / puoi telefonarmi / potrebbe chiamarmi /
    mi potrebbe chiamare / potresti chiamarmi / mi faccia uno squillo
""")
_FOLKS = elided("""
    cara / caro / cari / tesoro / tesoro mio / amore / amore mio / figlia / figlio / figlia mia / figlio mio /
    figliola / figliolo / bella / bello / bella mia / stella / stellina / cuore / cuore mio / gioia / ciccia /
    piccola / piccolo / nipote / ragazzi / ragazze / bambina / bambina mia / signora / signore / signorina / amica /
    amico / amica mia / amico mio / dolcezza
""")
_NOT = phrases("non / nn")

WORDS = Words(
    name="Italiano",
    prefixes=("+39", "+378"),
    ok=(
        elided("""
            sì / si / sii / sì sì / sì sì sì / eh sì / ma sì / certo / certo che sì / certamente / ma certo /
            certissimo / ovvio / ovviamente / ovvio che sì / assolutamente sì / sicuro / sicuramente / affermativo /
            esatto / direi di sì certo / sì certo / uno / 1 / ok / okay / okok / bene / benissimo / molto bene /
            bene bene / proprio bene / davvero bene / benone / tutto bene / tutto benissimo / tutto ok / tutto okay /
            tutto a posto / tutto apposto / tutto in ordine / tutto tranquillo / tutto regolare / tutto perfetto /
            tutto liscio / tutto bello / tutto alla grande / tutto splendido / va tutto liscio /
            va tutto a gonfie vele / a gonfie vele / tutto normale / tutto sotto controllo / a posto / apposto /
            alla grande / alla grandissima / ottimamente / ottimo / perfetto / perfettamente / splendidamente /
            magnificamente / a meraviglia / una meraviglia / una favola / da dio / una roccia / sto una favola /
            sto una meraviglia / sono una roccia / in forma / in gran forma / in ottima forma / in piena forma /
            fresca come una rosa / fresco come una rosa / sana come un pesce / sano come un pesce /
            sono sana come un pesce / sono sano come un pesce / sana e salva / sano e salvo / io bene /
            io tutto bene / sì sto bene / nessuna novità tutto bene / niente di nuovo tutto bene / pollice su /
            pollice in su / fantastico / fantastica / eccellente / splendido / super / bene come sempre /
            ci sono e sto bene / tutto ok qui / tuttapposto / tutto va per il meglio / va tutto per il meglio /
            più che bene / tt ok / la salute c'è / c'è la salute
        """)
        | every(_AM, _WELL)
        | every(_BEING, _STATE)
        | every(
            _GOES,
            phrases("""
                bene / benissimo / molto bene / alla grande / a meraviglia / ok / okay / a posto / perfettamente
            """),
        )
    )
    - elided("""
        sono in ordine / tutto in salute / tutto al sicuro
    """),
    yes=elided("""
        sì / si / sì sì / sii / certo / certamente / certo che sì / esatto / giusto / corretto / ok / okay / va bene /
        d'accordo / perfetto / sicuro / sicuramente / ovvio / sì grazie / sì per favore / volentieri / con piacere /
        uno / 1 / assolutamente sì / proprio così / esattamente
    """),
    cries=phrases("""
        aiuto / aiutami / aiutatemi / aiutateci / soccorso / ambulanza / pompieri / carabinieri / svenuta / svenuto /
        ictus / incendio / aiut
    """),
    oneself=phrases("sto / io / sono / mi"),
    reactions=elided("""
        piace / ha messo mi piace / ha messo mi piace a / ha messo mi piace al / ha messo / ha adorato / adora /
        ha amato / non piace / ha riso / ha riso a / ha riso per / ha enfatizzato / enfatizza / ha messo in evidenza /
        ha messo in dubbio / ha reagito / ha reagito con / ha reagito a / ha aggiunto mi piace / ha contrassegnato /
        mi piace
    """),
    not_before=phrases("non / nn / mai / nemmeno / neanche / neppure / poco / mica"),
    between=elided("""
        molto / tanto / tutto / proprio / affatto / più / così / per / niente / del / troppo / ancora / davvero / va /
        sto / mi / sento / sempre / neanche / nemmeno / mica / poi / granché / benissimo
    """),
    call_me=every(
        _CALL,
        elided("""
            quando puoi / quando può / quando potete / appena puoi / appena può / appena potete / più tardi / dopo /
            adesso / ora / subito / oggi / domani / stasera / per favore / perfavore / pf / per piacere / per cortesia
        """)
        | {""},
    )
    | elided("""
        per favore chiamami / per favore mi chiami / per favore chiamatemi / chiama per favore / per piacere chiamami
    """),
    later=elided("""
        dopo / più tardi / un po' più tardi / tra poco / fra poco / tra un po' / fra un po' / adesso no / ora no /
        non adesso / non ora / non subito / aspetta / aspetti / aspettate / aspetta un po' / aspetta un attimo /
        aspetti un attimo / aspetta un momento / aspetti un momento / aspetta un minuto / aspetti un minuto /
        attendi / attenda / attenda un attimo / un attimo solo / solo un attimo / un attimo per favore /
        un momento per favore / solo un minuto / occupata / occupato / sono occupata / sono occupato /
        sono occupata adesso / sono occupato adesso / adesso sono occupata / adesso sono occupato /
        ora sono occupata / ora sono occupato / sono impegnata / sono impegnato / impegnata / impegnato /
        adesso sono impegnata / adesso sono impegnato / rispondo dopo / rispondo più tardi / ti rispondo dopo /
        ti rispondo più tardi / le rispondo dopo / ti dico dopo / chiedimelo dopo / chiedimelo più tardi /
        me lo chieda dopo / me lo chieda più tardi / chiedetemelo dopo / chiedetemelo più tardi / ricordamelo dopo /
        ricordamelo più tardi / chiedi dopo / chieda più tardi / ho bisogno di più tempo / mi serve più tempo /
        dammi tempo / mi dia tempo / non c'è fretta / senza fretta / in un altro momento
    """)
    | every(
        elided("""
            tra / fra / entro / dammi / mi dia / datemi / ancora / aspetta / aspetti / mi servono / mi serve /
            chiedimelo tra / chiedimelo fra / me lo chieda tra / me lo chieda fra / ricordamelo tra /
            ricordamelo fra / ho bisogno di / chiedetemelo tra / chiedetemelo fra
        """),
        _SPAN,
    )
    | _SPAN,
    no=elided("""
        n / no / noo / nooo / no no / no no no / eh no / ma no / certo che no / assolutamente no / sicuramente no /
        direi di no / per niente / per nulla / affatto / niente affatto / negativo / nope / nop / mica tanto /
        non proprio / non tanto / non molto / poco / purtroppo no / non direi / non esattamente / non granché / macché
    """),
    negations=elided("""
        no / non / nn / mai / niente / nulla / nessuno / nessuna / né / neanche / nemmeno / neppure / senza / poco /
        mica / affatto / senz'altro no
    """),
    distress=elided("""
        sto da schifo / sto uno schifo / sto una schifezza / sto per svenire / mi sento strana / mi sento strano /
        mi sento mancare / va tutto storto / sono giù / mi sento giù / aiuto / aiut / aiuto aiuto / aiutami /
        mi aiuti / aiutatemi / aiutateci / aiutarmi / soccorso / soccorsi / sos / ho bisogno di aiuto /
        ho bisogno d'aiuto / bisogno di aiuto / bisogno d'aiuto / mi serve aiuto / serve aiuto /
        mi serve una mano urgente / ho bisogno di te / ho bisogno di voi / ho bisogno di un medico /
        ho bisogno di un dottore / ho bisogno del medico / mi serve un medico / serve un medico / serve un dottore /
        presto un medico / un medico subito / un medico presto / un medico per favore / un dottore per favore /
        serve l'ambulanza / un'ambulanza / ambulanza / l'ambulanza / 118 / polizia / carabinieri / pompieri /
        vigili del fuoco / emergenza / è un'emergenza / urgente / urgenza / pronto soccorso / caduta / caduto /
        sono caduta / sono caduto / cado / caddi / scivolata / scivolato / inciampata / inciampato / per terra /
        a terra / in terra / sul pavimento / svenuta / svenuto / sono svenuta / svenimento / svengo / sto svenendo /
        priva di sensi / privo di sensi / incosciente / capogiro / capogiri / giramenti di testa / mi gira la testa /
        gira la testa / vertigini / stordita / stordito / dolore / dolori / fa male / mi fa male / fanno male /
        mi fanno male / male / malissimo / maluccio / malino / sto male / sto malissimo / mi sento male / molto male /
        tanto male / male male / mal di cuore / mal di petto / mi sono fatta male / mi sono fatto male / fatta male /
        fatto male / ferita / ferito / sangue / sanguino / sto sanguinando / sanguina / emorragia / frattura /
        fratturata / rotta la gamba / rotto il braccio / gamba rotta / braccio rotto / femore rotto /
        rotto il femore / rotta l'anca / anca rotta / ustionata / ustionato / ustione / bruciata / scottata /
        infarto / ictus / attacco di cuore / attacco di panico / crisi epilettica / convulsioni / soffoco /
        sto soffocando / soffocando / affogo / non respiro / non riesco a respirare / fatico a respirare /
        faccio fatica a respirare / fiato corto / mi manca il fiato / manca il fiato / mi manca il respiro /
        manca l'aria / mi manca l'aria / febbre / ho la febbre / vomito / vomitato / sto vomitando / nausea / malata /
        malato / ammalata / ammalato / sono malata / sono malato / malessere / malore / ho avuto un malore / peggio /
        sempre peggio / peggiorata / peggiorato / peggioro / grave / gravissimo / debole / debolissima / debolezza /
        senza forze / bloccata / bloccato / incastrata / incastrato / intrappolata / intrappolato / chiusa dentro /
        chiuso dentro / chiusa in bagno / chiuso in bagno / persa / perso / mi sono persa / mi sono perso / smarrita /
        smarrito / aggredita / aggredito / mi ha picchiata / mi ha picchiato / mi picchia / mi minaccia / minacciata /
        minacciato / minaccia / derubata / derubato / ladro / ladri / rapina / rapinata / rapinato / scippata /
        sequestrata / pericolo / in pericolo / paura / ho paura / spaventata / spaventato / terrorizzata /
        terrorizzato / panico / nel panico / angoscia / angosciata / angosciato / ansia / depressa / depresso /
        depressione / giù di morale / disperata / disperato / disperazione / suicidio / suicidarmi / uccidermi /
        ammazzarmi / morire / muoio / sto morendo / voglio morire / vorrei morire / farla finita / non voglio vivere /
        non voglio più vivere / morta / morto / non ce la faccio / non ce la faccio più / nn ce la faccio /
        nn ce la faccio più / non ne posso più / non resisto / non resisto più / sono allo stremo / non reggo più /
        chiama qualcuno / chiami qualcuno / chiamate qualcuno / chiama un'ambulanza / chiami un'ambulanza /
        chiamate un'ambulanza / chiama l'ambulanza / chiami l'ambulanza / chiamate l'ambulanza / chiama il 118 /
        chiami il 118 / chiamate il 118 / chiama il 112 / chiamate il 112 / chiama il medico / chiami il medico /
        chiamate il medico / chiama il dottore / chiami il dottore / chiamate il dottore / chiama un medico /
        chiamate un medico / chiama la polizia / chiamate la polizia / chiama i carabinieri / chiamate i carabinieri /
        chiama i pompieri / chiamate i pompieri / chiama mia figlia / chiama mio figlio / chiami mia figlia /
        chiami mio figlio / chiamate mia figlia / chiamate mio figlio / chiama mio marito / chiama mia moglie /
        avvisa qualcuno / avvisate qualcuno / avvisi qualcuno / avvisa mia figlia / avvisate mia figlia /
        avvisate mio figlio / manda aiuto / mandate aiuto / mandi aiuto / manda qualcuno / mandate qualcuno /
        vieni subito / venite subito / venga subito / vieni presto / venite presto / vieni qui / venite qui / corri /
        correte / fate presto / fai presto / venite ad aiutarmi / vieni ad aiutarmi / ospedale / in ospedale /
        all'ospedale / non va bene / non va / nn va bene / non va affatto / va male / va malissimo / va tutto male /
        tutto male / le cose vanno male / non bene / nn bene / poco bene / non tanto bene / non molto bene /
        non proprio bene / non benissimo / non troppo bene / nn molto bene / nn tanto bene / niente bene /
        per niente bene / mica bene / non ok / nn ok / non a posto / non al sicuro / non in forma / qualcosa non va /
        c'è qualcosa che non va / è successa una cosa brutta / incidente / ho avuto un incidente / incendio / fuoco /
        fumo in casa / pieno di fumo / c'è fumo / puzza di gas / fuga di gas / odore di gas / allagamento / allagata /
        veleno / avvelenata / avvelenato / overdose / intossicata / intossicato / annegando
    """)
    | every(
        _NOT,
        elided("sto / mi sento / stiamo / sono / mi trovo / sta andando / va / va tutto / è tutto / è"),
        elided("""
            molto / tanto / affatto / proprio / per niente / più / troppo / così / mica / davvero / un granché
        """)
        | {""},
        elided("bene / benissimo / ok / okay / a posto / al sicuro / in forma / tranquilla / tranquillo"),
    )
    | every(
        _NOT,
        phrases("riesco / posso / riesco più / posso più / riesco neanche / riesco nemmeno"),
        elided("""
            a alzarmi / ad alzarmi / alzarmi / a muovermi / muovermi / a respirare / respirare / a camminare /
            camminare / a vedere / a parlare / a stare in piedi / a rialzarmi / rialzarmi / a tirarmi su / a uscire /
            a mettermi in piedi / a deglutire
        """),
    )
    | every(
        _NOT, elided("mi alzo / mi muovo / cammino / ci vedo / mi reggo in piedi / sento le gambe / sento il braccio")
    ),
    bad=elided("""
        orribile / terribile / pessimo / pessima / pessimamente / brutto / brutta / 2 / due / pollice giù /
        pollice in giù / triste / piango / sto piangendo / in lacrime / uno schifo / da schifo / infelice / dura /
        difficile / a pezzi / sono a pezzi / uno straccio
    """),
    neither=elided("""
        fine / la fine / alla fine / bene o male / sole / pet / va bene / va bene grazie / non male / nn male /
        non c'è male / nn c'è male / niente male / mica male / non sto male / nn sto male / non mi sento male /
        non va male / non va tanto male / non sto tanto male / non tanto male / meno male / poteva andare peggio /
        potrebbe andare peggio / potrebbe andare meglio / si potrebbe stare meglio / sono stata meglio /
        sono stato meglio / mai stata meglio / mai stato meglio / mai stata così bene / mai stato così bene /
        così così / cosi cosi / insomma / né bene né male / abbastanza / abbastanza bene / discretamente / benino /
        benuccio / si tira avanti / tiro avanti / tiriamo avanti / si va avanti / andiamo avanti / si campa /
        si sopravvive / sopravvivo / ci si difende / me la cavo / ce la caviamo / me la cavicchio / si resiste /
        resisto / si fa quel che si può / bene ma non benissimo / diciamo / diciamo bene / diciamo di sì /
        penso di sì / credo di sì / spero di sì / speriamo / speriamo bene / spero bene / andrà tutto bene /
        andrà bene / andrà meglio / sto meglio / va meglio / molto meglio / un po' meglio / starò bene / stavo bene /
        voler bene / ti vuole bene / sta bene / state bene / stai bene / stanno bene / come mai / tutto bene da te /
        tutto bene da voi / tutto bene lì / tutto bene lì da te / va tutto bene lì / hai bisogno di aiuto /
        ha bisogno di aiuto / avete bisogno di aiuto / serve aiuto ? / hai bisogno di qualcosa /
        se hai bisogno di aiuto / se ha bisogno di aiuto / non ho bisogno di aiuto / nn ho bisogno di aiuto /
        non ho bisogno d'aiuto / non ho bisogno di niente / non ho bisogno di nulla / non mi serve aiuto /
        non serve aiuto / non mi serve niente / non mi serve nulla / non serve / non c'è bisogno /
        non ce n'è bisogno / grazie per l'aiuto / grazie dell'aiuto / grazie del tuo aiuto / grazie per il tuo aiuto /
        per l'aiuto / dell'aiuto / del vostro aiuto / per il vostro aiuto / del suo aiuto / per il tuo aiuto /
        nessun problema / nessun problema grazie / senza problemi / non c'è problema / non ci sono problemi /
        no problem / figurati / si figuri / no grazie / no | grazie / non ancora / oggi no / forse / boh / mah /
        non so / nn so / non lo so / nn lo so / non saprei / non sono sicura / non sono sicuro / sì o no / sì e no /
        s o n / 1 o 2 / nessun dolore / senza dolore / senza dolori / non ho dolore / non ho dolori / niente dolori /
        non ho male / non mi fa male / non mi fa male niente / non mi fa male nulla / non fa male / non ho paura /
        niente paura / senza paura / non ho la febbre / non ho febbre / niente febbre / senza febbre /
        non sono malata / non sono malato / non sono caduta / non sono caduto / non sono in pericolo /
        nessun pericolo / fuori pericolo / nessuna emergenza / non è un'emergenza / non è urgente /
        niente di urgente / niente di grave / nulla di grave / non è grave / niente di rotto / in caso di emergenza /
        in caso di urgenza / se è urgente / se è un'emergenza / per emergenze / per le emergenze / bene arrivata /
        bene arrivato / ben arrivata / ben arrivato / ben fatto / ben detto / ben venga / per bene / fai bene /
        fa bene / mi fa bene / ben ricevuto / ricevuto / capito bene / non ho capito bene / non ho sentito bene /
        non si sente bene / non ci sento bene / dormito male / ho dormito male / dormito poco / non ho dormito bene /
        non ho dormito molto bene / come no / come sì / chi è / chi sei / chi parla / con chi parlo /
        numero sbagliato / ha sbagliato numero / hai sbagliato numero / ho sbagliato numero / ho sbagliato /
        chiamata persa / chiamate perse / ho perso il telefono / perso il telefono / perso le chiavi /
        ho perso le chiavi / ho perso gli occhiali / perso il treno / telefono rotto / rotto il telefono /
        telefono morto / morto il telefono / batteria morta / telefono scarico / bloccata nel traffico /
        bloccato nel traffico / esame del sangue / esami del sangue / analisi del sangue / prelievo del sangue /
        dal medico / dal dottore / dal mio medico / sono dal medico / sono dal dottore / visita medica /
        visita in ospedale / un medico di base / paura eh / morire dal ridere / muoio dal ridere / morta di sonno /
        morto di sonno / morta dal ridere / morta di fame / sonno / stanca morta / stanco morto / caduta la linea /
        è caduta la linea / caduta di stile / brutto tempo / tempo brutto / bel tempo / mal tempo / maltempo /
        fuoco lento / vieni qui domani / pronto soccorso chiuso / polizia municipale / polizza / perso tempo /
        male che vada / mal che vada / non chiamarmi / non chiamatemi / non mi chiami / non mi chiamare /
        non mi chiamate / mi chiamo / mi chiama lei / non richiamarmi / non mi telefonare / se puoi / se vuoi /
        se vuole / come vuoi / come vuole / bene così / basta così / così va bene / male non fare /
        tutto bene quel che finisce bene
    """),
    fillers=_FOLKS
    | elided("""
        grazie / grazie mille / grazie tante / tante grazie / molte grazie / grazie infinite / mille grazie / grz /
        grazie a dio / grazie al cielo / grazie a te / grazie a lei / grazie a voi / grazie di tutto /
        grazie per il messaggio / grazie del messaggio / grazie per avermelo chiesto / grazie per averlo chiesto /
        grazie di avermelo chiesto / grazie per avermi scritto / grazie per l'interessamento /
        grazie dell'interessamento / grazie del pensiero / grazie per il pensiero / ti ringrazio / la ringrazio /
        vi ringrazio / ringrazio / molto gentile / gentile / gentilissima / gentilissimo / sei gentile /
        sei un tesoro / che gentile / ciao / ciao ciao / salve / buongiorno / buon giorno / buondì / buonasera /
        buona sera / buonanotte / buona notte / buon pomeriggio / buona giornata / buona serata / buona domenica /
        buon weekend / buon fine settimana / giorno / sera / notte / saluti / un saluto / cari saluti / tanti saluti /
        cordiali saluti / distinti saluti / un abbraccio / abbracci / abbraccio / un forte abbraccio / un bacio /
        bacio / baci / bacioni / un bacione / bacetti / tanti baci / baci baci / bacini / smack / ti voglio bene /
        vi voglio bene / ti voglio tanto bene / ti voglio un mondo di bene / tvb / tvtb / tvttb / ti amo / oggi /
        stamattina / stamani / questa mattina / stasera / oggi pomeriggio / stanotte / qui / qua / qui a casa /
        a casa / a casa mia / in casa / sono a casa / sono in casa / sono qui / sono qua / eccomi / eccomi qua /
        eccomi qui / sempre / come sempre / come al solito / come il solito / davvero / veramente / proprio /
        a domani / a dopo / a presto / a stasera / a più tardi / arrivederci / ci vediamo / ci sentiamo /
        ci sentiamo dopo / ci vediamo domani / alla prossima / stammi bene / statemi bene / mi stia bene /
        abbi cura di te / riguardati / anche a te / anche a lei / anche a voi / altrettanto / altrettanto a te /
        ricambio / pure a te / non ti preoccupare / nn ti preoccupare / non preoccuparti / nn preoccuparti /
        non si preoccupi / non vi preoccupate / non preoccupatevi / non preoccupatevi per me /
        non ti preoccupare per me / non c'è da preoccuparsi / state tranquilli / stai tranquilla / stai tranquillo /
        stia tranquilla / stia tranquillo / sta tranquilla / sta tranquillo / tranquilla / tranquillo / tranquilli /
        ahah / ahaha / ahahah / ahahaha / haha / hihi / eheh / eh / ah / oh / uh / beh / be / allora / dunque / ecco /
        guarda / dai / scusa / scusami / scusi / mi scusi / scusate / scusate il ritardo / scusa il ritardo /
        scusi il ritardo / scusa per il ritardo / scusi per il ritardo / scusa se rispondo tardi /
        scusi se rispondo tardi / perdona il ritardo / dormivo / stavo dormendo / ero in giardino / ero fuori /
        ero in bagno / ero sotto la doccia / mi sono appena svegliata / mi sono appena svegliato /
        mi sono svegliata adesso / mi sono svegliato adesso / appena svegliata / appena svegliato / ho dormito bene /
        dormito bene / anche io / anch'io / pure io / io / opzione / numero / risposta / la mia risposta è / tasto /
        premo / e contenta / e contento / e felice / contenta / contento / e tranquilla / e tranquillo / e sto bene /
        e tutto bene / e va tutto bene / e in salute / per fortuna / fortunatamente / ringraziando dio /
        ringraziando il cielo / ringraziando il signore / se dio vuole oggi / dio ti benedica / dio la benedica /
        inviato da iphone / inviato dal mio iphone / inviato da ipad / inviato dal mio ipad /
        inviato dal mio telefono / inviato dal mio cellulare / inviato da smartphone samsung /
        inviato dal mio samsung / inviato dal mio smartphone samsung galaxy / inviato da outlook per ios /
        inviato da outlook per android
    """),
    courtesies=elided("""
        e tu / e lei / e voi / e te / e a te / e tu come stai / e lei come sta / e voi come state / come stai /
        come sta / come state / come va / come stai tu / e tu come va / tu come stai / lei come sta / tu ? / lei ? /
        voi ? / e tu tutto bene / e lei tutto bene / e voi tutto bene / e da te / e da voi / da te / da voi / e lì /
        e tu stai bene / spero anche tu / spero anche lei / spero anche voi / spero tutto bene anche tu /
        spero che anche tu stia bene / spero che tu stia bene / spero che lei stia bene / spero che stiate bene /
        e te come stai / te come stai / e te tutto bene / e la tua salute / come va da te / come va la vita
    """),
    stop=elided("""
        disiscrivi / disiscrivimi / disiscrizione / disiscrivermi / cancellami / cancellatemi / annulla / annullare /
        interrompi / interrompere / disdici / disdire / disattiva / disattivare / arresta / rimuovimi / toglimi
    """),
    start=phrases("inizia / iniziare / comincia / ricomincia / riprendi / riprendere / riattiva"),
    help=phrases("aiuto"),
    info=phrases("comandi / menu / informazioni"),
    automatic=elided("""
        risposta automatica / messaggio automatico / risponditore / segreteria / segreteria telefonica /
        segreteria piena / fuori ufficio / fuori sede / assente dall'ufficio / fuori dall'ufficio /
        sono fuori ufficio / non rispondere a questo messaggio / si prega di non rispondere / non rispondere /
        casella vocale / casella piena / casella di posta piena / la casella è piena / messaggio non inviato /
        messaggio non recapitato / non recapitato / non consegnato / impossibile recapitare / invio non riuscito /
        invio fallito / modalità guida / modalità auto / modalità alla guida / non disturbare / non raggiungibile /
        utente / l'utente / cliente non raggiungibile / il numero chiamato / numero inesistente /
        grazie per averci contattato / grazie di averci contattato / le risponderemo / ti risponderemo / vi risponderemo
    """),
    busy=elided("""
        sto guidando / guidando / alla guida / sono alla guida / al volante / sono in macchina / in macchina /
        in riunione / sono in riunione / riunione / non posso parlare / nn posso parlare / ora non posso parlare /
        adesso non posso parlare / non posso parlare ora / non posso parlare adesso / non posso rispondere /
        ora non posso rispondere / adesso non posso rispondere / non posso rispondere ora / adesso non posso /
        ora non posso / ti chiamo dopo / ti chiamo più tardi / la chiamo dopo / la chiamo più tardi / ti richiamo /
        ti richiamo dopo / ti richiamo più tardi / la richiamo / la richiamo più tardi / ti richiamo io /
        chiamo dopo / in ferie / sono in ferie / in vacanza / sono in vacanza / al lavoro / sono al lavoro /
        sto lavorando / a lezione / sono a lezione / al cinema / sono al cinema / dormo / sto dormendo /
        non disponibile / non sono disponibile / sono assente / che c'è / cosa c'è / che succede / cosa succede /
        che è successo / cosa vuoi / che vuoi
    """),
    ack=elided("""
        1 / uno / sì / si / certo / certamente / vado / vado io / io vado / ci vado / ci vado io / ci vado subito /
        ci vado adesso / ci vado ora / vado subito / vado adesso / vado ora / ci penso io / ci penso / me ne occupo /
        me ne occupo io / me ne incarico io / arrivo / arrivo subito / arrivo io / sto arrivando / sono in arrivo /
        in arrivo / sto andando / sto andando io / sto andando da lei / sto andando da lui / parto / parto subito /
        parto adesso / parto ora / sto partendo / sono per strada / sono in strada / sono in cammino /
        sono già per strada / vengo / vengo io / vengo subito / la chiamo / lo chiamo / la chiamo io / lo chiamo io /
        la chiamo subito / lo chiamo subito / la chiamo adesso / lo chiamo adesso / passo da lei / passo da lui /
        passo io / passo io da lei / passo io da lui / vado a vedere / vado io a vedere / vado a controllare /
        vado io a controllare / vado da lei / vado da lui / vado da loro / vado a trovarla / vado a casa sua /
        vado io da lei / vado io da lui / ci sono / sono da lei / sono da lui / sono con lei / sono con lui /
        sono sul posto / sono lì / sono già lì / lo faccio io / faccio io / lo faccio / provvedo / provvedo io /
        posso / sì posso / posso andare / posso andare io / posso io / confermo / accetto / corro / corro subito /
        conta su di me / contate su di me / conti su di me / me ne incarico / mi prendo cura io / controllo io /
        mi occupo io di lei / mi occupo io di lui
    """),
    cannot=elided("""
        non posso aiutare / adesso non posso aiutare / non riesco ad aiutare /
        2 / due / n / no / non posso / nn posso / io non posso / non posso andare / non posso andarci /
        non posso venire / non posso proprio / non posso adesso / non posso ora / adesso non posso / ora non posso /
        adesso no / ora no / non ci riesco / non riesco / non riesco ad andare / mi dispiace non posso /
        mi spiace non posso / purtroppo non posso / purtroppo no / impossibile / mi è impossibile / non è possibile /
        non mi è possibile / sono lontana / sono lontano / sono troppo lontana / sono troppo lontano /
        troppo lontano / abito lontano / vivo lontano / sono fuori / sono via / sono fuori città / non sono in città /
        sono all'estero / sono in vacanza / in vacanza / sono in viaggio / in viaggio / sono in ferie / in ferie /
        sono al lavoro / al lavoro / sto lavorando / non ci sono / non sono lì / non sono vicino / non sono vicina /
        non sono disponibile / non disponibile / qualcun altro / chiedete a qualcun altro / chiedi a qualcun altro /
        chieda a qualcun altro / chiamate qualcun altro / io no / numero sbagliato / ha sbagliato numero /
        hai sbagliato numero / non vado / non ci vado / non vengo / non potrò / rifiuto / sono in ospedale /
        non me la sento
    """),
    eta=every(
        elided("""
            tra / fra / in / ci sono tra / sono lì tra / arrivo tra / arrivo in / sarò lì tra / sarò lì in /
            sono lì in / ci metto / entro / ci vogliono
        """)
        | {""},
        phrases("circa / più o meno") | {""},
        _SPAN,
    ),
    hand_over=elided("""
        passare a / passate a / passi a / passa a / passatelo a / lo passi a / passalo a / affidatelo a / lo affidi a /
        chiedete a / chieda a / chiedi a
    """),
    wait=elided("""
        aspettate / aspetti / aspetta / aspettate ancora / aspetti ancora / per favore aspettate / per favore aspetti /
        per favore aspetta / attendete / attenda / attendi / mi dia / dammi / datemi
    """),
    safe=every(
        phrases("sì") | {""},
        phrases("lei / lui / loro / mamma / la mamma / papà / il papà / la nonna / il nonno") | {""},
        phrases("sta / stanno"),
        phrases("bene / molto bene / benissimo / tutti bene"),
        phrases("ora / adesso") | {""},
    )
    | every(
        phrases("sì") | {""},
        phrases("lei / lui / loro") | {""},
        elided("è / sono"),
        phrases("al sicuro / salva / salvo / sana e salva / sano e salvo / fuori pericolo / sani e salvi"),
    )
    | phrases("la persona è al sicuro / al sicuro / sana e salva / sano e salvo / fuori pericolo"),
    myself=elided("""
        io / sto / sono / ho / mi / me / vado / arrivo / noi / ci / abbiamo / siamo / stiamo / aiutatemi / aiutami /
        posso / vengo / penso / credo / m'ha
    """),
    others=elided("""
        lei / lui / loro / sta / stanno / ha / hanno / si è / le fa / gli fa / sua / suo / mamma / madre / papà /
        padre / nonna / nonno / vicina / vicino / zia / zio / sorella / fratello / moglie / marito / signora /
        signore / ha bisogno / respira / risponde / l'ho / è caduta / è caduto
    """),
    joints=phrases("e / ed / ma / però"),
    join=elided("""
        ciao / salve / buongiorno / buon giorno / buonasera / buona sera / inizia / iniziare / iscrivimi /
        registrami / registrarmi / iscrivermi / partecipa
    """),
    greetings=phrases("""
        ciao / salve / buongiorno / buonasera / buona sera / buon giorno / pronto / inizia / grazie / sì / no /
        va bene / iniziare
    """),
    remind=phrases("""
        ricordami / mi ricordi / mi ricorda / ricordatemi / mi ricordate / puoi ricordarmi / può ricordarmi /
        potresti ricordarmi /
        potrebbe ricordarmi / mi puoi ricordare / mi può ricordare / per favore ricordami / per favore mi ricordi /
        metti un promemoria / metta un promemoria / mettimi un promemoria / nuovo promemoria / voglio un promemoria /
        vorrei un promemoria / un promemoria
    """),
    links=phrases("di / che / a / per / per favore / e / ciao / che devo / devo / del / della / delle / dei / dello"),
    unless=every(
        phrases("e / o / altrimenti / e per favore") | frozenset({""}),
        phrases("avvisa _ / avvisi _ / avvisate _ / avverti _ / avverta _ / dillo a _ / lo dica a _"),
        phrases("""
            se no / se non lo faccio / se non confermo / se non lo confermo / se non rispondo / se non l'ho fatto
        """),
    )
    | every(
        phrases("altrimenti / e se non confermo / e se non lo confermo / e se non lo faccio / se non lo confermo"),
        phrases("avvisa _ / avvisi _ / avvisate _ / avverti _ / avverta _ / dillo a _ / lo dica a _"),
    ),
    conditions=every(
        phrases("se non confermo / se non ho confermato"),
        phrases("_ avvisa _ / _ avvisi _ / _ avvisate _ / _ avverti _ / _ avverta _ / _ dillo a _ / _ lo dica a _"),
    ),
    whoever=phrases("""
        il mio contatto / i miei contatti / contatto / contatti / qualcuno / tutti / la mia famiglia / mia figlia /
        mio figlio / mia moglie / mio marito / la mia amica / il mio amico / mia sorella / mio fratello / la mia
        vicina / il mio vicino / a
    """),
    unremind=every(
        phrases(
            """
                non ricordarmi più / non mi ricordi più / non mi ricordare più / smetti di ricordarmi /
                smetta di ricordarmi / smettete di ricordarmi
            """
        ),
        phrases("di / che") | frozenset({""}),
    )
    | every(
        phrases("cancella / cancelli / elimina / elimini / togli / tolga / annulla / annulli / ferma / fermi"),
        phrases("il promemoria / il mio promemoria / i promemoria / i miei promemoria"),
    )
    | phrases("niente più promemoria per / basta promemoria per"),
    done=phrases("""
        fatto / fatta / già fatto / l'ho fatto / l'ho già fatto / è fatto / preso / presa / prese / presi / già preso /
        già prese /
        l'ho preso / l'ho presa / le ho prese / li ho presi / le ho già prese / l'ho già presa / finito / terminato /
        confermato /
        confermo / lo confermo
    """),
    back=phrases("indietro / torna indietro"),
    none=phrases("nessuna / nessuna volta / mai / zero / neanche una / nemmeno una"),
    arrived=elided("""
        a casa / sono a casa / a casa adesso / sono arrivata / sono arrivato / arrivata / arrivato /
        sono arrivata a casa / sono arrivato a casa / arrivata a casa / arrivato a casa / sono già a casa /
        già a casa / finalmente a casa / sono rientrata / sono rientrato / rientrata / rientrato /
        sono tornata a casa / sono tornato a casa / tornata a casa / tornato a casa / sono a casa sana e salva /
        sono a casa sano e salvo / sono a casa e sto bene / a casa e sto bene / sono arrivata bene /
        sono arrivato bene / arrivata bene / arrivato bene
    """),
    thanks=phrases("grazie / grazie mille"),
    more=elided("""
        in più / ancora / altri / altre / altra / un'altra / mi servono / mi serve / dammi / mi dia / per favore
    """),
    commands={
        "start": ("inizia", "iniziare", "registrami", "iscrivimi"),
        "help": ("aiuto", "menu", "opzioni"),
        "status": ("stato", "situazione"),
        "contacts": ("contatti", "contatto"),
        "schedule": ("orari", "orario"),
        "pause": ("pausa",),
        "resume": ("riprendi", "riprendere"),
        "probe": ("sonda",),
        "plans": ("programmi", "piani"),
        "reminders": (
            "promemoria",
            "i miei promemoria",
            "miei promemoria",
            "il mio promemoria",
            "mostra i miei promemoria",
        ),
        "patience": ("pazienza",),
        "settings": ("impostazioni",),
        "language": ("lingua",),
        "calls": ("chiamate", "telefonate"),
        "link": ("collega", "collegare"),
        "usage": ("uso", "comandi"),
        "processes": ("processi",),
        "walk": ("tragitto", "cammino"),
        "secret": ("parola segreta",),
        "drill": ("esercitazione", "fare un'esercitazione", "prova di allarme"),
        "board": ("quadro", "vedere il quadro"),
        "told": (
            "avvisi",
            "chi viene avvisato",
            "chi viene avvisato e quando",
            "chi viene avvisato quando",
            "chi avvisate",
            "chi avvisate e quando",
            "chi avvertite",
            "chi avvertite e quando",
            "quando avvisate i miei contatti",
        ),
        "forget_me": (
            "dimenticatemi",
            "dimenticami",
            "dimentichi tutto di me",
            "dimenticate tutto di me",
            "mi dimentichi",
            "cancellare i miei dati",
            "cancellate i miei dati",
            "cancella i miei dati",
            "cancelli i miei dati",
            "cancellare il mio account",
            "eliminare i miei dati",
            "eliminate i miei dati",
        ),
        "my_data": (
            "i_miei_dati",
            "i miei dati",
            "che cosa sapete di me",
            "cosa sapete di me",
            "cosa sa di me",
            "che cosa sai di me",
            "cosa sai di me",
            "esportare i miei dati",
            "mandatemi i miei dati",
        ),
        "history": (
            "storico",
            "il mio mese",
            "com'è andato il mio mese",
            "come è andato il mio mese",
            "com'è andato il mese",
            "come è andato il mese",
        ),
        "week": (
            "la_mia_settimana",
            "la mia settimana",
            "com'è andata la mia settimana",
            "come è andata la mia settimana",
        ),
        "quiet": ("ore di silenzio",),
        "visit": (
            "visita",
            "chiedere una visita",
        ),
        "visits": (
            "mie_visite",
            "le mie visite",
            "la mia visita",
        ),
        "minutes": (
            "minuti",
            "i miei minuti",
            "quanti minuti ho",
            "quanti minuti mi restano",
        ),
        "pal": (
            "visitatore",
            "visitatrice",
            "diventare visitatore",
            "voglio diventare visitatore",
            "vorrei diventare visitatore",
            "voglio visitare altre persone",
            "voglio aiutare",
            "vorrei aiutare",
            "mi piacerebbe aiutare",
            "volontario",
            "volontaria",
        ),
        "available": (
            "disponibile",
            "sono disponibile",
        ),
        "unavailable": (
            "non disponibile",
            "non sono disponibile",
        ),
        "ping": ("ping",),
    },
    units=phrases("min / mins / minuto / minuti / h / ora / ore"),
    spelt=pairs("""
        sisi = sì sì / sisì = sì sì / sisisi = sì sì / sje = sì / ssi = sì / bn = bene / bne = bene / benr = bene /
        beme = bene / ben3 = bene / benee = bene / benne = bene / bnissimo = benissimo / benisimo = benissimo /
        st0 = sto / stò = sto / stto = sto / sro = sto / tutt = tutto / tt = tutto / ttt = tutto / tuto = tutto /
        tutot = tutto / tuttobene = tutto bene / tuttapposto = tutto a posto / appostissimo = a posto / grz = grazie /
        grz1000 = grazie mille / grazi = grazie / grazzie = grazie / graxie = grazie / graize = grazie /
        grazieee = grazie / xfavore = per favore / pf = per favore / perfavore = per favore / cmq = comunque /
        nn = non / nom = non / nno = no / noo = no / aiutto = aiuto / aiuot = aiuto / iuto = aiuto / aiuo = aiuto /
        ajuto = aiuto / auito = aiuto / aiutatrmi = aiutatemi / caduts = caduta / ambulansa = ambulanza /
        ambulanxa = ambulanza / perfeto = perfetto / buongiornoo = buongiorno / bungiorno = buongiorno /
        buongiono = buongiorno / bongiorno = buongiorno / buonaser = buonasera / xké = perché / xche = perché /
        anke = anche / ki = chi / ke = che / c6 = ci sei / k = che / qlcn = qualcuno / qlc = qualcosa /
        qualcuni = qualcuno / mlt = molto / dv = dove / bacii = baci
    """),
)
