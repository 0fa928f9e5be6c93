"""English."""

from __future__ import annotations

from bot.words import Words, every, pairs, phrases

_WELL = phrases("""
        ok / okay / fine / good / well / great / all right / alright / safe / perfect / all good / a ok / fantastic /
        wonderful / excellent / fabulous / brilliant / splendid / lovely / doing ok / doing okay / doing fine /
        doing good / doing well / doing great / doing all right / doing alright / feeling ok / feeling okay /
        feeling fine / feeling good / feeling well / feeling great / feeling all right / feeling alright /
        safe and sound / safe and well / fit as a fiddle / safe at home / up and about / alive and well /
        alive and kicking
    """)
_VERY = phrases("""
        very / quite / perfectly / absolutely / really / still / all / doing / feeling / just / totally / completely /
        pretty
    """) | {""}
_ME = phrases("""
        i am / am / i feel / feel / i do feel / we are / we are both / we are all / everything is / all is /
        i am feeling
    """) | {""}

_UNITS = phrases("min / mins / minute / minutes / h / hr / hrs / hour / hours")
_SPAN = every(phrases("# / a few / half an / an / one / a / a couple of"), _UNITS)
_LATER = phrases(
    "later / a bit later / a little later / later today / later please / not now / not right now / in a bit / in a while"
)
_CALL = every(
    phrases("call / ring / phone / telephone / please call / please ring / please phone / can you call / could you call") |
    phrases("can you ring / could you ring / can you phone / could you phone"),
    phrases("me"),
)  # fmt: skip
_OTHERS = every(
    phrases("she is / he is / they are / both are / everybody is / everyone is"),
    phrases("""
    safe / ok / okay / fine / well / all right / alright / safe and well / safe and sound
"""),
) | phrases("safe")

_SAID_ALONE = phrases("""
        y / yes / yeah / yh / yep / yup / yea / yeh / yess / yas / aye / ok / okay / 1 / one / y y / yes yes / ok ok /
        o k / y e s / yes i am / yes we are / yes i feel fine / i am / affirmative / of course / of course i am /
        okay dokey / ok dokey / absolutely / definitely / certainly / sure / sure am / indeed / fine / good / great /
        excellent / perfect / wonderful / lovely / fantastic / brilliant / splendid / safe / all good / all well /
        all fine / all ok / all okay / all right / alright / all is well / all safe / very well / very good /
        thumbs up / everything ok / everything okay / everything fine / everything good / everything all right / a ok /
        right as rain / never felt better
    """)
# Each of these is a known word that means nothing, or something else, when it stands alone.
_NOT_ALONE = phrases("""
        well / i am / never felt better / just great / just wonderful / just perfect / just lovely / just fantastic /
        just brilliant / all so
    """)

# "I am not hurt" is no cry for help, and yet no "I am all right".
_NOT_HURT = every(
    phrases("not / i am not / am not / is not / are not"),
    phrases("""
        bad / sick / ill / hurt / injured / bleeding / dizzy / in pain / in danger / in trouble / scared / afraid /
        stuck / lost / dying / unwell / depressed / dead / trapped / worse / broken / in hospital / urgent
    """),
)

WORDS = Words(
    name="English",
    prefixes=("+44", "+1", "+61", "+64", "+353"),
    ok=(_SAID_ALONE | every(_ME, _VERY, _WELL)) - _NOT_ALONE | phrases("ya / yah"),
    yes=phrases("""
        y / yes / yeah / yh / yep / yup / yea / ok / okay / sure / of course / correct / right / that is right /
        yes please / 1 / one
    """),
    abroad=phrases("""
        yes / yeah / yep / fine / good / great / perfect / okey dokey / thanks / thx / ty / thankyou / hi / hello /
        hey / lol /
        sorry / dear / darling / love / now / today / here / omw / coming
    """),
    oneself=phrases("i"),
    reactions=phrases("""
        liked / loved / disliked / laughed at / emphasized / emphasised / questioned / reacted to / reacted / removed a
    """),
    not_before=phrases("not / never / hardly / barely"),
    between=phrases("""
        at / so / too / that / very / really / quite / all / feeling / doing / exactly / entirely / completely / fully / just
    """),
    call_me=every(
        _CALL,
        phrases("back / please / now / today / when you can / later / later please / when you have time / tomorrow")
        | {""},
    )
    | every(phrases("give me / can you give me / please give me"), phrases("a call / a ring / a bell"))
    | phrases(
        "callme / pls call me / plz call me / i want you to call me / i would like you to call me / i want a call"
    ),
    later=_LATER
    | every(phrases("in / give me / wait / ask me in / ask again in / ask me again in / i need / remind me in"), _SPAN)
    | every(phrases("ask me / ask again / ask me again / remind me / text me / try / try again"), phrases("later"))
    | _SPAN
    | phrases("""
        wait / wait a moment / one moment / a moment / one moment please / just a moment / one sec / a sec /
        just a sec / hold on /
        hang on / busy / i am busy / busy now / busy right now / i am busy now / i am busy right now / not urgent / snooze /
        i am a bit busy / a bit busy / busy at the moment / i am busy at the moment / it is not urgent / i need more time
    """),
    no=phrases("""
        n / no / nope / nah / na / naw / nay / negative / noo / nooo / n o / not / no no / no no no / of course not /
        certainly not / absolutely not / definitely not / i am not / no i am not
    """),
    negations=phrases("""
        not / no / never / none / nothing / nobody / neither / nor / without / hardly / barely / scarcely / cannot /
        isnt / non / un / can not / do not / does not / did not / is not / am not / are not / was not / were not /
        will not / would not / could not / should not / have not / has not / had not
    """),
    distress=phrases("""
        help / help me / helpp / hlep / hepl / halp / sos / s o s / mayday / need help / i need help / need someone /
        i need someone / need a doctor / need doctor / need an ambulance / need assistance / need you / i need you /
        ambulance / paramedic / paramedics / police / 911 / 999 / 112 / fire / emergency / urgent / urgently / fell /
        fallen / i have fallen / fallen over / fell down / i fell / collapsed / fainted / passed out / unconscious /
        blacked out / tripped / hurt / hurts / hurting / injured / injury / broken / bleeding / blood / wounded /
        burned / burnt / bruised / pain / in pain / chest pain / my chest / stroke / heart attack / seizure / choking /
        choke / dizzy / faint / vomiting / throwing up / sick / ill / unwell / poorly / not well / not ok / not okay /
        not fine / not good / not great / not safe / not all right / not alright / unsafe / trapped / stuck /
        locked in / lost / attacked / robbed / intruder / burglar / threatened / kidnapped / abused / danger /
        in danger / dangerous / scared / afraid / frightened / terrified / panic / panicking / depressed / suicidal /
        suicide / dying / die / dead / kill / kill myself / want to die / end it / hopeless / desperate /
        can not get up / can not move / can not breathe / can not stand / can not walk / can not see / can not feel /
        can not speak / can not swallow / could not get up / can hardly breathe / can barely breathe / hardly breathe /
        barely breathe / can not cope / trouble breathing / hard to breathe / call someone / call somebody /
        call an ambulance / call a doctor / call the doctor / call doctor / call 911 / call 999 / call 112 /
        call police / call the police / call for help / get help / get someone / send help / send someone /
        send somebody / send an ambulance / come quick / come quickly / come now / come fast / please come /
        please come over / hurry / hospital / in hospital / in the hospital / feel bad / feeling bad / i am bad /
        feel terrible / feeling terrible / feel awful / feeling awful / feel horrible / feeling horrible / feel rough /
        feeling rough / feel weak / feeling weak / feel worse / feeling worse / getting worse / very bad /
        really bad / so bad / too bad / bad way / no good / nok / not so good / not so well / not so great /
        not too good / not too well / not doing well / not feeling well / not feeling good / something is wrong /
        something wrong / things are bad / in trouble / trouble / no not ok / overdose / poisoned / poison / fever /
        infarct / chest / accident / crash / crashed / flood / flooded / gas / smoke
    """),
    bad=phrases("""
        bad / terrible / awful / horrible / worse / rubbish / lousy / dreadful / miserable / 2 / two / thumbs down /
        worst / badly / wrong / unhappy / rough / weak / struggling / suffering / crying
    """),
    neither=_NOT_HURT
    | phrases("i want to help / i would like to help")  # somebody who would visit others
    | every(
        phrases("will / would / did / did not / do not / to / must / has to / always / never"),
        phrases("call / ring / phone"),
        phrases("me"),
    )
    | phrases("""
        oh ok / oh okay / call me crazy / call me old / call me old fashioned /
        not bad / not too bad / not so bad / not that bad / not half bad / no problem / no problems / no prob /
        no worries / no pain / no bother / no sweat / not sure / not yet / not really sure / no thanks /
        no thank you / no | thanks / no | thank you / no idea / no way / no clue / no matter / no one / never mind /
        nevermind / never better / never been better / never felt better / not worse / not hurt / not injured /
        not sick / not ill / no emergency / not an emergency / no trouble / no injuries / no accident / no danger /
        no help needed / no help required / no help necessary / no need / no need for help / no need to help /
        not need help / do not need help / do not need any help / not need any help / do not need anything /
        not needing help / i do not need help / not in pain / not in danger / not in trouble / not scared / not afraid /
        not stuck / not lost / not dead / not dead yet / not dying / no fall / no falls / have not fallen /
        did not fall / not fallen / not urgent / not unwell / not depressed / can not complain / no complaints /
        could not be better / can not be better / would not say no / why not / not only / not just / do you need help /
        do you need any help / do you want help / if you need help / need help or / you need help / not know /
        do not know / no comment / ill be / ill call / ill do / ill go / ill text / ill get / ill come /
        ill let you know / oh great / oh good / just great / just wonderful / just perfect / just lovely /
        just fantastic / just brilliant / yeah right / as if / yes or no / y or n / yes and no / yes no / y n / 1 or 2 /
        could be better / been better / good for you / good luck / good god / good grief / good lord / good question /
        good bye / fine for now / not at the moment / feel sick of / sick of / wrong number / wrong person /
        wrong phone / dead battery / battery dead / battery was dead / fire away / help yourself / could not help /
        can not help you / not help / your help / for your help / for the help / thanks for your help /
        thank you for your help / thanks for the help / help is not needed / oh dear / too bad for / lost my phone /
        phone was lost / missed / am i ok / am i okay / are you ok / are you okay / are you fine / are you well /
        are you all right / are you alright / are you good / you ok / you okay / you all right / you alright /
        you good / are you safe / is everything ok / is everything okay / is everything all right / is all well /
        who is this / if not / not at home / not home / i am not at home / i am not home / i am not sure / i am not in /
        i am not there / stuck in traffic / dead tired / blood test / blood pressure / hospital appointment /
        fell asleep / i fell asleep / dying to / if this is an emergency / if it is an emergency /
        if it is urgent / if this is urgent / if urgent / in case of emergency / in an emergency /
        in case of an emergency / for emergencies / if you are in danger
    """),
    fillers=phrases("""
        thanks / thank you / thank you so much / thank you very much / thanks so much / thanks very much /
        thanks a lot / thank u / thx / tks / tnx / ty / tysm / cheers / ta / many thanks / much appreciated /
        appreciated / love / my love / dear / my dear / darling / sweetheart / sweetie / honey / hun / pet / mate /
        friend / my friend / duck / dearie / sir / madam / son / daughter / xx / xxx / xxxx / x / xo / xoxo / luv /
        hugs / big hug / kisses / lots of love / with love / hi / hi there / hello / hello there / hey / hiya /
        good morning / good afternoon / good evening / good day / good night / goodnight / morning / evening /
        afternoon / gm / greetings / today / this morning / this evening / this afternoon / tonight / here / right now /
        now / at the moment / still / really / so much / very much / again / as always / as usual / as ever / always /
        honestly / though i am / i am / i promise / have a nice day / have a good day / have a lovely day /
        have a great day / have a good one / you too / same to you / take care / talk soon / see you / see you soon /
        see you later / see you tomorrow / speak soon / god bless / god bless you / bless you / thank god /
        thank goodness / thank heavens / bless / for asking / for checking / for checking in / for checking on me /
        for checking up on me / for your message / for the message / for the call / kind of you / that is kind /
        do not worry / please do not worry / do not worry about me / no need to worry / not to worry / haha / hahaha /
        hehe / lol / ha / oh / ah / aw / aww / oops / option / number / answer / my answer is / reply / press / sorry /
        sorry for the delay / sorry for the late reply / sorry i am late / sorry for being late / sorry i missed it /
        sorry missed this / just woke up / wellcheck / well | / at home / i am at home / at work / i am at work /
        i am here / home / and happy / happy / and well / and safe / and good / and fine / and ok / and healthy /
        and all is well / and everything is fine / and thank you / and thanks / sent from my iphone /
        sent from my ipad / sent from my phone / sent from my android / sent from my samsung / sent from my galaxy /
        sent from my samsung galaxy smartphone / sent from my mobile / sent from outlook for ios /
        sent from outlook for android / get outlook for ios / get outlook for android / sent from yahoo mail
    """),
    courtesies=phrases("""
        and you / and yourself / how are you / how are you doing / how are you today / how are you doing today /
        and how are you / how about you / how about yourself / what about you / you ? / yourself ? / hbu / wbu /
        how r you / hope you are too / hope you are well / i hope you are well / hope you are well too /
        hope you are ok too / hope you are fine
    """),
    stop=phrases("""
        stop / stopall / unsubscribe / cancel / end / quit / stop messages / stop messaging / stop texting
    """),
    start=phrases("start / unstop"),
    help=phrases("help"),
    info=phrases("info / commands / menu / usage"),
    automatic=phrases("""
        automatic reply / automatic response / automated reply / automated response / automated message / auto reply /
        autoreply / auto response / autoresponse / auto responder / autoresponder / automatic message / out of office /
        out of the office / ooo / vacation responder / this mailbox / not monitored / unmonitored / do not reply /
        no reply / noreply / mailbox is full / mailbox full / could not be delivered / not delivered / undeliverable /
        delivery failed / failed to deliver / message blocking / message not sent / no longer in service / subscriber /
        driving focus / driving mode / do not disturb / sent by / notifications silenced /
        i have notifications silenced / voicemail / has sent you / to confirm reply / free msg / freemsg /
        thanks for contacting us / thank you for contacting us / we received your message / we have received your message
    """),
    busy=phrases("""
        i am driving / driving / can not talk / can not talk right now / can not talk now / can not answer /
        call you later / call you back / call back later / in a meeting / on vacation / on holiday / on leave /
        annual leave / currently unavailable / not available / unavailable / i am away / away from my phone /
        in a call / on a call / on another call / text you later / will get back to you /
        get back to you / be right back / brb / i am at the movies / in class / asleep / sleeping / what is up
    """),
    ack=phrases("""
        1 / one / y / yes / yeah / yep / yup / yes i can / yes i will / i can / i will / i am on it / on it /
        i am on my way / on my way / on the way / i am on the way / omw / i am coming / coming / coming now /
        i am going / going now / i am going now / i am going there / going there now / going over / going over now /
        i am going over / i will go / i will go now / i will go there / i will go over / i will go round /
        i will check / i will check on her / i will check on him / i will check on them / i will check now /
        i will check it / i will call her / i will call him / i will call them / i will ring her / i will ring him /
        i will do it / will do / i have got it / got it i am going / i have got this / i got this / i will take it /
        taking it / i take it / i take over / i will take over / i will look after her / i will look after him /
        i will look after them / i will handle it / i will see to it / heading there / heading there now /
        heading over / heading over now / i am heading over / leaving now / i am leaving now / i am there / i am here /
        i am with her / i am with him / i am with them / with her now / with him now / sure / of course / absolutely /
        acknowledged / ack / i acknowledge / accept / i accept / be there soon / i will be there /
        i will be there soon / be right there / on the case
    """),
    cannot=phrases("""
        2 / two / n / no / nope / nah / no sorry / i can not / can not / sorry can not / sorry i can not /
        i can not go / can not go / i can not come / can not come / i can not do it / can not do it / can not make it /
        i can not make it / i can not help / can not help / i am not able / i am not able to / not able to / unable /
        unable to / i am unable / not possible / impossible / i am away / i am abroad / i am on holiday /
        i am on vacation / i am too far / i am too far away / too far / too far away / i am far away /
        i am out of town / out of town / not me / ask someone else / someone else / try someone else / i am at work /
        i am working / not available / i am not available / i am not there / i am not home / wrong number /
        i am not near / i am in hospital / i am not nearby / not nearby / i will not / decline / i decline / not now
    """),
    eta=every(
        phrases("in / there in / be there in / i will be there in / here in / with her in / with him in / eta / about")
        | {""},
        phrases("about / around") | {""},
        _SPAN,
    ),
    hand_over=phrases("""
        hand over to / hand it over to / hand it to / pass it to / pass it on to / please ask / give it to
    """),
    wait=phrases("""
        wait / please wait / hold on / hold / hold it / please hold / wait another / do not tell anybody for /
        do not tell the others for / don't tell anybody for / don't tell the others for / give me
    """),
    safe=every(phrases("yes") | {""}, _OTHERS, phrases("now") | {""}),
    myself=phrases("i / me / myself / we / us"),
    others=phrases("""
        she / he / they / shes / hes / her / him / them / his / their / mother / mum / mom / mummy / father / dad / daddy /
        grandma / grandmother / grandmom / granny / gran / nan / grandpa / grandfather / granddad / grandad / neighbor /
        neighbour / aunt / uncle / wife / husband / sister / brother
    """),
    joints=phrases("and / but"),
    join=phrases("join / start / hello / hi / hey / hallo / wellcheck / sign up / signup / register"),
    greetings=phrases("""
        hello / hi / hey / hallo / start / join / ok / okay / yes / no / thanks / thank you / good morning / good evening
    """),
    remind=phrases("""
        remind me / please remind me / can you remind me / could you remind me / can you please remind me /
        could you please remind me / will you remind me / would you remind me / i want you to remind me /
        i need you to remind me / set a reminder / set a reminder for me / set me a reminder / make a reminder /
        new reminder /
        add a reminder / create a reminder / give me a reminder / i need a reminder / i want a reminder /
        i would like a reminder
    """),
    links=phrases(
        """
            to / that / about / of / for / please / that i / i should / i must / i have to / i need to / hi / hello /
            and / so that
        """
    ),
    unless=every(
        phrases("and / or / or else / and please") | frozenset({""}),
        phrases("tell _ / let _ know / call _ / alert _ / inform _"),
        phrases("""
            if i don't / if i do not / if i dont / if i don't confirm / if i do not confirm / if i don't confirm it /
            if i do not confirm it / if i don't answer / if i do not answer / unless i confirm / unless i confirm it /
            if i forget /
            if i have not / if i haven't / if i don't do it
        """),
    )
    | every(
        phrases(
            "and if i don't / and if i do not / and if i don't confirm / and if i do not confirm / if i don't confirm it"
        ),
        phrases("tell _ / let _ know"),
    ),
    conditions=every(
        phrases(
            "if i don't confirm / if i do not confirm / if i dont confirm / if i have not confirmed / unless i confirm"
        ),
        phrases("_ tell _ / _ then tell _ / _ please tell _"),
    ),
    whoever=phrases("""
        my contact / my contacts / contact / contacts / my emergency contact / my emergency contacts / a contact /
        somebody / someone / anybody / anyone / everybody / everyone / them / my family / family / others / people /
        my daughter / my son / my wife / my husband / my friend / my neighbour / my neighbor / my mother / my mum /
        my father / my dad / my sister / my brother / too / please
    """),
    unremind=every(
        phrases("stop / cancel / delete / remove / forget / take back / drop / end / turn off / switch off / no more"),
        phrases("the / my / all my / the reminder / my reminder") | frozenset({""}),
        phrases("_ reminder / _ reminders"),
    )
    | every(
        phrases("stop / cancel / delete / remove / forget / take back / drop / turn off / switch off"),
        phrases("the reminder / my reminder / the reminders / my reminders / reminders"),
    )
    | phrases("""
        stop reminding me / stop reminding me to / do not remind me / don't remind me / do not remind me any more /
        don't remind me any more / don't remind me anymore / no longer remind me / you need not remind me /
        you don't need to remind me / no need to remind me
    """),
    done=phrases("""
        done / all done / it is done / it's done / its done / done it / i did / i did it / i did that / did it /
        i have done it /
        i've done it / i have done that / have done / already done / i am done / i'm done / taken / taken it /
        taken them /
        just taken / already taken / took it / took them / just took it / just took them / i took it / i took them /
        i just took it / i just took them / i have taken it / i have taken them / i've taken it / i've taken them /
        i took my pills / i have taken my pills / finished / it is finished / completed / confirmed / i confirm /
        confirm /
        i confirm it / ticked off
    """),
    back=phrases("back / go back"),
    none=phrases("none / never / no / not at all"),
    arrived=phrases("""
        home / i'm home / i am home / home now / i'm home now / i am home now / home safe / i'm home safe / i am home safe /
        safe home / home safely / home and safe / i'm home and safe / home safe and sound / i'm home safe and sound /
        got home / i got home / got home safe / i got home safe / i've arrived / arrived / i arrived / i have arrived /
        arrived home / arrived safely / arrived safe / i'm back home / i am back home / back home / made it home /
        i made it home / i have arrived home / reached home / i reached home / i'm home and okay / i'm home and ok /
        i am home and okay / home and okay / home and ok
    """),
    thanks=phrases("thanks / thank you / thanks a lot / thank you very much"),
    more=phrases("more / another / extra / longer / i need / give me / please"),
    commands={
        "start": ("start", "join", "sign up", "signup", "register"),
        "help": ("help", "?", "??", "menu", "info"),
        "status": ("status",),
        "contacts": ("contacts", "contact"),
        "schedule": ("schedule", "times"),
        "pause": ("pause",),
        "resume": ("resume", "unpause"),
        "probe": ("probe",),
        "plans": ("plans",),
        "walk": ("walk",),
        "reminders": (
            "reminders",
            "my reminders",
            "my reminder",
            "list reminders",
            "list my reminders",
            "show my reminders",
            "show reminders",
            "what are my reminders",
            "which reminders do i have",
        ),
        "patience": ("patience",),
        "secret": ("secret word",),
        "settings": ("settings",),
        "language": ("language",),
        "calls": ("calls",),
        "link": ("link",),
        "usage": ("usage", "commands"),
        "processes": ("processes",),
        "drill": ("drill", "hold a drill", "start a drill", "start the drill", "a drill please", "fire drill"),
        "board": ("board", "the board", "show me the board"),
        "told": (
            "who_is_told",
            "who is told when",
            "who is told",
            "who gets told",
            "who gets told when",
            "who is told and when",
            "who will you tell",
            "whom do you tell",
            "who do you tell",
            "when do you tell my contacts",
        ),
        "forget_me": (
            "forget_me",
            "forget me",
            "please forget me",
            "forget everything about me",
            "delete me",
            "delete my data",
            "delete my account",
            "delete everything about me",
            "erase my data",
        ),
        "my_data": (
            "my_data",
            "my data",
            "what do you know about me",
            "what do you know of me",
            "what do you store about me",
            "export my data",
            "send me my data",
            "show me my data",
        ),
        "history": ("history", "how was my month", "my month", "how did i do", "how was my last month"),
        "week": ("my_week", "my week", "how was my week"),
        "quiet": ("quiet hours", "quiet"),
        "visit": (
            "visit",
            "ask for a visit",
        ),
        "visits": (
            "visits",
            "my visits",
            "my visit",
            "which visits do i have",
            "when is my visit",
        ),
        "minutes": (
            "minutes",
            "my minutes",
            "how many minutes do i have",
            "how many minutes do i have left",
            "how many minutes are left",
            "how much time do i have for visits",
        ),
        "pal": (
            "pal",
            "become a pal",
            "i want to become a pal",
            "i would like to become a pal",
            "i'd like to become a pal",
            "i want to help",
            "i would like to help",
            "i'd like to help",
            "i want to visit others",
            "i would like to visit others",
        ),
        "available": (
            "available",
            "i'm available",
            "i am available",
            "available again",
        ),
        "unavailable": (
            "not available",
            "i'm not available",
            "i am not available",
            "unavailable",
        ),
        "ping": ("ping",),
    },
    units=_UNITS,
    spelt=pairs("""
        im = i am / iam = i am / ive = i have / id = i would / youre = you are / theyre = they are / thats = that is /
        whats = what is / hows = how is / everythings = everything is / alls = all is / cant = can not /
        cannot = can not / dont = do not / doesnt = does not / didnt = did not / isnt = is not / arent = are not /
        wasnt = was not / werent = were not / wont = will not / wouldnt = would not / couldnt = could not /
        shouldnt = should not / havent = have not / hasnt = has not / hadnt = had not / aint = am not / amnt = am not /
        mustnt = must not / u = you / r = are / ur = your / somethings = something is / gonna = going to /
        wanna = want to / okey = okay / okk = ok / okok = ok / oky = okay / oka = okay / okai = okay / okayy = okay /
        okie = okay / okies = okay / okeydokey = okay / okidoki = okay / oki = okay /
        okat = okay / olay = okay / iok = i am ok / aok = a ok / yess = yes / yse = yes / yesh = yes / yees = yes /
        yeas = yes / yeahh = yeah / yeha = yeah / yepp = yep / yupp = yup / yesss = yes / tes = yes / fien = fine /
        fime = fine / finee = fine / fyne = fine / gud = good / goood = good / gd = good / grt = great / gr8 = great /
        alrite = all right / alrigth = alright / allright = all right / allgood = all good / nop = nope / noep = nope /
        nopee = nope / noo = no / nno = no / nahh = nah / nto = not / nt = not / thankyou = thank you /
        thnks = thanks / thanx = thanks / thanku = thank you / tanks = thanks / mornin = morning / 2day = today /
        feelin = feeling / doin = doing / somone = someone / sumone = someone / ambulence = ambulance /
        emergancy = emergency / hosptial = hospital / hurtin = hurting / fallin = falling / falled = fallen /
        comming = coming
    """),
)
