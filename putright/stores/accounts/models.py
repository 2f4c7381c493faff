"""Landlords, their staff, and who is here today.

Every table carries its landlord, first in every unique constraint and index besides the single
key, so that a database can be parted by landlord.
"""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

ROLES = (
    "contact centre",
    "officer",
    "team leader",
    "complaints handler",
    "approver",
    "head of service",
    "auditor",
    "administrator",
)
"""The parts staff play. An administrator has no case content; an auditor changes nothing."""


class Landlord(models.Model):
    """A landlord served by this installation. None can see another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=4, help_text="begins each case's reference")
    pack = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_sample = models.BooleanField(default=False)
    set_up = models.JSONField(default=dict, help_text="what each step of the first run was told")

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint("landlord", "name", name="team_name")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the username is never shown, people sign in by email."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """A member of staff. ``leaves_on`` is the last day; an account is never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    username = models.CharField(max_length=36, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    skips_second_factor = models.BooleanField(default=False)
    single_keys = models.BooleanField(default=False)
    initials_only = models.BooleanField(default=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.UniqueConstraint("landlord", "email", name="user_email"),
        ]

    def __str__(self) -> str:
        return self.name


class RoleHeld(models.Model):
    """A role that somebody holds, in one team or (without) everywhere, from a day to a day."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=20, choices=[(role, role) for role in ROLES])
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index("landlord", "user", name="role_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=ROLES), name="role_is_known", violation_error_code="role"
            ),
        ]


class Patch(models.Model):
    """An area with an officer. Without one the post is vacant; the cover can never be missing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    team = models.ForeignKey(Team, on_delete=models.PROTECT)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="patches")
    cover = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covered_patches")

    class Meta:
        constraints = [
            models.UniqueConstraint("landlord", "name", name="patch_name"),
            models.CheckConstraint(
                condition=Q(officer__isnull=True) | ~Q(officer=F("cover")),
                name="patch_cover_is_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Away(models.Model):
    """Somebody is not there, from a day to a day (open for a leaver), and who acts meanwhile."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="times_away")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    cover = models.ForeignKey(User, on_delete=models.PROTECT, related_name="times_covering")
    is_leaving = models.BooleanField(default=False)
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    ended_early_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("landlord", "user", "starts_on", name="away_of_user")]
        constraints = [
            models.CheckConstraint(condition=~Q(user=F("cover")), name="cover_is_somebody_else"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="away_ends_after_it_starts",
            ),
        ]


class SecurityEvent(models.Model):
    """What happened to accounts and rights: ids and verbs only, never changed."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=40)
    actor_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index("landlord", "at", name="security_event_at")]


class SignedIn(models.Model):
    """A session that somebody is signed in on, so that it can be found and ended."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="signed_in")
    key = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    device = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("landlord", "user", "key", name="signed_in_key")]
