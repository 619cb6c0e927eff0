# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kind of document is to the emulator: data, and hooks where a server has side effects."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emulator.octopus import Octopus

Document = dict[str, Any]
Release = tuple[int, int]
SPACE, SYSTEM, MIXED = "space", "system", "mixed"
READS = ("GET", "HEAD")
EVER: Release = (0, 0)
# The first release whose environments, lifecycles, machines ... have slugs [CS IHaveSlugResource, 2022-02-15; the
# description of 2021.2 has none].
SLUGS: Release = (2022, 1)
# The release that the current API reference describes; that an earlier one does not demand the same is unverified.
DESCRIBED: Release = (2026, 3)
# How many documents a page of most collections has.
PAGE = 30

# Of a write that says an older version than the server has.
STALE = (
    "Changes to {what} could not be saved, because another user has made changes to the {short} between when you "
    "started editing and when you saved your changes. Please reload or open a new tab to make your changes."
)


class Refusal(Exception):
    """An answer that is no success: a status and the texts of its body (api: errors#refusals)."""

    def __init__(self, status: int, message: str, *errors: str, help_text: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = list(errors)
        self.help_text = help_text
        self.headers: list[tuple[str, str]] = []


def invalid(*errors: str) -> Refusal:
    """A validation error."""
    return Refusal(400, "There was a problem with your request.", *errors)


def not_found() -> Refusal:
    return Refusal(
        404,
        "Resource is not found or it doesn't exist in the current space context. "
        "Please contact your administrator for more information.",
    )


def forbidden(permission: str) -> Refusal:
    return Refusal(
        403,
        "You do not have permission to perform this action. Please contact your Octopus administrator. "
        f"Missing permission: {permission}",
        help_text=f"A member of a team with the permission {permission} can do this.",
    )


@dataclass(frozen=True)
class Limit:
    """How long a text or how large a number may be, both ends included, and the release that first refuses others."""

    highest: int
    lowest: int = 0
    since: Release = DESCRIBED


# The writes whose bodies must have a property (Prop.demanded).
ON_POST: Mapping[str, Release] = {"POST": DESCRIBED}
ON_PUT: Mapping[str, Release] = {"PUT": DESCRIBED}
ON_WRITES: Mapping[str, Release] = {**ON_POST, **ON_PUT}


# Nobody compares or prints those that have so many fields, and each method made for it takes its time at every start.
@dataclass(frozen=True, eq=False, repr=False)
class Prop:
    """A property of a document."""

    name: str
    # str, int, bool, list (of texts), documents (a list of objects), dict, timespan, any, value (a text, or an object
    # that hides one), values (an object of those), secret (a SensitiveValue) or password (never shown).
    type: str = "str"
    default: Any = None
    # Refused when it is left out, null or empty.
    required: bool = False
    # By method the first release that refuses a body without it. Empty, zero and false will do.
    demanded: Mapping[str, Release] = field(default_factory=dict)
    limit: Limit | None = None
    trim: bool = False
    choices: tuple[str, ...] = ()
    # An empty text is as good as none: it gets its default.
    lenient: bool = False
    # The releases that brought some of the choices.
    choices_since: Mapping[str, Release] = field(default_factory=dict)
    create_only: bool = False
    read_only: bool = False
    # Nothing that anybody sends or that is stored: a hook of the kind says it, and the description that it is there.
    computed: bool = False
    # Taken, and in no answer: it is kept by a name that no client sees.
    unsaid: bool = False
    # Null is a value of its own: only where nothing was sent it gets its default.
    nullable: bool = False
    # The collection whose IDs it holds, one or a list of them; several with blanks between them.
    reference: str = ""
    # It holds tags: no tag that it has can be deleted, and one that gets another name has that name here, too.
    tags: bool = False
    # The properties of a nested document, or of each in a list; with {} as default a missing one is made of theirs.
    parts: tuple[Prop, ...] = ()
    # The release that brought it: older servers do not have it.
    since: Release = (0, 0)
    # The release that took it away.
    until: Release = (10000, 0)
    # The release from which on a PUT that leaves it out keeps it; otherwise it gets its default.
    kept_since: Release | None = None

    # Asked for with every document: worked out once.
    @cached_property
    def key(self) -> str:
        """The name by which a stored document has it."""
        return f"_{self.name}" if self.unsaid else self.name

    @cached_property
    def folded(self) -> str:
        """The name by which it is found in what clients send."""
        return self.name.casefold()

    def usual(self) -> Any:
        """Its default, which a document may change."""
        return copy.deepcopy(self.default) if self.default.__class__ in (dict, list) else self.default


@dataclass(frozen=True)
class Call:
    """A request on its way: ``query`` has lower-case names, ``values`` what the places of a route stand for.

    ``read`` reads the body, and refuses one that is not JSON: whoever wants a body asks for it, so that an address that
    there is not is answered as such, whatever was sent to it.
    """

    octopus: Octopus
    method: str
    query: Mapping[str, str]
    read: Callable[[], Any]
    user: str
    space: str = ""
    own: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> Any:
        return self.read()


Handler = Callable[[Call, Document], Any]


@dataclass(frozen=True)
class Answer:
    """What a request comes to. A handler that returns one says the status itself.

    ``content_type``: of a body that is bytes, where it is not the usual one. ``lasting``: until something is
    written, the same request of the same user is answered by the same.
    """

    status: int
    body: Any
    content_type: str = "application/octet-stream"
    lasting: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Route:
    """An address that is more than a collection or its documents."""

    # Gets the document that {id} names, or an empty one.
    handle: Handler
    methods: tuple[str, ...] = READS
    # What a POST answers.
    status: int = 200
    # What a write needs, where it is not what the kind itself would need; "": the handler sees to it.
    permission: str | None = None
    # The release that brought it; and, where it was there before, the one that brought writing to it.
    since: Release = (0, 0)
    written_since: Release = (0, 0)
    needs_spaces: bool = False
    # Of a collection of the server's: whether it is below a space as well.
    in_spaces: bool = False
    # What the server's description of itself says of it, where it is known: a collection for one of its documents,
    # "page of" or "list of" a collection, "text", "file" or a content type; "IDs" for a list of them.
    gives: str = ""
    takes: str = ""
    # What it answers with beside the usual: a status that goes with the same body.
    may_be: tuple[int, ...] = ()

    def answers(self, method: str, release: Release) -> bool:
        """Whether a server of this release has it for this method."""
        return method in self.methods and release >= (
            self.since if method in READS else max(self.since, self.written_since)
        )


@dataclass(frozen=True, eq=False, repr=False)
class Parent:
    """Where the documents of a kind belong to: the one place that says it, so that the parent's own file does not.

    The parent's documents get a link to their children and the addresses of these, ``{id}/{path}`` and below it that
    of each child. A child is removed with its parent.
    """

    collection: str
    # The property in which a child has the ID of its parent.
    prop: str
    # What follows the parent's own address, and the name of the link there.
    path: str
    link: str
    # What the link is, by the release that brought each form; {self} is the parent's address.
    links: Mapping[Release, str]
    # The first release that creates a child there, and the first that has the address of each.
    written_since: Release = EVER
    each_since: Release = EVER
    # What a POST answers.
    status: int = 201


Check = Callable[["Octopus", Document, Document], None]
SideEffect = Callable[["Octopus", Document], None]
Filter = Callable[["Octopus", Document, str], bool]


@dataclass(frozen=True, eq=False, repr=False)
class Kind:
    """A collection: what its documents have, how it is listed, and what happens on the side."""

    collection: str
    # The name of its link at the root; "" for one that no root links to.
    link: str
    item_type: str
    id_prefix: str
    props: tuple[Prop, ...]
    # What its link's template offers, and the release whose list forgot to filter by name.
    parameters: str = "skip,take,ids,partialName"
    parameters_since: Mapping[str, Release] = field(default_factory=dict)
    named_until: Release = (0, 0)
    scope: str = SPACE
    # Of a mixed one: a new document without a SpaceId is the server's, also at the address of a space.
    placed_by_body: bool = False
    # What its permissions begin with, or the one that every write needs; "" for item_type.
    permission: str = ""
    # How many documents a page of its own list has from DESCRIBED on unless it is asked for another number.
    page_size: int = PAGE
    order: str = "Name"
    newest_first: bool = False
    # Of what is newest first, that ``order`` says how new it is, and not when it was made.
    dated: bool = False
    named_by: str = "Name"
    # Another property by which an address can name a document.
    known_by: str = ""
    # Names are unique, in a space or among the documents that have the same in this property.
    unique: bool = True
    unique_within: str = ""
    # The documents that these belong to, if they do.
    parent: Parent | None = None
    slug_since: Release | None = SLUGS
    first_number: int = 1
    since: Release = (0, 0)
    # Further links of a document, in which {self} is its own address and {api} that of its space; some only where
    # there are spaces. And further links of the root, below the collection's address.
    links: Mapping[str, str] = field(default_factory=dict)
    space_links: Mapping[str, str] = field(default_factory=dict)
    # Those that a release brought, or put in place of older ones.
    newer_links: Mapping[Release, Mapping[str, str]] = field(default_factory=dict)
    root_links: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, Filter] = field(default_factory=dict)
    # The releases that brought some of the filters; what is asked for by a newer one is ignored.
    filters_since: Mapping[str, Release] = field(default_factory=dict)
    # What a list filters by unless it is asked for something else.
    default_query: Mapping[str, str] = field(default_factory=dict)
    # The further properties of a document by the value of this property.
    variant_by: str = ""
    variants: Mapping[str, tuple[Prop, ...]] = field(default_factory=dict)
    # Addresses below the collection's.
    routes: Mapping[str, Route] = field(default_factory=dict)
    # Refuses a document that is about to be stored, and completes it; the old one is empty for a new one.
    check: Check | None = None
    # What a new document takes over from the one that it is cloned from.
    cloned: Callable[[Document, Document], None] | None = None
    # Side effects; a new document comes with the one that it was cloned from.
    created: Callable[[Octopus, Document, Document | None], None] | None = None
    deleting: SideEffect | None = None
    # What happens here when a document of another collection is removed, by that collection; it may be refused.
    deleted_elsewhere: Mapping[str, SideEffect] = field(default_factory=dict)
    # Makes of a stored document what clients see, and adds to a page.
    shown: Callable[[Octopus, Document], Document] | None = None
    extra: Callable[[Octopus, list[Document]], Document] | None = None
    # Whether what a list finds depends on the time of day.
    timed: bool = False
    # What is in such a page beside what is in every other.
    extra_props: tuple[Prop, ...] = ()
    # Its documents have links, and say who changed them last; some newer ones do not.
    is_resource: bool = True
    # What answers with the ID alone: the document is known by reading it.
    answers_id: tuple[str, ...] = ()
    # What is null in the answer to a PUT, and known by reading again.
    unsaid_by_put: tuple[str, ...] = ()
    # What the text calls it where a write must carry the Version that was read.
    versioned: str = ""
    # How it is said of a document that nobody changes.
    frozen: str = "This resource is read-only and cannot be modified."
    can_create: bool = True
    can_delete: bool = True
    can_change: bool = True
    has_all: bool = True
    has_list: bool = True
    # Whether there are documents at {id}; without, there are its routes alone.
    has_documents: bool = True
    needs_spaces: bool = False
    # Has no address of its own.
    hidden: bool = False
    # No link leads to it: clients know its address. Its address has a form with a space in front alone.
    unlinked: bool = False
    only_in_a_space: bool = False
    # A new document for tests to send, beside its name. <environments> stands for the ID of an environment, and # for
    # a number that tells the documents of one test apart.
    sample: Document = field(default_factory=dict)
