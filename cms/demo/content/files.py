"""The files that the demo offers for download: a table and a one-page PDF."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileContent:
    """A document with its licence."""

    key: str
    title: str
    filename: str
    content: bytes
    licence: str


TEMPLATE = (
    "occurrenceID,basisOfRecord,eventDate,scientificName,individualCount,recordedBy,"
    "decimalLatitude,decimalLongitude,coordinateUncertaintyInMeters,countryCode\r\n"
    "demo:1,HumanObservation,2026-05-22,Deilephila elpenor (Linnaeus 1758),2,Demo observer,"
    "50.8466,4.3528,100,BE\r\n"
)

CHECKLIST = (
    "Before you publish",
    "",
    "1. Who owns the data, and do they agree to an open licence?",
    "2. Does every record have an identifier that will never change?",
    "3. Are names of species spelled as in a published checklist?",
    "4. Are dates written as year-month-day?",
    "5. Do coordinates lie where the text says they do?",
    "6. How precise are they, in metres?",
    "7. Should places of threatened species be blurred?",
    "8. Could somebody else understand your method from the description?",
    "9. Who will answer questions in five years?",
    "",
    "An invented leaflet of the demonstration portal. CC BY 4.0.",
)


def one_page_pdf(lines: tuple[str, ...]) -> bytes:
    """A PDF of one A4 page with a title and lines of ASCII text, in Helvetica."""
    escaped = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    rows = " ".join(f"({line}) Tj T*" for line in escaped[1:])
    text = f"BT /F1 22 Tf 60 760 Td ({escaped[0]}) Tj /F1 12 Tf 22 TL 0 -30 Td {rows} ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    entries = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    body += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return body.encode("ascii")


FILES = (
    FileContent(
        "template",
        "Template for occurrence records",
        "occurrence-template.csv",
        TEMPLATE.encode(),
        "CC0-1.0",
    ),
    FileContent(
        "checklist",
        "Before you publish",
        "before-you-publish.pdf",
        one_page_pdf(CHECKLIST),
        "CC-BY-4.0",
    ),
)
