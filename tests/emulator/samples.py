# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Content for tests: documents that kinds give as samples, and certificates without keys (PEM in base64)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any

from emulator.kinds.registry import BY_COLLECTION, KINDS
from emulator.model import Document

CERTIFICATE = (
    "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJXRENCL3FBREFnRUNBaFI3Uk1RY0RLb1VicElxbERzbnkvMXhnbEpNelRB"
    "S0JnZ3Foa2pPUFFRREFqQXMKTVJnd0ZnWURWUVFEREE5dmJtVXVaWGhoYlhCc1pTNWpiMjB4RURBT0JnTlZCQW9NQjBWNFlXMXdi"
    "R1V3SGhjTgpNall4TVRJeE1UUXdNVEUxV2hjTk5EWXhNVEUyTVRRd01URTFXakFzTVJnd0ZnWURWUVFEREE5dmJtVXVaWGhoCmJY"
    "QnNaUzVqYjIweEVEQU9CZ05WQkFvTUIwVjRZVzF3YkdVd1dUQVRCZ2NxaGtqT1BRSUJCZ2dxaGtqT1BRTUIKQndOQ0FBUzlnRFlk"
    "ZEMxejRmdDFIVnQwVHdJYjdoekxES1hRSnk0UWpmaFhRWm9rSndZa0xyL1JwL1l6UGdTYwpzL3dZeXdRc0p1TEMweTQ2UWthOXA1"
    "WU9JRDlQTUFvR0NDcUdTTTQ5QkFNQ0Ewa0FNRVlDSVFDMm9VU3Z1aUdiClBMOGZ3eURFYlBoZGRWMjFBakNoQXFEaXdPNWlGZnZX"
    "RmdJaEFKdUdxS2VmZittK0xIbGQ5U2NlTkEvZzVTdWIKa3h4Y3JpTkw0NlQ0RENHWAotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0t"
    "Cg=="
)
OTHER_CERTIFICATE = (
    "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJXRENCL3FBREFnRUNBaFJIc3RDYUk0OWFoVjdhM3ovbTNPcnE5T3RLV3pB"
    "S0JnZ3Foa2pPUFFRREFqQXMKTVJnd0ZnWURWUVFEREE5MGQyOHVaWGhoYlhCc1pTNWpiMjB4RURBT0JnTlZCQW9NQjBWNFlXMXdi"
    "R1V3SGhjTgpNall4TVRJeE1UUXdNVEUxV2hjTk5EWXhNVEUyTVRRd01URTFXakFzTVJnd0ZnWURWUVFEREE5MGQyOHVaWGhoCmJY"
    "QnNaUzVqYjIweEVEQU9CZ05WQkFvTUIwVjRZVzF3YkdVd1dUQVRCZ2NxaGtqT1BRSUJCZ2dxaGtqT1BRTUIKQndOQ0FBUmlMNHdW"
    "U0RYcjBEWHR6Y3FuL24vK1A4SjlwZ0lybkNmcnNBWWMzbmRwOUJQYTl6WXRGb2tOTSsvRQpIeThXbS9nL09oUU9KamtqTk9CaXh4"
    "UUZwSCs4TUFvR0NDcUdTTTQ5QkFNQ0Ewa0FNRVlDSVFDdkJXb3AvbU4zClVIcFFuMGErNGtCU1JrcW9uVXRKcEpyOHljQjFSR3Zs"
    "L2dJaEFLbGpvVmZRM3Z2ajNOMTBORlA2Z0tZRnVaS1cKa0RTOGlFNFdYQkRMakNXYgotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0t"
    "Cg=="
)


def filled(value: Any, ids: Mapping[str, str], number: int = 1) -> Any:
    """A sample in which IDs replace each ``<collection>``, and a number replaces each ``#``."""
    if isinstance(value, dict):
        return {filled(key, ids, number): filled(each, ids, number) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, ids, number) for each in value]
    if not isinstance(value, str):
        return value
    for collection, own in ids.items():
        value = value.replace(f"<{collection}>", own)
    return value if value.startswith("#") else value.replace("#", str(number))


def own_samples() -> dict[str, Document]:
    """The complete samples of kinds, by collection; each sample comes after the ones that it refers to."""
    own = {
        kind.collection: {kind.named_by: f"{kind.item_type} #", **kind.sample}
        for kind in KINDS
        if kind.sample is not None
    }
    order = TopologicalSorter({name: set(referred(sample)) & set(own) for name, sample in own.items()})
    return {name: own[name] for name in order.static_order()}


def referred(sample: Document) -> Iterator[str]:
    """The collections that a sample refers to."""
    return (name for name in BY_COLLECTION if f"<{name}>" in str(sample))
