"""Cities and regions that are not themselves the name of a time zone, by zone. Names in lower case without accents.

The order of the zones is the order in which we offer them when several keep the same time. Names of zones, and their
translations, come from CLDR and need no line here. A name may stand in several lines: then we ask which one.
"""

from __future__ import annotations

from collections.abc import Mapping

_TABLE = """
Europe/London: manchester, birmingham, leeds, liverpool, glasgow, edinburgh, edimburgo, bristol, sheffield, cardiff, \
nottingham, newcastle, leicester, aberdeen, cambridge, oxford, brighton, southampton, portsmouth, york, england, scotland, \
wales, inglaterra, escocia, gales, northern ireland, bath
Europe/Madrid: barcelona, valencia, sevilla, seville, zaragoza, malaga, bilbao, murcia, palma, palma de mallorca, alicante, \
cordoba, valladolid, vigo, gijon, granada, la coruna, a coruna, coruna, vitoria, oviedo, pamplona, almeria, \
san sebastian, donostia, santander, burgos, salamanca, cadiz, toledo, santiago de compostela, leon, merida, badajoz, \
cataluna, catalonia, andalucia, galicia, mallorca, ibiza, girona, tarragona, logrono, huelva, jaen, castellon
Atlantic/Canary: las palmas, tenerife, santa cruz de tenerife, gran canaria, canarias, canary islands, lanzarote, fuerteventura
Europe/Paris: marseille, marsella, lyon, toulouse, nice, niza, nantes, strasbourg, bordeaux, burdeos, lille, montpellier
Europe/Berlin: hamburg, hamburgo, munich, munchen, muenchen, cologne, koln, colonia, frankfurt, stuttgart, dusseldorf, \
leipzig, dortmund, essen, bremen, dresden, hannover, hanover, nuremberg, nurnberg
Europe/Rome: milan, milano, naples, napoli, napoles, turin, torino, palermo, genoa, genova, bologna, bolonia, florence, \
firenze, florencia, venice, venezia, venecia, verona, bari, catania
Europe/Lisbon: porto, oporto, braga, coimbra, faro
Europe/Amsterdam: rotterdam, the hague, den haag, la haya, utrecht, eindhoven
Europe/Brussels: antwerp, antwerpen, amberes, ghent, gent, gante, bruges, brujas, liege, lieja
Europe/Zurich: geneva, ginebra, basel, basilea, bern, berna, lausanne, lausana
Europe/Vienna: graz, salzburg, salzburgo, linz, innsbruck
Europe/Dublin: cork, galway, limerick
Europe/Warsaw: krakow, cracow, cracovia, lodz, wroclaw, poznan, gdansk
Europe/Stockholm: gothenburg, goteborg, gotemburgo, malmo, uppsala
Europe/Oslo: bergen, trondheim, stavanger
Europe/Copenhagen: aarhus, odense
Europe/Helsinki: espoo, tampere, turku, oulu
Europe/Prague: brno, ostrava
Europe/Budapest: debrecen
Europe/Athens: thessaloniki, salonica, tesalonica, patras
Europe/Bucharest: cluj, cluj-napoca, timisoara, iasi
Europe/Zagreb: split, rijeka, osijek, zadar, dubrovnik
Europe/Belgrade: novi sad, nis
Europe/Sofia: plovdiv, varna
Europe/Istanbul: ankara, izmir, antalya, bursa
Europe/Kyiv: kiev, kharkiv, odesa, odessa, lviv, dnipro
Europe/Moscow: st petersburg, saint petersburg, san petersburgo, nizhny novgorod, kazan, sochi
Asia/Yekaterinburg: chelyabinsk, perm, ufa
America/New_York: boston, philadelphia, filadelfia, washington, washington dc, washington d.c., atlanta, miami, orlando, \
tampa, charlotte, baltimore, pittsburgh, cleveland, columbus, cincinnati, brooklyn, buffalo, raleigh, jacksonville, \
richmond, newark, new jersey, massachusetts, connecticut, pennsylvania, virginia, north carolina, south carolina, georgia, \
florida, ohio, maryland, maine, vermont, new hampshire, rhode island, delaware, west virginia, new york city, nyc, \
nueva york, portland, cambridge, savannah, hartford, manhattan
America/Detroit: michigan, grand rapids
America/Indiana/Indianapolis: indiana
America/Chicago: houston, dallas, austin, san antonio, fort worth, texas, illinois, minneapolis, milwaukee, st louis, \
saint louis, kansas city, nashville, memphis, new orleans, nueva orleans, oklahoma city, omaha, birmingham, alabama, \
arkansas, iowa, kansas, louisiana, minnesota, mississippi, missouri, nebraska, oklahoma, tennessee, wisconsin, \
north dakota, south dakota, madison, tulsa, mobile
America/Denver: colorado springs, salt lake city, albuquerque, el paso, colorado, utah, new mexico, wyoming, montana, boulder
America/Boise: idaho
America/Phoenix: arizona, tucson, mesa
America/Los_Angeles: san francisco, san diego, san jose, seattle, portland, las vegas, sacramento, oakland, california, \
oregon, nevada, washington state, long beach, fresno, la jolla, reno, spokane, santa barbara, l.a., vancouver washington
America/Anchorage: alaska, fairbanks
Pacific/Honolulu: hawaii, hawai, maui
America/Toronto: ottawa, montreal, quebec, quebec city, hamilton, mississauga, london ontario, ontario, kingston
America/Vancouver: victoria, british columbia, surrey
America/Edmonton: calgary, alberta
America/Winnipeg: manitoba
America/Regina: saskatchewan, saskatoon
America/Halifax: nova scotia, nueva escocia
America/St_Johns: newfoundland, terranova
America/Mexico_City: guadalajara, puebla, leon, toluca, ciudad de mexico, cdmx, df, mexico df, queretaro, san luis potosi, \
morelia, veracruz, oaxaca, acapulco, mexico city, aguascalientes
America/Merida: yucatan
America/Cancun: playa del carmen, quintana roo, chetumal
America/Ciudad_Juarez: juarez
America/Bogota: medellin, cali, barranquilla, cartagena, bucaramanga
America/Lima: arequipa, trujillo, cusco, cuzco, callao
America/Caracas: maracaibo, valencia, barquisimeto, merida, maracay
America/Santiago: valparaiso, concepcion, vina del mar, santiago de chile
America/Argentina/Buenos_Aires: rosario, la plata, mar del plata, caba
America/Argentina/Cordoba: cordoba
America/Guayaquil: quito, cuenca
America/La_Paz: santa cruz, santa cruz de la sierra, cochabamba, sucre, el alto
America/Montevideo: punta del este, salto
America/Asuncion: ciudad del este
America/Panama: colon, ciudad de panama
America/Costa_Rica: san jose
America/Guatemala: ciudad de guatemala, quetzaltenango, antigua guatemala
America/Tegucigalpa: san pedro sula
America/El_Salvador: san salvador
America/Managua: leon, granada
America/Santo_Domingo: santiago de los caballeros, punta cana
America/Puerto_Rico: san juan, ponce
America/Havana: santiago de cuba, la habana, habana
America/Jamaica: kingston, montego bay
America/Sao_Paulo: rio de janeiro, rio, brasilia, belo horizonte, curitiba, porto alegre, campinas, florianopolis, goiania
America/Bahia: salvador de bahia
Africa/Lagos: abuja, kano, ibadan, port harcourt
Africa/Cairo: alexandria, alejandria, giza, el cairo
Africa/Johannesburg: cape town, ciudad del cabo, durban, pretoria, soweto, port elizabeth
Africa/Nairobi: mombasa
Africa/Casablanca: rabat, marrakech, marrakesh, fez, tangier, tanger
Africa/Accra: kumasi
Africa/Dar_es_Salaam: dodoma
Africa/Algiers: oran
Asia/Kolkata: mumbai, bombay, delhi, new delhi, nueva delhi, bangalore, bengaluru, chennai, madras, hyderabad, pune, \
ahmedabad, calcutta, calcuta, jaipur, lucknow, surat, goa
Asia/Karachi: lahore, islamabad, rawalpindi, faisalabad, hyderabad
Asia/Dhaka: chittagong
Asia/Dubai: abu dhabi, sharjah
Asia/Riyadh: jeddah, mecca, la meca, medina, dammam
Asia/Jerusalem: tel aviv, haifa
Asia/Tehran: mashhad, isfahan, shiraz
Asia/Shanghai: beijing, pekin, guangzhou, canton, shenzhen, chengdu, wuhan, tianjin, chongqing, nanjing, hangzhou, xian
Asia/Tokyo: osaka, kyoto, kioto, yokohama, nagoya, sapporo, fukuoka, kobe
Asia/Seoul: busan, incheon, daegu
Asia/Taipei: kaohsiung, taichung
Asia/Bangkok: chiang mai, phuket, pattaya, hanoi
Asia/Ho_Chi_Minh: saigon, hanoi, da nang, ho chi minh city
Asia/Jakarta: bandung, surabaya, medan, semarang
Asia/Makassar: bali, denpasar
Asia/Manila: quezon city, cebu, davao
Asia/Kuala_Lumpur: penang, johor bahru, george town
Asia/Yangon: mandalay, rangoon
Asia/Almaty: astana
Asia/Tashkent: samarkand
Australia/Sydney: canberra, newcastle, wollongong, new south wales, nsw
Australia/Melbourne: geelong, victoria
Australia/Brisbane: gold coast, cairns, queensland
Australia/Perth: western australia, fremantle
Australia/Adelaide: south australia
Australia/Hobart: tasmania
Australia/Darwin: northern territory
Pacific/Auckland: wellington, christchurch, hamilton, dunedin, queenstown
Atlantic/Bermuda: hamilton
"""


def _read() -> Mapping[str, tuple[str, ...]]:
    rows = (line.split(":", 1) for line in _TABLE.strip().splitlines())
    return {zone: tuple(name.strip() for name in names.split(",")) for zone, names in rows}


ZONES: Mapping[str, tuple[str, ...]] = _read()

COUNTRIES: Mapping[str, str] = {
    "usa": "US", "us": "US", "u.s.": "US", "u.s.a.": "US", "america": "US", "united states of america": "US",
    "estados unidos de america": "US", "eeuu": "US", "ee.uu.": "US", "ee. uu.": "US", "uk": "GB", "u.k.": "GB",
    "great britain": "GB", "britain": "GB", "gran bretana": "GB", "uae": "AE", "emirates": "AE", "holland": "NL",
    "holanda": "NL", "korea": "KR", "corea": "KR", "czech republic": "CZ", "republica checa": "CZ", "turkey": "TR",
    "turquia": "TR", "ivory coast": "CI",
    "republica dominicana": "DO", "mejico": "MX", "russia": "RU", "birmania": "MM", "burma": "MM",
}  # fmt: skip

# Letters people write for a zone. Some mean different zones to different people: then we ask.
LETTERS: Mapping[str, tuple[str, ...]] = {
    "utc": ("UTC",), "gmt": ("Europe/London", "UTC"), "bst": ("Europe/London",), "wet": ("Europe/Lisbon",),
    "cet": ("Europe/Madrid",), "cest": ("Europe/Madrid",), "eet": ("Europe/Athens",), "eest": ("Europe/Athens",),
    "msk": ("Europe/Moscow",), "et": ("America/New_York",), "est": ("America/New_York",), "edt": ("America/New_York",),
    "eastern": ("America/New_York",), "eastern time": ("America/New_York",), "ct": ("America/Chicago",),
    "cst": ("America/Chicago", "Asia/Shanghai", "America/Mexico_City"), "cdt": ("America/Chicago",),
    "central": ("America/Chicago",), "central time": ("America/Chicago",), "mt": ("America/Denver",),
    "mst": ("America/Denver", "America/Phoenix"), "mdt": ("America/Denver",), "mountain time": ("America/Denver",),
    "pt": ("America/Los_Angeles",), "pst": ("America/Los_Angeles",), "pdt": ("America/Los_Angeles",),
    "pacific": ("America/Los_Angeles",), "pacific time": ("America/Los_Angeles",), "jst": ("Asia/Tokyo",),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"), "aest": ("Australia/Sydney", "Australia/Brisbane"),
    "aedt": ("Australia/Sydney",), "awst": ("Australia/Perth",), "nzst": ("Pacific/Auckland",), "nzdt": ("Pacific/Auckland",),
}  # fmt: skip

# Whom we think of first when only an hour is known, by language.
FIRST: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Europe/London",
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Los_Angeles",
        "Asia/Kolkata",
    ),
    "es": (
        "Europe/Madrid",
        "Atlantic/Canary",
        "America/Mexico_City",
        "America/Bogota",
        "America/Argentina/Buenos_Aires",
    ),
}
