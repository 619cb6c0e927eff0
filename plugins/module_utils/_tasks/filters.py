# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters of octopus_info: options, which become the parameters that the link of a list offers for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from heapq import merge
from itertools import takewhile
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    CHANNELS,
    DEPLOYABLE,
    PROJECTS,
    RUNBOOKS,
    TENANTS,
    USERS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.records import Record
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# This parameter is known to take the ID of a project (api: packages#artifacts-and-output-variables). Events and
# interruptions name all documents that they concern.
PROJECT, REGARDING, RELATED = "project", "regarding", "RelatedDocumentIds"
# The options that name a document. The project comes first, as channels of different projects may have the same name.
ABOUT = {
    PROJECT: PROJECTS,
    "environment": DEPLOYABLE,
    "tenant": TENANTS,
    "channel": CHANNELS,
    "runbook": RUNBOOKS,
    "user": USERS,
}
STATES = ("Queued", "Executing", "Cancelling", "Success", "Failed", "Canceled", "TimedOut")
# Lists of tasks take several states, lists of documents that have tasks take one (api: collections#filters).
OF_TASKS, OF_ONE_TASK = "states", "taskState"
SINCE, UNTIL = ("from", "fromQueueDate"), ("to", "toQueueDate")
EARLIEST = datetime(1, 1, 1, tzinfo=timezone.utc)
ARGUMENTS: dict[str, Argument] = {
    **{option: {"type": "str"} for option in ABOUT},
    "states": {"type": "list", "elements": "str", "choices": list(STATES)},
    "since": {"type": "str"},
    "until": {"type": "str"},
}


@dataclass(frozen=True)
class Filters:
    """The filters of one task. ``about``: IDs by option; ``record``: the kind of the records to read, if any."""

    about: Mapping[str, str]
    states: Sequence[str]
    since: datetime | None
    until: datetime | None
    record: Record | None

    @property
    def find_nothing(self) -> bool:
        """Whether nothing can be found, because an option names a document that is to come (only in check mode)."""
        return any(map(is_to_come, self.about.values()))

    def parent_in(self, location: Location, offered: Sequence[str]) -> str:
        """The ID of the parent whose own list is read if the list of all documents has no filter for it; else empty."""
        parent = location.parent.location if location.parent else None
        option = next((each for each in self.about if ABOUT[each] == parent), "")
        return self.about[option] if option and not _parameter(option, offered) else ""

    def queries(self, offered: Sequence[str]) -> list[dict[str, Any]]:
        """The parameters that a link offers for the filters: of one list, or of one for each state."""
        found: dict[str, Any] = {each: self.about[option] for each, option in self._sent(offered).items()}
        for names, moment in ((SINCE, self.since), (UNTIL, self.until)):
            found.update({each: moment.isoformat() for each in names if moment and each in offered})
        if self.states and OF_TASKS in offered:
            return [{**found, OF_TASKS: list(self.states)}]
        if self.states and OF_ONE_TASK in offered:
            return [{**found, OF_ONE_TASK: each} for each in self.states]
        return [found]

    def merged(self, lists: Sequence[Iterable[Document]]) -> Iterable[Document]:
        """The documents of several lists, each with the newest first, in this order."""
        if len(lists) == 1:
            return lists[0]
        # A server writes all its times in one form, so their texts compare as the times do, to the millisecond.
        prop = self.record.moment if self.record else ""
        return merge(*lists, key=lambda each: str(each.get(prop)), reverse=True)

    def _sent(self, offered: Sequence[str]) -> dict[str, str]:
        """The options that the server filters by, each by its parameter."""
        named = {_parameter(option, offered): option for option in self.about}
        return {parameter: option for parameter, option in named.items() if parameter}

    def apply(self, found: Iterable[Document], offered: Sequence[str], parent_id: str = "") -> Iterator[Document]:
        """The documents that fit the filters, some of which the link may not offer, or the server may ignore.

        ``parent_id``: the ID of the parent whose documents these are, or empty. Raises ``OptionError`` for a filter
        that the link does not offer if the documents do not have its property either.
        """
        since = self.since
        if self.record and self.record.newest_first and since:
            found = takewhile(lambda each: self._moment(each) >= since, found)
        sent = set(self._sent(offered).values())
        for each in found:
            document = each if isinstance(each, dict) else {}
            about = {option: value for option, value in self.about.items() if value != parent_id}
            concerned = (concerns(document, option, value, option in sent) for option, value in about.items())
            if not all(concerned):
                continue
            if self._is_in_state(document, offered) and self._is_in_time(document):
                yield each

    def _is_in_state(self, document: Document, offered: Sequence[str]) -> bool:
        if self.states and "State" not in document and not {OF_TASKS, OF_ONE_TASK} & set(offered):
            raise unknown("states")
        return not self.states or document.get("State", self.states[0]) in self.states

    def _is_in_time(self, document: Document) -> bool:
        if not (self.since or self.until):
            return True
        moment = self._moment(document)
        return (self.since is None or moment >= self.since) and (self.until is None or moment < self.until)

    def _moment(self, document: Document) -> datetime:
        found = instant(document.get(self.record.moment)) if self.record else None
        return found or EARLIEST


def concerns(document: Document, option: str, identity: str, is_sent: bool) -> bool:
    """Whether a document concerns the document with an ID, by its properties, or because the server has filtered.

    ``is_sent``: whether the server was asked to filter.
    """
    one = f"{option.capitalize()}Id"
    if one in document:
        return bool(document[one] == identity)
    related = document.get(f"{one}s", None if is_sent else document.get(RELATED))
    if isinstance(related, list):
        return identity in related
    if not is_sent:
        raise unknown(option)
    return True


def unknown(option: str) -> OptionError:
    return OptionError(option, "can't be given for this kind: the server has no such filter for its documents")


def filters_of(options: Mapping[str, Any], record: Record | None, context: Context) -> Filters:
    """The filters that the options of a task describe. Raises ``OptionError``."""
    moments = {each: _moment(options, each) for each in ("since", "until")}
    for option, moment in moments.items():
        if moment and not (record and record.moment):
            raise OptionError(option, "can't be given for this kind: its documents have no time")
    about: dict[str, str] = {}
    for option, location in ABOUT.items():
        if options.get(option) is not None:
            within = replace(context, owner_id=about.get(PROJECT, ""))
            about[option] = resolved(location, options[option], within, option)
    return Filters(about, options.get("states") or (), **moments, record=record)


def _moment(options: Mapping[str, Any], option: str) -> datetime | None:
    given = options.get(option)
    moment = instant(given)
    if given is not None and moment is None:
        raise OptionError(option, f"{given!r} is not a time such as 2026-11-28 or 2026-11-28T10:15:00Z")
    return moment


def option_of(parameter: str) -> str:
    """The option that gives a parameter of a link: one that names a document, or an entry of ``parameters``."""
    return next((option for option in ABOUT if parameter in _parameters(option)), f"parameters.{parameter}")


def _parameter(option: str, offered: Sequence[str]) -> str:
    """The parameter that takes the ID of an option's document; empty if the link does not offer any."""
    return next((each for each in _parameters(option) if each in offered), "")


def _parameters(option: str) -> tuple[str, ...]:
    """The parameters that take the ID of an option's document."""
    more = (REGARDING,) if option == PROJECT else ()
    return (option, f"{option}s", f"{option}Id", f"{option}Ids", *more)
