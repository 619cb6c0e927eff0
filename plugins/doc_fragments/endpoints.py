# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that deployment targets and workers share: how the server reaches them, and how it checks them."""

from __future__ import annotations


class ModuleDocFragment:
    """A machine, be it a deployment target or a worker."""

    DOCUMENTATION = r"""
options:
  is_disabled:
    description:
      - Whether the server leaves the machine out of deployments, other work and health checks.
    type: bool
  drain:
    description:
      - Whether to disable the machine, and then to wait until its current work has ended. This option can't be given
        together with O(is_disabled).
      - Disabling a machine counts as a change. Waiting is not a change, and every run waits. If the work takes longer
        than O(wait_timeout), the task fails and names the work that still runs, and the machine stays disabled.
      - V(false) is ignored. O(is_disabled=false) brings the machine back into use. In check mode, the task does not
        wait.
      - Octopus Server before 2024.2 does not say which tasks hold a worker. For a worker, the task then warns, and
        waits only for tasks that name the worker, such as health checks.
    type: bool
  machine_policy:
    description:
      - The machine policy that says how the machine is checked, updated and cleaned up (C(MachinePolicyId)). Name or
        ID. If it is left out, a new machine gets the default policy.
    type: str
  skip_initial_health_check:
    description:
      - Whether the server skips the health check that it starts by itself for a new machine. The option is sent when
        the machine is created, and is ignored for a machine that exists.
      - Needs Octopus Server 2024.2 or newer.
    type: bool
  listening_tentacle:
    description:
      - The machine runs a Tentacle that waits for the server to connect (communication style C(TentaclePassive)).
    type: dict
    suboptions:
      uri:
        description:
          - The address that the Tentacle listens at, for example V(https://web-1.example.com:10933/). Required for a
            new machine.
        type: str
      thumbprint:
        description:
          - The thumbprint of the Tentacle's certificate, by which the server recognises the machine.
          - If the thumbprint is left out for a new machine, the server connects to the machine, asks for it
            (C(DiscoverMachine) or C(DiscoverWorker)), and trusts the machine that answers. Give the thumbprint if that
            is not safe enough.
          - If the thumbprint is left out for a machine that exists, the server's value stays.
          - A thumbprint has 40 hexadecimal digits; case, blanks and colons do not matter.
        type: str
      proxy:
        description:
          - The proxy through which the server reaches the machine (C(ProxyId)). Name, slug or ID. With an empty string,
            the server connects directly.
        type: str
      tentacle_version_details:
        description:
          - The settings for the Tentacle's version.
        type: dict
        suboptions:
          upgrade_locked:
            description:
              - Whether the Tentacle keeps the version that it has, because the server does not upgrade it.
            type: bool
  polling_tentacle:
    description:
      - The machine runs a Tentacle that connects to the server and asks for work (communication style
        C(TentacleActive)).
    type: dict
    suboptions:
      uri:
        description:
          - The Tentacle's subscription, for example V(poll://q3wzzhwhhhqzmeiy4p7k/). Required for a new machine.
        type: str
      thumbprint:
        description:
          - The thumbprint of the Tentacle's certificate. Required for a new machine, because the server can't connect
            to the machine to ask for the thumbprint.
          - A thumbprint has 40 hexadecimal digits; case, blanks and colons do not matter.
        type: str
      tentacle_version_details:
        description:
          - The settings for the Tentacle's version.
        type: dict
        suboptions:
          upgrade_locked:
            description:
              - Whether the Tentacle keeps the version that it has, because the server does not upgrade it.
            type: bool
  ssh:
    description:
      - The server reaches the machine by SSH (communication style C(Ssh)).
    type: dict
    suboptions:
      account:
        description:
          - The account that the server signs in with (C(AccountId)), which holds an SSH key pair, or a user name and a
            password. Name, slug or ID. Required for a new machine.
        type: str
      host:
        description:
          - The machine's host name or address. Required for a new machine.
        type: str
      port:
        description:
          - The port that the machine's SSH server listens on. Required for a new machine; there is no default.
        type: int
      fingerprint:
        description:
          - The fingerprint of the machine's host key, by which the server recognises the machine.
          - If the fingerprint is left out for a new machine, the server connects to the machine, asks for it
            (C(DiscoverMachine) or C(DiscoverWorker)), and trusts the machine that answers. Give the fingerprint if that
            is not safe enough.
          - If the fingerprint is left out for a machine that exists, the server's value stays.
        type: str
      proxy:
        description:
          - The proxy through which the server reaches the machine (C(ProxyId)). Name, slug or ID. With an empty string,
            the server connects directly.
        type: str
      dot_net_core_platform:
        description:
          - The platform of the self-contained Calamari that runs the scripts, for example V(linux-x64) or
            V(linux-arm64). With an empty string, Mono runs them.
        type: str
  kubernetes_agent:
    description:
      - A Kubernetes cluster in which an Octopus agent runs (communication style C(KubernetesTentacle)). Older servers
        do not support it.
    type: dict
    suboptions:
      tentacle_endpoint_configuration:
        description:
          - The settings of the connection between the agent and the server. Required for a new machine.
        type: dict
        suboptions:
          communication_mode:
            description:
              - Whether the agent connects to the server (V(Polling)) or waits for it (V(Listening)). Required for a new
                machine.
            type: str
            choices:
              - Polling
              - Listening
          thumbprint:
            description:
              - The thumbprint of the agent's certificate. Required for a new machine.
              - A thumbprint has 40 hexadecimal digits; case, blanks and colons do not matter.
            type: str
          uri:
            description:
              - The agent's subscription (V(poll://)), or the address that it listens at (V(https://)).
            type: str
          proxy:
            description:
              - The proxy through which the server reaches a listening agent (C(ProxyId)). Name, slug or ID. An empty
                string clears it.
            type: str
      upgrade_locked:
        description:
          - Whether the agent keeps the version that it has.
        type: bool
      default_namespace:
        description:
          - The namespace that steps deploy to unless they name another one. An empty string clears it.
        type: str
  health_check:
    description:
      - Whether the task starts a health check of the machine and waits for its result.
      - V(never) starts no health check. V(when_changed) starts one if this task has changed something. V(always) starts
        one in every run, and every run counts as a change.
      - If the health check fails, the task fails; the changes that it made before stay. In check mode, no health check
        is started.
    type: str
    choices:
      - never
      - when_changed
      - always
    default: never
  wait_timeout:
    description:
      - How many seconds to wait for O(drain) and for O(health_check). The work and the health check continue on the
        server if they take longer.
    type: int
    default: 600
  wait_interval:
    description:
      - How many seconds to wait before the task asks the server again, at least 1. The time grows with each request, up
        to 10 seconds.
    type: int
    default: 2
"""
