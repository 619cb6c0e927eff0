#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_certificate
short_description: Manage certificates
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames, replaces, archives and removes the certificates that steps, variables and targets use.
  - New content replaces the content of an existing certificate, which keeps its ID and everything else, so that
    whatever uses it uses the new content. The server puts a copy with the old content into the archive.
  - A name means a certificate outside the archive or, if there is none, a certificate that somebody has archived.
    Copies that the server has archived are found only by O(id).
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.options.tenant_tags_mode
  - octopus.deploy.scope
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  certificate_data:
    description:
      - 'The certificate: the text of a PEM file, as P(ansible.builtin.file#lookup) returns it, or the base64 of a PEM,
        DER or PKCS#12 (PFX) file, which is what M(ansible.builtin.slurp) returns and what the API takes. Required for a
        new certificate. It can''t be cleared.'
      - A PEM or DER file is compared with the server's certificate by the thumbprint, whatever O(update_secrets) says.
        In a PEM file with a chain, the first certificate counts. A file with a private key differs from a certificate
        that has none on the server.
      - A PEM file that has the server's certificate, but further certificates that the server's chain lacks, can't be
        compared, because a server may show only a part of the chain. O(update_secrets) says when it is sent.
      - A PKCS#12 file is encrypted and can't be compared; O(update_secrets) says when it is sent. Whenever it is sent,
        it replaces the content and leaves one more copy in the archive, so use O(update_secrets=always) only in a task
        that is meant to do that.
    type: str
  password:
    description:
      - The password of the file in O(certificate_data), if it has one. It is sent whenever O(certificate_data) is sent,
        and ignored without it. V(<no secret>) says that the file has no password.
    type: str
  notes:
    description:
      - Free text for people, shown in the portal, at most 10240 characters. An empty string clears it.
    type: str
  archived:
    description:
      - Whether the certificate is archived. Nothing new can use an archived certificate, but whatever uses it already
        can continue to do so.
      - A certificate that has been replaced stays in the archive.
    type: bool
seealso:
  - module: octopus.deploy.octopus_account
  - module: octopus.deploy.octopus_machine
  - module: octopus.deploy.octopus_info
notes:
  - M(octopus.deploy.octopus_config_info) leaves out archived certificates, and M(octopus.deploy.octopus_config) never
    prunes them.
  - The server refuses to remove a certificate that is in use, and says what uses it.
"""

EXAMPLES = r"""
---
- name: Create the environment of the certificate
  octopus.deploy.octopus_environment:
    name: Production

- name: Upload a certificate
  octopus.deploy.octopus_certificate:
    name: Web shop
    certificate_data: "{{ lookup('ansible.builtin.file', pem_file) if pem_file is defined else example }}"
    notes: Renewed by the web team
    environments:
      - Production
  vars:
    example: |
      -----BEGIN CERTIFICATE-----
      MIIBWDCB/qADAgECAhR7RMQcDKoUbpIqlDsny/1xglJMzTAKBggqhkjOPQQDAjAs
      MRgwFgYDVQQDDA9vbmUuZXhhbXBsZS5jb20xEDAOBgNVBAoMB0V4YW1wbGUwHhcN
      MjYxMTIxMTQwMTE1WhcNNDYxMTE2MTQwMTE1WjAsMRgwFgYDVQQDDA9vbmUuZXhh
      bXBsZS5jb20xEDAOBgNVBAoMB0V4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMB
      BwNCAAS9gDYddC1z4ft1HVt0TwIb7hzLDKXQJy4QjfhXQZokJwYkLr/Rp/YzPgSc
      s/wYywQsJuLC0y46Qka9p5YOID9PMAoGCCqGSM49BAMCA0kAMEYCIQC2oUSvuiGb
      PL8fwyDEbPhddV21AjChAqDiwO5iFfvWFgIhAJuGqKeff+m+LHld9SceNA/g5Sub
      kxxcriNL46T4DCGX
      -----END CERTIFICATE-----

- name: Upload a certificate with its private key, from a PFX file
  octopus.deploy.octopus_certificate:
    name: Web shop, with its key
    certificate_data: "{{ lookup('ansible.builtin.file', 'shop.pfx.base64') }}"
    password: "{{ pfx_password }}"
  when: pfx_password is defined

- name: Archive a certificate
  octopus.deploy.octopus_certificate:
    name: Old shop
    archived: true
  when: shop_has_moved | default(false)

- name: Remove a certificate that nothing uses
  octopus.deploy.octopus_certificate:
    name: Oldest shop
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Certificates-1
    Name: Web shop
    SpaceId: Spaces-1
  # Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
  description:
    - The document as the server returned it, with the property names of the API. Secrets are masked.
    - In check mode, a document that would change is shown as the task would send it. Empty if the document does not
      exist, for example after O(state=absent).
  returned: success
  type: dict
id:
  description:
    - The ID of the document, even if the task removed it. Null if there was no such document and the task did not
      create it.
  returned: success
  type: str
  sample: Certificates-1
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
secrets_not_compared:
  description:
    - The options whose secrets were neither compared nor sent, because the server has a secret there already and
      never returns it.
    - O(update_secrets=always) sends them.
  returned: if there are any
  type: list
  elements: str
  sample:
    - certificate_data
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created certificate 'Web shop' (Certificates-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.certificate import CERTIFICATE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(CERTIFICATE))


if __name__ == "__main__":
    main()
