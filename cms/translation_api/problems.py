"""What can go wrong for a vendor of translations, beside what builds know.

Problem
├── UnsupportedFile                                                      415
└── RefusedTranslations                                                  422
"""

from cms.delivery.problems import Problem


class UnsupportedFile(Problem):
    """The body of the request is not sent as `application/xliff+xml` (or `application/xml`)."""

    name = "unsupported-file"
    title = "Only XLIFF is read"
    status = 415


class RefusedTranslations(Problem):
    """The file is not to be trusted, so nothing of it was stored: it is no XLIFF, has a document
    type or entities, names a language that the portal does not have, or holds foreign markup."""

    name = "refused-translations"
    title = "Nothing of the file was stored"
    status = 422
