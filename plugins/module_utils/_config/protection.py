# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents that prune keeps although no item is about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._config.listing import Listed
from ansible_collections.octopus.deploy.plugins.module_utils._config.named_by_steps import (
    NAMED_BY_STEPS,
    kinds_with_steps,
    named_by_steps,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.outcomes import Planned
from ansible_collections.octopus.deploy.plugins.module_utils._config.pruning import (
    new_defaults,
    owner_to_come,
    removed_by_items,
    used_by,
    vital_ids,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.unseen import unknown_needs
from ansible_collections.octopus.deploy.plugins.module_utils._config.vital import kinds_needing
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import SPACES
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused, is_unreadable

Need = TypeVar("Need")


class Protection:
    """Decides which documents prune keeps although no item is about them.

    Prune keeps protected documents, documents of other spaces, the space of the run, and each document that is the
    default at the end of the run. With a warning in ``warnings``, it also keeps the documents that the configuration or
    a step refers to, and those that another document can't be without. ``coming``: the documents that come with new
    documents of the run. ``unmanaged``: the documents of the pruned kinds without an item, each with its location.
    ``unsure``: the kinds that were read for this; the user may not see all of their documents.
    """

    def __init__(
        self,
        client: Client,
        index: Index,
        planned: Sequence[Planned],
        space: str | None,
        coming: Sequence[Listed] = (),
        unmanaged: Sequence[tuple[Location, Listed]] = (),
    ) -> None:
        self._index = index
        self._space = space
        self.warnings: list[str] = []
        self.unsure: list[Resource] = []
        copies = {(each.parent, each.id) for each in coming}
        self._needed: dict[tuple[str, str], str] = {}
        for each in planned:
            owner = owner_to_come(each)
            for used in used_by(each, client, index):
                # The ID of an original means the new owner's own copy.
                self._needed[(owner if (owner, used) in copies else "", used)] = each.place
        self._new_defaults = {of for each in planned for of in new_defaults(each)}
        gone = removed_by_items(planned)
        going = self._going(unmanaged)
        self._note_steps(going, {*going, *gone}, planned, Context(client, index))
        # Without the documents that turned out to be named by steps.
        going = self._going(unmanaged)
        # The documents of which another one needs at least one: prune takes them out one after the other.
        needs = [(each.place, ids) for each in planned for ids in vital_ids(each)]
        needs += self._needs_of_others({*going.values()}, {*going, *gone})
        self._left = [(place, set(ids) - gone.keys()) for place, ids in needs]

    def __call__(self, resource: Resource, document: Listed) -> bool:
        if self._is_untouchable(resource.location, document):
            return True
        is_copy = is_to_come(document.parent)
        place = self._needed.get((document.parent if is_copy else "", document.id))
        reason = f"as {place} refers to it" if place else ""
        if not place and not is_copy:
            place = next((place for place, left in self._left if left == {document.id}), None)
            reason = f"as {place} needs it, because no other {resource.label} of its own stays"
            for _place, left in self._left if place is None else ():
                left.discard(document.id)
        if place:
            self.warnings.append(
                f"prune: the {resource.label} {document.title!r} stays, {reason}; "
                f"name it among {resource.plural} as well"
            )
        return place is not None

    def _going(self, unmanaged: Iterable[tuple[Location, Listed]]) -> dict[str, Location]:
        """The documents to remove as far as is known, each ID with its location."""
        return {each.id: location for location, each in unmanaged if not self._is_kept(location, each)}

    def _is_kept(self, location: Location, document: Listed) -> bool:
        return ("", document.id) in self._needed or self._is_untouchable(location, document)

    def _note_steps(
        self, going: Mapping[str, Location], gone: Collection[str], planned: Sequence[Planned], context: Context
    ) -> None:
        """Note the documents that steps of processes without an item name.

        ``gone``: the IDs of all documents that the run removes.
        """
        named = [identity for identity, location in going.items() if location in NAMED_BY_STEPS]
        for kind in kinds_with_steps() if named else ():
            with_item = {
                str((each.plan.current or {}).get("Id")) for each in planned if each.resource.kind == kind.kind
            }
            found = named_by_steps(kind, named, {*gone, *with_item}, context, self._index.live)
            self._needed.update({("", identity): place for place, identity in self._known(kind, found)})

    def _needs_of_others(self, pruned: Collection[Location], gone: Collection[str]) -> Iterator[tuple[str, list[str]]]:
        """The documents without an item that stay, each with the IDs of documents that it can't be without.

        ``pruned``: the locations of the documents to remove; ``gone``: the IDs of all documents that the run removes.
        The documents inside these are removed as well.
        """
        for kind in kinds_needing(pruned, CONFIGURED) if pruned else ():
            for each, ids in self._known(kind, self._index.needs(kind)):
                if each.id not in gone and each.parent not in gone:
                    yield f"the {kind.label} {each.name!r}", ids

    def _known(self, kind: Resource, found: Iterable[Need]) -> Sequence[Need]:
        """The needs that reading a kind finds; none, with a warning, if it can't be read. Raises ``OctopusError``."""
        try:
            known = list(found)
        except ServerRefused as refused:
            if not is_unreadable(refused):
                raise
            self.warnings.append(f"{kind.plural}: {refused}; {unknown_needs(kind)}")
            return ()
        self.unsure.append(kind)
        return known

    def _is_untouchable(self, location: Location, document: Listed) -> bool:
        """Whether the document is protected, the default at the end of the run, the space of the run, or of another
        space.
        """
        is_default = document.is_default and (location, document.parent) not in self._new_defaults
        if document.protected or is_default:
            return True
        if location == SPACES:
            own_space = self._index.resolve(SPACES, self._space) if self._space else None
            return document.id == own_space
        return bool(location.system and document.space) and not self._index.is_here(document.space)
