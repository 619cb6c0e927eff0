# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make lint``: every check in turn, one line each; all run even if one fails."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from checks import BIN, COLLECTIONS, ROOT, Ran, copy_tree, report, run
from sanity import ansible_test

TYPED = ("description", "interop", "tools", "bench")
PACKAGE = "ansible_collections.octopus.deploy.plugins"
# ansible-lint's production profile leaves out the rule that looks at the options of modules.
OPTIONS_CONFIG = "---\noffline: true\nwarn_list: []\nexclude_paths: [tests/output/, changelogs/, .ansible/, .github/]\n"


def tool(
    name: str, *arguments: str, cwd: Path = ROOT, work: Path | None = None, more: Mapping[str, str] | None = None
) -> Callable[[], Ran]:
    environment = {**({"ANSIBLE_COLLECTIONS_PATH": str(work)} if work else {}), **(more or {})}
    return lambda: run([str(BIN / name), *arguments], cwd, environment)


def built(tree: Path, work: Path) -> Ran:
    """Build the tarball and put it through the checks of Galaxy."""
    build = run([str(BIN / "ansible-galaxy"), "collection", "build", "--force", "--output-path", str(work)], tree)
    if build.code:
        return build
    tarball = next(work.glob("octopus-deploy-*.tar.gz"))
    imported = run([sys.executable, "-m", "galaxy_importer.main", str(tarball)], work)
    unwanted = [line for line in imported.output.splitlines() if line.startswith("ERROR")]
    return Ran(imported.code or len(unwanted), imported.output, build.seconds + imported.seconds)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        tree = copy_tree(work)
        (work / "options.yml").write_text(OPTIONS_CONFIG, encoding="utf-8")
        ignored = list(ROOT.glob("tests/sanity/ignore-*"))
        own = ("module_utils", "plugin_utils", "action", "inventory")
        packages = [part for name in own for part in ("-p", f"{PACKAGE}.{name}")]
        documentation = ("lint-collection-docs", "--plugin-docs", "--validate-collection-refs=self", ".")
        checks: list[tuple[str, Callable[[], Ran]]] = [
            ("ruff format", tool("ruff", "format", "--check", ".")),
            ("ruff check", tool("ruff", "check", ".")),
            ("generated files", tool("python", "tests/tools/kinds.py", "--check")),
            ("citations of the API reference", tool("python", "tests/tools/citations.py")),
            ("sentences", tool("python", "tests/tools/sentences.py")),
            ("import-linter", tool("lint-imports", "--no-cache", more={"PYTHONPATH": str(COLLECTIONS)})),
            ("mypy: collection", tool("mypy", *packages)),
            ("mypy: emulator", tool("mypy", "-p", "emulator")),
            ("mypy: judges and tools", tool("mypy", *(f"tests/{name}" for name in TYPED))),
            ("yamllint", tool("yamllint", "--strict", ".")),
            ("reuse", tool("reuse", "lint", "--quiet")),
            ("antsibull-changelog", tool("antsibull-changelog", "lint", cwd=tree, work=work)),
            ("antsibull-docs", tool("antsibull-docs", *documentation, cwd=tree, work=work)),
            (
                "ansible-lint",
                tool("ansible-lint", "--offline", "--strict", "--profile", "production", cwd=tree, work=work),
            ),
            (
                "ansible-lint: options",
                tool("ansible-lint", "--offline", "--strict", "-c", str(work / "options.yml"), cwd=tree, work=work),
            ),
            ("ansible-test sanity", lambda: ansible_test(["sanity", "--local"], tree, work)),
            ("no sanity ignore entries", lambda: Ran(len(ignored), "\n".join(map(str, ignored)), 0)),
            ("galaxy-importer", lambda: built(tree, work)),
        ]
        results = [report(name, check()) for name, check in checks]
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
