# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of workers: one for each way in which the server reaches them."""

from __future__ import annotations

from typing import Any

from contract.kinds.machine import OTHER_THUMBPRINT, THUMBPRINT
from contract.sample import Sample, Steps
from emulator.testing import Emulator


def worker_surroundings(server: Emulator) -> None:
    for name in ("Linux", "Windows"):
        server.seed("workerpools", Name=name)
    for name in ("Deployer", "Other deployer"):
        server.seed("accounts", Name=name, AccountType="UsernamePassword", Username="deploy")
    server.seed("proxies", Name="Way out", Host="proxy.example.com", Port=3128)
    server.seed("machinepolicies", Name="Patient")


def worker(option: str, first: dict[str, Any], *more: dict[str, Any], **steps: Steps) -> Sample:
    """A worker that is created with ``first`` and then gets ``more`` options of its endpoint."""
    return Sample(
        title=f"worker: {option}",
        kind="worker",
        minimal={"name": "one", "worker_pools": ["Linux"], option: first},
        steps={option: list(more), **steps},
        prepare=worker_surroundings,
        on_create={"skip_initial_health_check": True},
    )


SAMPLES = (
    worker(
        "listening_tentacle",
        {"uri": "https://one.example.com:10933/", "thumbprint": THUMBPRINT},
        {"uri": "https://two.example.com:10933"},
        {"thumbprint": OTHER_THUMBPRINT},
        {"proxy": "Way out"},
        {"proxy": ""},
        {"tentacle_version_details": {"upgrade_locked": True}},
        {"tentacle_version_details": {"upgrade_locked": False}},
        slug=["first"],
        is_disabled=[True, False],
        worker_pools=[["Windows", "Linux"], ["Windows"]],
        machine_policy=["Patient", "Default Machine Policy"],
    ),
    worker(
        "polling_tentacle",
        {"uri": "poll://q3wzzhwhhhqzmeiy4p7k/", "thumbprint": THUMBPRINT},
        {"uri": "poll://aaaazhwhhhqzmeiy4p7k/"},
        {"thumbprint": OTHER_THUMBPRINT, "tentacle_version_details": {"upgrade_locked": True}},
        drain=[True],
    ),
    worker(
        "ssh",
        {"account": "Deployer", "host": "one.example.com", "port": 22, "fingerprint": "3a:3f:9c"},
        {"account": "Other deployer"},
        {"host": "two.example.com", "port": 2222},
        {"fingerprint": "aa:3f:9c"},
        {"proxy": "Way out", "dot_net_core_platform": "linux-x64"},
        {"dot_net_core_platform": ""},
    ),
    worker(
        "kubernetes_agent",
        {"tentacle_endpoint_configuration": {"communication_mode": "Polling", "thumbprint": THUMBPRINT}},
        {"tentacle_endpoint_configuration": {"uri": "poll://q3wzzhwhhhqzmeiy4p7k/"}},
        {
            "tentacle_endpoint_configuration": {
                "communication_mode": "Listening",
                "uri": "https://agent.example.com:10933/",
                "proxy": "Way out",
            }
        },
        {"upgrade_locked": True, "default_namespace": "shop"},
        {"default_namespace": ""},
    ),
)
