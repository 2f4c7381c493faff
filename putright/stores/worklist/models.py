"""What is owed, as rows for fast lists: moments only, never a state (house rule 4).

Everything here is written from the timelines and can be dropped. Nothing decides by it.
"""

from django.db import models

from putright.stores.accounts.models import Landlord
from putright.stores.record.models import Case


class Owed(models.Model):
    """A promise of a case that is not yet kept: what, since when, by when, whose."""

    pk = models.CompositePrimaryKey("landlord_id", "case_id", "number")
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, db_index=False)
    number = models.PositiveIntegerField()
    rule = models.CharField(max_length=200)
    what = models.TextField()
    why = models.TextField()
    owner = models.CharField(max_length=60)
    entry = models.CharField(max_length=80)
    root = models.CharField(max_length=80, default="")
    person = models.CharField(max_length=60, blank=True)
    pledge = models.CharField(max_length=80, blank=True)
    starts_at = models.DateTimeField(null=True)
    soon_at = models.DateTimeField(null=True)
    due_from = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    in_hours = models.BooleanField(default=False)
    holder = models.UUIDField(null=True, help_text="the colleague whom it was handed to")
    kept_from = models.JSONField(default=list, help_text="staff who may not know of it")

    class Meta:
        indexes = [
            models.Index("landlord", "due_at", name="owed_due"),
            models.Index("landlord", "owner", name="owed_by_role"),
            models.Index("landlord", "holder", name="owed_handed"),
        ]


class Card(models.Model):
    """What a list shows of a case, and when time alone next changes what it owes."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    level = models.CharField(max_length=20, blank=True)
    is_assessed = models.BooleanField(default=True)
    markers = models.JSONField(default=list)
    is_open = models.BooleanField(default=True)
    entries = models.PositiveIntegerField(default=0)
    last_contact_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    changes_at = models.DateTimeField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    handed_at = models.DateTimeField(null=True)
    handed_to = models.UUIDField(null=True)
    unaccepted = models.PositiveIntegerField(default=0)
    kept_from = models.JSONField(default=list, help_text="staff who may not know of a complaint")

    class Meta:
        indexes = [
            models.Index("landlord", "is_open", name="card_open"),
            models.Index("landlord", "changes_at", name="card_changes"),
            models.Index("landlord", "unaccepted", name="card_handed"),
        ]


class Findable(models.Model):
    """Words by which a case, an entry, a person or a home is found; never shown, only searched.

    ``of`` is the case, person or home. ``number`` is the entry's own; on the row of a case, that of
    the last entry that was looked into. Migration 0003 keeps the engines' indexes beside it.
    """

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    kind = models.CharField(max_length=6)
    of = models.UUIDField()
    number = models.PositiveIntegerField(default=0)
    words = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint("landlord", "kind", "of", "number", name="findable_once"),
        ]


class Subject(models.Model):
    """A member of staff whom entries of a case complain of: the search keeps those from them."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    key = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint("landlord", "case", "key", name="subject_once")]
