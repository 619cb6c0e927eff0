# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a run: progress, failures, output variables and artifacts, and no secrets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluate import evaluate
from ansible_collections.octopus.deploy.plugins.plugin_utils.step_report import StepReport
from message_parser import Message, messages

SECRET = "hunter-22"
CENSORED = {"censored": "hidden", "changed": False, "_ansible_no_log": True}
EVIL = "broke\n##octopus[delete-target machine='d2ViLTAx']"
NOTHING = {"ok": 1, "changed": 0, "failures": 0, "unreachable": 0}


def report() -> StepReport:
    """A report of a run in which ansible-core knows a secret."""
    return StepReport(lambda text: text.replace(SECRET, "$REDACTED$"))


def stats(data: Mapping[str, Any], per_host: bool = False, aggregate: bool = True) -> dict[str, Any]:
    return {"changed": False, "ansible_stats": {"data": data, "per_host": per_host, "aggregate": aggregate}}


def outputs(lines: list[str]) -> dict[str, tuple[str, bool]]:
    """The output variables: the value of each, and whether it is sensitive."""
    found = [each.attributes for each in messages(lines) if each.name == "setVariable"]
    return {each["name"]: (each["value"], each.get("sensitive") == "True") for each in found}


def named(lines: list[str], name: str) -> list[Message]:
    return [each for each in messages(lines) if each.name == name]


def test_progress_never_falls_and_ends_with_100() -> None:
    run = report()
    shown = run.task("before anything is known")
    run.more_tasks(4)
    for name in ("b", "c"):
        shown += run.task(name)
    run.more_tasks(40)
    for number in range(50):
        shown += run.task(f"d{number}")
    shown += run.ended({}, {}, False)
    percentages = [int(each.attributes["percentage"]) for each in named(shown, "progress")]
    assert percentages[:3] == [0, 25, 50] and percentages == sorted(percentages)
    assert percentages[-2:] == [99, 100]


def test_a_failure_is_an_error_and_the_reason_of_the_step() -> None:
    run = report()
    lines = run.failed("web-1", "Install", {"msg": EVIL, "stderr": "first\nlast\n"}, ignored=False)
    text = "web-1: Install: broke # #octopus[delete-target machine='d2ViLTAx'] (last)"
    assert lines == ["##octopus[stdout-error]", text, "##octopus[stdout-default]"]
    ended = run.ended({"web-1": {**NOTHING, "failures": 1}}, {}, False)
    (reason,) = named(ended, "resultMessage")
    assert reason.attributes == {"message": text}
    assert "[octopus_step] 1 host: 1 ok, 0 changed, 1 failed, 0 unreachable" in ended


def test_a_rescued_failure_is_no_reason() -> None:
    run = report()
    assert run.failed("web-1", "Try", {"msg": "no"}, ignored=False)
    assert named(run.ended({"web-1": NOTHING}, {}, False), "resultMessage") == []


@pytest.mark.parametrize("ignored", [True, False])
def test_failed_items_are_reported_once(ignored: bool) -> None:
    run = report()
    run.item_failed("web-1", "Install", {"msg": "no", "_ansible_item_label": "nginx"})
    run.item_failed("web-1", "Install", {"msg": "no", "_ansible_item_label": {"password": "of a dictionary"}})
    lines = run.failed("web-1", "Install", {"msg": "One or more items failed"}, ignored)
    assert lines[1:-1] == ([] if ignored else ["web-1: Install (item=nginx): no", "web-1: Install: no"])
    (after,) = run.failed("web-1", "Next", {"msg": "other"}, ignored=False)[1:-1]
    assert after == "web-1: Next: other"


def test_items_of_a_task_that_ended_well_are_forgotten() -> None:
    run = report()
    run.item_failed("web-1", "Install", {"msg": "no", "item": "nginx"})
    run.ok("web-1", {"msg": "All items completed"})
    assert run.failed("web-1", "Next", {"msg": "other"}, ignored=False)[1] == "web-1: Next: other"


@pytest.mark.parametrize(("count", "end"), [(5, "web-4: Install: no"), (7, "web-4: Install: no; and 2 more")])
def test_many_failed_hosts_are_counted(count: int, end: str) -> None:
    run = report()
    for number in range(count):
        run.failed(f"web-{number}", "Install", {"msg": "no"}, ignored=False)
    hosts = {f"web-{number}": {**NOTHING, "unreachable": 1} for number in range(count)}
    (reason,) = named(run.ended(hosts, {}, False), "resultMessage")
    assert reason.attributes["message"].endswith(end)


def test_warnings_are_reported_once() -> None:
    run = report()
    assert run.ok("web-1", {"warnings": ["old", EVIL, {"msg": "as a dictionary"}]})[1:-1] == [
        "old",
        "broke # #octopus[delete-target machine='d2ViLTAx']",
        "as a dictionary",
    ]
    assert run.ok("web-2", {"warnings": ["old"]}) == []


def test_no_log_says_nothing() -> None:
    run = report()
    run.item_failed("web-1", "Secret", {**CENSORED, "_ansible_item_label": SECRET, "warnings": ["x"]})
    lines = run.failed("web-1", "Secret", {**CENSORED, "warnings": [f"about {SECRET}"]}, ignored=False)
    assert lines[1:-1] == ["web-1: Secret: the reason is hidden, because the task has no_log"]


def test_known_secrets_are_masked_before_they_are_encoded() -> None:
    run = report()
    lines = [*run.task(f"Use {SECRET}"), *run.failed("web-1", SECRET, {"msg": SECRET, "warnings": [SECRET]}, False)]
    lines += run.ended({"web-1": {**NOTHING, "failures": 1}}, {}, False)
    assert SECRET not in f"{lines} {messages(lines)}" and "$REDACTED$" in str(messages(lines))


def test_statistics_become_output_variables() -> None:
    run = report()
    values = {"Url": "https://x", "Count": 3, "On": True, "None": None, "List": [1, {"a": "ä"}]}
    run.ok("web-1", stats(values))
    run.ok("web-1", {"results": [stats({"Port": 80}, per_host=True), "an item that is no dictionary"]})
    ended = run.ended({"web-1": {**NOTHING, "changed": 2}}, {"_run": values, "web-1": {"Port": 80}}, True)
    assert outputs(ended) == {
        "Ansible.Changed": ("2", False),
        "Url": ("https://x", False),
        "Count": ("3", False),
        "On": ("True", False),
        "None": ("", False),
        "List": ('[1, {"a": "ä"}]', False),
        "Port[web-1]": ("80", False),
    }
    assert any(line.endswith("(check mode)") for line in ended)


def test_expressions_find_the_keys_of_a_dictionary() -> None:
    """``set_stats`` refuses names with a dot, so the guide sets a dictionary in place of ``Site.Url``."""
    run, values = report(), {"Site": {"Url": "https://x", "Nodes": ["a", "b"]}, "Id": "Machines-1"}
    run.ok("web-1", stats(values))
    ended = outputs(run.ended({"web-1": NOTHING}, {"_run": values}, False))
    variables = {f"Octopus.Action[Register].Output.{name}": value for name, (value, _sensitive) in ended.items()}
    text = "#{Octopus.Action[Register].Output.Site.Url} #{Octopus.Action[Register].Output.Site.Nodes[1]}"
    assert evaluate(text, variables).text == "https://x b"


def test_differences_become_one_output_variable() -> None:
    run = report()
    item = {"changed": True, "item": "Test"}
    run.differs("web-1", "Create", item, "\x1b[32m+name: Test\x1b[0m\r\n+\tkey: #{Key} ##{Other}\n\n")
    run.differs("web-2", "Log in", {"changed": True}, f"--- before\n+{SECRET}\n")
    for result, text in (({"changed": False}, "-a"), ({"changed": True}, "\n"), ({**CENSORED, "changed": True}, "-a")):
        run.differs("web-3", "Say nothing", result, text)
    assert outputs(run.ended({}, {}, True))["Ansible.Diff"] == (
        "web-1: Create (item=Test)\n+name: Test \n+\tkey: # {Key} ## {Other}\n\n"
        "web-2: Log in\n--- before\n+$REDACTED$\n",
        False,
    )


def test_the_expressions_of_the_guide_for_approvals() -> None:
    run = report()
    run.differs("web-1", "Create", {"changed": True}, "+name: Test, key: #{Db.Password}")
    ended = outputs(run.ended({"web-1": {**NOTHING, "changed": 1}}, {}, True))
    variables = {f"Octopus.Action[Plan].Output.{name}": value for name, (value, _sensitive) in ended.items()}
    known = {**variables, "Db.Password": SECRET}
    page = (Path(__file__).resolve().parents[3] / "docs" / "inside_octopus.md").read_text(encoding="utf-8")
    for text, value in (
        ('#{if Octopus.Action[Plan].Output.Ansible.Changed != "0"}True#{/if}', "True"),
        ("#{Octopus.Action[Plan].Output.Ansible.Diff}", ended["Ansible.Diff"][0]),
    ):
        assert text in page and evaluate(text, known).text == value


def test_a_run_without_differences_sets_no_variable_for_them() -> None:
    assert "Ansible.Diff" not in outputs(report().ended({}, {}, True))


def test_many_differences_are_cut_and_no_secret_with_them() -> None:
    run = report()
    run.differs("web-1", "Write", {"changed": True}, f"+{'x' * 49_980}{SECRET}{'y' * 5000}")
    text, _sensitive = outputs(run.ended({}, {}, True))["Ansible.Diff"]
    assert len(text) < 50_100 and text.endswith("more characters]\n") and "hunter" not in text


@pytest.mark.parametrize("secret", ["be#{ware", "be\rware", "be\x1b[0mware", "be\x00ware"])
def test_no_difference_shows_a_secret_with_characters_that_become_readable(secret: str) -> None:
    run = StepReport(lambda text: text.replace(secret, "$REDACTED$"))
    run.differs("web-1", "Write", {"changed": True}, f"+{secret}\n")
    assert outputs(run.ended({}, {}, True))["Ansible.Diff"][0] == "web-1: Write\n+$REDACTED$\n"


def test_statistics_of_tasks_with_no_log_are_sensitive() -> None:
    run = report()
    run.ok("web-1", stats({"Open": "a", "Both": "a"}))
    run.ok("web-2", stats({"Open": "b"}))
    run.ok("web-1", CENSORED)
    run.ok("web-1", stats({"Known": f"has {SECRET}"}))
    custom = {"Open": "ab", "Both": "a and a secret", "Password": "secret", "Known": f"has {SECRET}"}
    found = outputs(run.ended({}, {"_run": custom}, False))
    assert {name: sensitive for name, (dummy, sensitive) in found.items()} == {
        "Ansible.Changed": False,
        "Open": False,
        "Both": True,
        "Password": True,
        "Known": True,
    }


def test_artifacts_are_attached_once(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("ten bytes.", encoding="utf-8")
    run = report()
    refused = ["nowhere.txt", None, 7, "x" * 300]
    entries = [str(path), {"path": str(path), "name": "Other.html"}, str(path), str(tmp_path), *refused]
    run.ok("web-1", stats({"octopus_artifacts": entries}))
    ended = run.ended({}, {"_run": {"octopus_artifacts": entries}}, False)
    assert [each.attributes for each in named(ended, "createArtifact")] == [
        {"path": str(path), "name": "report.html", "length": "10"},
        {"path": str(path), "name": "Other.html", "length": "10"},
        {"path": str(tmp_path), "name": tmp_path.name, "length": "0"},
    ]
    for each in refused[:3]:
        assert f"octopus_artifacts: there is no file {each!r} where ansible-playbook runs" in ended
    too_long = f"octopus_artifacts: {refused[3]!r} can't be read where ansible-playbook runs: File name too long"
    assert too_long in ended
    assert set(outputs(ended)) == {"Ansible.Changed"}


def test_artifacts_of_a_task_with_no_log_are_not_attached(tmp_path: Path) -> None:
    run = report()
    run.ok("web-1", CENSORED)
    ended = run.ended({}, {"_run": {"octopus_artifacts": [str(tmp_path)]}}, False)
    assert named(ended, "createArtifact") == [] and str(tmp_path) not in "".join(ended)
    assert "octopus_artifacts is not used, because a task with no_log has set it" in ended
