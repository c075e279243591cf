"""YAML with its line numbers, read safely.

Jekyll's YAML is version 1.1 as Ruby's Psych reads it, and so is PyYAML's. Mappings and lists
remember the line of each of their values, so that a later stage can say where a wrong link
stands. Aliases are expanded under a limit: a file of a few lines can otherwise describe
billions of values.
"""

from collections.abc import Hashable
from typing import Any

import yaml

from cms.importers.hosted_portal.errors import UnreadableYaml
from cms.importers.hosted_portal.report import Place, Report

# The largest data file of all known portals has some 4,000 values.
MAX_VALUES = 100_000
MAX_DEPTH = 50


class Mapping(dict[str, Any]):
    """A YAML mapping. `line` is its first line, `line_of(key)` where a value's key stands."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file = file
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)

    def place_of(self, key: str) -> Place:
        return Place(self.file, self.line_of(key))

    @property
    def place(self) -> Place:
        return Place(self.file, self.line)


class Sequence(list[Any]):
    """A YAML list whose items remember their lines."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file = file
        self.line = line
        self.lines: list[int] = []

    def place_of(self, index: int) -> Place:
        return Place(self.file, self.lines[index] if index < len(self.lines) else self.line)


def load(text: str, file: str, report: Report, first_line: int = 1) -> Any:
    """The value of one YAML document, None when it is empty.

    `first_line` is the line of `file` on which `text` begins. Duplicate keys are reported and,
    as in Ruby, the last one counts. Raises UnreadableYaml with file and line.
    """
    try:
        loader = yaml.SafeLoader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return None
            return _Construction(loader, file, report, first_line).value(node, 0)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + mark.line if mark else first_line
        raise UnreadableYaml(_explanation(error), file, line) from error
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise UnreadableYaml(
            f"character U+{_codepoint(error.character):04X} is not allowed in YAML", file, line
        ) from error
    except RecursionError as error:
        raise UnreadableYaml("nested too deeply", file, first_line) from error
    except ValueError as error:  # 2024-13-45 looks like a date and is none
        raise UnreadableYaml(str(error), file, first_line) from error


def _codepoint(character: Any) -> int:
    return ord(character) if isinstance(character, str) else int(character)


def _explanation(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "cannot be parsed"
    if "cannot start any token" in problem and "\\t" in problem:
        return "a tab is used for indentation: use spaces"
    if "mapping values are not allowed" in problem:
        return 'a value that holds ": " must stand in quotes'
    return ", ".join(part for part in (error.context, problem) if part)


class _Construction:
    def __init__(self, loader: yaml.SafeLoader, file: str, report: Report, first_line: int) -> None:
        self.loader = loader
        self.file = file
        self.report = report
        self.first_line = first_line
        self.count = 0

    def line(self, node: yaml.Node) -> int:
        return self.first_line + int(node.start_mark.line)

    def value(self, node: yaml.Node, depth: int) -> Any:
        self.count += 1
        if self.count > MAX_VALUES or depth > MAX_DEPTH:
            raise UnreadableYaml(
                f"more than {MAX_VALUES:,} values or {MAX_DEPTH} levels once its aliases are "
                "expanded",
                self.file,
                self.line(node),
            )
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            sequence = Sequence(self.file, self.line(node))
            for item in node.value:
                sequence.append(self.value(item, depth + 1))
                sequence.lines.append(self.line(item))
            return sequence
        return self.scalar(node)

    def scalar(self, node: yaml.Node) -> Any:
        try:
            return self.loader.construct_object(node)
        except ValueError as error:
            raise UnreadableYaml(str(error), self.file, self.line(node)) from error

    def mapping(self, node: yaml.MappingNode, depth: int) -> Mapping:
        mapping = Mapping(self.file, self.line(node))
        merged: list[Mapping] = []
        for key_node, value_node in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                merged.extend(self.merges(value_node, depth))
                continue
            key = self.key(key_node)
            if key in mapping:
                self.report.warning(
                    "yaml-duplicate-key",
                    Place(self.file, self.line(key_node)),
                    f"“{key}” was given on line {mapping.line_of(key)} already; the last one is "
                    "used, as Jekyll does",
                )
            mapping[key] = self.value(value_node, depth + 1)
            mapping.lines[key] = self.line(key_node)
        for other in merged:
            for key, value in other.items():
                if key not in mapping:
                    mapping[key] = value
                    mapping.lines[key] = other.line_of(key)
        return mapping

    def merges(self, node: yaml.Node, depth: int) -> list[Mapping]:
        value = self.value(node, depth + 1)
        candidates = value if isinstance(value, Sequence) else [value]
        return [candidate for candidate in candidates if isinstance(candidate, Mapping)]

    def key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise UnreadableYaml("a key must be plain text", self.file, self.line(node))
        # YAML 1.1 reads the key `no` (Norwegian) as false; what was written is what is meant.
        value: Hashable = node.value
        return str(value)
