# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the content of an answer, and raises an error for an answer that an Octopus Server would not give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Request
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused, UnexpectedAnswer
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask

if TYPE_CHECKING:
    import requests

REDIRECTED, REFUSED, NOT_FOUND = 300, 400, 404
# A proxy got no answer from the server, or not in time (api: modules#verbs-at-a-glance).
NO_ANSWER = (502, 504)
LONGEST_EXCERPT = 200
MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
SIGN_IN_PAGE = re.compile(r"type=.?password|\b(?:log|sign)[ -]?(?:in|on)\b", re.IGNORECASE)
UNTYPED = ("", "text/plain")
WEB_PAGE = re.compile(rb"\s*<(!doctype html|html|head)\b", re.IGNORECASE)
CHECK_THE_SIGN_IN = (
    "This is a sign-in page: check how you sign in, and whether a proxy in front of the server has a sign-in page of "
    "its own"
)
CHECK_THE_ADDRESS = "Is this the address of an Octopus Server, with its virtual directory if it has one?"


def content(asked: Request, request: Request, answer: requests.Response) -> Any:
    """The JSON value of an answer, the text of a plain one, or None for an empty one.

    ``asked``: the original request; ``request``: the request that was answered, after repetitions and redirects.
    Raises ``ServerRefused`` and ``UnexpectedAnswer``.
    """
    mask = request.mask
    is_redirected = asked.url != request.url and leads_elsewhere(asked.url, request.url)
    if is_redirected and (answer.status_code == NOT_FOUND or is_html(answer)):
        # A 404 after a redirect to another page does not mean that the document does not exist.
        page = f"which answered {answer.status_code}: {beginning(answer, mask)!r}"
        raise UnexpectedAnswer(f"{asked} is redirected to {request.address}, {page}. {advice(answer)}")
    if answer.status_code >= REFUSED:
        body = mask.deep(_error_body(answer, mask))
        raise ServerRefused(answer.status_code, request.method, request.address, body, request.attempt)
    if answer.status_code >= REDIRECTED:
        target = mask.address(answer.headers.get("Location", "")) or "nowhere"
        raise UnexpectedAnswer(
            f"{request} is redirected to {target}, where neither writes nor secrets are sent. Use the address of "
            "the Octopus Server itself, with https if the server wants it, and with its virtual directory if it has "
            "one. If the redirect leads to a sign-in page, a proxy in front of the server wants a sign-in first"
        )
    if not answer.content:
        return None
    if is_html(answer):
        raise UnexpectedAnswer(web_page_message(request, answer))
    if "json" in content_type(answer).lower():
        try:
            return answer.json()
        except (ValueError, RecursionError):
            answered = _answered_with(request, answer)
            problem = f"{answered} that is incomplete or damaged: {beginning(answer, mask)!r}. {CHECK_THE_ADDRESS}"
        raise UnexpectedAnswer(problem)
    # Logs and other raw files are plain texts (api: transport#addresses).
    return mask.text(text_of(answer))


def leads_elsewhere(asked: str, url: str) -> bool:
    """Whether a redirect led to another path; a virtual directory in front of the path makes no difference."""
    return not urlsplit(url).path.rstrip("/").endswith(urlsplit(asked).path.rstrip("/"))


def is_html(answer: requests.Response) -> bool:
    """Whether an answer is a web page. Some proxies call a web page a text or JSON, or give no type."""
    kind = answer.headers.get("Content-Type", "").lower()
    may_be = "json" in kind or kind.partition(";")[0] in UNTYPED
    return "html" in kind or (may_be and bool(WEB_PAGE.match(answer.content)))


def web_page_message(request: Request, answer: requests.Response) -> str:
    """The message about a web page in place of JSON."""
    return f"{_answered_with(request, answer)} instead of JSON: {beginning(answer, request.mask)!r}. {advice(answer)}"


def is_from_proxy(answer: requests.Response) -> bool:
    """Whether something in front of the server has answered, so that nobody knows what the server did."""
    return answer.status_code in NO_ANSWER or (answer.status_code < REDIRECTED and is_html(answer))


def proxy_message(request: Request, answer: requests.Response) -> str:
    """The message about an answer for which ``is_from_proxy`` is true."""
    if answer.status_code in NO_ANSWER:
        said = f"{beginning(answer, request.mask)!r}. A proxy in front of the server got no answer from it"
        return f"{request} answered {answer.status_code}: {said}."
    return web_page_message(request, answer)


def content_type(answer: requests.Response) -> str:
    """The content type of an answer, in words for a message."""
    return answer.headers.get("Content-Type") or "no content type"


def _answered_with(request: Request, answer: requests.Response) -> str:
    """The beginning of a message about the content of an answer."""
    return f"{request} answered {answer.status_code} with {request.mask.text(content_type(answer))}"


def advice(answer: requests.Response) -> str:
    """The advice for an answer that is a web page."""
    signs_in = SIGN_IN_PAGE.search(text_of(answer)) or SIGN_IN_PAGE.search(answer.url)
    return f"{CHECK_THE_SIGN_IN}. {CHECK_THE_ADDRESS}" if signs_in else CHECK_THE_ADDRESS


def text_of(answer: requests.Response) -> str:
    """An answer as text, in UTF-8 unless the answer names another charset; requests would assume Latin-1."""
    named = "charset" in answer.headers.get("Content-Type", "").lower()
    return answer.text if named else answer.content.decode("utf-8", "replace")


def beginning(answer: requests.Response, mask: Mask) -> str:
    """The first words of an unexpected answer, without markup and secrets."""
    # Web pages are rare, and the module takes long to import.
    import html

    # Mask before cutting, or half a secret might remain at the end.
    words = mask.text(html.unescape(MARKUP.sub(" ", mask.text(text_of(answer))))).split()
    printable = "".join(each if each.isprintable() else "?" for each in " ".join(words))
    return printable[:LONGEST_EXCERPT]


def _error_body(answer: requests.Response, mask: Mask) -> dict[str, Any]:
    """The body of a refusal; the text of the answer as its message, if the body is not a JSON object."""
    try:
        body = answer.json()
    except (ValueError, RecursionError):
        body = None
    return body if isinstance(body, dict) else {"ErrorMessage": beginning(answer, mask)}
