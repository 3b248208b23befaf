"""Forms about accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.ui.forms import Form

LANGUAGES = (("sv", "Svenska"), ("en", "English"))


class LoginForm(Form):
    """E-mail and password."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class LanguageForm(Form):
    """The language a person reads."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)


def new_password_field(label: Any) -> forms.CharField:
    """Return a field for a password that is to be chosen."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        help_text=_("At least 12 characters. A few words in a row are easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class ChangePasswordForm(Form):
    """One's own password."""

    old_password = forms.CharField(
        label=_("Present password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = new_password_field(_("New password"))


class PersonForm(Form):
    """A new person."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The address at work; the person logs in with it."))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="sv", widget=forms.RadioSelect)
    password = new_password_field(_("First password"))


class PasswordForm(Form):
    """Another person's new password."""

    password = new_password_field(_("New password"))
