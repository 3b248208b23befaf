"""Forms of groups and seats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.ground.words import FunctionKind, GroupKind
from samverkan.groups.words import OVERALL
from samverkan.organisation.models import Post, Unit
from samverkan.ui.forms import Form, ThingField, WordField

LOCAL = (GroupKind.LOCAL_STEERING, GroupKind.LOCAL_PREPARATION)
FIRST_WITHOUT = _("The first day without it.")


def post_label(post: Post) -> str:
    """Name a person with title and organisation, for lists."""
    return f"{post.user.name}, {post.title or post.unit.name} ({post.unit.name})"


class PersonField(ThingField):
    """A choice among people by their posts; cleans to the post."""


class FoundForm(Form):
    """A new steering or preparation group."""

    unit = ThingField(label=_("Belongs to"))
    kind = WordField(GroupKind, label=_("Kind of group"), only=(*LOCAL, *OVERALL))
    name = forms.CharField(label=_("Name"), max_length=160)
    task = forms.CharField(label=_("The group's task"), widget=forms.Textarea, required=False)
    known_as = forms.CharField(
        label=_("Known locally as"),
        max_length=160,
        required=False,
        help_text=_("For example a local crime prevention council that serves as the steering group."),
    )
    valid_from = forms.DateField(label=_("From"))

    def __init__(self, *args: Any, units: Iterable[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, ThingField)
        field.give(units)


class RenameForm(Form):
    """What a group is called and does."""

    name = forms.CharField(label=_("Name"), max_length=160)
    task = forms.CharField(label=_("The group's task"), widget=forms.Textarea, required=False)
    known_as = forms.CharField(label=_("Known locally as"), max_length=160, required=False)


class EndForm(Form):
    """The day something ends."""

    on = forms.DateField(label=_("Ends"), help_text=FIRST_WITHOUT)


class SeatForm(Form):
    """A new seat."""

    function = WordField(FunctionKind, label=_("Function"))
    unit = ThingField(label=_("Organisation"))
    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        required=False,
        help_text=_("Left empty, the seat is called after its function."),
    )
    on = forms.DateField(label=_("From"))
    has_mandate = forms.BooleanField(label=_("Carries a mandate"), required=False)
    is_decision_maker = forms.BooleanField(
        label=_("Decision-maker of the party"),
        required=False,
        help_text=_("Is named in decisions, and told when something important has happened."),
    )
    is_presiding = forms.BooleanField(label=_("Presides"), required=False)
    responsibility = forms.CharField(label=_("Area of responsibility tied to the task"), max_length=200, required=False)
    holder = PersonField(label=_("Held by"), required=False, empty_label=_("Nobody yet: vacant"))

    def __init__(self, *args: Any, units: Iterable[Unit] = (), posts: Iterable[Post] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, holder = self.fields["unit"], self.fields["holder"]
        assert isinstance(unit, ThingField)
        assert isinstance(holder, ThingField)
        unit.give(units)
        holder.give(posts, post_label)

    def clean_holder(self) -> Any:
        """Return the person of the post that was chosen."""
        post = self.cleaned_data["holder"]
        return post.user if post else None


class FillForm(Form):
    """Who takes a seat, and with what."""

    holder = PersonField(label=_("Who takes the seat"))
    on = forms.DateField(label=_("From"))
    has_mandate = forms.BooleanField(label=_("Carries a mandate"), required=False)
    is_decision_maker = forms.BooleanField(label=_("Decision-maker of the party"), required=False)
    responsibility = forms.CharField(label=_("Area of responsibility tied to the task"), max_length=200, required=False)

    def __init__(self, *args: Any, posts: Iterable[Post] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holder = self.fields["holder"]
        assert isinstance(holder, ThingField)
        holder.give(posts, post_label)

    def clean_holder(self) -> Any:
        """Return the person of the post that was chosen."""
        return self.cleaned_data["holder"].user


class CoOptForm(Form):
    """Somebody who takes part without becoming an ordinary member."""

    holder = PersonField(label=_("Who is co-opted"))
    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    on = forms.DateField(label=_("From"))
    valid_until = forms.DateField(label=_("Ends"), required=False, help_text=FIRST_WITHOUT)
    responsibility = forms.CharField(label=_("Area of responsibility tied to the task"), max_length=200, required=False)

    def __init__(self, *args: Any, posts: Iterable[Post] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holder = self.fields["holder"]
        assert isinstance(holder, ThingField)
        holder.give(posts, post_label)

    def clean(self) -> dict[str, Any]:
        """Take the organisation from the post that was chosen."""
        values = super().clean() or self.cleaned_data
        post = values.get("holder")
        if post is not None:
            values["holder"], values["unit"] = post.user, post.unit
        return values


class AskForm(Form):
    """What a page is asked for in its address."""

    datum = forms.DateField(required=False)
    kommun = forms.IntegerField(required=False)

    def asked(self, name: str) -> Any:
        """Return what was asked for, or none where it cannot be understood."""
        self.is_valid()
        return self.cleaned_data.get(name)
