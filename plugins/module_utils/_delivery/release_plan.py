# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a new release: its channel, and the versions of its packages (api: releases#create-by-name)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.channel_rules import (
    in_channel,
    rule_of,
    slugs_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.chosen_content import (
    Content,
    Given,
    Problem,
    chosen_content,
    refuse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_source import (
    PROCESS,
    Source,
    check_source,
    process_at,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import CHANNELS
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

TEMPLATE = "Template"
ACTIONS = shapes.Shape("a list", (list,), each=shapes.Shape("an object", (dict,), (("Packages", shapes.OBJECTS),)))
PROCESS_SHAPE = shapes.Shape(
    "an object",
    (dict,),
    (
        (
            "Steps",
            shapes.Shape(
                "a list",
                (list,),
                each=shapes.Shape("an object", (dict,), (("Actions", ACTIONS),)),
            ),
        ),
    ),
)
TEMPLATE_SHAPE = shapes.Shape(
    "an object",
    (dict,),
    (("Packages", shapes.OBJECTS), ("GitResources", shapes.OBJECTS), ("NextVersionIncrement", shapes.TEXT)),
)


@dataclass(frozen=True)
class Plan:
    """``channel``: None for a channel that does not exist yet. ``template``: of the process, for the channel.

    ``source``: None for a project in the database.
    """

    channel: Document | None
    process: Document
    template: Document
    content: Content
    source: Source | None = None

    @property
    def place(self) -> dict[str, str]:
        """The ref and the commit for the diff and the result of check mode; empty for a project in the database."""
        return self.source.predicted if self.source else {}

    @property
    def name(self) -> str:
        return str((self.channel or {}).get("Name") or "")


def planned(asked: Asked, project: Document, given: Given, source: Source | None) -> Plan:
    """The plan for the channel that is given, or for the one that fits. Raises ``OptionError``."""
    check_source(asked, project, source)
    refuse_disabled(asked, project)
    process = shapes.fitting(process_at(asked, project, source), PROCESS_SHAPE, f"The link {PROCESS!r}")
    plan = chosen(asked, project, process, given)
    refuse(asked, plan.content, given)
    plan = replace(plan, source=source)
    warn_of_git_rules(asked, plan, given)
    return plan


def warn_of_git_rules(asked: Asked, plan: Plan, given: Given) -> None:
    """Warn in check mode of rules of the channel whose language is not published, so that only the server knows them.

    api: lifecycles#channel
    """
    channel, refs = (
        plan.channel or {},
        (("GitReferenceRules", plan.source), ("GitResourceRules", plan.content.git_resources)),
    )
    if asked.context.check and not given.ignore_rules and any(channel.get(rules) and ref for rules, ref in refs):
        asked.context.warn(
            f"channel: {plan.name!r} has rules for branches and tags, which check mode can't compare; the server does "
            "when it creates the release"
        )


def refuse_disabled(asked: Asked, project: Document) -> None:
    """Raise ``OptionError`` for a disabled project; in check mode warn, as an earlier task may enable it.

    api: errors#refusals
    """
    if not project.get("IsDisabled"):
        return
    problem = f"{project['Name']!r} is disabled, and releases of a disabled project can't be created"
    if not asked.context.check:
        raise OptionError("project", f"{problem}; enable it first")
    asked.context.warn(f"project: {problem}; check mode assumes that an earlier task enables it")


def chosen(asked: Asked, project: Document, process: Document, given: Given) -> Plan:
    """The plan for the given channel; else for the default channel if it fits, else for the only one that fits."""
    context, option = asked.context, asked.options["channel"]
    if option is not None:
        identity = resolved(CHANNELS, option, replace(context, owner_id=project["Id"]), "channel")
        channel = None if is_to_come(identity) else context.resolver.seen(CHANNELS, identity)
        return plan_for(asked, process, channel, given)
    channels = list(context.client.documents(project, "Channels"))
    if not channels:
        raise OptionError("channel", f"this user may see no channel of the project {project['Name']!r}")
    context.resolver.learn(CHANNELS, channels, project["Id"])
    first, *others = sorted(channels, key=lambda each: not each.get("IsDefault"))
    plan = plan_for(asked, process, first, given)
    if not plan.content.problems or not others:
        return plan
    plans = [plan_for(asked, process, each, given) for each in others]
    fitting = [each for each in plans if not each.content.problems]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = listed([each.name for each in fitting])
        raise OptionError("channel", f"is missing; the release fits into several channels, {names}: choose one")
    if context.check and all(each.passing for each in plan.content.problems):
        return plan
    reasons = "; ".join(f"{each.name!r}: {each.content.problems[0].text}" for each in (plan, *plans))
    raise OptionError("channel", f"no channel of the project can have the release. {reasons}")


def plan_for(asked: Asked, process: Document, channel: Document | None, given: Given) -> Plan:
    """The plan for one channel, with its problems."""
    client = asked.context.client
    parameters = {"channel": channel["Id"]} if channel else {}
    template = shapes.fitting(client.document(process, TEMPLATE, parameters), TEMPLATE_SHAPE, f"The link {TEMPLATE!r}")
    slugs = slugs_of(process)
    content = chosen_content(asked, template, given, lambda package: rule_of(channel, package, slugs))
    if channel and not in_channel(process, channel):
        name = channel["Name"]
        problem = Problem("channel", f"no enabled step of the process belongs to the channel {name!r}")
        content = replace(content, problems=[problem, *content.problems])
    return Plan(channel, process, template, content)
