# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step that lets a client which may only read send no writes, as in check mode."""

from __future__ import annotations

from dataclasses import dataclass

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Outcome, Request, Step
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import WriteRefused


@dataclass(frozen=True)
class Guard:
    """Raises ``WriteRefused`` for a write of a client that is ``read_only``; signing in and out is none."""

    onward: Step
    read_only: bool

    def __call__(self, request: Request) -> Outcome:
        if self.read_only and not request.is_read and not request.signing:
            raise WriteRefused(f"A client that may only read was asked to {request}")
        return self.onward(request)
