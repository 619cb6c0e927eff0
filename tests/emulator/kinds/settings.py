# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a server: single documents with an address and a link of their own (api: settings#settings)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from emulator import crud, shaping
from emulator.handlers import Call
from emulator.model import DESCRIBED, EVER, READS, SYSTEM, Document, Kind, Prop, Release, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SMTP, MAINTENANCE, LICENSE, SERVER = "smtp", "maintenance", "licenses-current", "server"
UNLIMITED = 2147483647
Checked = Callable[["Octopus", Document, Document], None]
Shown = Callable[["Octopus", Document], Document]


@dataclass(frozen=True)
class Setting:
    """``path``: below ``/api``. Clients can only read and replace the document. The IDs are unverified."""

    path: str
    link: str
    document_id: str
    props: tuple[Prop, ...]
    # The permission for a change.
    permission: str = "ConfigureServer"
    since: Release = EVER
    check: Checked | None = None
    shown: Shown | None = None

    def route(self) -> Route:
        return Route(partial(answer, self), ("GET", "HEAD", "PUT"), permission=self.permission)


def stored(octopus: Octopus, setting: Setting) -> Document:
    """The stored document, or the one of a new server."""
    found = octopus.store.get(setting.document_id)
    if found:
        return found[1]
    optional = tuple(replace(prop, required=False) for prop in setting.props)
    fresh = {"Id": setting.document_id, "SpaceId": None, **shaping.shape(octopus, optional, {}, {}, "")}
    if setting.check:
        setting.check(octopus, fresh, {})
    return fresh


def answer(setting: Setting, call: Call, document: Document) -> Document:
    octopus, old = call.octopus, stored(call.octopus, setting)
    if call.method not in READS:
        sent = crud.document_of(call)
        new = {"Id": old["Id"], "SpaceId": None, **shaping.shape(octopus, setting.props, sent, old, "")}
        if setting.check:
            setting.check(octopus, new, old)
        old = octopus.save(DOCUMENT, {**new, **shaping.unknown_of(old, sent)})
    out = setting.shown(octopus, old) if setting.shown else old
    shown = {key: each for key, each in out.items() if key != "SpaceId" and not key.startswith("_")}
    return {
        **shaping.public(shown, hints(octopus)),
        **(old.get("_unknown") or {}),
        "Links": {"Self": f"/api/{setting.path}"},
    }


def hints(octopus: Octopus) -> bool:
    return octopus.release >= shaping.HINTS


def is_in_maintenance(octopus: Octopus) -> bool:
    """Whether only administrators may change anything."""
    found = octopus.store.get(MAINTENANCE)
    return bool(found and found[1]["IsInMaintenanceMode"])


def server_uri(octopus: Octopus) -> str:
    """The public address of the server without a slash at its end, or an empty text."""
    found = octopus.store.get(SERVER)
    return str(found[1]["ServerUri"] or "").rstrip("/") if found else ""


def smtp_check(octopus: Octopus, smtp: Document, old: Document) -> None:
    if not 0 <= smtp["SmtpPort"] <= 65535:
        raise invalid("The field SmtpPort must be between 0 and 65535.")
    if octopus.release < OAUTH:
        # The older form of a password: a text that no answer shows.
        sent = smtp.pop("NewSmtpPassword", None)
        if sent:
            smtp["SmtpPassword"] = shaping.secret(sent, None)
        return
    details = smtp["Details"] or {}
    named = shaping.lookup(details, "CredentialType") or "UsernamePassword"
    known = next((each for each in CREDENTIALS if each.casefold() == str(named).casefold()), None)
    if known is None:
        # The wording is unverified.
        raise invalid(f"The credential type '{named}' is not supported.")
    before = (old.get("Details") or {}) if old and (old.get("Details") or {}).get("CredentialType") == known else {}
    shaped = shaping.shape(octopus, CREDENTIALS[known], details, before, "", "Details.")
    smtp["Details"] = {"CredentialType": known, **shaped}


def is_configured(call: Call, document: Document) -> Document:
    """Whether mail is configured; the rule of a server is unverified."""
    found = call.octopus.store.get(SMTP)
    return {
        "Id": None,
        "IsConfigured": bool(found and found[1]["SmtpHost"] and found[1]["SendEmailFrom"]),
        "Links": {"Self": "/api/smtpconfiguration/isconfigured"},
    }


def lets_encrypt_check(octopus: Octopus, new: Document, old: Document) -> None:
    """Refuse to enable Let's Encrypt by a PUT [octopus.com/docs/api/lets-encrypt]; the wording is unverified."""
    if old and new["Enabled"] and not old["Enabled"]:
        raise invalid("Let's Encrypt can be disabled here, but not be enabled.")


def license_check(octopus: Octopus, new: Document, old: Document) -> None:
    if not old:
        return
    text = (new["LicenseText"] or "").strip()
    if not text:
        raise invalid("Please provide the text of the license.")
    if not (text.startswith("<License") and text.endswith("</License>")):
        raise invalid(
            "The license you've provided doesn't seem to be valid XML. You should paste in the entire XML document, "
            "starting with <License> and ending at </License>."
        )


def license_status(call: Call, document: Document) -> Document:
    """The status of a licence without limits."""
    octopus = call.octopus
    used = {
        "Projects": len(octopus.store.all("projects")),
        "Tenants": len(octopus.store.all("tenants")),
        "Machines": len(octopus.store.all("machines")),
    }
    limit: Document = {"EffectiveLimit": UNLIMITED, "EffectiveLimitDescription": "Unlimited", "IsUnlimited": True}
    newer: Document = {}
    found = octopus.store.get(LICENSE)
    if octopus.release >= DESCRIBED:
        limit |= {"LicensedLimit": UNLIMITED, "LicenseLimitDescription": "Unlimited", "LimitStatus": "UnderLimit"}
        limit |= {"TargetTypes": []}
        newer = {
            "EffectiveStartDate": "2020-01-01",
            "IsInitialisationLicense": False,
            "IsPtm": False,
            "IsTrial": False,
            "SerialNumber": found[1]["SerialNumber"] if found else "",
        }
    return {
        "Id": "licenses-current-status",
        "IsCompliant": True,
        "ComplianceSummary": "Your license is compliant.",
        "HostingEnvironment": "SelfHosted",
        "EffectiveExpiryDate": "2099-12-31",
        "DaysToEffectiveExpiryDate": 26000,
        "DoesExpiryBlockKeyActivities": False,
        "EffectiveNodeTaskLimit": UNLIMITED,
        "EffectiveClusterTaskLimit": UNLIMITED,
        "IsClusterTaskLimitControlledByLicense": False,
        "IsNodeTaskLimitControlledByLicense": False,
        "PermissionsMode": "Full",
        "Messages": [],
        "Limits": [
            {"Name": name, "CurrentUsage": usage, "Message": "", "Disposition": "Information", **limit}
            for name, usage in used.items()
        ],
        **newer,
        "Links": {"Self": "/api/licenses/licenses-current-status"},
    }


def server_settings(call: Call, document: Document) -> list[Document]:
    """The read-only settings from the command line; the keys are unverified."""
    # The reference of 2026 has texts where 2020.5 had .NET's objects.
    as_it_is: Callable[[Any], Any] = str if call.octopus.release >= DESCRIBED else lambda value: value
    values: dict[str, dict[str, Any]] = {
        "Octopus.Communications": {"Octopus.Communications.ServicesPort": 10943},
        "Octopus.WebPortal": {"Octopus.WebPortal.ListenPrefixes": "http://localhost:80/"},
    }
    return [
        {
            "ConfigurationSet": name,
            "ConfigurationValues": [
                {"Key": key, "Value": as_it_is(value), "Description": key} for key, value in those.items()
            ],
        }
        for name, those in values.items()
    ]


# The .NET client's model of 2025-03-12; the month of the server is unverified.
OAUTH: Release = (2025, 2)
CREDENTIALS: dict[str, tuple[Prop, ...]] = {
    "UsernamePassword": (Prop("SmtpLogin"), Prop("SmtpPassword", "secret")),
    "Google": (Prop("GoogleAudience"), Prop("GoogleServiceAccount")),
    "Azure": (Prop("AzureAudience"), Prop("AzureClientId"), Prop("AzureTenantId")),
}
# The collection of changed documents.
DOCUMENT = Kind(
    collection="settings",
    link="",
    item_type="Setting",
    id_prefix="settings",
    scope=SYSTEM,
    props=(),
    unique=False,
    slug_since=None,
    hidden=True,
)
