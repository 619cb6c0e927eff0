# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source that reads the audit log of an Octopus Server (api: events#events-as-a-stream).

ansible-rulebook runs the file by its path, so it imports nothing of the collection. Apart from Python's own library it
uses only aiohttp, which ansible-rulebook needs itself.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
short_description: Act on the events in the audit log of an Octopus Server
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Reads the audit log of a space at intervals, and gives each event to the rulebook once, in the order of time.
  - An event has the properties that the API gives it, such as C(Category), C(Message), C(Occurred), C(Username) and
    C(RelatedDocumentIds), except C(Links) and C(ChangeDetails).
  - The source adds the property C(Documents), which has the IDs of the documents that the event concerns, grouped by
    the part of the ID before the hyphen, for example C(event.Documents.Machines[0]).
  - While the server limits requests, restarts or can't be reached, the source repeats its request until the server
    answers. If the server refuses the user or an option, the source ends with an error.
  - Proxies come from the environment variables E(HTTP_PROXY), E(HTTPS_PROXY) and E(NO_PROXY). The source does not read
    a C(.netrc).
options:
  octopus_url:
    description:
      - The address of the Octopus Server, with its virtual directory if it has one.
      - If this is not given, the environment variable E(OCTOPUS_URL) is used.
    type: str
  octopus_api_key:
    description:
      - The API key to sign in with. Its user needs the permission C(EventView).
      - If neither this nor O(octopus_access_token) is given, the environment variable E(OCTOPUS_API_KEY) is used, or
        else E(OCTOPUS_ACCESS_TOKEN).
      - A key or a token that is a number is refused, here and in O(octopus_access_token), because YAML does not keep
        its spelling. Put it in quotes.
    type: str
  octopus_access_token:
    description:
      - The access token to sign in with, in place of O(octopus_api_key).
    type: str
  space:
    description:
      - The space whose events are read. Name, ID or slug.
      - If this is not given, the environment variable E(OCTOPUS_SPACE) is used, or else the server's default space.
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
      - The path of a file with a client certificate.
    type: path
  client_key:
    description:
      - The path of a file with the key of O(client_cert), if that file does not contain the key.
    type: path
  timeout:
    description:
      - How many seconds to wait for the server to answer a request.
    type: float
    default: 60
  interval:
    description:
      - How many seconds to wait between two looks at the audit log.
    type: float
    default: 30
  overlap:
    description:
      - How many seconds of the audit log are read again each time, because a server with several nodes may show an
        event late. An event that was given to the rulebook before is left out.
    type: float
    default: 60
  since:
    description:
      - The moment from which events are read at the first start, in ISO 8601, for example V(2026-11-28T06:00:00Z). A
        moment without a time zone is in UTC, and a day without a time stands for its beginning.
      - By default, the first start gives no event that is older than the start.
    type: str
  cursor_file:
    description:
      - The path of a file that keeps the position in the audit log, so that the next start continues there. The folder
        has to exist. Each source needs a file of its own.
      - Without a file, each start is a first start, and the events from the time between are lost.
    type: path
  feedback:
    description:
      - Whether the position moves past an event only after C(ansible-rulebook) has matched it to the rules. If
        C(ansible-rulebook) keeps its state in a database too, no event is lost when it is killed. Without a database,
        the actions that wait are lost.
      - C(ansible-rulebook) has to run with C(--persistence-id), and O(cursor_file) is required.
    type: bool
    default: false
  event_categories:
    description:
      - Only events of these categories, for example V(DeploymentFailed). IDs or names, as the audit page of the portal
        offers them.
    type: list
    elements: str
  event_groups:
    description:
      - Only events of the categories in these groups, for example V(MachineCritical). IDs or names.
    type: list
    elements: str
  projects:
    description:
      - Only events that concern one of these projects. Names, IDs or slugs.
    type: list
    elements: str
  environments:
    description:
      - Only events that concern one of these environments. Names, IDs or slugs.
    type: list
    elements: str
  tenants:
    description:
      - Only events that concern one of these tenants. Names, IDs or slugs.
    type: list
    elements: str
"""

EXAMPLES = r"""
- name: Check targets that are unhealthy or unavailable
  hosts: localhost
  # Without this, only the first rule that matches an event acts on it.
  match_multiple_rules: true
  sources:
    - octopus.deploy.octopus_events:
        octopus_url: https://octopus.example.com
        octopus_api_key: "{{ OCTOPUS_API_KEY }}"
        space: Web team
        event_groups:
          - MachineHealthChanged
        cursor_file: /var/lib/eda/web_team.cursor
  rules:
    - name: A target is unhealthy
      condition: event.Category == "MachineUnhealthy"
      action:
        run_playbook:
          name: check_health.yml
    - name: Any change of health
      condition: event.Category is match("Machine")
      action:
        debug:
          msg: "{{ event.Message }}"
"""

import asyncio
import json
import logging
import math
import os
import random
import re
import ssl
import uuid
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import yarl

LOGGER = logging.getLogger("octopus.deploy.octopus_events")
USER_AGENT = "octopus.deploy/0.1.0 (Ansible collection)"
SECRETS = {"octopus_api_key": "X-Octopus-ApiKey", "octopus_access_token": "Authorization"}
# The secret of the source octopus_webhook.
OTHER_SECRETS = ("webhook_header_value",)
IN_QUOTES = "put it in quotes, or end its template with | tojson"
TEXTS = ("octopus_url", *SECRETS, "space", "ca_path", "client_cert", "client_key", "since", "cursor_file")
NUMBERS = {"timeout": 60.0, "interval": 30.0, "overlap": 60.0}
SWITCHES = {"validate_certs": True, "feedback": False}
# Each filter: the parameter of the list of events, and the link to the values that it may have.
FILTERS = {
    "event_categories": ("eventCategories", "EventCategories"),
    "event_groups": ("eventGroups", "EventGroups"),
    "projects": ("projects", "Projects"),
    "environments": ("environments", "Environments"),
    "tenants": ("tenants", "Tenants"),
}
FEEDBACK_QUEUE = "eda_feedback_queue"
PAGE = "1000"
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
# Calls of a webhook come in groups; one look at the audit log is enough for all calls of a group.
SHORTEST_INTERVAL = 1.0
# How long the rules may take for an event until the source says so.
PATIENCE = 600.0
PASSING = (408, 429, 500, 502, 503, 504)
NOT_FOUND = 404
SHOWN = 200
IS_IT = "Does octopus_url name the Octopus Server itself, or does a proxy in front of it answer?"
PROXY = "The environment variable http_proxy or https_proxy"
A_PROXY = "http://user:password@proxy.example.com:3128"
# The characters of addresses and keys.
VISIBLE = re.compile(r"[!-~]+")
EXPRESSION = re.compile(r"\{([/?&]?)([^}]*)\}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Python before 3.11 reads neither Z nor more than six digits.
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d{1,6})?\d*(Z|[+-]\d\d:\d\d)?", re.IGNORECASE)

Document = dict[str, Any]
Problem = Callable[[Any], str]


class SourceError(Exception):
    """Ends the source. The message says what is wrong, and contains no secret."""


class Passing(Exception):
    """A request that may succeed later; ``pause``: the seconds that the server asks the client to wait, if any."""

    def __init__(self, problem: str, pause: float | None = None) -> None:
        super().__init__(problem)
        self.pause = pause


class Gone(SourceError):
    """An address does not exist any more; a server's links can change when it restarts."""


@dataclass(frozen=True)
class Asked:
    """The options of a source, with their defaults."""

    texts: Mapping[str, str]
    numbers: Mapping[str, float]
    switches: Mapping[str, bool]
    filters: Mapping[str, list[str]]

    @property
    def since(self) -> datetime | None:
        return beginning(self.texts["since"]) if "since" in self.texts else None


def options(args: Mapping[str, Any], environment: Mapping[str, str], others: Iterable[str] = ()) -> Asked:
    """The options that a rulebook gives, completed from the environment. Raises ``SourceError``, naming the option.

    ``others``: the options that the source has beside these.
    """
    known = [*TEXTS, *NUMBERS, *SWITCHES, *FILTERS, *others]
    for name in args:
        if name not in known and name != FEEDBACK_QUEUE:
            raise SourceError(f"{name} is not an option: choose from {', '.join(sorted(known))}")
    given = {name: value for name, value in args.items() if value is not None}
    texts = {name: text(name, given[name]) for name in TEXTS if name in given}
    signs_in = SECRETS.keys() & texts.keys()
    for name in ("octopus_url", "space", *([] if signs_in else SECRETS)):
        if environment.get(name.upper()):
            texts.setdefault(name, environment[name.upper()].strip())
    if not signs_in and "octopus_api_key" in texts:
        texts.pop("octopus_access_token", None)
    asked = Asked(
        texts,
        {name: number(name, given.get(name, default)) for name, default in NUMBERS.items()},
        {name: switch(name, given.get(name, default)) for name, default in SWITCHES.items()},
        {name: listed(name, given[name]) for name in FILTERS if name in given},
    )
    check(asked)
    return asked


def check(asked: Asked) -> None:
    """Raise ``SourceError`` for options that do not go together."""
    if "octopus_url" not in asked.texts:
        raise SourceError("octopus_url is not set: give the server's address there or in OCTOPUS_URL")
    found = SECRETS.keys() & asked.texts.keys()
    if len(found) != 1:
        problem = "are both given" if found else "are both missing"
        raise SourceError(f"octopus_api_key and octopus_access_token {problem}: sign in one way")
    for name in found:
        if not VISIBLE.fullmatch(asked.texts[name]):
            raise SourceError(f"{name} has a blank, a line break or another character that no key has: copy it again")
    base_address(asked.texts["octopus_url"])
    if "client_key" in asked.texts and "client_cert" not in asked.texts:
        raise SourceError("client_key needs client_cert")
    if asked.switches["feedback"] and "cursor_file" not in asked.texts:
        raise SourceError("feedback needs cursor_file: a position that is not kept can't wait for the rules")
    if "since" in asked.texts:
        try:
            beginning(asked.texts["since"])
        except ValueError as error:
            raise SourceError(f"since is not a moment like 2026-11-28T06:00:00Z: {asked.texts['since']!r}") from error


def text(name: str, value: Any) -> str:
    """A text that an option gives. Raises ``SourceError``, which contains no secret.

    YAML reads a moment that is not in quotes as one, and a text of digits as a number, whose spelling is lost: 0123 is
    83, and 1.10 is 1.1.
    """
    if isinstance(value, date) and name == "since":
        return value.isoformat()
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and (name in SECRETS or name in OTHER_SECRETS or isinstance(value, float)):
        raise SourceError(f"{name} is a number, whose spelling YAML does not keep: {IN_QUOTES}")
    if not isinstance(value, (str, int, float)) or isinstance(value, bool) or not str(value).strip():
        raise SourceError(f"{name} must be a text that is not empty")
    return str(value).strip()


def number(name: str, value: Any) -> float:
    try:
        found = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        found = math.nan
    lowest = 0.0 if name == "overlap" else 0.01
    if not lowest <= found < math.inf:
        raise SourceError(f"{name} must be a number of seconds, {'0 or more' if not lowest else 'more than 0'}")
    return found


def switch(name: str, value: Any) -> bool:
    words = {"true": True, "yes": True, "false": False, "no": False}
    if str(value).strip().lower() not in words:
        raise SourceError(f"{name} must be true or false")
    return words[str(value).strip().lower()]


def listed(name: str, value: Any) -> list[str]:
    entries = value if isinstance(value, list) else [value]
    if not entries:
        raise SourceError(f"{name} is an empty list, which no event matches: leave it out for all events")
    return [text(name, each) for each in entries]


def base_address(url: str) -> str:
    """The server's address without ``/api`` and a slash at its end. Raises ``SourceError``."""
    try:
        parts = urlsplit(url)
        readable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        # Raises an error for an empty part of a name, and for a part of more than 63 characters.
        (parts.hostname or "").encode("idna")
    except ValueError:
        readable = False
    if not readable or not VISIBLE.fullmatch(url) or "@" in url or parts.query or parts.fragment:
        raise SourceError("octopus_url is not the address of a server: write it like https://octopus.example.com")
    base = url.rstrip("/")
    return base[:-4].rstrip("/") if base.casefold().endswith("/api") else base


def moment(said: str) -> datetime:
    """A moment in ISO 8601; UTC if it names no zone. Raises ``ValueError``."""
    found = MOMENT.fullmatch(said.strip())
    if not found:
        raise ValueError(f"not a moment: {said!r}")
    day, time, fraction, zone = found.groups()
    zone = "+00:00" if zone in (None, "Z", "z") else zone
    # Python before 3.11 reads three or six digits.
    return datetime.fromisoformat(f"{day}T{time}{(fraction or '.').ljust(7, '0') if len(time) > 5 else ''}{zone}")


def beginning(said: str) -> datetime:
    """A moment, or the beginning of a day. Raises ``ValueError``."""
    return moment(f"{said}T00:00" if DAY.fullmatch(said) else said)


def expand(template: str, values: Mapping[str, str]) -> str:
    """The address of a link: an RFC 6570 template with the operators that Octopus's links have."""

    def filled(found: re.Match[str]) -> str:
        operator, names = found[1], [each.rstrip("*") for each in found[2].split(",")]
        given = [(each, quote(values[each], safe="")) for each in names if each in values]
        if operator == "/":
            return "".join(f"/{value}" for dummy, value in given)
        if operator:
            return operator + "&".join(f"{name}={value}" for name, value in given) if given else ""
        return ",".join(value for dummy, value in given)

    return EXPRESSION.sub(filled, template)


def offers(template: str, parameter: str) -> bool:
    return any(parameter in found[2].split(",") for found in EXPRESSION.finditer(template))


def meant(option: str, value: str, documents: Iterable[Document]) -> Document:
    """The document with this name, else with this ID, else with this slug. Raises ``SourceError``."""
    everything, key = list(documents), value.strip().casefold()
    for way in ("Name", "Id", "Slug"):
        found = [each for each in everything if str(each.get(way) or "").strip().casefold() == key]
        if len(found) == 1:
            return found[0]
        if found:
            raise SourceError(f"{option}: {len(found)} are called {value!r}: give an ID")
    names = ", ".join(sorted(str(each.get("Name")) for each in everything)[:20])
    raise SourceError(f"{option}: there is no {value!r}. The user can see: {names or 'none'}")


def no_problem(answer: Any) -> str:
    return ""


def root_problem(answer: Any) -> str:
    """The mistake in a document that should have links; empty if there is none."""
    return "" if isinstance(answer, dict) and isinstance(answer.get("Links"), dict) else "it has no Links"


def page_problem(answer: Any) -> str:
    """The mistake in a page of a collection, or in a bare list; empty if there is none."""
    page = {"Items": answer} if isinstance(answer, list) else answer
    if not isinstance(page, dict) or not isinstance(page.get("Items"), list):
        return "it has no list of Items"
    for each in [page, *page["Items"]]:
        if not isinstance(each, dict) or not isinstance(each.get("Links") or {}, dict):
            return "its Links or Items are not objects"
    if not all(isinstance(each.get("Id"), str) for each in page["Items"]):
        return "an item has no Id"
    return ""


def events_problem(answer: Any) -> str:
    """The mistake in a page of events; empty if there is none."""
    problem = page_problem(answer)
    for each in [] if problem else answer if isinstance(answer, list) else answer["Items"]:
        try:
            moment(str(each.get("Occurred")))
        except ValueError:
            return "an event has no moment in Occurred"
        if not isinstance(each.get("RelatedDocumentIds") or [], list):
            return "RelatedDocumentIds is not a list"
    return problem


class Server:
    """Reads documents of a server, by links from ``/api``, until it answers."""

    def __init__(self, asked: Asked, session: aiohttp.ClientSession) -> None:
        self.asked = asked
        self.base = base_address(asked.texts["octopus_url"])
        self.space_id = ""
        self._session = session
        self._secret = next(asked.texts[name] for name in SECRETS if name in asked.texts)
        self._events = ""
        self._parameters: dict[str, str] = {}

    async def open(self) -> None:
        """Find the list of the space's events, and the IDs of the documents in the filters."""
        root = await self.get(f"{self.base}/api")
        if root_problem(root):
            raise SourceError(f"octopus_url: {self.base}/api answers, but not as an Octopus Server")
        home = await self._home(root)
        parameters = {"take": PAGE, "excludeDifference": "true"}
        for option, values in self.asked.filters.items():
            parameter, link = FILTERS[option]
            choices = [each async for each in self.items(self._link(home if link in home["Links"] else root, link))]
            parameters[parameter] = ",".join(str(meant(option, each, choices)["Id"]) for each in values)
        self._events = self._link(home, "Events")
        self._parameters = {name: value for name, value in parameters.items() if offers(self._events, name)}
        for option in self.asked.filters:
            if FILTERS[option][0] not in self._parameters:
                raise SourceError(f"{option}: this server has no such filter for events")

    async def _home(self, root: Document) -> Document:
        """The links of the space: those with its ID also for the default space, whose usual ones may be of all."""
        name = self.asked.texts.get("space")
        if "Spaces" not in root["Links"]:
            if name:
                raise SourceError("space: this server is older than spaces; leave the option out")
            return root
        spaces = [each async for each in self.items(self._link(root, "Spaces"), {"take": PAGE})]
        defaults = [each for each in spaces if each.get("IsDefault")]
        if not name and not defaults:
            raise SourceError("space is not set, and this server has no default space")
        space = meant("space", name, spaces) if name else defaults[0]
        self.space_id = str(space["Id"])
        holder = space if "SpaceHome" in (space.get("Links") or {}) else root
        home: Document = await self.get(
            self._address(self._link(holder, "SpaceHome"), {"spaceId": self.space_id}), root_problem
        )
        return home

    async def events(self, since: datetime | None) -> AsyncIterator[Document]:
        """The events from a moment on, the newest first. An event may come twice while others arrive.

        Pages count from the newest event, so that events which arrive meanwhile push the others down, and none is
        missed. Nothing here needs the clocks of both machines to agree.
        """
        if not self._events:
            await self.open()
        parameters = {**self._parameters, **({"from": since.isoformat()} if since else {})}
        async for each in self.items(self._events, parameters, events_problem):
            yield each

    def forget(self) -> None:
        """Follow the links from ``/api`` on again before the next look."""
        self._events = ""

    async def items(
        self, template: str, parameters: Mapping[str, str] | None = None, problem: Problem = page_problem
    ) -> AsyncIterator[Document]:
        """The entries of all pages of a collection; a bare list is one page."""
        address, seen = self._address(template, parameters or {}), set[str]()
        while address:
            if address in seen:
                raise SourceError(f"The pages repeat from {address} on")
            seen.add(address)
            page = await self.get(address, problem)
            entries = page if isinstance(page, list) else page["Items"]
            for each in entries:
                yield each
            following = "" if isinstance(page, list) else (page.get("Links") or {}).get("Page.Next")
            address = self._address(str(following), {}) if entries and following else ""

    def _link(self, holder: Document, name: str) -> str:
        found = holder["Links"].get(name)
        if not isinstance(found, str):
            raise SourceError(f"{self.base} has no link {name!r} for this user")
        return found

    def _address(self, template: str, parameters: Mapping[str, str]) -> str:
        """A link as a whole address. Raises ``SourceError`` for another server, which must not get the key."""
        link = expand(template, parameters)
        address = f"{self.base}{link[1:]}" if link.startswith("~/") else urljoin(f"{self.base}/", link)
        here, there = urlsplit(self.base), urlsplit(address)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise SourceError(f"A link leads away from {self.base}, to {there.netloc}: it is not followed")
        return address

    async def get(self, address: str, problem: Problem = no_problem) -> Any:
        """The JSON at an address, as soon as the server gives it. Raises ``SourceError`` for a refusal.

        ``problem``: says what is wrong with the JSON. A proxy may have sent it, so it is asked for again.
        """
        attempt = 0
        while True:
            try:
                return await self._once(address, problem)
            except Passing as passing:
                pause = passing.pause
                if pause is None:
                    pause = min(FIRST_PAUSE * 2 ** min(attempt, 10) * (1 + random.random()), LONGEST_PAUSE)
                LOGGER.warning("GET %s: %s; the next attempt is in %.1f s", address, passing, pause)
                await asyncio.sleep(pause)
                attempt += 1

    async def _once(self, address: str, problem: Problem) -> Any:
        try:
            # The address is encoded already. Another server must not get the key by a redirect.
            url, proxy = yarl.URL(address, encoded=True), proxy_for(address)
            async with self._session.get(url, proxy=proxy, allow_redirects=False) as answer:
                # A proxy may send its errors in any encoding.
                body = await answer.text(errors="replace")
        except aiohttp.InvalidURL:
            # The error has the whole address of the proxy, with its password.
            raise SourceError(f"{PROXY} is not the address of a proxy: write it like {A_PROXY}") from None
        except (aiohttp.ClientSSLError, ssl.SSLError) as error:
            raise SourceError(f"GET {address}: {error}. See validate_certs, ca_path and client_cert") from error
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise Passing(self._safe(str(error)) or type(error).__name__) from error
        if answer.status in PASSING:
            raise Passing(f"the server answered {answer.status}", pause_asked(answer.headers.get("Retry-After")))
        if 300 <= answer.status < 400:
            target = self._safe(answer.headers.get("Location", "nowhere"))
            raise SourceError(f"GET {address} is redirected to {target}, which does not get the key. {IS_IT}")
        if answer.status != 200:
            refusal = f"GET {address} was answered {answer.status}: {self._safe(said(body))}"
            raise Gone(refusal) if answer.status == NOT_FOUND else SourceError(refusal)
        try:
            found = json.loads(body)
        except (ValueError, RecursionError) as error:
            kind = answer.headers.get("Content-Type", "no content type")
            raise Passing(f"{kind} came instead of JSON: {self._safe(said(body))[:SHOWN]!r}. {IS_IT}") from error
        if problem(found):
            raise Passing(f"the answer has an unexpected shape: {problem(found)}. {IS_IT}")
        return found

    def _safe(self, message: str) -> str:
        return message.replace(self._secret, "********")


def proxy_for(address: str) -> str | None:
    """The proxy that the environment names for an address, if any.

    ``trust_env`` of aiohttp would find it too, but would also send the user and the password of a .netrc.
    """
    parts = urlsplit(address)
    found = None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme)
    return f"http://{found}" if found and "://" not in found else found


def said(body: str) -> str:
    """The words of an error's body, on one line."""
    try:
        content = json.loads(body)
        words = [str(content["ErrorMessage"]), *map(str, content.get("Errors") or [])]
    except (ValueError, KeyError, TypeError, RecursionError):
        words = body.split()
    return " ".join(words)[:500]


def pause_asked(header: str | None) -> float | None:
    """The seconds of a ``Retry-After`` header, which is a number or a date; None for anything else."""
    try:
        seconds = float(header or "")
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(header or "") - datetime.now(timezone.utc)).total_seconds()
        except (TypeError, ValueError):
            return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None


@dataclass
class Position:
    """The position in the audit log: how far events were given to the rulebook, and which of the last ones.

    ``since``: no older event is ever read; ``reached``: the greatest Occurred so far; ``seen``: the events within the
    overlap, with their Occurred, because several events can have the same one.
    """

    path: Path | None
    overlap: timedelta
    of: Mapping[str, str]
    since: datetime | None = None
    reached: datetime | None = None
    seen: dict[str, datetime] = field(default_factory=dict)

    @property
    def begin(self) -> datetime | None:
        """The moment from which the next look at the audit log reads."""
        bounds = [each for each in (self.since, self.reached and self.reached - self.overlap) if each]
        return max(bounds) if bounds else None

    def load(self) -> bool:
        """Go on where the file says; False if there is none. Raises ``SourceError`` for a file that does not fit."""
        if not self.path:
            return False
        try:
            first, *lines = self.path.read_text(encoding="utf-8").splitlines()
            header = json.loads(first)
            known = header["Of"]
            since, reached = (header[each] and moment(str(header[each])) for each in ("Since", "Reached"))
            # A machine that lost its power may have written a part of the last line.
            entries = [json.loads(each) for each in lines if each.endswith("}")]
            seen = [(each["Id"], moment(str(each["Occurred"]))) for each in entries]
        except FileNotFoundError:
            return False
        except OSError as error:
            raise SourceError(f"cursor_file: {self.path} can't be read: {error}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise SourceError(f"cursor_file: {self.path} is not a file of this source: {error}") from error
        if known != self.of:
            raise SourceError(f"cursor_file: {self.path} belongs to {known}, and not to {dict(self.of)}")
        self.since, self.reached = since, reached
        for event_id, occurred in seen:
            self.note(event_id, occurred)
        return True

    def note(self, event_id: str, occurred: datetime) -> None:
        self.seen[event_id] = occurred
        self.reached = max(self.reached or occurred, occurred)

    def passed(self, event: Document) -> None:
        """Move past an event, in the file too, by appending, which is quick. Raises ``SourceError``."""
        self.note(event["Id"], moment(event["Occurred"]))
        if not self.path:
            return
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"Id": event["Id"], "Occurred": event["Occurred"]}) + "\n")
        except OSError as error:
            raise self.unwritten(error) from error

    def save(self) -> None:
        """Write a new file with only the events of the overlap. Raises ``SourceError``."""
        begin = self.begin
        self.seen = {each: at for each, at in self.seen.items() if begin is None or at >= begin}
        if not self.path:
            return
        since, reached = (each and each.isoformat() for each in (self.since, self.reached))
        lines: list[Document] = [{"Of": dict(self.of), "Since": since, "Reached": reached}]
        lines += [{"Id": each, "Occurred": at.isoformat()} for each, at in self.seen.items()]
        fresh = self.path.with_name(f"{self.path.name}.new")
        try:
            with fresh.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(each) + "\n" for each in lines)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.path)
        except OSError as error:
            raise self.unwritten(error) from error

    def unwritten(self, error: OSError) -> SourceError:
        return SourceError(f"cursor_file: {self.path} can't be written: {error}")


def order(event: Document) -> tuple[datetime, int]:
    tail = str(event["Id"]).rpartition("-")[2]
    return moment(event["Occurred"]), int(tail) if tail.isdecimal() else 0


def shaped(event: Document, server: str) -> Document:
    """An event as rules get it. ``server``: the address of the server, which is a part of the event's identity.

    An engine that keeps its state knows events by ``meta.uuid``, and ignores one that comes again.
    """
    documents: dict[str, list[str]] = {}
    for each in event.get("RelatedDocumentIds") or []:
        documents.setdefault(str(each).partition("-")[0], []).append(each)
    kept = {name: value for name, value in event.items() if name not in ("Links", "ChangeDetails")}
    # A server that was restored from a backup gives an ID once more, to another event.
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{server}#{event['Id']}#{event['Occurred']}")
    return {**kept, "Documents": documents, "meta": {"uuid": str(identity)}}


async def newest(server: Server) -> datetime | None:
    """The Occurred of the newest event; None if there is no event."""
    async for event in server.events(None):
        return moment(event["Occurred"])
    return None


async def begin_at(server: Server, position: Position, last: datetime | None) -> None:
    """Start after the newest event, which occurred at ``last`` by the server's clock; this machine's may differ."""
    position.reached = last
    if last:
        async for event in server.events(position.begin):
            if moment(event["Occurred"]) <= last:
                position.note(event["Id"], moment(event["Occurred"]))


async def unseen(server: Server, position: Position) -> list[Document]:
    """The events that have not been given to the rulebook, the oldest first."""
    found: dict[str, Document] = {}
    known: dict[str, datetime] = {}
    async for event in server.events(position.begin):
        occurred = moment(event["Occurred"])
        # A server that was restored from a backup gives an ID once more, to another event.
        if position.seen.get(event["Id"]) == occurred:
            known[event["Id"]] = occurred
        else:
            found[event["Id"]] = event
    moments = [*known.values(), *(moment(each["Occurred"]) for each in found.values())]
    if not moments and position.reached:
        last = await newest(server)
        if last is None or last < position.reached - position.overlap:
            say_that_it_moved_back(position.reached, last)
            position.since, position.seen = None, {}
            await begin_at(server, position, last)
            position.save()
    elif position.reached and max(moments) < position.reached:
        say_that_it_moved_back(position.reached, max(moments))
        # Older events were given, too, but are no longer among those that were seen.
        position.since, position.reached, position.seen = position.begin, max(moments), known
        position.save()
    return sorted(found.values(), key=order)


def say_that_it_moved_back(reached: datetime, last: datetime | None) -> None:
    LOGGER.warning(
        "The newest event is from %s, but the position was at %s: the server was restored from a backup, or the "
        "filters were changed. The source continues from there.",
        last,
        reached,
    )


async def give(queue: Any, event: Document, feedback: Any, position: Position) -> None:
    """Give an event to the rulebook, and move past it; with feedback, once the rules confirm that they have it."""
    await queue.put(shaped(event, position.of["Server"]))
    # The queue has room for one event: the rules get their turn.
    await asyncio.sleep(0)
    reminder = asyncio.get_running_loop().call_later(PATIENCE, remind, event["Id"])
    try:
        while feedback and (await feedback.get()).get("Id") != event["Id"]:
            continue
    except asyncio.CancelledError:
        if not feedback.empty() and feedback.get_nowait().get("Id") == event["Id"]:
            position.passed(event)
        raise
    finally:
        reminder.cancel()
    position.passed(event)


def remind(event_id: str) -> None:
    """Say that the rules do not take an event. ansible-rulebook gives no feedback for one that it could not keep."""
    LOGGER.warning(
        "ansible-rulebook has not taken %s for %d minutes. Its actions may take that long. But if it has printed an "
        "error about its database, stop it and start it again: no event is lost.",
        event_id,
        PATIENCE / 60,
    )


async def look(server: Server, queue: Any, feedback: Any, position: Position) -> None:
    """Give all new events to the rulebook."""
    try:
        events = await unseen(server, position)
    except Gone:
        server.forget()
        events = await unseen(server, position)
    for event in events:
        await give(queue, event, feedback, position)
    if events:
        position.save()


async def stream(queue: Any, asked: Asked, feedback: Any, wake: asyncio.Event) -> None:
    """Give events to the rulebook for ever; ``wake``: set to look at the audit log before the interval is over."""
    scheme = "Bearer " if "octopus_access_token" in asked.texts else ""
    signs_in = {SECRETS[name]: scheme + asked.texts[name] for name in SECRETS if name in asked.texts}
    async with aiohttp.ClientSession(
        headers={"User-Agent": USER_AGENT, "Accept": "application/json", **signs_in},
        timeout=aiohttp.ClientTimeout(total=asked.numbers["timeout"]),
        connector=aiohttp.TCPConnector(ssl=trust(asked)),
    ) as session:
        server = Server(asked, session)
        await server.open()
        path = Path(asked.texts["cursor_file"]).expanduser() if "cursor_file" in asked.texts else None
        of = {"Server": server.base, "Space": server.space_id}
        position = Position(path, timedelta(seconds=asked.numbers["overlap"]), of, asked.since)
        if not position.load() and not position.since:
            await begin_at(server, position, await newest(server))
        position.save()
        while True:
            started = asyncio.get_running_loop().time()
            wake.clear()
            await look(server, queue, feedback, position)
            await pause(wake, asked.numbers["interval"], started)


async def pause(wake: asyncio.Event, seconds: float, started: float) -> None:
    """Wait for some seconds or until woken, but never look more often than once in ``SHORTEST_INTERVAL``."""
    waiting = asyncio.create_task(wake.wait())
    try:
        # wait_for of Python 3.11 and older forgets that the source is to end, if a call arrives at the same moment.
        await asyncio.wait([waiting], timeout=seconds)
        if not waiting.done():
            return
    finally:
        waiting.cancel()
    await asyncio.sleep(started + SHORTEST_INTERVAL - asyncio.get_running_loop().time())


def trust(asked: Asked) -> ssl.SSLContext:
    """The certificates to trust and to show. Raises ``SourceError``, naming the option."""
    try:
        context = ssl.create_default_context(cafile=asked.texts.get("ca_path"))
    except (OSError, ssl.SSLError) as error:
        raise SourceError(f"ca_path: {asked.texts['ca_path']}: {error}") from error
    if not asked.switches["validate_certs"]:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if "client_cert" in asked.texts:
        try:
            context.load_cert_chain(asked.texts["client_cert"], asked.texts.get("client_key"))
        except (OSError, ssl.SSLError) as error:
            raise SourceError(f"client_cert, client_key: {error}") from error
    return context


def feedback_of(args: Mapping[str, Any]) -> Any:
    """The queue of the events that the rules have taken; None if they do not say so. Raises ``SourceError``."""
    if not switch("feedback", args.get("feedback") or False):
        return None
    if args.get(FEEDBACK_QUEUE) is None:
        raise SourceError("feedback needs ansible-rulebook 1.3 or newer with --persistence-id")
    return args[FEEDBACK_QUEUE]


async def main(queue: Any, args: Mapping[str, Any]) -> None:
    """Give events to the rulebook for ever. ``args``: the options, and the queue of feedback."""
    await stream(queue, options(args, os.environ), feedback_of(args), asyncio.Event())
