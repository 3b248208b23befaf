"""Logging in and out, one's own page, and the administrators' list of people."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from samverkan.accounts import queries, services
from samverkan.accounts.forms import ChangePasswordForm, LanguageForm, LoginForm, PasswordForm, PersonForm
from samverkan.accounts.pages import (
    DemoLogin,
    LoginPage,
    MePage,
    NewPersonPage,
    PeoplePage,
    PersonPage,
    PersonRow,
)
from samverkan.ground.refusals import Refused
from samverkan.ui.http import GET_POST, ActorRequest

A_YEAR = 365 * 24 * 3600


def demo_logins() -> tuple[DemoLogin, ...]:
    """Return the invented people of the demo, if the demo has written its list in the data directory."""
    place = settings.DEMO_LOGINS
    if not place.is_file():
        return ()
    keys = ("role", "name", "email", "password")
    return tuple(DemoLogin(**{key: str(row[key]) for key in keys}) for row in json.loads(place.read_text("utf-8")))


def network_address(request: HttpRequest) -> str:
    """Return where the request comes from; behind our own proxy, what the proxy says."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def safe_next(request: HttpRequest) -> str:
    """Return the address to go to after logging in, if it lies within the site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    within = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if within else ""


def speak(response: HttpResponse, language: str) -> None:
    """Let the browser remember the language the person has chosen."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@GET_POST
def login(request: ActorRequest) -> HttpResponse:
    """Ask for e-mail and password, and open a session in the person's language."""
    to = safe_next(request)
    if request.user.is_authenticated:
        return redirect(to or resolve_url(settings.LOGIN_REDIRECT_URL))
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.log_in(**form.cleaned_data, address=network_address(request), now=timezone.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            auth.login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            response = redirect(to or resolve_url(settings.LOGIN_REDIRECT_URL))
            speak(response, user.language)
            return response
    page = LoginPage(form=form, next=to, demo_logins=demo_logins())
    return render(request, "accounts/login.html", {"page": page})


@require_POST
def logout(request: ActorRequest) -> HttpResponse:
    """End the session."""
    services.log_out(by=request.actor)
    auth.logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def render_me(request: ActorRequest, **forms: Any) -> HttpResponse:
    """Show one's own page; a form that was not sent is fresh."""
    language_form = forms.get("language_form") or LanguageForm(
        initial={"language": queries.user_of(request.actor).language}
    )
    page = MePage.of(request.actor, language_form, forms.get("form") or ChangePasswordForm())
    return render(request, "accounts/me.html", {"page": page})


@require_safe
def me(request: ActorRequest) -> HttpResponse:
    """Show the person's own posts, seats and settings."""
    return render_me(request)


@require_POST
def choose_language(request: ActorRequest) -> HttpResponse:
    """Keep the language and use it from now on."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return render_me(request, language_form=form)
    language = form.cleaned_data["language"]
    services.choose_language(by=request.actor, user=queries.user_of(request.actor), language=language)
    with translation.override(language):
        messages.success(request, _("Your language is saved."))
    response = redirect("accounts:me")
    speak(response, language)
    return response


@sensitive_post_parameters("old_password", "new_password")
@require_POST
def change_password(request: ActorRequest) -> HttpResponse:
    """Change one's own password and stay logged in."""
    form = ChangePasswordForm(request.POST)
    if form.is_valid():
        try:
            user = services.change_password(by=request.actor, user=queries.user_of(request.actor), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            auth.update_session_auth_hash(request, user)
            messages.success(request, _("Your password is changed."))
            return redirect("accounts:me")
    return render_me(request, form=form)


@require_safe
def people(request: ActorRequest) -> HttpResponse:
    """List everybody who can log in."""
    search = request.GET.get("sok", "").replace("\0", "").strip()
    found = Paginator(queries.people_visible_to(request.actor, search=search), 50).get_page(request.GET.get("page"))
    page = PeoplePage(
        rows=tuple(PersonRow.of(user) for user in found),
        search=search,
        total=found.paginator.count,
        pages=found,
    )
    return render(request, "accounts/people.html", {"page": page})


@sensitive_post_parameters("password")
@GET_POST
def add_person(request: ActorRequest) -> HttpResponse:
    """Add a person who may log in."""
    queries.people_visible_to(request.actor)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.add_person(by=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(name)s can now log in.") % {"name": user.name})
            return redirect("accounts:person", user.pk)
    return render(request, "accounts/add_person.html", {"page": NewPersonPage(form)})


def render_person(request: ActorRequest, user: Any, form: PasswordForm) -> HttpResponse:
    """Show one person."""
    page = PersonPage(PersonRow.of(user), form, is_me=user.pk == request.actor.user_id)
    return render(request, "accounts/person.html", {"page": page})


@require_safe
def person(request: ActorRequest, user_id: int) -> HttpResponse:
    """Show one person to an administrator."""
    return render_person(request, queries.person_for(request.actor, user_id), PasswordForm())


@sensitive_post_parameters("password")
@require_POST
def set_password(request: ActorRequest, user_id: int) -> HttpResponse:
    """Give a person a new password."""
    user = queries.person_for(request.actor, user_id)
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            services.set_password(by=request.actor, user=user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(name)s has a new password.") % {"name": user.name})
            return redirect("accounts:person", user_id)
    return render_person(request, user, form)


@require_POST
def deactivate_person(request: ActorRequest, user_id: int) -> HttpResponse:
    """Close a person's account."""
    user = services.deactivate_person(by=request.actor, user=queries.person_for(request.actor, user_id))
    messages.success(request, _("The account of %(name)s is closed.") % {"name": user.name})
    return redirect("accounts:person", user_id)


@require_POST
def reactivate_person(request: ActorRequest, user_id: int) -> HttpResponse:
    """Open a person's account again."""
    user = services.reactivate_person(by=request.actor, user=queries.person_for(request.actor, user_id))
    messages.success(request, _("%(name)s can now log in.") % {"name": user.name})
    return redirect("accounts:person", user_id)
