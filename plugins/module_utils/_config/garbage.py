# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets Python look for garbage less often while it makes very many objects."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python looks for garbage after so many new objects; its own default is 700. In YAML, a document has about 20 nodes.
NEW_OBJECTS = 50_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage in circles seldom until the block ends.

    Each look takes time in proportion to what is in memory. Trees have no circles, so that it would find nothing.
    """
    young, *older = gc.get_threshold()
    # 0 means that somebody has turned the looking off.
    gc.set_threshold(max(young, NEW_OBJECTS) if young else young, *older)
    try:
        yield
    finally:
        gc.set_threshold(young, *older)
