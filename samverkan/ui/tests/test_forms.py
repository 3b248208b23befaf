"""Forms: label, help and fault belong to their control, and a summary leads to each fault."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.utils import translation

from samverkan.ground.refusals import Refused
from samverkan.ground.words import GroupKind, Party
from samverkan.ui.forms import Form, WordField, WordsField


class Booking(Form):
    title = forms.CharField(label="Rubrik", max_length=50, help_text="Kort.")
    day = forms.DateField(label="Dag")
    party = WordField(Party, label="Part", widget=forms.RadioSelect)
    group = WordField(GroupKind, label="Grupp", only=(GroupKind.WORKING, GroupKind.LOCAL_STEERING), required=False)
    others = WordsField(Party, label="Andra", required=False)
    note = forms.CharField(label="Anteckning", widget=forms.Textarea, required=False)
    is_agreed = forms.BooleanField(label="Vi är överens")


GOOD = {"title": "Möte", "day": "2026-03-31", "party": "police", "is_agreed": "on"}


def control(html: str, name: str) -> str:
    """Return the tag of the control with the name."""
    found = re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', html)
    assert found
    return found.group()


def test_a_control_points_at_its_help_and_its_fault() -> None:
    html = str(Booking({}))

    assert 'aria-describedby="id_title_helptext id_title_error"' in control(html, "title")
    assert 'aria-invalid="true"' in control(html, "title")
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html


def test_a_control_without_faults_is_not_called_invalid() -> None:
    html = str(Booking(GOOD))

    assert "aria-invalid" not in html
    assert "error-summary" not in html


def test_the_fault_of_a_group_of_choices_belongs_to_the_group() -> None:
    html = str(Booking({}))

    assert '<fieldset class="form-choices" aria-describedby="id_party_error">' in html
    assert "aria-invalid" not in control(html, "party")


def test_the_summary_leads_to_a_control_that_exists() -> None:
    html = str(Booking({}))
    targets = re.findall(r'<li><a href="#([^"]+)">', html)

    assert targets == ["id_title", "id_day", "id_party_0", "id_is_agreed"]
    assert all(f'id="{target}"' in html for target in targets)


def test_a_missing_answer_is_told_with_the_name_of_the_field() -> None:
    with translation.override("sv"):
        form = Booking({})
        assert [text for _, text in form.summary] == [
            "Fyll i: Rubrik",
            "Fyll i: Dag",
            "Välj: Part",
            "Bekräfta: Vi är överens",
        ]


def test_a_day_that_is_no_day_is_told_with_an_example() -> None:
    with translation.override("sv"):
        form = Booking({**GOOD, "day": "i våras"})
        assert form.errors["day"] == ["Dag: skriv datumet som år, månad och dag, till exempel 2026-03-31"]


def test_days_have_the_picker_of_the_browser_and_keep_what_was_chosen() -> None:
    html = str(Booking(GOOD))

    assert 'type="date"' in control(html, "day")
    assert 'value="2026-03-31"' in control(html, "day")


def test_a_word_is_chosen_in_the_language_of_the_reader_and_cleaned_to_the_word() -> None:
    form = Booking(GOOD)

    assert form.is_valid()
    assert form.cleaned_data["party"] is Party.POLICE
    assert form.cleaned_data["group"] is None
    with translation.override("sv"):
        assert "Polisen" in str(Booking())


def test_words_outside_the_narrowed_vocabulary_are_refused() -> None:
    assert Booking({**GOOD, "group": "working"}).is_valid()
    assert not Booking({**GOOD, "group": "overall_steering"}).is_valid()


def test_what_may_be_left_out_says_so_and_the_rest_does_not() -> None:
    with translation.override("sv"):
        html = str(Booking())

    assert html.count("(valfritt)") == 3


def test_a_refusal_is_shown_at_the_field_with_the_way_on() -> None:
    form = Booking(GOOD)
    form.is_valid()
    form.refuse(Refused("The day %(day)s is taken.", field="day", way_on="Choose another.", day="31"))

    assert form.summary == [("id_day", "The day 31 is taken. Choose another.")]


def test_a_refusal_without_a_field_of_the_form_stands_on_top() -> None:
    form = Booking(GOOD)
    form.is_valid()
    form.refuse(Refused("The group is closed.", field="unknown"))

    assert form.summary == [("", "The group is closed.")]
    assert "<li>The group is closed.</li>" in str(form)


def test_what_a_person_typed_is_not_taken_for_markup() -> None:
    html = str(Booking({**GOOD, "title": '"><script>'}))

    assert "<script>" not in html


@pytest.mark.parametrize(
    ("name", "kind"),
    [("title", "text"), ("party", "choices"), ("group", "select"), ("note", "textarea"), ("is_agreed", "checkbox")],
)
def test_a_field_knows_its_shape(name: str, kind: str) -> None:
    assert Booking()[name].kind == kind  # type: ignore[attr-defined]
