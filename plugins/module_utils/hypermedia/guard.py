# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step that refuses writes of a read-only client, as in check mode."""

from __future__ import annotations

from dataclasses import dataclass

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Outcome, Request, Step
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import WriteRefused


@dataclass(frozen=True)
class Guard:
    """Raises ``WriteRefused`` for writes if the client is ``read_only``; signing in and out is allowed."""

    onward: Step
    read_only: bool

    def __call__(self, request: Request) -> Outcome:
        if self.read_only and not request.is_read and not request.signing:
            raise WriteRefused(f"A read-only client was asked to {request}")
        return self.onward(request)
