"""What words of scientific names look like, and words that only look so."""

import re

from gbif_blocks.names import names

#: Endings of genera and epithets, in Latin and latinised Greek.
FORM = re.compile(r"[a-zëïöü-]*(?:[aeioux]|[aeiouybnp]s|[aeiou]r|um|[aeio]n)")
#: Endings that ordinary words hardly have: for an epithet after an ordinary capitalised word.
STRICT = re.compile(
    r"[a-zëïöü-]*(?:us|um|is|ii|ae|ans|oides|odes|opsis|[aioy]x|ifer|iger|color|cola|fer|ops|"
    r"[a-zëï]a|[cdglmnrtv]i|ense|[aiu]le|are|estre|[oe]r|[ei]ns)"
)
#: Endings of genera that are Latin more often than not.
GENUS = re.compile(r"[a-zëïö]*(?:us|a|um|is|as|ys|es|[aeioy]x|ops|on|io)")
#: Letters that no Latin word has in a row, and endings of ordinary words.
FOREIGN = re.compile(
    r"^(?!.*(?:i|ae|us|um|is)$).*(?:aa|ee(?!i?$)|(?<![zt])oo|uu|ij|ck|kk|gk|wh|gh|-[a-z]-|eau|[oe]ux)|"
    r"(?:schaft|schen?|tions?|ments?|iques?|euses?|ettes?|elles?|ings?|ische[nrsm]?|liche[nrsm]?|ungen|heden|"
    r"keiten|ives?|[ai]bles?|ous|ness|aires?|eurs?|euze|baar|loze?|ende[nrsm]?|ierte?[nrsm]?)$"
)
#: Names above the genus.
HIGHER = re.compile(
    r"[A-Z][a-z]{2,}(?:idae|aceae|oideae|oidea|iformes|ophyta|omycota|omycetes|opsida|viridae|"
    r"virales|viricetes|optera|aptera|ineae|morpha|[bcdfglmnprstv]ales)|Animalia|Plantae|Chromista|"
    r"Chordata|Arthropoda|Mollusca|Annelida|Cnidaria|Nematoda|Mammalia|Amphibia|Reptilia|Insecta|"
    r"Arachnida|Gastropoda|Bivalvia|Actinopterygii|Squamata|Anura"
)

#: First words of Latin phrases, and little words: no genera, though what follows may look Latin.
NEVER_A_GENUS = frozenset(
    names(
        "ab ad alma anno annus apud bona bis circa citra contra corpus cum curriculum de des ergo "
        "ex ibidem in incertae infra inter ipso lapsus locus loco magna mea modus ne nomen nomina "
        "non nota opus pars per persona placebo post prima primus pro quid quo re sensu semper "
        "sine species status sub sui summa supra tabula tempora terra ultima ultra verba versus "
        "veto via vice viva vox les la le il elle une un ces ses mes nos vos aux dans sans sous "
        "pas si ou qui que quoi het een en is of te zo ze wie wat als dan dus nu der die das dem "
        "den ein eine einer einem einen eines er sie es wir ihr was wer wo nur an am im um zur "
        "zum bei aus vor nach the this these those are has a as it its he she we you our your my "
        "for from nor or either neither also more some one see note does"
    )
)

#: Genera that are words of a language too.
GENERA = frozenset(
    names(
        "acacia acer agave alligator allium aloe amanita anemone apis aquila ara arnica arum "
        "asparagus aspergillus aster avena azalea bacillus begonia bison boa boletus bos brassica "
        "bubo bufo cactus calendula camelus canis capra cardamine carex castor centaurea cicada "
        "clematis cobra columba corvus crocus cyclamen dahlia daphne delphinus dianthus dracaena "
        "drosera equus erica esox eucalyptus falco felis ficus formica forsythia freesia "
        "fritillaria fuchsia gallus gardenia gentiana geranium ginkgo gladiolus gorilla helix "
        "hibiscus homo hydra hydrangea impatiens iris ixia juniperus lama larix lemur leo lilium "
        "listeria lobelia lotus lupus lynx magnolia mahonia malva mantis medusa mimosa mus musa "
        "narcissus nautilus nigella nymphaea octopus orca orchis oryza ovis panda panthera "
        "papaver parus passer pecten pelargonium penicillium petunia phlox phoenix picea pinus "
        "pisum plantago platanus primula puma python rattus rhinoceros rhododendron rosa rubus "
        "rumex salix salmo salmonella salvia saxifraga sedum sepia sequoia spiraea staphylococcus "
        "streptococcus strix sus taxus thuja thymus tiara tilia trifolium tulipa tyto ulex ulmus "
        "unio ursus vanessa verbena veronica vespa viburnum vicia vinca viola viper vipera viscum "
        "yucca zea zinnia"
    )
)

#: Epithets that are words of a language too, or end as others do not.
EPITHETS = frozenset(
    names(
        "aalge abies acre acris africana alba album albus alpina amara americana anser antarctica "
        "arctica argentea aries arvense asinus atalanta aurea aureus australis autumnalis avium "
        "baccata bicolor biennis bonasus borealis caballus caerulea camelus campestris canina "
        "canis capra cardinalis carica carota catus cinerea cola coli columba commune communis "
        "concolor convolvuli coypus crassus crocus cygnus destructor digitata domestica dulcis "
        "elegans europaea europaeus excelsior ferox fiber florida fluviatilis fragilis fragrans "
        "fusca gallus gamma germanica gigantea gigas glabra glama glauca gracilis grandiflora "
        "grandis gryllus helix hibernica hirsuta hispanica hystrix ibex imperator imperialis "
        "indica io iris italica japonica kali leo livia lucius lupus lutea lynx magna magnus "
        "major mantis marina maritima maxima maximus mays melo merula minima minimus minor "
        "montana montanus mus musculus nana niger nigra nobilis occidentalis odorata officinale "
        "officinalis officinarum oleracea olor orientalis oriolus pacos padus palustre pardus "
        "pepo perdix perennis pica pratensis procumbens purpurea radiata rapa rattus regalis "
        "regia repens rex rivale robur robusta rosea rubens ruber rubra rustica sapiens sativa "
        "sativum sativus scrofa sinensis spicant spinosa sylvestris taurus tigris tinctoria "
        "torques torquilla tremula tricolor tuberosa urbana urbica urbicum ursinum ursinus vera "
        "verna versicolor villosa virens virgo viridis virosa vulgare vulgaris"
    )
)

#: Authors whose name alone, without a year, is enough; most others are abbreviated.
AUTHORS = frozenset(
    names(
        "Linnaeus Linné Fabricius Scopoli Pallas Latreille Lamarck Cuvier Schrank Gmelin Brisson "
        "Temminck Walker Meigen Poda Fourcroy Geoffroy Schreber Illiger Linnæus"
    )
)
