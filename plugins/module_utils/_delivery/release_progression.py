# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a release may be deployed further: an unresolved defect prevents it (api: releases#progression)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_changes import Change, title
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, ServerRefused

ALLOWED, PREVENTED = "allowed", "prevented"
UNRESOLVED = "Unresolved"


def of_progression(asked: Asked, release: Document | None) -> Change:
    """The change that the option asks for; a new release may be deployed further."""
    wanted = asked.options["progression"]
    if wanted is None:
        return Change({}, {})
    now = progression(asked, release) if release else ALLOWED
    before, after = ({"progression": each} for each in (now, wanted))
    if now == wanted:
        return Change(before, after)
    return Change(before, after, lambda current: progressed(asked, current, wanted))


def check_progression(asked: Asked) -> None:
    reason, wanted = asked.options["progression_reason"], asked.options["progression"]
    if wanted == PREVENTED and not (reason or "").strip():
        raise OptionError("progression_reason", "is missing; the server records why progression is prevented")
    if wanted != PREVENTED and reason is not None:
        raise OptionError("progression_reason", f"can only be used with progression {PREVENTED}")


def progression(asked: Asked, release: Document) -> str:
    defects = asked.context.client.items(release, "Defects")
    return PREVENTED if any(each.get("Status") == UNRESOLVED for each in defects) else ALLOWED


def progressed(asked: Asked, release: Document, wanted: str) -> Document:
    """Report a defect, or resolve it."""
    prevents = wanted == PREVENTED
    done = f"{'prevented' if prevents else 'allowed'} the progression of {title(release)}"
    described = {"Description": asked.options["progression_reason"], **own(release)}
    link, body = ("ReportDefect", described) if prevents else ("ResolveDefect", None)
    try:
        asked.context.client.send("POST", release, link, body)
    except AnswerLost as lost:
        look_again(lost, lambda: progression(asked, release) == wanted, done)
        raise
    except ServerRefused as refused:
        if progression(asked, release) != wanted:
            raise
        asked.context.warn(f"somebody else has {done} at the same moment: {refused}")
        return release
    asked.context.did(done)
    return release


def own(release: Document) -> dict[str, Any]:
    """The properties that identify the release, which newer servers require in the request."""
    return {"ReleaseId": release["Id"], "SpaceId": release.get("SpaceId")}
