"""People who log in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates people; Django's own commands need it."""

    def create_user(self, email: str, name: str, password: str | None = None, **extra: Any) -> User:
        """Store a person who can log in with the e-mail address."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Användare: an office-holder who logs in. No other person is kept in the system."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, default="sv")
    is_active = models.BooleanField(_("may log in"), default=True)
    is_invented = models.BooleanField(_("invented for the demo"), default=False)
    joined_at = models.DateTimeField(_("added"), auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name


class LoginFailures(models.Model):
    """Misslyckade inloggningar: how often a pair of e-mail and network address has failed of late.

    The pair is kept only as a keyed hash, so that addresses of strangers are not stored.
    """

    pair = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "login failures"
