# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The code that the filters and tests of versions share: checks of their input, and errors that name the filter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ansible.errors import AnsibleFilterError
from ansible.module_utils.parsing.convert_bool import boolean
from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import FORMATS, Format
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import described


def format_of(name: object) -> Format:
    """The format with a name. Raises ``NotAVersion``."""
    found = FORMATS.get(str(name))
    if found is None:
        raise NotAVersion(f"version_format is {name!r}, but has to be one of: {', '.join(FORMATS)}")
    return found


def text_of(value: object) -> str:
    """A version, which must be a text: YAML reads some versions as numbers, and so 1.10 as 1.1."""
    if not isinstance(value, str):
        raise NotAVersion(f"{value!r} is {described(value)}, but has to be a text; put versions in quotes")
    return value


def texts_of(values: object) -> list[str]:
    if not isinstance(values, (list, tuple)):
        raise NotAVersion(f"the input is {described(values)}, but has to be a list of versions")
    return [text_of(each) for each in values]


def truth_of(option: str, value: object) -> bool:
    """A boolean, also as a text such as false, which a variable of the command line is. Raises ``NotAVersion``."""
    try:
        return bool(boolean(value))
    except TypeError:
        raise NotAVersion(f"{option} is {value!r}, but has to be true or false") from None


@contextmanager
def named_errors(plugin: str) -> Iterator[None]:
    """Turn errors about versions into Ansible's, with the name of the plugin."""
    try:
        yield
    except NotAVersion as wrong:
        raise AnsibleFilterError(f"{plugin}: {wrong}") from None
