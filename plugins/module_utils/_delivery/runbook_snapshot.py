# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_runbook_snapshot: takes snapshots of runbooks and publishes them (api: runbooks#snapshot)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.chosen_content import (
    ARGUMENTS as CONTENT_ARGUMENTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.chosen_content import (
    Given,
    chosen_content,
    given_of,
    refuse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.frozen_variables import taken_anew
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.keeping import ABSENT, PRESENT, delete
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.missing_versions import warn_of_missing
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.runbook_found import (
    PUBLISHED,
    Runbook,
    found_runbook,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.snapshot_contents import (
    Contents,
    differing,
    frozen,
    present,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.snapshot_diff import difference
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import INCLUDED_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The link of a space to create snapshots at, and of a runbook to its own ones.
SNAPSHOTS, SEARCH, PUBLISH = "RunbookSnapshots", "searchByName", "publish"
ARGUMENTS: dict[str, dict[str, Any]] = {
    "project": {"type": "str", "required": True},
    "runbook": {"type": "str", "required": True},
    "name": {"type": "str"},
    "notes": {"type": "str"},
    **CONTENT_ARGUMENTS,
    "update_variables": {"type": "bool", "default": False},
    "publish": {"type": "bool", "default": True},
    "state": {"type": "str", "choices": [PRESENT, ABSENT], "default": PRESENT},
}
TEMPLATE = shapes.Shape(
    "an object",
    (dict,),
    (("NextNameIncrement", shapes.TEXT), ("Packages", shapes.OBJECTS), ("GitResources", shapes.OBJECTS)),
)


def look(asked: Asked) -> Intent:
    """Compare the snapshots of the runbook with a snapshot that would be taken now."""
    options = asked.options
    if options["name"] is not None and not options["name"].strip():
        raise OptionError("name", "is empty; leave it out, and the server chooses a name")
    if options["state"] == ABSENT and options["name"] is None:
        raise OptionError("name", "is missing; it says which snapshot to delete")
    given = given_of(options)
    runbook = found_runbook(asked)
    if runbook is None:
        return of_a_runbook_to_come(asked)
    return to_delete(asked, runbook) if options["state"] == ABSENT else to_have(asked, runbook, given)


def of_a_runbook_to_come(asked: Asked) -> Intent:
    """The answer of check mode for a runbook that an earlier task of the playbook would create."""
    options = asked.options
    if options["state"] == ABSENT:
        return Intent({}, {}, {"name": options["name"]})
    return Intent({}, described(asked, options["publish"]), {"name": options["name"]}, dict)


def to_have(asked: Asked, runbook: Runbook, given: Given) -> Intent:
    client, options = asked.context.client, asked.options
    link = "RunbookSnapshotTemplate"
    template = shapes.fitting(client.get(runbook.document, link), TEMPLATE, f"The link {link!r}")
    content = chosen_content(asked, template, given)
    refuse(asked, content, given)
    now = present(asked, runbook.project, runbook.document, content)
    first: tuple[Document, Contents] | None = None
    for snapshot in candidates(asked, runbook):
        taken = frozen(asked, snapshot)
        if taken.same(now):
            return to_keep(asked, runbook, snapshot, taken)
        if (
            options["name"] is not None
            and options["update_variables"]
            and replace(taken, variables=now.variables).same(now)
        ):
            return to_update(asked, runbook, snapshot, taken, now)
        first = first or (snapshot, taken)
    if first is not None and options["name"] is not None:
        raise OptionError(
            "name",
            f"the snapshot {first[0]['Name']!r} exists with other contents, which can't be changed: its "
            f"{differing(first[1], now)} have changed. Give another name, or leave name out",
        )
    warn_of_missing(asked, content, given, "the snapshot is run")
    body = {
        "Name": options["name"].strip() if options["name"] is not None else template.get("NextNameIncrement"),
        "ProjectId": runbook.project["Id"],
        "RunbookId": runbook.document["Id"],
        "SelectedPackages": content.selected_packages(),
        **({"SelectedGitResources": content.selected_git_resources()} if content.git_resources else {}),
        **({"Notes": options["notes"]} if options["notes"] is not None else {}),
    }
    owners = names_of_owners(asked, runbook, *((first[1], now) if first else (now,)))
    before, after = difference(first[1] if first else None, now, owners, asked.context)
    return Intent(
        before,
        {**described(asked, options["publish"]), **after},
        {"name": options["name"], **chosen(now)},
        lambda: taken_now(asked, runbook, body, now),
        title=title_of(runbook),
    )


def candidates(asked: Asked, runbook: Runbook) -> Iterator[Document]:
    """The snapshots that may already fit: the one with the name, else the published and the newest one."""
    client = asked.context.client
    if asked.options["name"] is not None:
        found = named(asked, runbook, asked.options["name"])
        yield from () if found is None else (found,)
        return
    newest = next(client.documents(runbook.document, SNAPSHOTS), None)
    if runbook.published and (newest is None or newest["Id"] != runbook.published):
        yield client.document(asked.space.document, SNAPSHOTS, {"id": runbook.published})
    if newest is not None:
        yield newest


def named(asked: Asked, runbook: Runbook, name: str) -> Document | None:
    """The snapshot of the runbook with this name."""
    client = asked.context.client
    asked_for = client.offered(runbook.document, SNAPSHOTS, {SEARCH: name.strip()})
    found = client.documents(runbook.document, SNAPSHOTS, asked_for)
    return next((each for each in found if folded(each.get("Name")) == folded(name)), None)


def to_keep(asked: Asked, runbook: Runbook, snapshot: Document, contents: Contents) -> Intent:
    """The intent for a snapshot with the right contents, whose notes or publication may be due."""
    options = asked.options
    is_published = runbook.published == snapshot["Id"]
    publish = options["publish"] and not is_published
    notes = options["notes"] is not None and (snapshot.get("Notes") or "") != options["notes"]
    before = {
        "name": snapshot.get("Name"),
        "published": is_published,
        **({"notes": snapshot.get("Notes") or ""} if options["notes"] is not None else {}),
    }
    after = {**before, **described(asked, publish or is_published), "name": before["name"]}
    known = {**entries(snapshot, publish or is_published), **chosen(contents)}

    def act() -> Entries:
        changed = with_notes(asked, snapshot) if notes else snapshot
        if publish:
            publish_it(asked, runbook, snapshot)
        return entries(changed, publish or is_published)

    return Intent(before, after, known, act if publish or notes else None, title=title_of(runbook))


def to_update(asked: Asked, runbook: Runbook, snapshot: Document, taken: Contents, now: Contents) -> Intent:
    """The intent for a snapshot of which only the variables are outdated."""
    before, after = difference(taken, now, names_of_owners(asked, runbook, taken, now), asked.context)
    kept = to_keep(asked, runbook, snapshot, now)

    def act() -> Entries:
        body = {each: snapshot.get(each) for each in ("Id", "ProjectId", "SpaceId")}
        taken_anew(asked, snapshot, f"the snapshot {snapshot.get('Name')!r} of the runbook {runbook.name!r}", body)
        return kept.act() if kept.act else {}

    return Intent({**kept.before, **before}, {**kept.after, **after}, kept.predicted, act, title=kept.title)


def taken_now(asked: Asked, runbook: Runbook, body: Document, wanted: Contents) -> Entries:
    """Take a snapshot, and publish it if that is asked for."""
    client, space, options = asked.context.client, asked.space.document, asked.options
    done = f"taken the snapshot {body['Name']!r} of the runbook {runbook.name!r}"
    at_once = options["publish"] and PUBLISH in client.parameters(space, SNAPSHOTS)
    try:
        made = client.create(space, SNAPSHOTS, body, {PUBLISH: "true"} if at_once else {})
    except AnswerLost as lost:
        look_again(lost, lambda: named(asked, runbook, body["Name"]) is not None, done)
        raise
    asked.context.did(done)
    if options["publish"] and not at_once:
        publish_it(asked, runbook, made)
    taken = frozen(asked, made)
    if not taken.same(wanted):
        asked.context.warn(
            f"the {differing(wanted, taken)} of the snapshot {made.get('Name')!r} differ from those that were read "
            "before it was taken; somebody may have changed them meanwhile"
        )
    return {**entries(made, options["publish"]), **chosen(taken)}


def publish_it(asked: Asked, runbook: Runbook, snapshot: Document) -> None:
    """Publish a snapshot, in the runbook as it is now."""
    client = asked.context.client
    done = f"published the snapshot {snapshot.get('Name')!r} of the runbook {runbook.name!r}"
    now = client.document(runbook.document, "Self")
    if now.get(PUBLISHED) == snapshot["Id"]:
        asked.context.warn(f"somebody else has {done} at the same moment")
        return
    try:
        client.modify({**now, PUBLISHED: snapshot["Id"]})
    except AnswerLost as lost:
        look_again(lost, lambda: client.document(now, "Self").get(PUBLISHED) == snapshot["Id"], done)
        raise
    asked.context.did(done)


def with_notes(asked: Asked, snapshot: Document) -> Document:
    client, notes = asked.context.client, asked.options["notes"]
    done = f"changed the notes of the snapshot {snapshot.get('Name')!r}"
    try:
        changed = client.modify({**snapshot, "Notes": notes})
    except AnswerLost as lost:
        look_again(lost, lambda: (client.document(snapshot, "Self").get("Notes") or "") == notes, done)
        raise
    asked.context.did(done)
    return changed


def to_delete(asked: Asked, runbook: Runbook) -> Intent:
    name = asked.options["name"]
    old = named(asked, runbook, name)
    if old is None:
        return Intent({}, {}, {"name": name})
    is_published = runbook.published == old["Id"]
    before = {"name": old.get("Name"), "published": is_published}
    title = f"the snapshot {old.get('Name')!r} of the runbook {runbook.name!r}"

    def act() -> Entries:
        return delete(asked, old, title, lambda: named(asked, runbook, name) is None)

    return Intent(before, {}, entries(old, is_published), act, title=title_of(runbook))


def names_of_owners(asked: Asked, runbook: Runbook, *several: Contents) -> dict[str, str]:
    """The names of the project and of the library variable sets, by ID."""
    owners = {each for contents in several for each in contents.variables} - {runbook.project["Id"]}
    names = asked.context.resolver.names(INCLUDED_SETS, sorted(owners))
    return {**dict(zip(sorted(owners), names)), runbook.project["Id"]: str(runbook.project.get("Name"))}


def title_of(runbook: Runbook) -> str:
    return f"snapshot of the runbook {runbook.name!r}"


def described(asked: Asked, published: bool) -> dict[str, Any]:
    """The snapshot in the words of the options."""
    given = {option: asked.options[option] for option in ("name", "notes") if asked.options[option] is not None}
    return {**given, "published": published}


def chosen(contents: Contents) -> Entries:
    return {
        "packages": contents.packages,
        "git_resources": contents.git_resources,
        **({"secrets_not_compared": list(contents.secrets)} if contents.secrets else {}),
    }


def entries(snapshot: Document, published: bool) -> Entries:
    """The result for a snapshot on the server."""
    return {
        "id": snapshot["Id"],
        "name": snapshot.get("Name"),
        "notes": snapshot.get("Notes") or "",
        "assembled": snapshot.get("Assembled"),
        "published": published,
    }


RUNBOOK_SNAPSHOT = Verb("octopus_runbook_snapshot", ARGUMENTS, look, trimmed=("name",))
