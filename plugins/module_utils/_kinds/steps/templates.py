# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step that runs a step template of the space (api: processes#steps-from-templates)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.contents import STEP_PACKAGES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import STEP_TEMPLATES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.contents import mirror
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.parameters import (
    SECRETS,
    TEXTS,
    Parameters,
    same_properties,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import (
    EMPTY,
    LISTS,
    A,
    with_properties,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import (
    OF_EVERY_TYPE,
    TypedStep,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import WORDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import arguments_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.properties import by_folded_name
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, Shape

IDENTITY, VERSION = f"{A}Template.Id", f"{A}Template.Version"
LATEST = "latest"
TEMPLATE = Reference(STEP_TEMPLATES)
FIELDS = (
    Field("template", IDENTITY, TEMPLATE),
    Field("version", VERSION, WORDS),
    Field("parameters", "", TEXTS),
    Field("sensitive_parameters", "", SECRETS),
    Field("packages", "Packages", STEP_PACKAGES),
)


class TemplateStep(TypedStep):
    """A step from a step template: a copy of one version of the template, with values for its parameters.

    A new step has the newest version, and a step keeps the version that it has unless another one is asked for.
    """

    def parts(self) -> tuple[Field, ...]:
        return FIELDS

    def argument(self) -> Argument:
        return {"type": "dict", "options": arguments_of(FIELDS)}

    def shape(self) -> Shape:
        return OBJECT

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        if given.get("template"):
            yield STEP_TEMPLATES, given["template"]
        yield from STEP_PACKAGES.references(given.get("packages"))

    def check(self, given: Any, option: str) -> None:
        version = str(given.get("version") or LATEST).strip()
        if folded(version) != LATEST and not version.isdecimal():
            raise OptionError(f"{option}.version", f"must be a number or {LATEST}, not {version!r}")

    def is_of(self, action: Any) -> bool:
        """Whether an action comes from a step template."""
        return isinstance(action, dict) and bool(template_id(action))

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Document:
        self.check(given, option)
        action = dict(current) if isinstance(current, dict) else {}
        asked, has = given.get("template"), template_id(action)
        identity = str(TEMPLATE.wanted(asked, has, context, f"{option}.template") or "") if asked else has
        if not identity:
            raise OptionError(f"{option}.template", "is required for a step from a step template")
        newest = template_of(identity, context)
        version = self._version(given, action if identity == has else {}, newest, context, option)
        source = newest
        if identity != has or version != version_of(action):
            source = version_from(newest, version, context, f"{option}.version")
            action = based_on(source, action, identity, version, is_update=identity == has)
        properties = Parameters(source).with_values(given, action.get("Properties") or {}, context, option)
        return self._with_packages(given, {**action, "Properties": properties}, context, option)

    def same(self, current: Any, wanted: Any) -> bool:
        return self.is_of(current) == self.is_of(wanted) and same_properties(current, wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if not self.is_of(value):
            return None
        identity, properties = template_id(value), value.get("Properties") or {}
        found = {"template": TEMPLATE.shown(identity, context), "version": version_of(value)}
        parameters = Parameters(template_of(identity, context))
        if given is None:
            found.update(parameters.chosen(parameters.names(), properties, context))
        for option in ("parameters", "sensitive_parameters"):
            if (given or {}).get(option):
                found[option] = parameters.shown(given[option], properties, context)
        if (given or {}).get("packages"):
            named = {folded(each["name"]) for each in given["packages"]}
            packages = [each for each in value.get("Packages") or [] if folded(each.get("Name") or "") in named]
            found["packages"] = STEP_PACKAGES.shown(packages, context)
        return found

    def exported(self, value: Any, context: Context, place: str) -> Any:
        # Some clients write only the ID of a template, so that the step is not a copy of any version.
        is_copy = self.is_of(value) and bool(version_of(value))
        newest = template_of(template_id(value), context) if is_copy else None
        if newest is None:
            return None
        found: Document = {"template": TEMPLATE.shown(template_id(value), context)}
        if version_of(value) != str(newest.get("Version")):
            found["version"] = version_of(value)
        parameters = Parameters(newest)
        found.update(parameters.exported(parameters.names(), value.get("Properties") or {}, context, place))
        own = {folded(each.get("Name") or ""): each for each in newest.get("Packages") or []}
        packages = [each for each in value.get("Packages") or [] if folded(each.get("Name") or "") in own]
        chosen = [each for each in packages if not STEP_PACKAGES.item.same(own[folded(each.get("Name") or "")], each)]
        changed = STEP_PACKAGES.exported(chosen, context, place)
        return {**found, **({"packages": changed} if changed else {})}

    def rest(self, action: Document, context: Context) -> Document:
        """The parts of an action that ``exported`` leaves out: properties, packages and Git dependencies."""
        newest = template_of(template_id(action), context) or {}
        own = by_folded_name(newest.get("Properties"))
        parameters = Parameters(newest)
        left = {
            key: value
            for key, value in (action.get("Properties") or {}).items()
            if folded(key) not in (folded(IDENTITY), folded(VERSION))
            and not parameters.has(key)
            and value not in EMPTY
            and value != own.get(folded(key), ("", None))[1]
        }
        named = {prop: {folded(each.get("Name") or "") for each in newest.get(prop) or []} for prop in LISTS.values()}
        lists = {
            prop: [each for each in action.get(prop) or [] if folded(each.get("Name") or "") not in names]
            for prop, names in named.items()
        }
        return {"Properties": left, **lists}

    @staticmethod
    def _version(
        given: Mapping[str, Any], action: Document, newest: Document | None, context: Context, option: str
    ) -> str:
        """The version of the template that the step is to have."""
        asked, has = folded(given.get("version") or ""), version_of(action)
        latest = str((newest or {}).get("Version") or "")
        if asked == LATEST or not (asked or has):
            return latest
        if not asked and latest and latest != has:
            name = (newest or {}).get("Name")
            context.warn(
                f"{option}: the step has version {has} of step template {name!r}, whose newest version is {latest}; "
                f"version: {LATEST} updates the step"
            )
        return asked or has

    @staticmethod
    def _with_packages(given: Mapping[str, Any], action: Document, context: Context, option: str) -> Document:
        """The action with the packages that the options choose, each in its parameter as well."""
        packages = [dict(each) for each in action.get("Packages") or []]
        names = [folded(each.get("Name") or "") for each in packages]
        changed: dict[str, Any] = {}
        for index, entry in enumerate(given.get("packages") or []):
            place = f"{option}.packages[{index}]"
            if folded(entry["name"]) not in names:
                existing = listed([str(each.get("Name") or "") for each in packages]) or "none"
                raise OptionError(place, f"the template has no package {entry['name']!r}; its packages are: {existing}")
            at = names.index(folded(entry["name"]))
            packages[at] = STEP_PACKAGES.item.wanted(entry, packages[at], context, place) or packages[at]
            parameter = (packages[at].get("Properties") or {}).get("PackageParameterName")
            if parameter:
                changed[str(parameter)] = package_text(packages[at])
            elif not packages[at].get("Name"):
                changed.update(mirror(packages[at]))
        if not given.get("packages"):
            return action
        properties = with_properties(action["Properties"], changed)
        return {**action, "Packages": packages, "Properties": properties}


def template_id(action: Mapping[str, Any]) -> str:
    """The ID of the step template that an action comes from; empty for another action."""
    return str(by_folded_name(action.get("Properties")).get(folded(IDENTITY), ("", None))[1] or "")


def version_of(action: Mapping[str, Any]) -> str:
    """The version of its step template that an action has."""
    return str(by_folded_name(action.get("Properties")).get(folded(VERSION), ("", None))[1] or "")


def template_of(identity: str, context: Context) -> Document | None:
    """The newest version of a step template as it will be; None if it does not exist yet."""
    change = context.resolver.planned_changes(STEP_TEMPLATES).get(identity)
    if change is None:
        return context.documents.seen(STEP_TEMPLATES, identity)
    before, after = change
    newer = 0 if before == after else 1
    return {**after, "Version": (before.get("Version") or 0) + newer}


def version_from(newest: Document | None, version: str, context: Context, option: str) -> Document | None:
    """A version of a step template."""
    if newest is None or version == str(newest.get("Version")):
        return newest
    kept: list[Document] = list(context.client.items(newest, "Versions")) if has_link(newest, "Versions") else []
    found = next((each for each in kept if str(each.get("Version")) == version), None)
    if found is None:
        numbers = listed([str(each.get("Version")) for each in kept])
        raise OptionError(
            option, f"step template {newest.get('Name')!r} has no version {version}; its versions are: {numbers}"
        )
    return found


def based_on(template: Document | None, action: Document, identity: str, version: str, is_update: bool) -> Document:
    """An action that is a copy of a template. An update keeps the values of parameters, and the chosen packages."""
    properties = action.get("Properties") or {}
    kept = {key: value for key, value in properties.items() if is_update or folded(key).startswith(OF_EVERY_TYPE)}
    parameters = Parameters(template)
    has = {folded(key) for key in kept}
    defaults = {name: parameters.default(name) for name in parameters.names() if folded(name) not in has}
    fixed = {key: value for key, value in ((template or {}).get("Properties") or {}).items() if value is not None}
    result = {
        **action,
        # The type of a template that does not exist yet is unknown.
        "ActionType": (template or {}).get("ActionType") or identity,
        "Properties": with_properties(kept, {**defaults, **fixed, IDENTITY: identity, VERSION: version}),
    }
    for prop in LISTS.values():
        if template is not None and (template.get(prop) or prop in action):
            chosen = action.get(prop) or [] if is_update else []
            result[prop] = copied(template.get(prop) or [], chosen)
    return result


def copied(contents: list[Document], chosen: list[Document]) -> list[Document]:
    """The contents of a template without their IDs, as the step has chosen them, and the step's own contents."""
    by_name = {folded(each.get("Name") or ""): each for each in chosen}
    own = {folded(each.get("Name") or ""): {k: v for k, v in each.items() if k != "Id"} for each in contents}
    merged = [{**each, **by_name.get(name, {})} for name, each in own.items()]
    return [*merged, *(each for name, each in by_name.items() if name not in own)]


def package_text(package: Document) -> str:
    """The value of a parameter that is a package."""
    value = {prop: package.get(prop) for prop in ("PackageId", "FeedId")}
    return json.dumps(value, separators=(",", ":"))


STEPS = (Field("run_step_template", "", TemplateStep()),)
