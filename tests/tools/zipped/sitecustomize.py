# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets the modules of test playbooks find their code compiled. Python loads this file whenever it starts.

ansible-core sends each module as a zip archive of sources, and Python keeps no compiled files of an archive. So each
task compiles the collection again, which takes half of its processor time. Here the result of a compilation is kept
beside the other compiled files, under the hash of the source. The oldest Python of modules runs this file too.
"""

from __future__ import annotations

import _imp
import marshal
import os
import sys
import zipimport
from importlib.util import source_hash
from pathlib import Path
from types import CodeType
from typing import Any

# The functions that Python's own importers are made of have no public names.
archives: Any = zipimport
own: Any = _imp
usual = archives._compile_source
FOLDER = Path(sys.pycache_prefix or "", "zipped", str(sys.implementation.cache_tag))


def compiled(path: str, source: bytes) -> CodeType:
    """The code of a module in an archive, compiled unless the same source has been compiled before."""
    kept = FOLDER / source_hash(source).hex()
    try:
        code: CodeType = marshal.loads(kept.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        code = usual(path, source)
        keep(kept, marshal.dumps(code))
    # A traceback names the archive that this process has loaded.
    own._fix_co_filename(code, path)
    return code


def keep(path: Path, content: bytes) -> None:
    """Write a file that no other process sees half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_suffix(f".{os.getpid()}")
    written.write_bytes(content)
    written.replace(path)


if sys.pycache_prefix and not sys.dont_write_bytecode:
    archives._compile_source = compiled
