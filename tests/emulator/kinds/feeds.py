# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feed, of every type (api: feeds#feed)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from emulator import shaping
from emulator.kinds import feedpackages
from emulator.kinds.common import NAME, NAME_FILTER, SLUG, any_of, used_by
from emulator.model import DESCRIBED, Document, Kind, Limit, Prop
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

ADDRESS = Prop("FeedUri", required=True, trim=True)
LOGIN = (Prop("Username"), Prop("Password", "secret"))
RETRIES = (
    Prop("DownloadAttempts", "int", default=5),
    Prop("DownloadRetryBackoffSeconds", "int", default=10),
)
# Container feeds have shown them only since 2025.4 (api: feeds#feed).
CONTAINER_RETRIES = tuple(Prop(each.name, each.type, each.default, since=(2025, 4)) for each in RETRIES)
DOCKER = (ADDRESS, Prop("ApiVersion"), Prop("RegistryPath"), *LOGIN, *CONTAINER_RETRIES)
# The properties for signing in by OIDC [CS Model/OidcFeedResource.cs and those of each feed].
SUBJECT = (Prop("Audience"), Prop("SubjectKeys", "list", default=[]))
SESSION = Prop("SessionDuration", default="3600")


def signs_in(*parts: Prop) -> Prop:
    return Prop("OidcAuthentication", "dict", parts=(*parts, *SUBJECT), since=(2023, 1))


MACHINE_KEYS = (
    Prop("AccessKey"),
    Prop("SecretKey", "secret"),
    Prop("UseMachineCredentials", "bool", default=False, since=(2022, 2)),
)
CLIENT_VERSION = (
    Prop("Format", choices=("Semver", "Maven", "Docker", "Octopus", "Lexicographic")),
    *(Prop(name, "int") for name in ("Major", "Minor", "Patch", "Revision")),
    *(Prop(name, "bool", default=False) for name in ("HasMetadata", "IsLegacyVersion", "IsPrerelease", "IsSemVer2")),
    *(Prop(name) for name in ("Metadata", "OriginalString", "Release", "Version")),
    Prop("ReleaseLabels", "list", default=[]),
)
TYPES: dict[str, tuple[Prop, ...]] = {
    # The .NET clients' word for no feed; unverified: such a feed can't be created.
    "None": (),
    "BuiltIn": (
        Prop("DeleteUnreleasedPackagesAfterDays", "int"),
        Prop("DeletePackagesAssociatedWithReleases", "bool", default=False, since=(2025, 3)),
        Prop("IsBuiltInRepoSyncEnabled", "bool", default=True),
    ),
    "OctopusProject": (),
    "NuGet": (ADDRESS, Prop("EnhancedMode", "bool", default=False), *RETRIES, *LOGIN),
    "Docker": DOCKER,
    "AzureContainerRegistry": (
        *DOCKER,
        signs_in(Prop("ClientId"), Prop("TenantId"), SESSION),
    ),
    "GoogleContainerRegistry": (*DOCKER, signs_in()),
    "AwsElasticContainerRegistry": (
        Prop("Region", required=True),
        *MACHINE_KEYS,
        signs_in(Prop("RoleArn"), SESSION),
    ),
    "Maven": (ADDRESS, *LOGIN, *RETRIES),
    "GitHub": (ADDRESS, *LOGIN, *RETRIES),
    "Npm": (ADDRESS, *LOGIN, *RETRIES),
    "PyPi": (ADDRESS, *LOGIN, *RETRIES),
    "Helm": (ADDRESS, *LOGIN),
    "OciRegistry": (ADDRESS, *LOGIN),
    "S3": (Prop("Region"), *MACHINE_KEYS),
    "GcsStorage": (
        Prop("UseServiceAccountKey", "bool", default=False),
        Prop("ServiceAccountJsonKey", "secret"),
        Prop("Project"),
        signs_in(),
        *RETRIES,
    ),
    "ArtifactoryGeneric": (ADDRESS, Prop("Repository", required=True), Prop("LayoutRegex"), *LOGIN),
}
# The quarters in which the .NET client got these types; the description of 2021.2 has none of them.
NEWER_TYPES = {
    **dict.fromkeys(("AzureContainerRegistry", "GoogleContainerRegistry", "S3"), (2022, 4)),
    "OciRegistry": (2023, 2),
    "ArtifactoryGeneric": (2023, 4),
    **dict.fromkeys(("Npm", "GcsStorage"), (2026, 1)),
    "PyPi": (2026, 2),
    "None": DESCRIBED,
}
# The server creates one in each space.
FIXED = ("BuiltIn", "OctopusProject", "None")
# The type can change only within one class (api: feeds#feed).
CLASSES = (("Docker", "AzureContainerRegistry", "GoogleContainerRegistry"),)
WHERE = ["Server", "ExecutionTarget", "NotAcquired"]


# The server's own feeds: IDs in the default space, slugs and names. The second's are from scripts and exports of users
# (OctopusDeployLabs/SpaceCloner).
BUILT_IN = {
    "BuiltIn": ("feeds-builtin", "Octopus Server (built-in)", "octopus-server-built-in"),
    "OctopusProject": (
        "feeds-builtin-releases",
        "Octopus Server Releases (built-in)",
        "octopus-server-releases-built-in",
    ),
}


def make_built_in(octopus: Octopus, space: str) -> None:
    """Create a space's own feeds; their IDs have numbers in all spaces but the default one (api: feeds#feed)."""
    for feed_type, (own, name, slug) in BUILT_IN.items():
        if octopus.store.get(own) is not None:
            own = f"Feeds-{octopus.store.next_number('Feeds', KIND.first_number)}"
        document = {"Id": own, "SpaceId": space, "Name": name, "FeedType": feed_type}
        document.update({"Slug": slug} if octopus.has_slug(KIND) else {})
        properties = shaping.shape(octopus, TYPES[feed_type], {}, {}, space)
        octopus.make("feeds", {**document, **properties, "PackageAcquisitionLocationOptions": WHERE})


def check(octopus: Octopus, feed: Document, old: Document) -> None:
    before = old.get("FeedType")
    if not old and feed["FeedType"] in FIXED:
        # The refusal is unverified.
        raise invalid(f"A feed of the type '{feed['FeedType']}' cannot be created.")
    if before and before != feed["FeedType"]:
        if not any(before in each and feed["FeedType"] in each for each in CLASSES):
            raise invalid("The type of a feed cannot be changed.")
        # The properties of the new type are ignored until the type has changed, so a client needs two writes.
        feed.update(
            {each.name: old.get(each.name, each.default) for each in TYPES[feed["FeedType"]] if each.name in feed}
        )
    unknown = [each for each in feed["PackageAcquisitionLocationOptions"] if each not in WHERE]
    if unknown:
        raise invalid(f"Error converting value \"{unknown[0]}\" to type 'PackageAcquisitionLocation'.")
    # Unverified: servers store the sent value. The reference has it in both commands [OctopusDeploy/docs, REST API
    # reference, "Create a feed", "Modify a feed"], and the description of 2020.5 does not call it read-only.
    feed["PackageAcquisitionLocationOptions"] = feed["PackageAcquisitionLocationOptions"] or WHERE


# A step does not block it [OctopusDeploy/Issues#669, #7491]; unverified: the container of a machine does.
used = used_by("FeedId", "feed", ("machines",))


def deleting(octopus: Octopus, feed: Document) -> None:
    if feed["FeedType"] in FIXED:
        raise invalid("The built-in feed cannot be deleted.")
    used(octopus, feed)


KIND = Kind(
    collection="feeds",
    link="Feeds",
    item_type="Feed",
    id_prefix="Feeds",
    permission="FeedEdit",
    first_number=1001,
    parameters="skip,take,ids,partialName,feedType,name",
    # The root of 2019.7 does not offer the filter by name yet (api: collections#filters).
    parameters_since={"name": (2021, 1)},
    filters={**NAME_FILTER, "feedtype": any_of("FeedType")},
    props=(
        replace(NAME, limit=Limit(44)),
        SLUG,
        Prop("FeedType", required=True, choices=tuple(TYPES), choices_since=NEWER_TYPES),
        Prop("PackageAcquisitionLocationOptions", "list", default=[]),
        Prop("ClientVersion", "dict", parts=CLIENT_VERSION, never_returned=True, since=DESCRIBED),
    ),
    variant_by="FeedType",
    variants=TYPES,
    links=feedpackages.LINKS,
    newer_links=feedpackages.NEWER_LINKS,
    root_links={"BuiltInFeedStats": "/stats"},
    routes=feedpackages.ROUTES,
    check=check,
    deleting=deleting,
)
