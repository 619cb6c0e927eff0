# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports the modules that the plugins of the collection share, in less time.

Python keeps their compiled files, as it does for other packages. The importer of ansible-core compiles the modules of a
collection again in each command (findings/ansible-collection-bytecode.sh). For one unchanged task, that takes longer
than the task itself.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from importlib.abc import MetaPathFinder
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, ModuleSpec, SourceFileLoader
from types import ModuleType

from ansible.utils.collection_loader import AnsibleCollectionConfig

PLUGINS = "ansible_collections.octopus.deploy.plugins"
SHARED = (f"{PLUGINS}.module_utils.", f"{PLUGINS}.plugin_utils.")


class SharedFinder(MetaPathFinder):
    """Finds the modules that the plugins of the collection share, in the folders of the collection that imports them.

    Where the folders can't be written to, nothing is kept, and the modules are compiled as before.
    """

    def __init__(self) -> None:
        self._finders: dict[str, FileFinder] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The place of a shared module; None for any other module, which the next importers find."""
        if not fullname.startswith(SHARED):
            return None
        found = (self._finder(folder).find_spec(fullname) for folder in path or ())
        return next((spec for spec in found if spec and spec.loader), None)

    def _finder(self, folder: str) -> FileFinder:
        return self._finders.setdefault(folder, FileFinder(folder, (SourceFileLoader, SOURCE_SUFFIXES)))


def keep_compiled() -> None:
    """Import the shared modules through ``SharedFinder`` from now on. A second call changes nothing.

    Where ansible-core's importer is not in use, Python keeps the files anyway.
    """
    # A core without this attribute compiles the modules as before.
    finder = getattr(AnsibleCollectionConfig, "collection_finder", None)
    if finder in sys.meta_path and not any(isinstance(each, SharedFinder) for each in sys.meta_path):
        sys.meta_path.insert(sys.meta_path.index(finder), SharedFinder())


def quick_imports() -> AbstractContextManager[None]:
    """The block in which a plugin imports shared modules. Python does not search for reference cycles meanwhile, nor
    ever again among the objects that the process has by then.

    Classes and functions live as long as the process does. The searches took a quarter of the import of octopus_config,
    and up to a tenth of the processor time of a command that applies 1,000 documents.
    """
    keep_compiled()
    # ansible-core would compile this module, too, if it was imported before.
    from ansible_collections.octopus.deploy.plugins.module_utils._garbage import uncollected_for_good

    return uncollected_for_good()
