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
  - Creates, changes, renames and removes the machines (deployment targets) that releases are deployed to.
  - 'The server can reach a machine in one of these ways: O(listening_tentacle), O(polling_tentacle), O(ssh),
    O(kubernetes_agent), O(cloud_region), O(offline_drop), O(kubernetes), O(azure_web_app), O(azure_cloud_service),
    O(azure_service_fabric), O(aws_ecs_cluster) and O(step_package). At most one can be given, and a new machine needs
    one.'
  - The way in which the server reaches an existing machine cannot be changed, but everything else can. To change the
    way, remove the machine first, with O(state=absent) in a task of its own.
  - The server itself finds out the health, the versions and the operating system, and the task never compares them.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.options.slug
  - octopus.deploy.endpoints
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  environments:
    description:
      - The environments that the machine belongs to (C(EnvironmentIds)). Names, slugs or IDs, in any order. A new
        machine needs at least one.
      - Octopus Server 2025.1 and newer take parent environments as well, and 2025.4 and newer ephemeral environments.
    type: list
    elements: str
  roles:
    description:
      - The roles of the machine, which the portal calls target tags, in any order. A new machine needs at least one.
        Case matters in a role.
    type: list
    elements: str
  tenanted_deployment_participation:
    description:
      - Whether the machine takes part in deployments without tenants, in those for tenants, or in both.
    type: str
    choices:
      - Untenanted
      - TenantedOrUntenanted
      - Tenanted
  tenants:
    description:
      - The tenants that the machine serves (C(TenantIds)). Names, slugs or IDs, in any order. An empty list clears
        them.
    type: list
    elements: str
  tenant_tags:
    description:
      - The machine serves the tenants that have one of these tags of each tag set. Each is written as C(tag set/tag),
        for example V(Ring/Early), in any order. An empty list clears them.
    type: list
    elements: str
  cloud_region:
    description:
      - A target without a machine, for services that have no Tentacle and no SSH (communication style C(None)). An
        empty dictionary is enough.
    type: dict
    suboptions:
      default_worker_pool:
        description:
          - The worker pool whose workers run the steps for this machine (C(DefaultWorkerPoolId)). Name, slug or ID.
          - If it is left out for a new machine, it is the space's default pool. An empty string clears it.
        type: str
  offline_drop:
    description:
      - 'A machine that the server cannot reach over the network: the server packs the deployment, and somebody carries
        the pack to the machine (communication style C(OfflineDrop)).'
    type: dict
    suboptions:
      destination:
        description:
          - The destination of the pack.
        type: dict
        suboptions:
          destination_type:
            description:
              - V(Artifact) attaches the pack to the deployment, V(FileSystem) puts it into
                O(offline_drop.destination.drop_folder_path).
            type: str
            choices:
              - Artifact
              - FileSystem
          drop_folder_path:
            description:
              - The folder for V(FileSystem), as the server sees it. An empty string clears it.
            type: str
      sensitive_variables_encryption_password:
        description:
          - The password that sensitive variables in the pack are encrypted with. It can't be compared;
            O(update_secrets) says when it is sent. V(<no secret>) clears it.
        type: str
      applications_directory:
        description:
          - The folder on the machine that applications are installed in. An empty string clears it.
        type: str
      octopus_working_directory:
        description:
          - The folder on the machine for Octopus's own files. An empty string clears it.
        type: str
  kubernetes:
    description:
      - A Kubernetes cluster that the server deploys to over the cluster's API (communication style C(Kubernetes)).
      - The options from O(kubernetes.standard_authentication) to O(kubernetes.pod_service_account_authentication) are
        the ways in which the server can sign in. Giving another way replaces the current one.
    type: dict
    suboptions:
      cluster_url:
        description:
          - The address of the cluster's API, for example V(https://cluster.example.com). Not required if
            O(kubernetes.aws_authentication), O(kubernetes.azure_authentication) or
            O(kubernetes.google_cloud_authentication) finds it by the cluster's name.
          - It may be an expression with C(#{...}). Case matters in the path.
        type: str
      cluster_certificate:
        description:
          - The certificate of the cluster's certificate authority, which is kept in Octopus. Name or ID. An empty
            string clears it.
        type: str
      cluster_certificate_path:
        description:
          - The path of the certificate authority's certificate in the worker's file system. An empty string clears it.
        type: str
      namespace:
        description:
          - The namespace that steps deploy to unless they name another one. An empty string clears it.
        type: str
      skip_tls_verification:
        description:
          - Whether any certificate of the cluster is trusted.
        type: bool
      proxy:
        description:
          - The proxy through which the server reaches the cluster (C(ProxyId)). Name, slug or ID. With an empty string,
            the server connects directly.
        type: str
      container_options:
        description:
          - More options for running the container in O(kubernetes.container). An empty string clears it.
        type: str
      container:
        description:
          - The container in which the worker runs the steps. With an empty dictionary, they run on the worker itself.
        type: dict
        suboptions:
          image:
            description:
              - The container's image with its tag, for example V(octopusdeploy/worker-tools:6).
            type: str
          feed:
            description:
              - The feed that the image comes from (C(FeedId)). Name, slug or ID.
            type: str
      running_in_container:
        description:
          - Whether the worker itself runs in a container. Only older servers have this setting.
        type: bool
      default_worker_pool:
        description:
          - The worker pool whose workers run the steps for this machine (C(DefaultWorkerPoolId)). Name, slug or ID.
          - If it is left out for a new machine, it is the space's default pool. An empty string clears it.
        type: str
      standard_authentication:
        description:
          - 'Sign in with an account: a token, a user name with password, or a certificate (C(KubernetesStandard)).'
        type: dict
        suboptions:
          account:
            description:
              - The account that the server signs in with (C(AccountId)). Name, slug or ID.
            type: str
      aws_authentication:
        description:
          - Sign in to a cluster of Amazon EKS (C(KubernetesAws)).
        type: dict
        suboptions:
          account:
            description:
              - The AWS account that the server signs in with (C(AccountId)). Name, slug or ID. An empty string
                clears it, for O(kubernetes.aws_authentication.use_instance_role).
            type: str
          cluster_name:
            description:
              - The name of the cluster. Required for a new machine.
            type: str
          use_instance_role:
            description:
              - Whether to sign in with the IAM role of the instance that the worker runs on, instead of an account.
            type: bool
          assume_role:
            description:
              - Whether to assume another IAM role after signing in. The options that begin with C(assume) describe
                it.
            type: bool
          assumed_role_arn:
            description:
              - The ARN of the role to assume. An empty string clears it.
            type: str
          assumed_role_session:
            description:
              - The name of the session with that role. An empty string clears it.
            type: str
          assume_role_session_duration_seconds:
            description:
              - How many seconds that session lasts.
            type: int
          assume_role_external_id:
            description:
              - The external ID that the role asks for. An empty string clears it.
            type: str
      azure_authentication:
        description:
          - Sign in to a cluster of Azure AKS (C(KubernetesAzure)).
        type: dict
        suboptions:
          account:
            description:
              - The account that the server signs in with (C(AccountId)). Name, slug or ID.
            type: str
          cluster_name:
            description:
              - The name of the cluster. Required for a new machine.
            type: str
          cluster_resource_group:
            description:
              - The resource group that the cluster is in. Required for a new machine.
            type: str
          admin_login:
            description:
              - Whether to sign in as the cluster's administrator.
            type: bool
      google_cloud_authentication:
        description:
          - Sign in to a cluster of Google GKE (C(KubernetesGoogleCloud)).
        type: dict
        suboptions:
          account:
            description:
              - The Google Cloud account that the server signs in with (C(AccountId)). Name, slug or ID. An empty
                string clears it, for O(kubernetes.google_cloud_authentication.use_vm_service_account).
            type: str
          cluster_name:
            description:
              - The name of the cluster. Required for a new machine.
            type: str
          use_vm_service_account:
            description:
              - Whether to sign in with the service account of the virtual machine that the worker runs on, instead
                of an account.
            type: bool
          impersonate_service_account:
            description:
              - Whether to act as the service accounts in
                O(kubernetes.google_cloud_authentication.service_account_emails).
            type: bool
          service_account_emails:
            description:
              - The e-mail addresses of these service accounts, separated by commas. An empty string clears them.
            type: str
          project:
            description:
              - The Google Cloud project. An empty string clears it.
            type: str
          region:
            description:
              - The region of a regional cluster. An empty string clears it.
            type: str
          zone:
            description:
              - The zone of a zonal cluster. An empty string clears it.
            type: str
      certificate_authentication:
        description:
          - Sign in with a client certificate (C(KubernetesCertificate)).
        type: dict
        suboptions:
          client_certificate:
            description:
              - The client certificate, which is kept in Octopus. Name or ID. Required for a new machine.
            type: str
      pod_service_account_authentication:
        description:
          - Sign in as the service account of the pod that the worker runs in (C(KubernetesPodService)).
        type: dict
        suboptions:
          token_path:
            description:
              - The path of the file with the service account's token in the worker's file system. An empty string
                clears it.
            type: str
  azure_web_app:
    description:
      - An app of Azure App Service (communication style C(AzureWebApp)).
    type: dict
    suboptions:
      account:
        description:
          - The Azure account that the server signs in with (C(AccountId)). Name, slug or ID.
        type: str
      resource_group_name:
        description:
          - The resource group that the app is in.
        type: str
      web_app_name:
        description:
          - The name of the app.
        type: str
      web_app_slot_name:
        description:
          - The deployment slot. An empty string stands for the production slot.
        type: str
      default_worker_pool:
        description:
          - The worker pool whose workers run the steps for this machine (C(DefaultWorkerPoolId)). Name, slug or ID.
          - If it is left out for a new machine, it is the space's default pool. An empty string clears it.
        type: str
  azure_cloud_service:
    description:
      - A classic Azure cloud service (communication style C(AzureCloudService)). It is deprecated, because Azure has
        retired these services.
    type: dict
    suboptions:
      account:
        description:
          - The Azure account that the server signs in with (C(AccountId)). Name, slug or ID. Required for a new
            machine.
        type: str
      cloud_service_name:
        description:
          - The name of the cloud service. Required for a new machine.
        type: str
      storage_account_name:
        description:
          - The storage account that packages are uploaded to. Required for a new machine.
        type: str
      slot:
        description:
          - The slot to deploy to, V(Staging) or V(Production).
        type: str
      swap_if_possible:
        description:
          - Whether a deployment to production swaps the slots if possible.
        type: bool
      use_current_instance_count:
        description:
          - Whether the current number of instances stays, instead of the number in the package.
        type: bool
      default_worker_pool:
        description:
          - The worker pool whose workers run the steps for this machine (C(DefaultWorkerPoolId)). Name, slug or ID.
          - If it is left out for a new machine, it is the space's default pool. An empty string clears it.
        type: str
  azure_service_fabric:
    description:
      - A cluster of Azure Service Fabric (communication style C(AzureServiceFabricCluster)).
    type: dict
    suboptions:
      connection_endpoint:
        description:
          - The address at which the cluster is managed, for example V(fabric.example.com:19000).
        type: str
      security_mode:
        description:
          - 'How the server and the cluster authenticate each other: not at all, by certificates, or by Entra ID (Azure
            Active Directory).'
        type: str
        choices:
          - Unsecure
          - SecureClientCertificate
          - SecureAzureAD
      server_cert_thumbprint:
        description:
          - The thumbprint of the cluster's certificate. An empty string clears it.
          - It has 40 hexadecimal digits; case, blanks and colons do not matter.
        type: str
      client_cert_variable:
        description:
          - The project variable that holds the client certificate, with V(SecureClientCertificate). An empty string
            clears it.
        type: str
      certificate_store_location:
        description:
          - The location of the worker's certificate store, for example V(LocalMachine). An empty string clears it.
        type: str
      certificate_store_name:
        description:
          - The name of the worker's certificate store, for example V(My). An empty string clears it.
        type: str
      aad_credential_type:
        description:
          - With V(SecureAzureAD), whether to sign in as an application or as a user.
        type: str
        choices:
          - ClientCredential
          - UserCredential
      aad_client_credential_secret:
        description:
          - The secret of the application. Servers return it in clear text, so the task compares it, and masks it in
            every result and diff. V(<no secret>) clears it.
        type: str
      aad_user_credential_username:
        description:
          - The name of the user. An empty string clears it.
        type: str
      aad_user_credential_password:
        description:
          - The password of the user. It can't be compared; O(update_secrets) says when it is sent. V(<no secret>)
            clears it.
        type: str
      default_worker_pool:
        description:
          - The worker pool whose workers run the steps for this machine (C(DefaultWorkerPoolId)). Name, slug or ID.
          - If it is left out for a new machine, it is the space's default pool. An empty string clears it.
        type: str
  aws_ecs_cluster:
    description:
      - A cluster of Amazon ECS (communication style C(AwsEcsCluster)).
    type: dict
    suboptions:
      cluster_name:
        description:
          - The name of the cluster.
        type: str
      region:
        description:
          - The AWS region that the cluster is in, for example V(eu-west-1).
        type: str
      account:
        description:
          - The AWS account that the server signs in with (C(AccountId)). Name, slug or ID. An empty string clears
            it, for O(aws_ecs_cluster.use_instance_role).
        type: str
      use_instance_role:
        description:
          - Whether to sign in with the IAM role of the instance that the worker runs on, instead of an account.
        type: bool
      assume_role:
        description:
          - Whether to assume another IAM role after signing in. The options that begin with C(assume) describe it.
        type: bool
      assumed_role_arn:
        description:
          - The ARN of the role to assume. An empty string clears it.
        type: str
      assumed_role_session:
        description:
          - The name of the session with that role. An empty string clears it.
        type: str
      assume_role_session_duration_seconds:
        description:
          - How many seconds that session lasts.
        type: int
      assume_role_external_id:
        description:
          - The external ID that the role asks for. An empty string clears it.
        type: str
      default_worker_pool:
        description:
          - The worker pool whose workers run the steps for this machine (C(DefaultWorkerPoolId)). Name, slug or ID.
          - If it is left out for a new machine, it is the space's default pool. An empty string clears it.
        type: str
  step_package:
    description:
      - A machine of a type that a step package defines (communication style C(StepPackage)).
    type: dict
    suboptions:
      deployment_target_type_id:
        description:
          - The ID of the type. Required for a new machine.
        type: str
      step_package_version:
        description:
          - The version of the step package.
        type: str
      inputs:
        description:
          - The settings of the type, by its own names. They replace all settings of the machine.
        type: dict
      default_worker_pool:
        description:
          - The worker pool whose workers run the steps for this machine (C(DefaultWorkerPoolId)). Name, slug or ID.
          - If it is left out for a new machine, it is the space's default pool. An empty string clears it.
        type: str
seealso:
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_info
  - module: octopus.deploy.octopus_api
notes:
  - This module tells the server about a machine. It does not install a Tentacle or an agent on it.
"""

EXAMPLES = r"""
---
- name: Create environments for the machines
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
  loop:
    - Test
    - Production

- name: Add a server with a listening Tentacle, and trust its certificate
  octopus.deploy.octopus_machine:
    name: web-1
    environments:
      - Production
    roles:
      - web
    listening_tentacle:
      uri: https://web-1.example.com:10933/

- name: Add a disabled server behind a firewall with a polling Tentacle
  octopus.deploy.octopus_machine:
    name: web-2
    environments:
      - Test
      - Production
    roles:
      - web
    is_disabled: true
    polling_tentacle:
      uri: poll://q3wzzhwhhhqzmeiy4p7k/
      thumbprint: 5C2E1B0D9F8A7B6C5D4E3F2A1B0C9D8E7F6A5B4C

- name: Create the account that signs in to Linux servers
  octopus.deploy.octopus_account:
    name: Linux servers
    username_password:
      username: deploy

- name: Add a Linux server that is reached by SSH
  octopus.deploy.octopus_machine:
    name: api-1
    environments:
      - Production
    roles:
      - api
    machine_policy: Default Machine Policy
    ssh:
      account: Linux servers
      host: api-1.example.com
      port: 22
      fingerprint: 3a:3f:9c:6d:41:0e:77:5b:2c:88:19:e4:5d:f0:6a:b7
      dot_net_core_platform: linux-x64

- name: Add a cloud region, and wait for its health check if anything changed
  octopus.deploy.octopus_machine:
    name: eu-west
    environments:
      - Production
    roles:
      - serverless
    cloud_region: {}
    health_check: when_changed

- name: Add an offline drop for a machine without a network
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
      applications_directory: C:\Applications
      octopus_working_directory: C:\Octopus

- name: Deploy to a Kubernetes cluster from a pod in it
  octopus.deploy.octopus_machine:
    name: cluster
    environments:
      - Production
    roles:
      - kubernetes
    kubernetes:
      cluster_url: https://cluster.example.com
      namespace: shop
      skip_tls_verification: false
      pod_service_account_authentication:
        token_path: /var/run/secrets/kubernetes.io/serviceaccount/token

- name: Add a cluster in which the Octopus agent runs
  octopus.deploy.octopus_machine:
    name: agent
    environments:
      - Test
    roles:
      - kubernetes
    kubernetes_agent:
      tentacle_endpoint_configuration:
        communication_mode: Polling
        uri: poll://m2kq7x0zc4v8r1t6w9ya/
        thumbprint: 27B15B8E1F4B2C0C8F3C5A2F1D6E0B9A4C7D8E31
      default_namespace: shop

- name: Drain a machine for maintenance
  octopus.deploy.octopus_machine:
    name: web-3
    environments:
      - Production
    roles:
      - web
    polling_tentacle:
      uri: poll://x8n2v5b7c1m4k9j3h6g0/
      thumbprint: 8E1F4B2C0C8F3C5A2F1D6E0B9A4C7D8E3127B15B
    drain: true
    wait_timeout: 1800

- name: Remove a machine
  octopus.deploy.octopus_machine:
    name: web-0
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Machines-1
    Name: web-1
    HealthStatus: Unknown
  # Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
  description:
    - The document as the server returned it, with the property names of the API. Secrets are masked.
    - In check mode, a document that would change is shown as the task would send it. Empty if the document does not
      exist, for example after O(state=absent).
  returned: success
  type: dict
id:
  description:
    - The ID of the document, even if the task removed it. Null if there was no such document and the task did not
      create it.
  returned: success
  type: str
  sample: Machines-1
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
secrets_not_compared:
  description:
    - The options whose secrets were neither compared nor sent, because the server has a secret there already and
      never returns it.
    - O(update_secrets=always) sends them.
  returned: if there are any
  type: list
  elements: str
  sample:
    - offline_drop.sensitive_variables_encryption_password
health_check:
  description: The health check that the task asked for and waited for.
  returned: if O(health_check) started a health check
  type: dict
  contains:
    task_id:
      description: The ID of the server task.
      type: str
    state:
      description: The state in which the server task ended.
      type: str
    health_status:
      description: The health of the machine, for example V(Healthy), V(HasWarnings), V(Unhealthy) or V(Unavailable).
      type: str
  sample:
    task_id: ServerTasks-12
    state: Success
    health_status: Healthy
drain:
  description: The outcome of O(drain).
  returned: if O(drain) is true, except in check mode
  type: dict
  contains:
    waited_for:
      description: The IDs of the server tasks that the task waited for. Empty if none was running.
      type: list
      elements: str
  sample:
    waited_for: [ServerTasks-12]
tasks:
  description: The server tasks that the task waited for.
  returned: on failure, if the health check did not succeed
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the server task.
      type: str
    name:
      description: The type of the server task, for example V(Deploy) or V(Health).
      type: str
    description:
      description: The work of the server task, in the server's words.
      type: str
    state:
      description:
        - V(Success), V(Failed), V(Canceled) or V(TimedOut) if the server task is over, else V(Queued), V(Executing) or
          V(Cancelling).
      type: str
    error_message:
      description: The server's reason for a failure. Null if there is none.
      type: str
    seconds:
      description: How many seconds the server task took. Null if it has not started or is not over.
      type: int
    has_pending_interruptions:
      description: Whether the server task waits for a person.
      type: bool
    url:
      description: The address of the server task in the portal.
      type: str
    failures:
      description: The steps that failed, in order. Empty if the server task succeeded, or its log can't be read.
      type: list
      elements: dict
      contains:
        step:
          description: The name of the step.
          type: str
        machine:
          description: The machine that the step failed on. Null if the step has no parts.
          type: str
        log:
          description: The error lines of the log, or its last lines if it has none.
          type: list
          elements: str
  sample:
    - id: ServerTasks-12
      name: Health
      description: Check web-1 health
      state: Success
      error_message: null
      seconds: 3
      has_pending_interruptions: false
      url: https://octopus.example.com/app#/tasks/ServerTasks-12
      failures: []
progress:
  description: The progress of the server tasks while the task waited, each line with the time that had passed.
  returned: on failure, if the health check did not succeed
  type: list
  elements: str
  sample:
    - "0s: Check web-1 health [ServerTasks-12]: Queued"
    - "3s: Check web-1 health [ServerTasks-12]: Success"
log_url:
  description: The address of the log of the first server task that did not succeed.
  returned: on failure, if the server has the address
  type: str
  sample: https://octopus.example.com/app#/tasks/ServerTasks-12
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created machine 'web-1' (Machines-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine import MACHINE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(MACHINE))


if __name__ == "__main__":
    main()
