# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Describes a kind of document to the emulator: as data, with hooks for side effects."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from emulator.handlers import Call

if TYPE_CHECKING:
    from emulator.octopus import Octopus

Document = dict[str, Any]
Release = tuple[int, int]
SPACE, SYSTEM, MIXED = "space", "system", "mixed"
READS = ("GET", "HEAD")
# Before the first release, and after the last one.
EVER: Release = (0, 0)
NEVER: Release = (10000, 0)
# The first release whose environments, lifecycles, machines ... have slugs [CS IHaveSlugResource, 2022-02-15; the
# description of 2021.2 has none].
SLUGS: Release = (2022, 1)
# The release that the current API reference describes. Unverified: earlier releases do not demand the same.
DESCRIBED: Release = (2026, 3)
# The releases of a recorded root and of recorded documents. Unverified: these releases brought everything that older
# records lack (api: roots#newer-links, documents#recorded-links).
RECORDED_ROOT: Release = (2023, 1)
RECORDED: Release = (2024, 3)
# The number of documents on a page of most collections.
PAGE = 30


@dataclass(frozen=True)
class Limit:
    """The range of a text's length or of a number, ends included, and the first release that refuses other values."""

    highest: int
    lowest: int = 0
    since: Release = DESCRIBED


# The methods for which a property is demanded (Prop.demanded).
ON_POST: Mapping[str, Release] = {"POST": DESCRIBED}
ON_PUT: Mapping[str, Release] = {"PUT": DESCRIBED}
ON_WRITES: Mapping[str, Release] = {**ON_POST, **ON_PUT}


# No program compares or prints these objects, and with so many fields the methods for that take long to make.
@dataclass(frozen=True, eq=False, repr=False)
class Prop:
    """A property of a document."""

    name: str
    # str, int, bool, list (of texts), documents (a list of objects), dict, timespan, any, value (a text, or an object
    # that hides one), values (an object of those), secret (a SensitiveValue) or password (never shown).
    type: str = "str"
    default: Any = None
    # Whether a body without it, or with null or an empty value, is refused.
    required: bool = False
    # By method, the first release that refuses a body without it; empty values, zero and false are accepted.
    demanded: Mapping[str, Release] = field(default_factory=dict)
    limit: Limit | None = None
    trim: bool = False
    choices: tuple[str, ...] = ()
    # Whether an empty text means the default.
    lenient: bool = False
    # The releases that brought some of the choices.
    choices_since: Mapping[str, Release] = field(default_factory=dict)
    create_only: bool = False
    read_only: bool = False
    # Whether a hook of the kind computes it; it is described, but neither sent nor stored.
    computed: bool = False
    # Whether it is accepted but never answered; it is stored under a name that no client sees.
    never_returned: bool = False
    # Whether null is a value of its own; otherwise null means the default.
    nullable: bool = False
    # The collection whose ID or IDs it holds; several collections are separated by blanks.
    reference: str = ""
    # Whether it holds tags: a tag that is in use can't be deleted, and renaming a tag renames it here, too.
    tags: bool = False
    # The properties of a nested document, or of each in a list; with the default {}, a missing one has their defaults.
    parts: tuple[Prop, ...] = ()
    # The release that brought it: older servers do not have it.
    since: Release = EVER
    # The release that removed it.
    until: Release = NEVER
    # The first release in which a PUT without it keeps its value; before, the PUT sets the default.
    kept_since: Release | None = None

    # Needed for every document, so computed once.
    @cached_property
    def key(self) -> str:
        """The name of the property in a stored document."""
        return f"_{self.name}" if self.never_returned else self.name

    @cached_property
    def folded(self) -> str:
        """The name of the property in lower case, because clients may send any case."""
        return self.name.casefold()

    def usual(self) -> Any:
        """A copy of the default, which may be changed."""
        return copy.deepcopy(self.default) if self.default.__class__ in (dict, list) else self.default


Handler = Callable[[Call, Document], Any]


@dataclass(frozen=True, eq=False, repr=False)
class Route:
    """An address other than those of a collection and its documents."""

    # Called with the document that {id} names, or with an empty one.
    handle: Handler
    methods: tuple[str, ...] = READS
    # The status of the answer to a POST.
    status: int = 200
    # The permission for a write; None: the kind's own; "": the handler checks permissions.
    permission: str | None = None
    # The release that brought it, and the release that brought writing, if that is later.
    since: Release = EVER
    written_since: Release = EVER
    # The release that took it away.
    until: Release = NEVER
    needs_spaces: bool = False
    # For a collection of the server: whether the address also exists below a space.
    in_spaces: bool = False
    # The body for the server's own description, where it is known: a collection for one of its documents, "page of" or
    # "list of" a collection, "text", "file" or a content type; "IDs" for a list of IDs.
    gives: str = ""
    takes: str = ""
    # Further statuses of answers with the same body.
    may_be: tuple[int, ...] = ()

    def answers(self, method: str, release: Release) -> bool:
        """Whether a server of this release has the route for this method."""
        since = self.since if method in READS else max(self.since, self.written_since)
        return method in self.methods and since <= release < self.until


@dataclass(frozen=True, eq=False, repr=False)
class Parent:
    """The parent of the documents of a kind. Only the child's file declares it.

    The parent's documents get a link to their children, the address ``{id}/{path}`` for all children, and below it an
    address for each child. A child is removed with its parent.
    """

    collection: str
    # The property of a child with the ID of its parent.
    prop: str
    # The end of the address, after the parent's own, and the name of the parent's link to it.
    path: str
    link: str
    # The link's template, by the release that brought it; {self} is the parent's address.
    links: Mapping[Release, str]
    # The first release that creates a child at this address, and the first that has addresses for single children.
    written_since: Release = EVER
    each_since: Release = EVER
    # The first release that changes and removes a child there.
    each_written_since: Release = EVER
    # The status of the answer to a POST.
    status: int = 201
    # The first release with any of these addresses, and the first that also has the addresses below a child.
    since: Release = EVER
    below_since: Release = NEVER
    # Whether the address of a child may have its name in place of its ID.
    by_name: bool = False
    # Further addresses below {path}, which come before the addresses of the children.
    routes: Mapping[str, Route] = field(default_factory=dict)


Check = Callable[["Octopus", Document, Document], None]
SideEffect = Callable[["Octopus", Document], None]
Filter = Callable[["Octopus", Document, str], bool]


@dataclass(frozen=True, eq=False, repr=False)
class Kind:
    """A collection: the properties of its documents, its lists, and its side effects."""

    collection: str
    # The name of its link at the root; "" without such a link.
    link: str
    item_type: str
    id_prefix: str
    props: tuple[Prop, ...]
    # The parameters of its link's template, and the first release that ignores the filter by name.
    parameters: str = "skip,take,ids,partialName"
    parameters_since: Mapping[str, Release] = field(default_factory=dict)
    named_until: Release = EVER
    scope: str = SPACE
    # For a mixed collection: whether a new document without a SpaceId is the server's, even below a space.
    placed_by_body: bool = False
    # The beginning of its permissions, or the one permission for all writes; "" for item_type.
    permission: str = ""
    # The default number of documents on a page of its own list, from DESCRIBED on.
    page_size: int = PAGE
    order: str = "Name"
    newest_first: bool = False
    # For a list with the newest first: whether ``order`` is the property that decides; otherwise the order of creation
    # does.
    order_is_age: bool = False
    named_by: str = "Name"
    # Another property by which an address can name a document.
    known_by: str = ""
    # Whether names are unique, in a space or among documents with the same value of the second property.
    unique: bool = True
    unique_within: str = ""
    # The documents to which the documents of this kind belong.
    parent: Parent | None = None
    slug_since: Release | None = SLUGS
    first_number: int = 1
    since: Release = EVER
    # Further links of a document, in which {self} is its own address and {api} the address of its space, and links
    # that only servers with spaces have. ``root_links``: further links of the root, below the collection's address.
    links: Mapping[str, str] = field(default_factory=dict)
    space_links: Mapping[str, str] = field(default_factory=dict)
    # Links that a release added, replaced, or removed by an empty text.
    newer_links: Mapping[Release, Mapping[str, str]] = field(default_factory=dict)
    root_links: Mapping[str, str] = field(default_factory=dict)
    newer_root_links: Mapping[Release, Mapping[str, str]] = field(default_factory=dict)
    filters: Mapping[str, Filter] = field(default_factory=dict)
    # The releases that brought some of the filters; an older server ignores them.
    filters_since: Mapping[str, Release] = field(default_factory=dict)
    # The default filters of a list.
    default_query: Mapping[str, str] = field(default_factory=dict)
    # The property whose value decides which further properties a document has, and these properties by value.
    variant_by: str = ""
    variants: Mapping[str, tuple[Prop, ...]] = field(default_factory=dict)
    # Addresses below the collection's.
    routes: Mapping[str, Route] = field(default_factory=dict)
    # Refuses or completes a document before it is stored; the old document is empty for a new one.
    check: Check | None = None
    # Copies to a new document what a clone takes over from its source.
    cloned: Callable[[Document, Document], None] | None = None
    # Side effects; ``created`` also gets the source of a clone.
    created: Callable[[Octopus, Document, Document | None], None] | None = None
    deleting: SideEffect | None = None
    # The properties with IDs of the document's frozen copies. A copy is removed when no property names it any more.
    freezes: tuple[str, ...] = ()
    # Side effects of removing a document of another collection, by that collection; they may refuse the removal.
    deleted_elsewhere: Mapping[str, SideEffect] = field(default_factory=dict)
    # Turns a stored document into the one for clients, and adds properties to a page.
    shown: Callable[[Octopus, Document], Document] | None = None
    extra: Callable[[Octopus, list[Document]], Document] | None = None
    # Whether the content of a list or of a document depends on the time.
    timed: bool = False
    # The properties of a page that pages of other kinds don't have.
    extra_props: tuple[Prop, ...] = ()
    # Whether its documents have links and the last change, and its own list has links; those of some newer kinds have
    # neither.
    is_resource: bool = True
    # The methods whose answer has only the ID, so that clients read the document again.
    answers_id: tuple[str, ...] = ()
    # The properties that are null in the answer to a PUT, so that clients read the document again.
    null_after_put: tuple[str, ...] = ()
    # The name of the document in the refusal of a stale Version; "" if writes need no Version.
    versioned: str = ""
    # The refusal of a change of a read-only document.
    frozen: str = "This resource is read-only and cannot be modified."
    can_create: bool = True
    can_delete: bool = True
    can_change: bool = True
    has_all: bool = True
    has_list: bool = True
    # Whether documents have the address {id}; otherwise only the routes exist.
    has_documents: bool = True
    needs_spaces: bool = False
    # Whether the collection has no address of its own.
    hidden: bool = False
    # Whether no link leads to it, so that clients build its address; whether its address always begins with a space.
    unlinked: bool = False
    only_in_a_space: bool = False
    # A new document for tests, without its name. <environments> stands for the ID of an environment, and # for a number
    # that differs between the documents of a test. None: the tests themselves have the document.
    sample: Document | None = None
