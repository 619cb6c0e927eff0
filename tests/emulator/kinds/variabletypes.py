# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of variables, and the kinds of their scopes (api: variables#variable, variables#scope-kinds)."""

from __future__ import annotations

# The kinds that a user may scope a variable to.
SCOPES = ("Environment", "Machine", "Role", "Action", "Channel", "TenantTag", "ProcessOwner")
TYPES = (
    "String",
    "Sensitive",
    "Certificate",
    "AmazonWebServicesAccount",
    "AzureAccount",
    "WorkerPool",
    "UsernamePasswordAccount",
    "GenericOidcAccount",
    "GoogleCloudAccount",
)
# The type for an account came with the account [octopus.com/docs/infrastructure/accounts/google-cloud], the other by
# 2023-10-03 [CS VariableType].
NEWER_TYPES = {"GoogleCloudAccount": (2021, 2), "UsernamePasswordAccount": (2023, 4), "GenericOidcAccount": (2025, 1)}
# Kinds that came with process templates [the reference of 2026.3 alone]. Unverified: a user may set them.
OF_PARAMETERS = ("EnvironmentParameter", "ProcessTemplateStep", "TargetTagParameter", "TenantTagParameter")
