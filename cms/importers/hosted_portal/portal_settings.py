"""What is said once for the whole portal: name, colours, contact, menus, footer and scope."""

import json
import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model
from wagtail.models import Site

from cms.core.models import Navigation, SiteSettings
from cms.importers.hosted_portal import blocks, memory
from cms.importers.hosted_portal.blocks import Raw
from cms.importers.hosted_portal.body import BodyWriter, link_value
from cms.importers.hosted_portal.errors import UnreadableFile
from cms.importers.hosted_portal.inline import Image
from cms.importers.hosted_portal.library import Library
from cms.importers.hosted_portal.report import Place
from cms.importers.hosted_portal.resources import Picture
from cms.importers.hosted_portal.source import CONFIG
from cms.importers.hosted_portal.yaml_document import Mapping, Sequence
from gbif_blocks.hosted_scopes import fill_scope
from gbif_blocks.scopes import Scope

TAGLINE_LENGTH: int = SiteSettings._meta.get_field("tagline").max_length
COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
SHORT_COLOUR = re.compile(r"^#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])$")
PROFILES = {
    "bluesky_username": ("bluesky", "https://bsky.app/profile/{}"),
    "facebook_username": ("facebook", "https://www.facebook.com/{}"),
    "github_username": ("github", "https://github.com/{}"),
    "instagram_username": ("instagram", "https://www.instagram.com/{}"),
    "linkedin_url": ("linkedin", "{}"),
    "linkedin_username": ("linkedin", "https://www.linkedin.com/in/{}"),
    "mastodon_url": ("mastodon", "{}"),
    "twitter_username": ("x", "https://x.com/{}"),
    "youtube_url": ("youtube", "{}"),
    "youtube_username": ("youtube", "https://www.youtube.com/@{}"),
}
# Keys of _config.yml that Jekyll or the theme reads and that mean nothing here.
SILENT_KEYS = {
    *("title", "url", "baseurl", "description", "email", "theme", "plugins", "remote_theme"),
    *("algae", "exclude", "include", "permalink", "defaults", "markdown", "kramdown", "timezone"),
    *("name", "domain", "contactEmail", "helpdeskEmail", "author", "lang", "collections"),
    *("useSharedLibrary", "updateTranslationMenuOnWidgetEvents", "future", "privacy"),
}
MAX_MENU_TEXT = 80


def write_settings(site: Site, library: Library) -> bool:
    """The portal's settings; True when they were written."""
    settings = SiteSettings.for_site(site)
    fields = _setting_fields(library)
    return _write(settings, fields, ("social",), library, Place(CONFIG))


def _write(
    instance: Model,
    fields: dict[str, Any],
    streams: tuple[str, ...],
    library: Library,
    place: Place,
) -> bool:
    checksum = memory.checksum(fields)
    last = memory.recall(instance)
    if last is not None and last.get("checksum") == checksum:
        return False
    if last is not None and last.get("stored") != _stored(instance, fields):
        library.report.warning(
            "edited-since-import",
            place,
            f"{instance._meta.verbose_name}: edited after the last import; left as they are",
        )
        return False
    for name, value in fields.items():
        if name in streams:
            setattr(instance, name, instance._meta.get_field(name).to_python(json.dumps(value)))  # type: ignore[union-attr]
        else:
            setattr(instance, name, value)
    instance.save()
    memory.remember(instance, checksum=checksum, stored=_stored(instance, fields))
    return True


def _stored(instance: Model, fields: dict[str, Any]) -> str:
    """A checksum of what the database now holds in `fields`."""
    row = type(instance)._default_manager.filter(pk=instance.pk).values(*fields).first()
    return memory.checksum({name: str(value) for name, value in (row or {}).items()})


def _setting_fields(library: Library) -> dict[str, Any]:
    portal, report = library.portal, library.report
    config = portal.config
    description = " ".join(str(config.get("description") or "").split())
    if len(description) > TAGLINE_LENGTH:
        report.warning(
            "tagline-long",
            config.place_of("description"),
            f"description cut to {TAGLINE_LENGTH} letters",
        )
    email = str(config.get("email") or "")
    try:
        validate_email(email)
    except ValidationError:
        email = ""
    social = []
    for key, (platform, pattern) in PROFILES.items():
        value = config.get(key)
        if value:
            name = str(value).strip().lstrip("@")
            social.append(blocks.block("profile", platform=platform, url=pattern.format(name)))
    algae = config.get("algae")
    algae = algae if isinstance(algae, Mapping) else Mapping(CONFIG, 1)
    logo = algae.get("logo")
    fields: dict[str, Any] = {
        "name": str(config.get("title") or "")[:120],
        "tagline": description[:TAGLINE_LENGTH],
        "email": email,
        "social": blocks.identified(social, library.key("settings", "social")),
        "logo_id": library.image(Picture(logo, algae.place_of("logo"), portal.root_lang))
        if isinstance(logo, str)
        else None,
    }
    colour = _colour(algae, library)
    if colour:
        fields["primary_colour"] = colour
    _report_config(library, config, algae)
    return fields


def _colour(algae: Mapping, library: Library) -> str:
    style = algae.get("style")
    colours = style.get("colors") if isinstance(style, Mapping) else None
    value = colours.get("primary") if isinstance(colours, Mapping) else None
    if not isinstance(value, str):
        return ""
    short = SHORT_COLOUR.match(value)
    if short:
        return "#" + "".join(letter * 2 for letter in short.groups()).lower()
    if COLOUR.match(value):
        return value.lower()
    assert isinstance(colours, Mapping)  # noqa: S101 - value came out of it
    library.report.warning(
        "colour", colours.place_of("primary"), f"colour “{value}” is not of the form #rrggbb"
    )
    return ""


def _report_config(library: Library, config: Mapping, algae: Mapping) -> None:
    """Settings that mean nothing here, and those that stand where the theme does not look."""
    report = library.report
    style = algae.get("style")
    if isinstance(style, Mapping) and "navbar" in style:
        report.info(
            "config-place",
            style.place_of("navbar"),
            "navbar stands under style, where the theme does not look; not imported",
        )
    if "privacy" in config and config["privacy"] is None:
        report.info(
            "config-place",
            config.place_of("privacy"),
            "privacy is empty: its values stand beside it, probably for want of indentation",
        )
    for key in config:
        if key not in SILENT_KEYS and key not in PROFILES:
            report.info(
                "config-key", config.place_of(key), f"setting “{key}” has no counterpart here"
            )
    translations = library.portal.data.get("translations")
    terms = translations.get("terms") if isinstance(translations, Mapping) else None
    if isinstance(terms, Mapping):
        report.info(
            "cookie-text",
            terms.place,
            "the text that asks for cookies is not imported: the website sets none",
        )
        for lang, text in terms.items():
            for href in re.findall(r"\]\(([^)\s]+)\)", str(text)):
                library.links.resolve(href, lang, terms.place_of(lang))


# Menus


def write_navigation(site: Site, lang: str, library: Library) -> bool:
    """The header and footer in one language; True when they were written."""
    locale = library.locales[lang]
    writer = BodyWriter(library.links, library, lang)
    fields = {
        "header": blocks.identified(_header(lang, library), library.key("navigation", "header")),
        "footer": blocks.identified(
            _footer(lang, library, writer), library.key("navigation", "footer")
        ),
        "small_print": _small_print(lang, library, writer),
    }
    if not any(fields.values()):
        return False
    navigation = Navigation.objects.filter(site=site, locale=locale).first()
    if navigation is None:
        navigation = Navigation(
            site=site, locale=locale, translation_key=library.key("navigation", str(site.pk))
        )
        navigation.save()
    place = Place("_data/navigation.yml")
    return _write(navigation, fields, ("header", "footer"), library, place)


def _menu_text(item: Mapping, library: Library) -> str:
    text = " ".join(str(item.get("text") or "").split())
    if len(text) > MAX_MENU_TEXT:
        library.report.warning(
            "menu-text-long", item.place_of("text"), f"menu text “{text}” cut to 80 letters"
        )
    return text[:MAX_MENU_TEXT]


def _menu_link(item: Mapping, lang: str, library: Library) -> Raw | None:
    href = item.get("href")
    if not isinstance(href, str):
        return None
    place = item.place_of("href")
    link = link_value(library.links.resolve(href, lang, place), library, place)
    if not (link["page"] or link["document"] or link["url"]):
        return None
    link["new_window"] = bool(item.get("new_window") or item.get("blankTarget"))
    return link


def _header(lang: str, library: Library) -> list[Raw]:
    menu = library.portal.localized("navigation", lang)
    stream: list[Raw] = []
    for item in menu if isinstance(menu, Sequence) else []:
        if not isinstance(item, Mapping):
            continue
        text = _menu_text(item, library)
        link = _menu_link(item, lang, library)
        children = item.get("menu")
        if isinstance(children, Sequence):
            stream.append(
                blocks.block(
                    "group",
                    text=text,
                    link=link or dict(blocks.NO_LINK),
                    children=_nav_items(children, lang, library),
                )
            )
        elif link is not None and text:
            stream.append(blocks.block("link", text=text, link=link))
        else:
            library.report.warning(
                "menu-item", item.place, f"menu item “{text}” leads nowhere; left out"
            )
    return stream


def _nav_items(items: Sequence, lang: str, library: Library) -> list[Raw]:
    stream: list[Raw] = []
    for item in items:
        if not isinstance(item, Mapping):
            continue
        text = _menu_text(item, library)
        link = _menu_link(item, lang, library)
        if link is not None and text:
            stream.append(blocks.block("link", text=text, link=link))
        elif set(text) == {"-"}:
            stream.append({"type": "divider", "value": None})
        elif text and "href" not in item:
            stream.append(blocks.block("heading", text=text))
        else:
            library.report.warning(
                "menu-item", item.place, f"menu item “{text}” leads nowhere; left out"
            )
        if "menu" in item:
            library.report.warning(
                "menu-depth", item.place, f"“{text}” has a menu of its own below; left out"
            )
    return stream


def _footer(lang: str, library: Library, writer: BodyWriter) -> list[Raw]:
    footer = library.portal.localized("footer", lang)
    columns = footer.get("columns") if isinstance(footer, Mapping) else None
    stream: list[Raw] = []
    for column in columns if isinstance(columns, Sequence) else []:
        if not isinstance(column, Mapping):
            continue
        place = column.place_of("description")
        # The text of a block scalar begins on the line below its key.
        first = place.at((place.line or 1) + 1)
        text, images, _numbers = writer.rich_text(str(column.get("description") or ""), first)
        links = column.get("links")
        if column.get("connectIcons"):
            library.report.info(
                "footer-icons",
                column.place_of("connectIcons"),
                "the icons of social media are drawn from the portal's settings",
            )
        stream.append(
            blocks.block(
                "column",
                title=str(column.get("name") or "").strip(),
                text=text,
                items=_nav_items(links, lang, library) if isinstance(links, Sequence) else [],
                logos=blocks.items(_logos(images, writer)),
            )
        )
    if len(stream) > 6:
        library.report.warning("footer-columns", Place("_data/footer.yml"), "more than six columns")
    return stream[:6]


def _logos(images: list[Image], writer: BodyWriter) -> list[int]:
    return list(dict.fromkeys(writer.organisation(image) for image in images))


def _small_print(lang: str, library: Library, writer: BodyWriter) -> str:
    footer = library.portal.localized("footer", lang)
    licence = footer.get("license") if isinstance(footer, Mapping) else None
    if not isinstance(licence, str) or not isinstance(footer, Mapping):
        return ""
    html, _images, _numbers = writer.rich_text(licence, footer.place_of("license"))
    return html


# Scope


def write_scope(site: Site, config_file: Path, library: Library) -> bool:
    """The portal's scope from a widget configuration saved as JSON; True when it was written."""
    try:
        config = json.loads(config_file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableFile(error.strerror or "cannot be read", str(config_file)) from error
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"is not JSON: {error.msg}", str(config_file), error.lineno) from error
    except ValueError as error:
        raise UnreadableFile("is not UTF-8 text", str(config_file)) from error
    if not isinstance(config, dict):
        raise UnreadableFile("does not hold an object", str(config_file), 1)
    scope = Scope.for_site(site)
    place = Place(config_file.name)
    try:
        conversion = fill_scope(scope, config)
        scope.full_clean()
    except ValidationError as error:
        for message in error.messages:
            library.report.error("scope", place, message)
        return False
    for warning in conversion.warnings:
        library.report.warning("scope", place, warning)
    names = [
        field.attname
        for field in scope._meta.concrete_fields
        if not field.primary_key and field.attname != "site_id"
    ]
    return _write(scope, {name: getattr(scope, name) for name in names}, (), library, place)
