"""From facts to terms: the rules that the mirror judges. Corrected facts give corrected terms.

What parameters each kind of term takes is written in docs/reference/terms.md. A term is only made of what
is stated: no fact, no parameter; without its main parameter, no term.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from samverkan.ground.terms import Term, TermKind
from samverkan.ground.words import FunctionKind, GroupKind, Party
from samverkan.reading.agreement.structure import Json, positions, structure_of

GROUPS = (GroupKind.LOCAL_STEERING, GroupKind.LOCAL_PREPARATION, GroupKind.WORKING)

PARTY_OF = {
    FunctionKind.DEPUTY_CITY_DIRECTOR: Party.MUNICIPALITY,
    FunctionKind.POLICE_AREA_HEAD: Party.POLICE,
    FunctionKind.SPECIALIST_HEAD: Party.MUNICIPALITY,
    FunctionKind.DISTRICT_DIRECTOR: Party.MUNICIPALITY,
    FunctionKind.SECURITY_DIRECTOR: Party.MUNICIPALITY,
    FunctionKind.COORDINATING_POLICE: Party.POLICE,
    FunctionKind.SAFETY_LEAD: Party.MUNICIPALITY,
    FunctionKind.SECURITY_LEAD: Party.MUNICIPALITY,
    FunctionKind.LOCAL_POLICE_HEAD: Party.POLICE,
    FunctionKind.MANDATED_MANAGER: Party.MUNICIPALITY,
    FunctionKind.MUNICIPAL_POLICE: Party.POLICE,
    FunctionKind.DISTRICT_REPRESENTATIVE: Party.MUNICIPALITY,
    FunctionKind.POLICE_REPRESENTATIVE: Party.POLICE,
    FunctionKind.PARTNER_REPRESENTATIVE: Party.MUNICIPALITY,
    FunctionKind.SAFETY_COORDINATOR: Party.MUNICIPALITY,
}
"""The party whose function it is. `OTHER` has none."""

_MEETINGS = {
    GroupKind.LOCAL_STEERING: ("MEE-02",),
    GroupKind.LOCAL_PREPARATION: ("MEE-03",),
    GroupKind.WORKING: ("MEE-04",),
}
_COMPOSITION = {
    GroupKind.LOCAL_STEERING: ("ORG-12",),
    GroupKind.LOCAL_PREPARATION: ("ORG-15",),
    GroupKind.WORKING: ("ORG-18",),
}
_PRIORITISED = {
    GroupKind.LOCAL_STEERING: ("ORG-13",),
    GroupKind.LOCAL_PREPARATION: ("ORG-13",),
    GroupKind.WORKING: ("ORG-19",),
}


def terms_of(
    values: Mapping[str, Json],
    *,
    quotes: Mapping[str, str] | None = None,
    clauses: Mapping[str, str] | None = None,
) -> tuple[Term, ...]:
    """Return the terms that follow from the values of facts by key.

    `quotes` and `clauses` give, by the same keys, the sentence and the heading of each fact; a term takes
    those of the facts it rests on. Keys that are unknown and values of a wrong type are passed over.
    """
    return tuple(_Terms(values, quotes or {}, clauses or {}).all())


class _Terms:
    def __init__(self, values: Mapping[str, Json], quotes: Mapping[str, str], clauses: Mapping[str, str]) -> None:
        self.values = values
        self.quotes = quotes
        self.clauses = clauses

    def all(self) -> Iterable[Term]:
        yield from self._agreement()
        for group in GROUPS:
            yield from self._group(group)
        yield from self._working_groups()
        yield from self._updates()
        yield from self._duties()

    def _agreement(self) -> Iterable[Term]:
        structure = structure_of(self.values)
        if structure.valid_from is not None:
            until = {"valid_until": structure.valid_until.isoformat()} if structure.valid_until else {}
            yield self._term(
                "agreement.validity",
                TermKind.VALIDITY,
                ("AGR-06",),
                {
                    "start": structure.valid_from.isoformat(),
                    "until_further_notice": structure.until_further_notice,
                    **until,
                },
                ("agreement.valid_from", "agreement.until_further_notice", "agreement.last_day"),
            )
        conditions = {
            name: True for name in ("party_consultation", "overall_in_force") if self._is_true(f"revision.{name}")
        }
        if conditions:
            yield self._term(
                "agreement.revision_condition",
                TermKind.REVISION_CONDITION,
                ("AGR-07",),
                conditions,
                [f"revision.{name}" for name in conditions],
            )
        yield from self._revision("agreement", "revision", ("AGR-11", "AGR-12"))
        if structure.annexes:
            yield self._term(
                "agreement.annexes",
                TermKind.ANNEXES,
                ("AGR-04",),
                {
                    "annexes": [
                        {"number": annex.number or None, "kind": annex.kind.value, "title": annex.title}
                        for annex in structure.annexes
                    ]
                },
                [f"annexes.{annex.position}.kind" for annex in structure.annexes],
            )
        if structure.copies is not None:
            each = {"one_each": True} if self._is_true("agreement.one_copy_each") else {}
            yield self._term(
                "agreement.copies",
                TermKind.COPIES,
                ("AGR-20",),
                {"count": structure.copies, **each},
                ("agreement.copies", "agreement.one_copy_each"),
            )
        areas = [f"priority_areas.{position}" for position in positions(self.values, "priority_areas.")]
        names = [name for key in areas if (name := self._text(key))]
        if names:
            yield self._term("agreement.areas", TermKind.AREAS, ("PRI-02", "AGR-35"), {"areas": names}, areas)

    def _group(self, group: GroupKind) -> Iterable[Term]:
        prefix = f"groups.{group.value}."
        kind: dict[str, Any] = {"group_kind": group.value}
        minimum = self._number(f"{prefix}meetings_minimum")
        if minimum is not None:
            needed = {"when_needed": True} if self._is_true(f"{prefix}meetings_when_needed") else {}
            yield self._term(
                f"{group.value}.meetings",
                TermKind.MEETINGS_MINIMUM,
                _MEETINGS[group],
                {**kind, "minimum": minimum, **needed},
                (f"{prefix}meetings_minimum",),
            )
        functions, keys = self._functions(prefix)
        if functions:
            yield self._term(
                f"{group.value}.composition",
                TermKind.COMPOSITION,
                _COMPOSITION[group],
                {**kind, "functions": functions},
                keys,
            )
        wanted = [f"{prefix}prioritised.{number}" for number in positions(self.values, f"{prefix}prioritised.")]
        organisations = [organisation for key in wanted if (organisation := self._text(key))]
        if organisations:
            yield self._term(
                f"{group.value}.prioritised",
                TermKind.PRIORITISED,
                _PRIORITISED[group],
                {**kind, "organisations": organisations},
                wanted,
            )
        rule = self._text(f"{prefix}co_option")
        if rule in ("may", "shall"):
            yield self._term(
                f"{group.value}.co_option",
                TermKind.CO_OPTION,
                ("ORG-07",),
                {
                    **kind,
                    "rule": rule,
                    "when_needed": self._is_true(f"{prefix}co_option_when_needed"),
                },
                (f"{prefix}co_option",),
            )

    def _functions(self, prefix: str) -> tuple[list[dict[str, Any]], list[str]]:
        functions, keys = [], []
        for number in positions(self.values, f"{prefix}functions."):
            key = f"{prefix}functions.{number}"
            name = self._text(f"{key}.kind")
            if name not in list(FunctionKind):
                continue
            function: dict[str, Any] = {
                "function": name,
                "minimum": self._number(f"{key}.minimum") or 1,
            }
            party = PARTY_OF.get(FunctionKind(name))
            if party is not None:
                function["party"] = party.value
            for mark in ("with_mandate", "tied_to_task"):
                if self._is_true(f"{key}.{mark}"):
                    function[mark] = True
            if name == FunctionKind.OTHER:
                function["text"] = self._text(f"{key}.text")
            functions.append(function)
            keys.append(f"{key}.kind")
        return functions, keys

    def _working_groups(self) -> Iterable[Term]:
        parameters: dict[str, Any] = {}
        for name in ("appointed_by", "tied_to"):
            if text := self._text(f"working_groups.{name}"):
                parameters[name] = text
        for name in ("time_limited", "permanent"):
            if f"working_groups.{name}" in self.values:
                parameters[name] = self._is_true(f"working_groups.{name}")
        if parameters:
            yield self._term(
                "working.appointment",
                TermKind.WORKING_GROUPS,
                ("ORG-17", "ORG-20"),
                parameters,
                [f"working_groups.{name}" for name in parameters],
            )

    def _revision(self, subject: str, prefix: str, requirements: tuple[str, ...]) -> Iterable[Term]:
        months = self._number(f"{prefix}.months")
        if months is not None:
            needed = {"when_needed": True} if self._is_true(f"{prefix}.when_needed") else {}
            yield self._term(
                f"{subject}.revision",
                TermKind.REVISION,
                requirements,
                {"subject": subject, "months": months, **needed},
                (f"{prefix}.months",),
            )

    def _updates(self) -> Iterable[Term]:
        if self._is_true("situation_picture.joint"):
            yield self._term(
                "situation_picture.joint",
                TermKind.JOINT_PICTURE,
                ("SIT-01",),
                {
                    "annex": "situation_picture",
                    "parties": [Party.MUNICIPALITY.value, Party.POLICE.value],
                },
                ("situation_picture.joint",),
            )
        yield from self._revision("situation_picture", "situation_picture", ("SIT-02", "AGR-12"))
        keys = [f"annex_update.annexes.{number}" for number in positions(self.values, "annex_update.annexes.")]
        annexes = [annex for key in keys if (annex := self._text(key))]
        decided_by = self._text("annex_update.decided_by")
        if annexes and decided_by:
            marks = [name for name in ("written", "dated", "attached") if self._is_true(f"annex_update.{name}")]
            parameters: dict[str, Any] = {"annexes": annexes, "decided_by": decided_by}
            parameters.update(dict.fromkeys(marks, True))
            if notify := self._text("annex_update.notify"):
                parameters["notify"] = notify
            if (when := self._text("measures_plan.updated_when")) and "measures_plan" in annexes:
                parameters["measures_plan_when"] = when
            names = ("decided_by", *marks, "notify")
            yield self._term(
                "annexes.update",
                TermKind.ANNEX_UPDATE,
                ("AGR-15", "AGR-16", "AGR-17", "AGR-18"),
                parameters,
                [*keys, *(f"annex_update.{name}" for name in names)],
            )
        marks = [name for name in ("written", "signed") if self._is_true(f"amendment.{name}")]
        if marks:
            yield self._term(
                "agreement.amendment",
                TermKind.AMENDMENT,
                ("AGR-19",),
                dict.fromkeys(marks, True),
                [f"amendment.{name}" for name in marks],
            )

    def _duties(self) -> Iterable[Term]:
        names = ("to", "of", "when", "condition")
        parameters = {name: text for name in names if (text := self._text(f"information.{name}"))}
        if "to" in parameters:
            yield self._term(
                "information.duty",
                TermKind.INFORMATION_DUTY,
                ("COM-01", "COM-02", "COM-03"),
                parameters,
                ("information.condition", "information.to", "information.of", "information.when"),
            )

    def _term(
        self,
        key: str,
        kind: TermKind,
        requirements: tuple[str, ...],
        parameters: Mapping[str, Any],
        keys: Iterable[str],
    ) -> Term:
        keys = list(keys)
        quotes = dict.fromkeys(quote for name in keys if (quote := self.quotes.get(name, "")))
        clauses = dict.fromkeys(clause for name in keys if (clause := self.clauses.get(name, "")))
        return Term(
            key=key,
            kind=kind,
            clause=next(iter(clauses), ""),
            requirements=requirements,
            parameters=parameters,
            quote=" ".join(quotes),
        )

    def _is_true(self, key: str) -> bool:
        return self.values.get(key) is True

    def _text(self, key: str) -> str:
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def _number(self, key: str) -> int | None:
        value = self.values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None
