"""Turkish. Endings are cut off (`grows_behind`): "dokuzda" is "9 da", "cumaya kadar" is "cuma ya kadar", "9'dan 11'e" is
"9 dan 11 e", where -dan says "to" and the others nothing by themselves."""

from __future__ import annotations

from bot.times.words import TimeWords, counted
from bot.words import phrases

_DAYS = ("pazar", "pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi")
_PAST = ("i", "u", "yi", "yu", "si", "")  # "9'u 10 geçe"; ı and ü are folded
_BEFORE = ("e", "a", "ye", "ya", "")  # "9'a 10 var"

WORDS = TimeWords(
    numbers=counted(
        "bir;iki;üç;dört / dörd;beş;altı;yedi;sekiz;dokuz",
        {"on": 10, "yirmi": 20, "otuz": 30, "kırk": 40, "elli": 50, "altmış": 60},
        (" ", ""),
    )
    | {"doksan": 90},
    clock={"{h} buçuk": "h+30", "{h} buçukta": "h+30", "{h} buçuğu": "h+30"}
    | {
        f"{{h}} {ending} {{m}} {word}".replace("  ", " "): "h+m"
        for ending in _PAST for word in ("geçe", "geçiyor", "geçerken", "dakika geçe")
    }
    | {
        f"{{h}} {ending} {{m}} {word}".replace("  ", " "): "h-m"
        for ending in _BEFORE for word in ("var", "kala", "varken", "dakika var", "dakika kala")
    }
    | {f"{{h}} {ending} çeyrek {word}".replace("  ", " "): "h+15" for ending in _PAST for word in ("geçe", "geçiyor")}
    | {f"{{h}} {ending} çeyrek {word}".replace("  ", " "): "h-15" for ending in _BEFORE for word in ("var", "kala")},
    halves={
        "sabah": "morning", "sabahları": "morning", "sabahleyin": "morning", "her sabah": "morning", "sabahın": "morning",
        "öğleden önce": "morning", "öğlen": "noon", "öğle": "noon", "öğleyin": "noon", "her öğlen": "noon", "öğlenleri": "noon",
        "öğleden sonra": "afternoon", "öğleden sonraları": "afternoon", "ikindi": "afternoon", "ikindi vakti": "afternoon",
        "akşam": "evening", "akşamları": "evening", "akşamleyin": "evening", "her akşam": "evening", "akşamüstü": "evening",
        "akşam üstü": "evening", "gece": "night", "geceleri": "night", "geceleyin": "night", "her gece": "night",
    },
    noon=phrases("öğlen 12 / öğle 12 / gün ortası"),
    midnight=phrases("gece yarısı / gece 12 / gece yarısında"),
    now=phrases("şimdi / şu an / bu saatte / bu saatlerde / bu vakitte"),
    half_first=True,
    grows_behind=phrases("""
        da / de / ta / te / dan / den / tan / ten / a / e / ya / ye / ı / i / u / ü / yı / yi / yu / yü / la / le / yla / yle / na / ne /
        nda / nde / ndan / nden / lar / ler / lik / luk / inde / unda / ünde / sinde
    """),
    postpositions=True,
    daily=phrases("her gün / hergün / günlük / her Allahın günü / haftanın her günü / bütün hafta"),
    workdays=phrases("""
        hafta içi / haftaiçi / hafta içleri / hafta içi her gün / hafta içi günleri / iş günleri / iş günlerinde / mesai günleri /
        hafta arası
    """),
    weekend=phrases("""
        hafta sonu / haftasonu / hafta sonları / haftasonları / hafta sonunda / hafta sonuna / her hafta sonu / hafta sonu günleri
    """),
    more_days={f"{name} günü": day for day, name in enumerate(_DAYS)} | {"pzt": 1, "prş": 4, "per": 4, "cts": 6, "çrş": 3, "sl": 2},
    plural_days=(
        "{day}leri", "{day}ları", "her {day}", "her {day} günü", "{day} günleri", "{day}lari", "{day}ler", "{day}lar",
    ),
    dates=("{d} {month}", "{d} {month} {y}", "{d} {month} günü"),
    month_days=("ayın {d}", "ayın {d} i", "ayın {d} u", "ayın {d} si", "ayın {d} sı"),
    ordinals=phrases("."),
    day_first=True,
    soon={
        "bugün": (0, ""), "yarın": (1, ""), "öbür gün": (2, ""), "ertesi gün": (2, ""), "yarından sonra": (2, ""),
        "yarından sonraki gün": (2, ""), "bu sabah": (0, "morning"), "bu öğleden sonra": (0, "afternoon"),
        "bu akşam": (0, "evening"), "bu gece": (0, "night"), "yarın sabah": (1, "morning"), "yarın akşam": (1, "evening"),
        "yarın öğleden sonra": (1, "afternoon"), "yarın gece": (1, "night"), "bugün akşam": (0, "evening"),
    },
    next=phrases("gelecek / önümüzdeki / haftaya"),
    this=phrases("bu"),
    minutes=phrases("dakika / dk / dakka / min / dakikalık"),
    hours=phrases("saat / sa / saatlik"),
    days=phrases("gün / günlük süre"),
    weeks=phrases("hafta"),
    months=phrases("ay"),
    lengths={
        "yarım saat": 30, "çeyrek saat": 15, "üç çeyrek saat": 45, "1 saat yarım": 90, "bir buçuk saat": 90, "yarım gün": 720,
        "{n} buçuk saat": 30, "birkaç saat": 180,
    },
    before_length=r"(?<=\d) [dt][ea] (?=1 (?:saat|dakika|dk)(?![a-z]))",
    every=phrases("her / arayla / te bir / de bir / da bir / ta bir"),
    hourly=phrases("her saat / saat başı / her saat başı / saat başları"),
    turns={
        "gün aşırı": "days 2", "günaşırı": "days 2", "iki günde bir": "days 2", "üç günde bir": "days 3",
        "iki haftada bir": "weeks 2", "15 günde bir": "weeks 2", "haftada bir": "weeks 1", "her hafta": "weeks 1",
        "ayda bir": "months 1", "aylık": "months 1", "her ay": "months 1",
        "yılda bir": "years 1", "yıllık": "years 1", "her yıl": "years 1", "her sene": "years 1",
    },
    edges={"ayın ilk günü": 1, "ayın ilk gün": 1, "ayın son günü": -1, "ayın son gün": -1},
    rare=phrases("haftada / haftalık / ayda"),
    often=phrases("kez / kere / defa / günde / bir kez / iki kez / günde bir kez / günde iki kez / günde 1 / günde 2"),
    sometime=phrases("""
        bir ara / herhangi bir saatte / herhangi bir zamanda / herhangi bir vakit / rastgele / rasgele / bir vakit / herhangi bir saat
    """),
    between=phrases("arası / arasında / aralığında / arasındaki / arasında bir saatte / arası bir"),
    to=phrases("dan / den / tan / ten / ndan / nden"),
    until=phrases("kadar / değin / dek / 'e kadar"),
    both=phrases("ve / ile / la / le / yla / yle / hem / ayrıca / artı / sonra da"),
    choice=phrases("veya / ya da / yahut / belki / veyahut"),
    at=phrases("saat / saatler / saatleri / saat tam"),
    later=phrases("sonra / içinde / sonraya"),
    lasting=phrases("boyunca / süreyle / süresince / için / süre"),
    leave_out=phrases("""
        hariç / dışında / değil / olmasın / haricinde / ama değil / yok / hariç tut / atla / atlayın / geç / geçin / olmadan
    """),
    fillers=phrases("""
        da / de / ta / te / a / e / ya / ye / i / u / yi / yu / na / ne / nda / nde / inde / unda / ünde / sinde / lik / luk / ler / lar / gibi / civarı / civarında / sularında / saatlerinde /
        lütfen / tam / olsun / olur / iyi olur / günü / günleri / günlerinde / bana / beni / ben / merhaba / teşekkürler / sadece / hep /
        uygun / uygundur / ama / tarihinde / tarihleri / aşağı yukarı / yaklaşık / tahminen / saatinde / itibaren / gününde / bir / de olur
    """) - phrases("bir"),
    probe=phrases("yokla"),
    help=phrases("yardım"),
    check=phrases("""
        bana sor / bana sorun / beni yokla / beni yoklayın / beni kontrol et / beni kontrol edin / sor / sorun / nasıl olduğumu sor /
        nasıl olduğumu sorun / iyi olup olmadığımı sor / iyi olup olmadığımı sorun / iyi miyim diye sor / bana bir sor
    """),
    skip=phrases("""
        bana sorma / bana sormayın / sorma / sormayın / beni yoklama / beni yoklamayın / sormana gerek yok / sormanıza gerek yok /
        soru sorma / soru sormayın / soru istemiyorum
    """),
    again=phrases("""
        tekrar sor / tekrar sorun / yine sor / yine sorun / bana tekrar sor / bana tekrar sorun / bir daha sor / bir daha sorun / sonra sor /
        sonra sorun / sonra tekrar sor / sonra tekrar sorun / sonra yine sor / daha sonra sor / daha sonra sorun / şimdi değil / şu an değil /
        meşgulüm / ertele / erteleyin / hatırlat / bana hatırlat / tekrar hatırlat / bana ver / bana zaman ver / sonra bana tekrar sor
    """),
    not_now=phrases("""
        sonra / daha sonra / biraz sonra / birazdan / şimdi değil / şu an değil / sonra sor / sonra sorun / daha sonra sor / meşgulüm /
        ertele / henüz değil / sonra lütfen / sonra tekrar sor
    """),
    pause=phrases("duraklat / duraklatın / ara ver / ara verin / mola / mola ver / sormaya ara ver / sormaya ara verin"),
    walk=phrases("""
        eve kadar bana eşlik et / bana eve kadar eşlik et / eve kadar bana eşlik edin / eve giderken bana eşlik et / eve kadar takip et /
        beni eve kadar takip et / eve varana kadar takip et / eve varana kadar beni takip et / eve kadar benimle gel / eve kadar yanımda ol
    """),
    walking=phrases("""
        eve gidiyorum / eve yürüyorum / yürüyerek eve gidiyorum / eve dönüyorum / eve doğru yürüyorum / evdeyim / evde olurum / evde olacağım /
        eve varırım / eve varacağım / evde / eve geçiyorum / eve doğru yoldayım / eve dönüş yolundayım
    """),
    travel=(
        *(f"{head}{{until}} kadar {{place}}{mark}{end}" for head in ("", "ben ") for mark in ("'", "")
          for end in ("deyim", "dayım", "teyim", "tayım", "de olacağım", "da olacağım", "te olacağım", "ta olacağım")),
        *(f"{{place}}{mark}{end} {{until}} kadar" for mark in ("'", "") for end in ("deyim", "dayım", "teyim", "tayım")),
        *(f"{{place}}'{end} {verb}" for end in ("e", "a", "ye", "ya") for verb in ("gidiyorum", "uçuyorum", "seyahat ediyorum")),
    ),
)  # fmt: skip
