# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON schema of configurations takes every example that people can copy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._config.files import SCHEMA_ADDRESS
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import BY_PLURAL
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import CONNECTION_ARGUMENTS
from checks import BIN, ROOT, run
from config_schema import PATH as SCHEMA
from jsonschema import Draft202012Validator

CONFIG = "octopus.deploy.octopus_config"
MODULES = {f"octopus.deploy.octopus_{each.kind}": plural for plural, each in BY_PLURAL.items()}
BLOCK = re.compile(r"^( *)```yaml\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
EXAMPLES = re.compile(r'^EXAMPLES = r"""\n(.*?)^"""', re.MULTILINE | re.DOTALL)
JUDGE = [str(BIN / "check-jsonschema")]
# There are many examples, and a test that finds few of them looks at the wrong place.
FEW = 150


class Reader(yaml.SafeLoader):
    """Reads Ansible's own tags as the texts that they mark."""


for tag in ("!unsafe", "!vault", "!file"):
    Reader.add_constructor(tag, lambda loader, node: node.value)


def texts() -> Iterator[str]:
    """Every text in YAML that people can copy."""
    for page in (ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("roles/*/README.md")):
        yield from (block for dummy, block in BLOCK.findall(page.read_text(encoding="utf-8")))
    for module in ROOT.glob("plugins/modules/*.py"):
        yield from EXAMPLES.findall(module.read_text(encoding="utf-8"))
    yield from (path.read_text(encoding="utf-8") for path in (ROOT / "examples").rglob("*.yml"))


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a value, however deep."""
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from mappings(part)
    if isinstance(value, dict):
        yield value


def of_tasks(value: Any) -> Iterator[Any]:
    """The configurations of tasks, and one for each task of a module of one kind."""
    for task in mappings(value):
        yield (task.get(CONFIG) or {}).get("config")
        for module in MODULES.keys() & task.keys():
            given = task[module].items()
            yield {MODULES[module]: [{option: part for option, part in given if option not in CONNECTION_ARGUMENTS}]}


def configurations() -> list[dict[str, Any]]:
    """The configurations in all texts, without those with templates, whose values nobody knows here."""
    values = [value for text in texts() for value in yaml.load_all(text, Reader)]
    found = [*values, *(config for value in values for config in of_tasks(value))]
    known = [each for each in found if isinstance(each, dict) and each and set(each) <= set(BY_PLURAL)]
    lists = [each for each in known if all(isinstance(items, list) for items in each.values())]
    return [each for each in lists if "{{" not in json.dumps(each, default=str)]


def as_files(folder: Path, found: list[dict[str, Any]]) -> list[str]:
    files = [folder / f"{number}.json" for number in range(len(found))]
    for file, config in zip(files, found, strict=True):
        file.write_text(json.dumps(config), encoding="utf-8")
    return [*map(str, files)]


def test_every_example_is_valid(tmp_path: Path) -> None:
    """By the program that people use for it, which reads the files of the examples as they are."""
    found = configurations()
    assert len(found) > FEW
    files = [*map(str, sorted((ROOT / "examples" / "configuration").glob("*.yml")))]
    ran = run([*JUDGE, "--schemafile", str(SCHEMA), *files, *as_files(tmp_path, found)])
    assert files and ran.code == 0, ran.output


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_the_address_is_the_one_of_the_release() -> None:
    galaxy = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    raw = galaxy["repository"].replace("https://github.com/", "https://raw.githubusercontent.com/")
    assert f"{raw}/{galaxy['version']}/{SCHEMA.relative_to(ROOT)}" == SCHEMA_ADDRESS


def test_a_misspelt_option_is_found(tmp_path: Path) -> None:
    (file,) = as_files(tmp_path, [{"environments": [{"name": "Test", "descripton": "x"}]}])
    ran = run([*JUDGE, "--schemafile", str(SCHEMA), file])
    assert ran.code == 1
    assert "$.environments[0]: Additional properties are not allowed ('descripton' was unexpected)" in ran.output
