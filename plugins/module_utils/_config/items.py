# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The items of a configuration, which maps kinds to lists; each entry holds the options of that kind's module."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.arguments import ARGUMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._config.kinds_meant import kinds_meant
from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._json_types import in_json_types
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import BY_PLURAL as REGISTERED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import SHOWN_ONCE
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, described
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, ReferenceUse
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.options import item_arguments, item_groups
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    NO_SECRET,
    placeholder_name,
    refuse_non_secret,
    secret_mistakes,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import wrong_values
from ansible_collections.octopus.deploy.plugins.module_utils._suggestions import AllOptions, meant
from ansible_collections.octopus.deploy.plugins.module_utils._validation import (
    checked,
    key_shown,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import (
    ID,
    NAME,
    SLUG,
    WAYS,
    folded,
    near_misses,
)

# A configuration can't have kinds with a secret that the server returns only once, because its result is shown.
BY_PLURAL: Mapping[str, Resource] = REGISTERED.without(SHOWN_ONCE)
CONFIGURED: Collection[Resource] = BY_PLURAL.values()
# The options by which other items can refer to a document, by the way: name, ID or slug.
OPTIONS: Mapping[str, tuple[str, ...]] = {NAME: ("name", "new_name"), ID: ("id",), SLUG: ("slug",)}
# By kind, the place of each entry for messages, for kinds that several files have.
Places = Mapping[Any, Sequence[str]]


@dataclass(frozen=True)
class Item:
    """One entry of a configuration, with its options checked.

    ``place``: its path, e.g. ``projects[3]``, with its file in front if several files have the kind.
    """

    resource: Resource
    place: str
    parameters: Parameters

    @property
    def name(self) -> str:
        """The name that the document will have at the end of the run; the ID where no name is given."""
        return str(self.parameters.get("new_name") or self.parameters.get("name") or self.parameters.get("id") or "")

    @cached_property
    def parent(self) -> str:
        """The value of the option that names the parent document; empty for a kind without a parent."""
        return self.resource.given_parent(self.parameters)

    @cached_property
    def within(self) -> ReferenceUse | None:
        """The parent or the space within which the document's name is unique, as far as an option names one."""
        parent = self.resource.location.parent
        return (parent.location, self.parent) if parent else self.resource.given_space(self.parameters)

    @cached_property
    def belongs_to(self) -> tuple[Location | None, str]:
        """The location of the document that the item's document belongs to, and the option's value that names it."""
        owner, parent = self.resource.owner, self.resource.location.parent
        if owner:
            return owner.location, str(self.parameters.get(owner.option) or "")
        return parent.location if parent else None, self.parent

    @property
    def title(self) -> str:
        """The name for messages, with the parent's name in front: a channel's name says little without its project."""
        if self.resource.is_owned:
            return self.resource.whose(self.parameters)
        return f"{self.parent}: {self.name}" if self.parent else self.name

    @cached_property
    def references(self) -> tuple[ReferenceUse, ...]:
        """The documents that the item refers to, each once: many parts of a document may refer to the same other one,
        as the scopes of variables do.
        """
        return tuple(dict.fromkeys(self.resource.references(self.parameters)))

    @cached_property
    def absent(self) -> bool:
        """Whether the item removes its document."""
        return bool(self.parameters.get("state") == "absent")

    @property
    def renames(self) -> bool:
        """Whether the item may rename its document."""
        given = self.parameters
        return not self.absent and bool(given.get("new_name") or (given.get("id") and given.get("name")))

    @cached_property
    def called(self) -> tuple[tuple[str, str], ...]:
        """The ways (name, ID or slug) by which others can refer to this item, each with a folded value, names first.

        An absent item has no slug.
        """
        ways = (NAME, ID) if self.absent else WAYS
        given = ((way, self.parameters.get(option)) for way in ways for option in OPTIONS[way])
        return tuple(dict.fromkeys((way, folded(value)) for way, value in given if value))


@cache
def arguments_of(plural: str) -> Mapping[str, Argument]:
    """The options of an item, by the key of its kind. Most configurations have few of the kinds."""
    return item_arguments(BY_PLURAL[plural])


def lists_meant(resource: Resource, word: str) -> Sequence[str]:
    """The lists of a configuration that an unknown option of an item may mean, in words for a message."""
    return kinds_meant(
        resource, word, CONFIGURED, arguments_of, lambda kind: f"the list {kind.plural} beside {resource.plural}"
    )


def modules_meant(task: str, word: str) -> Sequence[str]:
    """The modules that an unknown option may mean, in words for a message. ``task``: the module with the option."""
    return [
        each
        for resource in CONFIGURED
        if task == f"octopus_{resource.kind}"
        for each in kinds_meant(
            resource, word, CONFIGURED, arguments_of, lambda kind: f"the module octopus_{kind.kind}"
        )
    ]


def kinds_called(plurals: Iterable[str], option: str) -> list[Resource]:
    """The kinds that an option names. Raises ``OptionError`` with all kinds that do not exist."""
    wrong = [f"there is no kind {each!r}{meant(each, list(BY_PLURAL))}" for each in plurals if each not in BY_PLURAL]
    if wrong:
        raise OptionError(option, "\n".join(wrong))
    return [BY_PLURAL[each] for each in plurals]


def why_not_a_kind(key: Any) -> str:
    """The problem with a key of a configuration that is not a kind."""
    if key == "config":
        return "the kinds themselves are the keys here; leave this key out, and move its lists one level up"
    if key in ARGUMENTS:
        return "is an option of octopus_config and not a kind; give it to the task"
    return f"there is no such kind{meant(key, list(BY_PLURAL))}"


class Mistakes(OptionError):
    """All mistakes in a configuration. ``secrets``: see ``OctopusError``."""

    def __init__(self, problems: list[str], secrets: Sequence[Any] = ()) -> None:
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        super().__init__("config", "\n".join((f"{count}, nothing was changed:", *(f"  {each}" for each in problems))))
        self.problems = problems
        self.secrets = secrets


def items_of(
    config: Any, secrets: Mapping[str, Any], known: Iterable[str] = (), places: Places | None = None
) -> list[Item]:
    """The items of a configuration, in its order. Raises ``Mistakes`` with every mistake, before any request.

    ``known``: the mistakes that reading its files has found; ``places``: the places of entries in several files.
    """
    problems = list(known)
    shown: list[Any] = []
    found = list(_items(config, problems, shown, places or {}))
    problems += _secret_problems(secrets)
    # A misspelt kind or option may hold placeholders too. A mapping may be given as a text; only the items have it as a
    # mapping.
    texts = [config, *(item.parameters for item in found)] if secrets else []
    used = set(placeholders(texts))
    for name in sorted(set(secrets) - used):
        near = near_misses(name, sorted(used))
        problems.append(f"secrets.{name}: no placeholder has this name{f'; did you mean {near[0]}?' if near else ''}")
    problems += _repeated(found)
    if problems:
        raise Mistakes(problems, shown)
    if not secrets:
        return found
    return [Item(item.resource, item.place, with_secrets(item.parameters, secrets)) for item in found]


def _items(config: Any, problems: list[str], shown: list[Any], places: Places) -> Iterator[Item]:
    """The items of a configuration. ``shown`` gets the secrets that options would show."""
    if not isinstance(config, Mapping):
        problems.append(f"must be a mapping from kinds to lists, not {described(config)}")
        return
    for plural, entries in config.items():
        resource = BY_PLURAL.get(plural)
        if resource is None:
            problems.append(f"{key_shown(plural)}: {why_not_a_kind(plural)}")
        elif not isinstance(entries, (list, tuple)):
            problems.append(f"{plural}: must be a list of items, not {described(entries)}")
        else:
            arguments, groups = arguments_of(plural), item_groups(resource)
            elsewhere = partial(lists_meant, resource)
            for index, entry in enumerate(entries):
                place = places[plural][index] if plural in places else f"{plural}[{index}]"
                found: list[str] = []
                all_options = AllOptions(arguments, place, elsewhere)
                values = checked(arguments, entry, place, found, groups, all_options)
                # Most options of an item are not given, and thousands of items would keep None for each of them.
                given = {option: value for option, value in values.items() if value is not None}
                options = in_json_types(given, place, found)
                found += [str(each) for each in secret_mistakes(arguments, options, f"{place}.")]
                item = _item(resource, place, spelled_out(resource, options, place, found, shown), found)
                if not found:  # wrong_values expects values of the right types.
                    wrong = wrong_values(resource, item.parameters)
                    found += [f"{place}.{each}" for each in wrong]
                    shown += [secret for each in wrong for secret in each.secrets]
                problems += found
                yield item


def _item(resource: Resource, place: str, parameters: Parameters, problems: list[str]) -> Item:
    owners = (each.option for each in resource.owners)
    names = {option: parameters.get(option) for option in ("name", "new_name", "id", *owners)}
    problems += [
        f"{place}.{option}: is empty" for option, name in names.items() if name is not None and not name.strip()
    ]
    given = {option: value for option, value in parameters.items() if value is not None}
    return Item(resource.of(parameters), place, {"state": "present", **given})


def without_removed_entries(given: Any) -> Any:
    """The value of an option without the entries that it removes."""
    if not isinstance(given, (list, tuple)):
        return given
    return [each for each in given if not (isinstance(each, Mapping) and each.get("state") == "absent")]


def spelled_out(
    resource: Resource, options: Parameters, place: str, problems: list[str], shown: list[Any]
) -> Parameters:
    """The options of an item with short forms written out. ``shown``: takes the secrets that everybody could read."""
    try:
        return options if problems else resource.hooks.spelled_out(options)
    except OptionError as mistake:
        problems += [f"{place}.{each}" for each in mistake.problems]
        shown += mistake.secrets
        return options


def _secret_problems(secrets: Mapping[str, Any]) -> Iterator[str]:
    """The mistakes in the secrets that placeholders stand for."""
    for name, secret in secrets.items():
        place = f"secrets.{name}"
        try:
            refuse_non_secret(secret, place)
        except OptionError as mistake:
            yield str(mistake)
        else:
            if placeholder_name(secret) is not None:
                yield f"{place}: is a placeholder itself; give the secret, or {NO_SECRET} to clear it"


def _repeated(items: list[Item]) -> Iterator[str]:
    """The mistakes of items of a kind with the same name or ID."""
    first: dict[tuple[str, bool, str, str], Item] = {}
    for item in items:
        yield from _given_already(item, first)
        for option in ("id", "new_name", "name"):
            if item.parameters.get(option):
                inside = "" if option == "id" else folded(item.parent)
                key = (item.resource.plural, option == "id", inside, folded(item.parameters[option]))
                other = first.setdefault(key, item)
                if other is not item:
                    given_up = option != "id" and any(folded(each.name) != key[-1] for each in (item, other))
                    hint = "; a document can get the old name of another one in a later run" if given_up else ""
                    yield f"{item.place}.{option}: {item.parameters[option]!r} is given already, at {other.place}{hint}"
                    break


def _given_already(item: Item, first: dict[tuple[str, bool, str, str], Item]) -> Iterator[str]:
    """The mistake of a second item for the document of one owner."""
    owner = item.resource.owner
    value = item.parameters.get(owner.option) if owner else None
    if owner and value:
        key = (item.resource.plural, False, f"{owner.option} {folded(item.parent)}", folded(value))
        other = first.setdefault(key, item)
        if other is not item:
            yield f"{item.place}: the {item.resource.label} {item.title} are given already, at {other.place}"


def placeholders(value: Any) -> Iterator[str]:
    """The names of the placeholders in a value, at any depth."""
    if isinstance(value, str):
        name = placeholder_name(value)
        if name is not None:
            yield name
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from placeholders(part)
    elif isinstance(value, list):
        for part in value:
            yield from placeholders(part)


def with_secrets(value: Any, secrets: Mapping[str, Any]) -> Any:
    """A value with placeholders replaced by their secrets; a placeholder without a secret stays."""
    if isinstance(value, str):
        return secrets.get(placeholder_name(value) or "", value)
    if isinstance(value, Mapping):
        return {key: with_secrets(part, secrets) for key, part in value.items()}
    return [with_secrets(part, secrets) for part in value] if isinstance(value, list) else value
