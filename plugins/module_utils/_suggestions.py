# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggests for an unknown word a similar one, and for a misplaced option the place where it belongs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import CONNECTION_ARGUMENTS
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import near_misses

Specification = Mapping[str, Mapping[str, Any]]
# How similar a word is to the one that is meant: with a typing mistake, and at least.
NEARLY, SIMILAR = 0.8, 0.7
MOST_PLACES = 3
INDEX = re.compile(r"\[\d+\]")
# Stands for the index of an entry in the path of an option.
ENTRY = "[]"


def in_no_list(word: str) -> Sequence[str]:
    """The ``lists`` of a task, whose options are not in any list of a configuration."""
    return ()


@dataclass(frozen=True)
class Whole:
    """All options of a task, or of an item of a configuration at ``place``.

    ``lists``: what a word may mean in other lists of the configuration, in words for a message.
    """

    specification: Specification
    place: str = ""
    lists: Callable[[str], Sequence[str]] = in_no_list


def meant(word: Any, known: Sequence[str]) -> str:
    """The end of a message about an unknown word: a similar word, or all known words."""
    near = _similar(word, known, SIMILAR)[:1] if isinstance(word, str) else []
    return _asked(near) or f"; there are: {', '.join(known)}"


def option_meant(word: Any, specification: Specification, place: str, whole: Whole) -> str:
    """The end of a message about an option that the mapping at ``place`` does not have.

    ``specification``: the options of that mapping; ``whole``: all options around it.
    """
    known = sorted(specification)
    ideas = _ideas(word, known, specification, place, whole) if isinstance(word, str) else iter(())
    return next(filter(None, map(_asked, ideas)), "") or meant(word, known)


def _ideas(
    word: str, known: Sequence[str], specification: Specification, place: str, whole: Whole
) -> Iterator[Sequence[str]]:
    """The suggestions for an option, the best ones first."""
    # The options of the connection begin with octopus_, the space and the options of a document do not.
    yield [each for each in known if each == word.casefold().removeprefix("octopus_")]
    below = list(_paths(specification, ""))
    exact = [*_places(word, below), *(whole.lists(word) if place == whole.place else ())]
    # Another document's password is not to become the password of the connection.
    nearly = [each for each in _similar(word, known, NEARLY)[:1] if not exact or each not in CONNECTION_ARGUMENTS]
    yield [*nearly, *exact]
    around = _paths(whole.specification, INDEX.sub(ENTRY, whole.place))
    found = _places(word, [(path, option) for path, option in around if path not in CONNECTION_ARGUMENTS])
    yield [_with_indexes(path, place) for path in found]
    misspelt = _similar(word, sorted({option for _path, option in below}), NEARLY)[:1]
    yield [path for each in misspelt for path in _places(each, below)]
    yield _containing(word, known)


def _similar(word: str, known: Sequence[str], cutoff: float) -> list[str]:
    """The known words that are similar to a word; an option of the connection only if the word is nearly the same."""
    connection = near_misses(word, [each for each in known if each in CONNECTION_ARGUMENTS], NEARLY)
    return near_misses(word, [each for each in known if each not in CONNECTION_ARGUMENTS or each in connection], cutoff)


def _containing(word: str, known: Sequence[str]) -> list[str]:
    """The options whose names have all words of a short name, the shortest first: ``project_group`` for ``group``."""
    words = {*word.casefold().split("_")}
    found = [each for each in known if words <= {*each.split("_")} and each not in CONNECTION_ARGUMENTS]
    return sorted(found, key=lambda each: each.count("_"))[:MOST_PLACES]


def _paths(specification: Specification, place: str) -> Iterator[tuple[str, str]]:
    """The path and the name of each option at any depth; the least deep come first."""
    level = [(place, specification)]
    while level:
        for inside, options in level:
            yield from ((f"{inside}.{option}".lstrip("."), option) for option in options)
        level = [
            (f"{inside}.{option}{ENTRY if argument.get('type') == 'list' else ''}".lstrip("."), argument["options"])
            for inside, options in level
            for option, argument in options.items()
            if argument.get("options")
        ]


def _places(word: str, paths: Sequence[tuple[str, str]]) -> list[str]:
    """The paths of the options with this name, of the least depth at which there are any."""
    found = [path for path, option in paths if option == word]
    return [path for path in found if path.count(".") == found[0].count(".")][:MOST_PLACES]


def _with_indexes(path: str, place: str) -> str:
    """A path with the indexes of ``place`` as far as both are the same."""
    parts = place.split(".")
    for end in range(len(parts), 0, -1):
        same = ".".join(parts[:end])
        general = INDEX.sub(ENTRY, same)
        if path.startswith(f"{general}."):
            return f"{same}{path[len(general) :]}"
    return path


def _asked(suggestions: Sequence[str]) -> str:
    """The end of a message that suggests something; empty if there is nothing to suggest."""
    *others, last = dict.fromkeys(suggestions) or ("",)
    either = f"{', '.join(others)} or {last}" if others else last
    return f"; did you mean {either}?" if last else ""
