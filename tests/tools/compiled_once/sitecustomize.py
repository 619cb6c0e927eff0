# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets the sanity test of imports compile each file of the collection once for each Python.

Before it imports a file, the test forgets everything that the previous one has imported, and the collection loader of
ansible-core keeps no compiled files. So the test compiles most of the collection again for each file, which takes more
than half of its processor time, although no file has changed. Each Python that the test starts loads this file, also
the oldest Python of modules (see ``import_test.py``).
"""

from __future__ import annotations

import builtins
import functools
import gc
from typing import Any

usual: Any = builtins.compile
# An error or a warning that is an error is not kept, so the test finds it again for each file.
kept: Any = functools.lru_cache(maxsize=None)(usual)


def compiled(source: Any, *arguments: Any, **settings: Any) -> Any:
    """Compile like ``compile``; keep the result for the collection loader, which alone passes ``flags=0``."""
    compiler = kept if settings.get("flags") == 0 else usual
    return compiler(source, *arguments, **settings)


builtins.compile = compiled
# With the usual settings, the test spends a tenth of the remaining time on the search for cycles.
gc.set_threshold(100_000, 50, 50)
