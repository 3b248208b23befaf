"""What frozen versions, comparisons and the aggregated view are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.agreements.services.annexes import annex_version_pointer
from samverkan.agreements.words import AnnexState
from samverkan.decisions.services import decision_pointer
from samverkan.ground.snapshots import is_intact
from samverkan.indicators.words import DarkFigure
from samverkan.organisation.models import Unit
from samverkan.situation.models import PictureVersion
from samverkan.situation.pages.pictures import VersionRow, crumbs_of
from samverkan.situation.pages.texts import Figures
from samverkan.situation.rules.comparison import Change, ChangeKind, block_text, compare
from samverkan.situation.rules.snapshot import FrozenProblem, FrozenStatement, Snapshot, area_names
from samverkan.situation.words import Agreement, Block
from samverkan.ui.forms import Form
from samverkan.ui.pages import Difference, NavigationItem, Tab

MOST_TOLD = 6
"""How many things of one kind are named in the summary; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Said:
    """A frozen statement as it is read."""

    place: str
    text: str
    is_disagreed: bool
    municipality_view: str
    police_view: str
    hidden: tuple[str, ...]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, statement: FrozenStatement, sources: Mapping[int, str]) -> Said:
        """Return the statement with its sources by name."""
        return cls(
            place=statement.place,
            text=statement.text,
            is_disagreed=statement.agreement == Agreement.DISAGREED,
            municipality_view=statement.municipality_view,
            police_view=statement.police_view,
            hidden=statement.hidden,
            sources=tuple(sources[key] for key in statement.sources if key in sources),
        )


@dataclass(frozen=True, slots=True)
class FrozenPart:
    """What one block of the document says of one area."""

    name: str
    statements: tuple[Said, ...]
    tables: tuple[Figures, ...]


@dataclass(frozen=True, slots=True)
class FrozenBlock:
    """One block of the document."""

    block: Block
    parts: tuple[FrozenPart, ...]


@dataclass(frozen=True, slots=True)
class FrozenSourceRow:
    """A source in the list at the end of the document."""

    title: str
    licence: str
    limits: str
    is_large_dark_figure: bool
    hard_to_map: str


def frozen_blocks(snapshot: Snapshot) -> tuple[FrozenBlock, ...]:
    """Return the blocks of a snapshot with what stands in them."""
    sources = _source_names(snapshot)
    blocks = []
    for block in Block:
        parts = []
        for area in area_names(snapshot):
            statements = [one for one in snapshot.statements if (one.block, one.area) == (block, area)]
            tables = [one for one in snapshot.tables if (one.block, one.area) == (block, area)]
            if statements or tables:
                parts.append(
                    FrozenPart(
                        area,
                        tuple(Said.of(one, sources) for one in statements),
                        tuple(Figures.of(one, sources.get(one.source, "")) for one in tables),
                    )
                )
        blocks.append(FrozenBlock(block, tuple(parts)))
    return tuple(blocks)


def _source_names(snapshot: Snapshot) -> dict[int, str]:
    return {source.key: f"{source.publisher}: {source.title} ({source.year})" for source in snapshot.sources}


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A frozen version as a document."""

    pk: int
    title: str
    crumbs: tuple[NavigationItem, ...]
    snapshot: Snapshot
    blocks: tuple[FrozenBlock, ...]
    sources: tuple[FrozenSourceRow, ...]
    state: AnnexState
    is_decided: bool
    decided_on: date | None
    decision: str
    decision_address: str
    annex_address: str
    matter_address: str
    """Where the decision is prepared, while it waits for one."""
    returned_because: str
    what_is_new: str
    frozen_at: Any
    sealed: str
    is_intact: bool
    compare_address: str
    picture_address: str

    @classmethod
    def of(
        cls, version: PictureVersion, *, sealed_in_trail: str, has_others: bool, may_open_picture: bool
    ) -> VersionPage:
        """Build the page. `sealed_in_trail` is the seal that the trail holds."""
        snapshot, annex_version = Snapshot.of(version.content), version.annex_version
        decision = annex_version.decision
        picture = version.picture
        return cls(
            pk=version.pk,
            title=_("Situation picture %(year)s, %(unit)s") % {"year": snapshot.year, "unit": snapshot.unit},
            crumbs=crumbs_of(picture) if may_open_picture else crumbs_of(),
            snapshot=snapshot,
            blocks=frozen_blocks(snapshot),
            sources=tuple(
                FrozenSourceRow(
                    f"{one.publisher}: {one.title} ({one.year})",
                    one.licence,
                    one.limits,
                    one.dark_figure == DarkFigure.LARGE,
                    one.hard_to_map,
                )
                for one in snapshot.sources
            ),
            state=AnnexState(annex_version.state),
            is_decided=annex_version.state == AnnexState.VALID,
            decided_on=annex_version.dated_on,
            decision=str(decision) if decision else "",
            decision_address=decision_pointer(decision).address if decision else "",
            annex_address=annex_version_pointer(annex_version).address,
            matter_address=reverse("decisions:matter", args=[annex_version.matter_id])
            if annex_version.matter_id and annex_version.state == AnnexState.SUBMITTED
            else "",
            returned_because=annex_version.returned_because,
            what_is_new=annex_version.summary,
            frozen_at=version.frozen_at,
            sealed=version.sealed,
            is_intact=is_intact(version.content, version.sealed) and sealed_in_trail == version.sealed,
            compare_address=reverse("situation:compare", args=[version.pk]) if has_others else "",
            picture_address=reverse("situation:picture", args=[picture.pk]) if may_open_picture else "",
        )


@dataclass(frozen=True, slots=True)
class Told:
    """Changes of one kind, as one line: how many, and which."""

    kind: ChangeKind
    count: int
    changes: tuple[Change, ...]
    more: int


def told(changes: Iterable[Change]) -> tuple[Told, ...]:
    """Return the changes kind by kind."""
    changes = tuple(changes)
    found = []
    for kind in ChangeKind:
        mine = tuple(change for change in changes if change.kind == kind)
        if mine:
            found.append(Told(kind, len(mine), mine[:MOST_TOLD], max(0, len(mine) - MOST_TOLD)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two versions compared, in words and block by block."""

    crumbs: tuple[NavigationItem, ...]
    form: Form
    before_title: str
    after_title: str
    told: tuple[Told, ...]
    rows: tuple[Difference, ...]
    has_other: bool

    @classmethod
    def of(cls, before: PictureVersion | None, after: PictureVersion, form: Form) -> ComparePage:
        """Build the page; without an earlier version there is nothing to compare with."""
        way = NavigationItem(str(VersionRow.of(after).title), reverse("situation:version", args=[after.pk]))
        crumbs = (*crumbs_of(), way)
        if before is None:
            return cls(crumbs, form, "", VersionRow.of(after).title, (), (), has_other=False)
        old, new = Snapshot.of(before.content), Snapshot.of(after.content)
        return cls(
            crumbs=crumbs,
            form=form,
            before_title=version_name(before),
            after_title=version_name(after),
            told=told(compare(old, new)),
            rows=tuple(_block_rows(old, new)),
            has_other=True,
        )


def version_name(version: PictureVersion) -> str:
    """Return year and number, as versions of the same unit are told apart."""
    return _("%(year)s, version %(number)s") % {"year": version.picture.year, "number": version.number}


def _block_rows(old: Snapshot, new: Snapshot) -> list[Difference]:
    """Return what each block says of each area in the two versions, without what neither says or both say alike."""
    names = dict.fromkeys([*area_names(new), *area_names(old)])
    rows = []
    for block in Block:
        for name in names:
            before, after = block_text(old, block, name), block_text(new, block, name)
            if before != after:
                rows.append(Difference(f"{_(block.label)}: {name or _('All of the district')}", before, after))
    return rows


@dataclass(frozen=True, slots=True)
class DistrictView:
    """What one district has decided about an area."""

    unit: str
    address: str
    title: str
    decided_on: date | None
    not_relevant: str
    problems: tuple[FrozenProblem, ...]
    statements: int
    disagreements: int
    extent: tuple[str, ...]

    @classmethod
    def of(cls, unit: Unit, version: PictureVersion | None, area: str) -> DistrictView:
        """Return the district's view; without a decided picture it says so."""
        if version is None:
            return cls(unit.name, "", "", None, "", (), 0, 0, ())
        snapshot = Snapshot.of(version.content)
        mine = [one for one in snapshot.statements if one.area == area]
        return cls(
            unit=unit.name,
            address=reverse("situation:version", args=[version.pk]),
            title=version_name(version),
            decided_on=version.annex_version.dated_on,
            not_relevant=next((one.not_relevant for one in snapshot.areas if one.name == area), ""),
            problems=tuple(one for one in snapshot.problems if one.area == area)[:MOST_TOLD],
            statements=len(mine),
            disagreements=sum(one.agreement == Agreement.DISAGREED for one in mine),
            extent=tuple(one.text for one in mine if one.block == Block.EXTENT and one.text)[:3],
        )


@dataclass(frozen=True, slots=True)
class CityPage:
    """What the districts have decided that they see, area by area (SIT-25)."""

    tabs: tuple[Tab, ...]
    area: str
    districts: tuple[DistrictView, ...]
    paging: Any
    query: str
    decided: int
    total: int

    @classmethod
    def of(
        cls,
        areas: Sequence[str],
        area: str,
        units: Sequence[Unit],
        versions: Mapping[int, PictureVersion],
        *,
        paging: Any,
        decided: int,
    ) -> CityPage:
        """Build the page for the area; `units` are the districts of this page of the list."""
        address = reverse("situation:city")
        place = areas.index(area) + 1 if area in areas else 1
        return cls(
            tabs=tuple(
                Tab(name, f"{address}?omrade={number}", name == area) for number, name in enumerate(areas, start=1)
            ),
            area=area,
            districts=tuple(DistrictView.of(unit, versions.get(unit.pk), area) for unit in units),
            paging=paging,
            query=f"omrade={place}&",
            decided=decided,
            total=paging.paginator.count,
        )
