"""The frame around every page: navigation by what the actor may do, the person and the language."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext, gettext_noop

from samverkan.access.actor import NOBODY, Actor
from samverkan.access.words import Role
from samverkan.site.onward import onward
from samverkan.thread.words import NodeKind
from samverkan.ui.pages import Frame, NavigationItem, NavigationSection, Person

EVERYBODY = frozenset(Role)
WORKING = EVERYBODY - {Role.BOARD}
FOLLOWING = EVERYBODY - {Role.DEPARTMENT}
"""A department, or a company, meets its own parts and contributions: whole districts are not open to it."""
PREPARING = WORKING & FOLLOWING

SECTIONS: tuple[tuple[str, tuple[tuple[str, str, frozenset[Role]], ...]], ...] = (
    (
        "",
        (
            (gettext_noop("My week"), "overview:my_week", EVERYBODY),
            (gettext_noop("Messages to me"), "notices:list", EVERYBODY),
        ),
    ),
    (
        gettext_noop("The red thread"),
        (
            (gettext_noop("Priority areas"), "priorities:areas", EVERYBODY),
            (gettext_noop("Goals and indicators"), "indicators:list", EVERYBODY),
            (gettext_noop("Places"), "places:list", WORKING),
            (gettext_noop("Weekly check-in"), "checkins:list", PREPARING),
            (gettext_noop("Situation pictures"), "situation:pictures", FOLLOWING),
            (gettext_noop("Contributions to the picture"), "situation:contributions", frozenset({Role.DEPARTMENT})),
            (gettext_noop("Problems and priorities"), "situation:problems", PREPARING),
            (gettext_noop("Cause analyses"), "causes:list", FOLLOWING),
            (gettext_noop("Workshops"), "workshops:list", WORKING),
            (gettext_noop("Plans and measures"), "measures:plans", EVERYBODY),
            (gettext_noop("My parts of measures"), "measures:mine", WORKING),
            (gettext_noop("Follow-up"), "followup:list", FOLLOWING),
            (gettext_noop("Reports"), "reporting:list", FOLLOWING),
            (gettext_noop("The whole thread"), "thread:thread", FOLLOWING),
            (gettext_noop("The city picture"), "thread:city", FOLLOWING),
        ),
    ),
    (
        gettext_noop("The agreement"),
        (
            (gettext_noop("Agreements"), "agreements:list", EVERYBODY),
            (gettext_noop("Consultations"), "consultations:list", EVERYBODY),
            (gettext_noop("Agreement mirror"), "mirror:agreement", EVERYBODY),
            (gettext_noop("Act mirror"), "mirror:act", EVERYBODY),
        ),
    ),
    (
        gettext_noop("Meetings and decisions"),
        (
            (gettext_noop("Meetings"), "meetings:list", EVERYBODY),
            (gettext_noop("Year wheel"), "wheel:mine", EVERYBODY),
            (gettext_noop("Meeting plans"), "scheduling:plans", EVERYBODY),
            (gettext_noop("Time in meetings"), "workload:list", EVERYBODY),
            (gettext_noop("Decisions"), "decisions:list", EVERYBODY),
            (gettext_noop("Information between the parties"), "communication:list", WORKING),
        ),
    ),
    (
        gettext_noop("Who works together"),
        (
            (gettext_noop("Groups"), "groups:structure", EVERYBODY),
            (gettext_noop("Working groups and forums"), "working_groups:forums", WORKING),
            (gettext_noop("Organisation"), "organisation:units", EVERYBODY),
            (gettext_noop("People"), "accounts:people", frozenset({Role.ADMINISTRATOR})),
            (gettext_noop("The trail"), "audit:trail", frozenset({Role.ADMINISTRATOR})),
        ),
    ),
)
"""What the navigation offers, by section: title, address and the roles that meet it."""


THREADED: dict[str, NodeKind] = {
    "indicators:source": NodeKind.SOURCE,
    "indicators:sub_goal": NodeKind.SUB_GOAL,
    "indicators:indicator": NodeKind.INDICATOR,
    "situation:picture": NodeKind.PICTURE,
    "situation:version": NodeKind.PICTURE_VERSION,
    "situation:statement": NodeKind.STATEMENT,
    "situation:problem": NodeKind.PROBLEM,
    "causes:analysis": NodeKind.ANALYSIS,
    "causes:cause": NodeKind.CAUSE,
    "measures:plan_version": NodeKind.PLAN_VERSION,
    "measures:measure": NodeKind.MEASURE,
    "followup:card": NodeKind.EFFECT_CARD,
    "reporting:compilation": NodeKind.COMPILATION,
}
"""Pages of things that have a place in the red thread, which lies above them: the roof leads the way."""


def _keys(request: HttpRequest) -> list[int]:
    match = request.resolver_match
    return [value for value in (*match.args, *match.kwargs.values()) if isinstance(value, int)] if match else []


def _thread_address(request: HttpRequest, actor: Actor) -> str:
    """Return where the page's thing stands in the thread; nothing for departments, who see single things only."""
    match = request.resolver_match
    kind = THREADED.get(match.view_name) if match else None
    if match is None or kind is None or not actor.roles - {Role.DEPARTMENT}:
        return ""
    keys = _keys(request)
    return reverse("thread:node", args=[kind, keys[0]]) if len(keys) == 1 else ""


def _navigation(actor: Actor, path: str) -> tuple[NavigationSection, ...]:
    offered = [
        (gettext(section) if section else "", gettext(title), reverse(name))
        for section, entries in SECTIONS
        for title, name, roles in entries
        if roles & actor.roles
    ]
    matching = [
        address for _, _, address in offered if path == address or (address != "/" and path.startswith(address))
    ]
    current = max(matching, key=len, default="")
    return tuple(
        NavigationSection(
            section, tuple(NavigationItem(title, address, address == current) for _, title, address in entries)
        )
        for section, entries in groupby(offered, key=itemgetter(0))
    )


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates the frame; no query beyond the actor's own, but for the next step on four pages of the thread."""
    actor: Actor = getattr(request, "actor", NOBODY)
    language = get_language() or settings.LANGUAGE_CODE
    view = request.resolver_match.view_name if request.resolver_match else ""
    person = None
    if actor.user_id is not None:
        post = actor.posts[0] if actor.posts else None
        function = f"{post.title or gettext(post.role.label)}, {post.unit_name}" if post else ""
        person = Person(actor.name, function, actor.party or "", reverse("accounts:me"))
    return {
        "frame": Frame(
            navigation=_navigation(actor, request.path) if person else (),
            person=person,
            language=language,
            other_language="en" if language == "sv" else "sv",
            is_demo=settings.DEMO_LOGINS.exists(),
            today=localdate(),
            home_address=reverse("overview:my_week") if person else reverse("accounts:login"),
            log_out_address=reverse("accounts:logout"),
            thread_address=_thread_address(request, actor) if person else "",
            onward=onward(actor, view, _keys(request), localdate()) if person else None,
        )
    }
