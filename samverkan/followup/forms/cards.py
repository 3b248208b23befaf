"""Forms of reviews and effect cards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.followup.words import Advice, Mechanism, Relevance, Verdict
from samverkan.indicators.models import Indicator, Source
from samverkan.ui.forms import EditionForm, Form, ThingField, WordField


class ReviewForm(Form):
    """The repeated question."""

    answer = WordField(Relevance, label=_("Is it still the most relevant measure?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea, help_text=_("What has changed in the problem or in its causes?")
    )
    next_on = forms.DateField(label=_("Ask again"))


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, required=False)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False)


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text=help_text)


class CardForm(EditionForm):
    """The effect card: what was delivered, what happened here and elsewhere, and what is recommended."""

    dose_text = _text(_("What was delivered"), _("The figures come from the deliveries; write what they do not tell."))
    mechanism = WordField(
        Mechanism,
        label=_("Does it work in the way it was meant to?"),
        required=False,
        empty_label=_("Not known"),
        only=[Mechanism.PLAUSIBLE, Mechanism.PARTLY, Mechanism.NOT],
    )
    mechanism_text = _text(_("How we know"), _("For example what was seen on site, or what users say."))
    indicator = ThingField(label=_("Indicator"), required=False, empty_label=_("None"))
    source = ThingField(label=_("Source of the numbers"), required=False, empty_label=_("None"))
    before_from = _day(_("Before: first day"))
    before_to = _day(_("Before: last day"))
    after_from = _day(_("After: first day"))
    after_to = _day(_("After: last day"))
    here_before = _number(_("Here, before"))
    here_after = _number(_("Here, after"))
    comparison_name = forms.CharField(
        label=_("Compared with"),
        max_length=200,
        required=False,
        help_text=_("A place or a group of places of the same kind where the measure was not carried out."),
    )
    there_before = _number(_("In the comparison, before"))
    there_after = _number(_("In the comparison, after"))
    ring_name = forms.CharField(
        label=_("Nearby area"),
        max_length=200,
        required=False,
        help_text=_("Where the problem would move, if it moved. It must not overlap the comparison."),
    )
    ring_before = _number(_("Nearby, before"))
    ring_after = _number(_("Nearby, after"))
    side_effects = _text(_("Unwanted consequences"))
    by_sex = _text(_("What it meant for women and men, girls and boys"))
    chosen = WordField(
        Verdict,
        label=_("Verdict"),
        required=False,
        empty_label=_("As the rule says"),
        help_text=_("The rule judges from what stands above. The parties may judge otherwise, with a reason."),
    )
    verdict_reason = _text(_("Why the parties judge otherwise"), _("Is shown beside the verdict by rule."))
    advice = WordField(Advice, label=_("Recommended"), required=False, empty_label=_("Not decided yet"))
    lesson = _text(_("What others can learn"), _("Also from what did not work."))

    def __init__(self, *args: Any, indicators: Iterable[Indicator], sources: Iterable[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicator, source = self.fields["indicator"], self.fields["source"]
        assert isinstance(indicator, ThingField)
        assert isinstance(source, ThingField)
        indicator.give(indicators)
        source.give(sources)

    def clean_mechanism(self) -> Mechanism:
        """Return the mechanism; nothing chosen means that it is not known."""
        return self.cleaned_data["mechanism"] or Mechanism.UNKNOWN


GROUPS: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
    (
        _("Carried out"),
        _("Whether the measure was carried out is one thing, whether it helped is another."),
        ("dose_text", "mechanism", "mechanism_text"),
    ),
    (
        _("What is counted, and when"),
        _("Two periods of the same length and the same part of the year, one before the measure and one after."),
        ("indicator", "source", "before_from", "before_to", "after_from", "after_to"),
    ),
    (_("Here"), _("The number of events in the place itself."), ("here_before", "here_after")),
    (
        _("Comparison"),
        _("Without a comparison nobody knows what would have happened anyway."),
        ("comparison_name", "there_before", "there_after"),
    ),
    (_("Nearby"), _("Shows whether the problem moved."), ("ring_name", "ring_before", "ring_after")),
    (_("Consequences"), "", ("side_effects", "by_sex")),
    (_("Verdict and advice"), "", ("chosen", "verdict_reason", "advice", "lesson")),
)
"""The form's fields in groups: title, explanation and names."""


class SettleForm(EditionForm):
    """Settling for one's own party."""

    view = forms.CharField(
        label=_("What your party sees otherwise"),
        widget=forms.Textarea,
        required=False,
        help_text=_("The parties need not agree. What differs is kept on the card."),
    )


class ShareForm(Form):
    """Sharing with other districts."""

    lesson = forms.CharField(label=_("What others can learn"), widget=forms.Textarea)


class ReasonForm(Form):
    """A reason."""

    reason = forms.CharField(label=_("Why"), max_length=300)
