# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The language server that editors use for YAML as a judge of the JSON schema, and of docs/editor.md."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from checks import COLLECTIONS, ROOT

sys.path.insert(0, str(COLLECTIONS))

from ansible_collections.octopus.deploy.plugins.module_utils._config.files import MODELINE, SCHEMA_ADDRESS
from config.driving import export, ok
from config.two_yamls import TWO_YAMLS, one_environment
from config_schema import PATH as SCHEMA
from emulator.testing import Emulator
from interop.node import hindrance, tested, version_of
from interop.results import FAILED, concluded, json_file

SOURCES = ROOT / "tests" / "interop" / "editor"
BUILT = ROOT / ".build" / "interop" / "editor"
PACKAGE = "yaml-language-server"
JUDGE = "language server of editors"
GUIDE = ROOT / "docs" / "editor.md"
OWN_SCHEMA = f"{MODELINE}../schemas/{SCHEMA.name}"
EXAMPLES = ROOT / "examples" / "configuration"


def from_the_guide(pattern: str) -> str:
    """A part of the guide. Raises ``SystemExit`` if the guide does not have it."""
    found = re.search(pattern, GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    if not found:
        raise SystemExit(f"{GUIDE.relative_to(ROOT)} has nothing like {pattern}")
    return found[1]


def facts_for_the_judge() -> dict[str, Any]:
    """The settings, the misspelt file and its mark from the guide, and the ways to write values."""
    settings = json.loads(from_the_guide(r"```json\n(.*?)```"))
    right, wrong = re.findall(r"`(\w+)`", from_the_guide(r"misspell (.*?):"))
    file = from_the_guide(rf"```yaml\n{re.escape(MODELINE)}\S+(\n.*?)```")
    return {
        "settings": {key.removeprefix("yaml."): value for key, value in settings.items()},
        "modeline": OWN_SCHEMA,
        "misspelt": {
            "text": file.replace(f"{right}:", f"{wrong}:"),
            "key": wrong,
            "message": " ".join(from_the_guide(r"mark the key with `(.*?)`").split()),
        },
        "spellings": [
            {"text": one_environment(text), "plain": plain, "taken": taken} for text, plain, taken, *dummy in TWO_YAMLS
        ],
    }


def prepare(folder: Path) -> None:
    """The files of somebody who follows the guide: the schema, a configuration, and an export."""
    (folder / "schemas").mkdir()
    shutil.copy(SCHEMA, folder / "schemas")
    shutil.copytree(EXAMPLES, folder / "configuration")
    with Emulator() as server:
        ok(server, "octopus_config", src=[str(EXAMPLES)], secrets={"payment key": "hunter2"})
        export(server, dest=str(folder / "exported"))
    for path in (folder / "exported").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(f"{MODELINE}{SCHEMA_ADDRESS}", OWN_SCHEMA, 1), encoding="utf-8")
    (folder / "judge.json").write_text(json.dumps(facts_for_the_judge()), encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    file = json_file(__doc__ or "", argv)
    code = hindrance(JUDGE, SOURCES, BUILT)
    if code is not None:
        return code
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        results, output = tested(BUILT / "editor.test.mjs", {"JUDGE_FOLDER": folder})
    if any(each.outcome == FAILED for each in results):
        print(output)
    return concluded(JUDGE, f"{PACKAGE} {version_of(PACKAGE, BUILT)}", results, file)


if __name__ == "__main__":
    sys.exit(main())
