# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a configuration from files: YAML or JSON, or folders of them, merged in order."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Callable

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import BY_PLURAL, Places, why_not_a_kind
from ansible_collections.octopus.deploy.plugins.module_utils._config.json_text import json_value
from ansible_collections.octopus.deploy.plugins.module_utils._config.yaml_text import yaml_value
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import described, reason_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import is_mask, looks_like_placeholder
from ansible_collections.octopus.deploy.plugins.module_utils._validation import in_one_message, key_shown
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UsageError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.surrogates import lone_surrogate

ENDINGS = (".yml", ".yaml", ".json")
# The beginning of a vaulted file, and of a value after !vault.
VAULTED = b"$ANSIBLE_VAULT;"
# A key that names the JSON schema of the file, for editors.
SCHEMA = "$schema"
OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
Decrypt = Callable[[bytes], bytes]


def merged_sources(paths: Iterable[str], problems: list[str], decrypt: Decrypt) -> tuple[dict[Any, list[Any]], Places]:
    """The configurations in files and folders, with the lists of each kind joined, and the places of entries.

    A message for each key that is given more than once is added to ``problems``. Raises ``UsageError`` with all
    mistakes where a file can't be read as a configuration at all.
    """
    merged: dict[Any, list[Any]] = {}
    origins: dict[Any, list[Path]] = {}
    unreadable: list[str] = []
    for file in _files(paths, unreadable):
        try:
            content = _content(file, problems, decrypt)
        except UsageError as error:
            unreadable.append(f"src: {error}")
            continue
        for kind, entries in content.items():
            if isinstance(entries, list):
                merged.setdefault(kind, []).extend(_with_paths(file.parent, kind, entries))
                origins.setdefault(kind, []).extend([file] * len(entries))
            elif kind in BY_PLURAL:
                unreadable.append(f"src: {kind} in {file} must be a list of items, not {described(entries)}")
            elif kind != SCHEMA:
                unreadable.append(f"src: {key_shown(kind)} in {file}: {why_not_a_kind(kind)}")
    if unreadable:
        raise UsageError(in_one_message([*unreadable, *problems]))
    return merged, {kind: _places(kind, files) for kind, files in origins.items() if len(set(files)) > 1}


def _places(kind: Any, files: Sequence[Path]) -> list[str]:
    """The place of each entry of a kind within its file; ``files``: the file of each entry."""
    counts: Counter[Path] = Counter()
    found = []
    for file in files:
        found.append(f"{file}: {kind}[{counts[file]}]")
        counts[file] += 1
    return found


def _with_paths(folder: Path, kind: Any, entries: list[Any]) -> list[Any]:
    """The entries of a kind, in which the relative paths of files begin in the folder of the configuration's file."""
    resource = BY_PLURAL.get(kind) if isinstance(kind, str) else None
    options = [each.option for each in resource.fields if each.type.names_file] if resource else []
    if not options:
        return entries
    return [
        {key: str(folder / value) if key in options and is_relative(value) else value for key, value in entry.items()}
        if isinstance(entry, Mapping)
        else entry
        for entry in entries
    ]


def is_relative(path: Any) -> bool:
    """Whether a value is a path that begins in the folder of the file that names it: not at the root, in a home or in a
    variable. False for a wrong value, so that the message about it shows the value as it was given.
    """
    if not isinstance(path, str) or not path.strip() or "\0" in path or lone_surrogate(path):
        return False
    if looks_like_placeholder(path) or is_mask(path):
        return False
    return not Path(path).is_absolute() and path[0] not in "~$"


def is_vaulted(paths: Iterable[str]) -> bool:
    """Whether the files hold anything that is encrypted with Ansible Vault."""
    try:
        return any(VAULTED in file.read_bytes() for file in _files(paths, []))
    except (OSError, ValueError):
        return False


def _files(paths: Iterable[str], problems: list[str]) -> Iterator[Path]:
    for each in paths:
        if not each.strip():
            # For the file system, an empty path is the folder in which the task runs.
            problems.append("src: is empty; leave it out, or name a file or a folder")
            continue
        path = Path(each)
        try:
            found = sorted(file for file in path.iterdir() if file.suffix in ENDINGS) if path.is_dir() else [path]
        except OSError as error:
            problems.append(f"src: {path} can't be read: {error.strerror}")
            continue
        if not found:
            problems.append(f"src: there is no file that ends in {', '.join(ENDINGS)} in {path}")
        yield from found


def _content(file: Path, problems: list[str], decrypt: Decrypt) -> Mapping[Any, Any]:
    """The mapping in a file. Raises ``UsageError``."""
    text = _text(file, decrypt)

    def unvaulted(value: str) -> str:
        return _decrypted(file, value.encode(), decrypt).decode()

    def beside(name: str) -> str:
        return _beside(file, name, decrypt)

    try:
        found = json_value(text) if file.suffix == ".json" else yaml_value(text, unvaulted, beside)
    except ValueError as error:
        raise UsageError(f"{file} is not valid: {error}") from error
    problems += [f"src: {file}: {each}" for each in found.repeated_keys]
    # A file with nothing but comments is an empty configuration.
    content = {} if found.value is None else found.value
    if not isinstance(content, Mapping):
        raise UsageError(f"{file} must hold a mapping from kinds to lists")
    return content


def _text(file: Path, decrypt: Decrypt) -> str:
    try:
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} can't be read: {reason_of(error)}") from error
    if data.startswith(VAULTED):
        data = _decrypted(file, data, decrypt)
    other = next((name for mark, name in OTHER_ENCODINGS if data.startswith(mark)), "")
    if other or b"\0" in data:
        raise UsageError(f"{file} is in {other or 'UTF-16, or is not a text file'}; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{file} is not in UTF-8 on line {line}; save it as UTF-8") from error


def _beside(file: Path, name: str, decrypt: Decrypt) -> str:
    """The text in a file that ``file`` names, exactly as it is. Raises ``UsageError``."""
    path = file.parent / name
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise UsageError(f"{file} names {name}, which is not below its own folder")
    try:
        data = path.read_bytes()
        return (_decrypted(path, data, decrypt) if data.startswith(VAULTED) else data).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not in UTF-8; save it as UTF-8") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} names {name}, which can't be read: {reason_of(error)}") from error


def _decrypted(file: Path, data: bytes, decrypt: Decrypt) -> bytes:
    try:
        return decrypt(data)
    except UsageError as error:
        raise UsageError(f"{file} {error}") from error
