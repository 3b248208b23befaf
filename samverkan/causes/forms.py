"""Forms of cause analyses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.causes.models import Analysis, Cause, EventStep, Proposal
from samverkan.causes.words import Certainty, EvidenceKind, Factor, Side, TestResult
from samverkan.ground.words import Party
from samverkan.indicators.models import Indicator, Source
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.situation.models import Statement
from samverkan.situation.services.pointers import statement_pointer
from samverkan.situation.words import TargetKind
from samverkan.ui.forms import EditionForm, Form, ThingField, ThingsField, WordField

AGAINST, FOR = "against", "for"


def give(form: Form, name: str, things: Iterable[Any]) -> None:
    """Let these things be chosen in the form's field."""
    field = form.fields[name]
    assert isinstance(field, ThingField | ThingsField)
    field.give(things)


class OpenForm(Form):
    """What an analysis is called and tied to (CAU-11)."""

    title = forms.CharField(
        label=_("What the analysis is called"), max_length=160, help_text=_("For example: Why the square after school.")
    )
    target = WordField(TargetKind, label=_("It is tied to"), widget=forms.RadioSelect)
    place = ThingField(label=_("The place"), required=False, empty_label=_("None of these"))
    target_name = forms.CharField(
        label=_("Which place, group or phenomenon"),
        max_length=160,
        required=False,
        help_text=_("Write groups, never individuals: for example boys in years 7 to 9."),
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "place", places)


class AnalysisForm(OpenForm, EditionForm):
    """The analysis's own words: title, what it is tied to, conclusion."""

    conclusion = forms.CharField(
        label=_("Conclusion"),
        widget=forms.Textarea,
        required=False,
        help_text=_("In a few sentences: what the parties now believe, how sure they are, and what follows from it."),
    )

    @classmethod
    def values_of(cls, analysis: Analysis) -> dict[str, Any]:
        """Return what the form begins from."""
        return {
            "edition": analysis.edition,
            "title": analysis.title,
            "target": analysis.target,
            "place": analysis.place_id,
            "target_name": analysis.target_name,
            "conclusion": analysis.summary,
        }


class ParticipantForm(Form):
    """An organisation and function that took part (CAU-05)."""

    unit = ThingField(label=_("Organisation"), required=False, empty_label=_("Another, written below"))
    name = forms.CharField(
        label=_("Function, or another organisation"),
        max_length=160,
        required=False,
        help_text=_("For example head of recreation centre. Never a person's name."),
    )
    party = WordField(
        Party, label=_("Belongs to"), required=False, help_text=_("Only for an organisation that is not in the list.")
    )
    knows = forms.CharField(label=_("What they know about it"), max_length=200, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "unit", units)


WEIGHTS = [
    (5, _("5: the main cause")),
    (4, _("4: a large part")),
    (3, _("3: a part")),
    (2, _("2: a smaller part")),
    (1, _("1: a small part")),
]


class CauseForm(EditionForm):
    """A cause as a hypothesis (CAU-07, CAU-08, CAU-10)."""

    text = forms.CharField(
        label=_("The cause, in a sentence"),
        max_length=300,
        help_text=_("Say what happens and why, for example: nobody answers for the square after six."),
    )
    side = WordField(Side, label=_("Side of the crime triangle"), widget=forms.RadioSelect)
    factor = WordField(Factor, label=_("Raises or lowers the risk"), widget=forms.RadioSelect)
    expectation = forms.CharField(
        label=_("What would we see if it were true?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Something that can be looked up, counted or observed, and that could turn out otherwise."),
    )
    weight = forms.TypedChoiceField(label=_("Weight"), choices=WEIGHTS, coerce=int)
    certainty = WordField(Certainty, label=_("How sure you are"), widget=forms.RadioSelect)
    parent = ThingField(
        label=_("Explains another cause"),
        required=False,
        empty_label=_("No: it explains the problem itself"),
        help_text=_("Asked “why is that so?”, a cause becomes a branch under the one it explains."),
    )

    def __init__(self, *args: Any, parents: Iterable[Cause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "parent", parents)

    @classmethod
    def values_of(cls, cause: Cause) -> dict[str, Any]:
        """Return what the form begins from."""
        names = ("edition", "text", "side", "factor", "expectation", "weight", "certainty")
        return {name: getattr(cause, name) for name in names} | {"parent": cause.parent_id}


class TestForm(EditionForm):
    """What came of the test of a hypothesis."""

    result = WordField(TestResult, label=_("Result of the test"), widget=forms.RadioSelect)
    result_text = forms.CharField(
        label=_("What was seen, or why it has not been tested"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    tested_on = forms.DateField(label=_("Day of the test"), required=False)


class SetAsideForm(Form):
    """Why a cause is set aside."""

    because = forms.CharField(label=_("Why it is set aside"), max_length=300)


class EvidenceForm(Form):
    """What speaks for or against a cause (CAU-09)."""

    kind = WordField(EvidenceKind, label=_("Kind of knowledge"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("What it shows"), widget=forms.Textarea(attrs={"rows": 3}))
    speaks = forms.ChoiceField(
        label=_("It speaks"),
        choices=[(FOR, _("for the cause")), (AGAINST, _("against the cause"))],
        widget=forms.RadioSelect,
    )
    source = ThingField(
        label=_("Source"), required=False, empty_label=_("None"), help_text=_("Needed for statistics and research.")
    )
    indicator = ThingField(label=_("Indicator"), required=False, empty_label=_("None"))
    statement = ThingField(label=_("Joint statement of the picture"), required=False, empty_label=_("None"))

    def __init__(
        self,
        *args: Any,
        sources: Iterable[Source],
        statements: Iterable[Statement],
        indicators: Iterable[Indicator],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        give(self, "source", sources)
        give(self, "indicator", indicators)
        field = self.fields["statement"]
        assert isinstance(field, ThingField)
        field.give(statements, lambda statement: statement_pointer(statement).title[:90])


class StepForm(EditionForm):
    """A link of the event chain (CAU-12)."""

    text = forms.CharField(label=_("What happens"), max_length=300)
    could_break = forms.CharField(
        label=_("What could break the chain here"),
        max_length=300,
        required=False,
        help_text=_("Who could have seen it, made it harder or taken the reason away?"),
    )
    cause = ThingField(label=_("Shows this cause"), required=False, empty_label=_("None"))

    def __init__(self, *args: Any, causes: Iterable[Cause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "cause", causes)

    @classmethod
    def values_of(cls, step: EventStep) -> dict[str, Any]:
        """Return what the form begins from."""
        return {
            "edition": step.edition,
            "text": step.text,
            "could_break": step.could_break,
            "cause": step.cause_id,
        }


class ProposalForm(EditionForm):
    """A proposed measure with its consequences (CAU-06, CRO-01 to -04)."""

    text = forms.CharField(label=_("Proposed measure"), max_length=300)
    causes = ThingsField(label=_("Causes it would work on"), required=False)
    consequences = forms.CharField(
        label=_("Consequences, wanted and unwanted"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Also what may move elsewhere, and what it costs those who do nothing wrong."),
    )
    gender = forms.CharField(
        label=_("Equality between the sexes"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Whom does it reach: girls, boys, women, men? Who gains, who bears the cost?"),
    )
    child_rights = forms.CharField(
        label=_("Children's rights"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("The best interests of the child, protection from violence and drugs, and being heard."),
    )
    accessibility = forms.CharField(
        label=_("Accessibility and participation"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Can persons with disabilities use it and take part? Does it shut anybody out?"),
    )

    def __init__(self, *args: Any, causes: Iterable[Cause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "causes", causes)

    @classmethod
    def values_of(cls, proposal: Proposal) -> dict[str, Any]:
        """Return what the form begins from. Wants `causes` prefetched."""
        names = ("edition", "text", "consequences", "gender", "child_rights", "accessibility")
        chosen = [str(cause.pk) for cause in proposal.causes.all()]
        return {name: getattr(proposal, name) for name in names} | {"causes": chosen}
