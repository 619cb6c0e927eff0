# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A class that is made quickly is used like one that Python's own decorator makes."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from dataclasses import field, fields, replace
from typing import Any, ClassVar

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import quickly_made

DECORATORS = (dataclasses.dataclass, quickly_made)
pytestmark = pytest.mark.parametrize("dataclass", DECORATORS, ids=("python", "quickly"))


def points(dataclass: Callable[..., Any]) -> type[Any]:
    @dataclass(frozen=True)
    class Point:
        kinds: ClassVar[tuple[str, ...]] = ("point",)
        x: int
        y: int = 0
        notes: tuple[str, ...] = field(default=(), compare=False)
        password: str = field(default="", repr=False)
        marks: tuple[str, ...] = field(default_factory=tuple)

    return Point


def test_a_value_has_its_fields_and_the_defaults(dataclass: Callable[..., Any]) -> None:
    point = points(dataclass)(1)
    assert [each.name for each in fields(point)] == ["x", "y", "notes", "password", "marks"]
    assert (point.x, point.y, replace(point, y=3).y) == (1, 0, 3)


def test_equal_values_are_one_key(dataclass: Callable[..., Any]) -> None:
    point = points(dataclass)
    assert point(1) == point(1, notes=("not compared",)) != point(1, password="another")
    assert len({point(1), point(1, notes=("not compared",)), point(2)}) == 2
    assert point(1) != points(dataclass)(1)


def test_the_text_of_a_value_hides_a_field_that_is_not_shown(dataclass: Callable[..., Any]) -> None:
    assert repr(points(dataclass)(1, password="hunter2")).endswith(".Point(x=1, y=0, notes=(), marks=())")


def test_a_class_that_is_not_compared_keeps_every_value_apart(dataclass: Callable[..., Any]) -> None:
    @dataclass(frozen=True, eq=False)
    class Kind:
        name: str

    assert Kind("a") != Kind("a")
    assert len({Kind("a"), Kind("a")}) == 2


def test_values_without_fields_are_equal(dataclass: Callable[..., Any]) -> None:
    @dataclass(frozen=True)
    class Nothing:
        pass

    assert {Nothing()} == {Nothing()}


def test_a_value_that_changes_is_no_key(dataclass: Callable[..., Any]) -> None:
    @dataclass
    class Counter:
        at: int = 0

    counter = Counter()
    counter.at = 1
    assert counter == Counter(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(counter)


def test_methods_of_the_class_stay(dataclass: Callable[..., Any]) -> None:
    @dataclass(frozen=True)
    class Name:
        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Name) and self.text.casefold() == other.text.casefold()

        def __hash__(self) -> int:
            return hash(self.text.casefold())

        def __repr__(self) -> str:
            return self.text

    assert {Name("A")} == {Name("a")}
    assert repr(Name("A")) == "A"


def test_a_hash_that_the_class_has_stays(dataclass: Callable[..., Any]) -> None:
    @dataclass(frozen=True)
    class Place:
        name: str
        within: tuple[str, ...] = ()

        def __hash__(self) -> int:
            return hash(self.name)

    assert hash(Place("a", ("b",))) == hash("a")
    assert Place("a", ("b",)) != Place("a")


def test_the_text_of_a_value_has_defaults_that_nobody_can_give(dataclass: Callable[..., Any]) -> None:
    @dataclass
    class Counter:
        at: int = field(default=0, init=False)

    assert repr(Counter()).endswith(".Counter(at=0)")


def test_a_frozen_class_with_its_own_equality_is_a_key(dataclass: Callable[..., Any]) -> None:
    @dataclass(frozen=True)
    class Version:
        number: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Version) and self.number == other.number

    assert {Version(1): "first"}[Version(1)] == "first"


def test_each_value_has_a_new_container(dataclass: Callable[..., Any]) -> None:
    @dataclass
    class Log:
        name: str
        lines: list[str] = field(default_factory=list)
        seen: set[str] = field(default_factory=set, init=False)
        level: int = 3

    first, second = Log("a"), Log("b", ["given"], 5)
    first.lines.append("one")
    first.seen.add("one")
    assert (first.name, first.lines, first.seen, first.level) == ("a", ["one"], {"one"}, 3)
    assert (second.name, second.lines, second.seen, second.level) == ("b", ["given"], set(), 5)
    assert Log("c").lines == []


def test_a_default_is_the_value_that_the_class_has(dataclass: Callable[..., Any]) -> None:
    @dataclass
    class Turn:
        held: tuple[str, ...] = field(default=("none",), init=False)
        length: int = field(default=4, repr=False)

    assert (Turn().held, Turn.held, Turn().length, Turn.length) == (("none",), ("none",), 4, 4)
    with pytest.raises(TypeError, match="held"):
        Turn(held=())


def test_the_fields_of_a_base_come_first(dataclass: Callable[..., Any]) -> None:
    @dataclass(frozen=True)
    class Longer(points(dataclass)):
        x: int = 7
        z: int = 9

    assert (Longer().x, Longer(1, 2, z=3).z, Longer().marks) == (7, 3, ())
    assert list(inspect.signature(Longer).parameters) == ["x", "y", "notes", "password", "marks", "z"]


def test_a_wrong_argument_is_named(dataclass: Callable[..., Any]) -> None:
    point = points(dataclass)
    with pytest.raises(TypeError, match=r"Point\.__init__\(\) missing 1 required positional argument: 'x'"):
        point()
    with pytest.raises(TypeError, match=r"Point\.__init__\(\) got an unexpected keyword argument 'w'"):
        point(1, w=2)


def test_an_initialiser_of_the_class_stays(dataclass: Callable[..., Any]) -> None:
    @dataclass
    class Name:
        text: str

        def __init__(self, words: list[str]) -> None:
            self.text = " ".join(words)

    assert Name(["a", "b"]).text == "a b"


def test_classes_with_fields_of_the_same_sorts_stay_apart(dataclass: Callable[..., Any]) -> None:
    @dataclass
    class One:
        a: list[int] = field(default_factory=list)

    @dataclass
    class Other:
        b: dict[str, int] = field(default_factory=dict)

    assert (vars(One()), vars(Other())) == ({"a": []}, {"b": {}})


def test_a_class_completes_its_values(dataclass: Callable[..., Any]) -> None:
    @dataclass(frozen=True)
    class Square:
        side: int = 2

        def __post_init__(self) -> None:
            vars(self)["area"] = self.side**2

    assert (Square(3).area, Square().area) == (9, 4)
