# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The statements in docs/api about the emulator that are or were marked as unverified, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

SETTLED, OPEN = "settled", "open"


@dataclass(frozen=True)
class Unverified:
    """``evidence``: the source; for an open question, the file of the emulator that marks it as unverified."""

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
        "Does the filter of users look at the user name? Yes",
        "OctopusDeploy/OctopusClients source/Octopus.Server.Client/Repositories/UserRepository.cs",
    ),
    still_open(
        "api: collections#filters", "Does the filter of users look at display name and address too?", "kinds/people.py"
    ),
    settled(
        "api: documents#names",
        "How does the server make a slug of a name? In lower case, with hyphens between its words, never empty",
        "OctopusDeploy/Issues#4042, OctopusDeploy/Issues#5596",
    ),
    still_open("api: documents#names", "What does the server append to a slug that is taken?", "octopus.py"),
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
    still_open(
        "api: spaces#space", "Can a space become the default while another space is the default?", "kinds/spaces.py"
    ),
    settled(
        "api: projects#group",
        "Does the server refuse to delete a project group that has projects? Yes, and nothing else depends on a group",
        "OctopusDeployLabs/java-octopus-deploy octopus-openapi-wrapper/spec/swagger.json",
    ),
    settled(
        "api: projects#group",
        "Does the server refuse to delete groups and projects to which the role of a team is restricted? Yes",
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
        "What does the clone of a project have? Channels (always a default one), variables, templates, triggers and "
        "automatic releases, all of which refer to the clone's own channels",
        "OctopusDeploy/Issues#2417, OctopusDeploy/Issues#2777, OctopusDeploy/Issues#3613, OctopusDeploy/Issues#8133",
    ),
    still_open(
        "api: projects#project", "Does deleting a project remove the connections of its tenants?", "kinds/projects.py"
    ),
    settled(
        "api: machines#target",
        "How does a new machine's status summary read? This machine was recently added. Please perform a health check.",
        "OctopusDeploy/go-octopusdeploy pkg/machines/worker_test.go",
    ),
    settled(
        "api: machines#target",
        "Which tasks does the list of a target have? Deployments and runbook runs, and no health checks",
        "OctopusDeploy/OctopusClients source/Octopus.Client.Tests/CannedResponses/machines/Machines-1",
    ),
    settled(
        "api: machines#worker",
        "How does a client know that a worker is in use? By its leases, since 2024.2; it can't be deleted then",
        "OctopusDeploy/Issues#7707, octopus.com/docs/api/worker-task-leases",
    ),
    still_open("api: machines#worker", "What is the link to the leases called?", "kinds/atwork.py"),
    settled(
        "api: people#role",
        "Can a role with space permissions alone be given outside a space? No, and the server names these permissions",
        "OctopusDeploy/terraform-provider-octopusdeploy octopusdeploy/resource_team_test.go",
    ),
    settled(
        "api: machines#target",
        "Can a machine be deleted after a deployment to it? Yes",
        "OctopusDeploy/Issues#6734",
    ),
    still_open(
        "api: machines#proxy", "Does the server refuse to delete a proxy that a machine uses?", "kinds/proxies.py"
    ),
    settled(
        "api: machines#worker",
        "Does the server refuse to delete a worker pool that a step uses? Yes, unless a variable names the pool",
        "OctopusDeploy/Issues#9213, OctopusDeploy/Issues#8649",
    ),
    still_open(
        "api: machines#worker",
        "Does the server refuse to delete the only worker pool of a worker?",
        "kinds/workerpools.py",
    ),
    settled(
        "api: lifecycles#lifecycle",
        "Does the server refuse to delete a lifecycle that a project or channel uses? Yes; its link Projects has both",
        "OctopusDeploy/go-octopusdeploy test/e2e/lifecycle_service_test.go, OctopusDeploy/Issues#3110",
    ),
    still_open(
        "api: lifecycles#lifecycle",
        "With which words does the server refuse to delete a lifecycle in use?",
        "kinds/lifecycles.py",
    ),
    still_open(
        "api: lifecycles#channel",
        "Does the default channel stop being the default when another channel becomes it?",
        "kinds/channels.py",
    ),
    settled(
        "api: variables#library-set",
        "Does the server refuse to delete a library variable set that a project includes? Yes",
        "OctopusDeploy/Issues#7819, OctopusDeploy/Issues#6770",
    ),
    still_open(
        "api: variables#library-set",
        "With which words does the server refuse to delete a library variable set in use?",
        "kinds/library.py",
    ),
    settled(
        "api: tenants#tenant",
        "Does the server refuse to connect a tenant to an untenanted project? No",
        "OctopusDeploy/go-octopusdeploy test/e2e/tenant_service_test.go",
    ),
    settled(
        "api: feeds#feed",
        "Can the built-in feeds, of packages and of releases, be deleted? No",
        "OctopusDeploy/go-octopusdeploy test/e2e/feed_service_test.go",
    ),
    still_open("api: feeds#feed", "Does the server refuse to create another built-in feed?", "kinds/feeds.py"),
    settled(
        "api: feeds#feed",
        "What is the ID of the feed of projects' releases in the default space? feeds-builtin-releases",
        "OctopusDeployLabs/SpaceCloner src/Core/Util.ps1",
    ),
    settled(
        "api: feeds#feed",
        "Does the server refuse to delete a feed that a step uses? No",
        "OctopusDeploy/Issues#669, OctopusDeploy/Issues#7491",
    ),
    settled(
        "api: accounts#account",
        "What is the default audience of an OIDC account? api://AzureADTokenExchange, or api://default",
        "OctopusDeploy/cli pkg/cmd/account/azure-oidc/create/create.go, the same of generic-oidc",
    ),
    settled(
        "api: accounts#git-credential",
        "What does the server answer to a PUT of a Git credential? An empty object, in 2026.3",
        "octopus.com/docs/api/spaces",
    ),
    settled(
        "api: accounts#account",
        "Which releases brought accounts of Google Cloud, AWS OIDC and generic OIDC? 2021.2, 2024.1 and 2025.1",
        "octopus.com/docs/infrastructure/accounts/google-cloud, octopus.com/docs/infrastructure/accounts/aws",
    ),
    still_open(
        "api: people#scoped-role",
        "With which words does the server refuse a role with system permissions alone in a space?",
        "kinds/teams.py",
    ),
    still_open(
        "api: people#user",
        "Does the server refuse to delete the last administrator, or the user who sends the request?",
        "kinds/people.py",
    ),
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
        "Does a PUT without the value of a webhook's header keep the value?",
        "kinds/subscriptions.py",
    ),
    settled(
        "api: settings#settings",
        "Who can change documents in maintenance mode? Only users with AdministerSystem, who also switch it on and off",
        "octopus.com/docs/administration/managing-infrastructure/maintenance-mode",
    ),
    still_open(
        "api: settings#settings",
        "With which words does the server refuse a change in maintenance mode?",
        "permissions.py",
    ),
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
        "In which state is a task with a pending interruption? Queued for a manual intervention, Executing for a "
        "guided failure",
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
        "Can a user take over the responsibility from another user?",
        "kinds/interruptions.py",
    ),
    still_open(
        "api: interruptions#answering-one",
        "With which words does the server refuse an answer that no button of the form has?",
        "kinds/interruptions.py",
    ),
    still_open(
        "api: interruptions#interruption", "Since when does an interruption have a Type?", "kinds/interruptions.py"
    ),
    settled(
        "api: lifecycles#channel-rules",
        "Can a prerelease be in a range whose bounds have no prerelease? Yes, by its place in the order",
        "OctopusDeploy/Issues#9647",
    ),
    settled(
        "api: lifecycles#channel-rules",
        "Does the metadata of a package matter in a range? No",
        "OctopusDeploy/Versioning source/Octopus.Versioning/Ranges/SemVer/VersionRangeBase.cs at 988f43c",
    ),
    still_open(
        "api: lifecycles#channel-rules", "Does a server read NuGet's ranges with an asterisk?", "kinds/versionranges.py"
    ),
    still_open("api: feeds#feed", "Does the filter of a feed's versions look at the version?", "kinds/feedpackages.py"),
    settled(
        "api: packages#retention",
        "Which packages does retention delete? Packages that no release uses, after the number of days in the feed",
        "OctopusDeploy/docs src/pages/docs/administration/retention-policies/retention-policies-built-in-feed.mdx",
    ),
    still_open("api: packages#retention", "Which of the server's tasks deletes packages?", "kinds/packageretention.py"),
    still_open("api: packages#retention", "What are the messages of the events about packages?", "kinds/events.py"),
)
