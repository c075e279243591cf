"""What stops an import before anything is written.

ImportProblem
├── NotAPortal          the folder has no _config.yml
├── UnreadableFile      not UTF-8, too big, outside the folder
└── UnreadableYaml      no parser could make sense of it
"""


class ImportProblem(Exception):
    """A reason to import nothing: `file` relative to the portal, `line` from 1 or None."""

    def __init__(self, message: str, file: str = "", line: int | None = None) -> None:
        self.message = message
        self.file = file
        self.line = line
        place = f"{file}:{line}: " if line else f"{file}: " if file else ""
        super().__init__(f"{place}{message}")


class NotAPortal(ImportProblem):
    """The folder does not hold a Jekyll hosted portal."""


class UnreadableFile(ImportProblem):
    """A file cannot be read as text, or is larger than any real portal's."""


class UnreadableYaml(ImportProblem):
    """A YAML file or front matter cannot be parsed."""
