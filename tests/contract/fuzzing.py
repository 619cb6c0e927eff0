# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of right and wrong types for the options of any module, and limits for every task with them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("OCTOPUS_FUZZ_EXAMPLES") or 0)
LONGEST = 20
BUG = "bug in octopus.deploy"
# Texts with a special meaning for a server, an address, a template or a parser.
TEXTS = (
    *("", " ", "all", "Production", "production", "Environments-1", "Projects-1", "Spaces-1", "Default", "None"),
    *("#{Octopus.Name}", "<secret a>", "<secret>", "{{ x }}", "{id}", "a/b", "../x", "?x=1", "%2F", "\n", "é", "🐙"),
    *("0", "-1", "1.10", "true", "null", "[]", "{}", '{"a": [1]}', "00:00:01", "1.00:00:00", "2026-01-01", "x" * 300),
)
texts = st.one_of(st.sampled_from(TEXTS), st.text(st.characters(exclude_categories=("Cs",)), max_size=8))
numbers = st.one_of(st.sampled_from((0, 1, -1, 2**31, 2**63, 10**30)), st.integers(-5, 5))
scalars = st.one_of(st.none(), st.booleans(), numbers, st.sampled_from((1.5, -0.0, 1e300)), texts)
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)


def examples(few: int) -> settings:
    """Settings for ``few`` examples, or for as many as the environment asks for."""
    return settings(
        max_examples=EXAMPLES or few,
        # Finding a smaller example takes minutes of requests.
        phases=[Phase.explicit, Phase.generate],
        deadline=None,
        derandomize=not EXAMPLES,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def values(argument: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values for an option: mostly of its type, or of that of its parts, and any other."""
    return st.one_of(right(argument), right(argument), anything)


def right(argument: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if argument.get("type") == "list":
        each = {**argument, "type": argument.get("elements", "str")}
        return st.lists(values(each), max_size=3)
    if argument.get("options"):
        return st.fixed_dictionaries({}, optional={o: values(a) for o, a in argument["options"].items()})
    if argument.get("choices"):
        return st.sampled_from(argument["choices"])
    kinds = {"bool": st.booleans(), "int": numbers, "dict": st.dictionaries(texts, anything, max_size=3)}
    return kinds.get(str(argument.get("type")), texts)


@contextmanager
def no_spin() -> Iterator[None]:
    """Fail a test that does not end."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"still busy after {LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
