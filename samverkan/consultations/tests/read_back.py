"""Reading a report back: what two readings of the same round have in common, whatever file they stand in."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import Any

from samverkan.reading.consultation import ConsultationDraft, as_json, read_consultation
from samverkan.reading.files import read_document

ABOUT_THE_FILE = {
    *("contents_omits", "lookalike_letters", "contents_page_differs", "not_in_contents", "contents_pages_unordered"),
    *("in_contents_only",),
}
"""Findings about how a document was set or scanned, not about what it says."""
PLACES = {"spot", "spots", "page"}


def read(data: bytes, name: str) -> ConsultationDraft:
    return read_consultation(read_document(data, name, size_limit=len(data)))


def whole(draft: ConsultationDraft) -> dict[str, Any]:
    """Return everything that was read, texts and all, but places, pages, and what is said of the file itself."""
    found: dict[str, Any] = _plain(draft)
    found.pop("consultees")  # "all district boards" in the one, each of them by name in the other
    found["findings"] = sorted(one["code"] for one in found["findings"] if one["code"] not in ABOUT_THE_FILE)
    return found


def contract(draft: ConsultationDraft) -> dict[str, Any]:
    """Return what the contract of the import holds, but pages and what is said of the file itself."""
    found: dict[str, Any] = as_json(draft)
    found["findings"] = sorted(one["code"] for one in found["findings"] if one["code"] not in ABOUT_THE_FILE)
    for body in found["bodies"]:
        body.pop("page")
    return found


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        names = [one.name for one in dataclasses.fields(value) if one.name not in PLACES]
        found = {name: _plain(getattr(value, name)) for name in names}
        if found.get("text") in {"reference", "identical"}:
            # The compilation says in a set phrase where the words stand.
            found.pop("paragraphs")
        return found
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def differences(one: Any, other: Any, at: str = "") -> list[str]:
    """Return where two readings differ, each as a line that says what stands in the one and in the other."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [line for key in one | other for line in differences(one.get(key), other.get(key), f"{at}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = zip(one, other, strict=True)
        return [line for place, (a, b) in enumerate(pairs) for line in differences(a, b, f"{at}[{place}]")]
    return [] if one == other else [f"{at}: {one!r} / {other!r}"]


def assert_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Fail with one line for each difference."""
    found = differences(one, other)
    if found:
        raise AssertionError("\n".join(found))
