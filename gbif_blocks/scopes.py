"""The scope of a portal: which part of GBIF it shows.

One form for the usual case (a country's records: about it, from it, or both) and trees for the
rest. Everything that asks GBIF for the portal starts from here: the widget's configuration, the
blocks and the snapshots.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from gbif_blocks.asking import fits_get, get_obstacle
from gbif_blocks.countries import country_choices, country_codes
from gbif_blocks.forms.parameter_lines import (
    PARAMETER_CATALOGUES,
    ParameterLinesField,
    clean_extra_parameters,
)
from gbif_blocks.forms.predicates import PredicateField
from gbif_blocks.forms.scope_check import ScopeCheckPanel
from gbif_blocks.forms.scope_count import ScopeCountPanel
from gbif_blocks.forms.widget_options import WidgetOptionsField
from gbif_blocks.name_lists import CataloguesField, FilterListsField
from gbif_blocks.parameters import Parameters
from gbif_blocks.predicate_reading import read_predicate
from gbif_blocks.predicates import (
    Equals,
    Not,
    Or,
    Predicate,
    PredicateJSON,
    conjunction,
    disjunction,
)
from gbif_blocks.queries import Query

MISMATCH = "COUNTRY_COORDINATE_MISMATCH"


class OccurrenceRelation(models.TextChoices):
    """How a record belongs to the country."""

    ABOUT = "about", _("About the country: found there")
    FROM = "from", _("From the country: published there")
    BOTH = "both", _("Both: about or from the country")
    ALL = "all", _("All occurrences, whatever the country")


class LiteratureRelation(models.TextChoices):
    """How a publication belongs to the country."""

    ALL = "all", _("All literature")
    RESEARCHER = "researcher", _("Written by researchers of the country")
    COVERAGE = "coverage", _("About the country")
    EITHER = "either", _("Either: by its researchers or about it")


class CountrySelect(forms.Select):
    """The countries by name, in the editor's language."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        # A callable, so that the names are translated when the form is shown.
        self.choices = self._options  # type: ignore[assignment]

    @staticmethod
    def _options() -> list[tuple[str, str]]:
        return [("", str(_("The whole world"))), *country_choices()]


def default_catalogues() -> list[str]:
    """What a new portal offers."""
    return ["occurrence", "dataset", "publisher", "literature"]


def validate_country(code: str) -> None:
    """That GBIF knows the country."""
    if code not in country_codes():
        raise ValidationError(_("Give the two letters of a country, such as BE."), code="country")


@register_setting(icon="site")
class Scope(BaseSiteSetting):  # type: ignore[misc]
    """Which part of GBIF one portal (Wagtail site) shows. `Scope.for_site(site)` gives it."""

    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text=_("The country, territory or island of the portal. Empty: the whole world."),
    )
    occurrence_relation = models.CharField(
        _("occurrences"),
        max_length=10,
        choices=OccurrenceRelation,
        default=OccurrenceRelation.BOTH,
    )
    without_country_mismatch = models.BooleanField(
        _("leave out records whose coordinates lie in another country"),
        default=True,
        help_text=_("Drops records with GBIF's issue COUNTRY_COORDINATE_MISMATCH."),
    )
    present_only = models.BooleanField(
        _("leave out absences"),
        default=True,
        help_text=_("Shows only records that say that the species was there."),
    )
    extra_predicate = PredicateField(
        _("further conditions"),
        null=True,
        blank=True,
        help_text=_(
            "What else must hold, besides the choices above. Example: the year is from 1950, and "
            "the basis of record is not FOSSIL_SPECIMEN."
        ),
    )
    datasets_of_country = models.BooleanField(
        _("only datasets published in the country"), default=True
    )
    publishers_of_country = models.BooleanField(_("only publishers of the country"), default=True)
    collections_of_country = models.BooleanField(
        _("only collections and institutions of the country"), default=True
    )
    active_collections_only = models.BooleanField(
        _("only active collections and institutions"), default=True
    )
    collections_on_portals_only = models.BooleanField(
        _("only collections and institutions that may be shown on portals"),
        default=True,
        help_text=_("Their curators decide this in GRSciColl (display on NHC portal)."),
    )
    literature_relation = models.CharField(
        _("literature"),
        max_length=10,
        choices=LiteratureRelation,
        default=LiteratureRelation.EITHER,
        help_text=_(
            "GBIF's search for pages cannot say “either”: with that choice the explorer shows "
            "both, while numbers and lists in pages show the literature by the country's "
            "researchers."
        ),
    )
    literature_predicate = PredicateField(
        _("further conditions on literature"),
        null=True,
        blank=True,
        catalogue="literature",
        help_text=_("What else must hold. Example: the topic is CONSERVATION."),
    )
    extra_parameters = ParameterLinesField(
        _("further conditions on the other catalogues"),
        default=dict,
        blank=True,
        help_text=_(
            "One line a value, such as “dataset type = CHECKLIST”. Two lines with the same "
            "parameter mean either of the values. The catalogues are dataset, publisher, "
            "collection, institution and taxon."
        ),
    )
    available_catalogues = CataloguesField(
        _("catalogues"),
        default=default_catalogues,
        help_text=_("What readers can switch between in the data explorer."),
    )
    highlighted_filters = FilterListsField(
        _("highlighted filters"),
        help_text=_(
            "The filters that the explorer shows at once, in this order. One line a catalogue, "
            "such as “occurrence: taxonKey, year, basisOfRecord”."
        ),
    )
    excluded_filters = FilterListsField(
        _("hidden filters"),
        help_text=_(
            "The filters that the explorer does not offer. One line a catalogue, such as "
            "“dataset: publishingCountry”."
        ),
    )
    widget_options = WidgetOptionsField(
        _("further settings of the widget"),
        help_text=_(
            "What GBIF's widget can be told besides: columns, tabs, map styles, wordings, colours, "
            "detail pages. As JSON, by the names of version 3 of its configuration. Example: "
            '{"occurrenceSearch": {"tabs": ["map", "table"]}, '
            '"maps": {"mapStyles": {"defaultMapStyle": "NATURAL"}}}'
        ),
    )
    map_latitude = models.FloatField(
        _("map centre, latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees north, such as 50.6 for Belgium."),
    )
    map_longitude = models.FloatField(
        _("map centre, longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees east, such as 4.3 for Belgium."),
    )
    map_zoom = models.FloatField(
        _("map zoom"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(20)],
        help_text=_("0 shows the world, 8 a small country."),
    )

    panels = [
        ScopeCheckPanel(heading=_("What this scope finds")),
        MultiFieldPanel(
            [
                FieldPanel("country", widget=CountrySelect),
                FieldPanel("occurrence_relation"),
                FieldPanel("without_country_mismatch"),
                FieldPanel("present_only"),
                FieldPanel("extra_predicate"),
                ScopeCountPanel(),
            ],
            heading=_("Occurrences"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("datasets_of_country"),
                FieldPanel("publishers_of_country"),
                FieldPanel("collections_of_country"),
                FieldPanel("active_collections_only"),
                FieldPanel("collections_on_portals_only"),
                FieldPanel("literature_relation"),
                FieldPanel("literature_predicate"),
                FieldPanel("extra_parameters"),
            ],
            heading=_("Other catalogues"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("available_catalogues"),
                FieldPanel("highlighted_filters"),
                FieldPanel("excluded_filters"),
                FieldRowPanel(
                    [
                        FieldPanel("map_latitude"),
                        FieldPanel("map_longitude"),
                        FieldPanel("map_zoom"),
                    ]
                ),
                FieldPanel("widget_options"),
            ],
            heading=_("Data explorer"),
        ),
    ]

    class Meta:
        verbose_name = _("GBIF scope")
        verbose_name_plural = _("GBIF scopes")

    def __str__(self) -> str:
        return f"{self.country or _('World')}: {self.get_occurrence_relation_display()}"

    @property
    def tag(self) -> str:
        """The tag under which documents record that they depend on this scope."""
        return f"scope:{self.site_id}"

    def clean(self) -> None:
        super().clean()
        self.country = self.country.upper()
        errors: dict[str, Any] = {}
        for field, catalogue in (
            ("extra_predicate", "occurrence"),
            ("literature_predicate", "literature"),
        ):
            try:
                setattr(self, field, _canonical(getattr(self, field), catalogue))
            except ValidationError as error:
                errors[field] = error.messages
        try:
            self.extra_parameters = clean_extra_parameters(self.extra_parameters)
        except ValidationError as error:
            errors["extra_parameters"] = error.messages
        place = (self.map_latitude, self.map_longitude, self.map_zoom)
        if any(part is None for part in place) and any(part is not None for part in place):
            errors["map_latitude"] = [_("Give latitude, longitude and zoom, or none of them.")]
        if "extra_parameters" not in errors:
            for catalogue in PARAMETER_CATALOGUES:
                if not fits_get(self._parameters(catalogue)):
                    errors.setdefault("extra_parameters", []).append(
                        _("%(catalogue)s: these are more values than one address can hold.")
                        % {"catalogue": catalogue}
                    )
        if errors:
            raise ValidationError(errors)

    def occurrence_predicate(self) -> Predicate | None:
        """What the scope says about occurrences; None for the whole of GBIF."""
        status = Equals("occurrenceStatus", "PRESENT") if self.present_only else None
        mismatch = Not(Equals("issue", MISMATCH)) if self.without_country_mismatch else None
        return conjunction(
            status, mismatch, self._country_predicate(), _read(self.extra_predicate, "occurrence")
        )

    def _country_predicate(self) -> Predicate | None:
        if not self.country or self.occurrence_relation == OccurrenceRelation.ALL:
            return None
        about = Equals("country", self.country)
        published = Equals("publishingCountry", self.country)
        if self.occurrence_relation == OccurrenceRelation.BOTH:
            return Or((about, published))
        return about if self.occurrence_relation == OccurrenceRelation.ABOUT else published

    def literature_scope(self) -> Predicate | None:
        """What the scope says about literature, for the widget; None for all of it."""
        return conjunction(
            self._literature_country(), _read(self.literature_predicate, "literature")
        )

    def _literature_country(self) -> Predicate | None:
        if not self.country or self.literature_relation == LiteratureRelation.ALL:
            return None
        parts = {
            LiteratureRelation.RESEARCHER: [Equals("countriesOfResearcher", self.country)],
            LiteratureRelation.COVERAGE: [Equals("countriesOfCoverage", self.country)],
            LiteratureRelation.EITHER: [
                Equals("countriesOfResearcher", self.country),
                Equals("countriesOfCoverage", self.country),
            ],
        }
        return disjunction(*parts[LiteratureRelation(self.literature_relation)])

    def as_get_parameters(self, catalogue: str = "occurrence") -> Parameters | None:
        """The scope of a catalogue as GET parameters; None when no GET can say it.

        For occurrences "about or from" and "without the mismatch" cannot be said. Literature by
        "either" is given as by the country's researchers (the choice's help text says so).
        """
        if catalogue == "occurrence":
            return _get_parameters(self.occurrence_predicate())
        if catalogue == "literature":
            country = self._literature_country()
            if isinstance(country, Or):
                country = country.predicates[0]
            extra = _read(self.literature_predicate, "literature")
            return _get_parameters(conjunction(country, extra))
        return self._parameters(catalogue)

    def _parameters(self, catalogue: str) -> Parameters:
        own: Parameters = {}
        if self.country and catalogue == "dataset" and self.datasets_of_country:
            own["publishingCountry"] = [self.country]
        if self.country and catalogue == "publisher" and self.publishers_of_country:
            own["country"] = [self.country]
        if catalogue in ("collection", "institution"):
            if self.country and self.collections_of_country:
                own["country"] = [self.country]
            if self.active_collections_only:
                own["active"] = ["true"]
            if self.collections_on_portals_only:
                own["displayOnNHCPortal"] = ["true"]
        extra: Parameters = self.extra_parameters.get(catalogue, {})
        return own | extra

    def apply(self, query: Query) -> Query:
        """`query` inside the scope."""
        if query.catalogue == "occurrence":
            return query.within(None, self.occurrence_predicate())
        parameters = self.as_get_parameters(query.catalogue)
        if parameters is None and query.catalogue == "literature":
            return query.contradicted(
                "The portal's condition on literature cannot be asked in GBIF's search. Give the "
                "block filters of its own instead of the portal's scope."
            )
        return query.within(parameters, None)

    def widget_scope(self, catalogue: str) -> dict[str, Any] | None:
        """The scope of a catalogue as the widget's configuration wants it; None for no scope."""
        if catalogue in ("occurrence", "literature"):
            literature = catalogue == "literature"
            predicate = self.literature_scope() if literature else self.occurrence_predicate()
            return predicate.as_widget() if predicate else None
        parameters = self._parameters(catalogue)
        return {
            name: _widget_value(catalogue, name, values) for name, values in parameters.items()
        } or None


_SINGLE = {"true": True, "false": False}


def _widget_value(catalogue: str, name: str, values: list[str]) -> Any:
    """Booleans bare, the publisher search's parameters single, everything else a list."""
    if values[0] in _SINGLE:
        return _SINGLE[values[0]]
    return values[0] if catalogue == "publisher" else values


def _read(data: PredicateJSON | None, catalogue: str) -> Predicate | None:
    return read_predicate(data, catalogue) if data else None


def _canonical(data: Any, catalogue: str) -> PredicateJSON | None:
    predicate = _read(data, catalogue)
    return predicate.as_widget() if predicate else None


def _get_parameters(predicate: Predicate | None) -> Parameters | None:
    if predicate is None:
        return {}
    return None if get_obstacle(predicate) else predicate.as_parameters()
