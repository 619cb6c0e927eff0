# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""API key (api: people#user): identified by its purpose, shown once, never changed (api: traps#5.27)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import USERS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.oneself import refuse_removing_own_key
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, reason_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import NONE, Action, Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Naming, Parent
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.durations import time_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.schedules import Moment
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice
from ansible_collections.octopus.deploy.plugins.module_utils._model.writable import may_write, without_links
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError

API_KEYS = Location(
    "ApiKeys",
    "API key",
    system=True,
    parent=Parent(USERS, "UserId", "ApiKeys", only=True),
    naming=Naming(prop="Purpose", unique=False),
)
HANDED_OVER = shapes.Shape("an object", (dict,), (("ApiKey", shapes.TEXT),), needs=("ApiKey",))
# The release whose API reference has actor types; the first server with them is not known.
ACTOR_TYPES = (2026, 3)
ONLY_FOR_THE_OWNER = 0o600
# The word for the longest life that the server allows; leaving the option out means the server's default.
LONGEST = "longest"
SHORTEST = timedelta(seconds=1)


class Expiry(Moment):
    """The moment when a key expires: a point in time, a duration from now, or the latest one that the server allows,
    for which the API has null.
    """

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str | None:
        self.check(given, option)
        if not lasts(given):
            return super().wanted(given, current, context, option)
        try:
            end = context.client.utc_now() + time_of(given, option)
        except OverflowError as error:
            raise OptionError(option, f"{given!r} from now is later than the year 9999; give {LONGEST}") from error
        return super().wanted(end.isoformat(), current, context, option)

    def check(self, given: str, option: str) -> None:
        if given.strip() == LONGEST or instant(given) is not None:
            return
        if not lasts(given):
            problem = f"{given!r} is not a point in time; write it as 2026-12-24T18:00:00Z"
            raise OptionError(option, f"{problem}, or as a duration from now, such as 90d, or give {LONGEST}")
        if time_of(given, option) < SHORTEST:
            raise OptionError(option, f"{given!r} is too short; a key must last at least 1s")

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        # A duration ends at another moment in the run than in check mode, and both show the same difference.
        return given if given and lasts(given) else super().shown(value, context, given) or given


def lasts(given: str) -> bool:
    """Whether a text is a duration, such as ``90d``."""
    try:
        time_of(given, "")
    except OptionError:
        return False
    return True


def is_due(key: Document, parameters: Parameters, context: Context) -> bool:
    """Whether a new key replaces an existing one."""
    days = parameters.get("rotate_after_days")
    created = instant(key.get("Created"))
    old = days is not None and created is not None and context.client.utc_now() - created >= timedelta(days=days)
    return bool(parameters.get("rotate")) or old


def require_writable_dest(key: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` if no file can be written to ``dest``: a key that is not written is lost."""
    if not parameters.get("dest"):
        return
    dest = Path(parameters["dest"]).absolute()
    try:
        dest = without_links(dest)
        if dest.is_dir():
            raise OptionError("dest", f"{str(dest)!r} is a folder; add the name of the file")
        if not dest.parent.is_dir():
            raise OptionError("dest", f"the folder {str(dest.parent)!r} does not exist")
        if not may_write(dest if dest.exists() else dest.parent):
            raise OptionError("dest", f"the user who runs the task may not write to {str(dest)!r}")
    except OSError as error:
        raise OptionError("dest", f"{str(dest)!r} can't be written: {reason_of(error)}") from error


def hand_over(key: Document, parameters: Parameters, context: Context) -> dict[str, Any]:
    """Return the new key for the result, and write it to ``dest`` if that is given."""
    dest = parameters.get("dest")
    shapes.fitting(key, HANDED_OVER, "The creation of an API key")
    if not dest:
        return {"api_key": key["ApiKey"]}
    try:
        handle = os.open(dest, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, ONLY_FOR_THE_OWNER)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            # Others may be allowed to read an existing file.
            Path(dest).chmod(ONLY_FOR_THE_OWNER)
            file.write(f"{key['ApiKey']}\n")
    except OSError as error:
        raise OctopusError(
            f"The new API key could not be written to {dest!r}: {error.strerror}. {remove_again(key, context)}"
        ) from error
    return {"dest": dest}


def remove_again(key: Document, context: Context) -> str:
    """Remove a new key that could not be written, because nobody knows it. Returns a sentence for the message."""
    try:
        context.client.delete(key)
    except OctopusError as error:
        return f"The key could not be removed either ({error}): remove it with state: absent and id: {key['Id']}"
    context.did(f"removed API key {key['Purpose']!r} ({key['Id']}) again")
    return "The key was removed, so that the task can be repeated"


API_KEY = Resource(
    kind="api_key",
    location=API_KEYS,
    fields=(
        Field("user", "UserId", Reference(USERS), required="always", change="on_create"),
        # Only a new key gets the date: a playbook that computes the date would create a new key each day otherwise.
        Field("expires", "Expires", Expiry(), change="instruction", since=(2021, 1)),
        Field("actor_type", "ActorType", Choice(("User", "AiAgent")), change="fixed", since=ACTOR_TYPES),
    ),
    actions=(
        Action(
            arguments={
                "rotate": {"type": "bool", "default": False},
                "rotate_after_days": {"type": "int"},
                "dest": {"type": "path"},
            },
            due=lambda parameters, write: write != NONE,
            perform=hand_over,
        ),
    ),
    one_time_secret="api_key",
    hooks=Hooks(complete=require_writable_dest, guard=refuse_removing_own_key, renewed=is_due),
    published=Published(
        read_only=("AccessLevel", "ApiKey", "Created", "IsLastUsedTimestampKnown", "LastUsedTimeStamp")
    ),
)
