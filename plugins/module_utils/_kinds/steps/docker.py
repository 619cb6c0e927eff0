# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that work with Docker on a target (api: steps#kinds)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.contents import REQUIRED_IMAGE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.json_texts import JsonText, JsonValues
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting, choice, prop
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import FLAG, StepChoice, StepNumber
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

DOCKER = "Docker."
DOCKER_RUN = StepType(
    "Octopus.DockerRun",
    (
        REQUIRED_IMAGE,
        prop(f"{DOCKER}NetworkType", StepChoice(("none", "bridge", "host", "container", "network"))),
        prop(f"{DOCKER}NetworkContainer"),
        prop(f"{DOCKER}NetworkName"),
        prop(f"{DOCKER}NetworkAlias"),
        prop(f"{DOCKER}PortMapping", JsonValues()),
        prop(f"{DOCKER}PortAutoMap", FLAG),
        prop(f"{DOCKER}AddedHost", JsonValues()),
        prop(f"{DOCKER}VolumeBindings", JsonText("dict")),
        prop(f"{DOCKER}VolumeDriver"),
        prop(f"{DOCKER}VolumesFrom"),
        Setting("env_variables", f"{A}{DOCKER}EnvVariable", JsonValues()),
        choice("restart_policy", f"{A}{DOCKER}RestartPolicy", "no", "on-failure", "always", "unless-stopped"),
        prop(f"{DOCKER}RestartPolicyMax", StepNumber()),
        prop(f"{DOCKER}DontRun", FLAG),
        prop(f"{DOCKER}Command"),
        prop(f"{DOCKER}Args"),
    ),
)
DOCKER_STOP = StepType(
    "Octopus.DockerStop",
    (
        prop(f"{DOCKER}Remove", FLAG),
        prop(f"{DOCKER}RemoveSteps"),
        prop(f"{DOCKER}RemoveByEnvironment", FLAG),
        prop(f"{DOCKER}RemoveByRelease", FLAG),
        prop(f"{DOCKER}RemoveByTenant", FLAG),
        prop(f"{DOCKER}RemoveCustomTags", JsonValues()),
        prop(f"{DOCKER}RemoveAll", FLAG),
        prop(f"{DOCKER}StopTimeout", StepNumber(), start="10", absent="10"),
    ),
)
DOCKER_NETWORK = StepType(
    "Octopus.DockerNetwork",
    (
        choice("network_type", f"{A}{DOCKER}NetworkType", "bridge", "other"),
        prop(f"{DOCKER}NetworkCustomDriver"),
        prop(f"{DOCKER}NetworkName"),
        prop(f"{DOCKER}NetworkSubnet"),
        prop(f"{DOCKER}NetworkIPRange"),
        prop(f"{DOCKER}NetworkGateway"),
        prop(f"{DOCKER}Args"),
    ),
)

STEPS = (
    Field("run_docker_container", "", DOCKER_RUN),
    Field("stop_docker_resources", "", DOCKER_STOP),
    Field("create_docker_network", "", DOCKER_NETWORK),
)
