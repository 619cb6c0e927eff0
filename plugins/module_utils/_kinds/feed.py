# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feed: a source of packages and images, of every type (api: feeds#feed)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import AFTER_2021_2, SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import FEEDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import one_step
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.choices import ChoiceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.limits import Limit
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested, Variant, with_all_labels
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag, Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.patterns import Pattern
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret_files import SecretFile
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

FEED_URI = Field("feed_uri", "FeedUri", Text(clearable=False), required="for_new")
LOGIN = (Field("username", "Username", Text()), Field("password", "Password", Secret()))
RETRIES = (
    Field("download_attempts", "DownloadAttempts", Number(minimum=1)),
    Field("download_retry_backoff_seconds", "DownloadRetryBackoffSeconds", Number(minimum=0)),
)
# Older servers do not have these properties for registries (api: traps#5.30).
REGISTRY_RETRIES = tuple(Field(each.option, each.api, each.type, since=(2025, 4)) for each in RETRIES)
REGISTRY = (
    FEED_URI,
    Field("api_version", "ApiVersion", Text()),
    Field("registry_path", "RegistryPath", Text()),
    *LOGIN,
    *REGISTRY_RETRIES,
)
AUDIENCE = Field("audience", "Audience", Text())
SUBJECT_KEYS = Field("subject_keys", "SubjectKeys", TextList(secret=False))
SESSION_DURATION = Field("session_duration", "SessionDuration", Number(minimum=1, text=True))
AWS_KEYS = (
    Field("access_key", "AccessKey", Text(secret=False)),
    Field("secret_key", "SecretKey", Secret()),
    Field("use_machine_credentials", "UseMachineCredentials", Flag(), since=(2022, 2)),
)
REGISTRIES = ("Docker", "AzureContainerRegistry", "GoogleContainerRegistry")
BUILT_IN, OCTOPUS_PROJECT = "BuiltIn", "OctopusProject"
OWN_FEEDS = {BUILT_IN: "built_in", OCTOPUS_PROJECT: "octopus_project"}


def feed(option: str, feed_type: str, *fields: Field, since: tuple[int, int] | None = None) -> Field:
    """One type of feed; a feed keeps its type, except that a registry can change to another one (api: traps#5.31)."""
    out_of = REGISTRIES if feed_type in REGISTRIES else ()
    variant = Variant("FeedType", feed_type, option, change="fixed", out_of=out_of)
    return Field(option, "", Nested(fields, variant), since=since)


def oidc(*fields: Field) -> Field:
    """The settings for signing in with a token of the server; an empty dictionary removes them."""
    return Field("oidc_authentication", "OidcAuthentication", Nested(fields), since=AFTER_2021_2)


TYPES = with_all_labels(
    feed(
        "built_in",
        BUILT_IN,
        Field("delete_unreleased_packages_after_days", "DeleteUnreleasedPackagesAfterDays", Limit()),
        Field(
            "delete_packages_associated_with_releases",
            "DeletePackagesAssociatedWithReleases",
            Flag(),
            since=(2025, 3),
        ),
        Field("is_built_in_repo_sync_enabled", "IsBuiltInRepoSyncEnabled", Flag()),
    ),
    feed("octopus_project", OCTOPUS_PROJECT),
    feed("nuget", "NuGet", FEED_URI, Field("enhanced_mode", "EnhancedMode", Flag()), *LOGIN, *RETRIES),
    feed("docker", "Docker", *REGISTRY),
    feed(
        "azure_container_registry",
        "AzureContainerRegistry",
        *REGISTRY,
        oidc(
            Field("client_id", "ClientId", Text(), required="for_new"),
            Field("tenant_id", "TenantId", Text(), required="for_new"),
            AUDIENCE,
            SUBJECT_KEYS,
            SESSION_DURATION,
        ),
        since=AFTER_2021_2,
    ),
    feed(
        "google_container_registry",
        "GoogleContainerRegistry",
        *REGISTRY,
        oidc(AUDIENCE, SUBJECT_KEYS),
        since=AFTER_2021_2,
    ),
    feed(
        "aws_elastic_container_registry",
        "AwsElasticContainerRegistry",
        Field("region", "Region", Text(clearable=False), required="for_new"),
        *AWS_KEYS,
        oidc(Field("role_arn", "RoleArn", Text(), required="for_new"), AUDIENCE, SUBJECT_KEYS, SESSION_DURATION),
    ),
    feed("maven", "Maven", FEED_URI, *LOGIN, *RETRIES),
    feed("github", "GitHub", FEED_URI, *LOGIN, *RETRIES),
    feed("npm", "Npm", FEED_URI, *LOGIN, *RETRIES, since=AFTER_2021_2),
    feed("pypi", "PyPi", FEED_URI, *LOGIN, *RETRIES, since=AFTER_2021_2),
    feed("helm", "Helm", FEED_URI, *LOGIN),
    feed("oci_registry", "OciRegistry", FEED_URI, *LOGIN, since=AFTER_2021_2),
    feed("s3", "S3", Field("region", "Region", Text()), *AWS_KEYS, since=AFTER_2021_2),
    feed(
        "gcs_storage",
        "GcsStorage",
        Field("use_service_account_key", "UseServiceAccountKey", Flag()),
        Field("service_account_json_key", "ServiceAccountJsonKey", SecretFile(json=True, encoded=False)),
        Field("project", "Project", Text()),
        oidc(AUDIENCE, SUBJECT_KEYS),
        *RETRIES,
        since=AFTER_2021_2,
    ),
    feed(
        "artifactory_generic",
        "ArtifactoryGeneric",
        FEED_URI,
        Field("repository", "Repository", Text(clearable=False), required="for_new"),
        Field("layout_regex", "LayoutRegex", Pattern()),
        *LOGIN,
        since=AFTER_2021_2,
    ),
)
TYPE_OPTIONS = tuple(each.option for each in TYPES)


def refuse_creating_own(feed: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for creating a feed of a type that every space has from the beginning."""
    option = OWN_FEEDS.get(feed.get("FeedType", ""))
    if option:
        raise OptionError(
            option,
            f"every space has one from the beginning, but its name is not {feed['Name']!r}: give its present name or "
            "its ID",
        )


def refuse_removing_own(feed: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for removing a feed that every space has."""
    if feed.get("FeedType") in OWN_FEEDS and parameters.get("state") == "absent":
        raise OptionError("state", f"every space has feed {feed.get('Name')!r}, which can't be removed")


def change_type_first(current: Document, wanted: Document, context: Context) -> Document:
    """Change the type of a registry first: the server ignores properties of the new type in the same write."""
    if current.get("FeedType") == wanted.get("FeedType"):
        return current
    of_type = {**current, "FeedType": wanted["FeedType"]}
    with one_step(current, of_type):
        changed = context.client.modify(of_type)
    context.did(f"changed the type of feed {current['Name']!r} ({current['Id']}) to {wanted['FeedType']}")
    return changed


FEED = Resource(
    kind="feed",
    location=FEEDS,
    fields=(
        SLUG,
        Field(
            "package_acquisition_location_options",
            "PackageAcquisitionLocationOptions",
            ChoiceList(("Server", "ExecutionTarget", "NotAcquired"), clearable=False),
        ),
        *TYPES,
    ),
    exclusive=(TYPE_OPTIONS,),
    creation=Creation(one_of=(TYPE_OPTIONS,)),
    hooks=Hooks(complete=refuse_creating_own, guard=refuse_removing_own, change=change_type_first),
)
