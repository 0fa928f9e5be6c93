"""Portuguese, of Brazil first, with the words of Portugal and Africa."""

from __future__ import annotations

from bot.words import Words, every, pairs, phrases

_AM = phrases("""
    estou / to / tou / eu estou / eu to / eu tou / me sinto / eu me sinto / sinto me / estou me sentindo /
    to me sentindo / estamos / estamos todos / nós estamos / a gente está / a gente tá / continuo / sigo / ando /
    hoje estou / hoje to / cá estou / aqui estou / já estou / ainda estou
""")
_WELL = phrases("""
    bem / ok / okay / ótimo / ótima / otimamente / perfeito / perfeita / perfeitamente / maravilhosa / maravilhoso /
    maravilhosamente / excelente / tranquilo / tranquila / de boa / na boa / numa boa / joia / legal / beleza /
    segura / seguro / em segurança / a salvo / fixe / impecável / bem e feliz / firme e forte / lindamente /
    bem de saúde / bem disposta / bem disposto / em forma / com saúde / muito bem / super bem / bem mesmo /
    muito bem mesmo / tudo bem / sempre bem / bastante bem / muito tranquila / super tranquila
""")
_ALL = phrases("""
    tudo / está tudo / tá tudo / ta tudo / por aqui tudo / aqui tudo / por cá tudo / cá tudo / comigo tudo /
    aqui está tudo / por aqui está tudo / aqui tá tudo / aqui em casa tudo / vai tudo / tudo vai / tudo está /
    segue tudo / continua tudo / tudo continua / está tudo sempre / correu tudo
""")
_FINE = phrases("""
    bem / bom / certo / certinho / ok / okay / ótimo / otimo / joia / jóia / beleza / legal / tranquilo / em ordem /
    perfeito / perfeitamente / em paz / na paz / maravilha / às mil maravilhas / muito bem / muito bom / super bem /
    sob controle / nos conformes / normal / na boa / de boa / suave / belezinha / jóia rara / fixe / impecável /
    porreiro / cinco estrelas / bem comigo / bem por aqui / bem graças a deus
""")

_UNITS = phrases("""
    min / mins / minuto / minutos / minutinho / minutinhos / h / hora / horas / horinha / instante / momento /
    momentinho / segundo / bocado / bocadinho / tempinho
""")
_SPAN = every(
    phrases("# / um / uma / uns / umas / dois / duas / cinco / dez / quinze / vinte / mais um / mais #"), _UNITS
) | phrases("""
    meia hora / meia horinha / uma hora e meia / um quarto de hora / três quartos de hora / um minuto só /
    alguns minutos
""")
_CALL = phrases("""
    me liga / me ligue / me liguem / liga pra mim / ligue pra mim / liga para mim / ligue para mim / liguem para mim /
    liguem pra mim / liga-me / ligue-me / liguem-me / me telefona / me telefone / telefone-me / telefona-me /
    telefonem-me / pode me ligar / você pode me ligar / vc pode me ligar / pode ligar pra mim / pode ligar para mim /
    pode ligar-me / podes ligar-me / podem ligar-me / podem me ligar / pode-me ligar / podes-me ligar /
    dá para me ligar / dá pra me ligar / me dá uma ligada / me dê uma ligada / me dá um toque / dá-me um toque /
    dá-me uma ligadela / dá-me uma apitadela / faz-me uma chamada / quero que me ligue / quero que você me ligue /
    quero que me ligues / quero que ligue pra mim / gostaria que me ligasse / queria que me ligasse /
    queria que você me ligasse / pode me telefonar / preciso que me ligue / preciso que você me ligue / liga aqui /
    liga aqui pra mim / me chama no telefone
""")
_NOT = phrases("não / num")

WORDS = Words(
    name="Português",
    prefixes=("+55", "+351", "+244", "+258", "+238"),
    ok=(
        phrases("""
            sim / sim sim / sim sim sim / claro / claro que sim / com certeza / certamente / positivo / afirmativo /
            lógico / lógico que sim / óbvio / sim claro / sim com certeza / é claro / é claro que sim / um / 1 / ok /
            okay / ok ok / bem / muito bem / bem bem / super bem / bem obrigada / bem obrigado / ótimo / ótima /
            perfeito / perfeitamente / excelente / maravilha / maravilhosamente / maravilhosamente bem / beleza /
            belezinha / joia / jóia / tudo / tô sim / estou sim / to sim / tou sim / sim estou / sim to / sim tou /
            eu bem / estou sim bem / sem novidades / sem novidade / tudo sem novidade / tudo sem novidades /
            nenhuma novidade tudo bem / estou em casa e bem / to em casa e bem / em casa e bem / são e salvo /
            sã e salva / sãos e salvos / estou viva e bem / estou vivo e bem / firme e forte / em paz / na paz /
            na santa paz / de boa / na boa / numa boa / tranquilo / tranquila / suave / show / show de bola / fixe /
            tudo fixe / porreiro / impecável / cinco estrelas / às mil maravilhas / lindamente / cem por cento /
            100 por cento / nota dez / positivo e operante / com saúde / com saúde e paz / com saúde graças a deus /
            polegar para cima / joinha / tudo nos trinques / nos trinques / cá estou bem / bem disposta /
            bem disposto / estou bem disposta / estou bem disposto / em forma / estou em forma / estou com saúde
        """)
        | every(_AM, _WELL)
        | every(
            phrases("vou / eu vou / passo / eu passo"),
            phrases("bem / muito bem / maravilhosamente / lindamente / otimamente"),
        )
        | every(_ALL, _FINE)
    )
    - phrases("tudo / em paz / tranquilo / tranquila / com saúde / estamos todos tudo bem"),
    yes=phrases("""
        sim / s / sim sim / claro / claro que sim / com certeza / ok / okay / tá / tá bom / tá bem / ta bom / ta bem /
        está bem / está bom / certo / correto / exato / exatamente / isso / isso mesmo / é isso / positivo /
        afirmativo / pode ser / pode / sim por favor / sim obrigada / sim obrigado / um / 1 / beleza / perfeito /
        de acordo / combinado
    """),
    cries=phrases("""
        socorro / ajudem / ajuda / ajudar-me / ambulância / bombeiros / bombeiro / polícia / emergência / incêndio /
        desmaiei / enfarte / enfarto / infarto / caí / socorram
    """),
    oneself=phrases("estou / to / tou / eu / me / sinto / ando / sigo / continuo"),
    reactions=phrases("""
        gostou de / gostou / curtiu / amou / adorou / não curtiu / não gostou de / não gostou / riu de / riu /
        riu-se de / enfatizou / destacou / questionou / reagiu / reagiu com / reagiu a / deu uma risada /
        deu ênfase a / pôs em dúvida
    """),
    no_before=phrases("não"),
    not_before=phrases("nem / nunca / jamais / pouco / nada / num"),
    between=phrases("""
        muito / tão / lá / nada / bem / assim / tudo / estou / to / me / sinto / ando / mais / tá / está /
        totalmente / completamente / super
    """),
    call_me=every(
        _CALL,
        phrases("""
            quando puder / quando puderes / quando poder / quando der / assim que puder / assim que puderes / depois /
            mais tarde / agora / já / hoje / amanhã / logo / por favor / pf / pfv / à noite / de noite /
            quando tiver tempo / quando tiveres tempo
        """)
        | {""},
    )
    | phrases("""
        por favor me liga / por favor me ligue / por favor liga-me / por favor ligue-me / pf me liga / pfv me liga /
        por favor liga pra mim / por favor ligue para mim
    """),
    later=phrases("""
        depois / mais tarde / um pouco mais tarde / agora não / agora nao dá / agora não dá / já já / daqui a pouco /
        daqui a pouquinho / daqui um pouco / daqui a bocado / daqui a bocadinho / daqui a nada / logo mais /
        mais logo / logo logo / espera / espere / espera um pouco / espere um pouco / espera um bocado / espera aí /
        espera ai / peraí / perai / pera / pera aí / péra / aguarda / aguarde / aguarda um pouco / aguarde um pouco /
        aguarda um momento / aguarde um momento / um momento por favor / um minuto por favor / só um momento /
        só um minuto / só um minutinho / só um instante / só um segundo / só um bocadinho / um instante por favor /
        ocupada / ocupado / estou ocupada / estou ocupado / to ocupada / to ocupado / agora estou ocupada /
        agora estou ocupado / estou ocupada agora / estou ocupado agora / to ocupada agora / to ocupado agora /
        depois respondo / respondo depois / respondo mais tarde / já respondo / já te respondo / te respondo depois /
        te respondo já / depois te respondo / me pergunta depois / me pergunte depois / me pergunta mais tarde /
        me pergunte mais tarde / pergunta depois / pergunte depois / pergunte mais tarde / pergunta mais tarde /
        pergunta-me depois / pergunte-me depois / pergunta-me mais tarde / pergunte-me mais tarde / me lembra depois /
        me lembre depois / me lembra mais tarde / me lembre mais tarde / lembra-me mais tarde /
        preciso de mais tempo / preciso de tempo / me dá um tempo / me dê um tempo / me dá um tempinho / dá-me tempo /
        não tem pressa / não há pressa / sem pressa / outra hora / noutra altura / em outro momento
    """)
    | every(
        phrases("""
            em / daqui a / daqui / dentro de / me dá / me dê / dá-me / dê-me / preciso de / espera / espere /
            aguarde / pergunte daqui a / me pergunte em / me pergunte daqui a / me pergunta daqui a /
            pergunta-me daqui a / pergunte-me daqui a / só
        """),
        _SPAN,
    )
    | _SPAN,
    no=phrases("""
        n / não / nao / naum / naão / nop / nops / não não / não não não / que não / ah não / claro que não /
        com certeza não / de jeito nenhum / de jeito algum / de forma alguma / de forma nenhuma / de maneira nenhuma /
        de maneira alguma / nem um pouco / nem pensar / negativo / nada disso / nem por isso / não muito / não mesmo /
        nadinha / nananinanão / nem sim / não estou / não to / não tô não / não tou / não estou não / não to não /
        infelizmente não
    """)
    - phrases("nem sim"),
    negations=phrases("""
        não / nao / num / nem / nunca / jamais / nada / ninguém / nenhum / nenhuma / sem / tampouco / pouco / mal
    """),
    distress=phrases("""
        mal consigo respirar / mal consigo andar / mal consigo levantar / mal consigo me levantar /
        mal consigo me mexer / mal respiro / me sinto estranha / me sinto estranho / estou esquisita / to esquisita /
        tudo errado comigo / ajuda / ajuda por favor / ajude / ajude-me / me ajuda / me ajude / me ajudem / ajudem /
        ajudem-me / ajuda-me / ajudar-me / me ajudar / me acode / me acuda / acode / acudam / acuda / acudam-me /
        socorro / socorram / me socorre / me socorra / socorre / sos / preciso de ajuda / preciso ajuda /
        preciso muito de ajuda / preciso de socorro / preciso de um médico / preciso de médico /
        preciso de um doutor / preciso de uma ambulância / preciso de ambulância / preciso de alguém /
        preciso de você / preciso de ti / preciso de vc / preciso de vocês / precisando de ajuda /
        a precisar de ajuda / um médico rápido / um médico por favor / um médico urgente / ambulância /
        uma ambulância / samu / inem / 192 / 193 / 190 / bombeiros / bombeiro / polícia / emergência /
        é uma emergência / urgente / urgência / urgências / pronto socorro / pronto-socorro / caí / eu caí / cai /
        caída / caído / levei um tombo / tombo / levei uma queda / dei uma queda / sofri uma queda / queda /
        escorreguei / tropecei / no chão / estou no chão / to no chão / caída no chão / caído no chão / desmaiei /
        desmaio / desmaiada / desmaiado / desmaiando / a desmaiar / tonta / tonto / tontura / tonturas / zonza /
        zonzo / vertigem / vertigens / inconsciente / cabeça rodando / cabeça girando / cabeça à roda / dor / dores /
        com dor / com dores / dor no peito / aperto no peito / dói / doi / me dói / dói-me / doendo / está doendo /
        tá doendo / a doer / está a doer / doem / machuquei / me machuquei / machucada / machucado / ferida / ferido /
        feri-me / me feri / magoei-me / magoada na perna / aleijei-me / aleijada / aleijado / sangue / sangrando /
        a sangrar / sangro / sangramento / hemorragia / fratura / fraturei / perna quebrada / perna partida /
        braço quebrado / braço partido / quebrei a perna / quebrei o braço / quebrei o fêmur / quebrei o quadril /
        quebrei a bacia / parti a perna / parti o braço / parti a anca / parti o pulso / queimada / queimado /
        queimei-me / me queimei / queimadura / infarto / enfarte / enfarto / infarte / ataque cardíaco /
        ataque do coração / avc / derrame / convulsão / convulsões / sufocando / a sufocar / sufoco / engasgada /
        engasgado / engasguei / engasguei-me / me afogando / a afogar-me / afogando / falta de ar / sem ar /
        falta ar / faltando ar / falta-me o ar / respirar mal / febre / com febre / vômito / vómito / vômitos /
        vomitando / a vomitar / vomitei / muito mal / passando mal / passo mal / passei mal / a passar mal /
        me sentindo mal / sentindo-me mal / me sinto mal / sinto-me mal / eu me sinto mal / estou mal / to mal /
        tou mal / tô mal / estou muito mal / to muito mal / tou muito mal / estou me sentindo mal /
        to me sentindo mal / me sentindo muito mal / ando mal / sinto mal / fiquei mal / indisposta / indisposto /
        mal disposta / mal disposto / maldisposta / maldisposto / péssima / péssimo / ruim / muito ruim / estou ruim /
        to ruim / me sentindo ruim / doente / adoentada / adoentado / acamada / acamado / de cama / pior / piorando /
        piorei / a piorar / cada vez pior / bem pior / muito pior / grave / é grave / fraca / fraco / fraqueza /
        sem forças / sem força / presa / preso / trancada / trancado / fechada dentro / entalada / entalado /
        perdida / perdido / me perdi / perdi-me / assaltada / assaltado / assalto / fui assaltada / fui assaltado /
        roubada / roubado / roubaram / me roubaram / ladrão / ladrões / bandido / bandidos / invadiram / invasão /
        agredida / agredido / me bateu / bateu em mim / me bate / me agrediu / me ameaça / me ameaçando / ameaça /
        ameaçada / ameaçado / sequestrada / sequestrado / raptada / perigo / em perigo / correndo perigo / medo /
        com medo / tenho medo / estou com medo / to com medo / assustada / assustado / apavorada / apavorado /
        pânico / em pânico / angústia / angustiada / angustiado / aflita / aflito / ansiedade / crise de ansiedade /
        crise de pânico / depressão / deprimida / deprimido / suicídio / suicidar / me suicidar / morrer /
        quero morrer / vou morrer / estou morrendo / to morrendo / a morrer / morrendo / me matar / matar-me /
        acabar com tudo / acabar com a minha vida / não quero viver / não quero mais viver / desesperada /
        desesperado / desespero / não aguento / não aguento mais / não estou aguentando / num aguento /
        num aguento mais / não suporto mais / no limite / chame alguém / chama alguém / chamem alguém / chame ajuda /
        chama ajuda / chamem ajuda / chama uma ambulância / chame uma ambulância / chamem uma ambulância /
        chama a ambulância / chame a ambulância / chama o samu / chame o samu / chamem o samu / chama o inem /
        chame o inem / liga para o 112 / ligue para o 112 / liga pro samu / ligue pro samu / chama um médico /
        chame um médico / chama o médico / chame o médico / chamem um médico / chama a polícia / chame a polícia /
        chamem a polícia / chama os bombeiros / chame os bombeiros / chamem os bombeiros / chama meu filho /
        chama minha filha / chame meu filho / chame minha filha / chama o meu filho / chama a minha filha /
        chame o meu filho / chame a minha filha / liga pro meu filho / liga pra minha filha / ligue para meu filho /
        ligue para minha filha / ligue para a minha filha / ligue para o meu filho / liga para o meu filho /
        liga para a minha filha / avisa alguém / avise alguém / avisem alguém / avisa minha filha /
        avise minha filha / avisa meu filho / avise meu filho / avise a minha filha / avise o meu filho /
        manda ajuda / mande ajuda / mandem ajuda / envia ajuda / envie ajuda / enviem ajuda / manda alguém /
        mande alguém / mandem alguém / vem rápido / venha rápido / venham rápido / vem logo / venha logo /
        venham logo / vem já / venha já / venham já / vem depressa / venha depressa / venham depressa / vem aqui /
        venha aqui / venham aqui / vem me ajudar / venha me ajudar / vem cá depressa / corre aqui / corre pra cá /
        hospital / no hospital / estou no hospital / to no hospital / upa / internada / internado /
        alguma coisa está errada / algo está errado / tem algo errado / algo errado / acidente / sofri um acidente /
        tive um acidente / batida de carro / bati o carro / incêndio / pegando fogo / fogo em casa /
        está pegando fogo / fogo / fumaça / cheiro de gás / cheiro a gás / vazamento de gás / fuga de gás /
        muito fumo / há fumo / inundação / enchente / inundada / veneno / envenenada / envenenado / overdose /
        intoxicada / intoxicado / nada bem / nada legal / nada bom / pouco bem / mal mesmo / bem mal / bem ruim /
        super mal / tudo mal / tudo ruim / tudo péssimo / vai mal / vai tudo mal / está tudo mal / não ok /
        não muito bem / não tão bem / não bem / não lá muito bem / não muito legal / não muito bom / não tudo bem /
        nem tão bem / não passo bem / não vai bem / não correu bem / algo não está bem / alguma coisa não está bem
    """)
    | every(
        _NOT,
        phrases("""
            estou / to / tou / me sinto / sinto me / ando / estamos / está / tá / ta / está tudo / tá tudo / ta tudo /
            vai / estou me sentindo / to me sentindo / tou me sentindo / eu estou / eu to / consigo ficar / fico
        """),
        phrases("muito / nada / lá / lá muito / tão / assim tão / mais / totalmente / mesmo") | {""},
        phrases("""
            bem / ok / legal / bom / boa / ótima / ótimo / segura / seguro / em segurança / certo / tranquila
        """),
    )
    | every(
        _NOT,
        phrases("""
            consigo / posso / consigo mais / posso mais / to conseguindo / estou conseguindo / tou a conseguir /
            estou a conseguir / to conseguindo nem / consigo nem
        """),
        phrases("""
            levantar / me levantar / levantar-me / mexer / me mexer / mexer-me / mover / me mover / respirar /
            respirar direito / andar / caminhar / ver / enxergar / falar direito / ficar em pé / ficar de pé /
            pôr-me de pé / sair / sair da cama / sair daqui / engolir
        """),
    )
    | every(
        _NOT,
        phrases("""
            respiro / me mexo / enxergo / enxergo nada / vejo nada / me levanto / sinto as pernas / sinto o braço /
            sinto a perna / consigo
        """),
    ),
    bad=phrases("""
        horrível / terrível / 2 / dois / polegar para baixo / triste / muito triste / chorando / a chorar /
        estou chorando / to chorando / infeliz / sofrendo / a sofrer / difícil / acabada / acabado / um caco /
        em baixo / em lágrimas / mal / mau / má
    """),
    neither=phrases("""
        um pouco / um bocado / nada mal / nada mau / não está mal / não tá mal / não estou mal / não to mal /
        não tou mal / não vou mal / não me sinto mal / não é mau / não tão mal / nem mal / nem bem nem mal /
        menos mal / mal posso esperar / não faz mal / não tem mal / não há mal / por mal / não é por mal /
        de mal a melhor / mal entendido / mal educado / mal acordei / mal cheguei / mal saí / dormi mal /
        mal dormida / mal dormido / não dormi bem / não dormi muito bem / não ouvi bem / não ouço bem /
        não entendi bem / não percebi bem / não vejo bem ao longe / não me lembro bem / não sei bem / mal te ouço /
        mal ouço / mais ou menos / mais ou menos bem / + ou - / assim assim / assim-assim / levando / vou levando /
        vai levando / vamos levando / vou indo / vamos indo / vai indo / indo / cá vou indo / cá vamos indo /
        cá se vai andando / vai-se andando / vai andando / cá vamos andando / na luta / na batalha / na correria /
        daquele jeito / empurrando / podia estar melhor / podia ser melhor / podia ser pior / podia estar pior /
        poderia estar melhor / poderia ser pior / já estive melhor / já estive pior / nunca estive melhor /
        nunca melhor / melhor impossível / não podia estar melhor / não poderia estar melhor / não me queixo /
        sem queixas / não posso me queixar / não posso queixar-me / não reclamo / não posso reclamar / vai melhorar /
        vou melhorar / to melhor / tô melhor / estou melhor / bem melhor / um pouco melhor / muito melhor /
        melhorando / vou ficar bem / fico bem / ficarei bem / estarei bem / vai ficar tudo bem / vai dar tudo certo /
        estava bem / tava bem / tá bom / ta bom / tá bem / ta bem / está bem / está bom / tá ok / está ok / tá certo /
        está certo / ta certo / tá legal / ta legal / tá joia / tá ótimo / está ótimo / ta otimo / ainda bem /
        que bom / que bem / muito bem feito / bem feito / bem-vinda / bem-vindo / bem vinda / bem vindo / bem que /
        se bem que / bem como / quem bem / por bem / bem recebido / recebi bem / bom demais / bom para você /
        bem para você / tudo bem com você / tudo bem com vc / tudo bem contigo / tudo bem consigo /
        tudo bem com a senhora / tudo bem com o senhor / tudo bem com vocês / tudo bem aí / tudo bem por aí /
        está tudo bem com você / está tudo bem contigo / tá tudo bem com você / está tudo bem aí / tá tudo bem aí /
        você está bem / vc está bem / vc tá bem / vc ta bem / você tá bem / você ta bem / tu estás bem / estás bem /
        tas bem / a senhora está bem / o senhor está bem / se sente bem / se está bem / se estás bem /
        está se sentindo bem / sente-se bem / sentes-te bem / precisa de ajuda / precisas de ajuda /
        precisa de alguma ajuda / você precisa de ajuda / vc precisa de ajuda / quer ajuda / se precisar de ajuda /
        se precisares de ajuda / se precisar / caso precise de ajuda / não preciso de ajuda / não preciso de nada /
        não preciso ajuda / não preciso de médico / não preciso de um médico / num preciso de ajuda /
        num preciso de nada / não é preciso / não precisa / não precisa de nada / sem precisar de ajuda /
        obrigada pela ajuda / obrigado pela ajuda / obrigada pela sua ajuda / obrigado pela sua ajuda / pela ajuda /
        pela sua ajuda / pela vossa ajuda / pela tua ajuda / obrigada por ajudar / por ajudar / por me ajudar /
        ajuda muito / não há problema / não tem problema / sem problema / sem problemas / nenhum problema /
        não há problemas / problema nenhum / de nada / por nada / não há de quê / imagina / não obrigada /
        não obrigado / não | obrigada / não | obrigado / ainda não / hoje não / talvez / quem sabe / sei lá /
        não sei / num sei / não sei não / sei não / não tenho certeza / não tenho a certeza / acho que sim /
        acho que não / acho que estou bem / acho que to bem / creio que sim / espero que sim / se deus quiser /
        espero estar bem / sim e não / sim ou não / s ou n / 1 ou 2 / pois não / pois é / pois / sem dor / sem dores /
        não sinto dor / não sinto dores / não tenho dor / não tenho dores / não estou com dor / não to com dor /
        não dói / não me dói / não dói nada / nada dói / nenhuma dor / sem febre / não tenho febre /
        não estou com febre / não to com febre / sem medo / não tenho medo / não estou com medo / não to com medo /
        não tenha medo / não estou doente / não to doente / não tou doente / não caí / não me machuquei /
        não me aleijei / não me magoei / sem perigo / não há perigo / não corro perigo / fora de perigo /
        não é urgente / nada urgente / sem urgência / não é emergência / não é uma emergência / não há emergência /
        nada grave / não é grave / nada de grave / não é nada / em caso de emergência / em caso de urgência /
        se for urgente / se for emergência / se for uma emergência / para emergências / em emergências /
        caiu a ligação / a ligação caiu / caiu a linha / caiu a chamada / a chamada caiu / caiu a internet /
        a internet caiu / caiu a luz / caiu a net / queda de energia / queda de luz / queda da bolsa /
        queda de cabelo / cai bem / cai a noite / caí no sono / caí na risada / caí de sono / chamada perdida /
        chamadas perdidas / ligação perdida / ligações perdidas / chamada não atendida / perdi o celular /
        perdi o telemóvel / perdi o telefone / perdi as chaves / perdi os óculos / perdi a chamada /
        perdi sua ligação / perdi a hora / perdi o ônibus / tempo perdido / perda de tempo / celular quebrado /
        celular quebrou / sem bateria / sem sinal / sem internet / sem rede / sem saldo / sem luz / bateria fraca /
        sinal fraco / sinal ruim / sinal ruim aqui / ligação ruim / mau tempo / tempo ruim / tempo bom / bom tempo /
        presa no trânsito / preso no trânsito / parada no trânsito / exame de sangue / exames de sangue /
        análises ao sangue / tirar sangue / tirei sangue / pressão arterial / consulta no hospital /
        consulta no médico / no médico / ao médico / vou ao médico / fui ao médico / posto médico / morrendo de rir /
        morri de rir / morrendo de sono / morrendo de fome / morrendo de calor / morrendo de saudade /
        morrendo de saudades / morrer de rir / a morrer de riso / a morrer de sono / a morrer de saudades /
        morta de cansaço / morto de cansaço / doente do pé / dor de cotovelo / o fogo do fogão / fogo baixo / fogão /
        ferida cicatrizada / posto de polícia / ruim de serviço / que medo bobo / número errado / numero errado /
        foi engano / é engano / engano / me enganei / enganei-me / quem é / quem é você / quem fala /
        quem está falando / não me liga / não me ligue / não me liguem / não me ligues / não liga pra mim /
        não ligue pra mim / não precisa ligar / não precisa me ligar / não ligue / não liga / nem me liga / me chamo /
        se puder / se quiser / se você quiser / como quiser / você que sabe / se vc vier / se vieres / se você vier /
        se você diz / para o hospital visitar / venha aqui amanhã / vem aqui amanhã / quando vem aqui / quando vem cá
    """)
    | every(phrases("vai / vou / vamos"), phrases("ficar / estar"), phrases("bem / bom / tudo bem / ok")),
    fillers=phrases("""
        obrigado / obrigada / obrigadão / obrigadinha / obrigadinho / obgd / muito obrigado / muito obrigada /
        mto obrigada / mto obrigado / muitíssimo obrigada / muitíssimo obrigado / brigado / brigada / brigadão /
        valeu / vlw / grato / grata / muito grata / muito grato / agradeço / agradecida / agradecido /
        muito agradecida / muito agradecido / bem haja / obrigada por perguntar / obrigado por perguntar /
        por perguntar / por se preocupar / obrigada por se preocupar / obrigado por se preocupar / pela preocupação /
        obrigada pela preocupação / obrigado pela preocupação / pela mensagem / obrigada pela mensagem /
        obrigado pela mensagem / pelo carinho / obrigada pelo carinho / obrigado pelo carinho / pelo cuidado /
        obrigada pelo cuidado / obrigado pelo cuidado / por tudo / obrigada por tudo / obrigado por tudo /
        muito gentil / gentil / muito amável / simpática / muita gentileza / que gentil / que querida / que querido /
        um amor / vc é um amor / você é um amor / você é um anjo / graças a deus / graças ao bom deus /
        graças ao senhor / glória a deus / com a graça de deus / com a ajuda de deus / na graça de deus /
        com fé em deus / amém / deus te abençoe / deus lhe abençoe / deus abençoe / deus o abençoe / deus a abençoe /
        que deus te abençoe / fica com deus / fique com deus / fiquem com deus / vai com deus / a bênção /
        felizmente / louvado seja deus / gloria a deus / oi / oii / oie / oiê / oi oi / olá / opa / alô / alo / e aí /
        eae / bom dia / boa tarde / boa noite / bom diaa / boa / um bom dia / uma boa tarde / uma boa noite /
        um ótimo dia / bom descanso / boa semana / bom domingo / bom fim de semana / bom fds / um bom domingo /
        uma boa semana / tenha um bom dia / tenha uma boa noite / tenha um ótimo dia / tenha uma ótima tarde /
        tem um bom dia / um ótimo dia para você / um bom dia para você / bom dia para você também /
        bom dia pra você também / bom dia pra vc tb / pra você também / para você também / pra vc também /
        para si também / igualmente / idem / tchau / tchauzinho / xau / adeusinho / até logo / até já / até amanhã /
        até mais / até breve / até mais logo / até depois / até à noite / fui / saudações / cumprimentos /
        atenciosamente / um abraço / abraço / abraços / abs / abç / abçs / abração / um grande abraço / forte abraço /
        um forte abraço / beijo / beijos / bjo / bjos / bjs / bj / bjinho / bjinhos / beijinho / beijinhos / beijão /
        um beijo / um beijinho / um grande beijo / muitos beijos / mil beijos / beijocas / cuide-se / se cuida /
        se cuide / cuida-te / te amo / amo você / amo vc / te amo muito / amo vocês / amo-te / adoro-te / te adoro /
        com carinho / com amor / saudades / saudade / que saudade / minha filha / meu filho / filha / filho /
        filhinha / filhinho / filhota / filhote / meus filhos / minhas filhas / minha neta / meu neto / neta / neto /
        netinha / netinho / querida / querido / minha querida / meu querido / queridos / amor / meu amor / meu bem /
        meu anjo / anjo / minha flor / flor / flor do dia / coração / meu coração / minha linda / linda / lindo /
        meu lindo / lindona / princesa / amiga / amigo / minha amiga / meu amigo / amigos / menina / menino / moça /
        moço / senhora / senhor / seu moço / dona / meu caro / minha cara / fofa / fofo / meu tesouro / tesouro /
        vida / minha vida / mãezinha do céu / gente / pessoal / cara / mano / bebê / minha rica filha /
        minha rica menina / hoje / agora / hoje de manhã / esta manhã / essa manhã / de manhã / esta tarde /
        essa tarde / esta noite / essa noite / hoje à tarde / hoje à noite / aqui / cá / por aqui / por cá /
        aqui em casa / em casa / cá em casa / estou em casa / to em casa / tou em casa / estou aqui / to aqui /
        tou aqui / aqui estou / sempre / como sempre / como de costume / na verdade / de verdade / mesmo /
        mesmo mesmo / por enquanto aqui / não se preocupe / não se preocupem / não se preocupa / não te preocupes /
        não vos preocupeis / não precisa se preocupar / não precisam se preocupar / não te preocupes comigo /
        não se preocupe comigo / fique tranquila / fique tranquilo / fica tranquila / fica tranquilo /
        fiquem tranquilos / fica descansada / fica descansado / fique descansada / fique descansado /
        fiquem descansados / pode ficar tranquila / pode ficar tranquilo / pode ficar descansada / relaxa / sossega /
        tranquilo / tranquila / tranquilos / também / eu também / eu / comigo / né / viu / tá / ta / ah / oh / eh /
        ai ai / opa opa / uai / ué / então / bom / olha / ora / ora bem / pronto / pronto pronto / kk / kkk / kkkk /
        kkkkk / rs / rsrs / rsrsrs / hehe / haha / hihi / eheh / desculpa / desculpe / me desculpe / desculpem /
        perdão / desculpa a demora / desculpe a demora / desculpa o atraso / desculpe o atraso /
        desculpa pela demora / desculpe pela demora / perdão pela demora / desculpa demorar / desculpe demorar /
        estava dormindo / tava dormindo / estava a dormir / acabei de acordar / acordei agora / acordei agora mesmo /
        só vi agora / só agora vi / vi agora / estava no banho / tava no banho / estava no quintal /
        estava no jardim / dormi bem / dormi muito bem / opção / número / resposta / a minha resposta é /
        minha resposta é / tecla / e feliz / feliz / e contente / contente / contenta / e com saúde / com saúde /
        e em paz / em paz / e segura / e tranquila / e tranquilo / e bem / e tudo bem / enviado do meu iphone /
        enviado do meu ipad / enviado do meu celular / enviado do meu telemóvel / enviado do meu telefone /
        enviado do meu samsung / enviado do meu smartphone samsung galaxy / enviado via iphone /
        enviado do outlook para ios / enviado do outlook para android
    """)
    | every(
        phrases("um / um grande / um belo"),
        phrases("""
            oi / olá / alô / amor / anjo / abraço / beijo / beijão / amigo / tesouro / obrigado / coração / cheiro /
            tchau / bj / abraço apertado
        """),
    ),
    courtesies=phrases("""
        e você / e vc / e tu / e vocês / e vcs / e a senhora / e o senhor / e si / e contigo / e consigo /
        e com você / e com vc / e por aí / e aí / e aí tudo bem / e você como está / e vc como está /
        e você tudo bem / e vc tudo bem / e vc td bem / e tu como estás / e tu tudo bem / e você está bem /
        e vc tá bem / como vai / como vai você / como você está / como vc está / como vc tá / como está /
        como está você / como está a senhora / como estás / como estás tu / como é que estás / como é que está /
        como vão / como vão vocês / como vai a senhora / tudo bem com você também / e por aí tudo bem /
        e contigo tudo bem / e consigo tudo bem / e com você tudo bem / e aí como estão / você ? / vc ? / tu ? /
        espero que você também / espero que vc também / espero que tu também / espero que esteja bem /
        espero que estejas bem / espero que você esteja bem / espero que vocês também / espero que também /
        e o seu dia / e a família / e as crianças
    """),
    stop=phrases("""
        parar / pare / sair / cancelar / cancele / cancela / cancelar inscrição / anular / descadastrar /
        descadastre / descadastrar-me / me descadastrar / me descadastre / desinscrever / desinscreva / remover /
        me remova / me remover / desativar / desactivar / encerrar / interromper
    """),
    start=phrases("começar / iniciar / recomeçar / retomar / reativar / reactivar"),
    help=phrases("ajuda"),
    info=phrases("comandos / menu / informações"),
    automatic=phrases("""
        resposta automática / mensagem automática / esta é uma mensagem automática / atendimento automático /
        secretária eletrônica / secretária electrónica / secretária eletrónica / caixa postal / caixa de mensagens /
        correio de voz / fora do escritório / ausente do escritório / estou fora do escritório /
        estou ausente do escritório / não responda / não responda a esta mensagem / favor não responder /
        por favor não responda / não responder / caixa cheia / caixa de entrada cheia / a caixa está cheia /
        não entregue / não pôde ser entregue / não foi entregue / mensagem não enviada / falha no envio /
        falha ao enviar / não foi possível entregar / modo condução / modo de condução / modo dirigir / modo carro /
        não perturbe / não incomodar / número indisponível / número inexistente / assinante / o número chamado /
        o número para o qual ligou / fora da área de cobertura / obrigado pelo seu contato /
        agradecemos o seu contato / agradecemos seu contato / agradecemos o seu contacto /
        fora do horário de atendimento /
        responderemos assim que possível / responderemos em breve / agradecemos o seu contato / agradecemos o seu contacto /
        recebemos sua mensagem / recebemos a sua mensagem
    """),
    busy=phrases("""
        dirigindo / estou dirigindo / to dirigindo / tô dirigindo / a conduzir / estou a conduzir / tou a conduzir /
        ao volante / estou ao volante / no volante / no carro / estou no carro / não posso falar /
        não posso falar agora / agora não posso / agora não posso falar / não posso atender /
        não posso atender agora / não posso responder / não posso responder agora / num posso falar /
        num posso falar agora / te ligo depois / te ligo mais tarde / te ligo já / já te ligo / ligo depois /
        ligo mais tarde / depois te ligo / depois ligo / ligo-te depois / ligo-te mais tarde / eu te ligo / eu ligo /
        retorno depois / já retorno / retorno já / retorno mais tarde / já ligo / em reunião / numa reunião /
        estou em reunião / estou numa reunião / to em reunião / to numa reunião / reunião / de férias /
        estou de férias / to de férias / férias / no trabalho / estou no trabalho / to no trabalho / trabalhando /
        estou trabalhando / to trabalhando / a trabalhar / estou a trabalhar / na aula / em aula / estou em aula /
        no cinema / dormindo / estou dormindo / a dormir / estou a dormir / indisponível / estou indisponível /
        não estou disponível / não estou disponível agora / o que foi / que foi / o que é / o que houve /
        que se passa / o que se passa / o que aconteceu / o que quer / o que você quer
    """),
    ack=phrases("""
        1 / um / sim / s / claro / claro que sim / com certeza / vou / eu vou / vou eu / sim vou / vou sim /
        eu vou sim / vou já / vou agora / vou agora mesmo / já vou / eu já vou / já estou indo / já to indo / vou lá /
        eu vou lá / vou lá agora / vou lá ver / vou lá já / to indo / tô indo / estou indo / eu to indo /
        estou indo agora / to indo agora / estou indo para lá / to indo pra lá / indo / indo agora / indo pra lá /
        estou a ir / tou a ir / estou a caminho / to a caminho / tou a caminho / a caminho / já estou a caminho /
        to no caminho / estou no caminho / no caminho / saindo agora / estou saindo / to saindo / estou a sair /
        to saindo agora / eu cuido / cuido eu / eu cuido disso / eu cuido dela / eu cuido dele / cuido disso /
        deixa comigo / deixe comigo / pode deixar / pode deixar comigo / eu resolvo / eu trato disso / trato disso /
        trato eu / eu trato / fico com isso / eu assumo / assumo / vou ver / eu vou ver / vou vê-la / vou vê-lo /
        vou ver ela / vou ver ele / vou verificar / eu verifico / vou passar lá / eu passo lá / passo lá /
        vou na casa dela / vou na casa dele / vou à casa dela / vou à casa dele / vou a casa dela / vou a casa dele /
        vou ligar para ela / vou ligar para ele / vou ligar pra ela / vou ligar pra ele / eu ligo para ela /
        eu ligo para ele / ligo para ela / ligo para ele / ligo pra ela / ligo pra ele / vou ligar agora / posso /
        sim posso / posso sim / posso ir / eu posso / eu posso ir / posso ir sim / estou lá / to lá / já estou lá /
        estou com ela / estou com ele / to com ela / to com ele / já estou com ela / já estou com ele / aceito /
        confirmo / eu atendo / conte comigo / conta comigo / podem contar comigo / pode contar comigo / chegando lá /
        estou chegando / to chegando / chego já
    """),
    cannot=phrases("""
        não posso ajudar / agora não posso ajudar / não consigo ajudar /
        2 / dois / n / não / não posso / num posso / eu não posso / não posso ir / não posso agora / agora não posso /
        agora não / não posso não / não consigo / não consigo ir / não dá / não vai dar / não dá para mim /
        não dá pra mim / pra mim não dá / não vou poder / não vou poder ir / não vou conseguir / não vou /
        eu não vou / não poderei / desculpe não posso / desculpa não posso / sinto muito não posso /
        lamento não posso / infelizmente não posso / infelizmente não / impossível / é impossível / não é possível /
        estou longe / to longe / tou longe / estou muito longe / to muito longe / muito longe / moro longe /
        estou fora / to fora / estou fora da cidade / to fora da cidade / estou viajando / to viajando / em viagem /
        estou em viagem / estou no exterior / to no exterior / estou no estrangeiro / estou de férias / de férias /
        estou trabalhando / to trabalhando / estou no trabalho / estou a trabalhar / to no trabalho / não estou /
        não estou lá / não estou perto / não to perto / não estou por perto / não to por perto /
        não estou disponível / não estou na cidade / não to na cidade / outra pessoa / peça a outra pessoa /
        pede a outra pessoa / peçam a outra pessoa / chama outra pessoa / chame outra pessoa / eu não /
        número errado / é engano / foi engano / recuso / estou no hospital / to no hospital
    """),
    eta=every(
        phrases("""
            em / chego em / chego lá em / chego daqui a / daqui a / dentro de / estou lá em / estarei lá em / demoro /
            em uns / em cerca de / cerca de / uns
        """)
        | {""},
        _SPAN,
    ),
    hand_over=phrases("""
        passar para / passe para / passem para / passa para / passe a / por favor passe para / entregue a / entregar a /
        pergunte a / perguntem a / peça a / peçam a
    """),
    wait=phrases("""
        espere / espera / esperem / espere por favor / por favor espere / por favor esperem / espere mais / aguarde /
        aguardem / por favor aguarde / me dê / me dá / me deem / dê-me / dá-me
    """),
    safe=every(
        phrases("sim") | {""},
        phrases("""
            ela / ele / eles / elas / a mãe / a minha mãe / minha mãe / o pai / o meu pai / meu pai / a vó / o vô /
            ela já / ele já
        """),
        phrases("está / tá / estão / ta / tão"),
        phrases("""
            bem / muito bem / a salvo / em segurança / segura / seguro / ótima / ótimo / sã e salva / são e salvo /
            fora de perigo / tranquila / tranquilo
        """),
        phrases("agora / já") | {""},
    )
    | phrases("está a salvo / está em segurança / a salvo / sã e salva / são e salvo / em segurança / fora de perigo"),
    myself=phrases("""
        eu / estou / to / tou / me / mim / comigo / preciso / tenho / nós / estamos / a gente / vou / posso /
        ajude-me / me ajude / me ajuda / caí / sinto / meu peito / minha perna
    """),
    others=phrases("""
        ela / ele / elas / eles / dela / dele / está / tá / estão / precisa / precisam / caiu / caíram / se machucou /
        respira / responde / lhe / mãe / mamãe / pai / papai / vó / vovó / avó / vô / vovô / avô / vizinha / vizinho /
        tia / tio / irmã / irmão / esposa / mulher / marido / sogra / sogro
    """),
    joints=phrases("e / mas / porém"),
    join=phrases("""
        oi / olá / ola / bom dia / boa tarde / começar / iniciar / início / cadastro / cadastrar / registrar /
        registar / me cadastrar / participar / entrar / inscrever
    """),
    greetings=phrases("""
        oi / olá / bom dia / boa tarde / boa noite / alô / começar / iniciar / início / cadastro / obrigada /
        obrigado / sim / não / tá / tá bom
    """),
    remind=phrases("""
        lembre-me / lembra-me / lembre me / lembra me / me lembre / me lembra / lembrem-me / me lembrem / pode me lembrar /
        pode lembrar-me / podes lembrar-me / podes me lembrar / poderia me lembrar / poderia lembrar-me /
        por favor me lembre /
        por favor lembre-me / por favor lembra-me / quero que me lembre / crie um lembrete / cria um lembrete /
        novo lembrete /
        quero um lembrete / preciso de um lembrete / um lembrete
    """),
    links=phrases(
        "de / que / a / para / por favor / e / olá / do / da / dos / das / tenho que / tenho de / devo / preciso"
    ),
    unless=every(
        phrases("e / ou / senão / e por favor") | frozenset({""}),
        phrases("avise _ / avisa _ / avisem _ / diga a _ / diz a _ / conte a _ / conta a _"),
        phrases("""
            se não / se eu não fizer / se eu não o fizer / se eu não confirmar / se não confirmar / se eu não responder /
            se não responder / caso eu não confirme
        """),
    )
    | every(
        phrases("senão / e se eu não confirmar / e se não confirmar / se eu não confirmar / e caso eu não confirme"),
        phrases("avise _ / avisa _ / avisem _ / diga a _ / diz a _"),
    ),
    conditions=every(
        phrases("se eu não confirmar / se não confirmar / caso eu não confirme"),
        phrases("_ avise _ / _ avisa _ / _ avisem _ / _ diga a _ / _ diz a _"),
    ),
    whoever=phrases("""
        meu contato / meus contatos / o meu contato / os meus contatos / meu contacto / meus contactos / o meu
        contacto / os meus contactos / contato / contatos / alguém / todos / minha família / a minha família / minha
        filha / a minha filha / meu filho / o meu filho / minha mulher / a minha mulher / minha esposa / meu marido
        / o meu marido / minha amiga / meu amigo / minha irmã / meu irmão / minha vizinha / meu vizinho / a / o / ao
        / à
    """),
    unremind=every(
        phrases(
            """
                não me lembre mais / não me lembra mais / não me lembres mais / pare de me lembrar / para de me lembrar /
                pare de lembrar-me / não me lembrem mais
            """
        ),
        phrases("de / que") | frozenset({""}),
    )
    | every(
        phrases("apague / apaga / cancele / cancela / tire / tira / remova / remove / exclua / exclui / pare / anule"),
        phrases("o lembrete / meu lembrete / o meu lembrete / os lembretes / meus lembretes"),
    )
    | phrases("chega de lembrete de / não quero mais o lembrete"),
    done=phrases("""
        feito / feita / está feito / já está feito / já fiz / fiz / eu fiz / tomei / já tomei / eu tomei /
        acabei de tomar / tomado /
        tomada / já tomado / terminei / já terminei / terminado / concluído / confirmado / confirmo / eu confirmo
    """),
    back=phrases("voltar / atrás / volta"),
    none=phrases("nenhuma / nenhuma vez / nunca / zero / nem uma / nem uma vez"),
    arrived=phrases("""
        em casa / estou em casa / to em casa / tou em casa / já estou em casa / já to em casa / já tou em casa /
        já em casa / cheguei / já cheguei / cheguei em casa / já cheguei em casa / cheguei a casa /
        já cheguei a casa / cheguei bem / já cheguei bem / cheguei em casa bem / cheguei bem em casa /
        cheguei bem a casa / estou em casa e bem / em casa e bem / estou bem em casa / enfim em casa /
        cheguei sã e salva / cheguei são e salvo
    """),
    thanks=phrases("obrigado / obrigada / muito obrigado / muito obrigada / valeu"),
    more=phrases("mais / outros / outras / preciso de / me dá / me dê / dá-me / dê-me / por favor"),
    commands={
        "start": ("começar", "início", "cadastro", "cadastrar", "registrar"),
        "help": ("ajuda", "menu", "opções"),
        "status": ("estado", "situação"),
        "contacts": ("contatos", "contactos", "contato", "contacto"),
        "schedule": ("horários", "horário"),
        "pause": ("pausa", "pausar"),
        "resume": ("retomar", "reativar"),
        "probe": ("sonda",),
        "plans": ("planos",),
        "reminders": ("lembretes", "meus lembretes", "os meus lembretes", "ver meus lembretes", "meu lembrete"),
        "patience": ("paciência",),
        "settings": ("ajustes", "configurações", "definições"),
        "language": ("idioma", "língua"),
        "calls": ("ligações", "chamadas", "telefonemas"),
        "link": ("vincular", "associar"),
        "usage": ("uso", "comandos"),
        "processes": ("processos",),
        "walk": ("caminho",),
        "secret": ("palavra secreta",),
        "drill": ("simulacro", "fazer um simulacro", "um simulacro por favor"),
        "board": ("painel", "ver o painel"),
        "told": (
            "avisos",
            "quem é avisado",
            "quem é avisado e quando",
            "quem é avisado quando",
            "quem avisam",
            "quem avisam e quando",
            "quem vocês avisam",
            "quem vocês avisam e quando",
            "a quem avisam",
            "quando avisam",
            "quando avisam os meus contatos",
        ),
        "forget_me": (
            "esquecer",
            "esquecer os meus dados",
            "esquecer meus dados",
            "esqueçam-me",
            "esqueçam os meus dados",
            "esqueçam meus dados",
            "me esqueçam",
            "me esqueça",
            "esqueça-me",
            "apagar os meus dados",
            "apagar meus dados",
            "apaguem os meus dados",
            "apaguem meus dados",
            "apagar a minha conta",
            "apagar minha conta",
            "eliminar os meus dados",
            "excluir meus dados",
            "excluir os meus dados",
            "excluir minha conta",
            "eliminar a minha conta",
        ),
        "my_data": (
            "meus_dados",
            "meus dados",
            "os meus dados",
            "o que sabem sobre mim",
            "o que sabem de mim",
            "o que vocês sabem sobre mim",
            "o que vocês sabem de mim",
            "o que você sabe sobre mim",
            "que dados têm de mim",
            "exportar os meus dados",
            "exportar meus dados",
        ),
        "history": (
            "historico",
            "meu mês",
            "o meu mês",
            "como foi o meu mês",
            "como foi meu mês",
            "como correu o meu mês",
            "como foi o mês",
        ),
        "week": (
            "minha_semana",
            "minha semana",
            "a minha semana",
            "como foi a minha semana",
            "como foi minha semana",
            "como correu a minha semana",
        ),
        "quiet": ("horas de silêncio",),
        "visit": (
            "visita",
            "pedir uma visita",
            "pedir visita",
        ),
        "visits": (
            "visitas",
            "minhas visitas",
            "as minhas visitas",
            "minha visita",
        ),
        "minutes": (
            "minutos",
            "meus minutos",
            "os meus minutos",
            "quantos minutos tenho",
            "quantos minutos eu tenho",
        ),
        "pal": (
            "acompanhante",
            "quero ser acompanhante",
            "ser acompanhante",
            "quero visitar outras pessoas",
            "quero ajudar",
            "gostaria de ajudar",
            "queria ajudar",
            "voluntário",
            "voluntária",
        ),
        "available": (
            "disponível",
            "estou disponível",
        ),
        "unavailable": (
            "indisponível",
            "não disponível",
            "não estou disponível",
        ),
        "ping": ("ping",),
    },
    units=phrases("min / mins / minuto / minutos / h / hora / horas"),
    spelt=pairs("""
        sm = sim / siim = sim / simm = sim / smi = sim / sism = sim / cim = sim / s = sim / td = tudo / tdo = tudo /
        tuo = tudo / tudi = tudo / tuod = tudo / tdb = tudo bem / tdbem = tudo bem / tudobem = tudo bem /
        tudobom = tudo bom / tb = também / tbm = também / tbem = também / bm = bem / beem = bem / bein = bem /
        bemm = bem / bwm = bem / benn = bem / n = não / nn = não / naum = não / naun = não / nao = não / nã = não /
        nõ = não / naõ = não / nop = não / tô = to / tôu = tou / toh = to / stou = estou / estu = estou /
        estoy = estou / istou = estou / etou = estou / wstou = estou / estouu = estou / eatou = estou / mto = muito /
        mt = muito / muinto = muito / mtu = muito / vc = você / ce = você / cê = você / voce = você / vcs = vocês /
        blz = beleza / bele = beleza / blza = beleza / flz = feliz / obg = obrigado / obgda = obrigada /
        obgdo = obrigado / obgd = obrigado / obgada = obrigada / obigada = obrigada / obrigda = obrigada /
        orbigada = obrigada / brigadu = obrigado / vlws = valeu / pfv = por favor / pf = por favor /
        pfvr = por favor / porfavor = por favor / porfa = por favor / plmdds = por favor / hj = hoje / agr = agora /
        dps = depois / qdo = quando / qnd = quando / msm = mesmo / cmg = comigo / ctg = contigo / q = que /
        pq = porque / ngm = ninguém / algm = alguém / gracas = graças / grças = graças / dels = deus / amem = amém /
        bjus = beijos / bjss = beijos / ajda = ajuda / ajuada = ajuda / ajud = ajuda / ajudaa = ajuda /
        sicorro = socorro / socoro = socorro / soccorro = socorro / soorro = socorro / presiso = preciso /
        precizo = preciso / pressiso = preciso / presciso = preciso / prciso = preciso / preçiso = preciso /
        emergensia = emergência / ambulansia = ambulância / ambulancha = ambulância / abulancia = ambulância /
        ospital = hospital / hopital = hospital / hosptal = hospital / duente = doente / doemte = doente /
        doeno = doendo / machuqei = machuquei
    """),
)
