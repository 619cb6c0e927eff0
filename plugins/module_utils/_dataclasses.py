# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Creates data classes quickly, because each start of ansible-playbook creates all those that its tasks need.

Python's decorator writes the text of every method and compiles it: seven methods for a frozen class that is compared.
The compiler took half of the import time of ``octopus_environment``, and a third of that of ``octopus_config``.
Here ``__init__`` is compiled once for all classes with as many fields of the same sorts, and the other methods are
functions that need no text. Only mypy checks ``frozen``: at run time, a field can be assigned.

No class of the collection has a field that is keyword-only or passed to ``__post_init__`` alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]


def quickly_made(made: type[Any] | None = None, *, frozen: bool = False, eq: bool = True) -> Any:
    """A class, as ``dataclasses.dataclass`` makes it with the same arguments, or the decorator with these arguments."""

    def decorated(each: type[Any]) -> type[Any]:
        dataclasses.dataclass(init=False, repr=False, eq=False)(each)
        methods = {"__init__": initialiser(each), "__repr__": shown, **(comparison(each, frozen) if eq else {})}
        for name, method in methods.items():
            # Python gives a class with an __eq__ of its own the hash None.
            if vars(each).get(name) is None:
                setattr(each, name, method)
        return each

    return decorated if made is None else decorated(made)


def initialiser(made: type[Any]) -> FunctionType:
    """The ``__init__`` of a class: the code for the sorts of its fields, with the names of its fields."""
    fields = dataclasses.fields(made)
    sorts = tuple((each.init, each.default_factory is not MISSING) for each in fields)
    code = compiled(sorts, any("__post_init__" in vars(each) for each in made.__mro__))
    names = {f"a{at}": each.name for at, each in enumerate(fields)}
    function = FunctionType(
        code.replace(
            co_varnames=tuple(names.get(name, name) for name in code.co_varnames),
            co_names=tuple(names.get(name, name) for name in code.co_names),
        ),
        {"MISSING": MISSING, **{f"new{at}": each.default_factory for at, each in enumerate(fields)}},
    )
    function.__qualname__ = f"{made.__qualname__}.__init__"
    # A field whose value is made has no default, so that it has MISSING here, as ``__init__`` expects.
    function.__defaults__ = tuple(each.default for each in fields if each.init and not is_required(each))
    return function


def is_required(field: Field[Any]) -> bool:
    """Whether no value can be made without this field."""
    return field.default is MISSING and field.default_factory is MISSING


# How __init__ sets the field a0, by whether a value can be given and whether a new one is made otherwise.
SET = {
    (True, False): "self.a{0} = a{0}",
    (True, True): "self.a{0} = new{0}() if a{0} is MISSING else a{0}",
    (False, True): "self.a{0} = new{0}()",
    (False, False): "pass",
}


@cache
def compiled(sorts: tuple[tuple[bool, bool], ...], is_continued: bool) -> CodeType:
    """The code of an ``__init__`` for fields a0, a1 and so on of these sorts, which are keys of ``SET``."""
    parameters = ["self", *(f"a{at}" for at, (is_given, _made) in enumerate(sorts) if is_given)]
    lines = [
        *(SET[sort].format(at) for at, sort in enumerate(sorts)),
        "self.__post_init__()" if is_continued else "pass",
    ]
    found: dict[str, Any] = {}
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines), found)
    code: CodeType = found["__init__"].__code__
    return code


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
