"""Deeds with accounts: logging in and out, and what administrators do."""

from __future__ import annotations

import math
from datetime import datetime

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer
from samverkan.accounts.models import LoginFailures, User
from samverkan.accounts.rules import FORGOTTEN_AFTER, remaining_wait
from samverkan.audit.services import record
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import NotAllowed, Refused

LANGUAGES = ("sv", "en")
ONLY_ADMINISTRATORS = "Only administrators keep people's accounts."


def person_pointer(user: User) -> Pointer:
    """Return the person as the trail names them. There is no page of a person for all to open."""
    return Pointer("accounts.user", str(user.pk), user.name, "")


def _pair(email: str, address: str) -> str:
    return salted_hmac("samverkan.accounts.login", f"{email}\n{address}", algorithm="sha256").hexdigest()


def _demand_no_wait(pair: str, now: datetime) -> None:
    failed = LoginFailures.objects.filter(pair=pair).first()
    left = remaining_wait(failed.failures, failed.last_failed_at, now) if failed else None
    if left:
        raise Refused(
            "Too many attempts have failed. Wait %(minutes)s min and try again.",
            minutes=math.ceil(left.total_seconds() / 60),
        )


@transaction.atomic
def _count_failure(pair: str, now: datetime) -> None:
    LoginFailures.objects.filter(last_failed_at__lte=now - FORGOTTEN_AFTER).delete()
    failed, _ = LoginFailures.objects.select_for_update().get_or_create(pair=pair, defaults={"last_failed_at": now})
    failed.failures += 1
    failed.last_failed_at = now
    failed.save(update_fields=["failures", "last_failed_at"])


def log_in(*, email: str, password: str, address: str, now: datetime) -> User:
    """Return the person whose e-mail and password these are, and leave a trace.

    Raises the same `Refused` for an unknown e-mail, a wrong password and a closed account; from the fifth
    failure of the same e-mail and network address, also a wait. The failure itself is stored.
    """
    email = email.strip().lower()
    pair = _pair(email, address)
    _demand_no_wait(pair, now)
    user = authenticate(username=email, password=password)
    if not isinstance(user, User):
        _count_failure(pair, now)
        raise Refused("The e-mail address and the password do not match.")
    with transaction.atomic():
        LoginFailures.objects.filter(pair=pair).delete()
        record(by=Actor(user.pk, user.name, user.email), event="accounts.logged_in", on=person_pointer(user))
    return user


@transaction.atomic
def log_out(*, by: Actor) -> None:
    """Leave a trace that the person logged out; the web ends the session."""
    if by.user_id is not None:
        record(by=by, event="accounts.logged_out", on=Pointer("accounts.user", str(by.user_id), by.name, ""))


def _demand_good_password(password: str, user: User, field: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages), field=field) from fault


@transaction.atomic
def choose_language(*, by: Actor, user: User, language: str) -> User:
    """Keep the language that the person reads, applied at each log-in and in letters."""
    demand(by.user_id == user.pk, "You may only change your own settings.")
    if language not in LANGUAGES:
        raise Refused("Choose Swedish or English.", field="language")
    user.language = language
    user.save(update_fields=["language"])
    record(by=by, event="accounts.language_chosen", on=person_pointer(user), details={"language": language})
    return user


@transaction.atomic
def change_password(*, by: Actor, user: User, old_password: str, new_password: str) -> User:
    """Change one's own password; the old one must be given."""
    demand(by.user_id == user.pk, "You may only change your own settings.")
    if not user.check_password(old_password):
        raise Refused("This is not your present password.", field="old_password")
    _demand_good_password(new_password, user, "new_password")
    user.set_password(new_password)
    user.save(update_fields=["password"])
    record(by=by, event="accounts.password_changed", on=person_pointer(user))
    return user


@transaction.atomic
def add_person(
    *, by: Actor, name: str, email: str, password: str, language: str = "sv", invented: bool = False
) -> User:
    """Let an office-holder log in. What the person may do follows from posts and seats given later."""
    demand(may_administer(by), ONLY_ADMINISTRATORS)
    email, name = email.strip().lower(), name.strip()
    if not name:
        raise Refused("Write the person's name.", field="name")
    if User.objects.filter(email=email).exists():
        raise Refused("There is already an account with this e-mail address.", field="email")
    if language not in LANGUAGES:
        raise Refused("Choose Swedish or English.", field="language")
    _demand_good_password(password, User(email=email, name=name), "password")
    user = User.objects.create_user(email, name, password, language=language, is_invented=invented)
    record(by=by, event="accounts.person_added", on=person_pointer(user))
    return user


def _demand_another(by: Actor, user: User) -> None:
    if by.user_id == user.pk:
        raise NotAllowed("You may not close your own account. Ask another administrator.")


@transaction.atomic
def deactivate_person(*, by: Actor, user: User) -> User:
    """Close the account: the person can no longer log in, and an open session ends at its next request."""
    demand(may_administer(by), ONLY_ADMINISTRATORS)
    _demand_another(by, user)
    if not user.is_active:
        raise Refused("The account is already closed.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(by=by, event="accounts.person_deactivated", on=person_pointer(user))
    return user


@transaction.atomic
def reactivate_person(*, by: Actor, user: User) -> User:
    """Open a closed account again."""
    demand(may_administer(by), ONLY_ADMINISTRATORS)
    if user.is_active:
        raise Refused("The account is already open.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(by=by, event="accounts.person_reactivated", on=person_pointer(user))
    return user


@transaction.atomic
def set_password(*, by: Actor, user: User, password: str) -> User:
    """Give another person a new password; their open sessions end."""
    demand(may_administer(by), ONLY_ADMINISTRATORS)
    _demand_good_password(password, user, "password")
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=by, event="accounts.password_set", on=person_pointer(user))
    return user
