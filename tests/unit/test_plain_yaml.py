# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain YAML, read in one pass, has the value that the closer look finds, and nothing unusual passes for plain."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._config.json_text import DEEPEST
from ansible_collections.octopus.deploy.plugins.module_utils._config.plain_yaml import NotPlain, plain_value
from ansible_collections.octopus.deploy.plugins.module_utils._config.yaml_text import closely_read, yaml_value
from hypothesis import given
from hypothesis import strategies as st

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]
WORDS = ["", "=", "<<", "~", "yes", "0o7", "1:30", "1_000", "2026-11-28", ".inf", "a: b", "- a", "a\nb\n", "#{x}", "é"]
SCALARS = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=8),
    st.integers(),
    st.booleans(),
    st.none(),
    st.floats(allow_nan=False),
    st.dates(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=5), inner),
    max_leaves=12,
)
UNUSUAL = {
    "an empty text": "",
    "two documents": "--- a\n--- b\n",
    "an anchor and its alias": "a: &x [1]\nb: *x\n",
    "a merged mapping": "a: {<<: {b: 1}}\n",
    "a tag": "a: !!str 1\n",
    "a tag of Ansible": "a: !unsafe x\n",
    "a tag that says nothing": "a: ! 1\n",
    "an equals sign": "a: =\n",
    "a repeated key": "a: 1\nb: 2\na: 3\n",
    "a repeated key in another style": "a: 1\n'a': 3\n",
    "a number as a key": "1: a\n",
    "null as a key": "~: a\n",
    "a list as a key": "? [a]\n: b\n",
    "a mapping as a key": "? {a: b}\n: c\n",
}


class NoAliases(yaml.SafeDumper):
    """Writes a value that occurs twice as it is."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def close(text: str, loader: Any = yaml.SafeLoader) -> Any:
    """The value and the repeated keys that the closer look finds, or its message about a mistake."""
    try:
        found = closely_read(text, loader, str, str)
    except ValueError as mistake:
        return str(mistake)
    return repr(found.value), found.repeated_keys


def outcome(text: str) -> Any:
    try:
        found = yaml_value(text, str, str)
    except ValueError as mistake:
        return str(mistake)
    return repr(found.value), found.repeated_keys


@pytest.mark.parametrize("loader", LOADERS)
@given(value=VALUES, flow=st.sampled_from([None, True, False]), style=st.sampled_from([None, "'", '"', "|", ">"]))
def test_plain_texts_have_the_same_value(loader: Any, value: Any, flow: bool | None, style: str | None) -> None:
    text = yaml.dump(value, Dumper=NoAliases, default_flow_style=flow, default_style=style, allow_unicode=True)
    try:
        found = plain_value(text, loader)
    except NotPlain:
        # With a style for all scalars, PyYAML has to write tags.
        assert style is not None
        return
    assert (repr(found), []) == close(text, loader)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", UNUSUAL.values(), ids=UNUSUAL)
def test_unusual_texts_are_looked_at_closely(loader: Any, text: str) -> None:
    with pytest.raises(NotPlain):
        plain_value(text, loader)


@pytest.mark.parametrize(
    "text",
    [
        *UNUSUAL.values(),
        *("[" * depth + "x" + "]" * depth for depth in range(DEEPEST - 2, DEEPEST + 2)),
        *("{a: " * depth + "x" + "}" * depth for depth in range(DEEPEST - 2, DEEPEST + 2)),
        "a: [",
        "a: b: c",
        "a: 2026-13-01",
        "a: {b}",
        "? a\n",
        "# nothing\n",
        "%YAML 1.1\n---\na: yes\n...\n",
    ],
)
def test_one_reader_says_what_the_closer_look_says(text: str) -> None:
    assert outcome(text) == close(text, LOADERS[-1])


def test_a_file_with_too_many_values_is_refused_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    text, module = "a: [1, 2, 3]\n", "ansible_collections.octopus.deploy.plugins.module_utils._config"
    assert outcome(text) == ("{'a': [1, 2, 3]}", [])
    for each in ("plain_yaml", "yaml_text"):
        monkeypatch.setattr(f"{module}.{each}.LARGEST", 5)
    assert "more than 5 values" in outcome(text)
