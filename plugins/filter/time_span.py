# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter octopus.deploy.time_span; time_span.yml beside this file documents it."""

from __future__ import annotations

from collections.abc import Callable

from ansible.errors import AnsibleFilterError
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.durations import parsed, readable, written
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.timespans import MOST, SECOND
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import described

FORMS: dict[str, Callable[[int], object]] = {
    "time_span": written,
    "words": readable,
    "seconds": lambda ticks: ticks / SECOND if ticks % SECOND else ticks // SECOND,
}


def time_span(length: object, form: object = "time_span") -> object:
    if str(form) not in FORMS:
        raise AnsibleFilterError(f"time_span: form is {form!r}, but has to be one of: {', '.join(FORMS)}")
    return FORMS[str(form)](ticks_of(length))


def ticks_of(length: object) -> int:
    """A length of time in units of 100 nanoseconds; a number counts seconds."""
    if isinstance(length, (int, float)) and not isinstance(length, bool) and length >= 0:
        if length > MOST // SECOND:
            raise AnsibleFilterError("time_span: the input is longer than the server can count")
        return round(length * SECOND)
    if not isinstance(length, str):
        problem = f"the input is {described(length)}, but has to be a duration or a number of seconds, 0 or more"
        raise AnsibleFilterError(f"time_span: {problem}")
    try:
        return parsed(length, "time_span")
    except OptionError as wrong:
        raise AnsibleFilterError(str(wrong)) from None


class FilterModule:
    """The filter of this file."""

    def filters(self) -> dict[str, Callable[..., object]]:
        return {"time_span": time_span}
