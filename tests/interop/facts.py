# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every known trap (5.x) and behaviour (C.x) in docs/api, and why some have no test.

Tests are marked with the facts that they check: ``@pytest.mark.fact("5.7")``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """``emulator``, ``collection``: the reason why this side has no test; empty if it has one."""

    title: str
    emulator: str = ""
    collection: str = ""


def not_served(what: str) -> Fact:
    """A fact about something that neither the emulator nor a module supports yet; ``titled`` adds the title."""
    return Fact("", f"not served: {what}", f"the collection has no module for it yet: {what}")


def titled(title: str, fact: Fact) -> Fact:
    return Fact(title, fact.emulator, fact.collection)


NO_MODULE = "the collection has no module for it yet: "
FACTS: Mapping[str, Fact] = {
    "5.1": Fact(
        "Secrets can be written but not read: the value that was read keeps a secret, a default-built one clears it"
    ),
    "5.2": Fact("Each space has a team of managers that the server adds to those that were named"),
    "5.3": Fact("A space's task queue can't be stopped by POST, and while it runs the space can't be deleted"),
    "5.4": Fact("A PUT without the slug makes a new slug; a PUT with the old slug keeps it, even if the name changes"),
    "5.5": Fact("A tenant's PUT without its projects disconnects them all"),
    "5.6": Fact("A tag set's PUT without its tags deletes them; the server recognises tags by their IDs"),
    "5.7": Fact(
        "A variable template that is sent without its ID is a new one, and tenants lose their values of the old"
    ),
    "5.8": Fact("The server recognises variables by their IDs: several may have one name"),
    "5.9": Fact("The IDs of a variable's scope come back in another order"),
    "5.10": Fact("A sensitive variable is read as null, and null with its ID keeps it"),
    "5.11": Fact("A prompted variable gets display settings from the server, and is always editable"),
    "5.12": Fact("A process or a set of variables is only taken with the version that was read last"),
    "5.13": Fact("The answer to a PUT of variables does not say what they can be scoped to"),
    "5.14": Fact("A first step that starts with the previous one is made to start after it"),
    "5.15": Fact(
        "The server adds properties to actions: bundled tooling with a container, those of the primary package"
    ),
    "5.16": Fact("Properties that are booleans are texts, in upper or lower case"),
    "5.17": Fact("A process needs its steps, and a step that is sent without its ID is another one"),
    "5.18": Fact("An action has one primary package, though both its properties and its packages speak of it"),
    "5.19": Fact(
        "The server completes a retention policy, depending on its release, and corrects the case of its words"
    ),
    "5.20": Fact("A phase without a retention policy inherits it, an empty policy keeps forever"),
    "5.21": Fact("A channel's PUT without its lists keeps them on newer servers, and clears them on older ones"),
    "5.22": Fact("A version-controlled project refuses its deployment settings"),
    "5.23": Fact("A project's PUT without its release creation strategy loses it"),
    "5.24": Fact(
        "The password of a project's repository has to be given again with its address",
        collection=f"{NO_MODULE}version-controlled projects",
    ),
    "5.25": Fact("A text that was sent as null comes back empty, or the other way round"),
    "5.26": Fact(
        "A user is created active; a PUT without password and identities keeps them; service accounts have no password"
    ),
    "5.27": Fact("An API key is shown once and can't be changed"),
    "5.28": Fact("A certificate's content is neither read nor changed by PUT, but replaced"),
    "5.29": Fact("Some POSTs answer with an ID alone"),
    "5.30": Fact("Container feeds say how often to try again only since 2025.4"),
    "5.31": Fact("The type of a registry has to be changed before the properties of the new type"),
    "5.32": Fact(
        "A role's lists of permissions must not be null, and clients do not write what the server derives from them"
    ),
    "5.33": Fact("A community step template can't be changed"),
    "5.34": Fact("A deployment freeze's PUT without scopes clears them"),
    "5.35": Fact("A machine's health, status and address change by themselves; its policy is filled in"),
    "5.36": Fact("SkipTlsVerification of a Kubernetes target is a text, not a boolean"),
    "5.37": Fact("A time span has several spellings"),
    "5.38": Fact("Only the time of day of a schedule's start counts"),
    "5.39": Fact("A team's roles are documents of their own"),
    "5.40": Fact("A list leaves out who changed a document last"),
    "5.41": Fact("The server assigns SortOrder, and sorting by other people changes it"),
    "5.42": Fact("The default of a step template's sensitive parameter is not shown"),
    "5.43": Fact("The order of a project's library variable sets counts"),
    "5.44": titled("A monitor's token is shown once", not_served("Kubernetes monitors")),
    "5.45": Fact("Several writers of one document: nothing gets lost"),
    "C.seed": Fact("The contents of a new server"),
    "C.1": Fact(
        "Addresses, IDs and parameters ignore case, and work with or without a space; POST can stand for PUT and DELETE"
    ),
    "C.2": Fact("Without a sign-in the answer is 401, except for the roots; an unknown space is a 404"),
    "C.3": Fact(
        "Every document has an ID, its space and a link to itself; unknown members are ignored, missing ones set"
    ),
    "C.4": Fact(
        "Collections come in pages of 30 with links to the others, can be filtered, and can be read all at once"
    ),
    "C.5": Fact("A name that is taken, ignoring case, is a 400 that says so twice"),
    "C.6": Fact("A document in use can't be deleted"),
    "C.7": Fact("Secrets are stored and never returned"),
    "C.8": Fact("A write with a version other than the latest is refused, and each write increases the version"),
    "C.9": Fact("The server completes a process: IDs, slugs, the first trigger, properties of containers and packages"),
    "C.10": Fact("Tasks run and end by themselves, have a log, and can be cancelled"),
    "C.11": Fact("New spaces, projects and library variable sets bring their own documents"),
    "C.12": Fact("Clients ask first for the user, the user's spaces, feature toggles and capabilities"),
    "C.13": Fact("An address that leads nowhere answers 404 in JSON"),
}
