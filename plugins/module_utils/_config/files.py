# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a configuration as a folder of YAML files, one file for each kind, fit for version control."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass

try:
    import yaml

    HAS_YAML = True
except ImportError:
    HAS_YAML = False

from ansible_collections.octopus.deploy.plugins.module_utils._config.plain_items import WIDTH, plain_item
from ansible_collections.octopus.deploy.plugins.module_utils._config.plain_yaml import FILE_TAG
from ansible_collections.octopus.deploy.plugins.module_utils._config.scalars import may_be_literal, style
from ansible_collections.octopus.deploy.plugins.module_utils._model.writable import refuse_unwritable
from ansible_collections.octopus.deploy.plugins.module_utils._version import VERSION
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import LibraryMissing, UsageError

ENDING = ".yml"
# The JSON schema of the files for editors. Each release has a schema of its own, with the options that it knows.
REPOSITORY = "https://raw.githubusercontent.com/octopus-deploy-ansible/octopus.deploy"
SCHEMA_ADDRESS = f"{REPOSITORY}/{VERSION}/docs/schema/octopus_config.schema.json"
# The comment by which a file names its schema to editors; they look for it above the first key only.
MODELINE = "# yaml-language-server: $schema="
# The line with which PyYAML ends a document whose last text ends with empty lines.
OPEN_END = re.compile(r"\n\.\.\.\n\Z")


class FileName(str):
    """The name of a file that holds a text of the configuration, relative to the configuration's file."""


def as_yaml(config: Mapping[str, Any]) -> dict[str, str]:
    """The content of each file by its name. Raises ``LibraryMissing``."""
    if not HAS_YAML:
        raise LibraryMissing("PyYAML", sys.executable)

    class Tidy(yaml.SafeDumper):
        """Indents lists below their keys and writes texts of several lines as literal blocks."""

        def ignore_aliases(self, data: Any) -> bool:
            """Write no anchors: each item is written alone, so that two of them could have the same anchor."""
            return True

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
            return super().increase_indent(flow, False)

        def analyze_scalar(self, scalar: str) -> Any:
            """Allow literal blocks for texts with tabs or trailing blanks, which PyYAML would quote."""
            analysis = super().analyze_scalar(scalar)
            analysis.allow_block = may_be_literal(scalar)
            return analysis

        def determine_block_hints(self, text: str) -> str:
            """Some readers work out the indentation themselves, and refuse a tab that they find there."""
            hints = str(super().determine_block_hints(text))
            return f"{self.best_indent}{hints}" if text.startswith("\t") else hints

    def text(dumper: Any, value: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style(value))

    def file_name(dumper: Any, value: FileName) -> Any:
        return dumper.represent_scalar(FILE_TAG, str(value))

    Tidy.add_representer(str, text)
    Tidy.add_representer(FileName, file_name)

    def whole(content: Mapping[str, Any]) -> str:
        return str(
            yaml.dump(content, Dumper=Tidy, explicit_start=True, sort_keys=False, allow_unicode=True, width=WIDTH)
        )

    def listed(kind: str, items: Sequence[Any]) -> str:
        head = f"---\n{kind}:\n"
        *others, last = [plain_item(each) or whole({kind: [each]}).removeprefix(head) for each in items]
        return "".join((head, *(OPEN_END.sub("\n", each) for each in others), last))

    files = {kind: listed(kind, items) if items else whole({kind: items}) for kind, items in config.items()}
    return {f"{kind}{ENDING}": f"{MODELINE}{SCHEMA_ADDRESS}\n{text}" for kind, text in files.items()}


def with_schema_of(before: str, content: str) -> str:
    """The new content of a file, with the schema that the present file names: somebody may have chosen it."""
    named, _end, _rest = before.partition("\n")
    if not named.startswith(MODELINE) or named.startswith(f"{MODELINE}{REPOSITORY}/"):
        return content
    return content.replace(f"{MODELINE}{SCHEMA_ADDRESS}", named.rstrip("\r"), 1)


@dataclass(frozen=True)
class Written:
    """A file whose content was changed, with its content before and after."""

    name: str
    before: str
    after: str

    def difference(self) -> dict[str, str]:
        """The file's entry in the diff of a task's result."""
        return {"before": self.before, "after": self.after, "before_header": self.name, "after_header": self.name}


def writes(files: Sequence[Written]) -> list[str]:
    """The files that have been written, in words for an error."""
    return [f"wrote {each.name}" for each in files]


def written(folder: Path, files: Mapping[str, str], check: bool, option: str = "dest") -> list[Written]:
    """Write the files whose content differs; in check mode only report them.

    Raises ``UsageError``, which lists the files that have been written before.

    ``option``: the option that names the files, for messages.
    """
    differing, path = [], folder
    try:
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{option}: {folder} is a file; give a folder, in which files can be written")
        for name, content in files.items():
            path = folder / name
            # A file in another encoding reads as different content, so it is replaced. Line ends stay as they are.
            before = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
            content = with_schema_of(before, content)
            if before == content and path.exists():
                continue
            refuse_unwritable(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode("utf-8"))
            differing.append(Written(name, before, content))
    except OSError as error:
        failed = UsageError(f"{option}: {path} can't be written: {error.strerror}")
        failed.after([] if check else writes(differing))
        raise failed from error
    return differing
