"""The life of matters and items: whatever is done in whatever order, two promises hold.

No sequence of deeds decides a matter elsewhere than in the group that is to decide it, or undecided by the
preparation group where it must be prepared; and no text of an item that was not dealt with is lost.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.decisions.models import Decision, Matter
from samverkan.decisions.services import forward_matter, send_to_preparation, withdraw_matter
from samverkan.decisions.words import MatterState
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Seat
from samverkan.meetings import services
from samverkan.meetings.models import Item, Meeting
from samverkan.meetings.queries import unfinished_of
from samverkan.meetings.tests.meeting_makers import NOW, at, book, decide, matter
from samverkan.meetings.words import Outcome, Presence
from tests.cast import TODAY, Cast

GROUPS = ("working_b", "prep_b", "steering_b")
DEEDS = (
    "raise",
    "add",
    "open",
    "decide",
    "forward",
    "close",
    "note",
    "defer",
    "move",
    "cancel",
    "raise",
    "open",
    "forward",
    "decide",
)


def steps_of(seed: int) -> list[tuple[str, str, int]]:
    """Return a hundred deeds, evenly drawn: drawn one by one by Hypothesis they seldom reach a decision."""
    chance = Random(seed)
    return [(chance.choice(DEEDS), chance.choice(GROUPS), chance.randrange(4)) for _ in range(100)]


class Life:
    """The town while deeds are tried in it, with the texts that must not be lost."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.day, self.texts = cast, 0, set[str]()

    def meeting(self, group: str, *states: str) -> Meeting | None:
        """Return the group's first meeting in one of the states."""
        return Meeting.objects.filter(group=self.cast.groups[group], state__in=states).order_by("starts_at").first()

    def planned(self, group: str) -> Meeting:
        """Return the group's next planned meeting; book one if there is none."""
        self.day += 1
        return self.meeting(group, "booked", "convened") or book(self.cast, group, days=self.day)

    def item(self, group: str, place: int, *, about_a_matter: bool) -> Item | None:
        """Return one of the items of the group's meeting under way, one about a matter first if asked for."""
        meeting = self.meeting(group, "under_way")
        items = list(meeting.items.filter(outcome="none")) if meeting else []
        if about_a_matter:
            items = [item for item in items if item.matter_id] or items
        return items[place % len(items)] if items else None

    def do(self, deed: str, group: str, place: int) -> None:
        """Try the deed; what the rules refuse is left undone."""
        amina = self.cast.amina
        item = self.item(group, place, about_a_matter=deed in {"decide", "forward"})
        if deed == "raise":
            above = GROUPS[max(GROUPS.index(group), min(place, 2))]
            matter(self.cast, group, above)
        elif deed == "add":
            text = f"Underlag {len(self.texts)}."
            services.add_item(by=amina, meeting=self.planned(group), title=f"Fråga {place}", text=text)
            self.texts.add(text)
        elif deed == "open" and not self.meeting(group, "under_way"):
            planned = self.planned(group)
            services.prepare_agenda(by=amina, meeting=planned)
            services.start_meeting(by=amina, meeting=planned, now=at(9, days=400))
        elif deed == "cancel":
            services.cancel_meeting(by=amina, meeting=self.planned(group), reason="Krock", now=NOW)
        elif deed == "note" and item:
            services.write_notes(by=amina, item=item, notes="Noterat", edition=item.edition)
        elif deed == "defer" and item:
            services.write_notes(by=amina, item=item, notes="", edition=item.edition, outcome=Outcome.DEFERRED)
        elif deed == "decide" and item:
            decide(self.cast, item, due_date=TODAY + timedelta(days=500))
        elif deed == "forward" and item:
            services.forward_item(by=amina, item=item)
        elif deed == "move":
            found = Matter.objects.filter(group=self.cast.groups[group]).first()
            if found and place == 0:
                withdraw_matter(by=amina, matter=found, reason="Löst")
            elif found and group == "steering_b":
                send_to_preparation(by=amina, matter=found, today=TODAY)
            elif found:
                forward_matter(by=amina, matter=found)
        elif deed == "close":
            running = self.meeting(group, "under_way")
            seat = Seat.objects.filter(group=self.cast.groups[group]).first()
            if running and seat:
                services.record_attendance(by=amina, meeting=running, noted={seat.pk: (Presence.PRESENT, "")})
                services.close_meeting(by=amina, meeting=running, now=NOW)


@pytest.mark.django_db
@pytest.mark.req("MEE-17", "DEC-09")
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_no_order_of_deeds_decides_a_matter_in_the_wrong_group_or_loses_a_text(cast: Cast, seed: int) -> None:
    outer = transaction.atomic()
    outer.__enter__()
    try:
        life = Life(cast)
        for deed, group, place in steps_of(seed):
            try:
                life.do(deed, group, place)
            except Refused:
                continue
        for decision in Decision.objects.select_related("matter", "group").prefetch_related(
            "matter__steps__from_group"
        ):
            if decision.matter is not None:
                assert decision.group_id == decision.matter.decided_in_id
                assert decision.matter.state in {MatterState.DECIDED, MatterState.RETURNED}
                passed = [step.from_group_id for step in decision.matter.steps.all()]
                if decision.group == cast.groups["steering_b"]:
                    assert cast.groups["prep_b"].pk in passed
        assert not Matter.objects.filter(decisions__isnull=True, state__in=("decided", "returned")).exists()
        waiting = {item.pk for group in GROUPS for item in unfinished_of(cast.groups[group].pk, before=at(9, days=900))}
        for text in life.texts:
            holders = Item.objects.filter(text__contains=text)
            assert any(
                item.pk in waiting
                or item.meeting.state in {"booked", "convened", "under_way"}
                or item.outcome not in {Outcome.NONE, Outcome.DEFERRED}
                for item in holders.select_related("meeting")
            )
    finally:
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
