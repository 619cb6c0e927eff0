# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The statements about parts of the emulator that docs/api marks, or marked, as unverified, with their outcomes."""

from __future__ import annotations

from dataclasses import dataclass

SETTLED, OPEN = "settled", "open"


@dataclass(frozen=True)
class Unverified:
    """``evidence``: who says so, or, while it is open, the file of the emulator that marks it as unverified."""

    place: str
    question: str
    outcome: str
    evidence: str


def settled(place: str, question: str, evidence: str) -> Unverified:
    return Unverified(place, question, SETTLED, evidence)


def still_open(place: str, question: str, marked_in: str) -> Unverified:
    return Unverified(place, question, OPEN, f"tests/emulator/{marked_in}")


UNVERIFIED: tuple[Unverified, ...] = (
    settled(
        "api: collections#filters",
        "Does the filter of users look at the user name? It does",
        "OctopusDeploy/OctopusClients source/Octopus.Server.Client/Repositories/UserRepository.cs",
    ),
    still_open(
        "api: collections#filters", "Does the filter of users look at display name and address too?", "kinds/people.py"
    ),
    settled(
        "api: documents#names",
        "How is a slug made of a name? In lower case, hyphens for what is no letter or digit, and never empty",
        "OctopusDeploy/Issues#4042, OctopusDeploy/Issues#5596",
    ),
    still_open("api: documents#names", "What tells a slug from one that is taken?", "octopus.py"),
    settled(
        "api: spaces#space",
        "How long can the name of a space be? 20 characters, and 50 since 2025.2",
        "OctopusDeploy/Issues#5591, OctopusDeploy/Issues#9272, OctopusDeploy/go-octopusdeploy pkg/spaces/space.go",
    ),
    settled(
        "api: spaces#space",
        "Can the default space be switched off? Yes, and addresses without a space lead nowhere then",
        "OctopusDeploy/docs src/pages/docs/administration/spaces/index.mdx",
    ),
    still_open("api: transport#addresses", "Does an address with an empty part lead anywhere?", "app.py"),
    still_open("api: spaces#space", "Can a space become the default while another one is it?", "kinds/spaces.py"),
    settled(
        "api: projects#group",
        "Is a project group with projects in it kept from deletion? It is: nothing else depends on one",
        "OctopusDeployLabs/java-octopus-deploy octopus-openapi-wrapper/spec/swagger.json",
    ),
    settled(
        "api: projects#group",
        "Are project groups and projects kept that the role of a team is restricted to? They are",
        "OctopusDeploy/Issues#3087",
    ),
    settled(
        "api: projects#project",
        "Which names can a project not have? All and New",
        "OctopusDeploy/Issues#2004, OctopusDeploy/Issues#2728",
    ),
    still_open("api: projects#project", "Are there more names that a project cannot have?", "kinds/projects.py"),
    settled(
        "api: projects#project",
        "What does a clone take over? Channels (a default one in any case), variables, templates, triggers and "
        "automatic releases, all of them speaking of its own channels",
        "OctopusDeploy/Issues#2417, OctopusDeploy/Issues#2777, OctopusDeploy/Issues#3613, OctopusDeploy/Issues#8133",
    ),
    still_open("api: projects#project", "Does a project take its tenants' connections with it?", "kinds/projects.py"),
    settled(
        "api: machines#target",
        "How does a new machine's status summary read? This machine was recently added. Please perform a health check.",
        "OctopusDeploy/go-octopusdeploy pkg/machines/worker_test.go",
    ),
    settled(
        "api: machines#target",
        "Which tasks does a target list? Deployments and runbook runs, and no health checks",
        "OctopusDeploy/OctopusClients source/Octopus.Client.Tests/CannedResponses/machines/Machines-1",
    ),
    settled(
        "api: machines#worker",
        "How does a client know that a worker is in use? Since 2024.2 by its leases, and it can't be deleted meanwhile",
        "OctopusDeploy/Issues#7707, octopus.com/docs/api/worker-task-leases",
    ),
    still_open("api: machines#worker", "What is the link to the leases called?", "kinds/atwork.py"),
    settled(
        "api: people#role",
        "Can a role with space permissions alone be given outside a space? It can't, and the server names them",
        "OctopusDeploy/terraform-provider-octopusdeploy octopusdeploy/resource_team_test.go",
    ),
    settled(
        "api: machines#target",
        "Can a machine be deleted that was deployed to? It can",
        "OctopusDeploy/Issues#6734",
    ),
    still_open("api: machines#proxy", "Is a proxy kept that a machine uses?", "kinds/proxies.py"),
    settled(
        "api: machines#worker",
        "Is a worker pool kept that a step uses? It is, but not if the step names it through a variable",
        "OctopusDeploy/Issues#9213, OctopusDeploy/Issues#8649",
    ),
    still_open("api: machines#worker", "Is a worker pool kept that a worker is only in?", "kinds/workerpools.py"),
    settled(
        "api: lifecycles#lifecycle",
        "Is a lifecycle kept that a project or channel uses, and do its projects include those of its channels? Both",
        "OctopusDeploy/go-octopusdeploy test/e2e/lifecycle_service_test.go, OctopusDeploy/Issues#3110",
    ),
    still_open("api: lifecycles#lifecycle", "How does the server say so?", "kinds/lifecycles.py"),
    still_open(
        "api: lifecycles#channel",
        "Does a channel that becomes the default end another's being it?",
        "kinds/channels.py",
    ),
    settled(
        "api: variables#library-set",
        "Is a library variable set kept that a project includes? It is",
        "OctopusDeploy/Issues#7819, OctopusDeploy/Issues#6770",
    ),
    still_open("api: variables#library-set", "How does the server say so?", "kinds/library.py"),
    settled(
        "api: tenants#tenant",
        "Is a tenant's connection to an untenanted project refused? It is not",
        "OctopusDeploy/go-octopusdeploy test/e2e/tenant_service_test.go",
    ),
    settled(
        "api: feeds#feed",
        "Can the server's own feeds be deleted, packages and releases? They can't",
        "OctopusDeploy/go-octopusdeploy test/e2e/feed_service_test.go",
    ),
    still_open("api: feeds#feed", "Is another built-in feed refused?", "kinds/feeds.py"),
    settled(
        "api: feeds#feed",
        "What is the ID of the feed of projects' releases in the default space? feeds-builtin-releases",
        "OctopusDeployLabs/SpaceCloner src/Core/Util.ps1",
    ),
    settled(
        "api: feeds#feed",
        "Is a feed kept that a step uses? It is not",
        "OctopusDeploy/Issues#669, OctopusDeploy/Issues#7491",
    ),
    settled(
        "api: accounts#account",
        "Whom is the token of an OIDC account for if nobody says it? api://AzureADTokenExchange, or api://default",
        "OctopusDeploy/cli pkg/cmd/account/azure-oidc/create/create.go, the same of generic-oidc",
    ),
    settled(
        "api: accounts#git-credential",
        "What does the server answer to the change of a Git credential? Nothing, by an empty object, in 2026.3",
        "octopus.com/docs/api/spaces",
    ),
    settled(
        "api: accounts#account",
        "Since when are there accounts of Google Cloud, AWS OIDC and generic OIDC? 2021.2, 2024.1 and 2025.1",
        "octopus.com/docs/infrastructure/accounts/google-cloud, octopus.com/docs/infrastructure/accounts/aws",
    ),
    still_open(
        "api: people#scoped-role", "How is a role with system permissions alone refused in a space?", "kinds/teams.py"
    ),
    still_open("api: people#user", "Is the last administrator kept, or the user who asks?", "kinds/people.py"),
    settled(
        "api: people#user",
        "What does the server answer to a new OIDC identity? Its ID alone, with 201",
        "octopus.com/docs/api/service-account-oidc-identities",
    ),
    still_open(
        "api: people#user",
        "Does anything link to the OIDC identities of a service account?",
        "kinds/serviceaccounts.py",
    ),
    still_open(
        "api: events#subscription",
        "Is the value of a webhook's header kept by a PUT without it?",
        "kinds/subscriptions.py",
    ),
    settled(
        "api: settings#settings",
        "Who can change anything in maintenance? Users with AdministerSystem, and only they switch it on and off",
        "octopus.com/docs/administration/managing-infrastructure/maintenance-mode",
    ),
    still_open("api: settings#settings", "How is a change refused in maintenance?", "permissions.py"),
    still_open("api: settings#settings", "What are the IDs of the settings?", "kinds/settings.py"),
    still_open(
        "api: behaviour#seed",
        "Do the default lifecycle, group, policy and pool have the first numbers?",
        "kinds/spaces.py",
    ),
    settled(
        "api: behaviour#seed",
        "What is the ID of the role of space managers? userroles-spacemanager",
        "OctopusDeploy/message-contracts.ts src/userRoleResource.ts",
    ),
    still_open("api: behaviour#seed", "What are the IDs of the other built-in roles?", "kinds/teams.py"),
    settled(
        "api: tasks#states",
        "Which state has a task with a pending interruption? Queued for a manual intervention, Executing for a guided "
        "failure",
        "OctopusDeploy/Library step-templates/automate-manual-intervention-response.json, "
        "OctopusDeploy/OctopusDeploy-Api REST/PowerShell/Tasks/ReprioritizeTasks.ps1",
    ),
    settled(
        "api: tasks#states",
        "Does a manual step that is a child put the task back to Queued? No, it stays Executing",
        "OctopusDeploy/Issues#10041, OctopusDeploy/Issues#9354",
    ),
    still_open("api: tasks#order-and-caps", "Which tasks exactly does a queued task wait for?", "work/queue.py"),
    still_open("api: tasks#task", "Does the filter of the node take its name as well as its ID?", "work/filters.py"),
    still_open(
        "api: interruptions#answering-one",
        "Can a user take the responsibility over from another one?",
        "kinds/interruptions.py",
    ),
    still_open(
        "api: interruptions#answering-one",
        "How is an answer refused that no button of the form has?",
        "kinds/interruptions.py",
    ),
    still_open(
        "api: interruptions#interruption", "Since when does an interruption have a Type?", "kinds/interruptions.py"
    ),
    settled(
        "api: lifecycles#channel-rules",
        "Is a prerelease in a range without one in its bounds? It is, by its place in the order",
        "OctopusDeploy/Issues#9647",
    ),
    settled(
        "api: lifecycles#channel-rules",
        "Does the metadata of a package count in a range? It does not",
        "OctopusDeploy/Versioning source/Octopus.Versioning/Ranges/SemVer/VersionRangeBase.cs at 988f43c",
    ),
    still_open(
        "api: lifecycles#channel-rules", "Does a server read NuGet's ranges with an asterisk?", "kinds/versionranges.py"
    ),
    still_open("api: feeds#feed", "Does the filter of a feed's versions look at the version?", "kinds/feedpackages.py"),
    settled(
        "api: packages#retention",
        "Which packages does retention delete? Those older than the feed says that no release uses",
        "OctopusDeploy/docs src/pages/docs/administration/retention-policies/retention-policies-built-in-feed.mdx",
    ),
    still_open("api: packages#retention", "Which of the server's tasks deletes packages?", "kinds/packageretention.py"),
    still_open("api: packages#retention", "How do the events of packages read?", "kinds/events.py"),
)
