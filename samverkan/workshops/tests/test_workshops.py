"""Live workshops: many screens, one board; nothing lost, nothing doubled; saved in the analysis once."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samverkan.audit.models import Entry
from samverkan.causes.models import Analysis
from samverkan.causes.words import AnalysisState, Side
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.ui.drawing import Code
from samverkan.workshops.models import Card, Member, Workshop
from samverkan.workshops.queries import member_of, news_since, shown_cards, workshop_of
from samverkan.workshops.rules import (
    MINUTES,
    MOST_KNOCKS,
    POINTS,
    following,
    near_identical,
    preceding,
    seconds_left,
    weight_of,
)
from samverkan.workshops.services.cards import add_card, give_points, merge, place, set_aside, undo
from samverkan.workshops.services.saving import save_in_analysis
from samverkan.workshops.services.sessions import join, knock, open_workshop, step, workshop_pointer
from samverkan.workshops.words import CardKind, CardState, Phase
from tests.cast import Cast, build_cast
from tests.red_thread import NOW, an_analysis

CAUSES = ("Ingen vuxen ser torget", "Mörkt vid tunneln", "Kiosken köper stöldgods")


def opened(cast: Cast, **more: Any) -> Workshop:
    return open_workshop(by=cast.amina, analysis=an_analysis(cast), now=NOW, **more)


def guest(workshop: Workshop, function: str = "Fritidsledare") -> Member:
    return join(workshop=workshop, user_id=None, function=function, party=Party.MUNICIPALITY, now=NOW)[0]


def written(member: Member, text: str, kind: CardKind = CardKind.CAUSE, **more: Any) -> Card:
    return add_card(member=member, key=uuid.uuid4(), kind=kind, text=text, now=NOW, **more)


def go_to(cast: Cast, workshop: Workshop, phase: Phase) -> None:
    while (at := Phase(workshop.phase)) != phase:
        workshop = step(by=cast.amina, workshop=workshop, at=at, forward=True, now=NOW)


def test_ninety_minutes_are_planned_and_every_step_leads_to_the_next() -> None:
    assert sum(MINUTES.values()) == 90
    for phase in Phase:
        after = following(phase)
        assert after is None or preceding(after) == phase
    assert seconds_left(NOW, {"triangle": 20}, Phase.TRIANGLE, NOW + timedelta(minutes=21)) == -60
    assert seconds_left(NOW, {}, Phase.CLOSED, NOW) is None


@given(st.integers(0, 90), st.integers(0, 90))
def test_more_points_never_give_less_weight(one: int, other: int) -> None:
    most = max(one, other)
    assert 1 <= weight_of(one, most) <= 5
    if one <= other:
        assert weight_of(one, most) <= weight_of(other, most)


def test_cards_that_say_nearly_the_same_are_suggested_for_merging() -> None:
    cards = [(1, "Det är mörkt vid tunneln"), (2, "Inga vuxna på kvällen"), (3, "Mörkt vid tunneln på kvällen")]
    assert near_identical(cards[:2]) == []
    assert near_identical([*cards, (4, "mörkt vid TUNNELN")]) == [(3, 1), (4, 1)]


@pytest.mark.req("CAU-12")
def test_a_workshop_is_opened_from_an_analysis_by_those_who_prepare(cast: Cast) -> None:
    workshop = opened(cast)
    analysis = Analysis.objects.get(pk=workshop.analysis_id)
    assert analysis.workshop_address == workshop_pointer(workshop).address
    assert [one.function for one in workshop.members.all()] == ["Trygghetssamordnare"]
    with pytest.raises(Refused, match="already open"):
        open_workshop(by=cast.bertil, analysis=analysis, now=NOW)
    with pytest.raises(NotAllowed):
        open_workshop(by=cast.gustav, analysis=analysis, now=NOW)
    settled = an_analysis(
        cast,
        analysis.problem,
        state=AnalysisState.SETTLED,
        municipality_settled_on=NOW.date(),
        police_settled_on=NOW.date(),
    )
    with pytest.raises(Refused, match="settled"):
        open_workshop(by=cast.amina, analysis=settled, now=NOW)
    with pytest.raises(Refused, match="240 minutes"):
        open_workshop(by=cast.amina, analysis=an_analysis(cast, analysis.problem), minutes={Phase.LOBBY: 0}, now=NOW)


def test_a_step_is_taken_once_however_often_it_is_sent(cast: Cast) -> None:
    workshop = opened(cast)
    step(by=cast.amina, workshop=workshop, at=Phase.LOBBY, forward=True, now=NOW)
    with pytest.raises(Refused, match="another step"):
        step(by=cast.amina, workshop=workshop, at=Phase.LOBBY, forward=True, now=NOW)
    go_to(cast, Workshop.objects.get(pk=workshop.pk), Phase.CLOSED)
    closed = Workshop.objects.get(pk=workshop.pk)
    assert closed.closed_at == NOW
    with pytest.raises(Refused, match="no step beyond"):
        step(by=cast.amina, workshop=closed, at=Phase.CLOSED, forward=True, now=NOW)
    assert step(by=cast.bertil, workshop=closed, at=Phase.CLOSED, forward=False, now=NOW).closed_at is None
    assert Entry.objects.filter(event="workshops.stepped").count() == len(Phase)


def test_a_guest_joins_under_a_function_and_sees_nothing_but_the_board(cast: Cast) -> None:
    workshop = opened(cast)
    client = Client()
    address = reverse("workshops:board", args=[workshop.code])
    joining = reverse("workshops:join", args=[workshop.code])
    assert client.get(address)["Location"] == joining
    refused = client.post(joining, {"function": "Ring 070-123 45 67", "party": "external"})
    assert refused.status_code == 422
    client.post(joining, {"function": "Fritidsledare", "party": "municipality"})
    cookie = client.cookies[f"verkstad-{workshop.code}"]
    assert cookie["path"] == address
    assert cookie["httponly"]
    assert Member.objects.get(function="Fritidsledare").token_hash != cookie.value
    written(guest(workshop, "Vaktmästare"), "Trasig lampa vid porten", CardKind.KNOWN)
    page = client.get(address).content.decode()
    assert "Trasig lampa vid porten" in page
    assert reverse("causes:analysis", args=[workshop.analysis_id]) not in page
    for closed in (reverse("causes:analysis", args=[workshop.analysis_id]), reverse("workshops:list"), "/"):
        assert client.get(closed).status_code == 302
    assert client.post(reverse("workshops:step", args=[workshop.code])).status_code == 302


def test_joining_closes_with_the_workshop_and_a_guest_then_sees_no_cards(cast: Cast) -> None:
    workshop = opened(cast)
    client = Client()
    joining = reverse("workshops:join", args=[workshop.code])
    client.post(joining, {"function": "Fritidsledare", "party": "municipality"})
    written(guest(workshop, "Vaktmästare"), "Trasig lampa vid porten", CardKind.KNOWN)
    go_to(cast, workshop, Phase.CLOSED)
    board = client.get(reverse("workshops:board", args=[workshop.code])).content.decode()
    assert "Trasig lampa vid porten" not in board
    with pytest.raises(Refused, match="closed"):
        guest(workshop, "Sen gäst")
    assert '<form method="post" novalidate' not in Client().get(joining).content.decode()


def test_only_those_with_a_login_join_when_guests_are_not_let_in(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    workshop = opened(cast, guests_allowed=False)
    with pytest.raises(Refused, match="log in"):
        guest(workshop)
    joining = reverse("workshops:join", args=[workshop.code])
    assert reverse("accounts:login") in Client().get(joining).content.decode()
    client = client_of("bertil")
    for _ in range(2):
        client.post(joining, {"function": "Kommunpolis", "party": "police"})
    assert workshop.members.filter(user=cast.users["bertil"]).count() == 1
    assert client.get(reverse("workshops:board", args=[workshop.code])).status_code == 200


def test_too_many_tries_from_one_network_are_refused_for_ten_minutes(db: None) -> None:
    for _ in range(MOST_KNOCKS):
        knock(address="192.0.2.1", now=NOW)
    with pytest.raises(Refused, match="ten minutes"):
        knock(address="192.0.2.1", now=NOW)
    knock(address="192.0.2.2", now=NOW)
    knock(address="192.0.2.1", now=NOW + timedelta(minutes=11))


def test_the_code_is_found_whatever_way_it_is_typed(cast: Cast) -> None:
    workshop = opened(cast)
    typed = f" {workshop.code[:4]} {workshop.code[4:].lower()}"
    answer = Client().get(reverse("workshops:find"), {"kod": typed})
    assert answer["Location"] == reverse("workshops:join", args=[workshop.code])
    assert Client().get(reverse("workshops:find"), {"kod": "FINNSEJ2"}).status_code == 422
    with pytest.raises(Http404):
        workshop_of("FINNSEJ2")


def test_the_same_card_sent_twice_is_stored_once(cast: Cast) -> None:
    member = guest(opened(cast))
    key = uuid.uuid4()
    sent: dict[str, Any] = {
        "member": member,
        "key": key,
        "kind": CardKind.KNOWN,
        "text": "Tre samtal om torget",
        "now": NOW,
    }
    first = add_card(**sent)
    again = add_card(**sent)
    assert first.pk == again.pk
    assert Card.objects.count() == 1
    other = guest(member.workshop, "Vaktmästare")
    with pytest.raises(Refused, match="once more"):
        add_card(**(sent | {"member": other}))


def test_a_card_comes_in_late_but_not_much_after_the_end(cast: Cast) -> None:
    workshop = opened(cast)
    member = guest(workshop)
    go_to(cast, workshop, Phase.CLOSED)
    sent: dict[str, Any] = {"member": member, "kind": CardKind.KNOWN, "text": "Skrivet i tunnelbanan"}
    add_card(key=uuid.uuid4(), now=NOW + timedelta(minutes=15), **sent)
    with pytest.raises(Refused, match="whoever leads"):
        add_card(key=uuid.uuid4(), now=NOW + timedelta(minutes=16), **sent)


def test_cards_are_about_places_and_say_something(cast: Cast) -> None:
    member = guest(opened(cast))
    for text, reason in (("  ", "something"), ("Ring 070-123 45 67", "holds")):
        with pytest.raises(Refused, match=reason):
            written(member, text)
    with pytest.raises(Refused, match="Choose the cause"):
        written(member, "Tomt torg", CardKind.EXPECTATION)
    known = written(member, "Något vi vet", CardKind.KNOWN)
    with pytest.raises(Refused, match="cause on the board"):
        written(member, "Tomt torg", CardKind.EXPECTATION, parent=known)


def test_nobody_gives_more_than_three_points_and_only_when_it_is_time(cast: Cast) -> None:
    workshop = opened(cast)
    member = guest(workshop)
    first, second = (written(member, text, side=Side.TARGET) for text in CAUSES[:2])
    with pytest.raises(Refused, match="last step"):
        give_points(member=member, card=first, points=1, now=NOW)
    go_to(cast, workshop, Phase.WEIGH)
    give_points(member=member, card=first, points=POINTS, now=NOW)
    give_points(member=member, card=first, points=2, now=NOW)
    give_points(member=member, card=second, points=1, now=NOW)
    with pytest.raises(Refused, match="three points in all"):
        give_points(member=member, card=second, points=2, now=NOW)
    assert [getattr(card, "total", None) for card in shown_cards(workshop.pk)] == [2, 1]
    known = written(member, "Något vi vet", CardKind.KNOWN)
    with pytest.raises(Refused, match="given to causes"):
        give_points(member=member, card=known, points=0, now=NOW)


def test_merging_carries_points_and_branches_and_undoing_brings_everything_back(cast: Cast) -> None:
    workshop = opened(cast)
    member = guest(workshop)
    kept, twin = (written(member, text) for text in ("Mörkt", "Mörkt!"))
    branch = written(member, "Ingen byter lampor", parent=twin)
    place(by=cast.amina, card=twin, side=Side.GUARDIAN, now=NOW)
    go_to(cast, workshop, Phase.WEIGH)
    give_points(member=member, card=twin, points=2, now=NOW)
    merge(by=cast.amina, card=twin, into=kept, now=NOW)
    board = {card.pk: card for card in shown_cards(workshop.pk)}
    assert set(board) == {kept.pk, branch.pk}
    assert board[branch.pk].parent_id == kept.pk
    assert (getattr(board[kept.pk], "total", 0), board[kept.pk].side) == (2, Side.GUARDIAN)
    with pytest.raises(Refused, match="no longer stands"):
        set_aside(by=cast.amina, card=twin, now=NOW)
    undo(by=cast.bertil, workshop=workshop, now=NOW)
    board = {card.pk: card for card in shown_cards(workshop.pk)}
    assert board[branch.pk].parent_id == twin.pk
    assert (board[kept.pk].side, board[twin.pk].side) == ("", Side.GUARDIAN)
    undo(by=cast.bertil, workshop=workshop, now=NOW)
    assert not Card.objects.get(pk=twin.pk).side
    with pytest.raises(Refused, match="nothing to undo"):
        undo(by=cast.amina, workshop=workshop, now=NOW)


def test_a_card_set_aside_leaves_the_board_and_can_come_back(cast: Cast) -> None:
    workshop = opened(cast)
    card = written(guest(workshop), CAUSES[0])
    set_aside(by=cast.amina, card=card, now=NOW)
    assert shown_cards(workshop.pk) == []
    undo(by=cast.amina, workshop=workshop, now=NOW)
    assert shown_cards(workshop.pk) == [card]
    with pytest.raises(NotAllowed):
        set_aside(by=cast.gustav, card=card, now=NOW)


@pytest.mark.req("CAU-05", "CAU-10", "CAU-12")
def test_what_is_chosen_is_saved_in_the_analysis_once(cast: Cast) -> None:
    workshop = opened(cast)
    member = guest(workshop, "Fritidsledare")
    top = written(member, CAUSES[0], side=Side.GUARDIAN)
    deeper = written(member, "Ingen har uppdraget", parent=top)
    loose = written(member, CAUSES[1])
    seen = written(member, "Tomt vid fem besök", CardKind.EXPECTATION, parent=top)
    chain = written(member, "Skolan slutar", CardKind.STEP)
    go_to(cast, workshop, Phase.WEIGH)
    give_points(member=member, card=top, points=3, now=NOW)
    with pytest.raises(Refused, match="side of the triangle first"):
        save_in_analysis(by=cast.amina, workshop=workshop, card_ids=[loose.pk], now=NOW)
    with pytest.raises(Refused, match="Choose also the cause"):
        save_in_analysis(by=cast.amina, workshop=workshop, card_ids=[seen.pk], now=NOW)
    with pytest.raises(Refused, match="at least one card"):
        save_in_analysis(by=cast.amina, workshop=workshop, card_ids=[], now=NOW)
    chosen = [deeper.pk, top.pk, seen.pk, chain.pk]
    saved = save_in_analysis(by=cast.amina, workshop=workshop, card_ids=chosen, now=NOW)
    assert (saved.causes, saved.steps, saved.expectations) == (2, 1, 1)
    analysis = workshop.analysis
    causes = {cause.text: cause for cause in analysis.causes.all()}
    assert causes[CAUSES[0]].weight == 5
    assert causes[CAUSES[0]].expectation == "Tomt vid fem besök"
    assert causes["Ingen har uppdraget"].parent == causes[CAUSES[0]]
    assert [one.text for one in analysis.steps.all()] == ["Skolan slutar"]
    assert "Fritidsledare" in {one.name for one in analysis.participants.all()}
    place(by=cast.amina, card=loose, side=Side.TARGET, now=NOW)
    again = save_in_analysis(by=cast.bertil, workshop=workshop, card_ids=[*chosen, loose.pk], now=NOW)
    assert (again.causes, again.steps, again.expectations, again.participants) == (1, 0, 0, 0)
    assert analysis.causes.count() == 3
    assert Card.objects.get(pk=top.pk).state == CardState.SAVED
    with pytest.raises(Refused, match="already been saved"):
        set_aside(by=cast.amina, card=top, now=NOW)


def poll(client: Client, workshop: Workshop, after: int) -> Any:
    page = client.get(reverse("workshops:board", args=[workshop.code])).content.decode()
    key = page.split('data-poll-key="')[1].split('"')[0]
    address = reverse("workshops:news", args=[workshop.code])
    return Client().get(address, {"efter": after}, headers={"X-Verkstad": key}), key


def test_asking_when_nothing_is_new_costs_one_query_and_no_content(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    workshop = opened(cast)
    written(guest(workshop), CAUSES[0])
    number = Workshop.objects.get(pk=workshop.pk).sequence
    answer, key = poll(client_of("amina"), workshop, number)
    assert (answer.status_code, answer.content) == (204, b"")
    client = Client()
    address = reverse("workshops:news", args=[workshop.code])
    with CaptureQueriesContext(connection) as asked:
        client.get(address, {"efter": number}, headers={"X-Verkstad": key})
    assert len(asked.captured_queries) == 1
    assert client.get(address, headers={"X-Verkstad": key[:-2] + "xx"}).status_code == 404


def test_news_bring_the_card_as_it_stands_with_controls_only_for_the_facilitator(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    workshop = opened(cast)
    written(guest(workshop), "Mörkt <b>överallt</b>", side=Side.TARGET)
    news = poll(client_of("amina"), workshop, 0)[0].json()
    assert news["phase"] == "lobby"
    assert [card["lane"] for card in news["cards"]] == ["cause-target"]
    assert "&lt;b&gt;" in news["cards"][0]["html"]
    assert "data-deed" in news["cards"][0]["html"]
    client = client_of("fatima")
    client.post(reverse("workshops:join", args=[workshop.code]), {"function": "Projektledare", "party": "municipality"})
    assert "data-deed" not in poll(client, workshop, 0)[0].json()["cards"][0]["html"]


def test_the_board_is_worked_with_plain_forms(cast: Cast, client_of: Callable[[str], Client]) -> None:
    analysis = an_analysis(cast)
    amina = client_of("amina")
    amina.post(
        reverse("workshops:open", args=[analysis.pk]),
        {"guests_allowed": "on", **{str(k): v for k, v in MINUTES.items()}},
    )
    workshop = Workshop.objects.get()

    def post(name: str, *more: Any, **values: Any) -> Any:
        return amina.post(reverse(f"workshops:{name}", args=[workshop.code, *more]), values)

    for phase in (Phase.LOBBY, Phase.PICTURE, Phase.CHAIN):
        assert post("step", at=phase, riktning="fram").status_code == 302
    for text in (CAUSES[0], CAUSES[0] + " kvällstid", CAUSES[1]):
        assert post("contribute", key=uuid.uuid4(), kind="cause", text=text).status_code == 302
    kept = post("contribute", key=uuid.uuid4(), kind="cause", text="Ring 070-123 45 67")
    assert kept.status_code == 422
    assert "Ring 070-123 45 67" in kept.content.decode()
    first, second, third = Card.objects.order_by("pk")
    post("place", first.pk, side="guardian")
    post("merge", card=second.pk, into=first.pk)
    post("set_aside", third.pk)
    post("undo")
    assert Card.objects.get(pk=third.pk).state == CardState.ON_BOARD
    for phase in (Phase.TRIANGLE, Phase.DEEPER, Phase.TEST):
        post("step", at=phase, riktning="fram")
    post("give_points", first.pk, points=3)
    wall = amina.get(reverse("workshops:wall", args=[workshop.code])).content.decode()
    assert CAUSES[0] in wall
    assert "data-deed" not in wall
    assert "data-points" not in wall
    assert post("save", cards=[third.pk]).status_code == 422
    assert post("save", cards=[first.pk])["Location"] == reverse("causes:analysis", args=[analysis.pk])
    assert analysis.causes.get().weight == 5
    nothing = {"at": "", "riktning": "", "side": "", "points": "", "card": "", "into": ""}
    for name, more in (("step", ()), ("merge", ()), ("place", (third.pk,)), ("give_points", (third.pk,))):
        answer = amina.post(
            reverse(f"workshops:{name}", args=[workshop.code, *more]), nothing, headers={"Accept": "application/json"}
        )
        assert answer.status_code == 422
        assert answer.json()["reason"]


def test_the_qr_code_is_one_path_in_a_square() -> None:
    drawn = Code.of("https://samverkan.example/verkstad/KLMN2345/anslut/")
    assert drawn.size >= 33
    assert drawn.path.startswith("M4 4h7v1h-7z")


class SequenceProtocol(TestCase):
    """Any number of screens that ask at any time see every card in the end, each change at most once."""

    @hypothesis_settings(max_examples=25)
    @given(
        st.lists(st.tuples(st.sampled_from(["write", "aside", "undo", "step", "ask"]), st.integers(0, 2)), max_size=30)
    )
    def test_every_screen_ends_with_the_same_board(self, deeds: list[tuple[str, int]]) -> None:
        cast = build_cast()
        workshop = opened(cast)
        members = [guest(workshop, f"Gäst {number}") for number in range(3)]
        seen: list[dict[int, Card]] = [{}, {}, {}]
        after = [0, 0, 0]
        told: list[list[tuple[int, int]]] = [[], [], []]
        phases = [Phase.LOBBY] * 3

        def ask(screen: int) -> None:
            news = news_since(workshop.pk, members[screen].pk, after[screen])
            if news is None:
                return
            assert news.sequence > after[screen]
            for card in news.cards:
                assert after[screen] < card.sequence <= news.sequence
                told[screen].append((card.pk, card.sequence))
                seen[screen][card.pk] = card
            after[screen], phases[screen] = news.sequence, news.phase

        for deed, who in deeds:
            on_board = [card for card in Card.objects.filter(workshop=workshop) if card.state == CardState.ON_BOARD]
            if deed == "ask":
                ask(who)
            elif deed == "write":
                written(members[who], f"Lapp {uuid.uuid4()}", CardKind.KNOWN)
            elif deed == "aside" and on_board:
                set_aside(by=cast.amina, card=on_board[who % len(on_board)], now=NOW)
            elif deed == "undo" and workshop.changes.filter(undone_at__isnull=True).exists():
                undo(by=cast.amina, workshop=workshop, now=NOW)
            elif deed == "step":
                now = Workshop.objects.get(pk=workshop.pk)
                forward = now.phase != Phase.WEIGH
                step(by=cast.amina, workshop=now, at=Phase(now.phase), forward=forward, now=NOW)
        for screen in range(3):
            ask(screen)
            assert news_since(workshop.pk, members[screen].pk, after[screen]) is None
            assert len(told[screen]) == len(set(told[screen]))
            assert {pk: card.state for pk, card in seen[screen].items()} == dict(
                Card.objects.filter(workshop=workshop).values_list("pk", "state")
            )
            assert phases[screen] == Workshop.objects.get(pk=workshop.pk).phase


def send_until_stored(member: Member, text: str) -> None:
    """Send a card as a phone does: with the same key, again and again until it is stored.

    The tests' own SQLite database lies in memory and refuses where a file would wait.
    """
    key = uuid.uuid4()
    while True:
        try:
            add_card(member=member, key=key, kind=CardKind.KNOWN, text=text, now=NOW)
        except OperationalError:
            time.sleep(0.01)
        else:
            return


@pytest.mark.django_db(transaction=True)
def test_two_members_who_write_at_once_get_different_numbers_and_none_is_lost() -> None:
    workshop = opened(build_cast())
    members = [guest(workshop, f"Gäst {number}") for number in range(4)]
    ready = threading.Barrier(len(members))
    faults: list[BaseException] = []

    def write(member: Member) -> None:
        try:
            ready.wait()
            for number in range(5):
                send_until_stored(member, f"{member.function}, lapp {number}")
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=[member]) for member in members]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    numbers = list(Card.objects.values_list("sequence", flat=True))
    assert len(numbers) == len(set(numbers)) == 20
    assert max(numbers) == Workshop.objects.get(pk=workshop.pk).sequence


def test_a_member_is_known_by_login_or_by_the_secret(cast: Cast) -> None:
    workshop = opened(cast)
    member, secret = join(workshop=workshop, user_id=None, function="Gäst", party=Party.EXTERNAL, now=NOW)
    nobody = cast.amina.__class__(user_id=None)
    assert member_of(workshop, nobody, secret) == member
    assert member_of(workshop, nobody, "annat") is None
    assert member_of(workshop, cast.amina, secret) == workshop.members.get(user=cast.users["amina"])
