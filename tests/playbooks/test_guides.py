# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides whose playbooks work on each other's files: a reader who follows one gets what it promises.

A block of YAML that begins with the name of a file is that file; a block of shell is run unchanged.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from emulator.testing import Emulator
from loaded_command import loaded_command
from playbooks.playbook import RECAP, ROOT, environment, play, write_play

WALKED = (
    "automation_platform.md",
    "delivery.md",
    "events.md",
    "existing_server.md",
    "failures.md",
    "inventory.md",
    "processes.md",
    "promoting.md",
    "pull_requests.md",
    "redeploying.md",
    "space_document.md",
    "variables.md",
)
READS = ("GET", "HEAD")
InShell = Callable[[Emulator], dict[str, str]]
BLOCK = re.compile(r"^```(yaml|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# (\S+\.yml)\n")
AUTHOR = {
    "GIT_AUTHOR_NAME": "A reader",
    "GIT_AUTHOR_EMAIL": "reader@example.com",
    "GIT_COMMITTER_NAME": "A reader",
    "GIT_COMMITTER_EMAIL": "reader@example.com",
}
FILL = """
- name: Make something to begin with
  octopus.deploy.octopus_config:
    src: "{{ examples }}/configuration"
    secrets:
      payment key: secret
"""


def walk(
    page: str,
    folder: Path,
    variables: Mapping[str, str],
    texts: Mapping[str, str] | None = None,
    without: tuple[str, ...] = (),
) -> list[str]:
    """Do what a guide says; returns what each block of shell printed.

    ``texts``: what stands for its addresses; ``without``: the programs that are not there.
    """
    printed = []
    for language, block in BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8")):
        for text, real in (texts or {}).items():
            block = block.replace(text, real)
        named = FILE.match(block)
        if language == "yaml":
            assert named, f"this block says not which file it is:\n{block}"
            path = folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, encoding="utf-8")
            continue
        if block.startswith(without):
            continue
        code, output = shell(block, folder, variables)
        assert code == 0, output
        printed.append(output)
    return printed


def shell(commands: str, folder: Path, variables: Mapping[str, str]) -> tuple[int, str]:
    """Run commands in a folder; returns the exit code and what they printed."""
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=folder,
        env={**variables, "PWD": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return ran.returncode, ran.stdout


def changes(printed: str) -> list[int]:
    """How much each run of ansible-playbook changed."""
    return [int(recap["changed"]) for recap in RECAP.finditer(printed)]


@pytest.fixture(scope="session")
def in_shell() -> Iterator[InShell]:
    """The environment of a shell whose ansible-playbook has been loaded once for all: a short run is mostly loading."""
    with loaded_command() as first:

        def variables(server: Emulator) -> dict[str, str]:
            found = environment(server)
            return {**found, "PATH": f"{first}{os.pathsep}{found['PATH']}"}

        yield variables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that a reader begins with, which has the audit in it."""
    shutil.copy(ROOT / "examples" / "audit.yml", tmp_path)
    shutil.copytree(ROOT / "examples" / "templates", tmp_path / "templates")
    return tmp_path


def test_automation_platform(folder: Path, in_shell: InShell) -> None:
    with Emulator() as server:
        walk("automation_platform.md", folder, in_shell(server))
    assert "octopus.deploy" in (folder / "context" / "_build" / "requirements.yml").read_text(encoding="utf-8")


def test_existing_server(folder: Path, in_shell: InShell, tmp_path_factory: pytest.TempPathFactory) -> None:
    with Emulator() as server:
        fill = write_play(tmp_path_factory.mktemp("fill") / "play.yml", FILL)
        play(fill, server, "-e", f"examples={ROOT / 'examples'}")
        server.clear_requests()
        # Nothing is to be changed, so somebody who may only read can follow the whole guide.
        variables = {**in_shell(server), **AUTHOR, "OCTOPUS_API_KEY": server.read_only_api_key}
        export, apply, noticed, audit, prune = walk("existing_server.md", folder, variables)
        assert [each for each in server.requests if each.method not in READS] == []
    assert "projects.Payments.templates.Payment.Key.sensitive_default_value" in export and "create mode" in export
    assert changes(export) == [1]
    assert changes(apply) == changes(prune) == [0, 0]
    assert changes(noticed) == [0, 0] and "file changed" not in noticed
    assert "0 missing, 0 different" in audit and (folder / "audit.html").exists()


def test_space_document(folder: Path, in_shell: InShell) -> None:
    with Emulator() as server:
        variables = {**in_shell(server), "OCTOPUS_API_KEY": server.read_only_api_key}
        document, machines = walk("space_document.md", folder, variables)
        assert [each for each in server.requests if each.method not in READS] == []
    assert (changes(document), changes(machines)) == ([1, 1, 0], [1])
    assert "+## Lifecycles" in document and (folder / "space.html").exists()


def test_promoting(folder: Path, in_shell: InShell) -> None:
    password = folder / "password"
    password.write_text("of the vault", encoding="utf-8")
    with Emulator() as test, Emulator() as live:
        variables = {
            **in_shell(test),
            "ANSIBLE_VAULT_PASSWORD_FILE": str(password),
            "TEST_API_KEY": test.api_key,
            "LIVE_API_KEY": live.api_key,
        }
        addresses = {"https://octopus-test.example.com": test.url, "https://octopus.example.com": live.url}
        (printed,) = walk("promoting.md", folder, variables, addresses)
        assert changes(printed) == [1, 1, 1, 1]
        for name in ("test", "live"):
            assert "the " not in (folder / "host_vars" / f"{name}.yml").read_text(encoding="utf-8")
        again = subprocess.run(
            ["ansible-playbook", "-i", "inventory.yml", "promote.yml"],
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert changes(again.stdout) == [0, 0], again.stdout
    assert "the live key" not in printed + again.stdout


def test_variables(folder: Path, in_shell: InShell) -> None:
    with Emulator() as server, Emulator() as other:
        variables = {**in_shell(server), "OTHER_API_KEY": other.api_key, "DATABASE_PASSWORD": "not a real password"}
        printed = walk("variables.md", folder, variables, {"https://octopus.example.com": other.url})
        set_up, preview, change, copy = (changes(each) for each in printed)
        assert set_up == [5, 5, 0] and preview == [0]
        for value in ("Log.Level: Warning", "Site.Url: https://production.example.com", 'Database.Password: "'):
            assert value in printed[1], printed[1]
        assert change == [1, 0]
        assert copy == [1, 0, 1, 0]
        shown = ("Site.Features", "Site.Name")
        assert [line.split('"')[1] for line in printed[2].splitlines() if line.startswith("-   ")] == [*shown]
        sets = [one.document(f"variableset-Projects-{n}")["Variables"] for one in (server, other) for n in (1, 2)]
    assert [sorted(each["Name"] for each in one) for one in sets] == [sorted(each["Name"] for each in sets[0])] * 4
    assert "not a real password" not in "".join(printed)


def test_processes(folder: Path, in_shell: InShell) -> None:
    with Emulator() as server:
        printed = walk("processes.md", folder, in_shell(server))
        assert [changes(each) for each in printed] == [[4, 4, 0], [1, 1], [1, 1], [1], [2, 2], [1, 1, 0], [1, 1]]
        assert '"Restart the site"' in printed[6] and "reload storefront" in printed[6]
        play(folder / "publish.yml", server)
        server.clear_requests()
        assert play(folder / "unpublished.yml", server).changed == 0
        assert [each for each in server.requests if each.method not in READS] == []
        assert [each.strip() for each in printed[1].splitlines() if re.match(r"[+-] ", each)] == [
            r'-                    "echo \"is in #{Octopus.Environment.Name}\"",',
            r'+                    "echo \"has reached #{Octopus.Environment.Name}\"",',
        ]
        for line in ("upgrade_helm_chart:", "script_body: !file ", 'echo "has reached'):
            assert line in printed[3]
        play(folder / "rolling.yml", server)
        (restart,) = server.document("RunbookProcess-Runbooks-1")["Steps"]
        steps = server.document("deploymentprocess-Projects-1")["Steps"]
    assert restart["Actions"][0]["Name"] == "Restart"
    assert [each["Name"] for each in steps] == [
        "Approve",
        "Back up",
        "Deploy the site",
        "Upgrade the search",
        "Tell the room",
    ]
    actions = ["Leave the load balancer", "Deploy the site", "Join the load balancer"]
    assert [each["Name"] for each in steps[2]["Actions"]] == actions


def test_events(folder: Path, in_shell: InShell) -> None:
    """tests/interop runs the rulebooks, as ansible-rulebook needs Java."""
    secret = "shared by both"
    with Emulator() as server:
        variables = {**in_shell(server), "WEBHOOK_SECRET": secret}
        address = {"https://eda.example.com:5000": "http://127.0.0.1:5000"}
        without = ("python -m pip", "ansible-rulebook", "export drools_db_password")
        (printed,) = walk("events.md", folder, variables, address, without)
        (made,) = server.app.octopus.store.all("subscriptions")
    assert changes(printed) == [1] and secret not in printed
    assert made["EventNotificationSubscription"]["WebhookURI"] == "http://127.0.0.1:5000/"
    assert {"inventory.yml", "rulebook.yml", "state.yml", "webhook.yml"} < {each.name for each in folder.iterdir()}


BUILD_SERVERS = {
    "github": {
        "GITHUB_ACTIONS": "true",
        "GITHUB_RUN_NUMBER": "7",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "example/shop",
        "GITHUB_RUN_ID": "431",
        "GITHUB_REF_NAME": "main",
        "GITHUB_SHA": "1a2b3c4d5e6f",
        "GITHUB_ACTOR": "alice",
        "VERSION": "1.2.7",
    },
    "gitlab": {
        "GITLAB_CI": "true",
        "CI_PIPELINE_IID": "8",
        "CI_PROJECT_URL": "https://gitlab.com/example/shop",
        "CI_PIPELINE_URL": "https://gitlab.com/example/shop/-/pipelines/8",
        "CI_COMMIT_REF_NAME": "main",
        "CI_COMMIT_SHA": "1a2b3c4d5e6f",
        "GITLAB_USER_LOGIN": "alice",
        "VERSION": "1.2.8",
    },
}
INSTALLS = ("pip install", "ansible-galaxy collection install")
MAKEFILE = "Shop.Web.%.zip:\n\techo $* > $@\n"


def jobs(folder: Path, build_server: str) -> list[str]:
    """The commands of the two jobs in the guide's pipeline, without those that install programs."""
    if build_server == "github":
        pipeline = yaml.safe_load((folder / ".github/workflows/deliver.yml").read_text(encoding="utf-8"))
        scripts = [[each["run"] for each in job["steps"] if "run" in each] for job in pipeline["jobs"].values()]
    else:
        pipeline = yaml.safe_load((folder / ".gitlab-ci.yml").read_text(encoding="utf-8"))
        scripts = [[*pipeline["default"]["before_script"], *pipeline[stage]["script"]] for stage in pipeline["stages"]]
    return ["\n".join(each for each in script if not each.startswith(INSTALLS)) for script in scripts]


def test_pull_requests(folder: Path, in_shell: InShell) -> None:
    with Emulator() as server:
        printed = walk("pull_requests.md", folder, in_shell(server))
        assert [changes(each) for each in printed] == [[8, 0], [3, 0], [1, 0]]
        store = server.app.octopus.store
        ran = [server.document(each["RunbookId"])["Name"] for each in store.all("runbookruns")]
        assert ran == ["Create the database", "Drop the database"]
        assert store.all("environments/ephemeral") == []


def test_redeploying(folder: Path, in_shell: InShell) -> None:
    """A project whose last deployment failed is left out, and so is one of another group."""
    with Emulator() as server:
        variables = in_shell(server)
        printed = walk("redeploying.md", folder, variables)
        assert [changes(each) for each in printed] == [[7], [1, 1]]
        store = server.app.octopus.store
        assert sorted(each["Name"] for each in store.all("deployments")) == ["Deploy to Production"] * 4
        server.fail("Announce the deployment")
        code, output = shell(REDEPLOY, folder, variables)
        assert code == 2, output
        code, output = shell(REDEPLOY, folder, variables)
        assert (code, changes(output)) == (0, [1]) and "1.0.0: Failed" in output
        assert len(store.all("deployments")) == 7
        code, output = shell(REDEPLOY.replace("Garden", "\"'Default Project Group'\""), folder, variables)
        assert (code, changes(output)) == (0, [0]) and len(store.all("deployments")) == 7, output
        code, output = shell(REDEPLOY.replace("Garden", "Gardens"), folder, variables)
        assert code == 2 and "There is no project group Gardens" in output, output
        assert len(store.all("deployments")) == 7


def test_delivery(folder: Path, in_shell: InShell) -> None:
    (folder / "Makefile").write_text(MAKEFILE, encoding="utf-8")
    with Emulator() as server:
        variables = in_shell(server)
        printed = walk("delivery.md", folder, variables)
        assert [changes(each) for each in printed] == [[4, 0], [3, 0], [2, 0], [0]]
        for line in ("1.2.3 to Production", "1.2.3 to Test", "Production has 1.2.3 since", "Test has 1.2.3 since"):
            assert line in printed[3]
        for build_server, own in BUILD_SERVERS.items():
            outcomes = [shell(script, folder, {**variables, **own}) for script in jobs(folder, build_server)]
            assert [code for code, dummy in outcomes] == [0, 0], outcomes
            assert [changes(output) for dummy, output in outcomes] == [[4], [2]]
        store = server.app.octopus.store
        built = {each["Version"]: each["BuildEnvironment"] for each in store.all("build-information")}
        assert built == {"1.2.7": "GitHub Actions", "1.2.8": "GitLab CI"}
        notes = [each["Form"]["Values"]["Notes"] for each in store.all("interruptions")]
        assert notes[1:] == ["Approved by alice"] * 2
        server.fail("Deploy the shop", text="The disk is full")
        deliver = jobs(folder, "gitlab")[0]
        code, output = shell(deliver, folder, {**variables, **BUILD_SERVERS["gitlab"], "VERSION": "1.2.9"})
    assert code == 2 and "The disk is full" in output
    (log,) = folder.glob("*.log")
    assert "The disk is full" in log.read_text(encoding="utf-8")


REDEPLOY = "ansible-playbook redeploy.yml -e environment_name=Production -e project_group=Garden"
FREEZE = ("2026-12-18T18:00:00Z", "2027-01-04T06:00:00Z")
DAY = timedelta(days=1)


def test_failures(folder: Path, in_shell: InShell) -> None:
    """The step fails once, and its second try succeeds; with another release both tries fail."""
    step, now = "Ask the shop how it is", datetime.now(UTC)
    dates = dict(zip(FREEZE, [(now + days).strftime("%Y-%m-%dT%H:%M:%SZ") for days in (-DAY, DAY)], strict=True))
    with Emulator() as server:
        variables = in_shell(server)
        server.fail(step)
        set_up, deployed, corrected, approved = map(changes, walk("failures.md", folder, variables, dates))
        assert (set_up, deployed, corrected, approved) == ([5], [2, 0], [1, 2, 0], [2])
        without = "sed -e /override_/d -e s/1.2.4/1.2.5/ -i correct.yml; ansible-playbook correct.yml"
        code, output = shell(without, folder, variables)
        assert code == 2 and "the deployment freeze 'Holidays' lasts until" in output, output
        (freeze,) = server.app.octopus.store.all("deploymentfreezes")
        server.remove(freeze["Id"])
        server.fail(step, times=2)
        code, output = shell("sed s/1.2.3/1.2.5/ -i deploy.yml; ansible-playbook deploy.yml", folder, variables)
        guided = [each["Form"]["Values"]["Guidance"] for each in server.app.octopus.store.all("interruptions")]
    assert code == 2 and f"{step} > Worker > Retry (attempt 2)" in output, output
    assert guided == ["Retry", "Retry", "Fail"]
