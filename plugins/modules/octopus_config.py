#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_config
short_description: Apply a configuration to a whole space
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Applies a configuration to a space in one task, over one connection. Each collection is read once, page by page, and
    only differences are written, so that an unchanged space of a thousand documents takes about ten requests.
  - Everything is checked and planned before anything is written. A document is created after the documents that it
    refers to, and removed before them. Independent documents are written in parallel.
  - The server lists some kinds in the order in which they were created (environments, parent environments, tag sets and
    worker pools). New documents of these kinds are created in the order of the configuration.
  - Documents that the configuration does not name are left alone, unless O(prune) names their kind.
  - For a server that is in use already, begin with M(octopus.deploy.octopus_config_info), which writes its
    configuration to files for O(src). For an empty space, begin with a few kinds in O(config), as in the first example.
requirements:
  - PyYAML, where O(src) is given
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.options.parallelism
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  config:
    description:
      - The configuration, a mapping from kinds to lists. Each item of a list has the options of that kind's module,
        except the options of the connection.
      - The kinds of a space are V(accounts), V(approval_rules), V(certificates), V(channels), V(deployment_processes),
        V(environments), V(feeds), V(git_credentials), V(insights_reports), V(library_variable_sets), V(lifecycles),
        V(machines), V(machine_policies), V(parent_environments), V(projects), V(project_groups), V(project_triggers),
        V(proxies), V(retention_policies), V(runbooks), V(runbook_processes), V(script_modules), V(step_templates),
        V(subscriptions), V(tag_sets), V(tenants), V(tenant_variables), V(variables), V(workers) and V(worker_pools).
      - The kinds of the server are V(deployment_freezes), V(oidc_identities), V(rate_limiting_policies),
        V(server_settings), V(spaces), V(ssh_known_hosts), V(teams), V(users) and V(user_roles).
      - An item with C(state) V(absent) is removed. References mean items of the configuration or documents on the
        server, by name, ID or slug, in this order. A document that an item creates or renames wins over another one
        with the same ID or slug.
      - Items of C(spaces) belong to the server. If one of them creates or renames the space that O(space) names, all
        other items belong to that space.
      - All mistakes are reported at once and before any request, each with its place, for example
        C(projects[3].lifecycle). If an option takes text, a value that YAML reads as something else has to be in
        quotes, such as C("1.10"), C("yes") or C("2026-11-27").
    type: dict
  src:
    description:
      - Files with configurations in YAML or JSON, or folders of such files, which are read in the order of their names.
        The lists of each kind are joined. M(octopus.deploy.octopus_config_info) writes such a folder.
      - A message about an item of a kind that several files have begins with the path of the file, and counts the
        items of this file alone.
      - The files are in UTF-8 and have no templates. A key that occurs twice is an error that names both lines. A
        C($schema) beside the kinds is ignored.
      - Files that are encrypted with Ansible Vault, and values marked with C(!vault), are read if ansible-playbook has
        their secrets. A task that runs on another machine can't read them.
      - In YAML, C(!file NAME) is the text in a file below the folder of the YAML file, exactly as it is.
      - The option C(logo) of an item is the path of a picture; a relative path begins in the folder of the file.
    type: list
    elements: path
  secrets:
    description:
      - The secrets of placeholders, by name. A placeholder is a text such as C(<secret NAME>) instead of a secret;
        M(octopus.deploy.octopus_config_info) writes one for each secret.
      - A placeholder without a secret keeps the server's secret, and is an error if the server has none.
      - Each secret is a text. An empty text is an error, because an unset variable often becomes one; V(<no secret>)
        clears the server's secret.
      - Give secrets here and not in O(config), so that anyone can read O(config).
    type: dict
  prune:
    description:
      - 'The kinds to prune, for example V(machines): documents of these kinds that the configuration does not name are
        removed. The configuration has to mention each of these kinds, if only with an empty list, as in C(machines:
        []).'
      - 'These documents always stay: defaults, documents that the server created by itself, the space in use, documents
        of other spaces, and all that the configuration names. A document that an item only refers to stays too, with a
        warning, and so does a document that another one can''t be without, such as the last environment of a machine,
        whether or not an item is about the machine.'
      - A feed or an account that a step of a process names by its ID stays with a warning as well, because a server
        removes a feed although steps use it. If something else uses a document, the server may refuse to remove it, so
        that the task fails; check mode does not foresee this.
      - Documents that come with a new document of the same run, such as the channels of a clone, are removed like any
        others. A default only stays if it is still the default after the run.
    type: list
    elements: str
  prune_server:
    description:
      - Whether O(prune) may name kinds that belong to the whole server, such as V(spaces), V(teams), V(users) and
        V(user_roles). Other spaces may need such documents.
    type: bool
    default: false
  prune_limit:
    description:
      - The maximum number of documents that O(prune) may remove. If there are more, the task fails before it changes
        anything.
    type: int
    default: 10
seealso:
  - module: octopus.deploy.octopus_config_info
notes:
  - If the task runs within Ansible itself, verbosity 1 (C(-v)) prints a line for each document when it is changed, and
    a line with the totals.
  - If a failure or a signal ends a run, start the run again; it continues from there.
  - Below verbosity 1 (C(-v)), the result of a failed task leaves out RV(changes), RV(unmanaged) and RV(actions), and
    all but the first 20 entries of its other lists; RV(counts) has the totals.
  - If the server limits requests, the run slows down accordingly.
"""

EXAMPLES = r"""
---
- name: Set up two environments and a project
  octopus.deploy.octopus_config:
    config:
      environments:
        - name: Staging
        - name: Production
          use_guided_failure: true
      lifecycles:
        - name: Straight to production
          phases:
            - name: Staging
              optional_deployment_targets: [Staging]
            - name: Production
              optional_deployment_targets: [Production]
      project_groups:
        - name: Web
      projects:
        - name: Storefront
          project_group: Web
          lifecycle: Straight to production

- name: Manage these machines, and remove all others
  octopus.deploy.octopus_config:
    config:
      machines:
        - name: web-1
          environments: [Production]
          roles: [web]
          polling_tentacle:
            uri: poll://q3wzzhwhhhqzmeiy4p7k/
            thumbprint: 5C2E1B0D9F8A7B6C5D4E3F2A1B0C9D8E7F6A5B4C
    prune:
      - machines
    prune_limit: 3

- name: Set up a project with a secret that comes from elsewhere
  octopus.deploy.octopus_config:
    config:
      projects:
        - name: Storefront
          project_group: Web
          lifecycle: Straight to production
          templates:
            - name: Payment.Key
              sensitive_default_value: <secret payment key>
    secrets:
      payment key: "{{ payment_key | default('not a real key') }}"
"""

RETURN = r"""
---
msg:
  description: The result of the run in one line. If the run failed, also each document that failed and its error.
  returned: always
  type: str
  sample: 1 created, 1 updated, 998 unchanged
counts:
  description: The number of documents that were created, updated, deleted, unchanged, failed and not tried.
  returned: success, and when documents failed
  type: dict
  sample:
    created: 1
    updated: 1
    deleted: 0
    unchanged: 998
    failed: 0
    not_tried: 0
changes:
  description: Every change, in the order of the configuration. Documents that O(prune) removed come last.
  returned: success, and at verbosity 1 (C(-v)) and higher when documents failed
  type: list
  elements: dict
  contains:
    action:
      description: V(created), V(updated) or V(deleted).
      type: str
    kind:
      description: The kind of the document, as the configuration names it.
      type: str
    name:
      description: The name of the document.
      type: str
    before:
      description: The options that changed, with their values before the task.
      type: dict
    after:
      description: The options that changed, with their values after the task.
      type: dict
  sample:
    - action: updated
      kind: projects
      name: Storefront
      before:
        name: Storefront
        description: ""
      after:
        name: Storefront
        description: The shop
created:
  description: The names of the documents that were created, by kind.
  returned: success, and when documents failed
  type: dict
  sample:
    machines: [web-1]
updated:
  description: The names of the documents that were updated, by kind.
  returned: success, and when documents failed
  type: dict
  sample:
    projects: [Storefront]
deleted:
  description: The names of the documents that were deleted, by kind.
  returned: success, and when documents failed
  type: dict
  sample: {}
unmanaged:
  description:
    - The names of the documents that the server has and the configuration does not name, by kind. Only the kinds of
      the configuration and of O(prune) are listed. Documents that O(prune) removes are included.
  returned: success, and at verbosity 1 (C(-v)) and higher when documents failed
  type: dict
  sample:
    lifecycles: [Default Lifecycle]
secrets_not_compared:
  description: The places of the secrets that were not sent, because the server has a secret there already.
  returned: if there are any
  type: list
  elements: str
  sample:
    - projects[0].templates[0].sensitive_default_value
actions:
  description:
    - The reports of actions, by the place of the item, for example of a machine's health check, or of how long a new
      space took until the server had completed it.
  returned: if there are any, and at verbosity 1 (C(-v)) and higher when documents failed
  type: dict
  sample:
    machines[0]:
      health_check:
        health_status: Healthy
failures:
  description: The documents that failed, each with its place and its error.
  returned: when documents failed
  type: list
  elements: dict
  contains:
    place:
      description: >-
        The place of the document in the configuration, with its file in front if several files have the kind.
      type: str
    kind:
      description: The kind of the document, as the configuration names it.
      type: str
    name:
      description: The name of the document.
      type: str
    msg:
      description: The error, with the answer of the server.
      type: str
    done:
      description: The changes that the task had made for the document by then, in order. Absent if there were none.
      type: list
      elements: str
  sample:
    - place: machines[3]
      kind: machines
      name: web-4
      msg: The server refused it.
not_tried:
  description: The places of the items that were not tried, because they depend on a failed item or come after it.
  returned: when documents failed
  type: list
  elements: str
  sample:
    - projects[0]
request_count:
  description: The number of requests that the task made.
  returned: success
  type: int
  sample: 9
seconds:
  description: How many seconds the run took.
  returned: success
  type: float
  sample: 0.412
# Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
space:
  description: The space that the task worked in.
  returned: success
  type: dict
  contains:
    id:
      description:
        - The ID of the space. It can be null for the default space, whose ID the server does not always give, and in
          check mode for a space that does not exist yet.
      type: str
    name:
      description: The name of the space. Null if O(space) is not given, as the server does not name its default space.
      type: str
    is_default:
      description: Whether this is the server's default space.
      type: bool
  sample:
    id: Spaces-2
    name: Web team
    is_default: false
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["POST https://octopus.example.com/api/Spaces-1/environments"]
requests:
  description: The requests that the task made, in order.
  returned: at verbosity 3 (C(-vvv)) and higher
  type: list
  elements: dict
  contains:
    method:
      description: The HTTP method.
      type: str
    url:
      description: The address that was requested.
      type: str
    status:
      description: The HTTP status of the answer.
      type: int
    seconds:
      description: How many seconds the answer took.
      type: float
  sample:
    - method: GET
      url: https://octopus.example.com/api
      status: 200
      seconds: 0.0123
"""

from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.config_task import CONFIG


def main() -> None:
    run_module(CONFIG)


if __name__ == "__main__":
    main()
