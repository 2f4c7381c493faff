"""People and homes as they are now.

What is known of a person is a stream of entries of its own; ``Person`` is its newest state, kept
for lists and search, and can be rebuilt. A person is found once, whatever part is played in
which case: who is complained of in one case may be the victim in another.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from putright.stores.accounts.models import Landlord, Patch, User


class Home(models.Model):
    """A property. ``uprn`` is the national number, where the landlord has it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    uprn = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=10)
    area = models.CharField(max_length=80, blank=True)
    patch = models.ForeignKey(Patch, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("landlord", "uprn", condition=~Q(uprn=""), name="home_uprn"),
        ]
        indexes = [models.Index("landlord", "postcode", name="home_postcode")]

    def __str__(self) -> str:
        return f"{self.address}, {self.postcode}"


class Person(models.Model):
    """Somebody known to the landlord, as the newest entry of the person's stream has it."""

    id = models.UUIDField(primary_key=True, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    reference = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, default="resident")
    organisation = models.CharField(max_length=120, blank=True)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, null=True)
    details = models.JSONField(default=dict)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "landlord", "reference", condition=~Q(reference=""), name="person_reference"
            ),
        ]
        indexes = [models.Index("landlord", "name", name="person_name")]

    def __str__(self) -> str:
        return self.name


class Tenancy(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    reference = models.CharField(max_length=40)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="tenancies")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("landlord", "reference", name="tenancy_reference"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="tenancy_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index("landlord", "home", name="tenancy_home")]


class Member(models.Model):
    """Who lives under a tenancy, as tenant or as one of the household."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    tenancy = models.ForeignKey(Tenancy, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    part = models.CharField(max_length=20, default="tenant")

    class Meta:
        constraints = [
            models.UniqueConstraint("landlord", "tenancy", "person", name="member_once"),
        ]


class Interest(models.Model):
    """A stake of a member of staff in a person or a home: their cases do not exist for them."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, null=True)
    why = models.CharField(max_length=200)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(home__isnull=False),
                name="interest_is_in_something",
            ),
        ]
        indexes = [models.Index("landlord", "user", name="interest_of_user")]


class Agency(models.Model):
    """A desk of an agency: whom it serves, how it takes requests, and when that was last checked.

    ``wrong_at`` says that something here is known to be wrong: nobody is led to it until a person
    has checked it again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    areas = models.JSONField(default=list)
    postcodes = models.JSONField(default=list)
    route = models.CharField(max_length=20)
    address = models.CharField(max_length=300)
    higher = models.CharField(max_length=300, blank=True)
    checked_on = models.DateField(null=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    wrong_at = models.DateTimeField(null=True)
    wrong_why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("landlord", "name", name="agency_name")]
        indexes = [models.Index("landlord", "kind", name="agency_kind")]

    def __str__(self) -> str:
        return self.name


class SafeAddress(models.Model):
    """Where somebody who fled lives now. Never copied to a stream, list, search, label or export.

    Only those cleared for a restricted case of that person see it (security T10, R4). A new row
    ends the one before; none is changed otherwise.
    """

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="safe_addresses")
    address = models.CharField(max_length=300)
    since = models.DateField()
    how = models.CharField(max_length=200)
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "landlord", "person", condition=Q(ended_at__isnull=True), name="safe_address_now"
            ),
        ]
