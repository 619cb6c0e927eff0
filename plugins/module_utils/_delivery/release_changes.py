# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The changes of a release that exists: its notes, its channel and its custom fields (api: releases#routes)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import CHANNELS
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost


@dataclass(frozen=True)
class Change:
    """``make(release)`` sends the change, and returns the release; ``make`` is None if there is nothing to change."""

    before: Entries
    after: Entries
    make: Callable[[Document], Document] | None = None


def of_content(asked: Asked, release: Document) -> Change:
    """The properties that a PUT writes."""
    options, context = asked.options, asked.context
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    wanted: dict[str, Any] = {}
    if options["release_notes"] is not None:
        before["release_notes"] = release.get("ReleaseNotes") or ""
        after["release_notes"] = wanted["ReleaseNotes"] = options["release_notes"]
    if options["channel"] is not None:
        inside = replace(context, owner_id=release["ProjectId"])
        identity = resolved(CHANNELS, options["channel"], inside, "channel")
        own = str(release.get("ChannelId") or "")
        before["channel"], after["channel"] = context.resolver.names(CHANNELS, [own, identity])
        wanted["ChannelId"] = identity
    if options["custom_fields"] is not None:
        before["custom_fields"] = dict(release.get("CustomFields") or {})
        after["custom_fields"] = wanted["CustomFields"] = custom_fields(asked)
        if before["custom_fields"] != after["custom_fields"]:
            channel_id = str(wanted.get("ChannelId") or release.get("ChannelId") or "")
            check_fields(asked, context.resolver.seen(CHANNELS, channel_id))
    if before == after:
        return Change(before, after)
    rules = {"IgnoreChannelRules": True} if options["ignore_channel_rules"] else {}
    return Change(before, after, lambda current: written(asked, {**current, **wanted, **rules}, wanted))


def written(asked: Asked, document: Document, wanted: Entries) -> Document:
    client, done = asked.context.client, f"changed {title(document)}"

    def has_effect() -> bool:
        now = client.document(document, "Self")
        return all(now.get(prop) == value for prop, value in wanted.items())

    try:
        changed = client.modify(document)
    except AnswerLost as lost:
        look_again(lost, has_effect, done)
        raise
    asked.context.did(done)
    return changed


def custom_fields(asked: Asked) -> dict[str, str]:
    """The values of the fields. Raises ``OptionError`` for a value that is not a text."""
    given: dict[str, Any] = asked.options["custom_fields"] or {}
    for name, value in given.items():
        if not isinstance(value, str):
            raise OptionError(f"custom_fields.{name}", "must be a text; write it in quotation marks")
    return given


def check_fields(asked: Asked, channel: Document | None) -> None:
    """Raise ``OptionError`` for a field that the channel does not define; whether servers do so is unverified."""
    given = custom_fields(asked)
    if not given or channel is None:
        return
    defined = [str(each.get("FieldName")) for each in channel.get("CustomFieldDefinitions") or ()]
    unknown = [name for name in given if name not in defined]
    if unknown:
        known = f"it has {listed(defined)}" if defined else "it has none"
        raise OptionError(
            "custom_fields", f"the channel {channel['Name']!r} defines no field {listed(unknown)}; {known}"
        )


def title(release: Document) -> str:
    return f"release {release.get('Version')}"
