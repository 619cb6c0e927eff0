# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of feeds: one for each type, and those that every space has."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample, Steps

ADDRESS = {"feed_uri": "https://feed.example.com/v3/index.json"}
LOGIN: Steps = [
    {"username": "octopus", "password": "hunter-22"},
    {"username": "deploy"},
    {"username": "", "password": "<no secret>"},
]
RETRIES: Steps = [
    {"download_attempts": 3, "download_retry_backoff_seconds": 20},
    {"download_attempts": 5, "download_retry_backoff_seconds": 0},
]
MOVED: Steps = [{"feed_uri": "https://other.example.com/"}]
REGISTRY: Steps = [
    *MOVED,
    {"api_version": "v2", "registry_path": "team/images"},
    {"api_version": "", "registry_path": ""},
    *LOGIN,
    *RETRIES,
]
AWS_KEYS: Steps = [
    {"access_key": "AKIAOTHER"},
    {"access_key": "", "secret_key": "<no secret>", "use_machine_credentials": True},
    {"use_machine_credentials": False},
]


GOOGLE_KEY = '{"private_key": "hunter-22"}'


def feed(option: str, first: dict[str, Any], *more: Any, **steps: Steps) -> Sample:
    """A feed that is created with ``first`` and then gets ``more`` options of its type."""
    return Sample(
        title=f"feed: {option}",
        kind="feed",
        minimal={"name": "Packages", option: first},
        steps={option: list(more), **steps},
        secrets={"service_account_json_key": GOOGLE_KEY},
    )


def own(option: str, name: str, *more: Any) -> Sample:
    """A feed that the space has from the server."""
    return Sample(
        title=f"feed: {option}",
        kind="feed",
        minimal={"name": name, option: {}},
        steps={"slug": ["ours"], **({option: list(more)} if more else {})},
        is_there=True,
        stays=True,
    )


SAMPLES = (
    feed(
        "nuget",
        ADDRESS,
        *MOVED,
        {"enhanced_mode": True},
        {"enhanced_mode": False},
        *LOGIN,
        *RETRIES,
        slug=["ours"],
        package_acquisition_location_options=[["ExecutionTarget", "Server"], ["NotAcquired", "Server"]],
    ),
    feed("docker", ADDRESS, *REGISTRY),
    feed(
        "azure_container_registry",
        ADDRESS,
        *REGISTRY,
        {"oidc_authentication": {"client_id": "c1", "tenant_id": "t1", "subject_keys": ["space", "feed"]}},
        {"oidc_authentication": {"audience": "api://x", "session_duration": 900, "subject_keys": ["feed"]}},
        {"oidc_authentication": {}},
    ),
    feed(
        "google_container_registry",
        ADDRESS,
        *REGISTRY,
        {"oidc_authentication": {"audience": "api://x", "subject_keys": ["space", "feed"]}},
        {"oidc_authentication": {"audience": ""}},
        {"oidc_authentication": {}},
    ),
    feed(
        "aws_elastic_container_registry",
        {"region": "eu-west-1", "access_key": "AKIA", "secret_key": "hunter-22"},
        {"region": "us-east-1"},
        *AWS_KEYS,
        {"oidc_authentication": {"role_arn": "arn:aws:iam::1:role/pull", "subject_keys": ["space"]}},
        {"oidc_authentication": {"audience": "sts.amazonaws.com", "session_duration": 900}},
        {"oidc_authentication": {}},
    ),
    feed("maven", ADDRESS, *MOVED, *LOGIN, *RETRIES),
    feed("github", {"feed_uri": "https://api.github.com"}, *MOVED, *LOGIN, *RETRIES),
    feed("npm", ADDRESS, *MOVED, *LOGIN, *RETRIES),
    feed("pypi", ADDRESS, *MOVED, *LOGIN, *RETRIES),
    feed("helm", ADDRESS, *MOVED, *LOGIN),
    feed("oci_registry", {"feed_uri": "oci://registry.example.com"}, *MOVED, *LOGIN),
    feed(
        "s3",
        {"region": "eu-west-1", "access_key": "AKIA", "secret_key": "hunter-22"},
        {"region": "us-east-1"},
        *AWS_KEYS,
        {"region": ""},
    ),
    feed(
        "gcs_storage",
        {"use_service_account_key": True, "service_account_json_key": GOOGLE_KEY},
        {"project": "shop"},
        {"oidc_authentication": {"audience": "api://x", "subject_keys": ["space"]}, "use_service_account_key": False},
        {"service_account_json_key": "<no secret>", "project": ""},
        {"oidc_authentication": {}},
        *RETRIES,
    ),
    feed(
        "artifactory_generic",
        {**ADDRESS, "repository": "releases"},
        *MOVED,
        {"repository": "snapshots", "layout_regex": r"(?<package>.+)-(?<version>.+)\.zip"},
        {"layout_regex": ""},
        *LOGIN,
    ),
    own(
        "built_in",
        "Octopus Server (built-in)",
        {"delete_unreleased_packages_after_days": 30, "delete_packages_associated_with_releases": True},
        {"delete_unreleased_packages_after_days": 0, "is_built_in_repo_sync_enabled": False},
        {"delete_packages_associated_with_releases": False, "is_built_in_repo_sync_enabled": True},
    ),
    own("octopus_project", "Octopus Server Releases (built-in)"),
)
