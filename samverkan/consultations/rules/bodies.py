"""Which kind of body a unit is, and which administration prepares its answers (REM-08)."""

from __future__ import annotations

from samverkan.consultations.words import BodyKind

_OF_UNIT = {
    "executive_office": BodyKind.EXECUTIVE_OFFICE,
    "municipality": BodyKind.EXECUTIVE_OFFICE,
    "district": BodyKind.DISTRICT_BOARD,
    "specialist": BodyKind.SPECIALIST_BOARD,
    "company": BodyKind.COMPANY,
}


def body_kind(unit_kind: str, parent_kind: str = "", *, has_companies: bool = False) -> BodyKind:
    """Return what body a unit is in a consultation, from the kinds of the unit and of the one above it.

    A board is what its administration makes it; a company with companies below it is a holding company.

    >>> body_kind("board", "district").value, body_kind("company", has_companies=True).value
    ('district_board', 'holding_company')
    """
    if unit_kind == "board":
        return BodyKind.DISTRICT_BOARD if parent_kind == "district" else BodyKind.SPECIALIST_BOARD
    if unit_kind == "company" and has_companies:
        return BodyKind.HOLDING_COMPANY
    return _OF_UNIT.get(unit_kind, BodyKind.OTHER)
