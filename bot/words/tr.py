"""Turkish. Folding makes "öldü" (died) and "oldu" (done) one word, and ı and i one letter: both readings are borne in mind."""

from __future__ import annotations

from bot.words import Words, every, pairs, phrases

# "I am well" says who; "well" alone may be said of somebody else (see `addressed`).
_I_AM = phrases("""
    iyiyim / iyiyiz / gayet iyiyim / süperim / harikayım / mükemmelim / şahaneyim / bomba gibiyim / turp gibiyim /
    çelik gibiyim / fıstık gibiyim / aslan gibiyim / sağlıklıyım / sapasağlamım / güvendeyim / güvendeyiz /
    emniyetteyim / sağ salimim / rahatım / huzurluyum / mutluyum / keyifliyim / keyfim yerinde /
    keyfim gayet yerinde / sağlığım yerinde / sağlığım iyi / sağlığım gayet iyi / sıhhatim yerinde / keyfim iyi /
    durumum iyi / durumum gayet iyi / hayatımdan memnunum / iyi hissediyorum / kendimi iyi hissediyorum /
    kendimi çok iyi hissediyorum / kendimi gayet iyi hissediyorum / kendimi harika hissediyorum /
    çok iyi hissediyorum / iyi durumdayım / gayet iyi durumdayım / afiyetteyim
""")
_VERY = phrases("çok / gayet / oldukça / baya / bayağı / son derece / çok çok") | {""}
_WELL = phrases("""
    iyi / iyi iyi / çok iyi / gayet iyi / oldukça iyi / bayağı iyi / baya iyi / süper / harika / mükemmel / şahane /
    sapasağlam / turp gibi / bomba gibi
""")
_ALL = every(
    phrases("""
        her şey / herşey / işler / durumlar / buralar / burada her şey / evde her şey / bizde her şey
    """),
    phrases("""
        yolunda / iyi / çok iyi / gayet iyi / güzel / tamam / gayet yolunda / normal / süper / harika / mükemmel /
        yerinde
    """),
) - phrases("işler tamam / işler normal / işler yerinde")
_ADDRESSED = phrases("""
    kızım / oğlum / yavrum / canım / evladım / çocuğum / güzelim / bir tanem / bitanem / aşkım / tatlım / hayatım /
    kuzum / torunum / abi / abim / abla / ablacım / ablacığım / abicim / kardeşim / kardeş / arkadaşım / dostum /
    hocam / komşum / komşu / anne / anneciğim / annecim / baba / babacığım / babacım / teyze / teyzeciğim / amca /
    dayı / hala / dede / nine / anneanne / babaanne / canım kızım / canım oğlum / güzel kızım / benim güzel kızım /
    canım benim / kızlar / çocuklar / gülüm / ciğerim / paşam / canım annem / canım babam / evlat / yeğenim /
    gelinim / damat / beyefendi / hanımefendi / efendim
""") - phrases("hala")

_UNITS = phrases("""
    dk / dakka / dakika / dakikaya / sa / saat / saate / saniye / sn / saniyeye
""")
_SPAN = every(
    phrases("""
    # / bir / bi / yarım / birkaç / bir kaç / bir iki / beş / on / on beş / yirmi
"""),
    _UNITS,
)
_AFTER = phrases("""
    sonra / içinde / sonra sorun / sonra sor / sonra tekrar sor / sonra tekrar sorun / sonra yazarım /
    sonra cevap veririm / daha
""") | {""}

_CALL = phrases("""
    beni ara / beni akşam ara / beni sonra ara / beni hemen ara / beni bugün ara / beni bir ara / ara beni /
    beni arayın / beni arar mısın / beni arar mısınız / arar mısın / arar mısınız / arar mısın beni /
    beni ararmısın / beni ararmısınız / ararmısın / ararmısınız / beni arayabilir misin / beni arayabilir misiniz /
    arayabilir misin / arayabilir misiniz / lütfen ara / lütfen arayın / lütfen beni ara / lütfen beni arayın /
    bana telefon et / bana telefon edin / telefon et / telefon eder misin / telefon aç bana / bana telefon aç /
    beni arasın / arasana / arasana beni / beni arasana / bi ara beni / bir ara beni / telefonla ara beni /
    aramanı istiyorum / aramanızı istiyorum / beni aramanı istiyorum / beni aramanızı istiyorum /
    seninle konuşmak istiyorum / konuşmak istiyorum / beni geri ara
""")

_NOT_WELL = every(
    phrases("""
        ben / bugün / hiç / pek / çok / o kadar / pek de / hiç de / bugün hiç / bugün pek / ben hiç / ben pek / artık
    """) | {""},
    phrases("""
        iyi değilim / iyi değiliz / iyi hissetmiyorum / iyi hissetmiyom / iyi deyilim / güvende değilim /
        güvende hissetmiyorum / kendimi güvende hissetmiyorum / rahat değilim / sağlıklı değilim
    """),
)  # fmt: skip
_CAN_NOT = (
    every(
        phrases("""
            ayağa / ayağa bile / yerimden / yataktan / yerden / nefes / rahat nefes / düzgün nefes / hareket /
            kıpırdayamıyorum ve / kolumu / bacağımı / hiç
        """)
        | {""},
        phrases("""
            kalkamıyorum / kalkamıyom / kalkamadım / kalkamıyoruz / doğrulamıyorum / kımıldayamıyorum /
            kıpırdayamıyorum / kıpırdayamıyom / yürüyemiyorum / yürüyemiyom / göremiyorum / ayakta duramıyorum /
            duramıyorum / dayanamıyorum / dayanamıyom / nefes alamıyorum / nefes alamıyom / nefes alamadım /
            hareket edemiyorum / hareket edemiyom / oynatamıyorum / hissedemiyorum / hissetmiyorum /
            konuşamıyorum düzgün / yutkunamıyorum / ayağa kalkamıyorum / soluk alamıyorum
        """),
    )
    - phrases("hissetmiyorum / hiç hissetmiyorum / duramıyorum / hiç duramıyorum")
    - every(phrases("kıpırdayamıyorum ve"), phrases("hissetmiyorum / duramıyorum"))
)
_HELP = every(
    phrases("acil / bana / lütfen / hemen / çabuk / lütfen bana / acilen") | {""},
    phrases("""
        yardım / yardım et / yardım edin / yardım ediniz / yardıma ihtiyacım var / yardım lazım / yardım gerek /
        yardım istiyorum / yardım gerekiyor / yardım eder misin / yardım eder misiniz / yardım edermisin /
        yardım edermisiniz / yardım çağır / yardım çağırın / yardım gönder / yardım gönderin
    """),
)  # fmt: skip

_GOES = phrases("""
    geliyorum / gidiyorum / yoldayım / yola çıktım / yola çıkıyorum / çıkıyorum / çıktım / ben gidiyorum /
    ben giderim / giderim / gideceğim / ben gideceğim / ben bakarım / bakarım / bakacağım / ben bakacağım /
    ben bakıyorum / bakmaya gidiyorum / bakmaya gideceğim / bakıyorum / ben hallederim / hallederim / halledeceğim /
    ben ilgilenirim / ilgilenirim / ben ilgileniyorum / ilgileniyorum / ilgileneceğim / ben ilgileneceğim /
    üstleniyorum / ben üstleniyorum / kabul ediyorum / kabul / ben alıyorum / bende / o iş bende / ben arıyorum onu /
    onu arıyorum / onu ararım / onu arayacağım / ben ararım / ararım / arıyorum / uğrarım / uğrayacağım /
    ben uğrarım / yanına gidiyorum / yanına gideceğim / yanındayım / onun yanındayım / yanına geldim / oradayım /
    geldim / vardım / yetişiyorum / koşuyorum / varıyorum / ben varım / kontrol ederim / kontrol edeceğim /
    ben kontrol ederim / oraya gidiyorum / eve gidiyorum bakmaya
""")

WORDS = Words(
    name="Türkçe",
    prefixes=("+90",),
    ok=(
        phrases("""
            evet / evt / he / hee / hı hı / hıhı / evet evet / elbette / elbet / tabii / tabi / tabii ki / tabi ki /
            tabiki / tabii ki evet / tabii evet / kesinlikle / kesinlikle evet / aynen / tamam / tamamdır / tmm /
            tamam tamam / peki tamam / ok / okay / 1 / bir / bır / e evet / eh evet / evet öyle / evet kesinlikle /
            güvende / turp gibi maşallah / bomba gibi maşallah / sağ salim / iyiyiz hepimiz / iyiyim ben /
            iyiyim ben de / iyiyim iyiyim / sağ ve salimim / sağlık sıhhat yerinde / keyifler yerinde /
            keyif yerinde / keyfimiz yerinde / sağlıcakla / evet ok / ok evet / evet tamam / tamam evet /
            başparmak yukarı
        """)
        | every(_VERY, _I_AM)
        | every(phrases("ben / biz / hala / hâlâ"), _I_AM)
        | _WELL
        | _ALL
        | every(phrases("evet"), _WELL | _ALL | _I_AM)
        | every(_ADDRESSED, phrases("evet / her şey yolunda / herşey yolunda"))
    )
    - phrases("sağlıcakla / güvende / peki tamam"),
    yes=phrases("""
        e / evet / evt / he / hee / hı hı / hıhı / evet evet / elbette / tabii / tabi / tabii ki / tabi ki / tabiki /
        kesinlikle / aynen / tamam / tamamdır / tmm / doğru / ok / okay / olur / 1 / bir / evet lütfen / öyle /
        aynen öyle / y
    """),
    oneself=phrases("""
        ben / biz / hepimiz / iyiyim / iyiyiz / süperim / harikayım / mükemmelim / şahaneyim / gibiyim /
        sağlıklıyım / sapasağlamım / güvendeyim / güvendeyiz / emniyetteyim / salimim / rahatım / mutluyum /
        huzurluyum / keyifliyim / hissediyorum / durumdayım / afiyetteyim / keyfim / sağlığım / durumum / sıhhatim
    """),
    addressed=_ADDRESSED,
    cries=phrases("""
        imdat / yardım / ambulans / itfaiye / düştüm / intihar / bayıldım / kalkamıyorum
    """),
    reactions=phrases("""
        beğendi / bunu beğendi / sevdi / güldü / vurguladı / sorguladı / tepki verdi / beğenildi
    """),
    not_after=phrases("""
        değilim / değil / değiliz / değilsin / değildim / deyil / deyilim / diil / diilim / degilm / hissetmiyorum /
        hissetmiyom / gitmiyor / sayılmam / sayılmaz / olamadım
    """),
    between=phrases("de / da / pek / hiç / çok / o / kadar / şey / bir"),
    asks=phrases("""
        mi / mu / mü / mı / misin / misiniz / miyim / miyiz / midir / musun / mısın / mısınız / musunuz / muyum
    """),
    call_me=every(
        _CALL,
        phrases("""
            lütfen / şimdi / hemen / müsait olunca / müsait olduğunda / sonra / akşam / bugün / yarın / bi / birazdan
        """)
        | {""},
    )
    | every(phrases("müsait olunca / müsait olduğunda / akşam / sonra / birazdan / bugün"), _CALL),
    later=phrases("""
        sonra / daha sonra / biraz sonra / az sonra / birazdan / sonra lütfen / daha sonra lütfen / şimdi değil /
        şu an değil / şuan değil / bekle / bekleyin / bekle biraz / biraz bekle / biraz bekleyin / bir dakika /
        bi dakika / bi dk / bir saniye / bi saniye / bi sn / meşgulüm / şu an meşgulüm / şuan meşgulüm /
        biraz meşgulüm / şimdi meşgulüm / işim var / şu an işim var / sonra sor / sonra sorun / daha sonra sor /
        daha sonra sorun / sonra tekrar sor / sonra yazarım / sonra yazacağım / birazdan yazarım /
        sonra cevap veririm / birazdan cevap veririm / sonra cevaplarım / acelesi yok / sonra konuşalım /
        sonra hatırlat / ertele / bir dakika lütfen / biraz zaman ver / bana biraz zaman ver / zamana ihtiyacım var /
        az bekle / iki dakika / iki dakika bekle
    """)
    | every(_SPAN, _AFTER)
    | every(phrases("bana"), _SPAN, phrases("ver / verin"))
    | every(_SPAN, phrases("bekle / bekleyin / ver / verin")),
    no=phrases("""
        h / hayır / hayr / yok / yoo / yo / yoook / hayır hayır / yok yok / kesinlikle hayır / tabii ki hayır /
        tabi ki hayır / elbette hayır / hiç / asla / olmaz / değilim / hayır değilim / yok değilim / değiliz
    """),
    negations=phrases("""
        değil / değilim / değiliz / değilsin / değildim / deyil / deyilim / diil / diilim / degilm / yok / hiç /
        hiçbir / asla / ne / hayır / yo / yoo / hissetmiyorum / hissetmiyom / gitmiyor / sayılmam / sayılmaz /
        olamadım / olmadım / olmuyor / olmuyorum / istemiyorum / bilmiyorum / sanmıyorum / demiyorum / kimse /
        artık değil / henüz / olamıyorum
    """),
    distress=_HELP
    | _NOT_WELL
    | _CAN_NOT
    | phrases("""
        imdat / imdaat / yetişin / yetiş / kurtarın / kurtarın beni / beni kurtarın / kurtar beni /
        yardımınıza ihtiyacım var / yardımına ihtiyacım var / sana ihtiyacım var / size ihtiyacım var /
        birine ihtiyacım var / doktora ihtiyacım var / ambulans / ambülans / ambulans çağır / ambulans çağırın /
        ambulans lazım / ambulans gönderin / polis / polis çağır / polis çağırın / polisi ara / polisi arayın /
        jandarma / itfaiye / doktor / doktor çağır / doktor çağırın / doktor lazım / acil / acil durum /
        acil servis / acilen / acildeyim / hastane / hastanedeyim / hastaneye kaldırıldım / hastaneye gidiyorum /
        yoğun bakım / ameliyat / yangın / yanıyor / ev yanıyor / duman / gaz kaçağı / gaz kokusu / deprem / sel /
        su bastı / enkaz / düştüm / düşdüm / yere düştüm / düştüm kalkamıyorum / düşüyorum / merdivenden düştüm /
        yerdeyim / yerde yatıyorum / bayıldım / bayılıyorum / bayılacağım / bayılacak gibiyim / baygınım /
        baygınlık / başım dönüyor / başım çok dönüyor / gözüm kararıyor / gözlerim kararıyor / tansiyonum çıktı /
        tansiyonum yükseldi / tansiyonum düştü / şekerim düştü / şekerim çıktı / ağrım var / ağrıyor / çok ağrıyor /
        ağrılarım var / sancım var / acıyor / çok acıyor / canım yanıyor / canım acıyor / canım çok yanıyor /
        göğsüm ağrıyor / göğsümde ağrı / göğsüm sıkışıyor / göğsümde ağrı var / kalbim / kalbim ağrıyor /
        kalp krizi / kalp krizi geçiriyorum / felç / inme / inme geçiriyorum / kriz geçiriyorum / nöbet geçiriyorum /
        sara / nefesim daralıyor / nefesim kesiliyor / nefes darlığı / nefes darlığım var / boğuluyorum /
        tıkanıyorum / kan / kanama / kanamam var / kanıyor / kanıyorum / yaralıyım / yaralandım / yaram var /
        kırıldı / kırık / kolum kırıldı / bacağım kırıldı / kalçam kırıldı / yandım / kustum / kusuyorum /
        ateşim var / ateşim çıktı / ateşlendim / hasta / hastayım / çok hastayım / hastalandım / hasta oldum /
        hasta hissediyorum / rahatsızım / rahatsızlandım / fenalaştım / fenalaşıyorum / fenayım / çok fenayım /
        fena oldum / kötü / çok kötü / kötüyüm / çok kötüyüm / kötüyüz / kötü hissediyorum /
        kendimi kötü hissediyorum / kendimi çok kötü hissediyorum / berbat / berbatım / berbat hissediyorum /
        berbat haldeyim / perişanım / perişan haldeyim / kötüleşiyorum / kötüleştim / daha kötüyüm / daha kötü /
        gittikçe kötüleşiyorum / kötü oluyorum / kötü oldum / kötü haldeyim / halsizim / çok halsizim / halim yok /
        hiç halim yok / dermanım yok / bitkinim / korkuyorum / çok korkuyorum / korktum / panik / panik atak /
        panikledim / kilitli kaldım / kilitli kaldık / mahsur kaldım / mahsur kaldık / sıkıştım / asansörde kaldım /
        kapana kısıldım / kayboldum / kaybolduk / kaza / kaza yaptım / kaza geçirdim / kaza oldu / çarpıştık /
        araba çarptı / hırsız / hırsız var / eve hırsız girdi / soyuldum / gasp / saldırı / saldırıya uğradım /
        saldırıyorlar / dövüyor / dövdü beni / tehdit / tehdit ediyor / tehlike / tehlikedeyim / tehlike var /
        kaçırıldım / zehirlendim / zehirlendik / intihar / intihar edeceğim / ölmek istiyorum / ölüyorum /
        kendimi öldüreceğim / kendimi öldürmek istiyorum / yaşamak istemiyorum / artık yaşamak istemiyorum /
        çaresizim / umutsuzum / depresyon / depresyondayım / depresyona girdim / bunaldım / çok bunaldım /
        dayanamıyorum artık / çabuk gel / çabuk gelin / hemen gel / hemen gelin / acele gel / acele gelin /
        gelin lütfen / lütfen gel / lütfen gelin / birini çağır / birini çağırın / birini gönder / birini gönderin /
        biri gelsin / birisi gelsin / birini arayın / oğlumu ara / oğlumu arayın / kızımı ara / kızımı arayın /
        112yi ara / 112yi arayın / başım belada / başım dertte / zor durumdayım / kötü bir şey oldu /
        bir terslik var / iyi değil / pek iyi değil / hiç iyi değil / çok iyi değil / o kadar iyi değil /
        her şey yolunda değil / herşey yolunda değil / hiçbir şey yolunda değil / kötüye gidiyorum /
        kalkamadım yerden / hiç iyi hissetmiyorum kendimi / kendimi iyi hissetmiyorum /
        kendimi hiç iyi hissetmiyorum / kendimi pek iyi hissetmiyorum / ağrı / şiddetli ağrı / alerjik şok /
        eziliyorum / beni dövüyor / donuyorum / yardm / yrdm
    """),
    bad=phrases("""
        fena / 2 / iki / üzgünüm / mutsuzum / ağlıyorum / moralim bozuk / moralim çok bozuk / üzgün / mutsuz /
        keyifsizim / keyfim yok / hiç keyfim yok / sıkıntılıyım / yalnızım / çok yalnızım / acı çekiyorum /
        zorlanıyorum / çok zor / stresliyim / rezalet / facia / canım sıkkın / canım çok sıkkın / başparmak aşağı /
        sıkıntı var / sorun var / bir sorun var / problem var / bir sıkıntı var
    """),
    neither=phrases("""
        yardım etmek istiyorum /
        fena değil / fena değilim / hiç fena değil / hiç fena değilim / çok fena değil / kötü değil / kötü değilim /
        çok kötü değilim / çok kötü değil / o kadar kötü değil / o kadar kötü değilim / hiç kötü değilim /
        hasta değilim / hasta değil / düşmedim / ağrım yok / hiç ağrım yok / ağrı yok / acımıyor / ağrımıyor /
        ateşim yok / korkmuyorum / acil değil / acil bir şey yok / acil bir durum yok / acil durum yok /
        yardıma ihtiyacım yok / yardım lazım değil / yardıma gerek yok / yardım istemiyorum / yardım gerekmiyor /
        yardım gerekmez / sorun yok / bir sorun yok / hiç sorun yok / hiçbir sorun yok / sıkıntı yok /
        bir sıkıntı yok / hiç sıkıntı yok / problem yok / bir problem yok / dert yok / bir şeyim yok / bişeyim yok /
        hiçbir şeyim yok / bir şey yok / bişey yok / birşey yok / birşeyim yok / önemli değil / önemli bir şey yok /
        şikayetim yok / tehlike yok / kaza yok / yok bir şey / yok bişey / hayır teşekkürler /
        hayır teşekkür ederim / hayır | teşekkürler / hayır | teşekkür ederim / hayır sağ ol / hayır sağol /
        hayır | sağ ol / hayır | sağol / yok sağ ol / yok sağol / yok | sağol / yok | sağ ol / yok teşekkürler /
        istemiyorum / bilmiyorum / emin değilim / henüz değil / daha değil / belki / sanırım / galiba / herhalde /
        inşallah / inşaallah / umarım / eh işte / eh / idare eder / idare ediyorum / idare ediyoruz / şöyle böyle /
        orta / orta halli / yuvarlanıp gidiyoruz / yaşıyorum / yaşıyoruz / ölmedim / ölmedik / hayattayım /
        nefes alıyorum / daha iyi / daha iyiyim / biraz iyiyim / biraz iyi / iyice / daha iyi olabilirdi /
        iyi olacağım / iyi olurum / iyi oldum / iyi oluyorum / daha iyi oluyorum / iyiydim / iyi sayılırım /
        iyi gibi / iyi gibiyim / iyi misin / iyi misiniz / iyimisin / iyimisiniz / nasıl iyi / sen iyi misin /
        siz iyi misiniz / her şey yolunda mı / herşey yolunda mı / evet mi hayır mı / evet veya hayır /
        evet ya da hayır / evet hayır / iyi değil mi / yardıma ihtiyacın var mı / yardıma ihtiyacınız var mı /
        yardım lazım mı / yardım ister misin / yardım ister misiniz / yardım için teşekkürler /
        yardımın için teşekkürler / yardımınız için teşekkürler / yardımınız için teşekkür ederim /
        yardımın için sağ ol / yardım için sağ olun / yardım ettiğin için / yanlış numara / yanlış kişi /
        kan tahlili / kan testi / kan şekeri / kan tahlilim / doktor randevum var / doktor randevusu /
        doktordan geldim / doktor kontrolü / doktor bey / doktor hanım / polis değil / hasta yakını / kötü hava /
        hava kötü / hava çok kötü / havalar kötü / trafik kazası olmuş / ateş yok / trafik kötü / çok acıktım /
        acıktım / kötü bir şey yok / kötü bir şey olmadı / bir şey olmadı / acil durumda / acil durumlarda /
        acil durumlar için / acil ise / acilse / ne acil / ölüyorum gülmekten / gülmekten ölüyorum /
        meraktan ölüyorum / iyi ki / iyi de / iyi ama / iyi valla ama / aferin / oh iyi / aa iyi / ne iyi /
        ne güzel / oldu / oldum / öldüm / beni arama / beni aramayın / arama beni / aramayın / aramana gerek yok /
        aramanıza gerek yok / aramasın / iyi bir / iyi olur / iyi olsun / iyi mi kötü mü / ne iyi ne kötü /
        ne iyi ne de kötü / kötünün iyisi / eskisi gibi değil / çok şükür ölmedik / tamam mı / tamam değil /
        tamam da / tabii canım / he he / hee hee / he canım / şimdilik iyi / şimdilik iyiyim / şimdilik /
        moralim iyi değil ama / sıkıldım / yorgunum / çok yorgunum / biraz yorgunum / uykum var / iyi denebilir /
        iyi diyelim / iyi demek / iyi işte / iyi iyi de / pek kötü değil / pek fena değil / pek fena değilim /
        şarjım bitti / şarj bitti / telefonum bozuldu / telefon bozuk / internet kötü / hattım kötü /
        kız kardeşim iyi / az iyi / az iyiyim / pek iyi / bir iyi bir kötü / bazen iyi bazen kötü / nerde iyi /
        nerede iyi / iyi sayılır / iyi sayılmaz mı / hasta değiliz / düşmedik / ölüm yok
    """)
    | every(
        phrases("""
            kim / sen / siz / o / onlar / eşim / karım / kocam / annem / babam / komşumuz / çocuk / kedi / köpek /
            kedim / köpeğim / hava / havalar
        """),
        _WELL | phrases("güvende"),
    ),
    fillers=phrases("""
        ben / biz / hepimiz / ben de / ikimiz de / ikimiz / ailecek / teşekkürler / teşekkür ederim /
        çok teşekkür ederim / çok teşekkürler / teşekkür ederiz / tşk / tşkler / teşekkür / çok teşekkür / sağ ol /
        sağol / sağ olun / sağolun / çok sağ ol / çok sağol / çok sağ olun / çok sağolun / sağ olasın / sağolasın /
        eyvallah / var ol / varol / var olun / mersi / allah razı olsun / allah senden razı olsun /
        allah sizden razı olsun / teşekkürler canım / merhaba / merhabalar / mrb / mrhb / selam / selamlar / slm /
        selamün aleyküm / aleyküm selam / günaydın / gunaydin / tünaydın / iyi günler / iyi akşamlar / iyi geceler /
        iyi sabahlar / hayırlı sabahlar / hayırlı günler / hayırlı akşamlar / hayırlı cumalar / iyi haftalar /
        iyi bayramlar / iyi pazarlar / iyi çalışmalar / iyi uykular / kolay gelsin / allah rahatlık versin /
        hoşça kal / hoşçakal / hoşça kalın / görüşürüz / görüşmek üzere / kendine iyi bak / kendinize iyi bakın /
        sen de kendine iyi bak / öpüyorum / öptüm / öpüyorum seni / seni öpüyorum / öperim / gözlerinden öperim /
        sevgiler / sevgilerle / saygılar / selamlarımla / seni seviyorum / çok öpüyorum / kucak dolusu sevgiler /
        çok şükür / şükür / şükürler olsun / allaha şükür / allaha çok şükür / allaha şükürler olsun / hamdolsun /
        elhamdülillah / maşallah / hamd olsun / bin şükür / rabbime şükür / yarabbi şükür / çok şükür allahım /
        şükür allaha / çok şükür yarabbi / merak etme / merak etmeyin / beni merak etme / beni merak etmeyin /
        merak etme beni / merak edilecek bir şey yok / sakın merak etme / hiç merak etme / hiç merak etmeyin /
        endişelenme / endişelenmeyin / endişe etme / endişe etmeyin / üzülme / üzülmeyin / korkma / korkmayın /
        telaşlanma / telaş etme / tasalanma / meraklanma / meraklanmayın / sorduğun için / sorduğunuz için /
        sorduğun için teşekkürler / sorduğunuz için teşekkürler / sorduğun için sağ ol / sorduğun için sağol /
        sorduğunuz için sağ olun / sorduğun için teşekkür ederim / sorduğunuz için teşekkür ederim /
        ilgin için teşekkürler / ilginiz için teşekkürler / ilginize teşekkürler / aradığın için teşekkürler /
        aradığınız için teşekkürler / düşündüğün için teşekkürler / hatırladığın için teşekkürler /
        mesaj için teşekkürler / mesajın için teşekkürler / bugün / bu sabah / bu akşam / bu gün / şimdi / şu an /
        şuan / şu anda / şuanda / burada / burda / evde / evdeyim / ben evdeyim / evdeyiz / işteyim / buradayım /
        burdayım / bahçedeyim / valla / vallahi / vallaha / yani / işte / haha / hahaha / hehe / ha / ah canım / oh /
        ay / aa / aaa / her zamanki gibi / her zaman / her zaman ki gibi / her zaman olduğu gibi / eskisi gibi /
        gerçekten / sen de sağ ol / sana da / size de / sizlere de / özür dilerim / kusura bakma / kusura bakmayın /
        pardon / geç kaldım kusura bakma / geç cevap için özür dilerim / geç yazdığım için özür dilerim /
        geç gördüm / yeni gördüm / şimdi gördüm / mesajı yeni gördüm / mesajını yeni gördüm /
        mesajınızı yeni gördüm / telefon sessizdeydi / uyuyordum / uyuyakalmışım / uyuya kalmışım / yeni uyandım /
        yeni kalktım / şimdi uyandım / şimdi kalktım / uyandım / tamam / peki / seçenek / numara / cevap / cevabım /
        yanıt / cevabım şu / iphoneumdan gönderildi / iphoneʼumdan gönderildi / samsung telefonumdan gönderildi /
        androidden gönderildi / ve mutluyum / ve mutlu / ve sağlıklı / ve / x / ederim / lütfen merak etmeyin /
        lütfen merak etme / iyi niyetli / içiniz rahat olsun / için rahat olsun / rahat ol / rahat olun /
        gönlün rahat olsun / gönlünüz rahat olsun / hoş geldin / hoş bulduk / hayırlı geceler / afiyet olsun /
        çay içiyorum / kahvaltı yapıyorum / kahvaltı ediyorum / televizyon izliyorum / tv izliyorum / oturuyorum /
        evde oturuyorum
    """)
    - phrases("iyi niyetli"),
    courtesies=phrases("""
        sen / siz / ya sen / ya siz / sen nasılsın / siz nasılsınız / nasılsın / nasılsınız / nslsn / sen naber /
        naber / nasıl gidiyor / sende naber / sizde naber / sen ne yapıyorsun / ne yapıyorsun / napıyorsun /
        siz ne yapıyorsunuz / sende ne var ne yok / umarım sen de iyisindir / umarım siz de iyisinizdir /
        sizler nasılsınız / siz de iyisinizdir inşallah / sen de iyisindir inşallah / çocuklar nasıl / senden naber /
        sizden naber
    """),
    stop=phrases("""
        durdur / iptal / iptal et / abonelikten çık / abonelikten çıkmak istiyorum / üyelikten çık /
        üyeliğimi iptal et / listeden çıkar / beni listeden çıkar / beni listeden çıkarın / mesaj gönderme /
        mesaj göndermeyin / mesaj atma / mesaj atmayın / artık mesaj atma / artık mesaj atmayın / mesaj istemiyorum /
        mesajları durdur / mesajları kes / bir daha yazma / bir daha yazmayın / bana yazma / bana yazmayın
    """),
    start=phrases("başla / başlat / devam et / yeniden başlat"),
    help=phrases("yardım"),
    info=phrases("komutlar / menü / bilgi"),
    automatic=phrases("""
        otomatik yanıt / otomatik cevap / otomatik mesaj / otomatik mesajdır / bu otomatik bir mesajdır /
        ofis dışındayım / ofis dışı / yıllık izindeyim / izindeyim / bu mesajı yanıtlamayın /
        lütfen bu mesajı yanıtlamayın / lütfen yanıtlamayın / posta kutusu dolu / sesli mesaj / telesekreter /
        mesaj iletilemedi / mesaj gönderilemedi / iletilemedi / gönderilemedi / ulaşılamıyor / aradığınız kişiye /
        aradığınız numara / abone / sürüş modu / rahatsız etmeyin modu / araç kullanıyorum otomatik /
        size döneceğiz / size dönüş yapacağız / mesajınızı aldık
    """),
    busy=phrases("""
        araba kullanıyorum / araç kullanıyorum / direksiyondayım / trafikteyim / konuşamıyorum /
        şu an konuşamıyorum / şuan konuşamıyorum / şimdi konuşamıyorum / şu an konuşamam / konuşamam /
        cevap veremiyorum / şu an cevap veremiyorum / seni sonra ararım / sizi sonra ararım / sonra ararım /
        sonra arayacağım / seni ararım / sizi arayacağım / seni birazdan ararım / ben seni ararım / ben sizi ararım /
        müsait değilim / şu an müsait değilim / şuan müsait değilim / müsait olunca ararım / toplantıdayım /
        dersteyim / tatildeyim / tatilde / sinemadayım / camideyim / namazdayım / uyuyorum / birazdan ararım /
        müsait olunca dönerim / size döneceğim / sana döneceğim / sana dönerim / size dönerim / ne oldu / ne var
    """),
    ack=phrases("""
        evet yardım ederim / yardım ederim / ben yardım ederim /
        1 / bir / e / evet / elbette / tabii / tabi / tabii ki / tabi ki / tabiki / evet yaparım / yaparım /
        evet gidebilirim / gidebilirim / gelebilirim / gelirim / bakabilirim / evet bakabilirim / ilgilenebilirim
    """)
    | every(phrases("evet / hemen / şimdi / tamam / ok / tamam hemen / evet hemen / tabii") | {""}, _GOES)
    | every(_GOES, phrases("hemen / şimdi")),
    cannot=phrases("""
        yardım edemem / ben yardım edemem / yardım edemiyorum / maalesef yardım edemem /
        2 / iki / h / hayır / yok / gidemem / ben gidemem / gelemem / ben gelemem / gidemiyorum / gelemiyorum /
        bakamam / ben bakamam / bakamıyorum / ilgilenemem / ilgilenemiyorum / yapamam / ben yapamam / yapamıyorum /
        maalesef / maalesef gidemem / maalesef gelemem / maalesef olmaz / maalesef yapamam / olmaz / mümkün değil /
        imkansız / mümkünatı yok / müsait değilim / şu an müsait değilim / uzaktayım / çok uzaktayım / uzağım /
        çok uzağım / şehir dışındayım / şehirde değilim / yurt dışındayım / yurtdışındayım / tatildeyim / işteyim /
        çalışıyorum / evde değilim / orada değilim / yakında değilim / ben değilim / başkası gitsin /
        başkası baksın / başkasına sor / başkasına sorun / başka birine sorun / başka birini bulun / yanlış numara /
        üzgünüm gidemem / üzgünüm / üzgünüm yapamam / kusura bakma gidemem / kusura bakmayın gidemem /
        kusura bakma gelemem / kusura bakmayın gelemem / hastayım / hastanedeyim / şimdi olmaz / şimdi değil /
        gitmiyorum / gelmiyorum / reddediyorum / gidemeyeceğim / gelemeyeceğim / bakamayacağım / ilgilenemeyeceğim
    """),
    eta=every(
        phrases("tahminen / yaklaşık / en geç") | {""},
        _SPAN,
        phrases("""
            sonra / içinde / sonra oradayım / içinde oradayım / sonra orada olurum / içinde orada olurum /
            ya oradayım / kadar oradayım
        """)
        | {""},
    ),
    hand_over=phrases("""
        devret / devredin / lütfen devredin / _ devret / _ devredin / _ ilgilensin / _ üstlensin / _ baksın
    """),
    wait=phrases("""
        bekleyin / bekle / lütfen bekleyin / lütfen bekle / _ bekleyin / _ bekle / _ bekler misiniz / lütfen _ bekleyin /
        lütfen _ bekle / bana _ verin / bana _ ver
    """),
    safe=every(
        phrases("evet") | {""},
        phrases("""
            o / kendisi / annem / babam / teyzem / komşum / şimdi / onlar / durumu / annen / baban
        """),
        phrases("""
            iyi / çok iyi / gayet iyi / güvende / iyiymiş / sağ salim / iyiler / güvendeler / iyi durumda
        """),
    )
    | phrases("""
        iyiymiş / evet iyiymiş / güvende / evet güvende / güvendeler / iyiymiş merak etmeyin / iyiler /
        durumu gayet iyi / bir şeyi yok / bir şeyi yokmuş iyi
    """),
    myself=phrases("""
        ben / beni / bana / bende / benim / biz / bizi / bize / düştüm / kötüyüm / hastayım / hastalandım / iyiyim /
        iyi değilim / korkuyorum / ihtiyacım / kalkamıyorum / gidiyorum / geliyorum / bayıldım / hastanedeyim /
        yardım edin / yardım et / imdat / değilim / ağrım / nefes alamıyorum
    """),
    others=phrases("""
        o / onu / ona / onun / onlar / kendisi / annem / annen / annesi / babam / baban / babası / ninem / dedem /
        anneannem / babaannem / teyzem / halam / amcam / dayım / komşum / komşumuz / karım / kocam / eşim / ablam /
        abim / kardeşim / düştü / düşmüş / bayıldı / bayılmış / hastanede / kalkamıyor / hastalandı / hastalanmış /
        nefes alamıyor / açmıyor
    """),
    joints=phrases("ve / ama / fakat / ancak"),
    join=phrases("""
        merhaba / selam / başla / katıl / kayıt / kaydol / üye ol / merhabalar / iyi günler / günaydın / selamlar
    """),
    greetings=phrases("""
        merhaba / merhabalar / selam / selamlar / günaydın / iyi günler / iyi akşamlar / iyi geceler / başla /
        katıl / tamam / evet / hayır / teşekkürler / sağol / sağ ol / kayıt
    """),
    remind=phrases("""
        hatırlat / hatırlatın / hatırlatınız / _ hatırlat / _ hatırlatın / _ hatırlatınız / _ hatırlat lütfen /
        _ hatırlatın lütfen /
        _ hatırlatır mısın / _ hatırlatır mısınız / _ hatırlatabilir misin / _ hatırlatabilir misiniz / yeni hatırlatma /
        hatırlatma kur / hatırlatma kurun / _ hatırlatma kur / _ hatırlatma kurun / hatırlatma istiyorum / bir hatırlatma
    """),
    links=phrases("bana / lütfen / için / diye / ki / ve / merhaba / gerektiğini / beni"),
    unless=every(
        phrases("ve / yoksa") | frozenset({""}),
        phrases(
            """
                yapmazsam / onaylamazsam / bunu onaylamazsam / eğer onaylamazsam / eğer yapmazsam / cevap vermezsem /
                onaylamadığımda
            """
        ),
        phrases("_ haber ver / _ haber verin / _ haber veriniz / _ söyle / _ söyleyin / _ bildir / _ bildirin"),
    )
    | phrases("yoksa _ haber ver / yoksa _ haber verin / yoksa _ söyle / yoksa _ söyleyin"),
    conditions=every(
        phrases("eğer") | frozenset({""}),
        phrases("_ onaylamazsam / _ onaylamadıysam"),
        phrases("_ haber ver / _ haber verin / _ söyle / _ söyleyin / _ bildir / _ bildirin"),
    ),
    whoever=phrases("""
        kişime / kişilerime / kişilere / kişi / yakınıma / yakınlarıma / birine / birisine / herkese / aileme /
        kızıma / kızım / oğluma / oğlum / eşime / eşim / arkadaşıma / arkadaşım / kardeşime / kardeşim / komşuma /
        komşum
    """),
    unremind=every(
        phrases("artık / bir daha") | frozenset({""}),
        phrases(
            """
                _ hatırlatma / _ hatırlatmayın / _ hatırlatmayı bırak / _ hatırlatmayı bırakın /
                _ hatırlatmana gerek yok / _ hatırlatmanıza gerek yok
            """
        ),
    )
    | every(
        phrases("_ hatırlatmasını / _ hatırlatmalarını / _ hatırlatmamı / _ hatırlatıcısını"),
        phrases("sil / silin / kaldır / kaldırın / kapat / kapatın / durdur / durdurun / geri al / geri alın"),
    ),
    done=phrases("""
        yaptım / bunu yaptım / aldım / ilacımı aldım / ilaçlarımı aldım / şimdi aldım / yeni aldım / içtim / tamamladım /
        tamamlandı / bitti /
        bitirdim / onaylıyorum / onayladım / hallettim / yapıldı / alındı
    """),
    back=phrases("geri / geri dön"),
    none=phrases("hiç / asla / hiçbir zaman / hiç tekrar sorma / sıfır"),
    arrived=every(
        phrases("ben / şimdi / artık / sağ salim / ben şimdi / ben artık") | frozenset({""}),
        phrases(
            "evdeyim / evimdeyim / eve geldim / eve vardım / eve ulaştım / eve girdim / evime geldim / evime vardım"
        ),
        phrases("iyiyim / ve iyiyim / artık / şimdi") | frozenset({""}),
    )
    | phrases("eve sağ salim geldim / eve sağ salim vardım / eve sağ salim ulaştım / evime sağ salim vardım"),
    thanks=phrases(
        "teşekkürler / teşekkür ederim / çok teşekkürler / çok teşekkür ederim / sağ olun / sağ ol / sağolun"
    ),
    more=phrases("""
        daha / daha lazım / daha gerekiyor / daha gerek / lazım / gerekiyor / bana / daha verin / daha ver / lütfen
    """),
    commands={
        "start": ("başla", "katil", "kayıt", "kaydol", "üye ol"),
        "help": ("yardım", "yardim", "menü"),
        "status": ("durum",),
        "contacts": ("kişiler", "kisiler", "yakınlarım", "yakınlar"),
        "schedule": ("saatler", "zamanlar"),
        "pause": ("duraklat", "mola"),
        "resume": ("sürdür", "surdur", "devam et"),
        "probe": ("yokla",),
        "plans": ("planlar", "planlarım"),
        "walk": ("eve dönüş", "eve_donus"),
        "reminders": ("hatırlatmalarım", "hatırlatmalar", "hatırlatmalarımı göster", "hatırlatıcılarım"),
        "patience": ("sabır", "sabir"),
        "secret": ("gizli kelime", "gizli sözcük"),
        "settings": ("ayarlar",),
        "language": ("dil",),
        "calls": ("aramalar",),
        "link": ("bağla", "bagla"),
        "usage": ("kullanım", "kullanim", "komutlar"),
        "processes": ("süreçler",),
        "drill": ("tatbikat", "tatbikat yap", "alarm tatbikatı"),
        "board": ("pano", "panoyu göster"),
        "told": (
            "kime_haber",
            "kime haber verilir",
            "kime ne zaman haber verilir",
            "kime haber veriyorsunuz",
            "kime haber verirsiniz",
            "kime ne zaman haber veriyorsunuz",
            "kime ne zaman haber verirsiniz",
        ),
        "forget_me": (
            "beni_unut",
            "beni unut",
            "beni unutun",
            "lütfen beni unutun",
            "verilerimi sil",
            "verilerimi silin",
            "hesabımı sil",
            "hesabımı silin",
        ),
        "my_data": (
            "verilerim",
            "hakkımda ne biliyorsunuz",
            "hakkımda ne biliyorsun",
            "benim hakkımda ne biliyorsunuz",
            "verilerimi gönder",
            "verilerimi gönderin",
            "verilerimi göster",
            "verilerimi gösterin",
        ),
        "history": ("gecmis", "geçmiş", "ayım nasıl geçti", "bu ayım nasıl geçti", "geçen ayım nasıldı"),
        "week": ("haftam", "haftam nasıl geçti", "bu haftam nasıl geçti"),
        "quiet": ("sessiz saatler",),
        "visit": (
            "ziyaret",
            "ziyaret iste",
        ),
        "visits": (
            "ziyaretler",
            "ziyaretlerim",
            "ziyaretim",
        ),
        "minutes": (
            "dakikalar",
            "dakikalarım",
            "kaç dakikam var",
            "kaç dakikam kaldı",
        ),
        "pal": (
            "ziyaretçi",
            "ziyaretçi olmak istiyorum",
            "ziyaretçi ol",
            "yardım etmek istiyorum",
            "gönüllü",
            "gönüllü olmak istiyorum",
        ),
        "available": (
            "müsait",
            "müsaitim",
        ),
        "unavailable": (
            "müsait değil",
            "müsait değilim",
        ),
        "ping": ("ping",),
    },
    units=_UNITS,
    spelt=pairs("""
        iyim = iyiyim / iyiym = iyiyim / iyym = iyiyim / iyyim = iyiyim / iyiyimm = iyiyim / iiyim = iyiyim /
        iyiyom = iyiyim / ıyıyım = iyiyim / iyiyin = iyiyim / iyyiyim = iyiyim / iyıyim = iyiyim / ıyiyim = iyiyim /
        iyiyum = iyiyim / iyiyiim = iyiyim / eyiyim = iyiyim / eyim = iyiyim / eyi = iyi / iyii = iyi / iyy = iyi /
        iiyi = iyi / evett = evet / eved = evet / efet = evet / evey = evet / eevet = evet / ewet = evet /
        eet = evet / tamm = tamam / tamamm = tamam / tmam = tamam / tamma = tamam / taman = tamam / tabe = tabii /
        tabiki = tabii ki / herşey = her şey / herşeyy = her şey / değlim = değilim / degılım = değilim /
        deilim = değilim / değilm = değilim / deil = değil / deyl = değil / dgl = değil / dgil = değil /
        degl = değil / dğl = değil / hayr = hayır / hayıır = hayır / hayir = hayır / haır = hayır / haryır = hayır /
        hyr = hayır / yardim = yardım / yadım = yardım / yardın = yardım / yrdım = yardım / yardımm = yardım /
        kotuyum = kötüyüm / kötüyum = kötüyüm / kotüyüm = kötüyüm / kötym = kötüyüm / düstum = düştüm /
        düşütm = düştüm / dustm = düştüm / hastyım = hastayım / hastaym = hastayım / tşkr = teşekkürler /
        tsk = teşekkürler / teşekürler = teşekkürler / teşekkurler = teşekkürler / teşekürederim = teşekkür ederim /
        tesekkurederim = teşekkür ederim / tesekur = teşekkür / teşekür = teşekkür / tşkkrler = teşekkürler /
        saol = sağ ol / saolun = sağ olun / sagol = sağ ol / sağoll = sağ ol / slm = selam / mrb = merhaba /
        mrhb = merhaba / meraba = merhaba / günaydn = günaydın / gunaydn = günaydın / bişeyim = bir şeyim /
        bişi = bir şey / bişey = bir şey / birşey = bir şey / birşeyim = bir şeyim / çoq = çok / cok = çok /
        çook = çok / çk = çok / ck = çok / gayt = gayet / şuan = şu an / suan = şu an / nasilsin = nasılsın /
        nslsn = nasılsın / nasısın = nasılsın / allahaşükür = allaha şükür / çokşükür = çok şükür /
        cokşükür = çok şükür / hamdolsn = hamdolsun / elhamdulillah = elhamdülillah /
        elhamdüllillah = elhamdülillah / şükr = şükür / ambulan = ambulans / anbulans = ambulans /
        hastahane = hastane / hastahanedeyim = hastanedeyim / imdatt = imdat / merhba = merhaba /
        msgulum = meşgulüm / tamamdr = tamamdır / canm = canım / cnm = canım / kzım = kızım / superim = süperim /
        sprim = süperim
    """),
)
