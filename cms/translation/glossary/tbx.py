"""The glossary as TBX-Basic, which translators' tools read.

TBX-Basic is a dialect of ISO 30042:2008, whose root is `martif`:
https://www.tbxinfo.net/tbx-dialects/.
"""

from collections.abc import Iterable

from lxml import etree

from cms.translation.glossary.models import Term, Wording, lines

_XML = "{http://www.w3.org/XML/1998/namespace}"
_DOCTYPE = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
# What a term is, from ISO 30042's data category "administrative status".
PREFERRED, ADMITTED, DEPRECATED = (
    "preferredTerm-admn-sts",
    "admittedTerm-admn-sts",
    "deprecatedTerm-admn-sts",
)


def glossary_as_tbx(source_language: str) -> bytes:
    """All entries, in UTF-8. Forbidden variants are deprecated terms, other forms admitted ones."""
    root = etree.Element("martif", {"type": "TBX-Basic", f"{_XML}lang": source_language})
    header = etree.SubElement(root, "martifHeader")
    description = etree.SubElement(etree.SubElement(header, "fileDesc"), "sourceDesc")
    etree.SubElement(description, "p").text = "Glossary of a GBIF portal"
    encoding = etree.SubElement(header, "encodingDesc")
    etree.SubElement(encoding, "p", {"type": "XCSURI"}).text = "TBXBasicXCSV02.xcs"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for term in Term.objects.prefetch_related("wordings").order_by("pk"):
        _add_entry(body, term, term.wordings.all())
    return bytes(
        etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", pretty_print=True, doctype=_DOCTYPE
        )
    )


def _add_entry(body: etree._Element, term: Term, wordings: Iterable[Wording]) -> None:
    entry = etree.SubElement(body, "termEntry", {"id": f"term-{term.pk}"})
    subject = etree.SubElement(entry, "descrip", {"type": "subjectField"})
    subject.text = str(term.get_subject_display())
    if term.note:
        etree.SubElement(entry, "note").text = term.note
    for wording in wordings:
        language = etree.SubElement(entry, "langSet", {f"{_XML}lang": wording.language})
        _add_term(language, wording.text, PREFERRED)
        for form in lines(wording.forms):
            _add_term(language, form, ADMITTED)
        for variant in lines(wording.forbidden):
            _add_term(language, variant, DEPRECATED)


def _add_term(language: etree._Element, text: str, status: str) -> None:
    group = etree.SubElement(language, "tig")
    etree.SubElement(group, "term").text = text
    etree.SubElement(group, "termNote", {"type": "administrativeStatus"}).text = status
