# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a project's repository, PersistenceSettings (api: projects#project)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from emulator import shaping
from emulator.git import repository
from emulator.kinds import deploymentsettings
from emulator.model import DESCRIBED, Document, Prop
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

DATABASE: Document = {"Type": "Database"}
PASSWORD = "UsernamePassword"
# The properties of each type of credentials.
CREDENTIALS: Mapping[str, tuple[str, ...]] = {
    "Anonymous": (),
    PASSWORD: ("Username", "Password"),
    "Reference": ("Id",),
    "GitHub": ("Id",),
    "SshKey": ("Id",),
}
CREDENTIAL = (
    Prop("Type", choices=tuple(CREDENTIALS), choices_since={"SshKey": DESCRIBED}, default="Anonymous"),
    Prop("Username", trim=True),
    Prop("Password", "secret"),
    Prop("Id"),
)
STATE = (Prop("VariablesAreInGit", "bool", default=False), Prop("RunbooksAreInGit", "bool", default=False))
PARTS = (
    Prop("Type", choices=("Database", "VersionControlled"), default="Database"),
    Prop("Url", trim=True),
    Prop("DefaultBranch", trim=True),
    Prop("BasePath", trim=True, default=".octopus"),
    Prop("ProtectedDefaultBranch", "bool", default=False),
    Prop("ProtectedBranchNamePatterns", "list", default=[]),
    Prop("SerializationFormat", default="Ocl"),
    Prop("ConversionState", "dict", default={}, parts=STATE, read_only=True),
    Prop("Credentials", "dict", default={}, parts=CREDENTIAL),
)
PERSISTENCE = Prop("PersistenceSettings", "dict", default={}, parts=PARTS)
# The beginnings of addresses; without https, Octopus accepts only keys.
SECURE = ("https://", "ssh://", "git@")
REENTER = "Please re-enter the password when changing the repository URL or username."


def kept(octopus: Octopus, project: Document, old: Document) -> Document:
    """The settings of a project after a POST or a PUT; neither converts the project."""
    before, after = old.get("PersistenceSettings") or DATABASE, project["PersistenceSettings"]
    if not repository.is_versioned(old):
        return DATABASE
    if not repository.is_versioned(project):
        # No project can return to the database. Unverified: the server ignores the wish in a PUT.
        return dict(before)
    return checked(octopus, project, after)


def checked(octopus: Octopus, project: Document, settings: Document) -> Document:
    """Settings as the server stores them. The wording of the refusals is unverified."""
    for name in ("Url", "DefaultBranch"):
        if not settings[name]:
            raise invalid(f"The {name} field is required.")
    if not settings["Url"].startswith(SECURE):
        raise invalid("The URL of the repository must begin with https://.")
    credentials = settings["Credentials"]
    if credentials["Type"] == "Reference":
        octopus.must_exist("git-credentials", str(credentials["Id"]), project["SpaceId"] or "", "Credentials")
    place = folder(settings)
    for other in octopus.store.all("projects", project["SpaceId"]):
        shares = other["Id"] != project["Id"] and repository.is_versioned(other)
        if shares and folder(other["PersistenceSettings"]) == place:
            raise invalid(f"The project '{other['Name']}' has its files in this folder of the repository.")
    own = ("Type", *CREDENTIALS[credentials["Type"]])
    return {**settings, "Credentials": {name: credentials[name] for name in own}}


def folder(settings: Document) -> tuple[str, str]:
    return settings["Url"].casefold().removesuffix(".git"), settings["BasePath"].strip("/")


def refuse_change(octopus: Octopus, project: Document, sent: Document, settings: tuple[Prop, ...]) -> None:
    """Refuse a PUT of a version-controlled project that has deployment settings, or that lacks a password which has to
    be given again (api: traps#5.22, traps#5.24). The first wording is unverified.

    ``settings``: the properties of a project that are deployment settings.
    """
    given = shaping.shape(octopus, settings, sent, {}, "")
    neutral = shaping.shape(octopus, settings, {}, {}, "")
    for name, value in given.items():
        # Terraform's provider sends an empty template, which changes nothing.
        if value != neutral[name] and (value or neutral[name]):
            raise invalid(
                f"{name} cannot be changed here, because the project is version controlled: its deployment settings "
                "belong to a branch."
            )
    wanted = shaping.shape(octopus, (PERSISTENCE,), sent, {}, "")["PersistenceSettings"]
    before, now = project["PersistenceSettings"]["Credentials"], wanted["Credentials"]
    if wanted["Type"] == "Database" or PASSWORD not in (before["Type"], now["Type"]) or before["Type"] != now["Type"]:
        return
    changed = wanted["Url"] != project["PersistenceSettings"]["Url"] or now["Username"] != before["Username"]
    if changed and shaping.STORED not in now["Password"]:
        raise invalid(REENTER)


def mirrored(props: tuple[Prop, ...]) -> tuple[Prop, ...]:
    """The properties of a project that are deployment settings."""
    names = set(deploymentsettings.MIRRORED.values())
    return tuple(each for each in props if each.name in names)
