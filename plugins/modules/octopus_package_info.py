#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_package_info
short_description: Read the packages of a feed
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Reads the packages of the built-in feed of a space, or the versions of a package in another feed.
  - The newest version comes first, by the order in which Octopus sorts versions.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.info
options:
  package_id:
    description:
      - Only the versions of the package with this ID, ignoring case. It is required with O(feed).
    type: str
  partial_id:
    description:
      - Only packages with this text in their ID, ignoring case.
    type: str
  version:
    description:
      - Only packages of this version.
    type: str
  version_range:
    description:
      - Only versions in this range, in the notation of NuGet, or of Maven for a Maven feed. The rules of a channel have
        the same ranges.
      - V(1.0) means 1.0 and newer, V([1.0]) only 1.0, V([1.0,2.0\)) from 1.0 to before 2.0, and V((,1.0]) up to 1.0.
      - A prerelease precedes its release, so that 2.0-rc is before 2.0.
    type: str
  prerelease_tag:
    description:
      - Only versions whose prerelease matches this regular expression, as the tag of a channel's rule does. Metadata
        follows the prerelease after a plus sign.
      - V(^$) means versions without a prerelease, and V(^rc) prereleases that begin with C(rc).
    type: str
  prereleases:
    description:
      - Whether to include prereleases such as C(1.2.3-beta.1).
    type: bool
    default: true
  latest:
    description:
      - Whether to list only the newest version of each package.
    type: bool
    default: false
  feed:
    description:
      - The feed to ask, by default the built-in feed. Name, slug or ID.
      - If the feed is elsewhere, Octopus Server itself asks it, which takes longer.
    type: str
seealso:
  - module: octopus.deploy.octopus_package
notes:
  - In check mode, the module reads as usual. A space or a feed that does not exist yet has no packages then.
"""

EXAMPLES = r"""
---
- name: Create a file
  ansible.builtin.copy:
    dest: /tmp/Shop.Web.1.2.3.zip
    content: Only the name matters here
    mode: "0644"

- name: Push the file as a package
  octopus.deploy.octopus_package:
    path: /tmp/Shop.Web.1.2.3.zip

- name: Read the newest version of a package
  octopus.deploy.octopus_package_info:
    package_id: Shop.Web
    latest: true
  register: newest

- name: Read the newest version that a channel for 1.x may release
  octopus.deploy.octopus_package_info:
    package_id: Shop.Web
    version_range: "[1.0,2.0)"
    prerelease_tag: ^$
    latest: true

- name: Read all packages with a word in their ID, without prereleases
  octopus.deploy.octopus_package_info:
    partial_id: shop
    prereleases: false

- name: Read the versions that a feed has
  octopus.deploy.octopus_package_info:
    feed: Octopus Server (built-in)
    package_id: Shop.Web
"""

RETURN = r"""
---
packages:
  description: The packages, sorted by ID, with the newest version of each ID first.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the package's document. Packages of other feeds have none.
      returned: if O(feed) is left out
      type: str
    package_id:
      description: The ID of the package.
      type: str
    version:
      description: The version of the package.
      type: str
    extension:
      description: The extension of the package's file, with its dot.
      returned: if O(feed) is left out
      type: str
    hash:
      description: The SHA-1 of the package's file. Null if the server leaves it out of lists.
      returned: if O(feed) is left out
      type: str
    size:
      description: The size of the package's file in bytes. Null if the server does not give it.
      type: int
    published:
      description: The time at which the package was pushed.
      type: str
    feed_id:
      description: The ID of the feed.
      type: str
  sample:
    - id: packages-12
      package_id: Shop.Web
      version: 1.2.3
      extension: .zip
      hash: 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12
      size: 10240
      published: "2026-11-02T10:15:00.000+00:00"
      feed_id: feeds-builtin
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package_info import PACKAGE_INFO
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(PACKAGE_INFO))


if __name__ == "__main__":
    main()
