# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that every module shares: how to reach the server."""

from __future__ import annotations


class ModuleDocFragment:
    """How to reach the server, and which space to work in."""

    DOCUMENTATION = r"""
requirements:
  - python >= 3.9
  - requests
  - uritemplate
options:
  octopus_url:
    description:
      - The address of the Octopus Server, for example V(https://octopus.example.com), with its virtual directory if it
        has one. C(/api) and a slash at the end are optional.
      - If this is not given, the environment variable E(OCTOPUS_URL) is used. One of the two is required.
    type: str
  octopus_api_key:
    description:
      - The API key to sign in with.
      - 'There are three ways to sign in: O(octopus_api_key), O(octopus_access_token), and O(octopus_username) with
        O(octopus_password). It is an error to give two of them.'
      - 'If no option gives one, the first of these environment variables that is set is used: E(OCTOPUS_API_KEY),
        E(OCTOPUS_ACCESS_TOKEN), and E(OCTOPUS_USERNAME) with E(OCTOPUS_PASSWORD).'
    type: str
  octopus_access_token:
    description:
      - The access token to sign in with, for example one that was issued for an OpenID Connect token.
      - If no option gives a way to sign in, the environment variable E(OCTOPUS_ACCESS_TOKEN) is used, unless
        E(OCTOPUS_API_KEY) is set.
    type: str
  octopus_username:
    description:
      - The name of the user to sign in as, together with O(octopus_password). The session is signed out at the end.
      - If no option gives a way to sign in, the environment variables E(OCTOPUS_USERNAME) and E(OCTOPUS_PASSWORD) are
        used, unless E(OCTOPUS_API_KEY) or E(OCTOPUS_ACCESS_TOKEN) is set.
    type: str
  octopus_password:
    description:
      - The password of O(octopus_username).
      - If no option gives a way to sign in, the environment variable E(OCTOPUS_PASSWORD) is used, together with
        E(OCTOPUS_USERNAME).
    type: str
  space:
    description:
      - The space to work in. Name, ID or slug, looked for in this order.
      - If this is not given, the environment variable E(OCTOPUS_SPACE) is used, or else the server's default space. An
        empty text is an error, because it often comes from a variable that is not set.
    type: str
  validate_certs:
    description:
      - Whether this machine has to trust the server's certificate. Use V(false) only for trials.
    type: bool
    default: true
  ca_path:
    description:
      - The path of a file with the certificates of the authorities to trust, instead of those that this machine
        trusts.
    type: path
  client_cert:
    description:
      - The path of a file with a client certificate, for a server or a proxy in front of it that asks for one.
    type: path
  client_key:
    description:
      - The path of a file with the key of O(client_cert), if that file does not contain the key.
    type: path
  timeout:
    description:
      - How many seconds to wait for the server to answer a request, at most 86400 (a day).
    type: int
    default: 60
  retries:
    description:
      - How many times a request is repeated when the server limits requests, is overloaded or can't be reached.
      - A request that writes is repeated only if it is certain that the server has not carried it out.
    type: int
    default: 5
"""

    PLUGIN = r"""
options:
  octopus_url:
    env:
      - name: OCTOPUS_URL
    vars:
      - name: octopus_url
  octopus_api_key:
    env:
      - name: OCTOPUS_API_KEY
    vars:
      - name: octopus_api_key
  octopus_access_token:
    env:
      - name: OCTOPUS_ACCESS_TOKEN
    vars:
      - name: octopus_access_token
  octopus_username:
    env:
      - name: OCTOPUS_USERNAME
    vars:
      - name: octopus_username
  octopus_password:
    env:
      - name: OCTOPUS_PASSWORD
    vars:
      - name: octopus_password
  space:
    env:
      - name: OCTOPUS_SPACE
    vars:
      - name: octopus_space
  validate_certs:
    vars:
      - name: octopus_validate_certs
  ca_path:
    vars:
      - name: octopus_ca_path
  client_cert:
    vars:
      - name: octopus_client_cert
  client_key:
    vars:
      - name: octopus_client_key
  timeout:
    vars:
      - name: octopus_timeout
  retries:
    vars:
      - name: octopus_retries
notes:
  - A way to sign in that is given to the plugin itself overrides Ansible's variables, and these override the
    environment. A variable may be a template. A variable that is overridden is not evaluated.
  - Options are converted and checked as those of modules are. A text with commas stands for a list, too.
"""
