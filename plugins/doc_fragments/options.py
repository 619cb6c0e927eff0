# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that several modules share; each module names the ones that it has."""

from __future__ import annotations


class ModuleDocFragment:
    """One fragment for each option, for example ``octopus.deploy.options.slug``."""

    DESCRIPTION = r"""
options:
  description:
    description:
      - Free text for people, shown in the portal. An empty string clears it.
    type: str
"""

    SLUG = r"""
options:
  slug:
    description:
      - The name of the document in addresses (URLs). If it is left out, the server derives one from the name of a new
        document, and keeps it when the document is renamed.
      - A slug can be changed, but not cleared. Bookmarks and scripts that use the old slug stop working.
    type: str
"""

    ICON = r"""
options:
  icon:
    description:
      - The icon that the portal shows. An empty dictionary clears it. Older servers have no icons.
      - The portal shows either an icon or a picture as the logo, so a task has either O(icon) or O(logo).
    type: dict
    suboptions:
      id:
        description:
          - The name of the icon, as the portal's icon picker has it, for example V(rocket).
        type: str
      color:
        description:
          - The colour of the icon as six hexadecimal digits, for example V(#0D80D8).
        type: str
"""

    LOGO = r"""
options:
  logo:
    description:
      - The path of a picture, in the format PNG, JPEG, GIF or SVG, that the portal shows as the logo. The server
        decides which of these formats it takes, and how large the file may be.
      - The task reads the server's picture and sends the file if they differ. If the server stores another picture
        than the one that it got, the task warns, and every run sends the file again.
      - The file is on the machine where the task runs, which is the controller for a task on C(localhost). In a file
        that M(octopus.deploy.octopus_config) reads, a relative path begins in the folder of that file.
      - A logo can be replaced, but not removed. If the option is left out, the logo stays as it is, and the task does
        not read it. An export leaves it out.
    type: path
"""

    TENANT_TAGS_MODE = r"""
options:
  tenant_tags_mode:
    description:
      - Whether O(tenant_tags) is the whole list (V(replace)), or only a part of it that this task manages (V(merge)).
        V(merge) adds the tags that are missing and removes none.
    type: str
    choices:
      - replace
      - merge
    default: replace
"""

    EXTENSION_SETTINGS = r"""
options:
  extension_settings:
    description:
      - The settings that extensions, for example the integrations of Jira and ServiceNow, have for this document.
      - This is the whole list. An extension that is not in it loses its settings. An empty list clears the settings of
        all extensions.
      - Entries that the server adds by itself for extensions that nobody has set up are left alone.
    type: list
    elements: dict
    suboptions:
      extension_id:
        description:
          - The extension, for example V(jira-integration), V(jiraservicemanagement-integration) or
            V(servicenow-integration).
        type: str
        required: true
      values:
        description:
          - The settings, under the names that the extension gives them, for example C(ServiceNowChangeControlled) of a
            project or an environment, C(ServiceNowConnectionId) of a project, and C(JiraEnvironmentType)
            (V(development), V(testing), V(staging), V(production) or V(unmapped)) or C(JsmChangeControlled) of an
            environment.
          - The given settings replace all settings that the extension has.
        type: dict
"""

    TEMPLATES = r"""
options:
  templates:
    description:
      - The variables that each tenant gives a value of its own (variable templates), in order. Templates of a library
        variable set are for the tenants of every project that includes the set.
      - This is the whole list. A template that is not in it is removed, together with the values that tenants gave.
        An empty list removes all.
      - A template is identified by its name. An existing template keeps its ID, and with it the tenants' values, and
        every setting that is left out here.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - The name of the variable.
        type: str
        required: true
      label:
        description:
          - The name of the variable in the portal. An empty string clears it.
        type: str
      help_text:
        description:
          - The explanation of the variable in the portal. An empty string clears it.
        type: str
      default_value:
        description:
          - The value for a tenant that gives none. An empty string clears it. It can be given with every control type
            except V(Sensitive).
          - If the name of the control type ends in C(Account), C(WorkerPool) or C(Certificate), for example
            V(AzureAccount), it is the name, slug or ID of an account, a worker pool or a certificate, or an expression
            with C(#{...}).
        type: str
      sensitive_default_value:
        description:
          - The value for a tenant that gives none, of a template whose control type is V(Sensitive). It can't be
            compared; O(update_secrets) says when it is sent. V(<no secret>) clears it.
        type: str
      display_settings:
        description:
          - The way in which the portal asks for the value.
        type: dict
        suboptions:
          control_type:
            description:
              - The type of the input field (C(Octopus.ControlType)), for example V(SingleLineText),
                V(MultiLineText), V(Select), V(Checkbox) or V(Sensitive).
            type: str
          select_options:
            description:
              - The choices of a V(Select) (C(Octopus.SelectOptions)), one in each line, as C(value|label).
            type: str
"""

    PARALLELISM = r"""
options:
  parallelism:
    description:
      - The maximum number of requests that the task sends at the same time.
      - The task begins with at most four. It sends more as long as the server takes no longer for each of them, and
        fewer if answers take longer or the server refuses requests.
    type: int
    default: 16
"""
