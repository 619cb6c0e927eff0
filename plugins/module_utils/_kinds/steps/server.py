# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that the server does itself, or on its targets without a package or a script (api: steps#kinds)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import TEAMS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting, choice, prop
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import (
    BODY,
    FLAG,
    WORDS,
    JoinedReferences,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

MANUAL = StepType(
    "Octopus.Manual",
    (
        prop("Manual.Instructions", BODY, required="for_new"),
        Setting("responsible_teams", f"{A}Manual.ResponsibleTeamIds", JoinedReferences(TEAMS)),
        prop("Manual.BlockConcurrentDeployments", FLAG, start="False"),
    ),
)

EMAIL = StepType(
    "Octopus.Email",
    (
        Setting("to", f"{A}Email.To", WORDS),
        Setting("to_teams", f"{A}Email.ToTeamIds", JoinedReferences(TEAMS)),
        Setting("cc", f"{A}Email.CC", WORDS),
        Setting("cc_teams", f"{A}Email.CCTeamIds", JoinedReferences(TEAMS)),
        Setting("bcc", f"{A}Email.Bcc", WORDS),
        Setting("bcc_teams", f"{A}Email.BccTeamIds", JoinedReferences(TEAMS)),
        Setting("subject", f"{A}Email.Subject", WORDS, required="for_new"),
        Setting("body", f"{A}Email.Body", BODY),
        Setting("is_html", f"{A}Email.IsHtml", FLAG, start="False"),
        choice("priority", f"{A}Email.Priority", "Normal", "Low", "High"),
    ),
    needed=(("to", "to_teams"),),
)

HEALTH_CHECK = StepType(
    "Octopus.HealthCheck",
    (
        choice("check_type", f"{A}HealthCheck.Type", "FullHealthCheck", "ConnectionTest"),
        choice(
            "error_handling", f"{A}HealthCheck.ErrorHandling", "TreatExceptionsAsErrors", "TreatExceptionsAsWarnings"
        ),
        choice(
            "include_machines",
            f"{A}HealthCheck.IncludeMachinesInDeployment",
            "DoNotAlterMachines",
            "IncludeCheckedMachines",
        ),
    ),
)

STEPS = (
    Field("manual_intervention", "", MANUAL),
    Field("send_email", "", EMAIL),
    Field("health_check", "", HEALTH_CHECK),
)
