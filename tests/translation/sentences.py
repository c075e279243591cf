"""Sentences with scientific names in four languages, and the names that stand in them."""

from collections.abc import Iterator
from itertools import cycle
from typing import NamedTuple

#: By language: around each name stand ordinary words of the trade.
TEMPLATES = {
    "en": (
        "Volunteers counted {} along the canal.",
        "The invasive {} is spreading in Flanders.",
        "In 2020 {} was first recorded here, and the dataset was published.",
        "{} lives in wet meadows.",
        "The museum keeps three specimens ({}) in its herbarium.",
    ),
    "fr": (
        "Des volontaires ont compté {} le long du canal.",
        "Cette année, {} se propage en Flandre.",
        "Les données sur {} ont été publiées par le Musée royal.",
        "{} vit dans les prairies humides.",
        "L’espèce protégée ({}) a été signalée à Liège.",
    ),
    "nl": (
        "Vrijwilligers telden {} langs het kanaal.",
        "De exoot {} verspreidt zich in Vlaanderen.",
        "Waarnemingen van {} staan in het Nationaal Register.",
        "{} leeft in natte graslanden.",
        "Het Instituut onderzoekt deze soort ({}) sinds 2015.",
    ),
    "de": (
        "Freiwillige zählten {} entlang des Kanals.",
        "Die Art {} breitet sich in Flandern aus.",
        "Vorkommen von {} wurden vom Museum als Datensatz veröffentlicht.",
        "{} lebt in feuchten Wiesen.",
        "Diese Pflanze oder dieses Tier ({}) steht unter Schutz.",
    ),
}

#: Binomials and trinomials, with and without authors, hybrids, ranks, open and short names.
NAMES = """
Aglais urticae (Linnaeus, 1758)
Anthocharis cardamines
Polyommatus icarus (Rottemburg, 1775)
Zygaena filipendulae
Macroglossum stellatarum
Deilephila elpenor
Saturnia pavonia
Arctia caja
Tyria jacobaeae
Autographa gamma
Biston betularia
Operophtera brumata
Cameraria ohridella Deschka & Dimić, 1986
Cydalima perspectalis
Episyrphus balteatus (De Geer, 1776)
Eristalis tenax
Volucella zonaria
Musca domestica
Bombylius major Linnaeus, 1758
Tipula paludosa
Chironomus plumosus
Gerris lacustris
Notonecta glauca
Pyrrhocoris apterus
Palomena prasina
Halyomorpha halys (Stål, 1855)
Graphosoma italicum
Cicadella viridis
Forficula auricularia
Ectobius lapponicus
Meconema thalassinum
Gryllus campestris
Gryllotalpa gryllotalpa
Oedipoda caerulescens
Aeshna cyanea (Müller, 1764)
Sympetrum striolatum
Coenagrion puella
Ischnura elegans
Pholcus phalangioides
Argiope bruennichi (Scopoli, 1772)
Pisaura mirabilis
Lithobius forficatus
Porcellio scaber Latreille, 1804
Oniscus asellus
Gammarus pulex
Orconectes limosus
Lymnaea stagnalis
Planorbarius corneus
Anodonta cygnea
Limax maximus
Deroceras reticulatum
Lumbricus terrestris
Hirudo medicinalis
Spongilla lacustris
Cordylophora caspia (Pallas, 1771)
Aurelia aurita
Sepia officinalis Linnaeus, 1758
Buccinum undatum
Littorina littorea
Cerastoderma edule
Pecten maximus
Scomber scombrus
Dicentrarchus labrax
Platichthys flesus
Raja clavata
Squalus acanthias
Gasterosteus aculeatus
Barbus barbus
Leuciscus leuciscus
Silurus glanis
Abramis brama
Tinca tinca
Scardinius erythrophthalmus
Salamandra salamandra terrestris Lacépède, 1788
Lissotriton vulgaris
Pelodytes punctatus
Epidalea calamita (Laurenti, 1768)
Emys orbicularis
Trachemys scripta elegans (Wied, 1838)
Phylloscopus collybita
Sylvia atricapilla
Acrocephalus scirpaceus
Regulus regulus
Prunella modularis
Saxicola rubicola
Phoenicurus ochruros
Turdus philomelos C.L.Brehm, 1831
Oriolus oriolus
Coloeus monedula
Passer montanus
Chloris chloris
Pyrrhula pyrrhula
Psittacula krameri manillensis (Bechstein, 1800)
Threskiornis aethiopicus
Pernis apivorus
Falco subbuteo
Charadrius dubius
Scolopax rusticola
Sterna paradisaea
Uria aalge
Fulmarus glacialis
Crex crex
Coturnix coturnix
Perdix perdix
Nycticorax nycticorax
Platalea leucorodia
Tadorna tadorna
Mergus merganser
Barbastella barbastellus
Nyctalus noctula
Eptesicus serotinus
Crocidura russula
Neomys fodiens
Apodemus sylvaticus
Microtus arvalis
Cricetus cricetus
Ondatra zibethicus
Myocastor coypus
Nyctereutes procyonoides
Canis lupus lupus
Canis lupus familiaris Linnaeus, 1758
Lynx lynx
Felis silvestris silvestris
Dama dama
Capreolus capreolus
Sambucus nigra L.
Cornus sanguinea L.
Ligustrum vulgare L.
Berberis vulgaris
Rhamnus cathartica
Frangula alnus Mill.
Euonymus europaeus L.
Carpinus betulus
Castanea sativa Mill.
Juglans regia
Aesculus hippocastanum
Platanus × hispanica Mill. ex Münchh.
Populus × canadensis Moench
Mentha × piperita L.
Spartina × townsendii H.Groves & J.Groves
Salix × rubens Schrank
Circaea × intermedia
Larix × marschlinsii Coaz
Quercus petraea (Matt.) Liebl.
Quercus rubra
Acer platanoides
Impatiens parviflora DC.
Senecio inaequidens DC.
Conyza canadensis (L.) Cronquist
Ambrosia artemisiifolia
Amelanchier lamarckii F.G.Schroed.
Lysichiton americanus Hultén & H.St.John
Lagarosiphon major (Ridl.) Moss
Azolla filiculoides Lam.
Lemna minor L.
Nuphar lutea
Nymphaea alba
Sagittaria sagittifolia
Butomus umbellatus
Sparganium erectum
Stratiotes aloides
Orchis mascula subsp. mascula
Anacamptis morio
Neottia ovata
Platanthera bifolia
Spiranthes spiralis
Paris quadrifolia
Polygonatum multiflorum
Allium vineale
Ornithogalum umbellatum
Leucojum vernum
Colchicum autumnale
Fritillaria meleagris
Scilla bifolia
Muscari comosum
Poa annua
Festuca rubra subsp. commutata Gaudin
Agrostis capillaris
Holcus lanatus
Bromus hordeaceus
Nardus stricta
Deschampsia flexuosa
Calamagrostis epigejos
Luzula sylvatica
Eriophorum vaginatum
Rhynchospora alba
Osmunda regalis
Blechnum spicant
Polypodium vulgare
Lycopodium clavatum
Marchantia polymorpha
Brachythecium rutabulum
Usnea florida
Lobaria pulmonaria
Peltigera canina
Macrolepiota procera
Coprinus comatus
Laccaria amethystina
Russula emetica
Lactarius deliciosus
Fistulina hepatica
Ganoderma lucidum
Xylaria hypoxylon
Morchella esculenta
Batrachochytrium salamandrivorans
Phytophthora ramorum
Erysiphe alphitoides
Chondrus crispus
Fucus vesiculosus L.
Ulva lactuca
Laminaria digitata
Sargassum muticum (Yendo) Fensholt
Brassica oleracea var. botrytis L.
Pinus nigra subsp. laricio (Poir.) Maire
Rosa rubiginosa
Viburnum opulus
Cytisus scoparius
Ulex europaeus
Genista anglica
Ononis repens
Lathyrus pratensis
Melilotus albus
Geum urbanum
Fragaria vesca
Potentilla anserina
Filipendula ulmaria
Sanguisorba officinalis
Lythrum salicaria
Epilobium hirsutum
Oenothera glazioviana
Geranium robertianum
Oxalis acetosella
Malva moschata
Hypericum perforatum
Drosera intermedia
Cakile maritima
Cochlearia danica
Silene dioica
Stellaria holostea
Honckenya peploides
Atriplex portulacoides
Salsola kali
Rumex acetosa
Persicaria maculosa
Armeria maritima
Limonium vulgare
Lysimachia nummularia
Vaccinium vitis-idaea L.
Gentiana pneumonanthe
Symphytum officinale
Myosotis scorpioides
Echium vulgare
Glechoma hederacea
Lamium album
Stachys sylvatica
Ajuga reptans
Digitalis purpurea
Linaria vulgaris
Veronica chamaedrys
Rhinanthus minor
Euphrasia stricta
Orobanche minor
Utricularia vulgaris
Campanula rotundifolia
Jasione montana
Galium aparine
Lonicera periclymenum
Valeriana officinalis
Succisa pratensis
Dipsacus fullonum
Cirsium vulgare
Centaurea jacea
Cichorium intybus
Tragopogon pratensis
Hieracium pilosella
Tanacetum vulgare
Leucanthemum vulgare
Matricaria chamomilla
Artemisia vulgaris
Tussilago farfara
Petasites hybridus
Aster tripolium
Eupatorium cannabinum
Carabus sp.
Bombus spp.
V. vulpes
Vulpes cf. vulpes
Carabus aff. auratus
×Cupressocyparis leylandii
Quercus robur × petraea
Bombus (Psithyrus) vestalis (Geoffroy, 1785)
Rubus fruticosus agg.
Malus domestica 'Golden Delicious'
Candidatus Phytoplasma solani
Falco peregrinus peregrinus
Carabidae
Asteraceae
Passeriformes
""".strip().splitlines()


class Sentence(NamedTuple):
    """A text, its language, and the name in it."""

    text: str
    language: str
    name: str


def sentences(count: int, names: list[str]) -> Iterator[Sentence]:
    """So many sentences, each name and template in turn."""
    templates = cycle(
        (language, template) for language in TEMPLATES for template in TEMPLATES[language]
    )
    for name, (language, template), _ in zip(cycle(names), templates, range(count)):
        yield Sentence(template.format(name), language, name)
