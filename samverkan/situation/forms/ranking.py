"""Forms of priorities: weights, and the points of each problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samverkan.ground.snapshots import seal
from samverkan.situation.models import Ranking, Score
from samverkan.situation.rules.ranking import EQUAL, MOST_POINTS, MOST_WEIGHT
from samverkan.situation.words import Criterion
from samverkan.ui.forms import EditionForm, translated


class OpenedForm(EditionForm):
    """A form that also remembers the values it was opened with, so that only what somebody touched is saved.

    Two people who weigh different problems on the same page then never stand in each other's way.
    """

    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed, without what the form remembers."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"edition", "opened"}}

    @property
    def is_touched(self) -> bool:
        """Tell whether the person changed anything since the page was opened."""
        return bool(seal(self.values) != self.cleaned_data["opened"])


def opened_with(values: Mapping[str, Any], edition: int) -> dict[str, Any]:
    """Return the initial values of an `OpenedForm`."""
    return {**values, "edition": edition, "opened": seal(dict(values))}


class WeightsForm(OpenedForm):
    """How much each criterion counts, how many are prioritised, and why the order departs from the scores."""

    limit = forms.IntegerField(label=_("How many are prioritised"), min_value=1, max_value=50)
    reason = forms.CharField(
        label=_("Why the order departs from the scores"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Needed when a problem is put above one with a higher score."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in Criterion:
            field = forms.IntegerField(label=translated(criterion.label), min_value=0, max_value=MOST_WEIGHT)
            self.fields[f"weight_{criterion}"] = field

    @property
    def weights(self) -> dict[Criterion, int]:
        """Return the weights that were typed; wants a valid form."""
        return {criterion: self.cleaned_data[f"weight_{criterion}"] for criterion in Criterion}

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        """Return the fields of the weights, for the page that places them by hand."""
        return [self[f"weight_{criterion}"] for criterion in Criterion]

    @staticmethod
    def values_of(ranking: Ranking | None) -> dict[str, Any]:
        """Return the form's initial values; equal weights where nothing is stored yet."""
        weights: Mapping[str, int] = ranking.weights if ranking else {one.value: EQUAL[one] for one in Criterion}
        values = {
            "limit": ranking.limit if ranking else 3,
            "reason": ranking.reason if ranking else "",
            **{f"weight_{criterion}": weights.get(criterion.value, 0) for criterion in Criterion},
        }
        return opened_with(values, ranking.edition if ranking else 1)


class PointsForm(OpenedForm):
    """One problem's points. Its prefix is `p` and the problem's key."""

    reasons = forms.CharField(
        label=_("What the points rest on"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Needed when points are given."),
    )
    pinned = forms.IntegerField(label=_("Own place"), min_value=1, max_value=999, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in Criterion:
            told = format_lazy("{field}: {range}", field=translated(criterion.label), range=_("write 0 to 4."))
            self.fields[criterion.value] = forms.IntegerField(
                label=translated(criterion.label),
                min_value=0,
                max_value=MOST_POINTS,
                required=False,
                error_messages={"min_value": told, "max_value": told},
            )

    @property
    def points(self) -> dict[Criterion, int]:
        """Return the points that were typed; wants a valid form."""
        return {
            criterion: self.cleaned_data[criterion.value]
            for criterion in Criterion
            if self.cleaned_data.get(criterion.value) is not None
        }

    @property
    def points_fields(self) -> list[forms.BoundField]:
        """Return the fields of the points, for the page that places them by hand."""
        return [self[criterion.value] for criterion in Criterion]

    @staticmethod
    def values_of(score: Score | None) -> dict[str, Any]:
        """Return the form's initial values."""
        points: Mapping[str, int] = score.points if score else {}
        values = {
            "reasons": score.reasons if score else "",
            "pinned": score.pinned if score else None,
            **{criterion.value: points.get(criterion.value) for criterion in Criterion},
        }
        return opened_with(values, score.edition if score else 0)
