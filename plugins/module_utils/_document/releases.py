# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How releases pass through environments: environments, lifecycles, and the environments that projects reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._document.blocks import (
    AUTOMATIC,
    BY_HAND,
    OFF,
    SCOPE,
    Block,
    Cell,
    Mark,
    Paragraph,
    Part,
    Phase,
    Phases,
    Section,
    Table,
    cell,
    many,
    named,
    table,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

Item = dict[str, Any]
Config = Mapping[str, Sequence[Item]]
LEGEND = (
    "The number is the phase of the lifecycle in which a release reaches the environment; auto says that the release "
    "is deployed there as soon as it reaches the phase. A phase in parentheses may be skipped. Where there is no "
    "number, the lifecycle does not lead to the environment."
)


def in_order(items: Sequence[Item]) -> list[Item]:
    """Items in the order that people gave them, else by name."""
    return sorted(items, key=lambda each: (each.get("sort_order") or 0, folded(str(each.get("name")))))


def environments(config: Config) -> list[str]:
    """The names of the environments, in their order."""
    return [str(each["name"]) for each in in_order(config.get("environments") or ())]


def environment_section(config: Config) -> Iterator[Section]:
    """The environments with their descriptions and the number of their machines."""
    found = in_order(config.get("environments") or ())
    machines = [name for each in config.get("machines") or () for name in each.get("environments") or ()]
    head = ("Environment", "Description", *(["Machines"] if "machines" in config else []), "Settings")
    rows = tuple(
        (
            cell(each["name"]),
            cell(each.get("description")),
            *([cell(str(machines.count(each["name"])))] if "machines" in config else []),
            cell(*_settings(each)),
        )
        for each in found
    )
    if rows:
        yield Section("Environments", (table("Environments", head, rows),))


def _settings(environment: Item) -> Iterator[Mark]:
    if environment.get("use_guided_failure"):
        yield Mark("guided failure", SCOPE)
    if environment.get("allow_dynamic_infrastructure"):
        yield Mark("dynamic infrastructure", SCOPE)


def phases(lifecycle: Item, known: Sequence[str]) -> tuple[Phase, ...]:
    """The phases of a lifecycle, with the environments that they imply (api: lifecycles#phases)."""
    given = lifecycle.get("phases") or []
    if not given:
        return tuple(Phase(name, ((name, False),)) for name in known)
    made, before = [], set()
    for each in given:
        optional = bool(each.get("is_optional_phase"))
        # An optional phase does not deploy automatically.
        automatic = [(str(name), not optional) for name in each.get("automatic_deployment_targets") or ()]
        by_hand = [(str(name), False) for name in each.get("optional_deployment_targets") or ()]
        targets = [*automatic, *by_hand] or [(name, False) for name in known if name not in before]
        before |= {name for name, dummy in targets}
        place = {name: number for number, name in enumerate(known)}
        targets.sort(key=lambda target: place.get(target[0], len(place)))
        least = each.get("minimum_environments_before_promotion")
        notes = [f"{least} of {len(targets)} suffice" if least else "", "" if automatic or by_hand else "all others"]
        made.append(Phase(str(each.get("name")), tuple(targets), tuple(filter(None, notes)), optional))
    return tuple(made)


def reached(lifecycle: Item, known: Sequence[str]) -> dict[str, Mark]:
    """How a release reaches each environment of a lifecycle, by the environment's name."""
    found: dict[str, Mark] = {}
    for number, phase in enumerate(phases(lifecycle, known), 1):
        for name, automatic in phase.targets:
            text = f"({number})" if phase.is_optional else str(number)
            found.setdefault(name, Mark(f"{text} auto" if automatic else text, AUTOMATIC if automatic else BY_HAND))
    return found


def lifecycle_section(config: Config) -> Iterator[Section]:
    """Each lifecycle, drawn."""
    known, parts = environments(config), []
    for each in config.get("lifecycles") or ():
        blocks: list[Block] = [Paragraph(cell(each["description"]))] if each.get("description") else []
        drawn = phases(each, known)
        blocks.append(Phases(str(each["name"]), drawn) if drawn else Paragraph(cell("No phases and no environments.")))
        kept = kept_for(each.get("release_retention_policy") or {})
        implied = (
            "" if each.get("phases") else "It has no phases of its own, and so leads through all environments in order."
        )
        blocks += [Paragraph(cell(" ".join(filter(None, (implied, kept)))))] if implied or kept else []
        parts.append(Part(str(each["name"]), tuple(blocks)))
    if parts:
        yield Section("Lifecycles", tuple(parts))


def kept_for(policy: Item) -> str:
    """How long releases are kept, as a sentence; empty for the usual time."""
    quantity, unit = policy.get("quantity_to_keep"), policy.get("unit")
    if policy.get("strategy") == "Forever":
        return "Releases are kept forever."
    return f"Releases are kept: the last {many(int(quantity), str(unit or 'Items')[:-1].lower())}." if quantity else ""


def matrix_section(config: Config) -> Iterator[Section]:
    """Projects and channels in rows, environments in columns."""
    known, lifecycles = environments(config), named(config.get("lifecycles") or ())
    if not known or not config.get("projects") or not lifecycles:
        return
    rows: list[tuple[Cell, ...]] = []
    for group, projects in by_group(config):
        rows.append((cell(group),))
        for project in projects:
            off = Mark("disabled", OFF) if project.get("is_disabled") else ""
            name = cell(str(project["name"]), " " if off else "", off)
            rows.append(_row(name, str(project.get("lifecycle")), lifecycles, known))
            for channel in config.get("channels") or ():
                if channel.get("project") == project["name"] and channel.get("lifecycle"):
                    label = cell("↳ ", str(channel["name"]), " ", Mark("channel", SCOPE))
                    rows.append(_row(label, str(channel["lifecycle"]), lifecycles, known))
    table = Table("Projects and environments", ("Project", "Lifecycle", *known), tuple(rows), matrix=True)
    yield Section("Projects and environments", (table, Paragraph(cell(LEGEND))))


def _row(name: Cell, lifecycle: str, lifecycles: Mapping[str, Item], known: Sequence[str]) -> tuple[Cell, ...]:
    marked = reached(lifecycles[lifecycle], known) if lifecycle in lifecycles else {}
    return (name, cell(lifecycle), *(cell(marked.get(each)) for each in known))


def by_group(config: Config) -> list[tuple[str, list[Item]]]:
    """Projects by their groups, both sorted by name."""
    groups: dict[str, list[Item]] = {}
    for each in config.get("projects") or ():
        groups.setdefault(str(each.get("project_group")), []).append(each)
    return sorted(groups.items(), key=lambda group: folded(group[0]))
