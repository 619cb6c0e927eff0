#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_machine
short_description: Manage machines (deployment targets)
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Makes, changes, renames and removes the machines that releases are deployed to, in whichever way the server
    reaches them.
  - A machine keeps the way that it was made with. Of the options from O(listening_tentacle) to O(step_package), a
    new machine needs exactly one.
  - Health, version and operating system are found out by the server and are never compared.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.resource
options:
  slug:
    description:
      - Its name in addresses. The server makes one of the name when the document is made, and keeps it when that is
        renamed.
      - It can be changed, but not cleared.
    type: str
  is_disabled:
    description:
      - Whether the machine is left out of deployments.
    type: bool
  environments:
    description:
      - The environments that the machine belongs to, at least one. Names, slugs or IDs.
    type: list
    elements: str
  roles:
    description:
      - The roles (target tags) of the machine, at least one.
    type: list
    elements: str
  machine_policy:
    description:
      - The policy that says how the machine is checked and cleaned up. Name or ID. Left out, a new machine gets the
        default one.
    type: str
  tenanted_deployment_participation:
    description:
      - Whether the machine takes part in deployments for tenants, without any, or both.
    type: str
    choices:
      - Untenanted
      - TenantedOrUntenanted
      - Tenanted
  tenants:
    description:
      - The tenants that the machine serves. Names, slugs or IDs. An empty list clears them.
    type: list
    elements: str
  tenant_tags:
    description:
      - The tags whose tenants the machine serves, by their canonical names, for example V(Ring/Early). An empty
        list clears them.
    type: list
    elements: str
  skip_initial_health_check:
    description:
      - Whether the server leaves out the health check of a new machine. It only counts when the machine is made.
    type: bool
  listening_tentacle:
    description:
      - A machine whose Tentacle waits for the server to connect.
    type: dict
    suboptions:
      uri:
        description:
          - Where it listens, for example V(https://host:10933/).
        type: str
      thumbprint:
        description:
          - The thumbprint of its certificate. Left out for a new machine, the server is asked to find it out, and
            what answers there is trusted.
        type: str
      proxy:
        description:
          - The proxy through which the server reaches it. Name, slug or ID. An empty text clears it.
        type: str
      tentacle_version_details:
        description:
          - How the server treats the Tentacle's version.
        type: dict
        suboptions:
          upgrade_locked:
            description:
              - Whether the server leaves the Tentacle at its version.
            type: bool
  polling_tentacle:
    description:
      - A machine whose Tentacle connects to the server.
    type: dict
    suboptions:
      uri:
        description:
          - Its subscription, for example V(poll://q3wzzhwhhhqzmeiy4p7k/).
        type: str
      thumbprint:
        description:
          - The thumbprint of the Tentacle's certificate.
        type: str
      tentacle_version_details:
        description:
          - How the server treats the Tentacle's version.
        type: dict
        suboptions:
          upgrade_locked:
            description:
              - Whether the server leaves the Tentacle at its version.
            type: bool
  ssh:
    description:
      - A machine that is reached by SSH.
    type: dict
    suboptions:
      account:
        description:
          - The account that the server signs in with. Name, slug or ID.
        type: str
      host:
        description:
          - Its name or address.
        type: str
      port:
        description:
          - The port that it listens on.
        type: int
      fingerprint:
        description:
          - The fingerprint of its host key. Left out for a new machine, the server is asked to find it out, and
            what answers there is trusted.
        type: str
      proxy:
        description:
          - The proxy through which the server reaches it. Name, slug or ID. An empty text clears it.
        type: str
      dot_net_core_platform:
        description:
          - The platform that scripts run on, for example V(linux-x64). An empty text stands for Mono.
        type: str
  cloud_region:
    description:
      - A place to deploy to that is no machine. An empty dictionary is enough.
    type: dict
    suboptions:
      default_worker_pool:
        description:
          - The worker pool whose workers do the work for this machine. Name, slug or ID. An empty text clears it.
        type: str
  offline_drop:
    description:
      - 'A machine that nobody can reach: what it needs is packed for somebody to carry there.'
    type: dict
    suboptions:
      destination:
        description:
          - Where the package goes.
        type: dict
        suboptions:
          destination_type:
            description:
              - V(Artifact) attaches it to the deployment, V(FileSystem) puts it into
                O(offline_drop.destination.drop_folder_path).
            type: str
            choices:
              - Artifact
              - FileSystem
          drop_folder_path:
            description:
              - The folder for V(FileSystem).
            type: str
      sensitive_variables_encryption_password:
        description:
          - The password that sensitive variables are encrypted with. An empty text clears it. See
            O(update_secrets).
        type: str
      applications_directory:
        description:
          - Where applications are put on the machine.
        type: str
      octopus_working_directory:
        description:
          - Where Octopus keeps its own files on the machine.
        type: str
  kubernetes:
    description:
      - A Kubernetes cluster that the server deploys to by its API. It signs in in exactly one of the ways below.
    type: dict
    suboptions:
      cluster_url:
        description:
          - The address of the cluster's API.
        type: str
      cluster_certificate:
        description:
          - The certificate that the cluster is trusted by. Name or ID. An empty text clears it.
        type: str
      cluster_certificate_path:
        description:
          - The path of a certificate that the cluster is trusted by.
        type: str
      namespace:
        description:
          - The namespace to deploy to.
        type: str
      skip_tls_verification:
        description:
          - Whether the cluster is trusted without looking at its certificate.
        type: bool
      proxy:
        description:
          - The proxy through which the server reaches it. Name, slug or ID. An empty text clears it.
        type: str
      container_options:
        description:
          - More options for the container that the work is done in.
        type: str
      container:
        description:
          - The container that the work is done in.
        type: dict
        suboptions:
          image:
            description:
              - Its image.
            type: str
          feed:
            description:
              - The feed that the image comes from. Name, slug or ID.
            type: str
      running_in_container:
        description:
          - Whether the worker itself runs in a container (older servers).
        type: bool
      default_worker_pool:
        description:
          - The worker pool whose workers do the work for this machine. Name, slug or ID. An empty text clears it.
        type: str
      standard_authentication:
        description:
          - 'Sign in with an account: a token, a user name and password, or a certificate.'
        type: dict
        suboptions:
          account:
            description:
              - The account that the server signs in with. Name, slug or ID.
            type: str
      aws_authentication:
        description:
          - Sign in to a cluster of Amazon EKS.
        type: dict
        suboptions:
          account:
            description:
              - The account that the server signs in with. Name, slug or ID.
            type: str
          cluster_name:
            description:
              - The name of the cluster.
            type: str
          use_instance_role:
            description:
              - Whether to use the role of the instance that the worker runs on.
            type: bool
          assume_role:
            description:
              - Whether to take on another role after signing in.
            type: bool
          assumed_role_arn:
            description:
              - The ARN of that role.
            type: str
          assumed_role_session:
            description:
              - The name of the session with that role.
            type: str
          assume_role_session_duration_seconds:
            description:
              - How long that session lasts, in seconds.
            type: int
          assume_role_external_id:
            description:
              - The external ID that the role asks for.
            type: str
      azure_authentication:
        description:
          - Sign in to a cluster of Azure AKS.
        type: dict
        suboptions:
          account:
            description:
              - The account that the server signs in with. Name, slug or ID.
            type: str
          cluster_name:
            description:
              - The name of the cluster.
            type: str
          cluster_resource_group:
            description:
              - The resource group of the cluster.
            type: str
          admin_login:
            description:
              - Whether to sign in as the cluster's administrator.
            type: bool
      google_cloud_authentication:
        description:
          - Sign in to a cluster of Google GKE.
        type: dict
        suboptions:
          account:
            description:
              - The account that the server signs in with. Name, slug or ID.
            type: str
          cluster_name:
            description:
              - The name of the cluster.
            type: str
          use_vm_service_account:
            description:
              - Whether to use the service account of the virtual machine that the worker runs on.
            type: bool
          impersonate_service_account:
            description:
              - Whether to act as other service accounts.
            type: bool
          service_account_emails:
            description:
              - The e-mail addresses of these service accounts.
            type: str
          project:
            description:
              - The Google Cloud project.
            type: str
          region:
            description:
              - The region.
            type: str
          zone:
            description:
              - The zone.
            type: str
      certificate_authentication:
        description:
          - Sign in with a client certificate.
        type: dict
        suboptions:
          client_certificate:
            description:
              - The certificate. Name or ID.
            type: str
      pod_service_account_authentication:
        description:
          - Sign in as the service account of the pod that the worker runs in.
        type: dict
        suboptions:
          token_path:
            description:
              - The path of the file with the service account's token.
            type: str
  kubernetes_agent:
    description:
      - A Kubernetes cluster with an Octopus agent in it.
    type: dict
    suboptions:
      tentacle_endpoint_configuration:
        description:
          - How the agent and the server talk to each other.
        type: dict
        suboptions:
          communication_mode:
            description:
              - Who connects to whom.
            type: str
            choices:
              - Polling
              - Listening
          thumbprint:
            description:
              - The thumbprint of the Tentacle's certificate.
            type: str
          uri:
            description:
              - Where the agent listens, or its subscription.
            type: str
          proxy:
            description:
              - The proxy through which the server reaches it. Name, slug or ID. An empty text clears it.
            type: str
      upgrade_locked:
        description:
          - Whether the server leaves the agent at its version.
        type: bool
      default_namespace:
        description:
          - The namespace that is deployed to unless a step says otherwise.
        type: str
  azure_web_app:
    description:
      - An Azure web app.
    type: dict
    suboptions:
      account:
        description:
          - The account that the server signs in with. Name, slug or ID.
        type: str
      resource_group_name:
        description:
          - The resource group of the app.
        type: str
      web_app_name:
        description:
          - The name of the app.
        type: str
      web_app_slot_name:
        description:
          - The slot of the app. An empty text stands for the production slot.
        type: str
      default_worker_pool:
        description:
          - The worker pool whose workers do the work for this machine. Name, slug or ID. An empty text clears it.
        type: str
  azure_cloud_service:
    description:
      - An Azure cloud service (classic; Azure has retired it).
    type: dict
    suboptions:
      account:
        description:
          - The account that the server signs in with. Name, slug or ID.
        type: str
      cloud_service_name:
        description:
          - The name of the service.
        type: str
      storage_account_name:
        description:
          - The storage account that packages go through.
        type: str
      slot:
        description:
          - The slot, for example V(Staging) or V(Production).
        type: str
      swap_if_possible:
        description:
          - Whether slots are swapped instead of deployed anew.
        type: bool
      use_current_instance_count:
        description:
          - Whether the number of instances stays as it is.
        type: bool
      default_worker_pool:
        description:
          - The worker pool whose workers do the work for this machine. Name, slug or ID. An empty text clears it.
        type: str
  azure_service_fabric:
    description:
      - An Azure Service Fabric cluster.
    type: dict
    suboptions:
      connection_endpoint:
        description:
          - Where the cluster is managed, for example V(fabric.example.com:19000).
        type: str
      security_mode:
        description:
          - How the server proves who it is.
        type: str
        choices:
          - Unsecure
          - SecureClientCertificate
          - SecureAzureAD
      server_cert_thumbprint:
        description:
          - The thumbprint of the cluster's certificate.
        type: str
      client_cert_variable:
        description:
          - The variable that holds the client certificate.
        type: str
      certificate_store_location:
        description:
          - The location of the certificate store, for example V(LocalMachine).
        type: str
      certificate_store_name:
        description:
          - The name of the certificate store, for example V(My).
        type: str
      aad_credential_type:
        description:
          - What to sign in to Entra ID (Azure AD) as.
        type: str
        choices:
          - ClientCredential
          - UserCredential
      aad_client_credential_secret:
        description:
          - The secret of the client. The server hands it back, so it is compared; it is shown nowhere.
        type: str
      aad_user_credential_username:
        description:
          - The name of the user.
        type: str
      aad_user_credential_password:
        description:
          - The password of the user. An empty text clears it. See O(update_secrets).
        type: str
      default_worker_pool:
        description:
          - The worker pool whose workers do the work for this machine. Name, slug or ID. An empty text clears it.
        type: str
  aws_ecs_cluster:
    description:
      - A cluster of Amazon ECS.
    type: dict
    suboptions:
      cluster_name:
        description:
          - The name of the cluster.
        type: str
      region:
        description:
          - The region.
        type: str
      account:
        description:
          - The account that the server signs in with. Name, slug or ID.
        type: str
      use_instance_role:
        description:
          - Whether to use the role of the instance that the worker runs on.
        type: bool
      assume_role:
        description:
          - Whether to take on another role after signing in.
        type: bool
      assumed_role_arn:
        description:
          - The ARN of that role.
        type: str
      assumed_role_session:
        description:
          - The name of the session with that role.
        type: str
      assume_role_session_duration_seconds:
        description:
          - How long that session lasts, in seconds.
        type: int
      assume_role_external_id:
        description:
          - The external ID that the role asks for.
        type: str
      default_worker_pool:
        description:
          - The worker pool whose workers do the work for this machine. Name, slug or ID. An empty text clears it.
        type: str
  step_package:
    description:
      - A machine of a kind that a step package brought.
    type: dict
    suboptions:
      deployment_target_type_id:
        description:
          - The ID of the kind.
        type: str
      step_package_version:
        description:
          - The version of the step package.
        type: str
      inputs:
        description:
          - What the kind asks for, by the names that it gives.
        type: dict
      default_worker_pool:
        description:
          - The worker pool whose workers do the work for this machine. Name, slug or ID. An empty text clears it.
        type: str
  health_check:
    description:
      - Whether to have the server check the machine's health, and to wait for the result. A failing check fails the
        task.
      - V(when_changed) checks after the task has changed something. V(always) checks every time, and every time
        counts as a change.
    type: str
    choices:
      - never
      - when_changed
      - always
    default: never
  wait_timeout:
    description:
      - How many seconds to wait for the health check.
    type: int
    default: 600
  wait_interval:
    description:
      - How many seconds to wait between two looks at it.
    type: int
    default: 2
seealso:
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_info
"""

EXAMPLES = r"""
---
- name: Make an environment for the machines
  octopus.deploy.octopus_environment:
    name: Production

- name: Add a server with a listening Tentacle, and trust what answers there
  octopus.deploy.octopus_machine:
    name: web-1
    environments:
      - Production
    roles:
      - web
    listening_tentacle:
      uri: https://web-1.example.com:10933/

- name: Add a server with a polling Tentacle
  octopus.deploy.octopus_machine:
    name: web-2
    environments:
      - Production
    roles:
      - web
    polling_tentacle:
      uri: poll://q3wzzhwhhhqzmeiy4p7k/
      thumbprint: 5C2E1B0D9F8A7B6C5D4E3F2A1B0C9D8E7F6A5B4C

- name: Take a server out of deployments, and check its health if that changed anything
  octopus.deploy.octopus_machine:
    name: web-2
    is_disabled: true
    health_check: when_changed

- name: Pack what a machine without a network needs
  octopus.deploy.octopus_machine:
    name: kiosk
    environments:
      - Production
    roles:
      - web
    offline_drop:
      destination:
        destination_type: Artifact
      sensitive_variables_encryption_password: "{{ kiosk_password | default('change me') }}"

- name: Have a machine gone
  octopus.deploy.octopus_machine:
    name: web-0
    state: absent
"""

RETURN = r"""
---
resource:
  description:
    - The document as the server returned it, in the API's own notation, with secrets masked.
    - In check mode, the document as it would be sent. Empty for one that is gone.
  returned: success
  type: dict
  sample:
    Id: Machines-1
    Name: web-1
id:
  description: The ID of the document. Null for one that check mode would make.
  returned: success
  type: str
  sample: Machines-1
space:
  description: The space that the task worked in. The name is null for the default space if O(space) was left out.
  returned: success
  type: dict
  sample:
    id: Spaces-1
    name: Default
    is_default: true
secrets_not_compared:
  description: The options whose secrets were given and neither sent nor compared, because O(update_secrets=on_create).
  returned: when there are any
  type: list
  elements: str
  sample: [offline_drop.sensitive_variables_encryption_password]
health_check:
  description: The health check that the task had the server do.
  returned: when one was made
  type: dict
  sample:
    task_id: ServerTasks-12
    state: Success
    health_status: Healthy
requests:
  description: The requests that were made.
  returned: at verbosity 3 and higher
  type: list
  elements: dict
  sample:
    - method: GET
      url: https://octopus.example.com/api
      status: 200
      seconds: 0.0123
"""

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine import MACHINE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._resource_task import resource_task


def main() -> None:
    run_module(resource_task(MACHINE))


if __name__ == "__main__":
    main()
