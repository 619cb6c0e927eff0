# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kind that declares its parent: the parent's own declaration says nothing of it."""

from __future__ import annotations

from emulator.children import with_children
from emulator.model import EVER, Kind, Parent, Prop

PARENT = Kind("shelves", "Shelves", "Shelf", "Shelves", props=(Prop("Name"),), links={"Room": "{self}/room"})
CHILD = Kind(
    "books",
    "Books",
    "Book",
    "Books",
    props=(Prop("Name"), Prop("ShelfId", reference="shelves")),
    parent=Parent(
        "shelves",
        "ShelfId",
        path="books",
        link="Books",
        links={(2022, 1): "{self}/books{/id}", EVER: "{self}/books"},
        written_since=(2022, 1),
        each_since=(2023, 1),
    ),
)


def test_a_parent_gets_the_link_and_the_addresses_of_its_children() -> None:
    parent, child = with_children((PARENT, CHILD))
    assert child is CHILD
    assert parent.links == {"Room": "{self}/room"}
    # A newer form comes later, as a later one takes the place of an earlier one.
    assert list(parent.newer_links.items()) == [
        (EVER, {"Books": "{self}/books"}),
        ((2022, 1), {"Books": "{self}/books{/id}"}),
    ]
    many, one = parent.routes["{id}/books"], parent.routes["{id}/books/{book}"]
    assert many.answers("GET", (2020, 5)) and not many.answers("POST", (2020, 5)) and many.answers("POST", (2022, 1))
    assert not one.answers("GET", (2022, 1)) and one.answers("DELETE", (2023, 1))
    assert (many.gives, many.takes, one.gives) == ("page of books", "books", "books")


def test_a_kind_without_children_stays_as_it_is() -> None:
    assert with_children((PARENT,)) == (PARENT,)
