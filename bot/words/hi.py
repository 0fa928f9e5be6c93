"""Hindi, in Devanagari and as it is texted in Latin letters ("main theek hu"), with English mixed in.

"बेटा ठीक है" is "all right, son" or "my son is all right" (see `addressed`). "अच्छा" alone is "I see", "जी" alone also "pardon?",
and a "न" or "na" at the end softens what was said or denies it: none of them is good."""

from __future__ import annotations

from bot.words import Words, every, pairs, phrases

# --- Devanagari ---
_WELL = phrases("""
    ठीक / ठीक ठाक / ठीकठाक / अच्छा / अच्छी / अच्छे / बहुत अच्छा / बहुत अच्छी / बहुत अच्छे / बढ़िया / मस्त /
    सुरक्षित / स्वस्थ / सकुशल / कुशल / कुशल मंगल / मज़े में / मजे में / आराम से / सही / सही सलामत / सलामत / फिट /
    चंगा / चंगी / ओके / तंदुरुस्त / प्रसन्न / खुश / आनंद में / ok
""")
_ALONE = phrases("""
    ठीक / ठीक है / ठीक हैं / बढ़िया / बढ़िया है / बढ़िया हैं / मस्त / मस्त हैं / चंगा / ओके / ओके है /
    सकुशल / सकुशल हैं / कुशल मंगल / कुशल मंगल है / मज़े में / मज़े में हैं / अच्छे हैं / सुरक्षित हैं / स्वस्थ हैं
""")
_AM = phrases("हूँ / हैं / है") | {""}
_I = phrases("""
    मैं / हम / हम सब / हम लोग / हम दोनों / मैं भी / हम भी / मैं एकदम / मैं बिल्कुल
""")
_MINE = phrases("""
    मेरी तबीयत / मेरी तबियत / तबीयत / तबियत / मेरी सेहत / सेहत / मेरा स्वास्थ्य / मेरा हाल / मेरी हालत / स्वास्थ्य
""")
_ALL = phrases("""
    सब / सब कुछ / सबकुछ / सभी / यहाँ सब / इधर सब / घर पर सब / घर में सब / बाकी सब / यहाँ सब कुछ / हमारे यहाँ सब
""")
_FINE = phrases("""
    ठीक / बिल्कुल ठीक / बिलकुल ठीक / एकदम ठीक / ठीक ठाक / ठीकठाक / अच्छा / अच्छी / बहुत अच्छी / बढ़िया /
    एकदम बढ़िया / मस्त / कुशल / कुशल मंगल / सही / एकदम सही / चंगा / सकुशल / ओके / ok / शुभ मंगल
""")
_YES = phrases("""
    हाँ / हां / हाँ जी / जी हाँ / हांजी / हाँ हाँ / हाँ बिल्कुल / बिल्कुल / बिलकुल / हाँ बिलकुल / बेशक / ज़रूर /
    जी बिल्कुल / हाँ जी हाँ / जी हाँ बिल्कुल / हम्म हाँ / अरे हाँ
""")

# --- the same in Latin letters; how they are spelt is evened out below ---
_WELL_L = phrases("""
    theek / theek thak / acha / achi / ache / bahut acha / bahut achi / bahut ache / badhiya / mast / surakshit /
    swasth / sakushal / kushal / kushal mangal / maze me / sahi / sahi salamat / salamat / fit / changa / ok / fine /
    good / all good / khush / safe / perfect / great
""")
_ALONE_L = phrases("""
    theek / theek hai / theek hain / theek h / theek he / badhiya / badhiya hai / badhiya hain / mast /
    mast hai / mast hain / changa / ok hai / all good hai / sakushal / kushal mangal / maze me / maze me hai /
    maze me hain
""")
_AM_L = phrases("hu / hai / hain / h / he") | {""}
_I_L = phrases("""
    mai / me / hum / hum sab / hum log / hum dono / mai bhi / hum bhi / mai ekdum / mai bilkul
""")
_MINE_L = phrases("meri tabiyat / tabiyat / meri sehat / sehat / mera haal / meri halat")
_ALL_L = phrases("""
    sab / sab kuch / yaha sab / idhar sab / ghar pe sab / ghar par sab / ghar me sab / baki sab / yaha sab kuch /
    sabhi / everything
""")
_FINE_L = phrases("""
    theek / bilkul theek / ekdum theek / theek thak / acha / achi / badhiya / ekdum badhiya / mast / kushal /
    kushal mangal / sahi / changa / ok / fine / good / sakushal / perfect / set
""") - phrases("set")
_YES_L = phrases("""
    haan / haan ji / ji haan / haan haan / haan bilkul / bilkul / beshak / zaroor / ji bilkul / are haan / yes ji /
    ji yes
""")

_ADDRESSED = phrases("""
    बेटा / बेटी / बेटे / बेटा जी / बेटू / बिटिया / बच्चे / बच्चा / बाबू / मेरे बेटे / मेरी बेटी / मेरे बच्चे /
    प्यारे बेटे / माँ / मां / मम्मी / मम्मा / पापा / पिताजी / भैया / भाई / भाईसाहब / भाई साहब / दीदी / बहन / बहन जी /
    दोस्त / यार / जान / जानू / दादी / दादा / नानी / नाना / चाचा / चाची / मामा / मौसी / बुआ / बहू / सर / मैडम / साहब /
    मैम / डियर / अंकल / आंटी / पोते / लाला / मुन्ना / मुन्नी / beta / beti / bete / beta ji / betu / bitiya /
    bachche / bachcha / baccha / bacche / babu / mere bete / meri beti / mummy / mumma / maa / papa / pitaji /
    bhaiya / bhai / bhaisahab / bhai sahab / didi / behen / bahan / dost / yaar / jaan / jaanu / dadi / dada / nani /
    nana / chacha / chachi / mama / mausi / bua / bahu / sir / madam / sahab / mam / dear / uncle / aunty / munna /
    mere bacche
""")

_UNITS = phrases("""
    मिनट / मिनिट / घंटा / घंटे / घण्टा / घण्टे / सेकंड / min / mins / minute / minutes / ghanta / ghante / hour /
    hours / hr / hrs / sec
""")
_SPAN_D = every(
    phrases("# / एक / दो / पाँच / पांच / दस / पंद्रह / आधा / आधे / कुछ / डेढ़"),
    phrases("मिनट / मिनिट / घंटा / घंटे / घण्टा / घण्टे / सेकंड / min"),
)
_SPAN_L = every(
    phrases("""
        # / ek / do / paanch / panch / das / pandrah / aadha / aadhe / kuch / half
    """),
    phrases("min / mins / minute / minutes / ghanta / ghante / hour / hr / sec"),
)
_SPAN = _SPAN_D | _SPAN_L
_AFTER_D = phrases("""
    बाद / में / रुको / रुकिए / बाद पूछना / बाद पूछो / बाद पूछिए / दो / और / के बाद / बाद में
""") | {""}
_AFTER_L = phrases("""
    baad / me / ruko / baad puchna / baad pucho / do / aur / ke baad / baad me / me batata hu / me batati hu
""") | {""}

_CALL = phrases("""
    मुझे फोन करो / मुझे फ़ोन करो / मुझे फोन करना / मुझे फोन करें / मुझे फोन कर दो / मुझे फोन कीजिए /
    मुझे फोन कीजिये / मुझको फोन करो / मुझे कॉल करो / मुझे कॉल करना / मुझे कॉल करें / मुझे कॉल कीजिए /
    मुझे कॉल कर दो / मुझे काल करो / फोन करो / फोन करना / फोन कर / फोन कर दो / फोन कर लो / फोन करें / फोन कीजिए /
    फोन लगाओ / फोन लगाना / कॉल करो / कॉल करना / कॉल करें / कॉल कीजिए / कॉल कर दो / कॉल कर लो / काल करो / काल करना /
    मुझसे बात करो / मुझसे बात कर लो / बात करनी है / मुझे बात करनी है / आपसे बात करनी है / तुमसे बात करनी है /
    बात करना चाहता हूँ / बात करना चाहती हूँ / क्या आप मुझे फोन कर सकते हैं / क्या आप फोन कर सकते हैं /
    क्या मुझे फोन कर सकते हो / फोन कर सकते हो / फोन कर सकते हैं / कॉल कर सकते हो / कॉल कर सकते हैं / रिंग करो /
    mujhe phone karo / mujhe phone karna / mujhe phone kar do / mujhe phone kijiye / mujhe phone kare /
    mujhe call karo / mujhe call karna / mujhe call kar do / mujhe call kijiye / mujhe call kare / mujhe call kar /
    muje call karo / phone karo / phone karna / phone kar do / phone kar lo / phone kijiye / phone lagao /
    call karo / call karna / call kar do / call kar lo / call kijiye / call kariye / phone kariye /
    mujhse baat karo / baat karni hai / mujhe baat karni hai / aapse baat karni hai / tumse baat karni hai /
    phone kar sakte ho / phone kar sakte hain / call kar sakte ho / call kar sakte hain /
    kya aap mujhe call kar sakte hain / kya aap call kar sakte hain / call me na / mujhe ring karo /
    mujhe fone karo / fone karo
""")

_NOT_WELL = every(
    phrases("""
        ठीक / अच्छा / अच्छी / अच्छे / सही / ज़्यादा ठीक / उतना ठीक / उतनी ठीक / बहुत ठीक / इतना ठीक / सुरक्षित /
        स्वस्थ / बिल्कुल ठीक / ओके / बढ़िया / खुश
    """),
    phrases("नहीं / बिल्कुल नहीं / भी नहीं"),
    phrases("""
        हूँ / हैं / है / लग रहा / लग रहा है / लग रही / लग रही है / महसूस हो रहा / महसूस कर रहा / महसूस कर रही /
        चल रहा / चल रहा है
    """)
    | {""},
) | every(
    phrases("""
        theek / acha / achi / ache / sahi / zyada theek / utna theek / bahut theek / itna theek / safe /
        bilkul theek / ok / okay / fine / good / well / badhiya / khush
    """),
    phrases("nahi / bilkul nahi / bhi nahi"),
    phrases("""
        hu / hai / hain / h / he / lag raha / lag raha hai / lag rahi / lag rahi hai / feel ho raha / feel kar raha /
        feel kar rahi / feel ho raha hai / chal raha / chal raha hai
    """)
    | {""},
)
_CAN_NOT = every(
    phrases("""
        उठ / चल / हिल / खड़ा हो / खड़ी हो / साँस ले / सांस ले / साँस नहीं ले / सांस नहीं ले / उठ नहीं / चल नहीं /
        हिल नहीं / खड़ा नहीं हो / खड़ी नहीं हो / देख नहीं / बोल नहीं / सह नहीं / सहन नहीं कर / साँस नहीं आ /
        बर्दाश्त नहीं कर / निगल नहीं
    """) - phrases("उठ / चल / हिल / खड़ा हो / खड़ी हो / साँस ले / सांस ले"),
    phrases("""
        पा रहा / पा रही / पा रहे / पा रहा हूँ / पा रही हूँ / सकता / सकती / सकता हूँ / सकती हूँ / पाया / पाई / पाता /
        पाती
    """),
) | every(
    phrases("""
        uth nahi / chal nahi / hil nahi / khada nahi ho / khadi nahi ho / saans nahi le / sans nahi le / dekh nahi /
        sahan nahi kar / bardasht nahi kar / bol nahi
    """),
    phrases("""
        pa raha / pa rahi / pa rahe / pa raha hu / pa rahi hu / sakta / sakti / sakta hu / sakti hu / paya / payi
    """),
)  # fmt: skip
_PAIN = every(
    phrases("""
        सीने / छाती / सिर / सर / पेट / पैर / पैरों / कमर / दिल / हाथ / घुटने / पीठ / गले / पूरे शरीर / बदन
    """),
    phrases("""
        में दर्द / में बहुत दर्द / में तेज दर्द / में जलन / में भारीपन / में दर्द है / में दर्द हो रहा है /
        में बहुत दर्द है
    """),
) | every(
    phrases("""
        seene / chhati / chati / chest / sir / sar / pet / pair / kamar / dil / haath / ghutne / peeth / badan
    """),
    phrases("""
        me dard / me bahut dard / me tez dard / me pain / me dard hai / me jalan
    """),
)
_HELP = phrases("""
    मदद / मदद करो / मदद करें / मदद कीजिए / मदद कीजिये / मदद करिए / मदद चाहिए / मदद चाहिये / मुझे मदद चाहिए /
    मुझे मदद चाहिये / मेरी मदद करो / मेरी मदद कीजिए / मेरी मदद करें / मदद की ज़रूरत / मदद की ज़रूरत है /
    मुझे मदद की ज़रूरत है / मुझे मदद की जरुरत है / मदद की जरुरत है / मदद भेजो / मदद भेजिए / मदद बुलाओ / सहायता /
    सहायता चाहिए / मुझे सहायता चाहिए / सहायता करें / मेरी सहायता करें / बचाओ / बचाओ बचाओ / मुझे बचाओ / बचा लो /
    मुझे बचा लो / बचाइए / कोई बचाओ / कोई मदद करो / हेल्प / हेल्प करो / हेल्प मी / हेल्प चाहिए / मुझे हेल्प चाहिए /
    तुम्हारी ज़रूरत है / आपकी ज़रूरत है / madad / madad karo / madad kare / madad kijiye / madad chahiye /
    mujhe madad chahiye / meri madad karo / madad ki zaroorat / madad ki zaroorat hai / mujhe madad ki zaroorat hai /
    madad bhejo / madad bulao / sahayata / sahayata chahiye / bachao / bachao bachao / mujhe bachao / bacha lo /
    mujhe bacha lo / koi bachao / help karo / help chahiye / mujhe help chahiye / help kijiye / meri help karo /
    help karna / help bhejo / koi madad karo / किसी को भेजो / किसी को भेजिए / किसी को भेज दो / किसी को बुलाओ /
    किसी को बुलाइए / किसी को बुला दो / कोई आओ / कोई आ जाओ / जल्दी आओ / जल्दी आ जाओ / जल्दी आइए / जल्दी आना /
    तुरंत आओ / तुरंत आइए / अभी आओ / अभी आ जाओ / फौरन आओ / घर आ जाओ / प्लीज़ आ जाओ / मेरे पास आओ / बेटे को बुलाओ /
    बेटी को बुलाओ / मेरे बेटे को बुलाओ / मेरी बेटी को बुलाओ / मेरे बेटे को फोन करो / मेरी बेटी को फोन करो /
    बेटे को फोन करो / बेटी को फोन करो / किसी को फोन करो / डॉक्टर को बुलाओ / डॉक्टर बुलाओ / डॉक्टर को फोन करो /
    डॉक्टर चाहिए / पुलिस को बुलाओ / पुलिस बुलाओ / पुलिस को फोन करो / एम्बुलेंस बुलाओ / एम्बुलेंस भेजो /
    एम्बुलेंस चाहिए / kisi ko bhejo / kisi ko bhej do / kisi ko bulao / koi aao / jaldi aao / jaldi aa jao /
    jaldi aaiye / turant aao / abhi aao / abhi aa jao / ghar aa jao / doctor ko bulao / doctor bulao /
    doctor chahiye / doctor ko phone karo / doctor ko call karo / police ko bulao / police bulao /
    police ko call karo / police ko phone karo / ambulance bulao / ambulance bhejo / ambulance chahiye /
    bete ko bulao / beti ko bulao / mere bete ko bulao / meri beti ko bulao / bete ko phone karo /
    beti ko phone karo / mere bete ko phone karo / meri beti ko phone karo / bete ko call karo / beti ko call karo /
    mere bete ko call karo / meri beti ko call karo / kisi ko phone karo / kisi ko call karo
""")

_GOES = phrases("""
    जा रहा हूँ / जा रही हूँ / मैं जा रहा हूँ / मैं जा रही हूँ / जाता हूँ / जाती हूँ / मैं जाता हूँ / मैं जाती हूँ /
    जाऊँगा / जाऊँगी / मैं जाऊँगा / मैं जाऊँगी / अभी जाता हूँ / अभी जाती हूँ / अभी जा रहा हूँ / अभी जा रही हूँ /
    आ रहा हूँ / आ रही हूँ / मैं आ रहा हूँ / मैं आ रही हूँ / अभी आता हूँ / अभी आती हूँ / आता हूँ / आती हूँ /
    निकल रहा हूँ / निकल रही हूँ / निकल गया हूँ / निकल गई हूँ / निकल रहे हैं / जा रहे हैं / आ रहे हैं /
    रास्ते में हूँ / मैं रास्ते में हूँ / रास्ते में हैं / पहुँच रहा हूँ / पहुँच रही हूँ / पहुंच रहा हूँ /
    पहुंच रही हूँ / पहुँच गया हूँ / पहुँच गई हूँ / पहुँचता हूँ / पहुँचती हूँ / मैं देखता हूँ / मैं देखती हूँ /
    देखता हूँ / देखती हूँ / देख लूँगा / देख लूँगी / मैं देख लूँगा / मैं देख लूँगी / मैं देख रहा हूँ /
    मैं देख रही हूँ / मैं संभालता हूँ / मैं संभालती हूँ / मैं संभाल लूँगा / मैं संभाल लूँगी / संभाल लूँगा /
    संभाल लूँगी / मैं फोन करता हूँ / मैं फोन करती हूँ / उनको फोन करता हूँ / उनको फोन करती हूँ / उन्हें फोन करता हूँ /
    उन्हें फोन करती हूँ / मैं कॉल करता हूँ / मैं कॉल करती हूँ / मैं करता हूँ / मैं करती हूँ / मैं कर लूँगा /
    मैं कर लूँगी / मैं ध्यान रखूँगा / मैं ध्यान रखूँगी / मैं उनके पास हूँ / उनके पास हूँ / उनके साथ हूँ /
    मैं वहाँ हूँ / मैं वहीं हूँ / मंज़ूर है / स्वीकार है / मेरी ज़िम्मेदारी / मैं ज़िम्मेदारी लेता हूँ /
    मैं ज़िम्मेदारी लेती हूँ / मैं पता करता हूँ / मैं पता करती हूँ / पता करता हूँ / पता करती हूँ / ja raha hu /
    ja rahi hu / mai ja raha hu / mai ja rahi hu / jata hu / jati hu / mai jata hu / mai jati hu / jaunga / jaungi /
    mai jaunga / mai jaungi / abhi jata hu / abhi jati hu / abhi ja raha hu / abhi ja rahi hu / aa raha hu /
    aa rahi hu / mai aa raha hu / mai aa rahi hu / abhi aata hu / abhi aati hu / aata hu / aati hu / nikal raha hu /
    nikal rahi hu / nikal gaya hu / nikal gayi hu / raste me hu / mai raste me hu / pahunch raha hu /
    pahunch rahi hu / pahunch gaya hu / mai dekhta hu / mai dekhti hu / dekhta hu / dekhti hu / dekh lunga /
    dekh lungi / mai dekh lunga / mai dekh lungi / mai sambhal lunga / mai sambhal lungi / sambhal lunga /
    mai phone karta hu / mai phone karti hu / mai call karta hu / mai call karti hu / unko call karta hu /
    unko call karti hu / unko phone karta hu / mai karta hu / mai karti hu / mai kar lunga / mai kar lungi /
    mai unke paas hu / unke paas hu / mai wahi hu / mai pata karta hu / mai pata karti hu
""")

WORDS = Words(
    name="हिन्दी",
    prefixes=("+91",),
    ok=(every(_I, _WELL, _AM) | every(phrases("में") | {""}, _WELL, phrases("हूँ")) | _ALONE)
    | every(_I_L, _WELL_L, _AM_L)
    | every(_WELL_L, phrases("hu"))
    | _ALONE_L
    | every(_MINE | _ALL, _FINE, phrases("हैं / है / चल रहा है / चल रहा") | {""}) - phrases("सभी ok")
    | every(_MINE_L | _ALL_L, _FINE_L, phrases("hai / hain / h / he / chal raha hai / chal raha") | {""})
    | _YES
    | _YES_L
    | every(
        _ADDRESSED,
        phrases("""
            हाँ / सब ठीक है / सब ठीक / sab theek hai / sab theek / haan / sab theek h
        """),
    )
    | phrases("""
        1 / एक / ek / ओके / ओ के / ओक / ठीक है जी / ठीक है ठीक है / राज़ी खुशी / राजी खुशी / सब राजी खुशी /
        सब कुशल मंगल / सब मंगल / सब मंगल है / सब चंगा सी / sab changa si / कोई दिक्कत नहीं सब ठीक / मैं एकदम बढ़िया /
        हम ठीक हैं सब / ठीक हूँ मैं / अच्छा हूँ मैं / अच्छी हूँ मैं / theek hu mai / theek hu me / acha hu mai /
        achi hu mai / अंगूठा ऊपर / हाँ ओके / haan ok / ok haan / मैं ओके हूँ / थम्स अप / mai ok hu / mai safe hu /
        mai fine hu / i am theek / i am theek hu / ठीक महसूस कर रहा हूँ / ठीक महसूस कर रही हूँ /
        अच्छा महसूस कर रहा हूँ / अच्छा महसूस कर रही हूँ / मैं अच्छा महसूस कर रहा हूँ / मैं अच्छा महसूस कर रही हूँ /
        मैं ठीक महसूस कर रहा हूँ / मैं ठीक महसूस कर रही हूँ / acha feel kar raha hu / acha feel kar rahi hu /
        theek feel kar raha hu / theek feel kar rahi hu / acha lag raha hai / अच्छा लग रहा है
    """)
    - phrases("कोई दिक्कत नहीं सब ठीक / acha lag raha hai / अच्छा लग रहा है"),
    yes=_YES
    | _YES_L
    | phrases("""
        जी / ji / ठीक है / ठीक / theek hai / theek h / theek / ओके / ok / okay / सही है / sahi hai / सही / sahi /
        हम्म हाँ / 1 / एक / ek / हाँ कृपया / haan please / yes / y / अच्छा ठीक है / acha theek hai / हाँ ठीक है /
        haan theek hai / ज़रूर / zaroor
    """),
    oneself=phrases("""
        मैं / मै / हम / हूँ / हू / हु / मेरी / मेरा / mai / hum / hu / meri / mera
    """),
    addressed=_ADDRESSED,
    cries=phrases("बचाओ / bachao / मदद / madad / एम्बुलेंस"),
    reactions=phrases("""
        पसंद किया / को पसंद किया / ने पसंद किया / पसंद आया / प्यार किया / पर हँसे / पर ज़ोर दिया / पर सवाल किया /
        प्रतिक्रिया दी / नापसंद किया
    """),
    not_before=phrases("नहीं / नही / nahi / बिना / bina"),
    not_after=phrases("नहीं / नही / नहि / nahi / मत / mat"),
    between=phrases("""
        मैं / हूँ / है / हैं / सब / बिल्कुल / बिलकुल / बहुत / ज़्यादा / mai / hu / hai / hain / sab / bilkul /
        bahut / zyada / तो / to / भी / bhi / अभी / abhi / आज / aaj
    """),
    asks=phrases("""
        क्या / kya / कैसे / क्यों / कौन / kaise / kyu / kyun / kaun / कब / kab / किधर / कहाँ / kaha
    """),
    call_me=_CALL,
    later=phrases("""
        later / busy / wait / not now ji /
        बाद में / थोड़ी देर में / थोड़ी देर बाद / थोड़े समय बाद / कुछ देर बाद / कुछ देर में / अभी नहीं / अभी नही /
        अभी नहीं बाद में / इस समय नहीं / रुको / रुकिए / रुक जाओ / रुको ज़रा / ज़रा रुको / थोड़ा रुको / थोड़ा रुकिए /
        इंतज़ार करो / इंतज़ार करें / इंतजार कीजिए / एक मिनट / एक मिनट रुको / एक सेकंड / मैं व्यस्त हूँ / व्यस्त हूँ /
        अभी व्यस्त हूँ / मैं अभी व्यस्त हूँ / बिज़ी हूँ / मैं बिज़ी हूँ / अभी बिज़ी हूँ / मैं अभी बिज़ी हूँ /
        काम में हूँ / अभी काम में हूँ / काम कर रहा हूँ / काम कर रही हूँ / बाद में बताता हूँ / बाद में बताती हूँ /
        बाद में बताऊँगा / बाद में बताऊँगी / बाद में पूछना / बाद में पूछो / बाद में पूछिए / बाद में पूछें /
        बाद में बात करते हैं / बाद में जवाब देता हूँ / बाद में जवाब देती हूँ / बाद में याद दिलाना /
        याद दिलाना बाद में / थोड़ा समय चाहिए / मुझे थोड़ा समय चाहिए / मुझे समय चाहिए / मुझे थोड़ा समय दो /
        जल्दी नहीं है / कोई जल्दी नहीं / कोई जल्दी नहीं है / baad me / baad mein / thodi der me / thodi der mein /
        thodi der baad / kuch der baad / kuch der me / abhi nahi / is time nahi / ruko / rukiye / ruk jao /
        zara ruko / thoda ruko / wait karo / wait kariye / intezar karo / ek minute / ek min / ek minute ruko /
        ek sec / busy hu / mai busy hu / abhi busy hu / mai abhi busy hu / vyast hu / mai vyast hu / kaam me hu /
        abhi kaam me hu / kaam kar raha hu / kaam kar rahi hu / baad me batata hu / baad me batati hu /
        baad me bataunga / baad me bataungi / baad me puchna / baad me pucho / baad me poochna / baad me puchiye /
        baad me baat karte hain / baad me reply karta hu / baad me reply karti hu / baad me yaad dilana /
        thoda time chahiye / mujhe thoda time chahiye / mujhe time chahiye / mujhe thoda time do / koi jaldi nahi /
        koi jaldi nahi hai
    """)
    | every(_SPAN_D, _AFTER_D)
    | every(_SPAN_L, _AFTER_L)
    | every(phrases("मुझे"), _SPAN_D, phrases("दो / दीजिए / चाहिए"))
    | every(phrases("mujhe"), _SPAN_L, phrases("do / dijiye / chahiye")),
    no=phrases("""
        नहीं / नही / नहि / नई / न / ना / जी नहीं / नहीं जी / नहीं नहीं / बिल्कुल नहीं / बिलकुल नहीं /
        बिल्कुल भी नहीं / कभी नहीं / हरगिज़ नहीं / कतई नहीं / अरे नहीं / नहीं हूँ / नहीं तो / nahi / na / nahi ji /
        ji nahi / nahi nahi / bilkul nahi / bilkul bhi nahi / kabhi nahi / are nahi / nahi hu / nahi to / na na /
        ना ना / nope ji / नो / no ji
    """),
    negations=phrases("""
        नहीं / नही / नहि / नई / न / ना / मत / बिना / बगैर / कभी नहीं / मुश्किल से / बमुश्किल / शायद ही / कोई नहीं /
        कुछ नहीं / nahi / na / mat / bina / bagair / mushkil se / shayad hi / koi nahi / kuch nahi / न तो / na to /
        अभी तक नहीं / वरना / नाही / नाहीं / अ / गैर
    """),
    distress=_HELP
    | _NOT_WELL
    | _CAN_NOT
    | _PAIN
    | phrases("""
        गिर गया / गिर गई / गिर गयी / गिर गए / मैं गिर गया / मैं गिर गई / मैं गिर गयी / गिर पड़ा / गिर पड़ी /
        फिसल गया / फिसल गई / फिसल गयी / ज़मीन पर पड़ा हूँ / ज़मीन पर पड़ी हूँ / ज़मीन पर हूँ / फर्श पर हूँ /
        फर्श पर पड़ी हूँ / उठा नहीं जा रहा / चला नहीं जा रहा / हिला नहीं जा रहा / साँस नहीं आ रही / सांस नहीं आ रही /
        साँस नहीं आ रहा / सांस नहीं आ रहा / साँस फूल रही / सांस फूल रही / साँस फूल रही है / सांस फूल रही है /
        साँस लेने में तकलीफ / सांस लेने में तकलीफ / साँस लेने में दिक्कत / सांस लेने में दिक्कत /
        सांस लेने में परेशानी / साँस लेने में परेशानी / दम घुट रहा / दम घुट रहा है / दिखाई नहीं दे रहा /
        सहा नहीं जा रहा / बर्दाश्त नहीं हो रहा / अब और नहीं सहा जाता / बोला नहीं जा रहा / दर्द / दर्द है /
        दर्द हो रहा / दर्द हो रहा है / बहुत दर्द / बहुत दर्द है / बहुत दर्द हो रहा है / तेज दर्द / दुख रहा /
        दुख रहा है / दुख रही है / तकलीफ / तकलीफ है / बहुत तकलीफ / बहुत तकलीफ है / तकलीफ में हूँ / पीड़ा / चोट /
        चोट लगी / चोट लगी है / चोट लग गई / चोट लग गयी / घायल / घायल हूँ / ज़ख्मी / जख्मी हूँ / खून / खून बह रहा /
        खून बह रहा है / खून निकल रहा / खून निकल रहा है / खून आ रहा है / हड्डी टूट गई / हड्डी टूट गयी / पैर टूट गया /
        हाथ टूट गया / कूल्हा टूट गया / टूट गया / फ्रैक्चर / जल गया / जल गई / जल गयी / बेहोश / बेहोश हो गया /
        बेहोश हो गई / बेहोशी / बेहोशी आ रही है / चक्कर / चक्कर आ रहा / चक्कर आ रहा है / चक्कर आ रहे /
        चक्कर आ रहे हैं / चक्कर आ गया / सिर घूम रहा / सिर घूम रहा है / आँखों के सामने अंधेरा / घबराहट /
        घबराहट हो रही / घबराहट हो रही है / बेचैनी / बेचैनी हो रही है / दिल घबरा रहा है / जी घबरा रहा है /
        दिल का दौरा / दिल का दौरा पड़ा / हार्ट अटैक / हार्ट अटैक आया है / हार्ट अटैक आया / स्ट्रोक / लकवा /
        लकवा मार गया / दौरा / दौरा पड़ा / मिर्गी / बीपी हाई / बीपी बढ़ गया / बीपी लो / बीपी कम हो गया /
        शुगर कम हो गई / शुगर लो / शुगर बढ़ गई / बुखार / बुखार है / तेज बुखार / बुखार हो गया / उल्टी / उल्टी हो रही /
        उल्टी हो रही है / उल्टियाँ / उल्टियां हो रही हैं / ज़हर / जहर खा लिया / बीमार / बीमार हूँ / मैं बीमार हूँ /
        बहुत बीमार हूँ / बीमार हो गया / बीमार हो गई / बीमार पड़ गया / बीमार पड़ गई / तबीयत खराब / तबियत खराब /
        तबीयत खराब है / तबियत खराब है / मेरी तबीयत खराब है / मेरी तबियत खराब है / तबीयत बहुत खराब है /
        तबियत बहुत खराब है / तबीयत बिगड़ गई / तबियत बिगड़ गई / तबीयत बिगड़ रही है / तबीयत नासाज़ / तबियत नासाज /
        हालत खराब / हालत खराब है / मेरी हालत खराब है / हालत बहुत खराब है / हालत बिगड़ रही है / हालत गंभीर है /
        हाल बुरा है / बुरा हाल है / बुरा हाल / बहुत बुरा हाल है / बुरा लग रहा है / बहुत बुरा लग रहा है /
        अच्छा नहीं लग रहा / अच्छा नहीं लग रहा है / ठीक नहीं लग रहा / ठीक नहीं लग रहा है / खराब / बहुत खराब /
        खराब है / बहुत खराब है / बुरा / बहुत बुरा / बुरी हालत / बदतर / और खराब / कमजोरी / बहुत कमजोरी /
        बहुत कमजोरी है / कमजोर हूँ / कमज़ोरी लग रही है / बहुत परेशान हूँ / परेशान हूँ / परेशान / मैं परेशान हूँ /
        परेशानी में हूँ / मुसीबत / मुसीबत में हूँ / मैं मुसीबत में हूँ / मुश्किल में हूँ / संकट में हूँ /
        कुछ गड़बड़ है / गड़बड़ है / कुछ ठीक नहीं / कुछ ठीक नहीं है / डर / डर लग रहा / डर लग रहा है / डर लगता है /
        मुझे डर लग रहा है / मुझे डर है / डरा हुआ हूँ / डरी हुई हूँ / बहुत डर लग रहा है / डर गया / डर गई / फँस गया /
        फँस गई / फंस गया / फंस गई / फंस गयी / फंसा हुआ हूँ / मैं फँस गया हूँ / मैं फंसी हूँ / लिफ्ट में फँस गया /
        लिफ्ट में फंस गया / लिफ्ट में फंस गई / बंद हो गया हूँ / बाथरूम में बंद हूँ / रास्ता भूल गया / रास्ता भूल गई /
        खो गया / खो गई / खो गया हूँ / भटक गया / भटक गई / खतरा / खतरे में / खतरे में हूँ / मैं खतरे में हूँ /
        जान को खतरा / चोर / चोर घुस आया / घर में चोर / डाकू / लूट लिया / चोरी हो गई / हमला / हमला हुआ /
        मुझे मार रहा है / मार रहे हैं / मुझे पीट रहा है / पीट रहा है / धमकी / धमकी दे रहा है / अपहरण / किडनैप / आग /
        आग लगी / आग लगी है / आग लग गई / आग लग गयी / धुआँ / धुआं / गैस लीक / गैस की बदबू / भूकंप / बाढ़ /
        पानी भर गया / डूब रहा हूँ / डूब रही हूँ / एक्सीडेंट / एक्सीडेंट हो गया / दुर्घटना / दुर्घटना हो गई /
        टक्कर हो गई / गाड़ी ने मार दी / करंट लग गया / करंट लगा / सांप ने काटा / सांप ने काट लिया /
        कुत्ते ने काट लिया / मर रहा हूँ / मर रही हूँ / मैं मर रहा हूँ / मैं मर रही हूँ / मर जाऊँगा / मर जाऊँगी /
        मरना चाहता हूँ / मरना चाहती हूँ / मैं मरना चाहता हूँ / मैं मरना चाहती हूँ / मरना है / मौत / जीना नहीं चाहता /
        जीना नहीं चाहती / जीने का मन नहीं / जीना नहीं है / आत्महत्या / खुदकुशी / आत्महत्या कर लूँगा /
        खुद को मार लूँगा / डिप्रेशन / डिप्रेशन में हूँ / हिम्मत टूट गई / टूट गया हूँ / टूट गई हूँ / अस्पताल /
        अस्पताल में हूँ / मैं अस्पताल में हूँ / हॉस्पिटल / हॉस्पिटल में हूँ / हास्पिटल / भर्ती हूँ / एम्बुलेंस /
        एंबुलेंस / एम्बुलैंस / ऐम्बुलेंस / पुलिस / डॉक्टर / डाक्टर / फायर ब्रिगेड / दमकल / इमरजेंसी / इमर्जेंसी /
        आपातकाल / आपात स्थिति / अर्जेंट / बहुत अर्जेंट / तुरंत / आईसीयू / ऑपरेशन / gir gaya / gir gayi / gir gai /
        mai gir gaya / mai gir gayi / gir pada / gir padi / fisal gaya / fisal gayi / zameen par hu / uth nahi /
        utha nahi ja raha / chala nahi ja raha / saans nahi aa rahi / sans nahi aa rahi / saans nahi / sans nahi /
        saans phool rahi / saans phool rahi hai / saans lene me takleef / saans lene me dikkat / dam ghut raha /
        dam ghut raha hai / dard / dard hai / bahut dard / bahut dard hai / dard ho raha / dard ho raha hai /
        bahut dard ho raha hai / dukh raha hai / takleef / takleef hai / bahut takleef hai / chot / chot lagi /
        chot lagi hai / chot lag gayi / ghayal / khoon / khoon nikal raha hai / khoon beh raha hai /
        khoon aa raha hai / haddi toot gayi / pair toot gaya / haath toot gaya / jal gaya / jal gayi / behosh /
        behosh ho gaya / behosh ho gayi / chakkar / chakkar aa raha / chakkar aa raha hai / chakkar aa rahe /
        chakkar aa rahe hain / ghabrahat / ghabrahat ho rahi / ghabrahat ho rahi hai / bechaini /
        bechaini ho rahi hai / dil ka daura / heart attack aaya / lakwa / bp high / bp badh gaya / bp low /
        sugar low / sugar kam ho gayi / bukhar / bukhar hai / tez bukhar / ulti / ulti ho rahi / ulti ho rahi hai /
        zeher / bimar / bimar hu / mai bimar hu / bahut bimar hu / bimar ho gaya / bimar ho gayi / bimar pad gaya /
        bimar pad gayi / tabiyat kharab / tabiyat kharab hai / meri tabiyat kharab hai / tabiyat bahut kharab hai /
        tabiyat bigad gayi / halat kharab / halat kharab hai / meri halat kharab hai / halat bahut kharab hai /
        bura haal / bura haal hai / bura lag raha hai / bahut bura lag raha hai / acha nahi lag raha /
        acha nahi lag raha hai / theek nahi lag raha / theek nahi lag raha hai / kharab / bahut kharab / kharab hai /
        bahut kharab hai / bura / bahut bura / kamzori / bahut kamzori / bahut kamzori hai / kamzori hai /
        kamzor hu / pareshan / pareshan hu / mai pareshan hu / bahut pareshan hu / pareshani me hu / musibat /
        musibat me hu / mai musibat me hu / mushkil me hu / gadbad hai / kuch gadbad hai / kuch theek nahi / darr /
        darr lag raha hai / dar lag raha / dar lag raha hai / mujhe dar lag raha hai / bahut dar lag raha hai /
        dar gaya / dar gayi / fas gaya / fas gayi / fasa hu / phas gaya / phas gayi / mai fas gaya hu /
        mai fas gayi hu / lift me fas gaya / lift me fas gayi / kho gaya / kho gayi / rasta bhool gaya /
        rasta bhool gayi / khatra / khatre me / khatre me hu / mai khatre me hu / chor / ghar me chor /
        chori ho gayi / hamla / maar raha hai / mujhe maar raha hai / dhamki / aag / aag lagi / aag lagi hai /
        aag lag gayi / dhuan / dhua / bhukamp / baadh / doob raha hu / accident ho gaya / durghatna /
        current lag gaya / mar raha hu / mar rahi hu / mai mar raha hu / mai mar rahi hu / mar jaunga / mar jaungi /
        marna chahta hu / marna chahti hu / mai marna chahta hu / mai marna chahti hu / marna hai /
        jeena nahi chahta / jeena nahi chahti / jina nahi chahta / atmahatya / aatmahatya / khudkushi / aspatal /
        aspatal me hu / hospital me hu / mai hospital me hu / mai aspatal me hu / bharti hu / doctor / daktar /
        emergency hai / turant / urgent hai / depression me hu / bahut weak hu / weakness hai / bahut weakness hai
    """),
    bad=phrases("""
        2 / दो / दुखी / दुखी हूँ / मैं दुखी हूँ / उदास / उदास हूँ / मैं उदास हूँ / रो रहा हूँ / रो रही हूँ /
        मैं रो रही हूँ / मैं रो रहा हूँ / अकेला हूँ / अकेली हूँ / मैं अकेली हूँ / मैं अकेला हूँ / बहुत अकेला हूँ /
        बहुत अकेली हूँ / बेकार / बेकार हूँ / भयानक / मुश्किल / मुश्किल है / बहुत मुश्किल है / मन नहीं लग रहा /
        मन नहीं लग रहा है / टेंशन / टेंशन में हूँ / तनाव में हूँ / अंगूठा नीचे / दिक्कत है / समस्या है /
        प्रॉब्लम है / परेशानी है / बड़ी परेशानी है / dukhi / dukhi hu / mai dukhi hu / udas / udas hu / mai udas hu /
        ro raha hu / ro rahi hu / akela hu / akeli hu / mai akela hu / mai akeli hu / bahut akela hu /
        bahut akeli hu / bekar / bekar hu / mushkil hai / bahut mushkil hai / man nahi lag raha /
        man nahi lag raha hai / tension hai / tension me hu / dikkat hai / problem hai / samasya hai / pareshani hai
    """),
    neither=phrases("""
        मैं मदद करना चाहता हूँ / मैं मदद करना चाहती हूँ /
        बुरा नहीं / बुरा नहीं है / इतना बुरा नहीं / इतना बुरा नहीं है / बुरा नहीं हूँ / बीमार नहीं / बीमार नहीं हूँ /
        मैं बीमार नहीं हूँ / दर्द नहीं / दर्द नहीं है / कोई दर्द नहीं / कोई दर्द नहीं है / चोट नहीं / चोट नहीं लगी /
        कोई चोट नहीं / डर नहीं / डर नहीं लग रहा / डर नहीं है / खतरा नहीं / कोई खतरा नहीं / कोई खतरा नहीं है /
        गिरा नहीं / गिरी नहीं / नहीं गिरा / नहीं गिरी / मैं नहीं गिरा / मैं नहीं गिरी / बुखार नहीं / बुखार नहीं है /
        कोई बुखार नहीं / कोई दिक्कत नहीं / कोई दिक्कत नहीं है / दिक्कत नहीं / दिक्कत नहीं है / कोई परेशानी नहीं /
        कोई परेशानी नहीं है / परेशानी नहीं है / कोई समस्या नहीं / कोई समस्या नहीं है / कोई प्रॉब्लम नहीं /
        कोई प्रॉब्लम नहीं है / कोई बात नहीं / कोई तकलीफ नहीं / कोई तकलीफ नहीं है / तकलीफ नहीं है / तकलीफ नहीं /
        परेशान नहीं हूँ / मुश्किल नहीं / खराब नहीं / खराब नहीं है / तबीयत खराब नहीं / तबीयत खराब नहीं है /
        तबियत खराब नहीं है / इमरजेंसी नहीं / इमरजेंसी नहीं है / कोई इमरजेंसी नहीं / अर्जेंट नहीं / अर्जेंट नहीं है /
        मदद नहीं चाहिए / मुझे मदद नहीं चाहिए / कोई मदद नहीं चाहिए / मदद की ज़रूरत नहीं / मदद की जरुरत नहीं /
        मदद की ज़रूरत नहीं है / मुझे मदद की ज़रूरत नहीं / मुझे मदद की ज़रूरत नहीं है / मुझे मदद की जरुरत नहीं है /
        कुछ नहीं चाहिए / कुछ नहीं हुआ / मुझे कुछ नहीं हुआ / मुझे कुछ नहीं चाहिए / नहीं धन्यवाद / नहीं | धन्यवाद /
        नहीं शुक्रिया / नहीं | शुक्रिया / ज़रूरत नहीं / ज़रूरत नहीं है / मदद के लिए धन्यवाद / मदद के लिए शुक्रिया /
        आपकी मदद के लिए धन्यवाद / तुम्हारी मदद के लिए / मदद के लिए / पता नहीं / मालूम नहीं / मुझे नहीं पता /
        नहीं पता / पता नही / शायद / हो सकता है / शायद ठीक / लगता है / लगता है ठीक / ठीक लगता है / उम्मीद है /
        उम्मीद है ठीक / भगवान जाने / देखते हैं / ठीक ठाक / ठीकठाक / ठीक ठाक है / ठीक ही है / ठीक ही हूँ / ठीक सा /
        बस ठीक / बस ठीक हूँ / बस ठीक है / ठीक ठाक ही / चल रहा है / चल रहा / बस चल रहा है / कट रही है / कट रहा है /
        गुज़र रही है / जी रहा हूँ / जी रही हूँ / ज़िंदा हूँ / जिंदा हूँ / ज़िंदा हैं / पहले से ठीक / पहले से बेहतर /
        पहले से ठीक हूँ / पहले से अच्छा / बेहतर / बेहतर हूँ / थोड़ा ठीक / थोड़ा ठीक हूँ / थोड़ी ठीक हूँ /
        थोड़ा बेहतर / काफी ठीक / ठीक हो रहा हूँ / ठीक हो रही हूँ / ठीक हो जाऊँगा / ठीक हो जाऊँगी / ठीक हो जाएगा /
        ठीक हो जायेगा / सब ठीक हो जाएगा / सब ठीक होगा / ठीक होगा / ठीक था / ठीक थी / मैं ठीक था / मैं ठीक थी /
        ठीक होता / ठीक रहूँगा / ठीक रहूँगी / अभी तक ठीक / अभी तक ठीक हूँ / फिलहाल ठीक / फिलहाल ठीक हूँ / अब तक ठीक /
        मैं तो ठीक हूँ / ठीक तो हूँ / ठीक तो है / ठीक हूँ पर / ठीक हूँ लेकिन / ठीक कह रहे हो / ठीक कहा / सही कहा /
        सही बात / सही है / अच्छा है / बहुत अच्छा / बहुत अच्छी / बहुत अच्छे / अच्छी बात है / अच्छी बात / अच्छा जी /
        अच्छा अच्छा / ठीक करो / ठीक कर दो / ठीक से / ठीक कितने बजे / ठीक समय पर / ठीक है न / ठीक है ना /
        ठीक नहीं तो नहीं / हाँ या नहीं / हाँ या ना / हाँ नहीं / हाँ ना / 1 या 2 / १ या २ / एक या दो / नहीं तो ठीक /
        आप ठीक हैं / आप ठीक हो / तुम ठीक हो / तू ठीक है / आप ठीक है / क्या आप ठीक हैं / क्या आप ठीक है /
        क्या तुम ठीक हो / क्या सब ठीक है / सब ठीक है क्या / ठीक है क्या / ठीक हो क्या / ठीक हैं क्या / ठीक हो /
        आपकी तबीयत ठीक है / क्या आपको मदद चाहिए / आपको मदद चाहिए / मदद चाहिए क्या / तुम्हें मदद चाहिए /
        क्या मदद चाहिए / मुझे फोन मत करो / फोन मत करो / फोन मत करना / फोन न करें / फोन मत कीजिए / कॉल मत करो /
        कॉल मत करना / मुझे कॉल मत करो / फोन करने की ज़रूरत नहीं / फोन करूँगा / फोन करूँगी / खून की जाँच /
        खून की जांच / ब्लड टेस्ट / डॉक्टर के पास जाना है / डॉक्टर की अपॉइंटमेंट / डॉक्टर का अपॉइंटमेंट /
        डॉक्टर साहब / डॉक्टर से मिलकर आया / अस्पताल से आ गया / अस्पताल से आ गई / मौसम खराब / मौसम खराब है /
        नेटवर्क खराब / नेटवर्क खराब है / फोन खराब / फोन खराब है / फोन खराब था / फोन खराब हो गया / बैटरी खत्म /
        मर गया हँसते हँसते / हँस हँस कर मर गया / भूख से मर रहा हूँ / जान बची / बुरा मत मानना / बुरा न मानो /
        गलत नंबर / रॉन्ग नंबर / रांग नंबर / गलत नम्बर / कौन / आप कौन / कौन है / कौन हो / थक गया / थक गई / थका हूँ /
        थकी हूँ / थक गया हूँ / थक गई हूँ / नींद आ रही है / भूख लगी है / बोर हो रहा हूँ / बोर हो रही हूँ /
        इमरजेंसी में / आपात स्थिति में / डरो मत / अरे डरो मत क्यों / चोर बाज़ार / मत पूछो / मत पूछिए / bura nahi /
        bura nahi hai / itna bura nahi / bimar nahi / bimar nahi hu / dard nahi / dard nahi hai / koi dard nahi /
        koi dard nahi hai / chot nahi / chot nahi lagi / dar nahi / dar nahi lag raha / khatra nahi /
        koi khatra nahi / nahi gira / nahi giri / gira nahi / giri nahi / bukhar nahi / bukhar nahi hai /
        koi dikkat nahi / koi dikkat nahi hai / dikkat nahi / koi pareshani nahi / koi pareshani nahi hai /
        koi samasya nahi / koi problem nahi / koi problem nahi hai / problem nahi hai / no problem ji /
        koi baat nahi / koi takleef nahi / koi takleef nahi hai / pareshan nahi hu / kharab nahi / kharab nahi hai /
        tabiyat kharab nahi / tabiyat kharab nahi hai / emergency nahi / emergency nahi hai / urgent nahi /
        urgent nahi hai / madad nahi chahiye / mujhe madad nahi chahiye / koi madad nahi chahiye /
        madad ki zaroorat nahi / madad ki zaroorat nahi hai / mujhe madad ki zaroorat nahi hai / help nahi chahiye /
        koi help nahi chahiye / mujhe help nahi chahiye / help ki zaroorat nahi / help ki zaroorat nahi hai /
        kuch nahi chahiye / kuch nahi hua / mujhe kuch nahi hua / nahi thanks / nahi | thanks / nahi thank you /
        nahi | thank you / nahi dhanyavad / nahi | dhanyavad / nahi shukriya / zaroorat nahi / zaroorat nahi hai /
        madad ke liye dhanyavad / madad ke liye shukriya / madad ke liye thanks / help ke liye thanks /
        help ke liye thank you / madad ke liye / help ke liye / help ke liye dhanyavad / pata nahi / malum nahi /
        maloom nahi / mujhe nahi pata / nahi pata / shayad / ho sakta hai / shayad theek / lagta hai /
        lagta hai theek / umeed hai / umeed hai theek / dekhte hain / theek thak / theek thak hai / theek hi hai /
        theek hi hu / bas theek / bas theek hu / bas theek hai / chal raha hai / chal raha / bas chal raha hai /
        kat rahi hai / jee raha hu / zinda hu / jinda hu / pehle se theek / pehle se behtar / pehle se theek hu /
        pehle se acha / behtar / behtar hu / thoda theek / thoda theek hu / thoda behtar / kafi theek /
        theek ho raha hu / theek ho rahi hu / theek ho jaunga / theek ho jaungi / theek ho jayega / theek ho jaega /
        sab theek ho jayega / sab theek hoga / theek hoga / theek tha / theek thi / mai theek tha / mai theek thi /
        theek rahunga / abhi tak theek / abhi tak theek hu / filhal theek / filhal theek hu / ab tak theek /
        mai to theek hu / theek to hu / theek to hai / theek kaha / sahi kaha / sahi baat / sahi hai / acha hai /
        achi baat hai / bahut acha / bahut achi / bahut ache / acha ji / acha acha / theek karo / theek se /
        theek hai na / theek hai naa / haan ya nahi / haan ya na / haan nahi / haan na / 1 ya 2 / aap theek hain /
        aap theek hai / aap theek ho / tum theek ho / tu theek hai / kya aap theek hain / kya aap theek hai /
        kya aap theek ho / kya tum theek ho / kya sab theek hai / sab theek hai kya / theek hai kya / theek ho kya /
        theek ho / kya aapko madad chahiye / aapko madad chahiye / madad chahiye kya / help chahiye kya /
        kya help chahiye / phone mat karo / phone mat karna / call mat karo / call mat karna / mujhe call mat karo /
        mujhe phone mat karo / phone karunga / call karunga / khoon ki janch / blood test hai /
        doctor ke paas jana hai / doctor ka appointment / doctor ki appointment / doctor sahab / mausam kharab /
        mausam kharab hai / network kharab / network kharab hai / phone kharab / phone kharab hai /
        phone kharab tha / galat number / wrong number hai / bhook se mar raha hu / hans hans ke mar gaya /
        bura mat manna / kaun / aap kaun / kaun hai / kaun ho / thak gaya / thak gayi / thak gaya hu / thak gayi hu /
        neend aa rahi hai / bhookh lagi hai / bhook lagi hai / bore ho raha hu / bore ho rahi hu / daro mat kyu /
        emergency me / mat pucho / set / tension nahi / tension nahi hai / टेंशन नहीं / टेंशन नहीं है /
        koi tension nahi / कोई टेंशन नहीं / koi tension nahi hai / कोई टेंशन नहीं है
    """)
    | every(
        phrases("""
            वह / वो / वे / आप / तुम / ये / यह / मेरे पति / पति / पत्नी / मेरी पत्नी / मौसम / खाना / कुत्ता / बिल्ली /
            मेरी माँ / मेरी मां / मेरे पिता / मेरा बेटा / मेरी बेटी / मेरा भाई / मेरी बहन / बच्चे / मेरे बच्चे /
            पड़ोसी
        """),
        _FINE,
        phrases("है / हैं") | {""},
    )
    | every(
        phrases("""
            wo / vo / woh / ye / yeh / aap / tum / pati / patni / mere pati / meri patni / mausam / khana /
            mera beta / meri beti / meri maa / mere papa / mera bhai / meri behen / bachche / mere bachche /
            meri mummy
        """),
        _FINE_L,
        phrases("hai / hain / h") | {""},
    )
    | every(
        phrases("मेरा बेटा / मेरी बेटी / मेरी माँ / मेरे पापा / mera beta / meri beti"),
        phrases("बीमार / bimar"),
        phrases("नहीं / nahi"),
    ),
    fillers=phrases("""
        पूरी तरह / पूरी तरह से / एकदम / ek dum / gm / gn / gud mrng / poori tarah / puri tarah /
        मैं / हम / जी / जी हां जी / धन्यवाद / बहुत धन्यवाद / बहुत बहुत धन्यवाद / आपका धन्यवाद / शुक्रिया /
        बहुत शुक्रिया / बहुत बहुत शुक्रिया / थैंक यू / थैंक्यू / थैंक्स / आभार / आपका आभार / मेहरबानी /
        आपकी मेहरबानी / पूछने के लिए / पूछने के लिए धन्यवाद / पूछने के लिए शुक्रिया / पूछने का शुक्रिया /
        याद करने के लिए धन्यवाद / याद करने के लिए शुक्रिया / संदेश के लिए धन्यवाद / मैसेज के लिए धन्यवाद /
        ख्याल रखने के लिए धन्यवाद / चिंता करने के लिए धन्यवाद / नमस्ते / नमस्ते जी / नमस्कार / नमस्कार जी / प्रणाम /
        चरण स्पर्श / राम राम / राम राम जी / जय श्री राम / जय श्री कृष्ण / जय श्रीराम / राधे राधे / जय माता दी /
        जय जिनेंद्र / सत श्री अकाल / सत श्री अकाल जी / आदाब / सलाम / हैलो / हेलो / हाय / हरि ओम / ॐ नमः शिवाय /
        ओम नमः शिवाय / ओम शांति / वाहेगुरु / गुड मॉर्निंग / गुड मार्निंग / गुड नाइट / गुड ईवनिंग / सुप्रभात /
        शुभ प्रभात / शुभ दिन / शुभ रात्रि / शुभ संध्या / शुभकामनाएँ / फिर मिलेंगे / बाय / अलविदा / अपना ख्याल रखना /
        अपना ख्याल रखिए / अपना ध्यान रखना / अपना ध्यान रखिए / ख्याल रखना / ध्यान रखना / भगवान की कृपा से /
        भगवान की कृपा है / भगवान की दया से / भगवान की दया है / ईश्वर की कृपा से / ईश्वर की कृपा है /
        ऊपर वाले की कृपा से / ऊपर वाले की दया से / ऊपरवाले की दया से / प्रभु की कृपा से / प्रभु कृपा से /
        माता रानी की कृपा से / रब की मेहर / अल्लाह का शुक्र है / अल्लाह का शुक्र / खुदा का शुक्र है /
        अल्हम्दुलिल्लाह / अलहम्दुलिल्लाह / भगवान का शुक्र है / भगवान का शुक्र / शुक्र है भगवान का / शुक्र है /
        ईश्वर का धन्यवाद / भगवान का धन्यवाद / आपकी दुआ से / आपकी दुआओं से / आपके आशीर्वाद से / आप सबकी दुआ से /
        आप सबके आशीर्वाद से / आशीर्वाद / खुश रहो / जीते रहो / जीती रहो / सदा खुश रहो / सुखी रहो / भगवान भला करे /
        भगवान तुम्हें खुश रखे / भगवान आपको खुश रखे / गॉड ब्लेस यू / बहुत प्यार / ढेर सारा प्यार / प्यार /
        चिंता मत करो / चिंता मत करना / चिंता मत कीजिए / चिंता मत करिए / चिंता न करें / चिंता न करो / चिंता ना करें /
        चिंता ना करो / चिंता की कोई बात नहीं / चिंता की बात नहीं / चिंता की कोई बात नहीं है / चिंता की बात नहीं है /
        मेरी चिंता मत करो / मेरी चिंता मत करना / मेरी चिंता न करें / फिक्र मत करो / फ़िक्र मत करो / फिक्र मत करना /
        फिक्र न करें / फिकर मत करो / फिकर नॉट / मेरी फिक्र मत करो / परेशान मत हो / परेशान मत होना / परेशान मत होइए /
        परेशान न हों / परेशान न हो / टेंशन मत लो / टेंशन मत लेना / टेंशन न लें / घबराओ मत / घबराना मत / घबराइए मत /
        घबराने की बात नहीं / घबराने की कोई बात नहीं / डरो मत / डरना मत / डरने की बात नहीं / बेफिक्र रहो /
        बेफिक्र रहिए / निश्चिंत रहो / निश्चिंत रहें / निश्चिंत रहिए / आज / अब / अभी / आज सुबह / आज भी / इस समय /
        इस वक्त / यहाँ / यहां / यहीं / इधर / घर पर / घर में / घर पर हूँ / घर पर ही हूँ / मैं घर पर हूँ / घर पर हैं /
        घर में हूँ / मैं घर में हूँ / यहीं हूँ / मैं यहाँ हूँ / ऑफिस में हूँ / हमेशा की तरह / हमेशा / रोज की तरह /
        सच में / सचमुच / वाकई / अरे / ओह / हाहा / हा हा / हाहाहा / हेहे / सॉरी / माफ करना / माफ कीजिए / माफ कीजिएगा /
        क्षमा करें / क्षमा कीजिए / देर के लिए माफी / देर हो गई / देर से जवाब के लिए माफी /
        देर से जवाब देने के लिए माफी / सो रहा था / सो रही थी / मैं सो रहा था / मैं सो रही थी / सो गया था / सो गई थी /
        अभी उठा हूँ / अभी उठी हूँ / अभी उठा / अभी उठी / अभी सोकर उठा / अभी सोकर उठी / अभी देखा / मैसेज अभी देखा /
        अभी मैसेज देखा / संदेश अभी देखा / पूजा कर रहा था / पूजा कर रही थी / नहा रहा था / नहा रही थी /
        खाना खा रहा था / खाना खा रही थी / चाय पी रहा हूँ / चाय पी रही हूँ / टीवी देख रहा हूँ / टीवी देख रही हूँ /
        फोन साइलेंट पर था / फोन साइलेंट था / अच्छा / बस / विकल्प / नंबर / उत्तर / जवाब / मेरा जवाब / मेरा उत्तर /
        और खुश / और स्वस्थ / खुश / बहुत / बिल्कुल / एकदम / मेरे आईफोन से भेजा गया / भेजा गया / mai / hum / ji /
        dhanyavad / dhanyawad / dhanyvad / bahut dhanyavad / bahut bahut dhanyavad / shukriya / bahut shukriya /
        bahut bahut shukriya / thanku ji / thanks ji / thank you ji / thank you beta / puchne ke liye /
        puchne ke liye dhanyavad / puchne ke liye shukriya / puchne ke liye thanks / puchne ke liye thank you /
        poochne ke liye thanks / poochne ke liye shukriya / yaad karne ke liye thanks / message ke liye thanks /
        namaste / namaste ji / namaskar / namaskar ji / pranam / ram ram / ram ram ji / jai shri ram /
        jai shree ram / jai shri krishna / jai shree krishna / radhe radhe / jai mata di / sat sri akal /
        sat shri akal / adaab / salam / hello ji / hi ji / hari om / waheguru / suprabhat / shubh prabhat /
        shubh ratri / good morning ji / good night ji / gud morning / gud mrng / gm ji / phir milenge /
        apna khayal rakhna / apna dhyan rakhna / khayal rakhna / dhyan rakhna / bye / by / bhagwan ki kripa se /
        bhagwan ki kripa hai / bhagwan ki daya se / bhagwan ki daya hai / upar wale ki kripa se /
        upar wale ki daya se / god ki kripa se / prabhu ki kripa se / mata rani ki kripa se / allah ka shukr hai /
        allah ka shukar hai / bhagwan ka shukr hai / bhagwan ka shukar hai / shukr hai / shukar hai / alhamdulillah /
        aapki dua se / aapki duao se / aapke ashirwad se / aap sabki dua se / ashirwad / khush raho / jeete raho /
        jite raho / jeeti raho / bhagwan bhala kare / god bless / bahut pyar / chinta mat karo / chinta mat karna /
        chinta mat kijiye / chinta mat kariye / chinta na kare / chinta na karo / chinta ki koi baat nahi /
        chinta ki baat nahi / meri chinta mat karo / meri chinta mat karna / fikar mat karo / fikar mat karna /
        fikr mat karo / fikar not / don't worry ji / tension mat lo / tension mat lena / tension not /
        pareshan mat ho / pareshan mat hona / ghabrao mat / ghabrana mat / daro mat / darna mat / befikar raho /
        befikr raho / nischint raho / aaj / ab / abhi / aaj subah / aaj bhi / yaha / yahan / idhar / ghar pe /
        ghar par / ghar me / ghar pe hu / ghar par hu / mai ghar pe hu / mai ghar par hu / ghar me hu /
        mai ghar me hu / office me hu / hamesha ki tarah / hamesha / roz ki tarah / sach me / sachi / are / arey /
        arre / oh / haha / hahaha / hehe / sorry / sorry beta / maaf karna / maaf kijiye / der ho gayi /
        der ke liye sorry / late reply ke liye sorry / so raha tha / so rahi thi / mai so raha tha /
        mai so rahi thi / so gaya tha / so gayi thi / abhi utha hu / abhi uthi hu / abhi utha / abhi uthi /
        abhi dekha / message abhi dekha / msg abhi dekha / puja kar raha tha / puja kar rahi thi / naha raha tha /
        naha rahi thi / khana kha raha tha / khana kha rahi thi / chai pi raha hu / chai pi rahi hu /
        tv dekh raha hu / tv dekh rahi hu / phone silent pe tha / phone silent par tha / phone silent tha / acha /
        bas / aur khush / khush / bahut / bilkul / ekdum / option / number / jawab / mera jawab / bolo / bataiye /
        bhagwan ji ki kripa se
    """)
    - phrases("bolo / bataiye / बिल्कुल / bilkul / by"),
    courtesies=phrases("""
        आप / तुम / और आप / और तुम / आप कैसे हैं / आप कैसे हो / आप कैसी हैं / आप कैसी हो / तुम कैसे हो / तुम कैसी हो /
        तू कैसा है / कैसे हो / कैसे हैं / कैसी हो / कैसी हैं / कैसे हैं आप / कैसे हो आप / और आप कैसे हैं /
        और आप कैसे हो / और तुम कैसे हो / और तुम कैसी हो / आप सुनाओ / आप सुनाइए / तुम सुनाओ / और सुनाओ / तुम बताओ /
        आप बताओ / आप बताइए / और बताओ / अपना बताओ / अपनी सुनाओ / आप सब कैसे हैं / आप सब कैसे हो / तुम सब कैसे हो /
        सब कैसे हैं / क्या हाल है / क्या हाल हैं / क्या हाल चाल / क्या हाल चाल है / और क्या हाल है /
        आपका क्या हाल है / तुम्हारा क्या हाल है / आशा है आप ठीक होंगे / आशा है आप भी ठीक होंगे /
        उम्मीद है आप भी ठीक होंगे / उम्मीद है तुम भी ठीक होगे / क्या चल रहा है / क्या कर रहे हो / क्या कर रही हो /
        aap / tum / aur aap / aur tum / aap kaise hain / aap kaise hai / aap kaise ho / aap kaisi ho /
        aap kaisi hain / tum kaise ho / tum kaisi ho / tu kaisa hai / kaise ho / kaise hain / kaise hai / kaisi ho /
        kaise ho aap / kaise hain aap / kaise hai aap / aur aap kaise hain / aur aap kaise hai / aur aap kaise ho /
        aur tum kaise ho / aur tum kaisi ho / aap sunao / tum sunao / aur sunao / aap batao / tum batao / aur batao /
        apna batao / aap sab kaise hain / aap sab kaise ho / tum sab kaise ho / kya haal hai / kya haal hain /
        kya hal hai / kya haal chaal / kya hal chal / aapka kya haal hai / tumhara kya haal hai /
        asha hai aap bhi theek honge / umeed hai aap bhi theek honge / kya chal raha hai / kya kar rahe ho /
        kya kar rahi ho
    """),
    stop=phrases("""
        बंद / बंद करो / बंद करें / बंद कीजिए / बंद कर दो / संदेश बंद करो / संदेश बंद करें / संदेश बंद /
        मैसेज बंद करो / मैसेज बंद करें / मैसेज मत भेजो / मैसेज मत करो / संदेश मत भेजो / संदेश न भेजें /
        मैसेज न भेजें / रद्द / रद्द करें / रद्द करो / सदस्यता रद्द / सदस्यता रद्द करें / सदस्यता समाप्त करें /
        मुझे हटा दो / मुझे हटाओ / मुझे मैसेज मत करो / मुझे मैसेज मत भेजो / स्टॉप / band karo / band kare /
        band kar do / message band karo / msg band karo / message mat bhejo / msg mat bhejo / message mat karo /
        msg mat karo / mujhe message mat karo / mujhe message mat bhejo / mujhe msg mat karo / radd karo /
        mujhe hatao
    """),
    start=phrases("""
        शुरू / शुरू करो / शुरू करें / फिर से शुरू / फिर शुरू करो / shuru / shuru karo / phir se shuru
    """),
    help=phrases("मदद / सहायता / madad"),
    info=phrases("मेनू / कमांड / जानकारी / menu / jankari"),
    automatic=phrases("""
        स्वचालित उत्तर / स्वचालित संदेश / स्वतः उत्तर / यह एक स्वचालित संदेश है / ऑटो रिप्लाई / ऑटोमैटिक रिप्लाई /
        कार्यालय से बाहर / ऑफिस से बाहर / कृपया इस संदेश का उत्तर न दें / कृपया उत्तर न दें /
        इस संदेश का जवाब न दें / मेलबॉक्स भरा / वॉइसमेल / वॉयसमेल / संदेश नहीं भेजा जा सका / संदेश डिलीवर नहीं हुआ /
        संदेश नहीं पहुँचा / डिलीवर नहीं हुआ / भेजा नहीं जा सका / जिस नंबर पर / स्विच ऑफ है / स्विच्ड ऑफ /
        पहुँच से बाहर / कवरेज क्षेत्र से बाहर / ग्राहक / ड्राइविंग मोड / परेशान न करें / auto reply hai /
        office se bahar hu / office se bahar / switched off / switch off hai / not reachable /
        हमसे संपर्क करने के लिए धन्यवाद / आपको जवाब देंगे / आपका संदेश मिल गया है
    """),
    busy=phrases("""
        गाड़ी चला रहा हूँ / गाड़ी चला रही हूँ / मैं गाड़ी चला रहा हूँ / मैं गाड़ी चला रही हूँ / ड्राइव कर रहा हूँ /
        ड्राइव कर रही हूँ / ड्राइविंग कर रहा हूँ / बात नहीं कर सकता / बात नहीं कर सकती / अभी बात नहीं कर सकता /
        अभी बात नहीं कर सकती / अभी बात नहीं कर पाऊँगा / मीटिंग में हूँ / मैं मीटिंग में हूँ / मीटिंग /
        छुट्टी पर हूँ / छुट्टी पर / मैं छुट्टी पर हूँ / उपलब्ध नहीं / उपलब्ध नहीं हूँ / मैं उपलब्ध नहीं हूँ /
        बाद में फोन करता हूँ / बाद में फोन करती हूँ / बाद में फोन करूँगा / बाद में फोन करूँगी /
        बाद में कॉल करता हूँ / बाद में कॉल करती हूँ / बाद में कॉल करूँगा / थोड़ी देर में फोन करता हूँ /
        थोड़ी देर में कॉल करता हूँ / सो रहा हूँ / सो रही हूँ / क्लास में हूँ / मंदिर में हूँ / पूजा में हूँ /
        क्या हुआ / क्या है / क्या बात है / gadi chala raha hu / gaadi chala raha hu / gadi chala rahi hu /
        mai gadi chala raha hu / drive kar raha hu / drive kar rahi hu / driving kar raha hu / baat nahi kar sakta /
        baat nahi kar sakti / abhi baat nahi kar sakta / abhi baat nahi kar sakti / meeting me hu /
        mai meeting me hu / chutti pe hu / chutti par hu / available nahi hu / baad me phone karta hu /
        baad me phone karti hu / baad me call karta hu / baad me call karti hu / baad me call karunga /
        baad me call karungi / baad me phone karunga / thodi der me call karta hu / thodi der me call karti hu /
        so raha hu / so rahi hu / class me hu / kya hua / kya hai / kya baat hai
    """),
    ack=phrases("""
        ज़िम्मा मेरा / मेरा ज़िम्मा / मेरी ज़िम्मेदारी / मैं ज़िम्मा लेता हूँ / मैं ज़िम्मा लेती हूँ /
        1 / एक / ek / मैं कर सकता हूँ / मैं कर सकती हूँ / मैं जा सकता हूँ / मैं जा सकती हूँ / जा सकता हूँ /
        जा सकती हूँ / mai ja sakta hu / mai ja sakti hu / ja sakta hu / ja sakti hu / mai kar sakta hu /
        mai kar sakti hu / yes
    """)
    | _YES
    | _YES_L
    | every(
        phrases("""
            हाँ / जी / ठीक है / जी हाँ / haan / ji / ok / theek hai / अच्छा / acha / हाँ जी / haan ji / yes / okay
        """)
        | {""},
        _GOES,
    ),
    cannot=every(
        phrases("""
            नहीं / sorry / सॉरी / माफ कीजिए / माफ करना / nahi / अभी / abhi / मैं / mai / क्षमा करें / maaf karna
        """)
        | {""},
        phrases("""
            नहीं जा सकता / नहीं जा सकती / नहीं जा सकता हूँ / नहीं आ सकता / नहीं आ सकती / जा नहीं सकता /
            जा नहीं सकती / आ नहीं सकता / आ नहीं सकती / नहीं जा पाऊँगा / नहीं जा पाऊँगी / नहीं आ पाऊँगा /
            नहीं आ पाऊँगी / नहीं कर सकता / नहीं कर सकती / नहीं कर पाऊँगा / नहीं कर पाऊँगी / कर नहीं सकता /
            संभव नहीं / संभव नहीं है / मुमकिन नहीं / मुमकिन नहीं है / नामुमकिन / असंभव / मुश्किल है / दूर हूँ /
            बहुत दूर हूँ / शहर से बाहर हूँ / शहर में नहीं हूँ / बाहर हूँ / विदेश में हूँ / देश से बाहर हूँ /
            छुट्टी पर हूँ / काम पर हूँ / ऑफिस में हूँ / ड्यूटी पर हूँ / घर पर नहीं हूँ / वहाँ नहीं हूँ /
            पास में नहीं हूँ / उपलब्ध नहीं हूँ / व्यस्त हूँ / बिज़ी हूँ / अस्पताल में हूँ / बीमार हूँ /
            nahi ja sakta / nahi ja sakti / nahi aa sakta / nahi aa sakti / ja nahi sakta / ja nahi sakti /
            aa nahi sakta / aa nahi sakti / nahi ja paunga / nahi ja paungi / nahi aa paunga / nahi aa paungi /
            nahi kar sakta / nahi kar sakti / nahi kar paunga / possible nahi / possible nahi hai / sambhav nahi /
            mumkin nahi / mushkil hai / door hu / bahut door hu / sheher se bahar hu / shahar se bahar hu /
            bahar hu / videsh me hu / chutti pe hu / kaam pe hu / kaam par hu / office me hu / duty pe hu /
            duty par hu / ghar pe nahi hu / ghar par nahi hu / waha nahi hu / available nahi hu / busy hu /
            bimar hu / hospital me hu
        """),
    )
    | phrases("""
        मेरे लिए संभव नहीं / मेरे लिए संभव नहीं है / मदद संभव नहीं /
        2 / दो / नहीं / नही / जी नहीं / nahi / ji nahi / अभी नहीं / abhi nahi / किसी और को भेजो / किसी और को बोलो /
        किसी और से पूछो / किसी और से कहो / kisi aur ko bhejo / kisi aur ko bolo / kisi aur se pucho / गलत नंबर /
        रॉन्ग नंबर / galat number / मैं नहीं / mai nahi / no ji
    """),
    eta=every(
        _SPAN_D,
        phrases("""
        में / बाद / में पहुँचता हूँ / में पहुँचती हूँ / में पहुँच जाऊँगा / में पहुँच जाऊँगी / लगेंगे
    """)
        | {""},
    )
    | every(
        _SPAN_L,
        phrases("""
        me / baad / me pahunchta hu / me pahunchti hu / me pahunch jaunga / me pahunch jaungi / lagenge
    """)
        | {""},
    )
    | phrases("करीब / लगभग / kareeb / lagbhag"),
    hand_over=phrases("""
        _ को सौंपें / _ को सौंप दें / _ को सौंप दीजिए / _ को सौंपिए / _ को दे दें / _ को दे दीजिए / _ से पूछें / _ से पूछिए / _ देखें /
        _ ko saunp do / _ ko saunp dijiye / _ ko de do / _ se pucho / _ se puchiye
    """),
    wait=phrases("""
        रुकिए / रुको / कृपया रुकिए / _ रुकिए / _ रुकें / _ रुको / कृपया _ रुकिए / कृपया _ रुकें / _ इंतज़ार करें / _ इंतज़ार कीजिए /
        _ इंतज़ार करो / _ ठहरिए / मुझे _ दीजिए / मुझे _ दें / मुझे _ दो / ruko / rukiye / _ ruko / _ rukiye / _ ruk jao / _ intezaar karo
    """),
    safe=every(
        phrases("""
            वह / वो / वे / उनकी तबीयत / उनकी तबियत / माँ / मां / मम्मी / पापा / पिताजी / दादी / दादा जी / नानी /
            अब वो / अब वह / हाँ वो / हाँ वह / जी वो / दादी जी / माता जी
        """),
        phrases("""
            ठीक / बिल्कुल ठीक / एकदम ठीक / सुरक्षित / अच्छी / सकुशल / सही सलामत / अब ठीक
        """),
        phrases("है / हैं"),
    )
    | every(
        phrases("""
            wo / vo / woh / unki tabiyat / maa / mummy / papa / pitaji / dadi / nani / ab wo / haan wo / haan vo /
            ji wo
        """),
        phrases("""
            theek / bilkul theek / ekdum theek / safe / surakshit / achi / ok / ab theek / fine
        """),
        phrases("hai / hain / h"),
    ),
    myself=phrases("""
        मैं / मै / मुझे / मुझको / मेरी / मेरा / मेरे / हम / हमें / हूँ / बचाओ / मदद करो / mai / main / mujhe / muje /
        meri / mera / mere / hum / hume / hu / bachao / madad karo / गिर गया हूँ / जाता हूँ
    """),
    others=phrases("""
        वह / वो / वे / उन्हें / उनको / उनकी / उनका / उसे / उसको / उसकी / उसका / माँ / मां / मम्मी / माता जी / पापा /
        पिताजी / पिता / दादी / दादा / नानी / नाना / चाचा / चाची / पति / पत्नी / बहन / भाई / पड़ोसी / आंटी / अंकल /
        wo / woh / vo / unhe / unko / unki / unka / use / usko / uski / uska / mummy / maa / papa / pitaji / dadi /
        dada / nani / nana / chacha / pati / patni / behen / bhai / padosi / aunty / uncle
    """),
    joints=phrases("और / लेकिन / मगर / पर / aur / lekin / magar / par"),
    arrived=every(
        phrases("मैं / हाँ / अब") | {""},
        phrases("""
            पहुँच गया / पहुँच गई / पहुँच गए / घर पहुँच गया / घर पहुँच गई / घर पहुँच गए / घर आ गया / घर आ गई /
            घर आ गए / घर पहुँच चुका / घर पहुँच चुकी / सही सलामत पहुँच गया / सही सलामत पहुँच गई /
            सही सलामत घर पहुँच गया / सही सलामत घर पहुँच गई / ठीक से पहुँच गया / ठीक से पहुँच गई /
            ठीक से घर पहुँच गया / ठीक से घर पहुँच गई
        """),
        phrases("हूँ / हैं") | {""},
    )
    | every(
        phrases("मैं / हाँ / अब") | {""},
        phrases("घर पर हूँ / घर में हूँ / घर पर ही हूँ / घर पर हैं / अब घर पर हूँ / सही सलामत घर पर हूँ"),
    )
    | every(
        phrases("mai / main / haan") | {""},
        phrases("""
            pahunch gaya / pahunch gayi / pahunch gaye / pahuch gaya / pahuch gayi / ghar pahunch gaya /
            ghar pahunch gayi / ghar pahunch gaye / ghar pahuch gaya / ghar pahuch gayi / ghar aa gaya / ghar aa gayi /
            ghar aa gaye / sahi salamat pahunch gaya / sahi salamat pahunch gayi / sahi salamat ghar pahunch gaya /
            sahi salamat ghar pahunch gayi
        """),
        phrases("hu / hun / hoon") | {""},
    )
    | every(
        phrases("mai / main / haan") | {""},
        phrases("ghar pe / ghar par / ghar me / ghar mein"),
        phrases("hu / hun / hoon"),
    ),
    thanks=phrases("""
        धन्यवाद / बहुत धन्यवाद / शुक्रिया / बहुत शुक्रिया / थैंक यू / dhanyavad / dhanyawad / shukriya / bahut shukriya
    """),
    more=phrases("""
        और / और चाहिए / चाहिए / और दीजिए / दीजिए / और दे दो / और लगेंगे / लगेंगे / मुझे / मुझे और / कृपया / aur /
        aur chahiye / chahiye / aur lagenge / lagenge / mujhe / mujhe aur
    """),
    join=phrases("""
        नमस्ते / नमस्कार / प्रणाम / हैलो / हेलो / शुरू / जुड़ें / जुड़ना है / रजिस्टर / पंजीकरण / namaste /
        namaskar / pranam / shuru / judna hai / राम राम / ram ram
    """),
    greetings=phrases("""
        नमस्ते / नमस्कार / प्रणाम / हैलो / हेलो / हाय / राम राम / जय श्री राम / राधे राधे / सुप्रभात / शुभ प्रभात /
        गुड मॉर्निंग / शुरू / धन्यवाद / शुक्रिया / हाँ / जी / नहीं / ठीक है / ओके / namaste / namaskar / pranam /
        ram ram / radhe radhe / shuru / dhanyavad / shukriya / haan / ji / nahi / theek hai / hello ji
    """),
    remind=every(
        phrases("_") | frozenset({""}),
        phrases("""
            याद दिलाना / याद दिलाओ / याद दिलाएं / याद दिलाइए / याद दिलाइएगा / याद दिला दो / याद दिला देना / याद दिला दें /
            याद दिला दीजिए / याद दिला दीजिएगा / yaad dilana / yaad dilao / yaad dila dena / yaad dila do / yaad dilaye
        """),
    )
    | phrases("""
        मुझे याद दिलाना / मुझे याद दिलाओ / मुझे याद दिलाएं / mujhe yaad dilana / mujhe yaad dilao / नया रिमाइंडर /
        _ का रिमाइंडर लगाओ / _ का रिमाइंडर लगाएं / रिमाइंडर लगाओ / रिमाइंडर लगाएं / रिमाइंडर चाहिए
    """),
    links=phrases("मुझे / की / का / के / को / के लिए / कि / कृपया / और / नमस्ते / mujhe / ki / ka / ke liye / please"),
    unless=every(
        phrases("और / वरना / और अगर / अगर") | frozenset({""}),
        phrases("""
            मैं पुष्टि न करूं तो / पुष्टि न करूं तो / मैं पुष्टि ना करूं तो / मैं इसकी पुष्टि न करूं तो / मैं न करूं तो /
            मैं ना करूं तो /
            मैं जवाब न दूं तो
        """),
        phrases("_ को बताना / _ को बताओ / _ को बताएं / _ को बता देना / _ को बता दें / _ को बताइए"),
    )
    | phrases("वरना _ को बताना / वरना _ को बताएं / वरना _ को बताओ"),
    conditions=every(
        phrases("अगर मैं / यदि मैं / अगर"),
        phrases("_ की पुष्टि न करूं तो / _ की पुष्टि ना करूं तो / _ की पुष्टि नहीं करूं तो"),
        phrases("_ को बताना / _ को बताओ / _ को बताएं / _ को बता देना / _ को बता दें / _ को बताइए"),
    ),
    whoever=phrases("""
        मेरे संपर्क / मेरे संपर्कों / संपर्क / संपर्कों / मेरे कॉन्टैक्ट / मेरे कॉन्टैक्ट्स / किसी / सब / सबको /
        मेरे परिवार / परिवार / मेरी बेटी / बेटी / मेरे बेटे / बेटे / मेरी पत्नी / पत्नी / मेरे पति / पति / मेरी
        दोस्त / मेरे दोस्त / दोस्त / मेरी बहन / मेरे भाई / को
    """),
    unremind=phrases("""
        _ याद मत दिलाना / _ याद मत दिलाओ / _ याद मत दिलाएं / _ याद न दिलाएं / _ याद न दिलाना / _ याद दिलाना बंद करो /
        _ याद दिलाना बंद करें /
        _ का रिमाइंडर हटाओ / _ का रिमाइंडर हटाएं / _ का रिमाइंडर बंद करो / _ का रिमाइंडर बंद करें / _ रिमाइंडर हटाओ /
        _ रिमाइंडर हटाएं /
        _ रिमाइंडर बंद करो / _ रिमाइंडर बंद करें / _ yaad mat dilana / _ ka reminder hatao / _ ka reminder band karo
    """),
    done=phrases("""
        हो गया / काम हो गया / कर लिया / कर दिया / मैंने कर लिया / मैंने कर दिया / ले लिया / ले ली / ले लीं / मैंने ले ली /
        मैंने ले लिया /
        दवा ले ली / दवाई ले ली / खा लिया / खा ली / मैंने खा ली / पूरा हो गया / पुष्टि करता हूं / पुष्टि करती हूं / पुष्टि /
        ho gaya / kar liya /
        kar diya / le li / le liya / dawa le li / kha li / kha liya
    """),
    back=phrases("वापस / पीछे / वापिस / wapas / peeche / vapas"),
    none=phrases("""
        कभी नहीं / एक बार भी नहीं / कोई नहीं / शून्य / kabhi nahi / ek baar bhi nahi
    """),
    commands={
        "start": ("शुरू", "shuru", "जुड़ें", "रजिस्टर"),
        "help": ("मदद", "madad", "सहायता", "मेनू"),
        "status": ("स्थिति", "sthiti", "स्टेटस"),
        "contacts": ("संपर्क", "sampark", "सम्पर्क"),
        "schedule": ("समय", "समय सारणी"),
        "pause": ("विराम", "viram"),
        "resume": ("जारी रखें", "जारी"),
        "probe": ("प्रोब",),
        "plans": ("योजनाएँ", "योजना", "yojana"),
        "walk": ("घर तक साथ", "ghar tak saath"),
        "reminders": ("मेरे रिमाइंडर", "रिमाइंडर", "mere reminder", "मेरे रिमाइंडर दिखाएं", "मेरे रिमाइंडर दिखाओ"),
        "patience": ("धैर्य", "dhairya", "सब्र"),
        "secret": ("गुप्त शब्द", "gupt shabd"),
        "settings": ("सेटिंग", "सेटिंग्स", "सेटिंग्ज़"),
        "language": ("भाषा", "bhasha"),
        "calls": ("कॉल सेटिंग", "कॉल सेटिंग्स", "call setting", "call settings"),
        "link": ("जोड़ें", "लिंक"),
        "usage": ("उपयोग", "upyog", "कमांड"),
        "processes": ("प्रक्रियाएँ",),
        "drill": ("अभ्यास", "ड्रिल", "अभ्यास करें"),
        "board": ("बोर्ड", "बोर्ड दिखाओ"),
        "told": (
            "किसे कब बताते हैं",
            "किसे बताते हैं",
            "किसे और कब बताते हैं",
            "किसको बताते हैं",
            "आप किसे बताते हैं",
            "किसे बताया जाता है",
            "किसे बताएँगे",
            "kise kab batate hain",
            "kise batate hain",
            "kisko batate hain",
            "kise batayenge",
        ),
        "forget_me": (
            "मेरी जानकारी मिटाएँ",
            "मेरी जानकारी मिटाओ",
            "मेरी जानकारी मिटा दो",
            "मेरी जानकारी मिटा दीजिए",
            "मेरा खाता मिटाएँ",
            "मेरा खाता मिटा दीजिए",
            "मुझे भूल जाएँ",
            "मुझे भूल जाइए",
            "मुझे भूल जाओ",
            "meri jankari mitao",
            "meri jankari mita do",
            "mera khata mita do",
            "mujhe bhool jao",
            "mujhe bhool jaiye",
        ),
        "my_data": (
            "मेरी जानकारी",
            "मेरा डेटा",
            "आप मेरे बारे में क्या जानते हैं",
            "मेरे बारे में क्या जानते हैं",
            "meri jankari",
            "mera data",
            "aap mere bare me kya jante hain",
        ),
        "history": (
            "मेरा महीना कैसा रहा",
            "मेरा महीना",
            "मेरा पिछला महीना",
            "mera mahina kaisa raha",
            "mera mahina",
        ),
        "week": ("मेरा हफ़्ता कैसा रहा", "मेरा हफ़्ता", "मेरा सप्ताह", "mera hafta kaisa raha", "mera hafta"),
        "quiet": ("शांत समय",),
        "visit": (
            "मुलाक़ात",
            "mulaqat",
            "मुलाक़ात माँगें",
        ),
        "visits": (
            "मुलाक़ातें",
            "मेरी मुलाक़ातें",
            "मेरी मुलाक़ात",
            "meri mulaqat",
        ),
        "minutes": (
            "मिनट",
            "मेरे मिनट",
            "मेरे पास कितने मिनट हैं",
            "mere paas kitne minute hain",
        ),
        "pal": (
            "साथी",
            "साथी बनना",
            "मैं साथी बनना चाहता हूँ",
            "मैं साथी बनना चाहती हूँ",
            "मैं मदद करना चाहता हूँ",
            "मैं मदद करना चाहती हूँ",
            "स्वयंसेवक",
        ),
        "available": (
            "उपलब्ध",
            "मैं उपलब्ध हूँ",
        ),
        "unavailable": (
            "उपलब्ध नहीं",
            "मैं उपलब्ध नहीं हूँ",
        ),
        "ping": ("पिंग",),
    },
    units=_UNITS,
    spelt=pairs("""
        thik = theek / thk = theek / tik = theek / teek = theek / thek = theek / theak = theek / thick = theek /
        thikk = theek / theekh = theek / theik = theek / teekh = theek / tikh = theek / thikh = theek / hoon = hu /
        hun = hu / hoo = hu / hoin = hu / houn = hu / huun = hu / hoom = hu / hnu = hu / main = mai / mein = mai /
        mei = mai / mae = mai / maine = mai / maii = mai / haa = haan / han = haan / ha = haan / haanji = haan ji /
        hanji = haan ji / haji = haan ji / hnji = haan ji / jihaan = ji haan / jihan = ji haan / hann = haan /
        haann = haan / hnn = haan / haanjee = haan ji / jee = ji / hai = hai / hei = hai / hay = hai / haii = hai /
        haye = hai / hen = hain / hein = hain / hian = hain / nahin = nahi / nhi = nahi / nai = nahi / nahii = nahi /
        nahee = nahi / nhin = nahi / nehi = nahi / nahein = nahi / nahe = nahi / naheen = nahi / sb = sab /
        subkuch = sab kuch / sabkuch = sab kuch / kuchh = kuch / kuch = kuch / bahot = bahut / bohot = bahut /
        bhut = bahut / bht = bahut / bhot = bahut / bohut = bahut / accha = acha / achha = acha / acchha = acha /
        achchha = acha / achcha = acha / aacha = acha / acchi = achi / achhi = achi / achchi = achi / achhe = ache /
        acche = ache / bilkool = bilkul / bilkl = bilkul / ekdam = ekdum / ek dum = ekdum / badiya = badhiya /
        badhia = badhiya / badia = badhiya / bdiya = badhiya / bdhiya = badhiya / tabiyt = tabiyat /
        tabiat = tabiyat / tabyat = tabiyat / tabeeyat = tabiyat / tabiyet = tabiyat / tabyet = tabiyat /
        tbiyat = tabiyat / haalat = halat / hal = haal / theekthak = theek thak / thikthak = theek thak /
        thaak = thak / majhe = maze / maje = maze / mazey = maze / mujhko = mujhe / mujko = mujhe / muje = mujhe /
        mujhey = mujhe / yahaan = yaha / yahan = yaha / aj = aaj / abi = abhi / bhe = bhi / dhanyawad = dhanyavad /
        dhanyvad = dhanyavad / dhanyawaad = dhanyavad / dhanyavaad = dhanyavad / shukria = shukriya /
        sukriya = shukriya / shukriyaa = shukriya / namste = namaste / namastey = namaste / nmste = namaste /
        madat = madad / mdad = madad / maddad = madad / madd = madad / bachaao = bachao / bchao = bachao /
        bacaho = bachao / bimaar = bimar / beemar = bimar / beemaar = bimar / dardh = dard / drd = dard /
        zarurat = zaroorat / jarurat = zaroorat / jaroorat = zaroorat / zaruurat = zaroorat / jarur = zaroor /
        zarur = zaroor / jaroor = zaroor / gyi = gayi / gayee = gayi / gya = gaya / giri gayi = gir gayi /
        khrab = kharab / kharaab = kharab / kharb = kharab / khraab = kharab / saas = saans / sans = saans /
        pareshaan = pareshan / presan = pareshan / preshan = pareshan / pareshn = pareshan / karu = karu /
        kro = karo / krna = karna / kr = kar / krdo = kar do / kardo = kar do / krlo = kar lo / rha = raha /
        rhi = rahi / rhe = rahe / phn = phone / fone = phone / fon = phone / beta g = beta ji / btao = batao /
        buhat = bahut / betaa = beta / betta = beta / pooja = puja / aaraha = aa raha / jaraha = ja raha /
        jaldii = jaldi / jldi = jaldi / chahie = chahiye / chaiye = chahiye / chahye = chahiye / chayie = chahiye /
        chaahiye = chahiye / chhahiye = chahiye / hospitel = hospital / aspataal = aspatal / docter = doctor /
        dr = doctor / हुं = हूँ / हु = हूँ / हू = हूँ / मै = मैं / हूं = हूँ / हॅू = हूँ / ठिक = ठीक / ठीकक = ठीक /
        थीक = ठीक / ठीख = ठीक
        टीक = ठीक / ठी = ठी / ठीकहूँ = ठीक हूँ / ठीकहूं = ठीक हूँ / ठीकहै = ठीक है / बिलकूल = बिल्कुल /
        तबियत = तबीयत / तबीअत = तबीयत / हा = हाँ / हां = हाँ / हाजी = हाँ जी / हांजी = हाँ जी / हाँजी = हाँ जी /
        हान = हाँ / आछा = अच्छा / अछा = अच्छा / अच्छ = अच्छा / अच्चा = अच्छा / अछी = अच्छी / अच्छि = अच्छी /
        बढिया = बढ़िया / बड़िया = बढ़िया / बडिया = बढ़िया / मदत = मदद / मद्द = मदद / मददद = मदद / दरद = दर्द /
        बिमार = बीमार / जरुरत = ज़रूरत / नही = नहीं / नहि = नहीं / नहिं = नहीं / नहींं = नहीं / सबकुछ = सब कुछ /
        धन्यबाद = धन्यवाद / धनयवाद = धन्यवाद / धन्यवााद = धन्यवाद / शुक्रीया = शुक्रिया / नमसते = नमस्ते /
        नमस्तें = नमस्ते / हस्पताल = अस्पताल / हसपताल = अस्पताल / एम्बुलन्स = एम्बुलेंस / यहा = यहाँ / यहां = यहाँ /
        मे = में / मुझ = मुझे / मुझेे = मुझे
    """),
)
