# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of octopus_config: plans a whole configuration and applies it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.arguments import ARGUMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._config.converge import carried_out
from ansible_collections.octopus.deploy.plugins.module_utils._config.handed_on import (
    givers_first,
    refuse_one_slug_for_two,
    taken_values,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import (
    BY_PLURAL,
    Item,
    Mistakes,
    arguments_of,
    items_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.listing import Listed
from ansible_collections.octopus.deploy.plugins.module_utils._config.named_in_plans import named_first
from ansible_collections.octopus.deploy.plugins.module_utils._config.order import meets_others, order_of
from ansible_collections.octopus.deploy.plugins.module_utils._config.outcomes import Done, Planned
from ansible_collections.octopus.deploy.plugins.module_utils._config.planning import Run, plans
from ansible_collections.octopus.deploy.plugins.module_utils._config.protection import Protection
from ansible_collections.octopus.deploy.plugins.module_utils._config.pruning import (
    claimed_by,
    coming_along,
    prunable,
    pruned,
    refuse_removed,
    removed_defaults,
    unlisted,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.result import counted, line, result_of
from ansible_collections.octopus.deploy.plugins.module_utils._config.sources import Decrypt, is_vaulted, merged_sources
from ansible_collections.octopus.deploy.plugins.module_utils._config.unseen import (
    effects_in_run,
    taken_for_missing,
    unseen_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._garbage import uncollected
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import SPACES
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import find
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import MASKED_PARAMETER
from ansible_collections.octopus.deploy.plugins.module_utils._model.redaction import (
    masked,
    option_secrets,
    secret_values,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import (
    no_document_of_the_space,
    space_name,
    space_to_come,
)
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import NoDefaultSpace, SpaceNotFound
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask, property_secrets
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import NAME, SLUG, WAYS, folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space, no_space

# The beginning of an expression of Jinja.
TEMPLATE = "{{"


@uncollected()
def converge_config(session: Session, request: Request) -> Result:
    """Bring a space, and the documents of the server that the configuration names, into the state that it describes."""
    started, before = session.client.now(), len(session.client.exchanges)
    options, warnings = request.parameters, request.warnings
    config, items = _configuration(request)
    order = order_of(items)  # raises mistakes before the first request
    pruned_kinds = prunable(options.get("prune") or (), options["prune_server"], config)
    # A kind with an empty list is read as well: all of its documents are unmanaged.
    resources = [BY_PLURAL[plural] for plural in config]
    space, promised, assumed = _space_of_run(session, request, items, resources)
    warnings += assumed
    warnings += _unevaluated(items) if options.get("config") is None else []
    for each in resources:
        Context(session.client, session.kept(Resolvers).server()).require(each.location.since, each.plural)
    index = Index(session.client, space, items, options["parallelism"], promised)
    index.read(resources, items)
    if promised or meets_others(items):
        order = order_of(items, promised, index.identified)
    run = _run(session, request, index, promised)
    planned = plans(run, order, items)
    warnings += _contradictions(run, planned)
    order = givers_first(named_first(order, planned), planned)
    claimed = claimed_by(planned)
    unmanaged = {each.plural: unlisted(index, each, claimed) for each in resources}
    removals, kept = _removals(run, planned, pruned_kinds, unmanaged, request)
    done = carried_out(run, planned, removals, order)
    request.progress(counted(Counter(each.status for each in done), request.check))
    warnings += kept
    warnings += [f"{each.planned.place}: {warning}" for each in done for warning in warnings_of(each)]
    return {
        **result_of(done, unmanaged, items, request.check, request.verbosity > 0),
        "space": space.described(),
        "request_count": len(session.client.exchanges) - before,
        "seconds": round(session.client.now() - started, 3),
        **({"warnings": warnings} if warnings else {}),
    }


def _configuration(request: Request) -> tuple[Mapping[str, Any], list[Item]]:
    """The configuration and its items; the secrets in them are masked in all output from now on."""
    options = request.parameters
    mistakes: list[str] = []
    config, places = options.get("config"), None
    if config is None:
        config, places = merged_sources(options["src"], mistakes, request.decrypt)
        request.secrets.extend([*property_secrets(config), *secrets_of({"config": config})])
    items = items_of(config, options.get("secrets") or {}, mistakes, places)
    # The task's options do not hold the secrets of ``src`` files.
    request.secrets.extend(
        each for item in items for each in secret_values(arguments_of(item.resource.plural), item.parameters)
    )
    return config, items


def _unevaluated(items: Sequence[Item]) -> list[str]:
    """A warning about each item of a file whose name has a template: nobody evaluates it, so it becomes the name."""
    return [
        f"{each.place}: {each.name!r} is taken as it is, because Ansible evaluates nothing in the files of src; "
        "a template belongs in config"
        for each in items
        if TEMPLATE in each.name
    ]


def _run(session: Session, request: Request, index: Index, promised: Item | None) -> Run:
    """The run of the task. ``promised``: the item that creates the space of the run."""
    mask = Mask.of(request.secrets)

    def entered() -> None:
        identity = index.identity(promised) if promised else None
        index.enter(session.client.spaces.with_id(identity or "").document)

    def progress(done: Done) -> None:
        request.progress(mask.text(line(done, request.check)))

    return Run(session.client, index, request.check, request.parameters["parallelism"], progress, promised, entered)


def _contradictions(run: Run, planned: Sequence[Planned]) -> list[str]:
    """Raise ``Mistakes`` for plans that contradict each other; returns the mistakes that check mode only warns of."""
    refuse_two_of_one(planned)
    refuse_two_defaults(planned)
    refuse_one_slug_for_two(planned)
    refuse_removed(planned, run.client, run.index)
    mistakes = removed_defaults(planned)
    if mistakes and not run.check:
        raise Mistakes(mistakes)
    # In check mode an earlier task of the playbook may make another document the default, or give up a slug.
    return [*mistakes, *(taken_values(planned, run.index) if run.check else ())]


def _removals(
    run: Run,
    planned: Sequence[Planned],
    kinds: Sequence[Resource],
    unmanaged: Mapping[str, Sequence[Listed]],
    request: Request,
) -> tuple[list[Planned], list[str]]:
    """The removals that ``prune`` asks for, and a warning about each document that stays because others need it.

    The task also warns of each kind of which the user may not see all documents.
    """
    coming = {each.plural: coming_along(run.index, each, planned) for each in kinds}
    found = {plural: [*unmanaged[plural], *here] for plural, here in coming.items()}
    space = space_name(request.parameters, request.environment)
    with_new_ones = [each for here in coming.values() for each in here]
    there = [(kind.location, each) for kind in kinds for each in unmanaged[kind.plural]]
    protected = Protection(run.client, run.index, planned, space, with_new_ones, there) if kinds else None
    unsure, kept = (protected.unsure, protected.warnings) if protected else ((), [])
    missing = dict.fromkeys(taken_for_missing(planned, kinds, request.check))
    request.warnings.extend(unseen_of(run.index, effects_in_run(missing, unsure)))
    return pruned(kinds, found, protected, request.parameters["prune_limit"]) if protected else [], kept


def refuse_two_of_one(planned: Sequence[Planned]) -> None:
    """Raise ``Mistakes`` for a document that one item renames and another item finds by its old name.

    Two items for the document of one owner are always a mistake.
    """
    first: dict[tuple[str, str, str], Planned] = {}
    problems = []
    for each in planned:
        current, parent = each.plan.current or {}, each.resource.location.parent
        identity = str(current.get("Id") or "")
        # Owners that do not exist yet have the same placeholder for an ID if they have the same name.
        inside = str(current.get(parent.prop) or "") if parent and each.resource.owner else ""
        about = (each.resource.location.link if each.resource.owner else "", inside, identity)
        other = first.setdefault(about, each) if identity and not each.resource.singleton else each
        if other is not each and each.resource.owner:
            problems.append(f"{each.place}: the {each.resource.label} {each.name} are given already, at {other.place}")
        if other is not each and any(one.item and one.item.renames for one in (other, each)):
            problems.append(
                f"{each.place}: is about the same document as {other.place} ({identity}), and one of the two renames it"
            )
    if problems:
        raise Mistakes(problems)


def refuse_two_defaults(planned: Sequence[Planned]) -> None:
    """Raise ``Mistakes`` for several items that ask to be the default, which only one document can be."""
    first: dict[tuple[str, str, str], Planned] = {}
    problems = []
    for each in planned:
        for option, owner in each.default_flags:
            other = first.setdefault((each.resource.kind, option, owner), each)
            if other is not each:
                only = f"only one {each.resource.label} can have it, and {other.place} has it already"
                problems.append(f"{each.place}.{option}: {only}")
    if problems:
        raise Mistakes(problems)


def warnings_of(done: Done) -> list[str]:
    return list(dict.fromkeys([*done.planned.warnings, *done.warnings]))


def _space_of_run(
    session: Session, request: Request, items: Sequence[Item], resources: Sequence[Resource]
) -> tuple[Space, Item | None, list[str]]:
    """The space of the configuration, and the item that creates it if it does not exist yet."""
    name = space_name(request.parameters, request.environment)
    nowhere = no_space(name)
    looks_into_one = any(each.resource.looks_into_a_space(each.parameters) for each in items)
    of_server = all(each.location.system for each in resources) and not looks_into_one
    if of_server and not any(each.location.is_mixed for each in resources):
        return no_space(), None, []
    item = _space_item(session, items, name) if name else None
    if item:
        found = find(item.resource, item.parameters, Context(session.client, session.kept(Resolvers).server()))
        return (session.client.spaces.enter(found), None, []) if found else (nowhere, item, [])
    try:
        return session.kept(Resolvers).enter(name)[0], None, []
    except NoDefaultSpace:
        if not of_server:
            raise
        return no_space(), None, []
    except SpaceNotFound as missing:
        if of_server:
            # A document of the server may be needed before the space: a team manages it.
            return nowhere, None, [no_document_of_the_space(missing)]
        if not request.check:
            raise
        return nowhere, None, [space_to_come(missing)]


def _space_item(session: Session, items: Sequence[Item], name: str) -> Item | None:
    """The item for the space that ``name`` means."""
    spaces = [each for each in items if each.resource.location == SPACES and not each.absent]
    known = ((way, each) for way in WAYS for each in spaces if (way, folded(name)) in each.called)
    way, item = next(known, (NAME, None))
    server = session.kept(Resolvers).server()
    others = (way != NAME and server.by_name(SPACES, name)) or (way == SLUG and server.by_id(SPACES, name))
    return None if others else item


def secrets_of(parameters: Mapping[str, Any]) -> list[Any]:
    """The secrets in a configuration, as far as the options say that they are secrets."""
    found: list[Any] = []
    config = parameters.get("config")
    for plural, entries in (config if isinstance(config, Mapping) else {}).items():
        if plural in BY_PLURAL and isinstance(entries, list):
            for entry in entries:
                found += option_secrets(arguments_of(plural), entry) if isinstance(entry, Mapping) else []
    return found


def described(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters without unknown kinds and options of the configuration, which may hold a misplaced secret."""
    config = parameters.get("config")
    if not isinstance(config, Mapping):
        return {**parameters, "config": masked({}, config)}
    shown: dict[str, Any] = dict.fromkeys(config, MASKED_PARAMETER)
    for plural, entries in config.items():
        if plural in BY_PLURAL and isinstance(entries, (list, tuple)):
            shown[plural] = [masked(arguments_of(plural), each) for each in entries]
    return {**parameters, "config": shown}


@uncollected()
def check_items(parameters: Mapping[str, Any]) -> None:
    """Raise ``Mistakes`` for a configuration with mistakes in its kinds and items."""
    items_of(parameters["config"], parameters.get("secrets") or {})


def opened_sources(parameters: Mapping[str, Any], decrypt: Decrypt) -> dict[str, Any]:
    """The options in place of ``src`` if one of its files is vaulted, because a module does not have vault secrets."""
    if not is_vaulted(parameters.get("src") or ()):
        return {}
    mistakes: list[str] = []
    config, places = merged_sources(parameters["src"], mistakes, decrypt)
    items_of(config, parameters.get("secrets") or {}, mistakes, places)
    return {"src": None, "config": config}


CONFIG = Task(
    name="octopus_config",
    arguments=ARGUMENTS,
    perform=converge_config,
    mutually_exclusive=(("config", "src"),),
    required_one_of=(("config", "src"),),
    secrets=secrets_of,
    described=described,
    contents={"config": check_items},
    opened=opened_sources,
)
