"""Where the things of this package can be opened, for packages that refer to them."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from samverkan.ground.pointers import Pointer
from samverkan.situation.models import Picture, PictureVersion, Problem, Statement
from samverkan.situation.rules.wording import said

PICTURE, STATEMENT = "situation.picture", "situation.statement"
PICTURE_VERSION, PROBLEM = "situation.picture_version", "situation.problem"
TITLE_LENGTH = 120
"""How much of a statement stands as its title, in characters."""


def picture_pointer(picture: Picture) -> Pointer:
    """Return where the picture can be opened. The title is in the language of the records."""
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Situation picture %(year)s, %(unit)s") % {"year": picture.year, "unit": picture.unit.name}
    return Pointer(PICTURE, str(picture.pk), title, reverse("situation:picture", args=[picture.pk]))


def statement_pointer(statement: Statement) -> Pointer:
    """Return where the joint statement can be opened; the title is the beginning of its words."""
    title = said(statement.text, statement.municipality_view, statement.police_view)
    if len(title) > TITLE_LENGTH:
        title = title[: TITLE_LENGTH - 1].rstrip() + "…"
    return Pointer(STATEMENT, str(statement.pk), title, reverse("situation:statement", args=[statement.pk]))


def picture_version_pointer(version: PictureVersion) -> Pointer:
    """Return where the frozen version can be read. The title is in the language of the records."""
    picture = version.picture
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Situation picture %(year)s, %(unit)s, version %(number)s") % {
            "year": picture.year,
            "unit": picture.unit.name,
            "number": version.number,
        }
    return Pointer(PICTURE_VERSION, str(version.pk), title, reverse("situation:version", args=[version.pk]))


def problem_pointer(problem: Problem) -> Pointer:
    """Return where the problem can be opened."""
    return Pointer(PROBLEM, str(problem.pk), problem.title, reverse("situation:problem", args=[problem.pk]))
