# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source octopus_events, which also listens for the calls of a subscription (api: events#webhook).

A server drops a batch of events if the call with the batch fails, and repeats a call that was answered late. So a call
is only the signal to read the audit log, and the events are taken from the log.
"""

from __future__ import annotations

DOCUMENTATION = r"""
---
short_description: Act on the events of an Octopus Server as soon as a subscription calls
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Listens for the calls of a subscription, and reads the audit log as soon as one arrives. It also reads the log at
    intervals, so that a lost call does not lose an event. Each event is given to the rulebook once.
  - It has all options of the source C(octopus.deploy.octopus_events), whose file must be in the same folder. These
    options choose the events; the filter of the subscription only decides how soon an event is noticed.
options:
  host:
    description:
      - The address on which to listen for calls.
    type: str
    default: 0.0.0.0
  port:
    description:
      - The port on which to listen for calls.
    type: int
    required: true
  webhook_header_key:
    description:
      - The name of the header that a call has to have. The subscription has an option of the same name.
    type: str
    required: true
  webhook_header_value:
    description:
      - The secret that the header has to contain. A call with another value is refused.
      - A number is refused, because YAML does not keep its spelling. Put it in quotes.
    type: str
    required: true
  certfile:
    description:
      - The path of a file with the certificate to show to the server, so that calls come by HTTPS.
    type: path
  keyfile:
    description:
      - The path of a file with the key of O(certfile), if that file does not contain the key.
    type: path
"""

EXAMPLES = r"""
- name: Act on failed deployments at once
  hosts: localhost
  sources:
    - octopus.deploy.octopus_webhook:
        port: 5000
        webhook_header_key: X-Webhook-Secret
        webhook_header_value: "{{ WEBHOOK_SECRET }}"
        octopus_url: https://octopus.example.com
        octopus_api_key: "{{ OCTOPUS_API_KEY }}"
        event_categories:
          - DeploymentFailed
        # A call makes the source look at once, so it needs to look seldom by itself.
        interval: 300
        cursor_file: /var/lib/eda/failed.cursor
  rules:
    - name: A deployment failed
      condition: event.Category == "DeploymentFailed"
      action:
        debug:
          msg: "{{ event.Message }}"
"""

import asyncio
import hmac
import logging
import os
import runpy
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

LOGGER = logging.getLogger("octopus.deploy.octopus_webhook")
EVENTS: Mapping[str, Any] = runpy.run_path(str(Path(__file__).with_name("octopus_events.py")))
REQUIRED = ("port", "webhook_header_key", "webhook_header_value")
OWN = (*REQUIRED, "host", "certfile", "keyfile")
# How long a call that is being answered may hold up the end of the source.
SECONDS_TO_END = 2.0


def own_options(args: Mapping[str, Any]) -> dict[str, str]:
    """The options for listening. Raises ``SourceError``, naming the option."""
    found = {name: EVENTS["text"](name, args[name]) for name in OWN if args.get(name) is not None}
    for name in REQUIRED:
        if name not in found:
            raise EVENTS["SourceError"](f"{name} is required")
    if not found["port"].isdecimal() or not 0 < int(found["port"]) < 65536:
        raise EVENTS["SourceError"]("port must be a number from 1 to 65535")
    if "keyfile" in found and "certfile" not in found:
        raise EVENTS["SourceError"]("keyfile needs certfile")
    return found


def application(asked: Mapping[str, str], wake: asyncio.Event) -> web.Application:
    """Answers at once, because a server gives up a call that takes long."""
    secret = asked["webhook_header_value"].encode()

    async def called(request: web.Request) -> web.Response:
        given = request.headers.get(asked["webhook_header_key"], "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, secret):
            LOGGER.warning("A call from %s does not have the secret of webhook_header_value", request.remote)
            return web.Response(status=401)
        wake.set()
        return web.Response(status=204)

    made = web.Application()
    made.router.add_post("/{path:.*}", called)
    return made


def trust(asked: Mapping[str, str]) -> ssl.SSLContext | None:
    if "certfile" not in asked:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(asked["certfile"], asked.get("keyfile"))
    except (OSError, ssl.SSLError) as error:
        raise EVENTS["SourceError"](f"certfile, keyfile: {error}") from error
    return context


async def main(queue: Any, args: Mapping[str, Any]) -> None:
    """Give events to the rulebook for ever. ``args``: the options, and the queue of feedback."""
    rest = {name: value for name, value in args.items() if name not in OWN}
    asked = EVENTS["options"](rest, os.environ, OWN)
    own, feedback = own_options(args), EVENTS["feedback_of"](rest)
    wake = asyncio.Event()
    runner = web.AppRunner(application(own, wake), access_log=None, shutdown_timeout=SECONDS_TO_END)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, own.get("host", "0.0.0.0"), int(own["port"]), ssl_context=trust(own)).start()
        except OSError as error:
            raise EVENTS["SourceError"](f"host, port: can't listen there: {error}") from error
        await EVENTS["stream"](queue, asked, feedback, wake)
    finally:
        await runner.cleanup()
