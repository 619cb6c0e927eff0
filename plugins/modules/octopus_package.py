#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_package
short_description: Push packages to the built-in feed
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Pushes a file to the built-in feed of a space, or deletes a package from it.
  - A package is compared by the hash of its file, so a file that the feed already has is not sent again. Check mode
    compares in the same way.
  - A push whose answer was lost is not repeated. Instead, the module checks whether the package has arrived.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
options:
  path:
    description:
      - The file to push, on the machine that runs the task. It is required unless O(state=absent).
      - Octopus reads the ID and the version of the package from the name of the file, for example C(Shop.Web) and
        C(1.2.3) from V(Shop.Web.1.2.3.zip). The ID ends at the first dot after which everything is a version.
      - A name that is easily misread is refused, for example V(shop-1.2.3.zip), which Octopus takes for version C(2.3)
        of C(shop-1).
      - 'Octopus takes files with these extensions: C(.nupkg), C(.zip), C(.jar), C(.war), C(.ear), C(.rar), C(.tar),
        C(.tgz), C(.tar.gz), C(.tar.Z), C(.tar.bz), C(.tar.bz2), C(.tbz) and C(.whl).'
    type: path
  package_id:
    description:
      - The ID of the package, if the name of the file does not contain it. The file is then sent under the name that
        follows from O(package_id) and O(version).
    type: str
  version:
    description:
      - The version of the package, for example V(1.2.3) or V(1.2.3-beta.1). It is required with O(package_id).
    type: str
  state:
    description:
      - Whether the package exists in the feed.
    type: str
    choices:
      - present
      - absent
    default: present
  overwrite_mode:
    description:
      - Whether to replace other content that the feed has for this version of the package.
      - With V(FailIfExists), the task fails. With V(OverwriteExisting), the file replaces the package, which needs the
        permission C(BuiltInFeedAdminister). With V(IgnoreIfExists), the package stays as it is, and the task warns.
    type: str
    choices:
      - FailIfExists
      - OverwriteExisting
      - IgnoreIfExists
    default: FailIfExists
  delta:
    description:
      - Whether to send only the parts of the file that differ from an earlier version of the package on the server. The
        server puts the whole file together.
      - If there is no earlier version, or nearly all of the file is new, the whole file is sent.
      - Finding the parts that differ takes about a second of processor time for each megabyte, so this option is for
        slow networks and for files that stay mostly the same.
    type: bool
    default: false
seealso:
  - module: octopus.deploy.octopus_package_info
  - module: octopus.deploy.octopus_build_information
  - module: octopus.deploy.octopus_feed
notes:
  - The file is read in pieces, so the memory that the module needs does not depend on its size. Raise O(timeout) if the
    server takes long to store a large package.
"""

EXAMPLES = r"""
---
- name: Create a file
  ansible.builtin.copy:
    dest: /tmp/Shop.Web.1.2.3.zip
    content: Only the name matters here
    mode: "0644"

- name: Push a package, whose ID and version are in the name of the file
  octopus.deploy.octopus_package:
    path: /tmp/Shop.Web.1.2.3.zip

- name: Push the same file as another version
  octopus.deploy.octopus_package:
    path: /tmp/Shop.Web.1.2.3.zip
    package_id: Shop.Web
    version: 1.3.0-beta.1

- name: Delete an old version
  octopus.deploy.octopus_package:
    package_id: Shop.Web
    version: 1.0.0
    state: absent
"""

RETURN = r"""
---
id:
  description: The ID of the package's document.
  returned: if the package exists, except in check mode before it is pushed
  type: str
  sample: packages-12
package_id:
  description: The ID of the package, as Octopus reads it.
  returned: success
  type: str
  sample: Shop.Web
version:
  description: The version of the package, as Octopus reads it.
  returned: success
  type: str
  sample: 1.2.3
extension:
  description: The extension of the package's file, with its dot.
  returned: if the package exists
  type: str
  sample: .zip
hash:
  description: The SHA-1 of the package's file.
  returned: if the package exists
  type: str
  sample: 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12
size:
  description: The size of the package's file in bytes.
  returned: if the package exists
  type: int
  sample: 10240
published:
  description: The time at which the package was pushed.
  returned: if the package exists, except in check mode before it is pushed
  type: str
  sample: "2026-11-02T10:15:00.000+00:00"
delta:
  description: Whether a delta was sent in place of the whole file.
  returned: if the file was pushed
  type: bool
  sample: false
feed_id:
  description: The ID of the built-in feed.
  returned: if the package exists, except in check mode before it is pushed
  type: str
  sample: feeds-builtin
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package import PACKAGE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(PACKAGE))


if __name__ == "__main__":
    main()
