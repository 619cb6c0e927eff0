# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document of a space, made of its exported configuration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._document.access import access_section
from ansible_collections.octopus.deploy.plugins.module_utils._document.blocks import (
    Document,
    Paragraph,
    Section,
    cell,
    marks,
    named,
    table,
    words,
)
from ansible_collections.octopus.deploy.plugins.module_utils._document.machines import (
    machine_section,
    tenant_section,
    worker_section,
)
from ansible_collections.octopus.deploy.plugins.module_utils._document.projects import (
    process_section,
    project_section,
    trigger_section,
)
from ansible_collections.octopus.deploy.plugins.module_utils._document.releases import (
    Config,
    environment_section,
    lifecycle_section,
    matrix_section,
)
from ansible_collections.octopus.deploy.plugins.module_utils._document.variables import variable_section

# Kinds that other sections show.
SHOWN = (
    *("environments", "lifecycles", "projects", "deployment_processes", "runbooks", "runbook_processes", "variables"),
    *("machines", "workers", "tenants", "teams", "project_triggers", "channels", "spaces"),
)


def document(
    config: Config, space: str | None, server: str, version: str, note: str, left_out: Sequence[str]
) -> Document:
    """The document of a space.

    ``space``: its name; None for the default space. ``left_out``: what the configuration does not have, as sentences.
    """
    spaces = list(config.get("spaces") or ())
    item = named(spaces).get(space) if space else next((each for each in spaces if each.get("is_default")), None)
    name = str((item or {}).get("name") or space or "")
    facts = [("Server", server), ("Version", version), ("Space", name or "the default space")]
    facts += [("Note", note)] if note else []
    sections = (
        *matrix_section(config),
        *environment_section(config),
        *lifecycle_section(config),
        *project_section(config),
        *process_section(config),
        *trigger_section(config),
        *variable_section(config),
        *machine_section(config),
        *worker_section(config),
        *tenant_section(config),
        *access_section(config, item or {}, name),
        *rest_section(config),
        *(_left_out(left_out) if left_out else ()),
    )
    return Document(name or "Default space", tuple(facts), sections)


def rest_section(config: Config) -> Iterator[Section]:
    """The names of the documents of all other kinds."""
    rows = []
    for kind, items in config.items():
        names = [_title(each) for each in items if each.get("name")]
        if kind not in SHOWN and names:
            rows.append((cell(words(kind)), marks(names)))
    if rows:
        yield Section("Everything else", (table("Everything else", ("Kind", "Names"), tuple(rows)),))


def _title(item: dict[str, object]) -> str:
    return f"{item['project']}: {item['name']}" if item.get("project") else str(item["name"])


def _left_out(sentences: Sequence[str]) -> Iterator[Section]:
    yield Section("Not in this document", tuple(Paragraph(cell(each)) for each in sentences))
