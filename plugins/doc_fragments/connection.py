# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that every module shares: how to reach the server."""

from __future__ import annotations


class ModuleDocFragment:
    """How to reach the server."""

    DOCUMENTATION = r"""
requirements:
  - python >= 3.9
  - requests
  - uritemplate
options:
  octopus_url:
    description:
      - The address of the Octopus Server, with or without C(/api), with its virtual directory if it has one.
      - If it is not given, the environment variable E(OCTOPUS_URL) is used.
    type: str
  octopus_api_key:
    description:
      - The API key to sign in with. There must be exactly one way to sign in.
      - If no way is given by an option, the environment is asked, first for E(OCTOPUS_API_KEY).
    type: str
  octopus_access_token:
    description:
      - The access token to sign in with, for example one that OpenID Connect gave.
      - If no way is given by an option, the environment is asked for E(OCTOPUS_ACCESS_TOKEN) after E(OCTOPUS_API_KEY).
    type: str
  octopus_username:
    description:
      - The name of the user to sign in as, together with O(octopus_password).
      - If no way is given by an option, the environment is asked for E(OCTOPUS_USERNAME) last.
    type: str
  octopus_password:
    description:
      - The password of O(octopus_username), in the environment E(OCTOPUS_PASSWORD).
    type: str
  space:
    description:
      - The space to work in. Name, slug or ID.
      - If it is not given, the environment variable E(OCTOPUS_SPACE) is used, and without that the default space.
      - For what belongs to the server and not to a space, it has no meaning.
    type: str
  validate_certs:
    description:
      - Whether the server's certificate must be one that this machine trusts.
    type: bool
    default: true
  ca_path:
    description:
      - The file with the certificates of the authorities that the server is trusted by, instead of the system's own.
    type: path
  client_cert:
    description:
      - The file with a client certificate to show to the server.
    type: path
  client_key:
    description:
      - The file with the key of O(client_cert), if it is not in there.
    type: path
  timeout:
    description:
      - How many seconds to wait for an answer.
    type: int
    default: 60
  retries:
    description:
      - How often a request is repeated when the server is busy, limits requests or can't be reached.
      - A request that writes is only repeated where it is certain that the server has not done it.
    type: int
    default: 5
"""
