# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps Python's search for reference cycles away from objects that have no part in any, or that stay.

The search goes through all objects of the process again and again. A worker of ansible-playbook has inherited all
objects of ansible-core, and each one that is searched is copied into the memory of the worker.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the search for cycles, unless it is off already; objects without cycles are freed as always."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def uncollected_for_good() -> Iterator[None]:
    """Pause the search during imports, and never search again what the process has by then.

    Modules, and the variables that ansible-playbook has loaded, stay until its end. Python recommends this to programs
    that fork, as ansible-playbook does for each task. Objects that nothing refers to are still freed, unless they are
    in a cycle.
    """
    with uncollected():
        yield
        gc.freeze()
