# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_community_step_template: installs step templates of the community in a space (api: step-templates#template).

The catalogue of the community belongs to the server. An installed template is a step template of the space, which
nobody can change (api: traps#5.33).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import ABSENT, PRESENT, delete
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import (
    Asked,
    Entries,
    Intent,
    Verb,
    refuse_or_warn,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import STEP_TEMPLATES
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, is_called
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    OctopusError,
    ServerRefused,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses

CATALOGUE = Location("CommunityActionTemplates", "community step template", system=True)
# The property of an installed template, and the link of an entry of the catalogue to install and to update it.
ENTRY_ID, INSTALLATION = "CommunityActionTemplateId", "Installation"
LATEST = "latest"
# The status of the answer about a template that is installed already.
REFUSED = 400
# The ID in the address of a template's page, https://library.octopus.com/step-templates/ID/NAME.
PAGE_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
PAGE_SIZE = 500
ARGUMENTS: dict[str, dict[str, Any]] = {
    "name": {"type": "str", "required": True},
    "state": {"type": "str", "choices": [PRESENT, LATEST, ABSENT], "default": PRESENT},
}
# The advice about a template that the catalogue does not have.
ADVICE = (
    "Correct name, or let octopus_task synchronise the catalogue with the library (name: SyncCommunityActionTemplates)"
)
VERSIONED = shapes.Shape("an object", (dict,), (("Version", shapes.WHOLE_NUMBER),), needs=("Id", "Version"))


@dataclass(frozen=True)
class Found:
    """The step template that a task is about.

    ``installed``: the document of the space, or None. ``entry``: the entry of the catalogue; None if the catalogue
    does not have it, or the task does not need it.
    """

    installed: Document | None = None
    entry: Document | None = None


def look(asked: Asked) -> Intent:
    """Compare the step template of the space with the entry of the catalogue."""
    state, found = asked.options["state"], found_by_name(asked)
    installed, entry = found.installed, found.entry
    if state == ABSENT:
        return to_remove(asked, installed, entry) if installed is not None else kept(asked, found)
    if entry is None and installed is None:
        return to_come(str(asked.options["name"]))
    if entry is not None and installed is None:
        return to_install(asked, entry)
    # The installed version can be newer: a catalogue is only as new as its last synchronisation.
    if state == LATEST and installed and entry and version_of(installed) < version_of(entry):
        return to_update(asked, installed, entry)
    return kept(asked, found)


def found_by_name(asked: Asked) -> Found:
    """The step template that ``name`` means: a name, the address of its page in the library, or the ID within it.

    Raises ``OptionError`` for a template that the catalogue does not have, unless it is to be absent, and for one whose
    name another step template has. Check mode warns of both.
    """
    name, state = str(asked.options["name"]), asked.options["state"]
    own, page = step_templates(asked), PAGE_ID.search(name)
    called = [] if page else [each for each in own if is_called(each, STEP_TEMPLATES, name)]
    installed = next((each for each in called if each.get(ENTRY_ID)), None)
    if installed is not None:
        entry = None if state == ABSENT else asked.context.resolver.by_id(CATALOGUE, str(installed[ENTRY_ID]))
        if state == LATEST:
            check_entry(asked, installed, entry)
        return Found(installed, entry)
    entry = entry_on_page(asked, page.group()) if page else entry_called(asked, name)
    if entry is None:
        return Found()
    installed = of_entry(own, entry)
    is_new = installed is None or (state == LATEST and version_of(installed) < version_of(entry))
    if is_new and state != ABSENT:
        refuse_taken_name(asked, [each for each in own if each is not installed], entry)
    return Found(installed, entry)


def step_templates(asked: Asked) -> list[Document]:
    """The step templates of the space; none in a space that does not exist yet."""
    return documents(asked, STEP_TEMPLATES)


def documents(asked: Asked, location: Location) -> list[Document]:
    client, holder = asked.context.client, asked.context.resolver.holder(location)
    if holder is None:
        return []
    asked_for = client.offered(holder, location.link, {"skip": 0, "take": PAGE_SIZE})
    return list(client.documents(holder, location.link, asked_for))


def of_entry(own: Sequence[Document], entry: Document) -> Document | None:
    """The step template of the space that an entry of the catalogue was installed as, under whichever name."""
    return next((each for each in own if each.get(ENTRY_ID) == entry["Id"]), None)


def entry_called(asked: Asked, name: str) -> Document | None:
    """The entry of the catalogue with this name; None if there is none, and in check mode or for a template to be
    absent.
    """
    catalogue = documents(asked, CATALOGUE)
    entries = [each for each in catalogue if is_called(each, CATALOGUE, name)]
    if len(entries) > 1:
        pages = listed([str(each.get("Website") or each["Id"]) for each in entries])
        problem = (
            f"{len(entries)} step templates of the community are called {name!r}; give the address of one: {pages}"
        )
        raise OptionError("name", problem)
    if entries or asked.options["state"] == ABSENT:
        return entries[0] if entries else None
    near = near_misses(name, [str(each.get("Name") or "") for each in catalogue])
    hint = f"Similar names: {listed(near)}" if near else ADVICE
    refuse_or_warn(
        asked, "name", f"the server's catalogue has no step template of the community named {name!r}. {hint}"
    )
    return None


def entry_on_page(asked: Asked, page: str) -> Document | None:
    """The entry of the catalogue whose page in the library has this ID; None in check mode if there is none."""
    for each in documents(asked, CATALOGUE):
        found = PAGE_ID.search(str(each.get("Website") or ""))
        if found and folded(found.group()) == folded(page):
            return each
    problem = f"the server's catalogue has no step template whose page has the ID {page}. {ADVICE}"
    refuse_or_warn(asked, "name", problem)
    return None


def check_entry(asked: Asked, installed: Document, entry: Document | None) -> None:
    """Warn of an installed template that the catalogue no longer has; refuse one that it has under another name."""
    if entry is None:
        asked.context.warn(f"the catalogue no longer has {installed['Name']!r}, so there is no newer version of it")
    elif not is_called(entry, CATALOGUE, str(installed["Name"])):
        # The update would rename the step template, and the next task would not find it.
        problem = f"the newer version of {installed['Name']!r} is called {entry.get('Name')!r}; give this name"
        raise OptionError("name", problem)


def refuse_taken_name(asked: Asked, own: Sequence[Document], entry: Document) -> None:
    """Raise ``OptionError`` if another step template of the space has the name of an entry; in check mode warn."""
    for each in own:
        if is_called(each, STEP_TEMPLATES, str(entry["Name"])):
            problem = (
                f"the space has another step template called {each['Name']!r} ({each['Id']}), which is not that of the "
                "community; rename or remove it first"
            )
            refuse_or_warn(asked, "name", problem)


def version_of(template: Mapping[str, Any]) -> int:
    """The version of an entry of the catalogue, or of a step template. Raises ``UnexpectedAnswer``."""
    return int(shapes.fitting(template, VERSIONED, "The server")["Version"])


def words(name: str, version: int | None) -> dict[str, Any]:
    """The state for the diff; no version for a template that is absent."""
    return {"name": name, "state": ABSENT} if version is None else {"name": name, "state": PRESENT, "version": version}


def entries_of(installed: Mapping[str, Any] | None, entry: Mapping[str, Any] | None) -> dict[str, Any]:
    """The entries of the result."""
    there, listed_there = installed or {}, entry or {}
    return {
        "id": there.get("Id"),
        "name": there.get("Name") or listed_there.get("Name"),
        "version": there.get("Version"),
        "community_template": there.get(ENTRY_ID) or listed_there.get("Id"),
        "latest_version": listed_there.get("Version"),
        "website": listed_there.get("Website"),
    }


def kept(asked: Asked, found: Found) -> Intent:
    """The intent for a template that is as it should be."""
    entries = entries_of(found.installed, found.entry)
    name = str(entries["name"] or asked.options["name"])
    version = None if found.installed is None else version_of(found.installed)
    return Intent(words(name, version), words(name, version), {**entries, "name": name}, title=title_of(name))


def to_come(name: str) -> Intent:
    """The intent in check mode for a template that the catalogue does not have yet."""
    after = {"name": name, "state": PRESENT}
    return Intent(words(name, None), after, {**entries_of(None, None), "name": name}, dict, title=title_of(name))


def to_install(asked: Asked, entry: Document) -> Intent:
    name, version = str(entry["Name"]), version_of(entry)
    parameters = of_the_space(asked, entry)
    done = f"installed the step template {name!r} of the community"

    def act() -> Entries:
        try:
            answer = asked.context.client.send("POST", entry, INSTALLATION, {}, parameters)
        except AnswerLost as lost:
            look_again(lost, lambda: of_entry(step_templates(asked), entry) is not None, done)
            raise
        except ServerRefused as refused:
            now = of_entry(step_templates(asked), entry) if refused.status == REFUSED else None
            if now is None:
                raise
            asked.context.warn(f"somebody else has {done} at the same moment: {refused}")
            return entries_of(now, entry)
        asked.context.did(done)
        return entries_of(shapes.fitting(answer, VERSIONED, f"The link {INSTALLATION!r}"), entry)

    predicted = {**entries_of(None, entry), "version": version}
    return Intent(words(name, None), words(name, version), predicted, act, title=title_of(name))


def to_update(asked: Asked, installed: Document, entry: Document) -> Intent:
    name, before, after = str(entry["Name"]), version_of(installed), version_of(entry)
    parameters = of_the_space(asked, entry)
    updated = f"updated the step template {installed['Name']!r} of the community from version {before}"

    def now() -> Document:
        return of_entry(step_templates(asked), entry) or installed

    def act() -> Entries:
        try:
            answer = asked.context.client.send("PUT", entry, INSTALLATION, {}, parameters)
        except AnswerLost as lost:
            look_again(lost, lambda: version_of(now()) != before, updated)
            raise
        made = shapes.fitting(answer, VERSIONED, f"The link {INSTALLATION!r}")
        version = version_of(made)
        if version == before:
            asked.context.warn(f"the server has kept version {before} of the step template {name!r}")
        else:
            asked.context.did(f"{updated} to {version}")
        if before != version < after:
            problem = f"the step template {name!r} has version {version} now, although the catalogue has {after}"
            asked.context.warn(f"{problem}. Each run with state=latest will update it again")
        return entries_of(made, entry)

    predicted = {**entries_of(installed, entry), "name": name, "version": after}
    return Intent(words(str(installed["Name"]), before), words(name, after), predicted, act, title=title_of(name))


def to_remove(asked: Asked, installed: Document, entry: Document | None) -> Intent:
    name, identity = str(installed["Name"]), installed["Id"]

    def act() -> Entries:
        return delete(
            asked,
            installed,
            f"the step template {name!r} of the community",
            lambda: all(each["Id"] != identity for each in step_templates(asked)),
        )

    predicted = {**entries_of(installed, entry), "version": None}
    return Intent(words(name, version_of(installed)), words(name, None), predicted, act, title=title_of(name))


def title_of(name: str) -> str:
    return f"step template {name!r} of the community"


def of_the_space(asked: Asked, entry: Document) -> dict[str, Any]:
    """The parameters that make the link install in the space of the task; without them, it means the default space.

    Raises ``OctopusError`` for another space that the link can't name.
    """
    space = asked.space
    if space.id is None:
        return {}
    parameters = asked.context.client.offered(entry, INSTALLATION, {"spaceId": space.id})
    if not parameters and not space.is_default:
        raise OctopusError(
            f"The link {INSTALLATION!r} of {entry['Name']!r} can't name a space, so it would install the step template "
            "in the default space. Install it in the portal"
        )
    return parameters


COMMUNITY_STEP_TEMPLATE = Verb("octopus_community_step_template", ARGUMENTS, look, trimmed=("name",))
