# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggests for an unknown word a similar one, and for a misplaced option the place where it belongs."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import CONNECTION_ARGUMENTS
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import similar

Specification = Mapping[str, Mapping[str, Any]]
# Mappings of options at the same depth, each with its place.
Level = Sequence[tuple[str, Specification]]
# The similarity of two words that differ by a typing mistake, and the minimum similarity for a suggestion.
NEARLY, SIMILAR = 0.8, 0.7
MOST_PLACES = 3
INDEX = re.compile(r"\[\d+\]")
# Stands for the index of an entry in the path of an option.
ENTRY = "[]"
# In words of the API and of Octopus's other tools: where a part of a word begins (camelCase, kebab-case), and the
# endings of references, which options do not have.
PART, REFERENCE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|-"), re.compile(r"_(id|name|slug)s?$")
# A longer word that ends with one of these, such as project_id, names another document.
NAMING = ("id", "name", "slug")
# Words for the same thing: Octopus has renamed some of them, and the portal, the command line and the Terraform
# provider of Octopus do not use all words of the API. The options use the API's words.
SAME_THING = (
    ("roles", "target_roles", "target_tags"),
    ("machines", "targets", "deployment_targets"),
    ("members", "users"),
    ("amazon_web_services", "aws"),
    ("google_cloud", "gcp"),
    ("run_at", "deploy_at"),
    ("no_run_after", "run_at_expiry", "deploy_at_expiry"),
    ("feed_uri", "url", "uri"),
    ("follow", "path", "url", "uri"),
    ("version", "version_number", "release_number", "release"),
    ("path", "file"),
    ("certificate_data", "file"),
    ("answer", "action"),
    ("validate_certs", "verify_ssl", "ssl_verify"),
)


def nowhere_else(word: str) -> Sequence[str]:
    """The ``elsewhere`` of a task whose options do not stand for any document."""
    return ()


@dataclass(frozen=True)
class AllOptions:
    """All options of a task, or of an item of a configuration at ``place``.

    ``elsewhere``: returns the meanings of a word outside these options, such as another list of the configuration, in
    words for a message.
    """

    specification: Specification
    place: str = ""
    elsewhere: Callable[[str], Sequence[str]] = nowhere_else


def meant(word: Any, known: Sequence[str], listed: Sequence[str] = ()) -> str:
    """The end of a message about an unknown word: a similar word, or all known words.

    ``listed``: the words to list, where some of the known words mean the same.
    """
    is_text = isinstance(word, str)
    near = (
        (_spelt(spellings(word), known) or _ending(word, known) or _similar(word, known, SIMILAR)[:1])
        if is_text
        else []
    )
    return _question(near) or f"; there are: {', '.join(listed or known)}"


def option_meant(word: Any, specification: Specification, place: str, all_options: AllOptions) -> str:
    """The end of a message about an option that the mapping at ``place`` does not have.

    ``specification``: the options of that mapping; ``all_options``: all options around it.
    """
    known = sorted(specification)
    ideas = _suggestions(word, known, specification, place, all_options) if isinstance(word, str) else iter(())
    own = [each for each in known if each not in CONNECTION_ARGUMENTS]
    listed = own if len(own) == len(known) else [*own, "the options of the connection"]
    return next(filter(None, map(_question, ideas)), "") or meant(word, known, listed)


def _suggestions(
    word: str, known: Sequence[str], specification: Specification, place: str, all_options: AllOptions
) -> Iterator[Sequence[str]]:
    """The suggestions for an option, the best ones first."""
    forms = spellings(word)
    below = list(_levels(specification, ""))
    elsewhere = all_options.elsewhere if place == all_options.place else nowhere_else
    within = _places(word, below)
    exact = [*within, *elsewhere(word)]
    # Do not suggest the connection's password for the password of another document.
    nearly = [each for each in _similar(word, known, NEARLY)[:1] if not exact or each not in CONNECTION_ARGUMENTS]
    yield [*(_spelt(forms, known) or nearly or ([] if within else _ending(word, known))), *exact]
    around = list(_levels(all_options.specification, INDEX.sub(ENTRY, all_options.place)))
    yield [_with_indexes(path, place) for path in _places(word, around, CONNECTION_ARGUMENTS)]
    yield next((found for form in forms if (found := [*_places(form, below), *elsewhere(form)])), [])
    own = [each for each in known if each not in CONNECTION_ARGUMENTS]
    yield next((found for form in forms if (found := _ending(form, own) or similar(form, own, NEARLY)[:1])), [])
    options = {option for level in below for _place, options in level for option in options}
    misspelt = _similar(word, sorted(options), NEARLY)[:1]
    yield [path for each in misspelt for path in _places(each, below)]
    yield [_with_indexes(path, place) for form in forms for path in _places(form, around, CONNECTION_ARGUMENTS)]
    yield [each for each in own if word.casefold().endswith(f"_{each}") and each not in NAMING]
    yield _containing(word, known)


def spellings(word: str) -> list[str]:
    """A word of the API or of another tool in the ways in which options may be spelt, the likeliest first.

    ``LifecycleId`` becomes ``lifecycle``, ``environment_ids`` becomes ``environments``. The options of the connection
    begin with ``octopus_``, the space and the options of a document do not.
    """
    spelt = PART.sub("_", word).casefold()
    own = spelt.removeprefix("octopus_")
    plain = REFERENCE.sub("", own)
    stem = plain.removeprefix("is_").removesuffix("s")
    ends = (plain, stem, f"{stem}s", f"is_{stem}")
    same = [
        f"_{each}_".replace(f"_{one}_", f"_{other}_").strip("_")
        for words in SAME_THING
        for one in words
        for other in words
        for each in (own, f"{stem}s")
        if f"_{one}_" in f"_{each}_"
    ]
    return [each for each in dict.fromkeys((spelt, own, *ends, *same)) if each != word]


def _spelt(forms: Sequence[str], known: Sequence[str]) -> list[str]:
    """The known word among the spellings of another."""
    return [form for form in forms if form in known][:1]


def _similar(word: str, known: Sequence[str], cutoff: float) -> list[str]:
    """The known words that are similar to a word; an option of the connection only if the word is nearly the same."""
    connection = similar(word, [each for each in known if each in CONNECTION_ARGUMENTS], NEARLY)
    return similar(word, [each for each in known if each not in CONNECTION_ARGUMENTS or each in connection], cutoff)


def _ending(word: str, known: Sequence[str]) -> list[str]:
    """The options whose names end with a short name, the shortest first: ``project_group`` for ``group``."""
    return [each for each in _containing(word, known) if each.endswith(f"_{word.casefold()}")]


def _containing(word: str, known: Sequence[str]) -> list[str]:
    """The options whose names have all words of a short name, the shortest first: ``project_group`` for ``group``."""
    words = {*word.casefold().split("_")}
    found = [each for each in known if words <= {*each.split("_")} and each not in CONNECTION_ARGUMENTS]
    return sorted(found, key=lambda each: each.count("_"))[:MOST_PLACES]


def _levels(specification: Specification, place: str) -> Iterator[Level]:
    """The mappings of options at each depth, the least deep ones first."""
    level = [(place, specification)]
    while level:
        yield level
        level = [
            (f"{inside}.{option}{ENTRY if argument.get('type') == 'list' else ''}".lstrip("."), argument["options"])
            for inside, options in level
            for option, argument in options.items()
            if argument.get("options")
        ]


def _places(word: str, levels: Sequence[Level], without: Container[str] = ()) -> list[str]:
    """The paths of the options with this name that are nested least deep. ``without``: paths that do not count."""
    for level in levels:
        paths = [f"{inside}.{word}".lstrip(".") for inside, options in level if word in options]
        found = [path for path in paths if path not in without]
        if found:
            return found[:MOST_PLACES]
    return []


def _with_indexes(path: str, place: str) -> str:
    """A path with the indexes of ``place`` as far as both are the same."""
    parts = place.split(".")
    for end in range(len(parts), 0, -1):
        same = ".".join(parts[:end])
        general = INDEX.sub(ENTRY, same)
        if path.startswith(f"{general}."):
            return f"{same}{path[len(general) :]}"
    return path


def _question(suggestions: Sequence[str]) -> str:
    """The end of a message that suggests something; empty if there is nothing to suggest."""
    *others, last = dict.fromkeys(suggestions) or ("",)
    either = f"{', '.join(others)} or {last}" if others else last
    return f"; did you mean {either}?" if last else ""
