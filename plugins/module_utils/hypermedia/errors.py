# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The errors of the client. A message says what happened, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

ADVICE = {
    401: "Check how you sign in: a key, token or password may be mistyped, expired or revoked",
    403: "Ask an Octopus administrator for the permission named above, or use the API key of a user who has it",
    404: "It may have been removed meanwhile, or belong to another space",
    407: "Look at HTTPS_PROXY and HTTP_PROXY in the environment: the proxy wants a user name and password",
    429: "The server limits requests: run fewer at a time, or raise retries",
    502: "A proxy in front of the server got no answer from it: try again later",
    503: "The server may be starting or under maintenance: try again later",
    504: "A proxy in front of the server got no answer from it in time: try again later",
}
FORBIDDEN, NOT_FOUND, PERMISSION = 403, 404, "permission"
# Octopus Server names the permission; a proxy or firewall does not.
UNNAMED = "If a proxy or firewall in front of the server refuses this, look there; else the user lacks a permission"
# The keys of a message: Octopus's own first, then the keys of proxies and other services (api: transport#sign-in).
MESSAGES = ("ErrorMessage", "error_description", "detail", "title", "message", "error")


class OctopusError(Exception):
    """Base of all errors of this package. ``str()`` is one readable text without any secret.

    ``done``: the writes that had been done before the error, as phrases for messages. ``secrets``: values that turned
    out to be secrets, which no output may show. ``warnings``: those of the task that failed.
    """

    secrets: Sequence[Any] = ()
    warnings: Sequence[str] = ()

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.done: list[str] = []
        self._problem = message
        # A sentence about the effect of a write that was not answered.
        self._effect = ""
        self._done_before: list[str] = []

    def add(self, fact: str) -> None:
        """Append a fact that was found out later to the message."""
        self._problem = f"{_sentence(self._problem)} {fact}"
        self._compose()

    def after(self, done: Sequence[str]) -> None:
        """Append the writes that had been done before the error, as the task has changed something.

        A later call is about earlier writes; the message has one list of all of them.
        """
        self.done = [*done, *self.done]
        self._done_before = [*done, *self._done_before]
        self._compose()

    def _compose(self) -> None:
        before = f"Done before that: {', '.join(self._done_before)}." if self._done_before else ""
        more = [each for each in (self._effect, before) if each]
        self.message = " ".join([_sentence(self._problem), *more]) if more else self._problem
        self.args = (self.message,)

    def details(self) -> dict[str, Any]:
        """The parts of the error as data."""
        return {}


class ServerRefused(OctopusError):
    """The server answered a request with an error status (api: errors#refusals).

    ``url`` and ``body`` come without secrets; ``attempts``: how often the request was sent.
    """

    def __init__(self, status: int, method: str, url: str, body: Mapping[str, Any], attempts: int = 1) -> None:
        self.status = status
        self.method = method
        self.url = url
        self.attempts = attempts
        self.error_message = str(next((body[key] for key in MESSAGES if body.get(key)), ""))
        self.errors = _texts(body.get("Errors") or body.get("errors"))
        self.help_text = str(body.get("HelpText") or "")
        self.help_link = str(body.get("HelpLink") or "")
        self.server_details = body.get("Details") or {}
        super().__init__(self._text())

    def _text(self) -> str:
        said = [self.error_message or "the server gives no reason"]
        said += [each for each in self.errors if each != self.error_message]
        said += [each for each in (self.help_text, self.help_link and f"See {self.help_link}") if each]
        if self.server_details:
            said.append(f"Details: {self.server_details}")
        times = f", tried {self.attempts} times" if self.attempts > 1 else ""
        text = f"{' '.join(_sentence(each) for each in said)} ({self.method} {self.url} answered {self.status}{times})"
        is_unnamed = self.status == FORBIDDEN and PERMISSION not in text.casefold()
        advice = UNNAMED if is_unnamed else ADVICE.get(self.status)
        return f"{text}. {advice}." if advice else text

    def details(self) -> dict[str, Any]:
        """The request, the status and the words of the server as data, for a result; empty parts are left out."""
        found = {
            "status": self.status,
            "method": self.method,
            "url": self.url,
            "error_message": self.error_message,
            "errors": self.errors,
            "help_text": self.help_text,
            "help_link": self.help_link,
            "server_details": self.server_details,
        }
        return {key: value for key, value in found.items() if value}


class ConnectionFailed(OctopusError):
    """There was no answer: the connection was refused, reset or timed out, or the TLS handshake failed."""


class AnswerLost(ConnectionFailed):
    """There was no answer to a write, or only one from a proxy: the server may have carried the write out.

    ``method``: the method of the request. ``about``: the property of the managed document that the request wrote, if
    other requests wrote the rest of the document; ``is_first``: whether no earlier request wrote a part of it.
    ``step``: the managed document before this request and after it, if the request is one of several.
    """

    def __init__(self, message: str, method: str) -> None:
        super().__init__(message)
        self.method = method
        self.about = ""
        self.is_first = True
        self.step: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None
        self.found_out("The server may have carried out the request: check before you repeat it.")

    def found_out(self, effect: str) -> None:
        """Replace the sentence about the effect of the write by the result of looking for it."""
        self._effect = effect
        self._compose()


class UnexpectedAnswer(OctopusError):
    """The answer is not one that an Octopus Server gives."""


@contextmanager
def after_write(request: str) -> Iterator[None]:
    """Let an error about an answer say that the server has carried out ``request``, a phrase for messages."""
    try:
        yield
    except UnexpectedAnswer as error:
        error.done.append(request)
        raise


class MissingLink(OctopusError):
    """A document does not have the link to follow."""

    def __init__(self, link: str, version: str, near: Sequence[str] = ()) -> None:
        self.link = link
        self.version = version
        hint = f" Similar names: {', '.join(near)}." if near else ""
        super().__init__(
            f"There is no link {link!r} here; Octopus Server {version} may be too old or too new for it, or this user "
            f"may not see it.{hint}"
        )


class UnknownParameter(OctopusError):
    """A link's template does not offer a parameter."""

    def __init__(self, link: str, parameter: str, offered: Sequence[str]) -> None:
        self.link = link
        self.parameter = parameter
        self.offered = list(offered)
        names = ", ".join(offered) or "none"
        super().__init__(f"The link {link!r} offers no parameter {parameter!r}. It offers: {names}")


class MissingParameter(OctopusError):
    """A link was followed without parameters that are parts of its address."""

    def __init__(self, link: str, parameters: Sequence[str]) -> None:
        self.link = link
        self.parameters = list(parameters)
        super().__init__(
            f"The link {link!r} can't be followed without parameters that are parts of its address: "
            f"{', '.join(parameters)}"
        )


class SpaceNotFound(OctopusError):
    """No space has this name, slug or ID, or this user may not see it."""

    def __init__(self, name: str, near: Sequence[str] = (), supported: bool = True) -> None:
        self.name = name
        hint = f" Similar names: {', '.join(repr(each) for each in near)}." if near else ""
        old = "and this server is too old to have spaces: do not name a space."
        reason = "or this user may not see it." if supported else old
        super().__init__(f"There is no space named {name!r}, {reason}{hint}")


class NoDefaultSpace(OctopusError):
    """The server's default space is switched off, and no other was named."""

    def __init__(self) -> None:
        super().__init__("This server has no default space: say which space to use (space, or OCTOPUS_SPACE)")


class Ambiguous(OctopusError):
    """A name means more than one document."""

    def __init__(self, problem: str, matches: Sequence[str]) -> None:
        self.matches = list(matches)
        super().__init__(f"{problem}: {', '.join(matches)}. Use the ID instead of the name")


class WriteRefused(OctopusError):
    """A read-only client was asked to write, which is a bug and not a user's mistake."""


class UsageError(OctopusError):
    """The client cannot be set up as asked: the address, or the way to sign in."""


class LibraryMissing(OctopusError):
    """A Python library that the client is built on cannot be imported."""

    def __init__(self, library: str, python: str) -> None:
        self.library = library
        super().__init__(f"The Python library {library} is needed, and {python} can't import it: pip install {library}")


def is_unreadable(error: OctopusError) -> bool:
    """Whether a read failed because the user may not see the documents, or the server does not have their address."""
    return isinstance(error, MissingLink) or (
        isinstance(error, ServerRefused) and error.status in (FORBIDDEN, NOT_FOUND)
    )


def _texts(errors: Any) -> list[str]:
    """``Errors`` as a list, from a list, a single text, or texts by field."""
    if isinstance(errors, Mapping):
        return [f"{field}: {text}" for field, texts in errors.items() for text in _texts(texts)]
    if isinstance(errors, (list, tuple)):
        return [str(each) for each in errors]
    return [str(errors)] if errors else []


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
