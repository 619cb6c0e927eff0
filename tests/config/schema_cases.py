# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Configurations for the JSON schema and octopus_config to agree about: right ones in every spelling, and mutants."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED, arguments_of
from contract.samples import SAMPLES

Config = dict[str, Any]
Arguments = Mapping[str, Mapping[str, Any]]
PLURALS = {each.kind: each.plural for each in CONFIGURED}
WORDS = {True: ("yes", "on", "True", 1, "1"), False: ("no", "off", "FALSE", 0, "0")}
# Values of every type, for an option of any type.
VALUES = (None, "", "x", 7, 1.5, True, "2026-11-28", [], ["x"], [7], [None], [[]], {}, {"x": "y"}, [{"x": 1}], "a=b")


@dataclass(frozen=True)
class Spot:
    """An option in a configuration: the mapping that holds it, its name, and its argument."""

    holder: dict[str, Any]
    option: str
    argument: Mapping[str, Any]
    siblings: Arguments

    @property
    def value(self) -> Any:
        return self.holder[self.option]


def right(random: Random) -> Config:
    """A configuration of one to three documents of the samples, each option in one of its spellings."""
    config: Config = {}
    for number in range(random.randint(1, 3)):
        sample = random.choice([each for each in SAMPLES if each.kind in PLURALS])
        chosen = random.sample(sorted(sample.steps), min(len(sample.steps), random.randint(0, 4)))
        steps = {option: random.choice(sample.steps[option]) for option in chosen}
        item = copy.deepcopy({**sample.minimal, **sample.on_create, **steps})
        if "name" in item:
            item["name"] = f"{item['name']}{number}"
        if "variables" in item:
            item.pop("values", None)  # The samples of both name the same variables.
        # Documents with an owner are of one project or another, so that only one of a kind is taken.
        if "name" in item or PLURALS[sample.kind] not in config:
            config.setdefault(PLURALS[sample.kind], []).append(item)
    for spot in spots(config):
        if random.random() < 0.3:
            spot.holder[spot.option] = random.choice(spellings(spot))
    return config


def spots(config: Config) -> list[Spot]:
    """Every given option, however deep."""
    items = [(plural, each) for plural, entries in config.items() for each in entries]
    return [spot for plural, item in items for spot in _inside(item, arguments_of(plural))]


def _inside(holder: dict[str, Any], arguments: Arguments) -> Iterator[Spot]:
    for option in sorted(holder.keys() & arguments.keys()):
        argument = arguments[option]
        yield Spot(holder, option, argument, arguments)
        value = holder[option]
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and argument.get("options"):
                yield from _inside(each, argument["options"])


def spellings(spot: Spot) -> list[Any]:
    """The values that mean the same as an option's value to octopus_config."""
    value, kind = spot.value, spot.argument.get("type", "str")
    if kind == "bool" and isinstance(value, bool):
        return [value, *WORDS[value]]
    if kind == "int" and isinstance(value, int):
        return [value, str(value), float(value)]
    if kind == "list" and isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and value[0]:
        return [value, value[0]] if "," not in value[0] else [value]
    return [value]


Mutation = Callable[[Random, Config, Spot], None]


def misspelt(random: Random, config: Config, spot: Spot) -> None:
    spot.holder[f"{spot.option[:1]}{spot.option}"] = spot.holder.pop(spot.option)


def in_camel_case(random: Random, config: Config, spot: Spot) -> None:
    spot.holder[spot.option.title().replace("_", "")] = spot.holder.pop(spot.option)


def removed(random: Random, config: Config, spot: Spot) -> None:
    del spot.holder[spot.option]


def another_value(random: Random, config: Config, spot: Spot) -> None:
    spot.holder[spot.option] = copy.deepcopy(random.choice(VALUES))


def in_a_list(random: Random, config: Config, spot: Spot) -> None:
    spot.holder[spot.option] = [spot.value]


def out_of_its_list(random: Random, config: Config, spot: Spot) -> None:
    if isinstance(spot.value, list) and spot.value:
        spot.holder[spot.option] = spot.value[0]


def another_choice(random: Random, config: Config, spot: Spot) -> None:
    if spot.argument.get("choices"):
        spot.holder[spot.option] = random.choice([*spot.argument["choices"], "presnt", "PRESENT"])


def far_too_high(random: Random, config: Config, spot: Spot) -> None:
    if spot.argument.get("type") == "int":
        spot.holder[spot.option] = random.choice([-1, 10**9, "10", "ten"])


def with_a_sibling(random: Random, config: Config, spot: Spot) -> None:
    """Another option beside it, which may exclude it."""
    option = random.choice(sorted(spot.siblings))
    empty = {"dict": {}, "list": [], "bool": True, "int": 1}
    spot.holder.setdefault(option, empty.get(str(spot.siblings[option].get("type")), "x"))


def at_another_kind(random: Random, config: Config, spot: Spot) -> None:
    plural = random.choice(sorted(config))
    config[random.choice([plural[:-1], plural.title(), random.choice(sorted(PLURALS.values()))])] = config.pop(plural)


def not_a_list(random: Random, config: Config, spot: Spot) -> None:
    plural = random.choice(sorted(config))
    config[plural] = random.choice([config[plural][0], "x", None, [*config[plural], "x"], [*config[plural], None]])


def with_its_alias(random: Random, config: Config, spot: Spot) -> None:
    item = config.setdefault("users", [{}])[0]
    item["username"] = "alice"
    if random.random() < 0.5:
        item.pop("name", None)


MUTATIONS: tuple[Mutation, ...] = (
    *(misspelt, in_camel_case, removed, another_value, another_value, another_value, in_a_list, out_of_its_list),
    *(another_choice, far_too_high, with_a_sibling, with_a_sibling, at_another_kind, not_a_list, with_its_alias),
)


def mutant(random: Random) -> tuple[str, Config]:
    """A configuration with one mutation, and the mutation's name."""
    config = right(random)
    mutate = random.choice(MUTATIONS)
    mutate(random, config, random.choice(spots(config)))
    return mutate.__name__, config
