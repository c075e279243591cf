"""Species that live in Belgium, with their classification: real names, keys partly made up."""

from dataclasses import dataclass
from functools import cache
from zlib import crc32

# kingdom, phylum, class, order, family | genus species, authorship, vernacular name, key
_TABLE = """
Animalia Chordata Mammalia Carnivora Canidae | Vulpes vulpes | (Linnaeus, 1758) | Red fox | 5219243
Animalia Chordata Mammalia Eulipotyphla Erinaceidae | Erinaceus europaeus | Linnaeus, 1758 | European hedgehog | 5219616
Animalia Chordata Mammalia Rodentia Castoridae | Castor fiber | Linnaeus, 1758 | Eurasian beaver | 2439838
Animalia Chordata Mammalia Carnivora Canidae | Canis lupus | Linnaeus, 1758 | Grey wolf | 5219173
Animalia Chordata Mammalia Artiodactyla Cervidae | Capreolus capreolus | (Linnaeus, 1758) | Roe deer | 5220126
Animalia Chordata Mammalia Carnivora Mustelidae | Lutra lutra | (Linnaeus, 1758) | Eurasian otter | 2433753
Animalia Chordata Mammalia Carnivora Procyonidae | Procyon lotor | (Linnaeus, 1758) | Raccoon | 5218786
Animalia Chordata Mammalia Chiroptera Vespertilionidae | Pipistrellus pipistrellus | (Schreber, 1774) | Common pipistrelle | 5218465
Animalia Chordata Aves Passeriformes Paridae | Parus major | Linnaeus, 1758 | Great tit | 9705453
Animalia Chordata Aves Passeriformes Paridae | Cyanistes caeruleus | (Linnaeus, 1758) | Blue tit | 2487879
Animalia Chordata Aves Passeriformes Turdidae | Turdus merula | Linnaeus, 1758 | Common blackbird | 6171845
Animalia Chordata Aves Passeriformes Muscicapidae | Erithacus rubecula | (Linnaeus, 1758) | European robin | 2492462
Animalia Chordata Aves Coraciiformes Alcedinidae | Alcedo atthis | (Linnaeus, 1758) | Common kingfisher | 2475532
Animalia Chordata Aves Strigiformes Strigidae | Bubo bubo | (Linnaeus, 1758) | Eurasian eagle-owl | 5959092
Animalia Chordata Aves Ciconiiformes Ciconiidae | Ciconia nigra | (Linnaeus, 1758) | Black stork | 2481909
Animalia Chordata Aves Anseriformes Anatidae | Branta canadensis | (Linnaeus, 1758) | Canada goose | 5232437
Animalia Chordata Aves Anseriformes Anatidae | Alopochen aegyptiaca | (Linnaeus, 1766) | Egyptian goose | 2498252
Animalia Chordata Aves Falconiformes Falconidae | Falco peregrinus | Tunstall, 1771 | Peregrine falcon | 2481047
Animalia Chordata Amphibia Anura Ranidae | Rana temporaria | Linnaeus, 1758 | Common frog | 2426805
Animalia Chordata Amphibia Anura Bufonidae | Bufo bufo | (Linnaeus, 1758) | Common toad | 5217160
Animalia Chordata Amphibia Caudata Salamandridae | Salamandra salamandra | (Linnaeus, 1758) | Fire salamander | 2431776
Animalia Chordata Amphibia Anura Ranidae | Lithobates catesbeianus | (Shaw, 1802) | American bullfrog | 2427091
Animalia Chordata Reptilia Squamata Viperidae | Vipera berus | (Linnaeus, 1758) | Common adder | 2444059
Animalia Chordata Reptilia Squamata Anguidae | Anguis fragilis | Linnaeus, 1758 | Slow worm | 2469014
Animalia Arthropoda Insecta Coleoptera Coccinellidae | Harmonia axyridis | (Pallas, 1773) | Harlequin ladybird | 4989904
Animalia Arthropoda Insecta Coleoptera Lucanidae | Lucanus cervus | (Linnaeus, 1758) | Stag beetle | 5168111
Animalia Arthropoda Insecta Hymenoptera Vespidae | Vespa velutina | Lepeletier, 1836 | Asian hornet | 1311477
Animalia Arthropoda Insecta Hymenoptera Apidae | Bombus terrestris | (Linnaeus, 1758) | Buff-tailed bumblebee | 1340503
Animalia Arthropoda Insecta Lepidoptera Nymphalidae | Vanessa atalanta | (Linnaeus, 1758) | Red admiral | 1898286
Animalia Arthropoda Insecta Lepidoptera Papilionidae | Papilio machaon | Linnaeus, 1758 | Swallowtail | 1938069
Animalia Arthropoda Insecta Lepidoptera Nymphalidae | Boloria aquilonaris | (Stichel, 1908) | Cranberry fritillary | 1923088
Animalia Arthropoda Insecta Odonata Calopterygidae | Calopteryx splendens | (Harris, 1780) | Banded demoiselle | 1427037
Animalia Arthropoda Insecta Odonata Aeshnidae | Anax imperator | Leach, 1815 | Emperor dragonfly | 1425146
Animalia Arthropoda Malacostraca Decapoda Varunidae | Eriocheir sinensis | H.Milne Edwards, 1853 | Chinese mitten crab | 2225776
Animalia Mollusca Gastropoda Stylommatophora Helicidae | Helix pomatia | Linnaeus, 1758 | Roman snail | 2295874
Animalia Mollusca Bivalvia Myida Dreissenidae | Dreissena polymorpha | (Pallas, 1771) | Zebra mussel | 2287072
Animalia Chordata Actinopterygii Salmoniformes Salmonidae | Salmo trutta | Linnaeus, 1758 | Brown trout | 8215487
Animalia Chordata Actinopterygii Perciformes Gobiidae | Neogobius melanostomus | (Pallas, 1814) | Round goby | 2379089
Plantae Tracheophyta Magnoliopsida Fagales Fagaceae | Fagus sylvatica | L. | European beech | 2882316
Plantae Tracheophyta Magnoliopsida Fagales Fagaceae | Quercus robur | L. | Pedunculate oak | 2878688
Plantae Tracheophyta Magnoliopsida Rosales Urticaceae | Urtica dioica | L. | Stinging nettle | 5361909
Plantae Tracheophyta Magnoliopsida Ericales Ericaceae | Calluna vulgaris | (L.) Hull | Heather | 2882482
Plantae Tracheophyta Magnoliopsida Ericales Ericaceae | Vaccinium myrtillus | L. | Bilberry | 2882833
Plantae Tracheophyta Magnoliopsida Apiales Apiaceae | Heracleum mantegazzianum | Sommier & Levier | Giant hogweed | 3034825
Plantae Tracheophyta Magnoliopsida Caryophyllales Polygonaceae | Reynoutria japonica | Houtt. | Japanese knotweed | 2889173
Plantae Tracheophyta Magnoliopsida Ericales Balsaminaceae | Impatiens glandulifera | Royle | Himalayan balsam | 2891770
Plantae Tracheophyta Magnoliopsida Asterales Asteraceae | Arnica montana | L. | Arnica | 3094872
Plantae Tracheophyta Magnoliopsida Asterales Asteraceae | Taraxacum officinale | F.H.Wigg. | Dandelion | 5394163
Plantae Tracheophyta Magnoliopsida Caryophyllales Droseraceae | Drosera rotundifolia | L. | Round-leaved sundew | 3191302
Plantae Tracheophyta Liliopsida Asparagales Amaryllidaceae | Allium ursinum | L. | Ramsons | 2856681
Plantae Tracheophyta Liliopsida Asparagales Asparagaceae | Hyacinthoides non-scripta | (L.) Chouard ex Rothm. | Bluebell | 2771523
Plantae Tracheophyta Liliopsida Asparagales Orchidaceae | Dactylorhiza majalis | (Rchb.) P.F.Hunt & Summerh. | Western marsh orchid | 2820409
Plantae Tracheophyta Liliopsida Alismatales Hydrocharitaceae | Elodea nuttallii | (Planch.) H.St.John | Nuttall's waterweed | 5329570
Plantae Tracheophyta Polypodiopsida Polypodiales Dennstaedtiaceae | Pteridium aquilinum | (L.) Kuhn | Bracken | 5275330
Plantae Bryophyta Sphagnopsida Sphagnales Sphagnaceae | Sphagnum palustre | L. | Blunt-leaved bog-moss | 2669228
Fungi Basidiomycota Agaricomycetes Agaricales Amanitaceae | Amanita muscaria | (L.) Lam. | Fly agaric | 3328328
Fungi Basidiomycota Agaricomycetes Boletales Boletaceae | Boletus edulis | Bull. | Penny bun | 5955497
Fungi Basidiomycota Agaricomycetes Cantharellales Cantharellaceae | Cantharellus cibarius | Fr. | Chanterelle | 5249504
Fungi Ascomycota Lecanoromycetes Teloschistales Teloschistaceae | Xanthoria parietina | (L.) Th.Fr. | Common orange lichen | 2607725
Fungi Ascomycota Leotiomycetes Helotiales Helotiaceae | Hymenoscyphus fraxineus | (T.Kowalski) Baral, Queloz & Hosoya | Ash dieback | 8118406
"""  # noqa: E501 - one species a line

_HIGHER = {
    "Animalia": 1,
    "Fungi": 5,
    "Plantae": 6,
    "Chordata": 44,
    "Arthropoda": 54,
    "Mollusca": 52,
    "Basidiomycota": 34,
    "Ascomycota": 95,
    "Tracheophyta": 7707728,
    "Bryophyta": 35,
    "Aves": 212,
    "Mammalia": 359,
    "Amphibia": 131,
    "Insecta": 216,
    "Magnoliopsida": 220,
    "Liliopsida": 196,
    "Agaricomycetes": 186,
}
_HIGHER_NAMES = {"Animalia": "Animals", "Plantae": "Plants", "Aves": "Birds"}
RANKS = ("kingdom", "phylum", "class", "order", "family", "genus")
INVASIVE = {
    "Harmonia axyridis",
    "Vespa velutina",
    "Procyon lotor",
    "Branta canadensis",
    "Alopochen aegyptiaca",
    "Lithobates catesbeianus",
    "Eriocheir sinensis",
    "Neogobius melanostomus",
    "Heracleum mantegazzianum",
    "Reynoutria japonica",
    "Impatiens glandulifera",
    "Elodea nuttallii",
}


@dataclass(frozen=True)
class Taxon:
    """A taxon of the made-up backbone. `classification` goes from kingdom down to the genus."""

    key: int
    canonical_name: str
    authorship: str
    vernacular_name: str
    rank: str
    classification: tuple[tuple[str, str, int], ...]

    @property
    def scientific_name(self) -> str:
        return f"{self.canonical_name} {self.authorship}".strip()

    @property
    def parent_key(self) -> int | None:
        return self.classification[-1][2] if self.classification else None

    def lineage(self) -> set[str]:
        """Its own key and those of everything above it, as text."""
        return {str(self.key)} | {str(key) for _rank, _name, key in self.classification}


def higher_key(name: str) -> int:
    """The key of a taxon above the species."""
    return _HIGHER.get(name, 2_000_000 + crc32(name.encode()) % 1_000_000)


@cache
def species() -> list[Taxon]:
    """The species, in the order of the table."""
    found = []
    for line in _TABLE.strip().splitlines():
        higher, name, authorship, vernacular, key = (part.strip() for part in line.split("|"))
        names = [*higher.split(), name.split()[0]]
        classification = tuple(
            (rank, higher_name, higher_key(higher_name))
            for rank, higher_name in zip(RANKS, names, strict=True)
        )
        found.append(Taxon(int(key), name, authorship, vernacular, "SPECIES", classification))
    return found


@cache
def taxa() -> dict[int, Taxon]:
    """Every taxon by its key: the species and all above them."""
    found: dict[int, Taxon] = {}
    for taxon in species():
        found[taxon.key] = taxon
        for depth, (rank, name, key) in enumerate(taxon.classification):
            above = taxon.classification[:depth]
            vernacular = _HIGHER_NAMES.get(name, "")
            found.setdefault(key, Taxon(key, name, "", vernacular, rank.upper(), above))
    return found
