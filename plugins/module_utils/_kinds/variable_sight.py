# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a set may have variables that the user does not see.

A server silently leaves variables out of a set, and keeps those that a PUT lacks: each run would add one more
variable of the same name and scope, and none removes them (api: variables#reading-a-part).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PROJECTS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_entry import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_scopes import ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_short_form import is_of_library
from ansible_collections.octopus.deploy.plugins.module_utils._locate.sight import ENVIRONMENT as ENVIRONMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._locate.sight import GROUP, PROJECT
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Covered
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, plural
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Lists, Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

SCOPED = Location("", "environment-scoped variable", lists=Lists(seen_with="VariableView"))
UNSCOPED = Location("", "unscoped variable", lists=Lists(seen_with="VariableViewUnscoped"))


def check_new(entries: Iterable[Asked], variable_set: Document, context: Context) -> None:
    """Check the entries with a name and a scope that no variable of a set has, as the user may see only a part of it.

    Raises ``OptionError`` for a variable to add that the user would not see. Warns of a variable to remove. The
    permissions of the user are looked up only if the visible variables do not show already that the user sees such
    variables.
    """
    if not variable_set.get("Version"):
        # Nobody has written any variable yet.
        return
    shown = [_environments(each.get("Scope") or {}) for each in variable_set.get("Variables") or ()]
    for entry in entries:
        wanted = _environments(entry.scope)
        if any(wanted <= each if wanted else not each for each in shown):
            continue
        owner = "" if is_of_library(entry.given) else _owner(variable_set, context)
        why = _why_unseen(SCOPED if wanted else UNSCOPED, owner, {ENVIRONMENTS: wanted}, context)
        if why and entry.is_absent:
            context.warn(f"{entry.place}: {entry.name!r} was not found, but may exist: {why}")
        elif why:
            raise OptionError(
                entry.place,
                f"{entry.name!r} can't be added, because the set may have it already: {why}. Each run would add one "
                "more. Give the user a role with this permission",
            )


def warn_of_rest(asked: Iterable[Asked], variable_set: Document, removes: bool, context: Context) -> None:
    """Warn of variables that stay although ``asked`` is all variables of the set, because the user may not see them.

    The permissions of the user are looked up only for a set that has been written, and only if the task ``removes``
    variables of it, or the user sees no variable without environments: an unchanged task for any other set makes two
    requests in all.
    """
    shown = [_environments(each.get("Scope") or {}) for each in variable_set.get("Variables") or ()]
    if not variable_set.get("Version") or not (removes or all(shown)):
        return
    owner = "" if any(is_of_library(each.given) for each in asked) else _owner(variable_set, context)
    for each in (SCOPED, UNSCOPED):
        why = _why_unseen(each, owner, {}, context)
        if why:
            context.warn(f"the set may have more {plural(each.label)}, which stay: {why}")


def _environments(scope: Mapping[str, Iterable[str]]) -> frozenset[str]:
    return frozenset(scope.get(ENVIRONMENT) or ())


def _owner(variable_set: Document, context: Context) -> str:
    return str(variable_set.get("OwnerId") or context.owner_id)


def _why_unseen(location: Location, owner: str, about: Covered, context: Context) -> str:
    """Why the user may not see all variables of an owner that name these environments.

    A project is read only if it decides: the user may have roles for some projects and groups alone. Roles for projects
    count for every library variable set.
    """
    why = context.resolver.why_unseen
    if not why(location, about):
        return ""
    elsewhere = why(location, {**about, PROJECT: (), GROUP: ()})
    project = None if elsewhere or not owner else context.resolver.seen(PROJECTS, owner)
    if project is None:
        return elsewhere
    return why(location, {**about, PROJECT: (owner,), GROUP: (str(project.get("ProjectGroupId")),)})
