"""Problems and priorities: raised from the picture, owned, weighed together, and settled by both parties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from samverkan.audit.models import Entry
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.situation.models import Picture, Problem, Ranking, Score
from samverkan.situation.queries.problems import problems_without_owner, problems_without_statement
from samverkan.situation.queries.ranking import prioritised_problems
from samverkan.situation.rules.ranking import EQUAL
from samverkan.situation.services import problems as services
from samverkan.situation.services import ranking as deeds
from samverkan.situation.services.ranking import Weighed, state_seal
from samverkan.situation.words import Criterion, TargetKind, VictimCategory
from tests.cast import TODAY, Cast
from tests.red_thread import NOW, a_picture, a_place, a_problem, a_statement, an_area


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


def raise_problem(cast: Cast, **more: Any) -> Problem:
    values: dict[str, Any] = {
        "by": cast.amina,
        "unit": cast.units["bjorkasa"],
        "area": an_area(cast),
        "title": "Öppen handel på torget",
        "description": "Handel dagtid vid uppgången",
        "target": TargetKind.PHENOMENON,
        "target_name": "Narkotikahandel",
        "on": TODAY,
    }
    return services.raise_problem(**(values | more))


@pytest.mark.req("SIT-06", "SIT-18", "SIT-19", "SIT-21", "SIT-24")
def test_a_problem_leads_back_to_what_the_parties_said(cast: Cast) -> None:
    statement = a_statement(cast, a_picture(cast))
    problem = raise_problem(
        cast,
        statements=[statement],
        target=TargetKind.PLACE,
        place=a_place(cast),
        victims=VictimCategory.DISABILITY,
        is_complex=True,
    )
    problem.refresh_from_db()
    assert list(problem.statements.all()) == [statement]
    assert (problem.target, problem.victims, problem.is_complex) == ("place", "disability", True)
    assert Entry.objects.get(event="situation.problem_raised").details["statements"] == [statement.pk]
    group = raise_problem(cast, title="Rekrytering", target=TargetKind.GROUP, target_name="Elever i årskurs 7–9")
    assert problems_without_statement([cast.units["bjorkasa"].pk]) == [group]


@pytest.mark.req("SIT-20")
def test_extremism_is_raised_and_weighed_like_any_other_problem(cast: Cast) -> None:
    area = an_area(cast, next(a.name for a in an_area(cast).area_list.areas.all() if "ystem" in a.name))
    problem = raise_problem(cast, area=area, title="Rekrytering till våldsbejakande extremism")
    deeds.save_ranking(by=cast.amina, picture=a_picture(cast), scores=[weighed(problem, 3)])
    assert Score.objects.get().problem == problem


@pytest.mark.req("SIT-06", "SIT-24")
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"description": ""}, "description"),
        ({"description": "070-123 45 67"}, "description"),
        ({"target": TargetKind.PLACE}, "place"),
        ({"target_name": ""}, "target_name"),
        ({"owner_title": "Kommunpolis"}, "owner_unit"),
    ],
)
def test_a_problem_that_cannot_be_right_is_refused(cast: Cast, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        raise_problem(cast, **more)
    assert refused.value.field == field
    assert not Problem.objects.exists()


def test_a_problem_is_not_tied_to_what_lies_elsewhere_or_has_been_removed(cast: Cast) -> None:
    granvik = cast.units["granvik"]
    elsewhere = a_statement(cast, a_picture(cast, unit=granvik))
    removed = a_statement(cast, a_picture(cast), removed_at=NOW, removed_because="Fel")
    place = a_place(cast, unit=granvik)
    for more in ({"statements": [elsewhere]}, {"statements": [removed]}, {"target": TargetKind.PLACE, "place": place}):
        with pytest.raises(Refused):
            raise_problem(cast, **more)


def test_a_problem_without_an_owner_is_lit_until_a_function_is_named(cast: Cast) -> None:
    problem, units = raise_problem(cast), [cast.units["bjorkasa"].pk]
    assert problems_without_owner(units) == [problem]
    services.name_owner(by=cast.bertil, problem=problem, edition=1, unit=cast.units["lpo_b"], title="Kommunpolis")
    assert problems_without_owner(units) == []
    with pytest.raises(SavedMeanwhile):
        services.name_owner(by=cast.amina, problem=problem, edition=1, unit=None, title="")


def test_a_closed_problem_says_why_and_opens_again_with_a_reason(cast: Cast) -> None:
    problem = raise_problem(cast)
    for reason, on in ((" ", TODAY), ("Upphört", TODAY - timedelta(days=1))):
        with pytest.raises(Refused):
            services.close_problem(by=cast.amina, problem=problem, reason=reason, on=on)
    services.close_problem(by=cast.amina, problem=problem, reason="Upphört", on=TODAY)
    assert problems_without_owner([problem.unit_id]) == []
    with pytest.raises(Refused):
        services.reopen_problem(by=cast.amina, problem=problem, reason="")
    services.reopen_problem(by=cast.amina, problem=problem, reason="Tillbaka")
    assert Entry.objects.get(event="situation.problem_reopened").details["closed_because"] == "Upphört"


@pytest.mark.req("CRO-10", "CRO-12")
@pytest.mark.parametrize("person", ["cecilia", "fatima", "gustav", "hanna", "ivar", "nils"])
def test_only_those_who_prepare_in_the_district_keep_and_weigh_its_problems(cast: Cast, person: str) -> None:
    by, problem, picture = cast.actor(person), raise_problem(cast), a_picture(cast)
    before = Entry.objects.count()
    for deed in (
        lambda: raise_problem(cast, by=by, title="Annat"),
        lambda: services.close_problem(by=by, problem=problem, reason="x", on=TODAY),
        lambda: services.name_owner(by=by, problem=problem, edition=1, unit=None, title=""),
        lambda: deeds.save_ranking(by=by, picture=picture, scores=[weighed(problem, 2)]),
        lambda: deeds.mark_seen(by=by, picture=picture, seen=""),
        lambda: deeds.settle_ranking(by=by, picture=picture, seen="", on=TODAY),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert Entry.objects.count() == before


def weighed(problem: Problem, points: int, *, edition: int = 0, **more: Any) -> Weighed:
    values: dict[str, Any] = {"points": dict.fromkeys(Criterion, points), "reasons": "Mätningen 2025"}
    return Weighed(problem_id=problem.pk, edition=edition, **(values | more))


def three(cast: Cast) -> tuple[Picture, list[Problem]]:
    problems = [a_problem(cast, title) for title in ("A", "B", "C")]
    picture = a_picture(cast)
    deeds.save_ranking(
        by=cast.amina,
        picture=picture,
        edition=1,
        weights=EQUAL,
        limit=2,
        scores=[weighed(problem, points) for problem, points in zip(problems, (1, 4, 2), strict=True)],
    )
    return picture, problems


def see(cast: Cast, picture: Picture) -> None:
    for by in (cast.amina, cast.bertil):
        deeds.mark_seen(by=by, picture=picture, seen=state_seal(Ranking.objects.get()))


@pytest.mark.req("SIT-06")
def test_the_order_is_settled_when_both_parties_have_seen_it(cast: Cast) -> None:
    picture, (a, b, c) = three(cast)
    seal = state_seal(Ranking.objects.get())
    with pytest.raises(Refused):
        deeds.settle_ranking(by=cast.amina, picture=picture, seen=seal, on=TODAY)
    deeds.mark_seen(by=cast.amina, picture=picture, seen=seal)
    with pytest.raises(Refused):
        deeds.settle_ranking(by=cast.amina, picture=picture, seen=seal, on=TODAY)
    deeds.mark_seen(by=cast.bertil, picture=picture, seen=seal)
    deeds.settle_ranking(by=cast.bertil, picture=picture, seen=seal, on=TODAY)
    placed = {score.problem: (score.place_in_order, score.is_prioritised) for score in Score.objects.all()}
    assert placed == {b: (1, True), c: (2, True), a: (3, False)}
    assert [score.problem for score in prioritised_problems([picture.unit_id])] == [b, c]
    assert Entry.objects.get(event="situation.ranking_settled").details["seal"] == seal
    with pytest.raises(Refused):
        deeds.save_ranking(by=cast.amina, picture=picture, scores=[weighed(a, 4, edition=1)])
    with pytest.raises(Refused):
        deeds.rework_ranking(by=cast.amina, picture=picture, reason=" ")
    deeds.rework_ranking(by=cast.amina, picture=picture, reason="Nya siffror")
    ranking = Ranking.objects.get()
    assert (ranking.decided_on, ranking.seen) == (None, {})
    assert Score.objects.filter(is_prioritised=True).count() == 2


@pytest.mark.req("SIT-06")
def test_who_has_seen_the_order_has_not_seen_a_changed_one(cast: Cast) -> None:
    picture, (a, _, _) = three(cast)
    seal = state_seal(Ranking.objects.get())
    see(cast, picture)
    deeds.save_ranking(by=cast.amina, picture=picture, scores=[weighed(a, 3, edition=1)])
    assert Ranking.objects.get().seen == {}
    with pytest.raises(Refused):
        deeds.mark_seen(by=cast.bertil, picture=picture, seen=seal)
    with pytest.raises(Refused):
        deeds.settle_ranking(by=cast.bertil, picture=picture, seen=seal, on=TODAY)


@pytest.mark.req("SIT-06")
def test_an_order_that_departs_from_the_scores_needs_a_reason(cast: Cast) -> None:
    picture, (a, _, _) = three(cast)
    deeds.save_ranking(by=cast.amina, picture=picture, scores=[weighed(a, 1, edition=1, pinned=1)])
    see(cast, picture)
    with pytest.raises(Refused) as refused:
        deeds.settle_ranking(by=cast.amina, picture=picture, seen=state_seal(Ranking.objects.get()), on=TODAY)
    assert refused.value.field == "reason"
    edition = Ranking.objects.get().edition
    deeds.save_ranking(
        by=cast.amina, picture=picture, edition=edition, weights=EQUAL, limit=1, reason="Skolan ber om det"
    )
    see(cast, picture)
    deeds.settle_ranking(by=cast.amina, picture=picture, seen=state_seal(Ranking.objects.get()), on=TODAY)
    assert Score.objects.get(is_prioritised=True).problem == a


def test_points_need_words_and_stay_within_bounds(cast: Cast) -> None:
    picture, problem = a_picture(cast), a_problem(cast)
    elsewhere = a_problem(cast, unit=cast.units["granvik"])
    for wrong in (
        weighed(problem, 5),
        weighed(problem, 2, reasons=" "),
        weighed(elsewhere, 2),
        weighed(problem, 2, pinned=0),
    ):
        with pytest.raises(Refused):
            deeds.save_ranking(by=cast.amina, picture=picture, scores=[wrong])
    for weights, limit in ((dict.fromkeys(Criterion, 0), 3), (dict.fromkeys(Criterion, 6), 3), (EQUAL, 0)):
        with pytest.raises(Refused):
            deeds.save_ranking(by=cast.amina, picture=picture, edition=1, weights=weights, limit=limit)
    assert not Score.objects.exists()
    assert not Ranking.objects.exists()


def form_data(client: Client, picture: Picture) -> dict[str, Any]:
    page = client.get(f"/lagesbilder/{picture.pk}/prioritering/").context["page"]
    forms = [page.weights, *(row.form for row in page.rows)]
    return {
        form[name].html_name: "" if form.initial.get(name) is None else form.initial[name]
        for form in forms
        for name in form.fields
    }


@pytest.mark.req("SIT-06")
def test_two_who_weigh_at_once_lose_nothing(cast: Cast, client_of: Callable[[str], Client]) -> None:
    picture, (a, b, _) = three(cast)
    amina, bertil = client_of("amina"), client_of("bertil")
    address = f"/lagesbilder/{picture.pk}/prioritering/"
    hers, his = form_data(amina, picture), form_data(bertil, picture)
    assert amina.post(address, hers | {f"p{a.pk}-fear": "4"}).status_code == 302
    assert bertil.post(address, his | {f"p{b.pk}-fear": "0"}).status_code == 302  # another problem: no conflict
    assert Score.objects.get(problem=a).points["fear"] == 4
    assert Score.objects.get(problem=b).points["fear"] == 0
    answer = bertil.post(address, his | {f"p{a.pk}-fear": "2", f"p{a.pk}-reasons": "Bertils ord"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Sparat nu av någon annan" in shown
    assert "Bertils ord</textarea>" in shown
    assert Score.objects.get(problem=a).points["fear"] == 4


@pytest.mark.req("SIT-06")
def test_the_order_is_computed_while_one_types_and_stored_only_when_saved(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    picture, (a, _, _) = three(cast)
    client = client_of("amina")
    address = f"/lagesbilder/{picture.pk}/prioritering/"
    typed = form_data(client, picture) | {f"p{a.pk}-{criterion}": "4" for criterion in Criterion}
    part = client.post(address, typed | {f"p{a.pk}-pinned": "1"}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert part.context["page"].result.rows[0].title == "A"
    whole = client.post(address, typed | {"then": "preview"})
    assert "<html" in whole.content.decode()
    assert {row.title for row in whole.context["page"].result.rows[:2]} == {"A", "B"}
    assert Score.objects.get(problem=a).points["fear"] == 1
    shown = client.get(address).content.decode()
    assert "viktningar" in shown
    assert "<svg" in shown


@pytest.mark.parametrize("many", [False, True])
def test_the_pages_ask_a_fixed_number_of_questions(
    cast: Cast, client_of: Callable[[str], Client], django_assert_max_num_queries: Any, many: bool
) -> None:
    picture, (problem, *_) = three(cast)
    extra = [a_problem(cast, f"P{number}") for number in range(20 if many else 1)]
    deeds.save_ranking(by=cast.amina, picture=picture, scores=[weighed(one, 2) for one in extra])
    client = client_of("amina")
    for address, most in (
        ("/lagesbilder/problem/", 16),
        (f"/lagesbilder/problem/{problem.pk}/", 13),
        (f"/lagesbilder/{picture.pk}/prioritering/", 11),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
