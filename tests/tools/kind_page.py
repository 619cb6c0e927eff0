# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes ``docs/kinds.md``: what each kind manages, what it does not and why, and which tests check it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import AFTER_2021_2
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from checks import ROOT
from contract.samples import SAMPLES
from description.facts import ALWAYS, Release, a
from description.newer import NEWER, NEWER_DEFINITIONS
from description.rows import AFTER
from interop.conformance import table
from interop.fact_marks import marked_files
from kind_properties import (
    GENERAL,
    GONE,
    SINCE,
    Definitions,
    definition_of,
    inner_fields,
    own_fields,
    variant_of,
    whole_name,
)

TARGETS = ROOT / "tests" / "integration" / "targets"
# The last cell of a row, which only the published description can fill in.
SINCE_CELL = re.compile(r"^(\| .* \|)[^|]*\|$", re.MULTILINE)
# Releases that stand for an unknown later one.
LATER: Mapping[Release, str] = {AFTER: "after 2020.5", AFTER_2021_2: "after 2021.2"}
INTRODUCTION = """\
# The kinds, property by property

`make kinds` writes this page; nobody edits it by hand. For every kind of document that the collection manages, the
page says which option sets which property of the API, which properties have no option and why, and which tests check
this. A test makes sure that no property of a kind is missing that the descriptions of the API have.

*Since* is the server's release that brought a property, and *before* the release that removed it. A property without
*since* exists on servers of 2020.5 and older. The properties of all documents are not repeated:

"""
NOTES: Mapping[str, str] = {
    "on_create": "only in a new document",
    "fixed": "only in a new document",
    "instruction": "an instruction, not kept",
}


def page(kinds: Sequence[Resource], definitions: Definitions) -> str:
    general = table(("Property", "Why it has no option"), ((f"`{name}`", why) for name, why in GENERAL.items()))
    facts = facts_by_module()
    sections = [section(each, definitions, facts.get(f"octopus_{each.kind}", [])) for each in kinds]
    return "\n".join((f"{INTRODUCTION}{general}", *sections))


def without_since(text: str) -> str:
    """The page without the releases, which only the published description can give."""
    return SINCE_CELL.sub(r"\1", text)


def section(resource: Resource, definitions: Definitions, facts: Iterable[str]) -> str:
    module, collection = f"octopus_{resource.kind}", resource.location
    since = since_of(resource, definitions)
    part = "no part of configurations" if resource.one_time_secret else f"in a configuration `{resource.plural}`"
    introduction = (
        f"Module [`{module}`](../plugins/modules/{module}.py), {part}. "
        f"{of_owners(resource) or where_it_is(collection)}; "
        f"the API calls it `{definition_of(resource)}`{introduced(resource)}."
    )
    shown: dict[int, str] = {}
    options = [row for each in own_fields(resource) for row in rows(each, "", "", shown)]
    name = [] if resource.is_owned else [("`name`, `new_name`", f"`{collection.naming.prop}`", "name")]
    owners = [each for each in resource.owners if each.option]
    name += [(f"`{each.option}`", f"{each.location.label} that it belongs to", each.option) for each in owners]
    always = [(f"always `{value}`", f"`{prop}`", "") for prop, value in resource.creation.constants.items()]
    every = (*name, *options, *always)
    gone = gone_of(resource, definitions)
    managed = [
        (cell, prop, span(since_of_option(since, option), gone.get(option, ALWAYS))) for cell, prop, option in every
    ]
    missing = [
        (f"`{key}`", reason or "the server sets it", span(*span_of_key(resource, key)))
        for key, reason in {**dict.fromkeys(resource.published.read_only, ""), **resource.published.unmanaged}.items()
    ]
    parts = [f"## {resource.label}\n", f"{introduction}\n", table(("Option", "Property", "Since"), managed)]
    if missing:
        parts.append(table(("No option for", "Because", "Since"), missing))
    extra = [f"`{option}`" for each in resource.actions for option in each.arguments]
    if extra:
        parts.append(f"Beside the document: {', '.join(extra)}.\n")
    return "\n".join((*parts, tested_by(resource, facts)))


def of_owners(resource: Resource) -> str:
    """The documents whose link leads to the documents of a kind; empty for a kind whose owners no option names."""
    owners = " or a ".join(each.location.label for each in resource.owners if each.option)
    return f"The link `{resource.companions[0].link}` of a {owners}" if owners else ""


def where_it_is(collection: Location) -> str:
    """Where the documents of a kind are; a singleton has no link of its own."""
    holder = "the server" if collection.system else "a space"
    parent = collection.parent
    address = collection.unlinked or (parent.unlinked if parent else "")
    if address:
        return f"No link leads there; the documented address is `{address}`, below that of {holder}"
    if not collection.link:
        return f"Documents that links of {holder} lead to"
    return f"The link `{collection.link}` of {f'a {parent.location.label}' if parent and parent.only else holder}"


def tested_by(resource: Resource, facts: Iterable[str]) -> str:
    titles = dict.fromkeys(f"*{each.title}*" for each in SAMPLES if each.kind == resource.kind)
    samples = f"the samples {', '.join(titles)} (`tests/contract/kinds/{resource.kind}.py`)"
    target = f"the target `tests/integration/targets/octopus_{resource.kind}`"
    numbers = ", ".join(sorted(set(facts), key=in_order))
    known = f", and tests of the [facts](conformance.md) {numbers}" if numbers else ""
    return f"Tested by {samples}, {target}{known}.\n"


def rows(field: Field, path: str, prop: str, shown: dict[int, str]) -> Iterator[tuple[str, str, str]]:
    """A row for an option, with the option as the page shows it, its property, and its path; then rows for suboptions.

    ``shown``: the path of the first option of each type with suboptions, so that the page lists them only once.
    """
    option, variant = f"{path}{field.option}", variant_of(field.type)
    # Without a property of its own, a field sets properties of the document itself, or of one beside it.
    beside = f"{field.type.companion}." if field.type.companion else ""
    place = f"{prop}{beside}{field.api or getattr(field.type, 'prop', '')}".rstrip(".") + (
        f":{variant}" if variant else ""
    )
    inner = inner_fields(field.type)
    argument = field.type.argument()
    notes = [NOTES[field.change]] if field.change in NOTES else []
    notes += ["replaced or merged"] if field.shared else []
    notes += ["secret"] if argument.get("no_log") else []
    first = shown.setdefault(id(field.type), option) if inner else option
    notes += [f"as `{first}`"] if first != option else []
    yield f"`{option}`" + (f": {', '.join(notes)}" if notes else ""), f"`{place}`" if place else "", option
    for each in inner if first == option else ():
        yield from rows(each, f"{option}.", f"{place}." if place else "", shown)
    for part in () if inner else argument.get("options") or {}:
        yield f"`{option}.{part}`", f"in `{place}`", f"{option}.{part}"


def since_of(resource: Resource, definitions: Definitions) -> dict[str, Release]:
    """For each option, the release that brought its property, or the first release that does not refuse the option."""
    if not definitions.knows(definition_of(resource)):
        return {}
    found = {option: each.since for each in definitions.properties(resource) for option in each.options}
    refused_before = {each.option: each.since for each in resource.fields if each.since}
    return {**found, **{option: max(since, found.get(option, ALWAYS)) for option, since in refused_before.items()}}


def since_of_option(since: Mapping[str, Release], option: str) -> Release:
    """The release that brought an option. A nested option came with its parent or later."""
    parts = option.split(".")
    return max(since.get(".".join(parts[:length]), ALWAYS) for length in range(1, len(parts) + 1))


def gone_of(resource: Resource, definitions: Definitions) -> dict[str, Release]:
    """For each option, the release that removed its property."""
    known = definitions.properties(resource) if definitions.knows(definition_of(resource)) else ()
    return {option: GONE[each.key] for each in known if each.key in GONE for option in each.options}


def span_of_key(resource: Resource, key: str) -> tuple[Release, Release]:
    name = whole_name(resource, key)
    return SINCE.get(name, ALWAYS), GONE.get(name, ALWAYS)


def span(since: Release, gone: Release) -> str:
    """The releases that have a property, for people."""
    until = "2020.5 at the latest" if gone == AFTER else f"before {released(gone)}" if gone != ALWAYS else ""
    return ", ".join(each for each in (released(since), until) if each)


def introduced(resource: Resource) -> str:
    """The release since which servers have the kind, if the published description is older."""
    schema = a(definition_of(resource))
    found = [row.since for row in NEWER if row.what == "path" and row.schema == schema and row.where.startswith("GET")]
    # A path of the schema may be newer than the kind.
    known = resource.location.since or (min(found) if found and definition_of(resource) in NEWER_DEFINITIONS else None)
    return f"; servers have had it {'' if known == AFTER else 'since '}{released(known)}" if known else ""


def released(release: Release) -> str:
    if release == ALWAYS:
        return ""
    return LATER.get(release) or f"{release[0]}.{release[1]}"


def in_order(fact: str) -> tuple[str, int, str]:
    chapter, item = fact.split(".")
    return chapter, int(item) if item.isdigit() else 0, item


def facts_by_module() -> dict[str, list[str]]:
    """The facts that are tested through a module, by module, without the tests of the emulator itself."""
    found: dict[str, list[str]] = {}
    for path in marked_files():
        text = path.read_text(encoding="utf-8")
        # ast.get_source_segment would divide the text into lines again for each function.
        lines = text.splitlines()
        for function in (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.FunctionDef)):
            source = "\n".join(lines[function.lineno - 1 : function.end_lineno])
            for module in set(re.findall(r"\boctopus_[a-z_]+", source)):
                found.setdefault(module, []).extend(marked(function))
    return found


def marked(function: ast.FunctionDef) -> list[str]:
    calls: list[Any] = [each for each in function.decorator_list if isinstance(each, ast.Call)]
    return [each.value for call in calls if ast.unparse(call.func) == "pytest.mark.fact" for each in call.args]
