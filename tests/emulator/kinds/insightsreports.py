# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Insights report (api: insights#report). Its charts are not served."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from emulator import crud
from emulator.handlers import Call
from emulator.kinds import logos
from emulator.kinds.common import DESCRIPTION, NAME, TENANT_IDS, TENANT_TAGS, known_tags
from emulator.model import ON_PUT, ON_WRITES, Document, Kind, Limit, Prop, Release, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SINCE: Release = (2022, 3)
# The documentation of January 2023 has neither the channels nor the flag; their release is unverified.
LATER: Release = (2023, 2)
GROUP = (
    Prop("Name", required=True, trim=True),
    Prop("Environments", "list", default=[], demanded=ON_WRITES, reference="environments"),
)


def check(octopus: Octopus, report: Document, old: Document) -> None:
    known_tags(octopus, report)
    names = [each["Name"].casefold() for each in report["EnvironmentGroups"]]
    if len(set(names)) < len(names):
        # Names are unique in a report; the wording is unverified.
        raise invalid("The names of environment groups must be unique.")


def create(call: Call, document: Document) -> Document:
    return crud.posted(call, KIND, crud.document_of(call))


def without_environment(octopus: Octopus, environment: Document) -> None:
    """Remove a deleted environment from the groups. The removal, and that an empty group stays, are unverified."""
    for report in octopus.store.all(KIND.collection, environment.get("SpaceId") or ""):
        groups = [
            {**each, "Environments": [own for own in each["Environments"] if own != environment["Id"]]}
            for each in report["EnvironmentGroups"]
        ]
        if groups != report["EnvironmentGroups"]:
            octopus.save(KIND, {**report, "EnvironmentGroups": groups})


KIND = Kind(
    collection="insights/reports",
    link="InsightsReports",
    only_in_a_space=True,
    item_type="InsightsReport",
    id_prefix="InsightsReports",
    parameters="skip,take",
    slug_since=None,
    since=SINCE,
    props=(
        replace(NAME, limit=Limit(200)),
        DESCRIPTION,
        *(
            replace(each, demanded=ON_WRITES)
            for each in (
                Prop("ProjectIds", "list", default=[], reference="projects"),
                Prop("ProjectGroupIds", "list", default=[], reference="projectgroups"),
                Prop("ChannelIds", "list", default=[], reference="channels", since=LATER),
                TENANT_IDS,
                TENANT_TAGS,
                Prop("EnvironmentGroups", "documents", default=[], parts=GROUP),
                # Unverified: a time zone of IANA is stored as sent.
                Prop("TimeZone", trim=True, default="UTC"),
            )
        ),
        # The default is unverified.
        Prop(
            "TenantMode",
            choices=("Untenanted", "TenantedAndUntenanted", "Tenanted"),
            default="TenantedAndUntenanted",
            demanded=ON_PUT,
        ),
        Prop("AllTenants", "bool", default=False, demanded=ON_PUT, since=LATER),
        Prop("IconId", read_only=True),
        Prop("IconColor", read_only=True),
    ),
    routes={
        "": Route(
            create, ("POST",), permission="InsightsReportCreate", gives="insights/reports", takes="insights/reports"
        ),
        **logos.routes("insights/reports", ("POST",)),
    },
    links=logos.LINKS,
    check=check,
    deleted_elsewhere={"environments": without_environment},
    has_all=False,
    sample={
        "ProjectIds": ["<projects>"],
        "EnvironmentGroups": [{"Name": "Live", "Environments": ["<environments>"]}],
        "TenantMode": "Tenanted",
        "TimeZone": "UTC",
    },
)
