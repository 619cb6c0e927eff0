# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The refusals of the emulated server, which become the bodies of errors (api: errors#refusals)."""

from __future__ import annotations

# The error of a write whose Version is older than the server's. {what}: the document; {short}: its name in short.
STALE = (
    "Changes to {what} could not be saved, because another user has made changes to the {short} between when you "
    "started editing and when you saved your changes. Please reload or open a new tab to make your changes."
)


class Refusal(Exception):
    """An answer that reports a failure: a status and the texts of its body (api: errors#refusals)."""

    def __init__(self, status: int, message: str, *errors: str, help_text: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = list(errors)
        self.help_text = help_text
        self.headers: list[tuple[str, str]] = []


def invalid(*errors: str) -> Refusal:
    """A validation error."""
    return Refusal(400, "There was a problem with your request.", *errors)


def not_found() -> Refusal:
    """The refusal of a document or an address that does not exist, or that the user may not know of."""
    return Refusal(
        404,
        "Resource is not found or it doesn't exist in the current space context. "
        "Please contact your administrator for more information.",
    )


def forbidden(permission: str) -> Refusal:
    """The refusal of a user without this permission, such as ``ProjectEdit``."""
    return Refusal(
        403,
        "You do not have permission to perform this action. Please contact your Octopus administrator. "
        f"Missing permission: {permission}",
        help_text=f"A member of a team with the permission {permission} can do this.",
    )
