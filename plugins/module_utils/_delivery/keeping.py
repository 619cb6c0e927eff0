# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that a verb keeps on the server: the words of its options, and their deletion."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space

PRESENT, ABSENT = "present", "absent"
FAIL, OVERWRITE, IGNORE = "FailIfExists", "OverwriteExisting", "IgnoreIfExists"


def in_space(space: Space) -> dict[str, str]:
    """The property that puts a new document into a space; none on a server without spaces."""
    return {"SpaceId": space.id} if space.id else {}


def delete(asked: Asked, document: Document, title: str, is_gone: Callable[[], bool]) -> Entries:
    """Delete a document, which somebody else may have deleted since this task looked.

    ``title``: the document for people; ``is_gone``: finds out whether the document is deleted, if the answer was lost
    or says that there is no such document.
    """
    deleted = f"deleted {title}"
    try:
        asked.context.client.delete(document)
    except AnswerLost as lost:
        look_again(lost, is_gone, deleted)
        raise
    except ServerRefused as refused:
        if refused.status != NOT_FOUND or not is_gone():
            raise
        asked.context.warn(f"somebody else has {deleted} at the same moment: {refused}")
        return {}
    asked.context.did(deleted)
    return {}
