# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make lint``: runs every check, even after a failure, and prints a line when each ends."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

from checks import BIN, COLLECTIONS, ROOT, Ran, copy_tree, report, run
from sanity import ansible_test

# One more than the machine has cores, because a check sometimes waits.
AT_ONCE = (os.cpu_count() or 1) + 1
TYPED = ("description", "interop", "tools", "bench")
PACKAGE = "ansible_collections.octopus.deploy.plugins"
# Without a profile, ansible-lint applies the rules of all profiles, and its rule for the options of modules.
EVERY_RULE = "---\noffline: true\nwarn_list: []\nexclude_paths: [tests/output/, changelogs/, .ansible/, .github/]\n"
PROFILE = "Last profile that met the validation criteria was 'production'"
# The sanity test that takes longest, because it loads everything again for each file and each Python.
LONGEST_SANITY = "import"
# It starts in a way of its own, so that it compiles each file only once.
COMPILES_ONCE = (sys.executable, str(ROOT / "tests" / "tools" / "import_test.py"))
# The longest other sanity test takes nearly as long as all checks that run beside it. It starts a process for each
# core, and each process reads again what the files import: on one core, the test takes a fifth less processor time
# than on two.
ON_HALF_OF_THE_CORES = "pylint"
# ansible-test makes Python find the collection only for pylint. Python loads a file of this name, which is beside the
# collection, whenever it starts. With the usual settings, pylint spends a fifth of its time on the search for cycles.
SELDOM_SEARCHED = ("sitecustomize.py", "import gc\n\ngc.set_threshold(100_000, 50, 50)\n")
# The modules and plugins load all of these but the documentation, so a test of each file on this Python is enough.
LOADED_BY_OTHERS = ("doc_fragments", "module_utils", "plugin_utils")
# Action plugins differ only in names.
ALIKE, ONE_OF_THEM = "action", "plugins/action/octopus_config.py"
THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
# antsibull-changelog lets rstcheck read each entry. If rstcheck can import Sphinx, it makes a Sphinx application for
# each entry, and accepts roles and directives of Sphinx that a changelog can't show.
CHANGELOG_WITHOUT_SPHINX = """\
import sys
sys.modules["sphinx"] = None
from antsibull_changelog.cli import main
sys.exit(main())
"""
Check = Callable[[], Ran]


def tool(
    name: str, *arguments: str, cwd: Path = ROOT, work: Path | None = None, more: Mapping[str, str] | None = None
) -> Check:
    environment = {**({"ANSIBLE_COLLECTIONS_PATH": str(work)} if work else {}), **(more or {})}
    return lambda: run([str(BIN / name), *arguments], cwd, environment)


def in_turn(*checks: Check) -> Check:
    """Several checks as one, one after the other, because they keep their results in the same place."""

    def ran() -> Ran:
        done = [check() for check in checks]
        code = max(each.code for each in done)
        return Ran(code, "\n".join(each.output for each in done if each.code), sum(each.seconds for each in done))

    return ran


def in_copy(check: Callable[[Path, Path], Ran]) -> Check:
    """A check that gets a copy of the checkout, and the folder around it, because it leaves files there."""

    def ran() -> Ran:
        with tempfile.TemporaryDirectory() as folder:
            return check(copy_tree(Path(folder)), Path(folder))

    return ran


def sanity(*chosen: str, begin: Sequence[str] = ()) -> Check:
    """The check that runs these sanity tests. ``begin``: the beginning of the command, if it is not the usual one."""
    return in_copy(lambda tree, work: ansible_test(["sanity", "--local", *chosen], tree, work, begin=begin))


def pylint(tree: Path, work: Path) -> Ran:
    """Run the sanity test that gets half of the cores."""
    name, content = SELDOM_SEARCHED
    (work / name).write_text(content, encoding="utf-8")
    chosen = ("sanity", "--local", "--test", ON_HALF_OF_THE_CORES)
    return ansible_test(chosen, tree, work, begin=(*on_half_of_the_cores(), str(BIN / "ansible-test")))


def on_half_of_the_cores() -> Sequence[str]:
    """The beginning of a command that uses half of the cores; empty if no program can do that."""
    taskset = shutil.which("taskset")
    if taskset is None or not hasattr(os, "sched_getaffinity"):
        return ()
    cores = sorted(os.sched_getaffinity(0))
    return (taskset, "--cpu-list", ",".join(map(str, cores[: max(len(cores) // 2, 1)])))


def environments() -> Ran:
    """Make the virtual environments that several runs of ansible-test share. Runs that start together would each make
    the same environment, and one of them would fail.
    """
    return sanity("--prime-venvs", "--test", LONGEST_SANITY)()


def in_environments(made: Future[Ran], checks: Mapping[str, Check]) -> Mapping[str, Check]:
    """Checks that wait until the virtual environments are ``made``."""

    def after(check: Check) -> Check:
        def ran() -> Ran:
            made.result()
            return check()

        return ran

    return {name: after(check) for name, check in checks.items()}


def imports() -> Mapping[str, Check]:
    """The sanity test of imports: with every Python for the code that Ansible loads, with this Python for all else."""
    every = {path.parent.name for path in ROOT.glob("plugins/*/*.py")}
    loaded = [f"plugins/{name}/" for name in sorted(every - {*LOADED_BY_OTHERS, ALIKE})]
    others = [f"plugins/{name}/" for name in sorted(every & {*LOADED_BY_OTHERS, ALIKE})]
    every_python, this_python = (*loaded, ONE_OF_THEM), ("--python", THIS_PYTHON, *others)
    return {
        f"ansible-test sanity: {LONGEST_SANITY}, {name}": sanity("--test", LONGEST_SANITY, *chosen, begin=COMPILES_ONCE)
        for name, chosen in (("every Python", every_python), (f"Python {THIS_PYTHON}", this_python))
    }


def ansible_lint(tree: Path, work: Path) -> Ran:
    config = work / "every_rule.yml"
    config.write_text(EVERY_RULE, encoding="utf-8")
    environment = {"ANSIBLE_COLLECTIONS_PATH": str(work)}
    ran = run([str(BIN / "ansible-lint"), "--offline", "--strict", "-c", str(config)], tree, environment)
    return Ran(ran.code or int(PROFILE not in ran.output), ran.output, ran.seconds)


def built(tree: Path, work: Path) -> Ran:
    """Build the tarball and check it as Galaxy does.

    Galaxy runs ansible-lint and only warns; here ansible-lint is a check of its own, with more rules.
    """
    build = run([str(BIN / "ansible-galaxy"), "collection", "build", "--force", "--output-path", str(work)], tree)
    if build.code:
        return build
    tarball = next(work.glob("octopus-deploy-*.tar.gz"))
    importer = [sys.executable, "-m", "galaxy_importer.main", str(tarball)]
    imported = run(importer, work, {"GALAXY_IMPORTER_RUN_ANSIBLE_LINT": "false"})
    unwanted = [line for line in imported.output.splitlines() if line.startswith("ERROR")]
    return Ran(imported.code or len(unwanted), imported.output, build.seconds + imported.seconds)


def every_check(tree: Path, work: Path, made: Future[Ran]) -> Mapping[str, Check]:
    """All checks by their names, the longest first. ``tree``: a copy of the checkout, only to read; ``made``: the
    result of ``environments``. The first two checks do not need it, so no core is idle until it is there.
    """
    ignored = list(ROOT.glob("tests/sanity/ignore-*"))
    own = ("module_utils", "plugin_utils", "action", "callback", "inventory")
    packages = [part for name in own for part in ("-p", f"{PACKAGE}.{name}")]
    documentation = ("lint-collection-docs", "--plugin-docs", "--validate-collection-refs=self", ".")
    typed = (
        tool("mypy", *packages),
        tool("mypy", "-p", "emulator"),
        tool("mypy", *(f"tests/{each}" for each in TYPED)),
        tool("mypy", "extensions/eda/plugins/event_source"),
    )
    halved = ON_HALF_OF_THE_CORES
    sanity_tests = {
        **imports(),
        "ansible-test sanity: all others": sanity("--skip-test", LONGEST_SANITY, "--skip-test", halved),
    }
    return {
        f"ansible-test sanity: {halved}": in_copy(pylint),
        "antsibull-docs": tool("antsibull-docs", *documentation, cwd=tree, work=work),
        **in_environments(made, sanity_tests),
        "ansible-lint": in_copy(ansible_lint),
        "galaxy-importer": lambda: built(tree, work),
        "mypy": in_turn(*typed),
        "antsibull-changelog": tool("python", "-c", CHANGELOG_WITHOUT_SPHINX, "lint", cwd=tree, work=work),
        "generated files": tool("python", "tests/tools/kinds.py", "--check"),
        "sentences": tool("python", "tests/tools/sentences.py"),
        "yamllint": tool("yamllint", "--strict", "."),
        "reuse": tool("reuse", "lint", "--quiet"),
        "citations of the API reference": tool("python", "tests/tools/citations.py"),
        "import-linter": tool("lint-imports", "--no-cache", more={"PYTHONPATH": str(COLLECTIONS)}),
        "ruff check": tool("ruff", "check", "."),
        "ruff format": tool("ruff", "format", "--check", "."),
        "no sanity ignore entries": lambda: Ran(len(ignored), "\n".join(map(str, ignored)), 0),
    }


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        work = Path(folder)
        made = pool.submit(environments)
        checks = every_check(copy_tree(work), work, made)
        names = {made: "virtual environments of ansible-test"}
        names.update({pool.submit(check): name for name, check in checks.items()})
        results = [report(names[done], done.result()) for done in as_completed(names)]
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
