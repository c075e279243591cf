"""What a newly added language is called in the five places that name it.

A language has a URL code (Wagtail's locale), a BCP 47 tag for hreflang and lang attributes, and
the names that GBIF's search widget, gbif.org's stories and its map tiles use
(gbif-web: packages/gbif-org/src/config/languagesOptions.tsx; hosted portals: `languages.yml`).
"""

from typing import NamedTuple


class LanguageDefaults(NamedTuple):
    """Codes and label of a language; an empty code means that GBIF has none and shows English."""

    label: str
    widget: str
    stories: str
    map: str
    direction: str = "ltr"


DEFAULTS: dict[str, LanguageDefaults] = {
    "en": LanguageDefaults("English", "en", "en-GB", "en"),
    "fr": LanguageDefaults("Français", "fr", "fr", "fr"),
    "nl": LanguageDefaults("Nederlands", "nl", "nl", "nl"),
    "de": LanguageDefaults("Deutsch", "de", "", "de"),
    "es": LanguageDefaults("Español", "es", "es", "es"),
    "pt": LanguageDefaults("Português", "pt", "pt", "pt"),
    "it": LanguageDefaults("Italiano", "it", "", "it"),
    "da": LanguageDefaults("Dansk", "da", "", "da"),
    "pl": LanguageDefaults("Polski", "pl", "pl", "pl"),
    "cs": LanguageDefaults("Čeština", "cs", "", "cs"),
    "ru": LanguageDefaults("Русский", "ru", "ru", "ru"),
    "uk": LanguageDefaults("Українська", "uk", "uk", "uk"),
    "ja": LanguageDefaults("日本語", "ja", "ja", "ja"),
    "ko": LanguageDefaults("한국어", "ko", "ko", "ko"),
    "el": LanguageDefaults("Ελληνικά", "el", "", "el"),
    "ar": LanguageDefaults("العربية", "ar", "ar", "ar", "rtl"),
    "he": LanguageDefaults("עברית", "he", "", "he", "rtl"),
    "fa": LanguageDefaults("فارسی", "fa", "", "fa", "rtl"),
    "zh-hans": LanguageDefaults("简体中文", "zh", "zh-Hans", "zh"),
    "zh-hant": LanguageDefaults("繁體中文", "zh-tw", "zh-Hant", "zh"),
}


def defaults_for(code: str) -> LanguageDefaults:
    """The defaults of a URL code ("nl"); of a language nobody listed, the code and English."""
    return (
        DEFAULTS.get(code)
        or DEFAULTS.get(code.split("-")[0])
        or LanguageDefaults(code, "en", "", "en")
    )
