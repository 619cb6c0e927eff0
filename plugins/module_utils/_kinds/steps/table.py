# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The typed options of steps: one for each type of step that the collection knows (api: steps#kinds)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps import (
    argo,
    aws,
    azure,
    certificates,
    docker,
    google,
    java,
    kubernetes,
    packages,
    releases,
    scripts,
    server,
    terraform,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field


def step_types() -> tuple[Field, ...]:
    """All typed options of an action; an action has one of them."""
    on_targets = (scripts, packages, java, docker, certificates)
    in_clouds = (kubernetes, aws, azure, google, terraform, argo)
    families = (*on_targets, *in_clouds, server, releases)
    return tuple(each for family in families for each in family.STEPS)
