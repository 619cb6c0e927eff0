# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of ``src`` is read exactly as written, or reported in plain words before any request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.sources import merged_sources
from ansible_collections.octopus.deploy.plugins.module_utils._run import no_vault
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UsageError
from config.driving import export, ok, task
from emulator.testing import Emulator

ENVIRONMENT = "environments:\n- name: A\n  description: "
TWICE_IN_YAML = """\
environments:
- name: A
  description: one
  sort_order: 1
  description: two
environments:
- name: B
lifecycles:
- name: L
  phases:
  - {name: P, name: Q, "name": R}
"""
TWICE_IN_JSON = """\
{"environments": [
  {"name": "A", "description": "a \\"quote\\": and [a bracket]",
   "description": "b"}],
 "project_groups": [],
 "environments": [], "lifecycles": [{"phases": [[], {"nam": 1,
 "nam": 2}]}]}
"""


def message_about(server: Emulator, folder: Path, **files: str | bytes) -> str:
    """The message about the files of a folder."""
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("_", ".")).write_bytes(data)
    server.clear_requests()
    result = task(server, "octopus_config", src=[str(folder)])
    assert server.requests == []
    assert result["failed"] is True
    assert "Traceback" not in json.dumps(result)
    return str(result["msg"]).replace(f"{folder}/", "")


def test_every_key_that_is_given_twice(server: Emulator, tmp_path: Path) -> None:
    """All such keys in all files are reported, together with all other mistakes."""
    more = "projects:\n- {nam: P}\n"
    assert message_about(server, tmp_path, a_yml=TWICE_IN_YAML, b_json=TWICE_IN_JSON, c_yml=more).splitlines() == [
        "config: 12 mistakes, nothing was changed:",
        "  src: a.yml: environments is given twice, on lines 1 and 6",
        "  src: a.yml: environments[0].description is given twice, on lines 3 and 5",
        "  src: a.yml: lifecycles[0].phases[0].name is given 3 times, on lines 11, 11 and 11",
        "  src: b.json: environments[0].description is given twice, on lines 2 and 3",
        "  src: b.json: lifecycles[0].phases[1].nam is given twice, on lines 5 and 6",
        "  src: b.json: environments is given twice, on lines 1 and 5",
        "  b.json: lifecycles[0].phases[0]: must be a mapping of options, not a list; it needs name",
        "  b.json: lifecycles[0].phases[1].nam: there is no such option; did you mean name?",
        "  b.json: lifecycles[0].phases[1].name: is required",
        "  b.json: lifecycles[0]: one of the following is required: name, id",
        "  projects[0].nam: there is no such option; did you mean name?",
        "  projects[0]: one of the following is required: name, id",
    ]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("{a: {1: x, '1': y}}", "a.1 is given twice, on lines 1 and 1"),
        ("a: {yes: x,\n on: y}", "a.True is given twice, on lines 1 and 2"),
        ("a: &x {b: 1, b: 2}\nc: *x", "a.b is given twice, on lines 1 and 1"),
        ("? a\n: 1\n? !unsafe a\n: 2", "a is given twice, on lines 1 and 3"),
    ],
)
def test_keys_that_are_the_same(tmp_path: Path, content: str, lines: str) -> None:
    (tmp_path / "a.yml").write_text(content, encoding="utf-8")
    problems: list[str] = []
    with pytest.raises(UsageError, match="there is no such kind"):
        merged_sources([str(tmp_path / "a.yml")], problems, no_vault)
    assert problems == [f"src: {tmp_path}/a.yml: {lines}"]


def test_keys_that_are_merged_are_not_given_twice(tmp_path: Path) -> None:
    content = (
        "environments:\n- &a {name: A, description: x}\n- {<<: *a, name: B}\n- {<<: *a, <<: {sort_order: 1}, name: C}\n"
    )
    (tmp_path / "a.yml").write_text(content, encoding="utf-8")
    problems: list[str] = []
    found, places = merged_sources([str(tmp_path / "a.yml")], problems, no_vault)
    assert (problems, places) == ([], {})
    assert [(each["name"], each["description"]) for each in found["environments"]] == [
        ("A", "x"),
        ("B", "x"),
        ("C", "x"),
    ]


def aliases(levels: int, width: int) -> str:
    """Each anchor holds ``width`` aliases of the one before it."""
    lines = [f"- &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, levels)]
    return "\n".join(["x:", "- &a0 []", *lines, ""])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.yml", "environments: []".encode("utf-16"), "a.yml is in UTF-16; save it as UTF-8"),
        ("a.json", "{}".encode("utf-32"), "a.json is in UTF-32; save it as UTF-8"),
        ("a.yml", "x: 1".encode("utf-16-le"), "a.yml is in UTF-16, or is not a text file; save it as UTF-8"),
        ("a.yml", b"environments:\n- name: Stra\xdfe\n", "a.yml is not in UTF-8 on line 2; save it as UTF-8"),
        ("a.json", b'{"a":\n\n"\xe9"}', "a.json is not in UTF-8 on line 3; save it as UTF-8"),
        ("a.yml", b"x: &x\n- a\n- [*x]", "a.yml is not valid: the value that begins on line 1 contains itself"),
        ("a.yml", b"&x {y: *x}", "a.yml is not valid: the value that begins on line 1 contains itself"),
        (
            "a.yml",
            b"x:\n " + b"[" * 2000 + b"]" * 2000,
            "a.yml is not valid: it is nested deeper than 100 levels, on line 2",
        ),
        ("a.yml", aliases(2000, 1).encode(), "with its aliases, it is nested deeper than 100 levels, on line 102"),
        (
            "a.yml",
            aliases(30, 9).encode(),
            "with its aliases, the value that begins on line 9 has more than 1000000 values",
        ),
        ("a.json", b"[" * 2000 + b"]" * 2000, "a.json is not valid: it is nested deeper than 100 levels"),
        ("a.json", b'{"a":' * 200 + b"1" + b"}" * 200, "a.json is not valid: it is nested deeper than 100 levels"),
        ("a.yml", b"a: !!python/name:os.system x", "the tag tag:yaml.org,2002:python/name:os.system on line 1 is not"),
        ("a.yml", b"a:\n  b: !secret x", "the tag !secret on line 2 is not supported here; leave it out"),
        ("a.yml", b"a: \x01", "a.yml is not valid: unacceptable character"),
        ("a.yml", b"environments:\n", "environments in a.yml must be a list of items, not nothing"),
        ("a.yml", b"environments: A\n", "environments in a.yml must be a list of items, not a text"),
        ("a.yml", b"[]", "a.yml must hold a mapping from kinds to lists"),
        ("a.yml", b"no", "a.yml must hold a mapping from kinds to lists"),
        ("a.yml", b"a: 2026-13-45", "a.yml is not valid: "),
        ("a.yml", b"a: []\n---\nb: []", "a.yml is not valid: "),
    ],
)
def test_a_file_that_is_no_configuration_is_refused(
    server: Emulator, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    message = message_about(server, tmp_path, **{name.replace(".", "_"): content})
    assert message.startswith("src: ")
    assert words in message


def test_all_files_that_are_none(server: Emulator, tmp_path: Path) -> None:
    message = message_about(
        server, tmp_path, a_yml=b"a: [", b_json=b"{", c_yml=b"a: \xff", d_yml="environments: []\nenvironments: []"
    )
    assert message.splitlines()[0] == "4 mistakes, nothing was changed:"
    assert [each in message for each in ("a.yml", "b.json", "c.yml", "d.yml: environments is given twice")] == [
        True
    ] * 4


@pytest.mark.parametrize(
    ("content", "description"),
    [
        (b"\xef\xbb\xbf" + ENVIRONMENT.encode() + "Straße".encode(), "Straße"),
        (ENVIRONMENT.encode() + b"!unsafe '{{ x }}'", "{{ x }}"),
        (ENVIRONMENT.encode() + b"=", "="),
        (b"$schema: https://example.com/s.json\n" + ENVIRONMENT.encode() + b"x", "x"),
        (b"# Nothing but a comment", None),
    ],
)
def test_a_file_with_a_configuration_is_taken(
    server: Emulator, tmp_path: Path, content: bytes, description: str | None
) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes(content)
    ok(server, "octopus_config", src=[str(file)])
    made = [each["description"] for each in export(server, kinds=["environments"])["config"]["environments"]]
    assert made == ([] if description is None else [description])


def test_a_message_names_the_file_if_several_have_the_kind(server: Emulator, tmp_path: Path) -> None:
    """The lists are joined, so that a number alone would count the entries of all files."""
    first, second = tmp_path / "a.yml", tmp_path / "b.yml"
    first.write_text("environments: [{name: A}, {name: B}]\nlifecycles: []\n", encoding="utf-8")
    second.write_text(
        "environments: [{name: C}, {name: b}]\nlifecycles: [{name: L, slug: ''}]\nprojects: [{name: P}]\n",
        encoding="utf-8",
    )
    (tmp_path / "c.yml").write_text("lifecycles: [{nam: M}]\n", encoding="utf-8")
    for src in ([str(tmp_path)], [str(first), str(second), str(tmp_path / "c.yml")]):
        message = task(server, "octopus_config", src=src)["msg"]
        assert f"\n  {second}: environments[1].name: 'b' is given already, at {first}: environments[1]" in message
        assert f"\n  {second}: lifecycles[0].slug: can't be cleared" in message
        assert f"\n  {tmp_path}/c.yml: lifecycles[0].nam: there is no such option; did you mean name?" in message
    second.write_text("environments: [{name: C}]\nprojects: [{name: P, lifecycle: Nope}]\n", encoding="utf-8")
    message = task(server, "octopus_config", src=[str(second), str(first)])["msg"]
    assert "\n  projects[0].lifecycle: there is no lifecycle named 'Nope'" in message


def test_a_template_that_nobody_evaluates(server: Emulator, tmp_path: Path) -> None:
    """A name with a template is taken as it is, with a warning; in other texts, braces are common."""
    file = tmp_path / "a.yml"
    items = [{"name": "{{ stage }}", "description": "x"}, {"name": "B", "description": "{{ .Values.tag }}"}]
    file.write_text(json.dumps({"environments": items}), encoding="utf-8")
    warning = (
        "environments[0]: '{{ stage }}' is taken as it is, because Ansible evaluates nothing in the files of src; a "
        "template belongs in config"
    )
    for check in (True, False):
        assert ok(server, "octopus_config", src=[str(file)], check=check)["warnings"] == [warning]
    made = {each["name"] for each in export(server, kinds=["environments"])["config"]["environments"]}
    assert made == {"{{ stage }}", "B"}
    assert "warnings" not in ok(server, "octopus_config", config={"environments": items})


def test_a_schema_in_json(server: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('\ufeff{"$schema": "s.json", "environments": [{"name": "A"}]}', encoding="utf-8")
    assert ok(server, "octopus_config", src=[str(file)])["created"] == {"environments": ["A"]}


@pytest.mark.parametrize("path", ["", " "])
def test_a_path_that_is_empty(server: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """A variable that is not set must not mean the folder that the task happens to run in."""
    (tmp_path / "a.yml").write_text(f"{ENVIRONMENT}one\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    server.clear_requests()
    result = task(server, "octopus_config", src=[path])
    assert result["failed"] and "src: is empty; leave it out" in result["msg"]
    assert server.requests == []
