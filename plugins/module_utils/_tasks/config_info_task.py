# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of octopus_config_info: exports a space as a configuration for octopus_config."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.arguments import PARALLELISM
from ansible_collections.octopus.deploy.plugins.module_utils._config.export import (
    Config,
    exported,
    locations_of,
    parents_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.files import Written, as_yaml, writes, written
from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import BY_PLURAL, kinds_called, placeholders
from ansible_collections.octopus.deploy.plugins.module_utils._config.script_files import with_script_files
from ansible_collections.octopus.deploy.plugins.module_utils._config.unseen import IN_EXPORT, unseen_of
from ansible_collections.octopus.deploy.plugins.module_utils._document.markdown import markdown
from ansible_collections.octopus.deploy.plugins.module_utils._document.page import page
from ansible_collections.octopus.deploy.plugins.module_utils._document.space import document
from ansible_collections.octopus.deploy.plugins.module_utils._garbage import uncollected
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import refuse_empty
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import space_name, space_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    NoDefaultSpace,
    SpaceNotFound,
    UsageError,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space, no_space

IN_FILES = "files"
ARGUMENTS: dict[str, Argument] = {
    "kinds": {"type": "list", "elements": "str"},
    "dest": {"type": "path"},
    "scripts": {"type": "str", "choices": ["inline", IN_FILES], "default": "inline"},
    "deployment_settings": {"type": "bool", "default": False},
    "document": {"type": "list", "elements": "path"},
    "document_note": {"type": "str"},
    "parallelism": PARALLELISM,
}
# A release before all others.
EVER = (0, 0)
# How a document is written, by the ending of its file.
WRITERS = {".md": markdown, ".html": page}
# The kinds of the server that say who may do what in a space.
OF_ACCESS = ("spaces", "teams")


@uncollected()
def gather_config(session: Session, request: Request) -> Result:
    """Export the kinds that the task asks for, to the result or to files."""
    options, before = request.parameters, len(session.client.exchanges)
    refuse_empty(ARGUMENTS, options, selecting=("dest",))
    if options.get("scripts") == IN_FILES and not options.get("dest"):
        raise OptionError("scripts", f"{IN_FILES} needs dest, the folder to write the files to")
    paths = document_paths(options)
    is_named = bool(options.get("kinds"))
    of_space = [each for each in BY_PLURAL.values() if not each.location.system]
    kinds = kinds_called(options.get("kinds") or (), "kinds") or of_space
    space, assumed = _space_of_task(session, request, kinds)
    request.warnings.extend(assumed)
    index = Index(session.client, space, (), options["parallelism"])
    chosen = [asked_for(each, options) for each in _served(kinds, is_named, session.client, index)]
    more = [BY_PLURAL[each] for each in OF_ACCESS] if paths and not is_named else []
    more = [each for each in more if index.live.holder(each.location) and index.live.offers(each.location)]
    index.read_whole([*chosen, *more], parents_of(chosen), is_lenient=not is_named)
    left_out: list[str] = []
    everything = exported(session.client, index, [*chosen, *more], options["parallelism"], left_out, not is_named)
    seen = [each for each in (*chosen, *more) if each.plural in everything]
    export_warnings = [*unseen_of(index, dict.fromkeys(seen, (IN_EXPORT,))), *left_out]
    request.warnings.extend(export_warnings)
    config = {each.plural: everything[each.plural] for each in chosen if each in seen}
    files = _files(config, [each for each in chosen if each in seen], request)
    if paths:
        name = space.name or space_name(options, request.environment)
        server = str(options.get("octopus_url") or request.environment.get("OCTOPUS_URL")).strip()
        note = str(options.get("document_note") or "")
        made = document(everything, name, server, session.client.version, note, export_warnings)
        files = with_documents(files, {path: WRITERS[path.suffix](made) for path in paths}, request.check)
    return {
        "changed": bool(files),
        "config": config,
        "secrets": sorted(placeholders(config)),
        "files": [each.name for each in files],
        "diff": [each.difference() for each in files],
        "space": space.described(),
        **({"warnings": request.warnings} if request.warnings else {}),
        "request_count": len(session.client.exchanges) - before,
    }


def _space_of_task(session: Session, request: Request, kinds: Sequence[Resource]) -> tuple[Space, list[str]]:
    """The space to export, and a warning if it does not exist yet; a space without links for kinds that need none."""
    of_server = all(each.location.system for each in kinds)
    # Some documents of the server belong to a space, or refer to documents of a space, whose names are needed then.
    may_be_of_space = any(kind.location.is_mixed for kind in kinds)
    if of_server and not may_be_of_space and all(each.system for kind in kinds for each in kind.locations()):
        return no_space(), []
    try:
        return session.kept(Resolvers).enter(space_name(request.parameters, request.environment))[0], []
    except NoDefaultSpace:
        if not of_server:
            raise
        return no_space(), []
    except SpaceNotFound as missing:
        if not request.check:
            raise
        return no_space(missing.name), [space_to_come(missing)]


def _served(kinds: Sequence[Resource], are_named: bool, client: Client, index: Index) -> Sequence[Resource]:
    """The kinds that the server has. ``are_named``: whether the task names them.

    Raises ``OptionError`` for a kind that the task names and an older server lacks.
    """
    context = Context(client, index)
    if are_named:
        for each in kinds:
            context.require(each.location.since, f"kinds.{each.plural}")
        return kinds
    known = [each for each in kinds if context.server_is_at_least(*(each.location.since or EVER))]
    # A space that does not exist yet can't be asked.
    if not index.live.holder(known[0].location):
        return known
    return [each for each in known if each.singleton or any(map(index.live.offers, locations_of(each)))]


def _files(config: Config, kinds: Sequence[Resource], request: Request) -> list[Written]:
    """Write the files of the configuration that differ; none if the task has no ``dest``."""
    options = request.parameters
    if not options.get("dest"):
        return []
    content, scripts = with_script_files(config, kinds) if options.get("scripts") == IN_FILES else (config, {})
    return written(Path(options["dest"]), {**as_yaml(content), **scripts}, request.check)


def document_paths(options: Mapping[str, Any]) -> Sequence[Path]:
    """The files of the document.

    Raises ``OptionError`` for a file whose ending does not say how to write it, and for a note without a document.
    """
    paths = [Path(each) for each in dict.fromkeys(options.get("document") or ())]
    wrong = [str(each) for each in paths if each.suffix not in WRITERS]
    if wrong:
        raise OptionError("document", f"{wrong[0]} must end with {' or '.join(WRITERS)}")
    if options.get("document_note") and not paths:
        raise OptionError("document_note", "is shown in a document only; name its files with document")
    return paths


def with_documents(files: Sequence[Written], texts: Mapping[Path, str], check: bool) -> list[Written]:
    """Write the documents that differ, and add them to the other written files; their names are their whole paths.

    Raises ``UsageError``, which lists the files that have been written before.
    """
    found = list(files)
    for path, text in texts.items():
        try:
            differing = written(path.parent, {path.name: text}, check, "document")
        except UsageError as error:
            error.after([] if check else writes(found))
            raise
        found += [replace(each, name=str(path)) for each in differing]
    return found


def asked_for(resource: Resource, options: Mapping[str, Any]) -> Resource:
    """The kind without the companions that the task does not ask for."""
    companions = tuple(each for each in resource.companions if not each.asked_for or options.get(each.asked_for))
    return resource if companions == resource.companions else replace(resource, companions=companions)


CONFIG_INFO = Task(name="octopus_config_info", arguments=ARGUMENTS, perform=gather_config, options_in_result="config")
