"""What the species are called in French, Dutch and German."""

_TABLE = """
Vulpes vulpes | Renard roux | Vos | Rotfuchs
Erinaceus europaeus | Hérisson d'Europe | Egel | Braunbrustigel
Castor fiber | Castor d'Europe | Bever | Europäischer Biber
Canis lupus | Loup gris | Wolf | Wolf
Capreolus capreolus | Chevreuil | Ree | Reh
Lutra lutra | Loutre d'Europe | Otter | Fischotter
Procyon lotor | Raton laveur | Wasbeer | Waschbär
Pipistrellus pipistrellus | Pipistrelle commune | Gewone dwergvleermuis | Zwergfledermaus
Parus major | Mésange charbonnière | Koolmees | Kohlmeise
Cyanistes caeruleus | Mésange bleue | Pimpelmees | Blaumeise
Turdus merula | Merle noir | Merel | Amsel
Erithacus rubecula | Rougegorge familier | Roodborst | Rotkehlchen
Alcedo atthis | Martin-pêcheur d'Europe | IJsvogel | Eisvogel
Bubo bubo | Grand-duc d'Europe | Oehoe | Uhu
Ciconia nigra | Cigogne noire | Zwarte ooievaar | Schwarzstorch
Falco peregrinus | Faucon pèlerin | Slechtvalk | Wanderfalke
Rana temporaria | Grenouille rousse | Bruine kikker | Grasfrosch
Bufo bufo | Crapaud commun | Gewone pad | Erdkröte
Salamandra salamandra | Salamandre tachetée | Vuursalamander | Feuersalamander
Harmonia axyridis | Coccinelle asiatique | Veelkleurig lieveheersbeestje | Asiatischer Marienkäfer
Lucanus cervus | Lucane cerf-volant | Vliegend hert | Hirschkäfer
Vespa velutina | Frelon asiatique | Aziatische hoornaar | Asiatische Hornisse
Vanessa atalanta | Vulcain | Atalanta | Admiral
Fagus sylvatica | Hêtre commun | Beuk | Rotbuche
Quercus robur | Chêne pédonculé | Zomereik | Stieleiche
Heracleum mantegazzianum | Berce du Caucase | Reuzenberenklauw | Riesen-Bärenklau
Amanita muscaria | Amanite tue-mouches | Vliegenzwam | Fliegenpilz
"""
LANGUAGES = ("fra", "nld", "deu")

NAMES: dict[str, dict[str, str]] = {
    name: dict(zip(LANGUAGES, others, strict=True))
    for name, *others in (
        [part.strip() for part in line.split("|")] for line in _TABLE.strip().splitlines()
    )
}
