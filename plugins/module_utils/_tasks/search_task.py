# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of octopus_search: finds every place in a space that uses a variable, a document, a tag or a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.arguments import PARALLELISM
from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ACCOUNTS,
    CERTIFICATES,
    FEEDS,
    LIBRARY_VARIABLE_SETS,
    LIFECYCLES,
    MACHINES,
    PROJECTS,
    SCOPES,
    WORKER_POOLS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.step_template import STEP_TEMPLATE
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Notes
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.redaction import secret_values
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task
from ansible_collections.octopus.deploy.plugins.module_utils._search import matching
from ansible_collections.octopus.deploy.plugins.module_utils._search.sources import Source, sources, with_owners
from ansible_collections.octopus.deploy.plugins.module_utils._search.sweep import Sweep, swept
from ansible_collections.octopus.deploy.plugins.module_utils._search.uses import in_order, uses_in
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import (
    CONNECTION_ARGUMENTS,
    environment_secrets,
    space_name,
    space_to_come,
)
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils._suggestions import meant
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import SpaceNotFound
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import no_space

# The options that name a document to look for. Other documents refer to it by its ID, and some to a feed by its name.
DOCUMENTS: Mapping[str, Location] = {
    "account": ACCOUNTS,
    "certificate": CERTIFICATES,
    "environment": SCOPES,
    "feed": FEEDS,
    "library_variable_set": LIBRARY_VARIABLE_SETS,
    "lifecycle": LIFECYCLES,
    "machine": MACHINES,
    "project": PROJECTS,
    "step_template": STEP_TEMPLATE.location,
    "worker_pool": WORKER_POOLS,
}
NAMED_IN = {"feed": "FeedId"}
TEXTS = {"variable": matching.of_variable, "tag": matching.of_tag, "package": matching.of_package}
TARGETS = (*DOCUMENTS, *TEXTS, "text")
ARGUMENTS: dict[str, Argument] = {
    **{each: {"type": "str"} for each in TARGETS},
    "regex": {"type": "bool", "default": False},
    "kinds": {"type": "list", "elements": "str"},
    "in_projects": {"type": "list", "elements": "str"},
    "parallelism": PARALLELISM,
}
SEARCHED = sources(KINDS)


def search(session: Session, request: Request) -> Result:
    """Search a space in one sweep through its collections; nothing is written."""
    options, client, before = request.parameters, session.client, len(session.client.exchanges)
    option = target(options)
    chosen = chosen_sources(options)
    warnings = request.warnings
    try:
        space = session.kept(Resolvers).enter(space_name(options, request.environment))[0]
    except SpaceNotFound as missing:
        if not request.check:
            raise
        space = no_space(missing.name)
        warnings.append(space_to_come(missing))
    index = Index(client, space, (), options["parallelism"])
    kinds = {each.kind for each in chosen}
    context = Context(client, index, request.check, notes=Notes(warnings))
    for each in chosen if options.get("kinds") else ():
        context.require(each.resource.location.since, "kinds")
    sweep = swept(client, index, with_owners(chosen, readable(options)), kinds, options["parallelism"])
    found = result(sweep, option, request, context)
    return {
        "changed": False,
        **found,
        "space": space.described(),
        **({"warnings": warnings} if warnings else {}),
        "request_count": len(client.exchanges) - before,
    }


def target(options: Mapping[str, Any]) -> str:
    """The option that says what to look for. Raises ``OptionError`` for a value that would find everything."""
    option = next(each for each in TARGETS if options.get(each) is not None)
    if not options[option].strip():
        raise OptionError(option, "is empty: give what to look for")
    if options["regex"] and option != "text":
        raise OptionError("regex", f"can only be used with text, not with {option}")
    return option


def chosen_sources(options: Mapping[str, Any]) -> list[Source]:
    """The kinds to search. Raises ``OptionError`` for kinds that do not exist."""
    possible, wanted = readable(options), options.get("kinds")
    by_name = {name: each for each in SEARCHED for name in (each.kind, each.resource.plural)}
    wrong = [f"{each!r} is not searched{meant(each, list(by_name))}" for each in wanted or () if each not in by_name]
    if wrong:
        raise OptionError("kinds", "\n".join(wrong))
    kinds = {by_name[each].kind for each in wanted or by_name}
    found = [each for each in possible if each.kind in kinds]
    if not found:
        raise OptionError("kinds", "none of these kinds belongs to a project, so in_projects can't be given with them")
    return found


def readable(options: Mapping[str, Any]) -> list[Source]:
    """All sources, or those that can belong to projects if the task names projects."""
    return [each for each in SEARCHED if options.get("in_projects") is None or each.is_of_projects()]


def result(sweep: Sweep, option: str, request: Request, context: Context) -> Result:
    """The part of the result with the places that were found, and the documents that were searched."""
    options = request.parameters
    named = options.get("in_projects")
    projects = None if named is None else {resolved(PROJECTS, each, context, "in_projects") for each in named}
    matcher, names = matcher_of(option, options, context), sweep.names()
    mask = Mask.of([*secret_values(CONNECTION_ARGUMENTS, options), *environment_secrets(request.environment)])
    searched = list(sweep.searched(projects))
    uses = in_order(use for each in searched for use in uses_in(each, matcher, names, mask))
    unsearched = list(sweep.unsearched(projects))
    if unsearched:
        words = [" of ".join(filter(None, (each["kind"], each["name"]))) for each in unsearched]
        context.warn(f"not_searched has what could not be searched: {', '.join(words)}")
    counts = Counter(each.kind for each in searched)
    return {
        "uses": uses,
        "counts": dict(Counter(each["kind"] for each in uses)),
        "searched": {kind: counts[kind] for kind in sweep.read()},
        "not_searched": unsearched,
    }


def matcher_of(option: str, options: Mapping[str, Any], context: Context) -> matching.Matcher:
    """The matcher for the texts that the task looks for."""
    value = options[option]
    if option in TEXTS:
        return TEXTS[option](value)
    if option in DOCUMENTS:
        identity = resolved(DOCUMENTS[option], value, context, option)
        document = (context.resolver.by_id(DOCUMENTS[option], identity) if option in NAMED_IN else None) or {}
        names = [str(document[each]) for each in ("Name", "Slug") if document.get(each)]
        return matching.of_document(identity, names, NAMED_IN.get(option, ""))
    try:
        return matching.of_pattern(re.compile(value if options["regex"] else re.escape(value), re.IGNORECASE))
    except re.error as error:
        raise OptionError("text", f"is not a regular expression: {error}") from error


SEARCH = Task(
    name="octopus_search",
    arguments=ARGUMENTS,
    perform=search,
    mutually_exclusive=(TARGETS,),
    required_one_of=(TARGETS,),
)
