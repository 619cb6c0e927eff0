# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kind of document is to the emulator: data, and hooks where a server has side effects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emulator.octopus import Octopus

Document = dict[str, Any]
SPACE, SYSTEM, MIXED = "space", "system", "mixed"


class Refusal(Exception):
    """An answer that is no success: a status and the texts of its body (octopus-api.md 1.6)."""

    def __init__(self, status: int, message: str, *errors: str, help_text: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = list(errors)
        self.help_text = help_text


def invalid(*errors: str) -> Refusal:
    """A validation error."""
    return Refusal(400, "There was a problem with your request.", *errors)


def not_found() -> Refusal:
    return Refusal(
        404,
        "Resource is not found or it doesn't exist in the current space context. "
        "Please contact your administrator for more information.",
    )


@dataclass(frozen=True)
class Prop:
    """A property of a document.

    ``type``: ``str``, ``int``, ``bool``, ``list``, ``dict``, ``any`` or ``secret``. ``reference``: the collection whose
    IDs it holds, one or a list of them. ``parts``: the properties of a nested document, or of each in a list.
    ``since``: the release that brought it, older servers do not have it.
    """

    name: str
    type: str = "str"
    default: Any = None
    required: bool = False
    trim: bool = False
    choices: tuple[str, ...] = ()
    create_only: bool = False
    read_only: bool = False
    reference: str = ""
    parts: tuple[Prop, ...] = ()
    since: tuple[int, int] = (0, 0)
    dropped: bool = False


Hook = Callable[["Octopus", Document], None]
ChangeHook = Callable[["Octopus", Document, Document], None]
Filter = Callable[["Octopus", Document, str], bool]


@dataclass(frozen=True)
class Kind:
    """A collection.

    ``parameters``: what its link's template offers; ``links``: further links of a document, in which ``{self}`` is its
    own address and ``{api}`` the address of its space. ``check`` refuses a document that is about to be stored
    (``old`` is empty for a new one) and completes it; ``created``, ``changed`` and ``deleting`` are side effects.
    """

    collection: str
    link: str
    item_type: str
    id_prefix: str
    props: tuple[Prop, ...]
    parameters: str = "skip,take,ids,partialName"
    scope: str = SPACE
    order: str = "Name"
    newest_first: bool = False
    named_by: str = "Name"
    unique: bool = True
    has_slug: bool = True
    first_number: int = 1
    links: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, Filter] = field(default_factory=dict)
    check: Callable[[Octopus, Document, Document], None] | None = None
    created: Hook | None = None
    deleting: Hook | None = None
    can_create: bool = True
    can_delete: bool = True
    has_all: bool = True
