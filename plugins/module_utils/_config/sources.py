# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a configuration from files: YAML or JSON, or folders of them, merged in order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

try:
    import yaml

    HAS_YAML = True
except ImportError:
    HAS_YAML = False

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import LibraryMissing, UsageError

ENDINGS = (".yml", ".yaml", ".json")


def merged_sources(paths: Iterable[str]) -> dict[str, list[Any]]:
    """The configurations in files and folders, each kind's lists one after the other. Raises ``UsageError``."""
    merged: dict[str, list[Any]] = {}
    for file in _files(paths):
        content = _read(file)
        if not isinstance(content, Mapping):
            raise UsageError(f"src: {file} holds no mapping from kinds to lists")
        for kind, entries in content.items():
            if not isinstance(entries, list):
                raise UsageError(f"src: {kind} in {file} is no list")
            merged.setdefault(str(kind), []).extend(entries)
    return merged


def _files(paths: Iterable[str]) -> Iterator[Path]:
    for each in paths:
        path = Path(each).expanduser()
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.suffix in ENDINGS)
            if not files:
                raise UsageError(f"src: there is no file that ends in {', '.join(ENDINGS)} in {path}")
            yield from files
        else:
            yield path


def _read(file: Path) -> Any:
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"src: {file} can't be read: {error.strerror}") from error
    try:
        return json.loads(text) if file.suffix == ".json" else _yaml(text)
    except ValueError as error:
        raise UsageError(f"src: {file} is not valid: {error}") from error


def _yaml(text: str) -> Any:
    if not HAS_YAML:
        raise LibraryMissing("PyYAML", sys.executable)
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
