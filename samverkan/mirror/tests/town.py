"""Agreements for the cast: an overall one for the town and a local one for each of its districts."""

from __future__ import annotations

from datetime import UTC, date, datetime

from samverkan.agreements.models import Agreement, Annex, AnnexVersion, KeptTerm, PartyUnit, Version
from samverkan.ground.rule_sets import rule_set
from samverkan.groups.models import Group
from samverkan.meetings.models import Meeting
from samverkan.organisation.models import Unit
from tests.cast import START, Cast


def adopt(title: str, unit: Unit, rules: str, *, overall: Agreement | None = None, start: date = START) -> Agreement:
    """Store an agreement in force whose terms are those of a rule set."""
    chosen = rule_set(rules)
    agreement = Agreement.objects.create(
        tier=chosen.tier,
        title=title,
        unit=unit,
        overall=overall,
        state="adopted",
        valid_from=start,
        purpose="Former för samverkan.",
        created_at=datetime(2024, 1, 1, tzinfo=UTC),
    )
    version = Version.objects.create(agreement=agreement, number=1, text="Text.", in_force_from=start)
    KeptTerm.objects.bulk_create(
        KeptTerm(
            version=version,
            key=term.key,
            kind=term.kind,
            clause=term.clause,
            requirements=list(term.requirements),
            parameters=dict(term.parameters),
        )
        for term in chosen.terms
    )
    PartyUnit.objects.create(agreement=agreement, unit=unit, side="municipality", name=unit.name, order=1)
    return agreement


def adopt_all(cast: Cast) -> dict[str, Agreement]:
    """Store the town's agreements: "overall", "b" for Björkåsa and "g" for Granvik."""
    overall = adopt("Övergripande överenskommelse", cast.units["town"], "overall-2024")
    return {
        "overall": overall,
        "b": adopt("Lokal överenskommelse Björkåsa", cast.units["bjorkasa"], "local-2024", overall=overall),
        "g": adopt("Lokal överenskommelse Granvik", cast.units["granvik"], "local-2024", overall=overall),
    }


def meet(group: Group, day: date, state: str = "held") -> Meeting:
    """Store a meeting of an hour."""
    starts = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Meeting.objects.create(
        group=group, title="Möte", starts_at=starts, ends_at=starts.replace(hour=10), state=state
    )


def attach(agreement: Agreement, kind: str, dated_on: date | None, state: str = "valid") -> AnnexVersion:
    """Store an annex with one version that the agreement lets the parties replace without a decision."""
    annex, _ = Annex.objects.get_or_create(agreement=agreement, kind=kind, number=2, defaults={"title": "Lägesbild"})
    stored = datetime(2024, 1, 2, tzinfo=UTC)
    return AnnexVersion.objects.create(
        annex=annex,
        number=annex.versions.count() + 1,
        state=state,
        dated_on=dated_on,
        attached_at=stored if dated_on else None,
        needs_decision=False,
        created_at=stored,
        authors=["municipality", "police"],
    )
