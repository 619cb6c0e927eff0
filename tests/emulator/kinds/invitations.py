# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invitations for new users (api: people#user). The emulator does not let them register."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from emulator import answers, clock, crud
from emulator.handlers import Call
from emulator.kinds import schedules
from emulator.model import MIXED, Document, Kind, Prop
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def invite(call: Call, document: Document) -> Document:
    return answers.shown(call, "invitations", call.octopus.create("invitations", crud.document_of(call)))


def invitation(call: Call, document: Document) -> Document:
    return answers.shown(call, "invitations", answers.existing(call, "invitations", call.values["invitation"]))


def check(octopus: Octopus, invited: Document, old: Document) -> None:
    if not invited["AddToTeamIds"]:
        raise invalid("The AddToTeamIds field is required.")
    # The default life of an invitation is unverified.
    invited["Expires"] = invited["Expires"] or schedules.written(clock.now() + timedelta(days=7))
    invited["InvitationCode"] = secrets.token_hex(16)
    invited["_self"] = f"/api/users/invitations/{invited['Id']}"


KIND = Kind(
    collection="invitations",
    link="",
    item_type="Invitation",
    id_prefix="Invitations",
    scope=MIXED,
    permission="UserInvite",
    unique=False,
    slug_since=None,
    props=(
        Prop("AddToTeamIds", "list", default=[], reference="teams"),
        Prop("Expires"),
        Prop("InvitationCode", read_only=True),
    ),
    check=check,
    hidden=True,
)
