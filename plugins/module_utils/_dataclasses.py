# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Creates data classes quickly, because each start of ansible-playbook creates all those that its tasks need.

Python's decorator writes the text of every method and compiles it: seven methods for a frozen class that is compared.
The compiler took half of the import time of ``octopus_environment``, and a third of that of ``octopus_config``.
Here Python writes ``__init__`` alone, and the other methods are functions that need no text. Only mypy
checks ``frozen``: at run time, a field can be assigned.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]


def quickly_made(made: type[Any] | None = None, *, frozen: bool = False, eq: bool = True) -> Any:
    """A class, as ``dataclasses.dataclass`` makes it with the same arguments, or the decorator with these arguments."""

    def decorated(each: type[Any]) -> type[Any]:
        dataclasses.dataclass(repr=False, eq=False)(each)
        for name, method in {"__repr__": shown, **(comparison(each, frozen) if eq else {})}.items():
            # Python gives a class with an __eq__ of its own the hash None.
            if vars(each).get(name) is None:
                setattr(each, name, method)
        return each

    return decorated if made is None else decorated(made)


def shown(value: Any) -> str:
    """``value`` with its fields, without those that are not to be shown."""
    fields = [f"{each.name}={attrgetter(each.name)(value)!r}" for each in dataclasses.fields(value) if each.repr]
    return f"{type(value).__qualname__}({', '.join(fields)})"


def comparison(made: type[Any], frozen: bool) -> dict[str, Any]:
    """The methods by which values of a class are equal if their fields are. Values of a frozen class have a hash."""
    names = [each.name for each in dataclasses.fields(made) if each.compare]
    # With its class, values of a class without fields are equal, too.
    values: Callable[[Any], Any] = attrgetter("__class__", *names)

    def equal(value: Any, other: Any) -> bool:
        return values(value) == values(other) if other.__class__ is value.__class__ else NotImplemented

    def hashed(value: Any) -> int:
        return hash(values(value))

    return {"__eq__": equal, "__hash__": hashed if frozen else None}


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = quickly_made
