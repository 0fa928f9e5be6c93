"""Spanish."""

from __future__ import annotations

from bot.words import Words, every, pairs, phrases

_WELL = phrases("""
        bien / ok / okay / perfecto / perfecta / perfectamente / genial / estupendo / estupenda / estupendamente /
        fenomenal / fantastico / fantastica / de maravilla / excelente / a salvo / tranquilo / tranquila / en orden /
        sano y salvo / sana y salva / de lujo / divinamente / de perlas / fenomeno / contento / contenta / sin novedad /
        como una rosa
    """)
_VERY = phrases("""
        muy / super / bastante / perfectamente / todo / toda / todos / todas / requete / la mar de / aqui / ya
    """) | {""}
_ME = phrases("""
        estoy / yo estoy / me encuentro / me siento / sigo / ando / estamos / seguimos / todo esta / todo va / va todo /
        todo sigue / yo / me va
    """) | {""}

_UNITS = phrases("min / mins / minuto / minutos / h / hora / horas / rato / ratito / momento / momentito")
_SPAN = every(phrases("# / un / una / unos / media / un par de"), _UNITS)
_CALL = phrases("""
    llámame / llámeme / llámenme / llamadme / llamame / me llamas / me llama / me puedes llamar / me puede llamar /
    puedes llamarme / puede llamarme / llámame por favor / llámeme por favor / por favor llámame / por favor llámeme /
    quiero que me llames / quiero que me llame / márcame / telefonéame / dame un toque / échame una llamada /
    pégame un telefonazo
""")

WORDS = Words(
    name="Español",
    prefixes=("+34", "+52", "+54", "+56", "+57", "+51"),
    ok=(
        phrases("""
        si / sip / sii / ok / vale / 1 / uno / okay / si si / si estoy / si estamos / si lo estoy / claro /
        claro que si / por supuesto / por supuesto que si / desde luego / afirmativo / correcto / todo bien / todo ok /
        todo va bien / todo en orden / todo perfecto / todo correcto / todo tranquilo / todo genial / todo estupendo /
        todo normal / sin novedad / sin novedades / perfecto / muy bien / bien bien / estoy vivo y coleando /
        pulgar arriba / como una rosa / como nunca / de diez / si senor / si senora / que si / si que si / estoy ok /
        toy bien / toi bien / s / s s
    """)
        | every(_ME, _VERY, _WELL)
    )
    - phrases("""
        tranquilo / tranquila / contento / contenta / yo bien todo / ya todo / en orden / todo ya / fenomeno /
        yo tranquilo / yo tranquila
    """),
    yes=phrases("""
        s / si / sip / sii / claro / claro que si / por supuesto / vale / ok / okay / correcto / 1 / uno / asi es /
        si por favor / de acuerdo / y
    """),
    cries=phrases("""
        socorro / auxilio / caído / caída / ayuda / ayúdame / ayúdenme / ayúdeme / ayudadme / ayuden / alluda / alludame /
        ambulancia / policía / bomberos / emergencia / infarto / incendio
    """),
    oneself=phrases("estoy / yo"),
    reactions=phrases("""
        le gustó / me gusta / te gusta / le encantó / no le gustó / reaccionó / se rió de / reaccionó con / ha reaccionado /
        le gusta / enfatizó / puso en duda
    """),
    no_before=phrases("no"),
    not_before=phrases("nunca / jamas / apenas / tampoco"),
    between=phrases("muy / tan / del / todo"),
    call_me=every(
        _CALL,
        phrases(
            "cuando puedas / cuando pueda / luego / después / más tarde / ahora / ya / hoy / mañana / en cuanto puedas"
        )
        | {""},
    ),
    later=phrases("""
        luego / más tarde / después / ahora no / ahora mismo no / en otro momento / espera / espere / espera un poco /
        espérame /
        un momento por favor / ocupado / ocupada / estoy ocupado / estoy ocupada / estoy ocupado ahora / estoy ocupada ahora /
        ahora estoy ocupado / ahora estoy ocupada / luego te digo / luego contesto / luego respondo / no corre prisa /
        pregúntame luego / pregúnteme luego / pregúntame más tarde / pregúnteme más tarde / recuérdamelo luego /
        necesito más tiempo / dame tiempo / ahorita no
    """)
    | every(
        phrases("en / dentro de / dame / deme / espera / pregúntame en / pregúnteme en / necesito / recuérdamelo en"),
        _SPAN,
    )
    | _SPAN,
    no=phrases("""
        n / no / nop / nope / noo / nooo / que no / no no / no no no / claro que no / por supuesto que no / para nada /
        negativo / nones / en absoluto
    """),
    negations=phrases("""
        no / nunca / jamas / nada / nadie / ni / sin / tampoco / ninguno / ninguna / ningun / apenas
    """),
    distress=phrases("""
        ayuda / ayudame / ayudenme / ayudeme / ayudadme / ayuden / alluda / alludame / ayua / aiuda / socorro /
        auxilio / sos / necesito ayuda / necesito un medico / necesito una ambulancia / necesito a alguien /
        te necesito / os necesito / ambulancia / policia / bomberos / urgente / urgencia / urgencias / emergencia /
        incendio / fuego / humo / me cai / me he caido / me caigo / cai / caido / caida / me cai al suelo /
        en el suelo / desmayo / desmaye / me desmaye / me desmayo / mareo / mareado / mareada / inconsciente / tropece /
        duele / me duele / duelen / dolor / tengo dolores / con dolores / herido / herida / lesion / lesionado /
        lesionada / sangre / sangro / sangrando / sangrado / pierna rota / brazo roto / cadera rota / fractura /
        quemado / quemada / quemadura / infarto / ictus / derrame / convulsion / ahogo / ahogando / me ahogo / asfixia /
        fiebre / vomito / vomitando / vomitos / mal / muy mal / estoy mal / me siento mal / me encuentro mal / fatal /
        me siento fatal / me encuentro fatal / estoy fatal / enfermo / enferma / malo / mala / malito / malita /
        estoy malo / estoy mala / peor / cada vez peor / grave / debil / pachucho / pachucha / atrapado / atrapada /
        encerrado / encerrada / perdido / perdida / atacado / atacada / me atacan / me robaron / ladron / ladrones /
        peligro / amenaza / me amenazan / secuestrado / secuestrada / tengo miedo / miedo / asustado / asustada /
        panico / angustia / deprimido / deprimida / suicidio / suicidarme / morir / me muero / muriendo / quiero morir /
        quiero morirme / no quiero vivir / matarme / desesperado / desesperada / no puedo levantarme /
        no me puedo levantar / no puedo moverme / no me puedo mover / no puedo respirar / no respiro /
        no puedo caminar / no puedo andar / no puedo ver / no veo / no puedo mas / no puedo ponerme de pie /
        no me levanto / no aguanto / no aguanto mas / me cuesta respirar / llama a alguien / llame a alguien /
        llamen a alguien / llamad a alguien / llama a mi hijo / llama a mi hija / llamen a mi hijo / llamen a mi hija /
        llama al medico / llame al medico / llama a la policia / llame a la policia / llama una ambulancia /
        llame a una ambulancia / llama a una ambulancia / llamen una ambulancia / avisa a alguien / avise a alguien /
        avisen / manda ayuda / manden ayuda / mande ayuda / envia ayuda / envien ayuda / ven ya / ven rapido / vengan /
        vengan ya / vengan rapido / venga rapido / ven por favor / venid / ven pronto / hospital / no estoy bien /
        no muy bien / nada bien / no me siento bien / no me encuentro bien / no ando bien / no va bien / no esta bien /
        no todo bien / no estoy muy bien / no me siento muy bien / no me encuentro muy bien / algo va mal /
        algo pasa / algo malo / accidente / choque / problema grave / en apuros / no bien / no bueno / veneno /
        sobredosis / intoxicado / intoxicada
    """),
    bad=phrases("""
        horrible / terrible / pesimo / pesima / 2 / dos / pulgar abajo / triste / llorando / estoy llorando /
        malamente / dificil / sufriendo
    """),
    neither=phrases("""
        si bueno / no me llames / no me llame / no llames /
        menos mal / nada mal / no esta mal / no estoy mal / no estoy tan mal / no tan mal / no va mal / no me va mal /
        no me siento mal / no me encuentro mal / no estoy enfermo / no estoy enferma / no mal / no me duele /
        no me duele nada / no duele / sin dolor / sin dolores / no tengo dolor / no tengo miedo / no tengo fiebre /
        sin fiebre / no hay peligro / no hay emergencia / no es una emergencia / no es urgente / no es grave /
        nada grave / no me cai / no me he caido / no necesito ayuda / no necesito nada / no hace falta /
        no hace falta ayuda / no hay problema / no problem / sin problema / sin problemas / ningun problema /
        no pasa nada / no se / no lo se / no estoy seguro / no estoy segura / no gracias / no | gracias / todavia no /
        aun no / hoy no / tal vez / quizas / quiza / no tanto / no mucho / de nada /
        para nada mal / no me quejo / sin quejas / mejor imposible / nunca mejor / como siempre mal / si o no /
        si y no / s o n / 1 o 2 / y bien / que bien / bien por ti / muy bien por ti / si fuera / si puedo / si tu /
        asi asi / regular / mas o menos / ni bien ni mal / tirando / ahi vamos / podria estar mejor / he estado mejor /
        podria ser peor / bien mal / perfecto no / estas bien / esta bien / esta usted bien / estais bien /
        se encuentra bien / te encuentras bien / te sientes bien / se siente bien / va todo bien / todo bien por ahi /
        necesitas ayuda / necesita usted ayuda / si necesitas ayuda / si necesita ayuda / gracias por la ayuda /
        gracias por tu ayuda / gracias por su ayuda / por la ayuda / por tu ayuda / por su ayuda / gracias por ayudar /
        numero equivocado / me he equivocado / perdida de tiempo / llamada perdida / llamadas perdidas /
        perdi el movil / mala cobertura / mala senal / sin cobertura / sin bateria / mal tiempo / hace mal tiempo /
        hace malo / en caso de emergencia / si es urgente / si es una emergencia / para emergencias / venga va / venga /
        a mal / mal numero
    """),
    fillers=phrases("""
        gracias / muchas gracias / mil gracias / muchisimas gracias / grax / grcs / gracias a dios /
        gracias por preguntar / por preguntar / por escribir / por el mensaje / gracias por todo /
        gracias por estar pendiente / gracias por el mensaje / muy amable / amable / se agradece / te lo agradezco /
        hola / ola / buenas / buenos dias / buen dia / buenas tardes / buenas noches / dia / saludos / un saludo /
        un abrazo / abrazos / abrazo / besos / besitos / beso / un beso / un besito / muchos besos / bs / hija / hijo /
        hija mia / hijo mio / mi nina / mi nino / mi amor / amor / carino / cielo / corazon / mi vida / vida / cari /
        querido / querida / amigo / amiga / guapa / guapo / mija / mijo / reina / senora / senor / nena / tesoro /
        bonita / preciosa / majo / maja / hoy / esta manana / esta tarde / esta noche / por aqui / aqui / aqui en casa /
        en casa / estoy en casa / de momento estoy / siempre / como siempre / la verdad / de verdad /
        por ahora estoy / hasta manana / hasta luego / hasta pronto / nos vemos / cuidate / cuidese /
        que tengas buen dia / que tenga buen dia / buen finde / igualmente / a ti / a usted / dios te bendiga /
        dios le bendiga / bendiciones / gracias al cielo / no te preocupes / no se preocupe / no os preocupeis /
        no se preocupen / no te preocupes por mi / no hay de que preocuparse / tranquila / tranquilo / tranquilos /
        tranquilas / jaja / jajaja / jajajaja / jeje / jejeje / ja / ay / ah / oh / opcion / numero / respuesta /
        mi respuesta es / perdon / perdona / disculpa / perdon por el retraso / perdon por tardar /
        perdona la tardanza / estaba dormido / estaba dormida / acabo de despertarme / estoy aqui / aqui estoy /
        y contento / y contenta / y feliz / feliz / y tranquila / y tranquilo / y bien / todo / bueno / pues /
        enviado desde mi iphone / enviado desde mi ipad / enviado desde mi movil / enviado desde mi samsung /
        enviado desde mi telefono / yo
    """),
    courtesies=phrases("""
        y tu / y usted / y vosotros / y ustedes / y vos / y tu que tal / y usted que tal / que tal / que tal tu /
        que tal estas / que tal esta usted / como estas / como estas tu / como esta / como esta usted /
        y tu como estas / y usted como esta / tu que tal / tu ? / usted ? / espero que tu tambien /
        espero que usted tambien / espero que tambien
    """),
    stop=phrases("""
        parar / alto / baja / detener / cancelar / darse de baja / darme de baja / dar de baja
    """),
    start=phrases("iniciar / comenzar / empezar / alta / reanudar"),
    help=phrases("ayuda"),
    info=phrases("comandos / menu / informacion"),
    automatic=phrases("""
        respuesta automatica / mensaje automatico / contestador / contestador automatico / fuera de la oficina /
        fuera de oficina / ausente de la oficina / no responda a este mensaje / no responder / este buzon /
        buzon lleno / buzon de voz / no se pudo entregar / no entregado / mensaje no enviado / autorespuesta /
        auto respuesta / modo conduccion / modo coche / no molestar / numero no disponible / abonado /
        gracias por contactar / gracias por contactarnos / gracias por comunicarse / le responderemos /
        responderemos lo antes posible / le contestaremos / modo concentración / concentración manejo / concentración conducción
    """),
    busy=phrases("""
        estoy conduciendo / conduciendo / estoy manejando / manejando / voy conduciendo / voy manejando /
        no puedo hablar / no puedo hablar ahora / no puedo contestar / no puedo atender / ahora no puedo /
        te llamo luego / te llamo mas tarde / te llamo despues / luego te llamo / le llamo luego / en una reunion /
        en reunion / reunion / de vacaciones / estoy de vacaciones / vacaciones / no disponible / no estoy disponible /
        en clase / en el trabajo / trabajando / durmiendo /
        en el cine / que pasa
    """),
    ack=phrases("""
        1 / uno / si / s / si puedo / puedo / si voy / voy / ya voy / yo voy / voy yo / voy ahora / voy ahora mismo /
        voy para alla / voy para alli / voy de camino / voy en camino / de camino / en camino / estoy en camino /
        estoy de camino / ya estoy en camino / ya voy para alla / ahora voy / ire / ire yo / ire ahora / ya salgo /
        salgo ya / salgo ahora / salgo para alla / me encargo / yo me encargo / me encargo yo / me ocupo / yo me ocupo /
        me ocupo yo / lo hago yo / lo miro yo / yo lo miro / voy a verla / voy a verlo / voy a ver / la llamo /
        lo llamo / le llamo / la llamo yo / lo llamo yo / la llamo ahora / lo llamo ahora / claro / claro que si /
        por supuesto / estoy alli / estoy alla / estoy con ella / estoy con el / ya estoy con ella / ya estoy con el /
        estoy llegando / llego enseguida / acepto / yo respondo / confirmo / voy corriendo / voy volando
    """),
    cannot=phrases("""
        no puedo ayudar / ahora no puedo ayudar /
        2 / dos / n / no / nop / no puedo / yo no puedo / no puedo ir / ahora no puedo / ahora no / no puedo ahora /
        no puedo ahora mismo / lo siento no puedo / no me es posible / no es posible / imposible / me es imposible /
        estoy lejos / estoy muy lejos / estoy fuera / estoy de viaje / estoy de vacaciones / estoy en el extranjero /
        estoy trabajando / estoy en el trabajo / no estoy / no estoy cerca / no estoy disponible / no estoy alli /
        no estoy en la ciudad / otra persona / que vaya otro / que vaya otra / busca a otro / busque a otra persona /
        numero equivocado / yo no / no podre / no voy a poder / no voy
    """),
    eta=every(
        phrases(
            "en / llego en / estoy ahí en / estoy allí en / llegaré en / estaré ahí en / estaré allí en / tardo / dentro de"
        )
        | {""},
        phrases("unos / unas") | {""},
        _SPAN,
    ),
    hand_over=phrases("""
        pásalo a / pásaselo a / pásenlo a / que se encargue / que vaya / pregunten a / pregunta a / dáselo a / pasar a
    """),
    wait=phrases("""
        espera / espere / esperen / espera por favor / espere por favor / esperen por favor / no avises a nadie en /
        no avisen a nadie en / dame / deme / denme
    """),
    safe=every(
        phrases("sí") | {""},
        phrases("ella / él / ellos / ellas / ya") | {""},
        phrases("está / están"),
        phrases("bien / a salvo / muy bien / sana y salva / sano y salvo / perfectamente / tranquila / tranquilo"),
        phrases("ya / ahora") | {""},
    )
    | phrases("a salvo / sí a salvo"),
    myself=phrases(
        "yo / estoy / necesito / tengo / nos / estamos / ayúdame / ayúdenme / ayúdeme / socorro / mí / conmigo"
    ),
    others=phrases("""
        ella / ellos / ellas / está / están / necesita / necesitan / se ha / se cayó / le ha / le duele / madre / mamá /
        padre / papá / abuela / abuelo / vecina / vecino / tía / tío / hermana / hermano / mujer / marido
    """),
    joints=phrases("y / pero"),
    join=phrases("hola / empezar / alta / registrar / registrarme / buenas / buenos días / buenas tardes / unirme"),
    greetings=phrases(
        "hola / buenas / buenos días / buenas tardes / buenas noches / empezar / alta / gracias / sí / vale"
    ),
    remind=phrases("""
        recuérdame / recuérdeme / recordarme / me recuerdas / me recuerda / puedes recordarme / puede recordarme /
        podrías recordarme / podría recordarme / por favor recuérdame / por favor recuérdeme / me puedes recordar /
        me puede recordar / hazme acordar / hágame acordar / ponme un recordatorio / pon un recordatorio /
        póngame un recordatorio / nuevo recordatorio / un recordatorio / quiero un recordatorio / necesito un recordatorio /
        quiero que me recuerdes / quiero que me recuerde
    """),
    links=phrases("que / de / a / por favor / para / de que / sobre / tengo que / debo / y / hola"),
    unless=every(
        phrases("y / o / si no / y por favor") | frozenset({""}),
        phrases(
            """
                avisa a _ / avise a _ / avísale a _ / avísele a _ / dile a _ / dígale a _ / díselo a _ / dígaselo a _ /
                llama a _
            """
        ),
        phrases("""
            si no / si no lo hago / si no lo confirmo / si no confirmo / si no contesto / si no respondo /
            si no la confirmo /
            si no los confirmo
        """),
    )
    | every(
        phrases("y si no lo confirmo / y si no confirmo / y si no lo hago / si no lo confirmo / y si no / o si no"),
        phrases("avisa a _ / avise a _ / dile a _ / dígale a _ / díselo a _ / dígaselo a _"),
    ),
    conditions=every(
        phrases("si no confirmo / si no he confirmado"),
        phrases("_ avisa a _ / _ avise a _ / _ dile a _ / _ dígale a _ / _ díselo a _ / _ dígaselo a _"),
    ),
    whoever=phrases("""
        mi contacto / mis contactos / a mi contacto / a mis contactos / contacto / contactos / alguien / a alguien /
        todos / a todos / mi familia / a mi familia / mi hija / a mi hija / mi hijo / a mi hijo / mi mujer / a mi
        mujer / mi esposa / a mi esposa / mi marido / a mi marido / mi esposo / a mi esposo / mi amiga / mi amigo /
        mi hermana / mi hermano / mi vecina / mi vecino / a
    """),
    unremind=every(
        phrases(
            """
                no me recuerdes más / no me recuerde más / ya no me recuerdes / ya no me recuerde / deja de recordarme /
                deje de recordarme
            """
        ),
        phrases("que / de / lo de") | frozenset({""}),
    )
    | every(
        phrases(
            "quita / quite / borra / borre / elimina / elimine / cancela / cancele / anula / anule / para / pare / olvida"
        ),
        phrases("el recordatorio / mi recordatorio / los recordatorios / mis recordatorios"),
    )
    | phrases("no quiero más el recordatorio / no más recordatorio / no más recordatorios"),
    done=phrases("""
        hecho / ya está hecho / está hecho / lo hice / ya lo hice / lo he hecho / ya lo he hecho / tomado / tomada /
        tomadas /
        ya tomado / las tomé / la tomé / lo tomé / me las tomé / me la tomé / me lo tomé / ya las tomé / ya la tomé /
        ya lo tomé /
        ya me las tomé / ya me la tomé / me las he tomado / ya me las he tomado / las he tomado / ya las he tomado /
        terminado /
        ya terminé / confirmado / confirmo / lo confirmo
    """),
    back=phrases("atrás / volver"),
    none=phrases("ninguna / ninguna vez / nunca"),
    arrived=phrases("""
        en casa / estoy en casa / ya estoy en casa / ya en casa / he llegado / ya he llegado / llegué / ya llegué /
        llegué a casa / ya llegué a casa / he llegado a casa / ya he llegado a casa / llegué bien / he llegado bien /
        ya llegué bien / estoy en casa y bien / en casa y bien / estoy bien en casa
    """),
    thanks=phrases("gracias / muchas gracias"),
    more=phrases("más / otros / otras / necesito / dame / deme / por favor"),
    commands={
        "start": ("empezar", "inicio", "alta", "registrar"),
        "help": ("ayuda", "menu", "opciones"),
        "status": ("estado", "situacion"),
        "contacts": ("contactos", "contacto"),
        "schedule": ("horario", "horarios"),
        "pause": ("pausa", "pausar"),
        "resume": ("reanudar",),
        "probe": ("sonda",),
        "plans": ("planes",),
        "walk": ("camino",),
        "reminders": (
            "recordatorios",
            "mis recordatorios",
            "ver mis recordatorios",
            "mi recordatorio",
            "qué recordatorios tengo",
        ),
        "patience": ("paciencia",),
        "secret": ("palabra secreta",),
        "settings": ("ajustes", "configuracion"),
        "language": ("idioma", "lengua"),
        "calls": ("llamadas",),
        "link": ("vincular", "enlazar"),
        "usage": ("uso", "comandos"),
        "processes": ("procesos",),
        "drill": ("simulacro", "hacer un simulacro", "un simulacro por favor"),
        "board": ("panel", "ver el panel"),
        "told": (
            "aviso",
            "a quien avisan",
            "a quien avisan y cuando",
            "a quien se avisa",
            "a quien se avisa y cuando",
            "quien es avisado y cuando",
            "quien es avisado",
            "a quien avisais",
            "cuando avisan",
        ),
        "forget_me": (
            "olvideme",
            "olvidame",
            "olvidadme",
            "olvidenme",
            "borrar mis datos",
            "borrad mis datos",
            "borre mis datos",
            "borren mis datos",
            "borrar mi cuenta",
            "eliminar mis datos",
            "eliminar mi cuenta",
        ),
        "my_data": (
            "mis_datos",
            "mis datos",
            "que sabe de mi",
            "que saben de mi",
            "que sabeis de mi",
            "que sabes de mi",
            "que datos tienen de mi",
            "exportar mis datos",
        ),
        "history": ("historial", "mi mes", "como fue mi mes", "como ha ido mi mes", "que tal mi mes"),
        "week": ("mi_semana", "mi semana", "como fue mi semana", "como ha ido mi semana"),
        "quiet": ("horas de silencio",),
        "visit": (
            "visita",
            "pedir una visita",
            "pedir visita",
        ),
        "visits": (
            "visitas",
            "mis visitas",
            "mi visita",
        ),
        "minutes": (
            "minutos",
            "mis minutos",
            "cuántos minutos tengo",
            "cuántos minutos me quedan",
        ),
        "pal": (
            "acompañante",
            "quiero ser acompañante",
            "ser acompañante",
            "quiero visitar a otros",
            "quiero ayudar",
            "me gustaría ayudar",
            "quisiera ayudar",
            "voluntario",
            "voluntaria",
        ),
        "available": (
            "disponible",
            "estoy disponible",
        ),
        "unavailable": (
            "no disponible",
            "no estoy disponible",
        ),
        "ping": ("ping",),
    },
    units=phrases("min / mins / minuto / minutos / h / hora / horas"),
    spelt=pairs("""
        toy = estoy / estoi = estoy / esty = estoy / estory = estoy / stoy = estoy / estiy = estoy / bein = bien /
        vien = bien / bn = bien / bine = bien / bienn = bien / biien = bien / sii = si / sipi = si / sisi = si /
        vle = vale / vael = vale / bale = vale / oks = ok / okis = ok / okei = okay / perfeto = perfecto /
        grasias = gracias / gracia = gracias / gacias = gracias / xq = porque / tb = tambien /
        bno = bueno / nesesito = necesito / necesit = necesito
    """),
)
