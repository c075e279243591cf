"""Everything that version 3 of the widget's configuration may say, by name and shape.

As gbif-web has it: packages/gbif-org/src/config/config.tsx, contexts/search.tsx and
config/theme/theme.ts. The library ignores a name that it does not know; here it is a mistake with
the nearest name.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gbif_blocks.parameters import PARAMETERS, clean_parameters
from gbif_blocks.predicate_reading import read_predicate
from gbif_blocks.shapes import (
    NOTHING,
    Checked,
    Flag,
    JSONSchema,
    ListOf,
    MapOf,
    Members,
    Mistake,
    Name,
    Number,
    Shape,
    Text,
    Untold,
)
from gbif_blocks.widget_names import (
    CATALOGUE_NAMES,
    FILTERS,
    MAP_STYLES,
    OCCURRENCE_COLUMNS,
    OCCURRENCE_TABS,
    PAGES,
    PROJECTIONS,
)

SECTIONS = {
    "occurrence": "occurrenceSearch",
    "dataset": "datasetSearch",
    "publisher": "publisherSearch",
    "literature": "literatureSearch",
    "collection": "collectionSearch",
    "institution": "institutionSearch",
    "taxon": "taxonSearch",
}
VERSION = 3

_UUID = Text("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "50c9509d-22c7-…")
COLOUR = Text("#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", "#rrggbb")
_CSS = Text(r"[A-Za-z0-9 .,%'\"_()-]{1,200}", "0px or Arial, sans-serif")
_CODE = Text("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "en or zh-Hant")
_PATH = Text(r"/?[A-Za-z0-9_:.~-]+(/[A-Za-z0-9_:.~-]+)*/?", "occurrence/search")
_URL = Text(r"https?://[^\s<>\"']{3,1500}", "https://example.org/picture.png")
_WORDS = Text()

_PREDICATE: JSONSchema = {
    "type": "object",
    "properties": {"type": {"type": "string"}},
    "required": ["type"],
}


def _predicate(catalogue: str) -> Shape:
    return Checked(lambda value: read_predicate(value, catalogue).as_widget(), _PREDICATE)


def _parameters(catalogue: str) -> Shape:
    """Search parameters as the widget takes them: bare booleans, single values or lists."""

    def check(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ValidationError(_("Give an object."))
        clean_parameters(catalogue, {name: as_texts(one) for name, one in value.items()})
        return value

    one_or_several: JSONSchema = {
        "anyOf": [
            {"type": ["string", "boolean"]},
            {"type": "array", "items": {"type": "string"}},
        ]
    }
    return Checked(
        check,
        {
            "type": "object",
            "properties": dict.fromkeys(sorted(PARAMETERS[catalogue]), one_or_several),
            "additionalProperties": False,
        },
    )


def as_texts(value: Any) -> list[str]:
    """A parameter's value or values as texts: true is "true"."""
    values = value if isinstance(value, list) else [value]
    return [str(one).lower() if isinstance(one, bool) else str(one) for one in values]


def _search(catalogue: str, *, own: dict[str, Shape] | None = None) -> dict[str, Shape]:
    """What a search's section may say (SearchMetadata)."""
    by_predicate = catalogue in ("occurrence", "literature")
    columns: Shape = Text("[A-Za-z0-9]{1,60}", "scientificName")
    tabs: Shape = Name(_("tab"), ("table", "map", "gallery"))
    if catalogue == "occurrence":
        columns = Name(_("column"), tuple(OCCURRENCE_COLUMNS))
        tabs = Name(_("tab"), tuple(OCCURRENCE_TABS))
    filters = ListOf(Name(_("filter"), tuple(FILTERS[catalogue])))
    return {
        "queryType": Name(_("type of query"), ("PREDICATE", "V1")),
        "scope": _predicate(catalogue) if by_predicate else _parameters(catalogue),
        "highlightedFilters": filters,
        "excludedFilters": filters,
        "availableTableColumns": ListOf(columns),
        "defaultEnabledTableColumns": ListOf(columns),
        "tabs": ListOf(tabs),
        "defaultTab": tabs,
        **(own or {}),
    }


MAP_SETTINGS = Members(
    _("setting of the map"),
    {
        "lat": Number(-90, 90),
        "lng": Number(-180, 180),
        "zoom": Number(0, 20),
        "userLocationEnabled": Flag(),
    },
)
_OWN: dict[str, dict[str, Shape]] = {
    "occurrence": {"mapSettings": MAP_SETTINGS},
    "publisher": {"enableUserCountryInfo": Flag()},
    "taxon": {"checklistKey": _UUID},
}
SEARCHES: dict[str, dict[str, Shape]] = {
    section: _search(catalogue, own=_OWN.get(catalogue)) for catalogue, section in SECTIONS.items()
}
_STYLE = Name(_("map style"), tuple(MAP_STYLES))
_PROJECTION = Name(_("projection"), tuple(PROJECTIONS))
_MAPS = Members(
    _("setting of maps"),
    {
        "mapStyles": Members(
            _("setting of map styles"),
            {
                "defaultProjection": _PROJECTION,
                "defaultMapStyle": _STYLE,
                "options": MapOf(_PROJECTION, ListOf(_STYLE)),
            },
        ),
        "styleLookup": MapOf(_PROJECTION, MapOf(_STYLE, _STYLE)),
    },
    elsewhere={
        "locale": _("the base map's language belongs to each language (Settings, Language codes)."),
        "addMapStyles": _("is a function, which content cannot hold."),
    },
)
_NUMBER_OF_PIXELS = Number(0, 100)
_THEME: dict[str, Shape] = {
    "primary": COLOUR,
    "borderRadius": _NUMBER_OF_PIXELS,
    "stickyOffset": _CSS,
    "fontFamily": _CSS,
    "headerFontFamily": _CSS,
    "fontSize": _CSS,
    "dense": Flag(),
    "isDarkTheme": Flag(),
    **dict.fromkeys(
        (
            "color", "background", "paperBackground", "paperBorderColor", "linkColor",
            "linkColorHover",
        ),
        COLOUR,
    ),
    "drawerZIndex": Number(0, 2_147_483_647),
    "mapDensityColors": ListOf(COLOUR, 5),
    "chartColors": ListOf(COLOUR, 50),
    "iucnColors": MapOf(Text("[A-Z]{2}", "CR"), COLOUR),
}  # fmt: skip
_FEEDBACK = Members(
    _("setting of feedback"),
    {
        "enabled": Flag(),
        "githubRepo": Text("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+", "owner/repository"),
        "githubMessage": _WORDS,
        "githubUsernames": ListOf(Text("[A-Za-z0-9-]{1,39}", "a-user")),
        "contactEmail": Text(r"[^\s@]+@[^\s@]+", "node@example.org"),
    },
)
_PAGE = Members(
    _("member of a page"),
    {
        "id": Name(_("page"), tuple(PAGES)),
        "path": _PATH,
        "isCustom": Flag(),
        "redirect": Flag(),
    },
    needed=("id",),
)
_LANGUAGE = Members(
    _("member of a language"),
    {
        "code": _CODE,
        "localeCode": _CODE,
        "label": _WORDS,
        "default": Flag(),
        "textDirection": Name(_("direction"), ("ltr", "rtl")),
        **dict.fromkeys(
            ("cmsLocale", "reactIntlLocale", "vocabularyLocale", "mapTileLocale", "iso3LetterCode"),
            _CODE,
        ),
        "gbifOrgLocalePrefix": Text("(/[A-Za-z-]+)?", "/fr"),
        "grSciCollLocalePrefix": Text("(/[A-Za-z-]+)?", "/fr"),
    },
    needed=("code", "localeCode", "label", "default"),
)


def _searches(*catalogues: str) -> dict[str, Shape]:
    return {
        SECTIONS[name]: Untold(Members(_("setting of a search"), SEARCHES[SECTIONS[name]]))
        for name in catalogues
    }


_SETTING = _("setting")
# What stands beside pages, catalogues, languages and scopes.
_OTHERS: dict[str, Shape] = {
    "theme": Members(_("setting of the theme"), _THEME),
    "messages": MapOf(_CODE, MapOf(Text(r"[A-Za-z0-9_.-]{1,200}", "catalogues.dataset"), _WORDS)),
    "maps": _MAPS,
    "datasetKey": Members(
        _("setting of dataset pages"),
        {
            **_searches("occurrence", "literature"),
            "showEvents": Flag(),
            "enableListOfDownloads": Flag(),
        },
    ),
    "collectionKey": Members(_("setting of collection pages"), _searches("occurrence")),
    "institutionKey": Members(_("setting of institution pages"), _searches("occurrence")),
    "publisherKey": Members(_("setting of publisher pages"), _searches("literature")),
    "taxonKey": Members(_("setting of taxon pages"), _searches("literature")),
    "suggest": Members(
        _("setting of suggestions"),
        {
            "gadm": Members(
                _("setting of suggested areas"),
                {
                    "type": Name(_("type"), ("PARAMS",)),
                    "value": Members(
                        _("member"), {"gadmGid": Text("[A-Z]{3}[A-Za-z0-9._]*", "BEL")}
                    ),
                },
            )
        },
    ),
    "defaultChecklistKey": _UUID,
    "defaultMapChecklistKey": _UUID,
    "availableChecklistKeys": ListOf(_UUID),
    "vernacularNames": Members(
        _("setting of vernacular names"), {"sourceTitle": _WORDS, "datasetKey": _UUID}
    ),
    "dataHeader": Members(
        _("setting of the header"), {"enableApiPopup": Flag(), "enableInfoPopup": Flag()}
    ),
    "feedback": _FEEDBACK,
    "experimentalFeatures": Members(
        _("experimental feature"), {"localContextEnabled": Flag(), "eventCoreEnabled": Flag()}
    ),
    **dict.fromkeys(
        ("openDrawerOnTableRowClick", "disableInlineTableFilterButtons", "testSite"), Flag()
    ),
    "notFoundPageImageUrl": _URL,
    "defaultTitle": _WORDS,
}
_WHOLE: dict[str, Shape] = {
    "version": Checked(lambda value: value, {"const": VERSION}),
    "pages": ListOf(_PAGE),
    "availableCatalogues": ListOf(Name(_("catalogue"), tuple(CATALOGUE_NAMES))),
    "languages": ListOf(_LANGUAGE),
    "linkToGbifOrg": Flag(),
    **{name: Members(_("setting of a search"), shapes) for name, shapes in SEARCHES.items()},
    **_OTHERS,
}
_EXTRA_PAGES = ListOf(
    Members(
        _("member of a page"),
        {
            "path": _PATH,
            "overwriteConfig": Members(
                _SETTING,
                _searches("occurrence")
                | {name: Untold(_OTHERS[name]) for name in ("maps", "theme")},
            ),
        },
        needed=("path",),
    )
)
# A whole configuration.
WIDGET_CONFIG = Members(
    _SETTING, _WHOLE | {"extraOccurrenceSearchPages": _EXTRA_PAGES}, needed=("version",)
)

_IN_SITE = _("belongs to the site's settings.")
_IN_SCOPE = _("is said by the fields of the scope.")
# What a portal's scope keeps beside its own fields.
WIDGET_OPTIONS = Members(
    _SETTING,
    {
        **{
            section: Members(
                _("setting of a search"),
                {
                    name: shape
                    for name, shape in shapes.items()
                    if name in (
                        "availableTableColumns", "defaultEnabledTableColumns", "tabs", "defaultTab",
                        "enableUserCountryInfo", "checklistKey",
                    )
                },
                elsewhere=dict.fromkeys(
                    ("queryType", "scope", "highlightedFilters", "excludedFilters", "mapSettings"),
                    _IN_SCOPE,
                ),
            )
            for section, shapes in SEARCHES.items()
        },
        **_OTHERS,
        "theme": Members(
            _("setting of the theme"),
            {name: shape for name, shape in _THEME.items() if name != "primary"},
            elsewhere={"primary": _IN_SITE},
        ),
        "extraOccurrenceSearchPages": _EXTRA_PAGES,
    },
    elsewhere={
        "languages": _("languages belong to the site."),
        "pages": _("pages are the data explorers that are published."),
        "excludedPages": _("pages are the data explorers that are published."),
        "availableCatalogues": _IN_SCOPE,
        "version": _("is written by itself."),
        "linkToGbifOrg": _("is written by itself."),
        "apiKeys": _("keys are not kept in content."),
    },
)  # fmt: skip


def check_config(config: Any) -> list[Mistake]:
    """What a whole configuration says that the widget does not know."""
    mistakes: list[Mistake] = []
    WIDGET_CONFIG.clean(config, "", mistakes)
    return mistakes


def read_options(data: Any) -> tuple[dict[str, Any], list[Mistake]]:
    """What of `data` a scope can keep as options of the widget, and what it cannot."""
    mistakes: list[Mistake] = []
    cleaned = WIDGET_OPTIONS.clean(data, "", mistakes)
    return ({} if cleaned is NOTHING else cleaned), mistakes


def clean_options(data: Any) -> dict[str, Any]:
    """The options in `data`; ValidationError with every mistake."""
    cleaned, mistakes = read_options(data or {})
    if mistakes:
        raise ValidationError([str(mistake) for mistake in mistakes[:20]])
    return cleaned
