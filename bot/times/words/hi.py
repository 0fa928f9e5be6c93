"""Hindi, in Devanagari and as it is texted in Latin letters ("subah 9 baje").

"साढ़े", "सवा" and "पौने" stand before their hour, "तक", "को छोड़कर" and "नहीं" behind their day. "कल" is yesterday as well as
tomorrow: of what is to come it is tomorrow. Which days are working days differs from place to place (Saturday), so
"काम के दिन" is not here: people are asked to name the days. "में" (in, within) is passed over: a length says enough by
itself."""

from __future__ import annotations

from bot.times.words import TimeWords
from bot.words import every, phrases

_NUMBERS = """
    एक / ek; दो / do; तीन / teen / tin; चार / char / chaar; पाँच / पांच / paanch / panch; छह / छः / छे / छ / छै / chhe / chhah / che;
    सात / saat; आठ / aath / aanth; नौ / nau; दस / das / dus; ग्यारह / gyarah / gyaarah / gyara; बारह / barah / baarah / bara;
    तेरह / terah; चौदह / chaudah; पंद्रह / पन्द्रह / pandrah / pandra; सोलह / solah; सत्रह / satrah; अठारह / अट्ठारह / atharah;
    उन्नीस / unnis; बीस / bees / bis; इक्कीस / ikkis; बाईस / बाइस / bais; तेईस / तेइस / teis; चौबीस / chaubis; पच्चीस / pachchis / pachis / pachees;
    छब्बीस / chhabbis; सत्ताईस / सत्ताइस / sattais; अट्ठाईस / अठाईस / अट्ठाइस / atthais; उनतीस / untis; तीस / tees / tis; इकतीस / इकत्तीस;
    बत्तीस; तैंतीस; चौंतीस; पैंतीस / paintis; छत्तीस; सैंतीस; अड़तीस; उनतालीस / उनचालीस; चालीस / chalis / chalees; इकतालीस; बयालीस; तैंतालीस;
    चवालीस / चौवालीस; पैंतालीस / paintalis; छियालीस; सैंतालीस; अड़तालीस; उनचास; पचास / pachas / pachaas; इक्यावन; बावन; तिरपन; चौवन; पचपन / pachpan;
    छप्पन; सत्तावन; अट्ठावन; उनसठ; साठ
"""


def _numbers() -> dict[str, int | str]:
    made: dict[str, int | str] = {
        word: number
        for number, words in enumerate(_NUMBERS.split(";"), start=1)
        for word in phrases(" ".join(words.split()))
    }
    return made | {"नब्बे": 90, "डेढ़": "1:30", "dedh": "1:30", "डेढ": "1:30", "ढाई": "2:30", "dhai": "2:30", "अढ़ाई": "2:30"}


_HOUR = ("बजे", "baje", "bje", "")
_PAST = ("बजकर", "बज कर", "बजके", "बज के", "bajkar", "baj kar", "bajke", "baj ke")
_BEFORE = ("बजने में", "बजने से", "bajne me", "bajne mein")
_MINUTE = ("मिनट", "मिनट पर", "minute", "minat", "min", "minute par", "")
_HALF = ("साढ़े", "साढे", "sadhe", "saadhe", "sade", "saade")
_QUARTER = ("सवा", "sava", "sawa")
_TO = ("पौने", "paune", "pone")
_TIMES_ARE = ("घंटे", "घंटा", "घण्टे", "ghante", "ghanta")
_I = phrases("मैं / mai / main") | {""}

WORDS = TimeWords(
    numbers=_numbers(),
    clock={f"{half} {{h}} {hour}".strip(): "h+30" for half in _HALF for hour in _HOUR}
    | {f"{quarter} {{h}} {hour}".strip(): "h+15" for quarter in _QUARTER for hour in _HOUR}
    | {f"{to} {{h}} {hour}".strip(): "h-15" for to in _TO for hour in _HOUR}
    | {f"{{h}} {past} {{m}} {minute}".strip(): "h+m" for past in _PAST for minute in _MINUTE}
    | {f"{{h}} {before} {{m}} {minute}".strip(): "h-m" for before in _BEFORE for minute in _MINUTE if minute},
    halves={
        "सुबह": "morning", "सवेरे": "morning", "सुबह सवेरे": "morning", "प्रातः": "morning", "प्रात": "morning", "subah": "morning",
        "savere": "morning", "तड़के": "am", "भोर": "am", "tadke": "am",
        "दोपहर": "noon", "दिन में": "noon", "दिन के": "noon", "dopahar": "noon", "dopehar": "noon", "dopaher": "noon", "din me": "noon",
        "din mein": "noon", "din ke": "noon",
        "दोपहर बाद": "afternoon", "दोपहर के बाद": "afternoon", "अपराह्न": "afternoon", "dopahar ke baad": "afternoon", "dopahar baad": "afternoon",
        "शाम": "evening", "सायं": "evening", "साँझ": "evening", "shaam": "evening", "sham": "evening",
        "रात": "night", "रात्रि": "night", "raat": "night", "rat": "night",
    },
    noon=phrases("मध्याह्न / भरी दोपहर"),
    midnight=phrases("आधी रात / मध्यरात्रि / aadhi raat / adhi raat"),
    now=phrases("अभी / इसी समय / इस समय / इस वक़्त / इसी वक़्त / abhi / isi samay / is samay / is waqt"),
    hour_marks=phrases("बजे / baje / bje / बजें"),
    half_first=True,
    postpositions=True,
    daily=phrases("""
        हर दिन / हर रोज़ / रोज़ / रोज़ाना / प्रतिदिन / प्रति दिन / नित्य / हर एक दिन / सातों दिन / हफ़्ते के सातों दिन / रोज़ रोज़ /
        har din / har roz / har roj / roz / roj / rozana / rojana / pratidin / daily / every day
    """),
    workdays=phrases("weekdays / weekday / वीकडेज़ / वीकडे"),
    weekend=phrases("सप्ताहांत / सप्ताहान्त / वीकेंड / वीकेंड्स / weekend / weekends"),
    more_days={
        "इतवार": 0, "रविवार": 0, "रवीवार": 0, "संडे": 0, "ravivar": 0, "raviwar": 0, "itwar": 0, "itvar": 0, "sunday": 0,
        "मंडे": 1, "somvar": 1, "somwar": 1, "monday": 1,
        "मंगल": 2, "ट्यूज़डे": 2, "mangalvar": 2, "mangalwar": 2, "mangal": 2, "tuesday": 2,
        "वेडनेसडे": 3, "budhvar": 3, "budhwar": 3, "budh": 3, "wednesday": 3,
        "गुरूवार": 4, "बृहस्पतिवार": 4, "वीरवार": 4, "थर्सडे": 4, "guruvar": 4, "guruwar": 4, "brihaspativar": 4, "veervar": 4, "thursday": 4,
        "फ्राइडे": 5, "shukravar": 5, "shukrawar": 5, "shukrvar": 5, "friday": 5,
        "शनिचर": 6, "शनीवार": 6, "सैटरडे": 6, "shanivar": 6, "shaniwar": 6, "shanichar": 6, "saturday": 6,
    },
    more_months={
        "सितम्बर": 9, "सितंबर": 9, "अक्टूबर": 10, "अक्तूबर": 10, "नवम्बर": 11, "दिसम्बर": 12, "जुलाइ": 7, "जनवरि": 1,
        "january": 1, "janvari": 1, "february": 2, "farvari": 2, "march": 3, "april": 4, "aprail": 4, "may": 5, "june": 6, "july": 7, "julai": 7,
        "august": 8, "agast": 8, "september": 9, "sitambar": 9, "october": 10, "aktubar": 10, "november": 11, "navambar": 11, "december": 12,
        "disambar": 12,
    },
    plural_days=("हर {day}", "प्रत्येक {day}", "हर एक {day}", "har {day}", "every {day}"),
    dates=("{d} {month}", "{d} {month} {y}", "{month} {d}", "{month} {d} {y}", "{d} तारीख़ {month}"),
    month_days=("{d} तारीख़", "{d} tarikh", "{d} tareekh"),
    day_first=True,
    soon={
        "आज": (0, ""), "आज सुबह": (0, "morning"), "आज दोपहर": (0, "noon"), "आज शाम": (0, "evening"), "आज रात": (0, "night"),
        "कल": (1, ""), "आने वाले कल": (1, ""), "कल सुबह": (1, "morning"), "कल दोपहर": (1, "noon"), "कल शाम": (1, "evening"), "कल रात": (1, "night"),
        "परसों": (2, ""), "परसो": (2, ""), "परसों सुबह": (2, "morning"), "परसों शाम": (2, "evening"),
        "aaj": (0, ""), "aaj subah": (0, "morning"), "aaj shaam": (0, "evening"), "aaj sham": (0, "evening"), "aaj raat": (0, "night"),
        "kal": (1, ""), "kal subah": (1, "morning"), "kal shaam": (1, "evening"), "kal sham": (1, "evening"), "kal raat": (1, "night"),
        "parso": (2, ""), "parson": (2, ""),
    },
    next=phrases("अगले / अगला / अगली / agle / agla / agli / next / आने वाले / आने वाला"),
    this=phrases("इस / इसी / is / isi"),
    minutes=phrases("मिनट / मिनिट / मिनटों / मिनट्स / minute / minutes / min / mins / minat / mint"),
    hours=phrases("घंटा / घंटे / घंटों / घण्टा / घण्टे / ghanta / ghante / ghanto / hour / hours / hr / hrs"),
    days=phrases("दिन / दिनों / din / dino / day / days"),
    weeks=phrases("हफ़्ता / हफ़्ते / हफ़्तों / सप्ताह / hafta / hafte / week / weeks"),
    months=phrases("महीना / महीने / महीनों / माह / mahina / mahine / month / months"),
    lengths={f"{word} {hour}": 30 for word in ("आधा", "आधे", "aadha", "aadhe", "adha", "adhe") for hour in _TIMES_ARE}
    | {f"{word} {hour}": 45 for word in ("पौन", "पौना", "पौने", "paun", "pauna") for hour in _TIMES_ARE}
    | {f"{word} {hour}": 75 for word in _QUARTER for hour in _TIMES_ARE}
    | {f"{word} {hour}": 90 for word in ("डेढ़", "dedh") for hour in _TIMES_ARE}
    | {f"{word} {hour}": 150 for word in ("ढाई", "dhai") for hour in _TIMES_ARE}
    | {f"{half} {{n}} {hour}": 30 for half in _HALF for hour in _TIMES_ARE}
    | {f"{quarter} {{n}} {hour}": 15 for quarter in _QUARTER for hour in _TIMES_ARE}
    | {f"{to} {{n}} {hour}": -15 for to in _TO for hour in _TIMES_ARE}
    | {"आधा दिन": 720, "आधे दिन": 720, "aadha din": 720},
    every=phrases("हर / हर एक / प्रत्येक / प्रति / har / every"),
    hourly=phrases("हर घंटे / हर घंटा / प्रति घंटा / घंटे घंटे / har ghante / har ghanta / hourly / every hour"),
    turns={
        "हर दूसरे": "2", "हर तीसरे": "3", "har dusre": "2", "har doosre": "2", "har teesre": "3",
        "एक दिन छोड़कर": "days 2", "1 दिन छोड़ कर": "days 2", "एक दिन छोड़ के": "days 2", "ek din chhodkar": "days 2",
        "हर हफ़्ते": "weeks 1", "हर सप्ताह": "weeks 1", "साप्ताहिक": "weeks 1", "har hafte": "weeks 1",
        "weekly": "weeks 1", "हर महीने": "months 1", "हर माह": "months 1", "मासिक": "months 1",
        "har mahine": "months 1", "monthly": "months 1", "हर साल": "years 1", "हर वर्ष": "years 1",
        "har saal": "years 1",
    },
    edges={"पहली तारीख़": 1, "पहले दिन": 1, "pehli tarikh": 1, "आख़िरी दिन": -1, "आख़िरी तारीख़": -1, "अंतिम दिन": -1, "aakhri din": -1},
    rare=phrases("सप्ताह में / हफ़्ते में / महीने में / साल में / hafte me / hafte mein / mahine me / mahine mein"),
    often=phrases("बार / एक बार / दो बार / तीन बार / कई बार / दिन में एक बार / दिन में दो बार / दिन में तीन बार / सुबह शाम / सुबह-शाम / सुबह और शाम / सुबह व शाम / दोनों समय / दोनों वक़्त / subah shaam / subah sham / subah aur shaam / baar / bar / ek baar / do baar / din me do baar"),
    sometime=phrases("""
        किसी समय / किसी भी समय / कभी भी / किसी वक़्त / किसी भी वक़्त / kisi samay / kisi bhi samay / kabhi bhi / kisi waqt
    """),
    between=phrases("के बीच / के बीच में / बीच / बीच में / के दरमियान / ke beech / ke beech me / ke bich / ke bich me / beech / bich / beech me / bich me"),
    to=phrases("से / se / to"),
    until=phrases("तक / tak / till / until"),
    both=phrases("और / तथा / एवं / व / aur / and / और फिर"),
    choice=phrases("या / शायद / अथवा / ya / shayad / or"),
    later=phrases("बाद / के बाद / पश्चात / baad / ke baad"),
    lasting=phrases("के लिए / के लिये / तक के लिए / ke liye / ke lie / भर"),
    leave_out=phrases("""
        छोड़कर / को छोड़कर / छोड़ कर / को छोड़ कर / छोड़ के / के अलावा / अलावा / के सिवा / के सिवाय / सिवाय / नहीं / को नहीं / मत / न / ना / के बिना / बिना /
        पर नहीं / लेकिन नहीं / बाहर रखें / छोड़ दें / छोड़ दीजिए / chhodkar / ko chhodkar / chodkar / ke alawa / alawa / ke siva / nahi / nahin / ko nahi / mat /
        except / chhod kar / chhod ke
    """),
    fillers=phrases("""
        को / के / की / का / पर / में / पे / ही / भी / तो / जी / कृपया / प्लीज़ / धन्यवाद / शुक्रिया / नमस्ते / ठीक समय / लगभग / करीब / क़रीब / समय / वक़्त /
        मुझे / मुझसे / मुझ से / मुझको / मेरा / मेरे / मेरी / आप / सिर्फ़ / केवल / बस / लेकिन / मगर / तारीख़ / दिनांक / वाले / वाला / चाहिए / रहेगा / सही रहेगा / करें / कीजिए / होना / ठीक /
        ko / ke / ki / ka / par / pe / me / mein / hi / bhi / to / ji / please / plz / dhanyavad / shukriya / namaste / lagbhag / karib / samay / mujhe / mujhse / mera /
        aap / sirf / bas / lekin / tarikh / wale / wala / on / at / the
    """)
    - phrases("to / ठीक / तारीख़ / tarikh"),
    probe=phrases("प्रोब"),
    help=phrases("मदद / सहायता / madad"),
    check=every(
        phrases("मुझसे / मुझ से / मुझे / मुझको / मेरा हाल / मेरी तबीयत / मेरी खबर / हाल") | {""},
        phrases("पूछना / पूछें / पूछिए / पूछिएगा / पूछो / पूछ लेना / पूछ लें / पूछ लीजिए / पूछ लीजिएगा / पूछा करें / पूछते रहें"),
    )
    | every(
        phrases("mujhse / mujh se / mujhe / mera haal") | {""},
        phrases("puchna / poochna / puchiye / puchiyega / pucho / poocho / puch lena / pooch lena / puche / ask / ask karna"),
    )
    | phrases("मेरी खबर लेना / मेरी खबर लें / मेरा हाल लेना / मेरी ख़ैरियत पूछना / ask me / check on me / meri khabar lena"),
    skip=every(
        phrases("मुझसे / मुझ से / मुझे / मुझको") | {""},
        phrases("""
            मत पूछना / मत पूछें / मत पूछिए / मत पूछिएगा / मत पूछो / न पूछना / न पूछें / न पूछिए / ना पूछें / ना पूछना / नहीं पूछना / पूछना मत / नहीं पूछें /
            पूछने की ज़रूरत नहीं / पूछने की ज़रूरत नहीं है / पूछने की आवश्यकता नहीं
        """),
    )
    | every(
        phrases("mujhse / mujh se / mujhe") | {""},
        phrases("mat puchna / mat poochna / mat puchiye / mat pucho / mat poocho / na puche / nahi puchna / puchna mat / puchne ki zaroorat nahi"),
    )
    | phrases("सवाल मत करना / सवाल न करें / सवाल मत भेजना / सवाल न भेजें / do not ask me / don't ask me"),
    again=every(
        phrases("मुझसे / मुझे") | {""},
        phrases("फिर / फिर से / दोबारा / दुबारा / एक बार फिर / बाद में"),
        phrases("पूछना / पूछें / पूछिए / पूछिएगा / पूछो / पूछ लेना / पूछ लें"),
    )
    | every(
        phrases("mujhse / mujhe") | {""},
        phrases("phir / phir se / fir / fir se / dobara / baad me / baad mein"),
        phrases("puchna / poochna / puchiye / pucho / poocho / puch lena"),
    )
    | phrases("""
        फिर याद दिलाना / फिर याद दिलाएँ / याद दिलाना / याद दिलाएँ / बाद में याद दिलाना / अभी नहीं / व्यस्त हूँ / मैं व्यस्त हूँ / अभी व्यस्त हूँ / समय दीजिए / समय दें / मुझे समय दीजिए /
        abhi nahi / busy hu / mai busy hu / yaad dilana / ask me again / later
    """),
    not_now=phrases("""
        बाद में / थोड़ी देर में / थोड़ी देर बाद / थोड़ी देर से / अभी नहीं / बाद में पूछना / बाद में पूछें / बाद में पूछिए / फिर पूछना / थोड़ी देर में पूछना / थोड़ी देर बाद पूछना /
        अभी व्यस्त हूँ / व्यस्त हूँ / मैं व्यस्त हूँ / baad me / baad mein / thodi der me / thodi der mein / thodi der baad / abhi nahi / baad me puchna / phir puchna
    """),
    pause=phrases("विराम / रोक / रोक दें / रोक दीजिए / पूछना रोक दें / पूछना रोक दीजिए / पूछना बंद रखें / कुछ दिन मत पूछना / viram / pause"),
    walk=every(
        phrases("घर तक / घर पहुँचने तक"),
        phrases("""
            मेरे साथ चलें / मेरे साथ चलिए / मेरे साथ चलो / मेरे साथ रहें / मेरे साथ रहिए / मेरे साथ रहो / साथ चलें / साथ चलिए / साथ चलो / साथ रहें / साथ रहिए /
            साथ रहो / मेरा साथ दें / मेरा साथ दीजिए / मेरा ध्यान रखें / मेरा ध्यान रखिए / मेरा ख्याल रखें / मेरा ख्याल रखना
        """),
    )
    | phrases("मुझे घर तक पहुँचाएँ / मुझे घर तक छोड़ें")
    | every(phrases("ghar tak"), phrases("mere saath chalo / mere sath chalo / mere saath raho / saath chalo / sath chalo / mere saath chaliye / saath rahiye")),
    walking=every(
        _I,
        phrases("""
            घर जा रहा हूँ / घर जा रही हूँ / पैदल घर जा रहा हूँ / पैदल घर जा रही हूँ / घर लौट रहा हूँ / घर लौट रही हूँ / घर आ रहा हूँ / घर आ रही हूँ /
            घर के रास्ते में हूँ / घर के रास्ते पर हूँ / रास्ते में हूँ / घर पहुँच जाऊँगा / घर पहुँच जाऊँगी / घर पहुँचूँगा / घर पहुँचूँगी / घर पहुँच रहा हूँ /
            घर पहुँच रही हूँ / घर के लिए निकला हूँ / घर के लिए निकली हूँ / घर के लिए निकल रहा हूँ / घर के लिए निकल रही हूँ / ghar ja raha hu / ghar ja rahi hu /
            ghar ja raha hoon / ghar ja rahi hoon / paidal ghar ja raha hu / paidal ghar ja rahi hu / ghar laut raha hu / ghar laut rahi hu / ghar aa raha hu /
            ghar aa rahi hu / raste me hu / raste mein hu / ghar pahunch jaunga / ghar pahunch jaungi / ghar pahunchunga / ghar pahunchungi
        """),
    )
    | phrases("घर / ghar"),
    travel=(
        *(f"{head}{{until}} तक {{place}} {end}" for head in ("मैं ", "")
          for end in ("में हूँ", "में रहूँगा", "में रहूँगी", "में ठहरा हूँ", "में ठहरी हूँ", "जा रहा हूँ", "जा रही हूँ")),
        *(f"{head}{{place}} {end} {{until}} तक" for head in ("मैं ", "") for end in ("में हूँ", "में रहूँगा", "में रहूँगी")),
        *(f"{head}{{until}} के लिए {{place}} {end}" for head in ("मैं ", "")
          for end in ("में हूँ", "में रहूँगा", "में रहूँगी", "जा रहा हूँ", "जा रही हूँ")),
        *(f"{head}{{until}} tak {{place}} {end}" for head in ("main ", "mai ", "")
          for end in ("me hu", "mein hu", "me hoon", "mein hoon", "me rahunga", "me rahungi")),
        *(f"{head}{{place}} {end}" for head in ("मैं ", "") for end in ("जा रहा हूँ", "जा रही हूँ", "की यात्रा पर हूँ")),
        *(f"{head}{{place}} {end}" for head in ("main ", "mai ") for end in ("ja raha hu", "ja rahi hu", "ja raha hoon", "ja rahi hoon")),
    ),
)  # fmt: skip
