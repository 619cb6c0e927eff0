# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps on Kubernetes (api: steps#kinds)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.features import (
    POWERSHELL_EDITION,
    TEMPLATE_FEATURES,
    feature,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.groups import (
    CLOUD_SCRIPT,
    CONTENT_OPTIONS,
    CONTENTS,
    EXTERNAL,
    FROM,
    FROM_GIT,
    FROM_PACKAGE,
    GIT,
    GIT_SOURCE,
    INLINE,
    KUBERNETES,
    SCRIPT_FROM,
    SCRIPT_NEEDS,
    SCRIPT_RIVALS,
    SCRIPT_SOURCE,
    TOOLING,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.json_texts import JsonText, JsonValues
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting, choice, prop
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import (
    BODY,
    FLAG,
    LINES,
    WORDS,
    JoinedList,
    StepChoice,
    StepNumber,
    StepSecret,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

C = "KubernetesContainers."
# The sources have mappings for some of these and lists for others; which of them the portal writes is unverified.
ANY_JSON = JsonText("any")
NAMESPACE = KUBERNETES[0]
YAML = f"{A}{C}CustomResourceYaml"
DEPLOY_YAML = StepType(
    "Octopus.KubernetesDeployRawYaml",
    (
        choice("yaml_source", SCRIPT_SOURCE, INLINE, FROM_PACKAGE, FROM_GIT),
        Setting("yaml", YAML, BODY),
        Setting("yaml_files", f"{A}{C}CustomResourceYamlFileName", JoinedList(ordered=True)),
        *CONTENTS,
        *KUBERNETES,
        *TOOLING,
        *TEMPLATE_FEATURES,
    ),
    needed=(("yaml", "yaml_files"),),
    rivals=(("yaml", *CONTENT_OPTIONS),),
    implied={**FROM, "yaml": {SCRIPT_SOURCE: INLINE}},
)

LABELS = prop(f"{C}DeploymentLabels", JsonValues())
CONFIG_MAP = (prop(f"{C}ConfigMapName"), prop(f"{C}ConfigMapValues", JsonValues()))
# The values are JSON text, and a secret as a whole.
SECRET = (prop(f"{C}SecretName"), prop(f"{C}SecretValues", StepSecret()))
SERVICE = (
    prop(f"{C}ServiceName"),
    choice("service_type", f"{A}{C}ServiceType", "ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
    prop(f"{C}ServicePorts", JsonText()),
    prop(f"{C}ServiceClusterIp"),
    prop(f"{C}ServiceLoadBalancerIp"),
    prop(f"{C}LoadBalancerAnnotations", ANY_JSON),
)
INGRESS = (
    prop(f"{C}IngressName"),
    prop(f"{C}IngressClassName"),
    prop(f"{C}IngressAnnotations", ANY_JSON),
    prop(f"{C}IngressRules", JsonText()),
    prop(f"{C}IngressTlsCertificates", JsonText()),
)


def required(first: Setting, *others: Setting) -> tuple[Setting, ...]:
    """The settings of a resource that a step deploys by itself, whose name it needs."""
    return (replace(first, required="for_new"), *others, LABELS, *KUBERNETES)


DEFAULT_RULE = (prop(f"{C}DefaultRulePort"), prop(f"{C}DefaultRuleServiceName"))
DEPLOY_INGRESS = StepType("Octopus.KubernetesDeployIngress", required(*INGRESS, *DEFAULT_RULE))
DEPLOY_SERVICE = StepType(
    "Octopus.KubernetesDeployService", required(*SERVICE, prop(f"{C}SelectorLabels", JsonValues()))
)

# Numbers of a deployment, of a stateful set and of a job; servers keep any text.
NUMBERS = (
    "RevisionHistoryLimit",
    "ProgressDeadlineSeconds",
    "TerminationGracePeriodSeconds",
    "MinReadySeconds",
    "Partition",
    "Completions",
    "Parallelism",
    "BackoffLimit",
    "ActiveDeadlineSeconds",
    "TtlSecondsAfterFinished",
)
LISTS_OF_A_POD = (
    "CombinedVolumes",
    "PersistentVolumeClaims",
    "PodAffinity",
    "PodAntiAffinity",
    "NodeAffinity",
    "Tolerations",
    "PodReadinessGates",
    "HostAliases",
    "DnsConfigOptions",
    "PodSecuritySysctls",
)
WORDS_OF_A_POD = (
    "PodServiceAccountName",
    "PriorityClassName",
    "DnsConfigNameservers",
    "DnsConfigSearches",
    "PodSecurityFsGroup",
    "PodSecurityRunAsGroup",
    "PodSecurityRunAsUser",
    "PodSecuritySeLinuxLevel",
    "PodSecuritySeLinuxRole",
    "PodSecuritySeLinuxType",
    "PodSecuritySeLinuxUser",
    "PodSecuritySupplementalGroups",
    "StatefulSetServiceName",
)
RESOURCE_TYPES = ("Deployment", "StatefulSet", "DaemonSet", "Job")
CONTAINERS = StepType(
    "Octopus.KubernetesDeployContainers",
    (
        choice("resource_type", f"{A}{C}DeploymentResourceType", *RESOURCE_TYPES),
        prop(f"{C}DeploymentName", required="for_new"),
        prop(f"{C}Containers", JsonText(), required="for_new"),
        prop(f"{C}Replicas", StepNumber(), start="1", absent="1"),
        choice("deployment_style", f"{A}{C}DeploymentStyle", "RollingUpdate", "Recreate", "BlueGreen"),
        prop(f"{C}MaxUnavailable"),
        prop(f"{C}MaxSurge"),
        choice("deployment_wait", f"{A}{C}DeploymentWait", "NoWait", "Wait"),
        prop(f"{C}DeploymentPaused", FLAG),
        *(prop(f"{C}{each}", StepNumber()) for each in NUMBERS),
        LABELS,
        prop(f"{C}DeploymentAnnotations", ANY_JSON),
        prop(f"{C}PodAnnotations", ANY_JSON),
        prop(f"{C}NodeSelectors", ANY_JSON),
        *(prop(f"{C}{each}", JsonText()) for each in LISTS_OF_A_POD),
        *(prop(f"{C}{each}") for each in WORDS_OF_A_POD),
        choice("restart_policy", f"{A}{C}RestartPolicy", "Always", "OnFailure", "Never"),
        prop(f"{C}DnsPolicy", StepChoice(("Default", "ClusterFirst", "ClusterFirstWithHostNet", "None"))),
        prop(f"{C}HostNetwork", FLAG),
        prop(f"{C}PodSecurityRunAsNonRoot", FLAG),
        choice("pod_management_policy", f"{A}{C}PodManagementPolicy", "OrderedReady", "Parallel"),
        prop(f"{C}ServiceNameType", StepChoice(("None", "External", "Managed"))),
        feature("service", "KubernetesService", *SERVICE),
        feature("ingress", "KubernetesIngress", *INGRESS),
        feature("config_map", "KubernetesConfigMap", *CONFIG_MAP),
        feature("secret", "KubernetesSecret", *SECRET),
        feature("custom_resource", "KubernetesCustomResource", Setting("yaml", YAML, BODY)),
        *KUBERNETES,
    ),
)

KUBECTL_SCRIPT = StepType(
    "Octopus.KubernetesRunScript",
    (NAMESPACE, *CLOUD_SCRIPT, *CONTENTS, *TOOLING, *TEMPLATE_FEATURES, POWERSHELL_EDITION),
    needed=SCRIPT_NEEDS,
    rivals=SCRIPT_RIVALS,
    implied=SCRIPT_FROM,
)

HELM = StepType(
    "Octopus.HelmChartUpgrade",
    (
        choice("chart_source", SCRIPT_SOURCE, FROM_PACKAGE, FROM_GIT),
        *CONTENTS,
        prop("Helm.ChartDirectory"),
        prop("Helm.ReleaseName"),
        Setting("namespace", f"{A}Helm.Namespace", WORDS),
        prop("Helm.ResetValues", FLAG, start="True", absent="True"),
        Setting("values_sources", f"{A}Helm.TemplateValuesSources", JsonText()),
        prop("Helm.Timeout"),
        prop("Helm.AdditionalArgs"),
        prop("Helm.CustomHelmExecutable"),
        prop("Helm.KeyValues", JsonValues()),
        prop("Helm.YamlValues", BODY),
        *(each for each in KUBERNETES if each.option in ("resource_status_check", "wait_for_jobs")),
    ),
    needed=(("package", "git_dependency", "git_source"),),
    rivals=(CONTENT_OPTIONS,),
    implied=FROM,
)

KUSTOMIZE = StepType(
    "Octopus.Kubernetes.Kustomize",
    (
        *GIT,
        prop("Kubernetes.Kustomize.OverlayPath", required="for_new"),
        prop("Kubernetes.Kustomize.LoadRestrictorNone", FLAG),
        Setting("substitute_in_files", f"{A}SubstituteInFiles.TargetFiles", LINES),
        *KUBERNETES,
    ),
    needed=(("git_dependency", "git_source"),),
    implied={"git_dependency": {GIT_SOURCE: EXTERNAL}},
    starts={SCRIPT_SOURCE: FROM_GIT},
)

STEPS = (
    Field("deploy_kubernetes_yaml", "", DEPLOY_YAML),
    Field("deploy_kubernetes_containers", "", CONTAINERS),
    Field("deploy_kubernetes_config_map", "", StepType("Octopus.KubernetesDeployConfigMap", required(*CONFIG_MAP))),
    Field("deploy_kubernetes_secret", "", StepType("Octopus.KubernetesDeploySecret", required(*SECRET))),
    Field("deploy_kubernetes_service", "", DEPLOY_SERVICE),
    Field("deploy_kubernetes_ingress", "", DEPLOY_INGRESS),
    Field("run_kubectl_script", "", KUBECTL_SCRIPT),
    Field("upgrade_helm_chart", "", HELM),
    Field("deploy_with_kustomize", "", KUSTOMIZE),
)
