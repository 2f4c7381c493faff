"""The record. Entries are appended, never changed: the database itself refuses (migration 0002).

A stream is a case or a person. Each entry carries the digest of the one before it, so that a
change, a gap or a cut end shows. Personal words stand apart in ``Wording`` beside a random salt:
erasing them leaves the salted digest in the chain, which still verifies (security R16).
"""

import uuid

from django.db import models
from django.db.models import Q

from putright.stores.accounts.models import Landlord, Team, User
from putright.stores.people.models import Home, Person


class Stream(models.Model):
    """The head of a chain of entries (of a case, a person, a lesson); locked to append one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    kind = models.CharField(max_length=6)
    head = models.PositiveIntegerField(default=0)
    digest = models.BinaryField(default=bytes)
    last_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("case", "person", "lesson")), name="stream_kind"
            ),
        ]
        indexes = [models.Index("landlord", "kind", name="stream_of_landlord")]


class StoredEntry(models.Model):
    """One entry of a stream as a row. Nothing points at it: it can be parted by landlord."""

    pk = models.CompositePrimaryKey("landlord_id", "stream_id", "number")
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, db_index=False)
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    shape = models.PositiveSmallIntegerField(default=1)
    data = models.JSONField()
    happened_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    source = models.CharField(max_length=10, default="staff")
    wording_digest = models.BinaryField()
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        db_table = "record_entry"
        constraints = [
            models.UniqueConstraint("landlord", "stream", "key", name="entry_key"),
        ]


class Wording(models.Model):
    """The personal words of an entry, with the salt of their digest. Erasable, never changed."""

    pk = models.CompositePrimaryKey("landlord_id", "stream_id", "number")
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, db_index=False)
    number = models.PositiveIntegerField()
    salt = models.BinaryField()
    body = models.TextField()


class Erasure(models.Model):
    """That the words of an entry were erased: when, by whom, under which rule, and why."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, db_index=False)
    number = models.PositiveIntegerField()
    erased_at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    rule = models.CharField(max_length=200)
    why = models.CharField(max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint("landlord", "stream", "number", name="erased_once"),
        ]


class Seal(models.Model):
    """The heads of the streams that grew since the last seal, chained; a digest is kept outside."""

    pk = models.CompositePrimaryKey("landlord_id", "number")
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()
    heads = models.JSONField()
    previous = models.BinaryField()
    digest = models.BinaryField()


class Case(models.Model):
    """What a case is found and guarded by. Everything else about it is in its stream."""

    id = models.UUIDField(primary_key=True, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, null=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="cases")
    is_restricted = models.BooleanField(default=False)
    imported = models.JSONField(default=dict, help_text="header and headings of a case file")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("landlord", "reference", name="case_reference"),
        ]
        indexes = [
            models.Index("landlord", "team", name="case_of_team"),
            models.Index("landlord", "officer", name="case_of_officer"),
            models.Index("landlord", "home", name="case_of_home"),
        ]

    def __str__(self) -> str:
        return self.reference


class Party(models.Model):
    """Who plays which part in a case: the key that its entries use for the person."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    key = models.CharField(max_length=60)
    side = models.CharField(max_length=12)
    role = models.CharField(max_length=60, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="parts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    core = models.JSONField(default=dict, help_text="what an imported case said of the person")

    class Meta:
        constraints = [models.UniqueConstraint("landlord", "case", "key", name="party_key")]
        indexes = [models.Index("landlord", "person", name="parts_of_person")]


class Clearance(models.Model):
    """Who may see a restricted case, since when, until when, and who let them."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clearances")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="clearances")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    broke_glass = models.BooleanField(default=False)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index("landlord", "user", "case", name="clearance_of_user")]


class CaseLink(models.Model):
    """That somebody said how two cases stand to each other; a later row of the same two undoes it.

    Where one of them follows the other, ``case`` is the later one.
    """

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=30)
    says = models.CharField(max_length=12, default="joined")
    why = models.CharField(max_length=400, blank=True)
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(case=models.F("other")), name="link_of_two"),
            models.CheckConstraint(
                condition=Q(says__in=("joined", "parted", "refused")), name="link_says"
            ),
            models.CheckConstraint(
                condition=Q(
                    what__in=(
                        "same incident", "same home", "same people", "counter report",
                        "follows a closed case", "patch",
                    )
                ),
                name="link_what",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("landlord", "case", name="link_from"),
            models.Index("landlord", "other", name="link_to"),
        ]


class File(models.Model):
    """A kept file of a case or of a lesson: where its bytes lie, what they are, whether scanned."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="files")
    lesson = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    size = models.BigIntegerField()
    blob = models.CharField(max_length=80)
    salt = models.BinaryField()
    digest = models.BinaryField()
    scan = models.CharField(max_length=12, default="not scanned")
    kept_at = models.DateTimeField()
    kept_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=True, lesson__isnull=False)
                | Q(case__isnull=False, lesson__isnull=True),
                name="file_of_one",
            ),
        ]
        indexes = [models.Index("landlord", "case", name="file_of_case")]

    @property
    def kept_for(self) -> uuid.UUID:
        """The case or lesson in whose folder the bytes lie."""
        found = self.case_id or self.lesson
        assert found is not None
        return found


class Reading(models.Model):
    """Who looked at what, when, and why. It can be added to and nothing else."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    at = models.DateTimeField()
    user_id = models.UUIDField()
    what = models.CharField(max_length=30)
    case_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    detail = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [
            models.Index("landlord", "case_id", "at", name="reading_of_case"),
            models.Index("landlord", "user_id", "at", name="reading_by_user"),
        ]


class Draft(models.Model):
    """What somebody was writing, kept until it is sent. Only its author sees it."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=120)
    case_id = models.UUIDField(null=True)
    fields = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("landlord", "user", "place", name="draft_place")]
        indexes = [models.Index("landlord", "case_id", "saved_at", name="draft_of_case")]


class Outgoing(models.Model):
    """A letter or message that is being written: no part of the record before it is sent.

    ``body`` is Markdown. ``entries`` are what sending it writes on the timeline; the first of them
    holds the letter. ``reasons`` answer what the check asks about, by the key of each mark: why,
    and who says so.
    ``version`` counts changes; ``agreed_version`` is the one that a second person read.
    ``english`` is the letter that this one says in another language, ``english_version`` what of it
    was put into that language, ``translated_how`` by a person or a machine. ``writers`` are the ids
    of all who changed it, ``wrote`` the keys of the entries that sending it wrote.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    case_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=12, default="en")
    party = models.CharField(max_length=60)
    channel = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    body = models.TextField()
    entries = models.JSONField(default=list)
    reasons = models.JSONField(default=dict)
    permission = models.CharField(max_length=40)
    needs_second = models.BooleanField(default=False)
    complaint = models.CharField(max_length=60, blank=True)
    leads_to = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default="writing")
    version = models.PositiveIntegerField(default=1)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_version = models.PositiveIntegerField(null=True)
    agreed_at = models.DateTimeField(null=True)
    english = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    translated_by = models.CharField(max_length=120, blank=True)
    translation_checked_by = models.CharField(max_length=120, blank=True)
    translated_how = models.CharField(max_length=10, blank=True)
    english_version = models.PositiveIntegerField(null=True)
    writers = models.JSONField(default=list)
    sent_back = models.TextField(blank=True)
    sent_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    wrote = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("writing", "asked", "agreed", "sent", "dropped")),
                name="outgoing_state",
            ),
        ]
        indexes = [models.Index("landlord", "case_id", "state", name="outgoing_of_case")]


class Lesson(models.Model):
    """What the landlord committed to change, as its list shows it; its stream says all of it.

    Everything here follows from the entries of the stream of the same id.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    what = models.TextField()
    owner = models.CharField(max_length=80)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10)
    cases = models.JSONField(default=list, help_text="ids of cases whose failings it answers")
    recorded_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("to do", "said", "done", "given up")), name="lesson_state"
            ),
        ]
        indexes = [models.Index("landlord", "state", "due_on", name="lesson_due")]


class FormUsed(models.Model):
    """A form that was sent, by its one-use id, and where it led: sent twice, it counts once."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    form = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    led_to = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("landlord", "form", name="form_used_once")]


class Bundle(models.Model):
    """A bundle of a case's papers for the Ombudsman: what was asked for, and the file made of it.

    ``told`` are the entries per question, the words to withhold and the files that were looked at;
    it goes, and the file with it, when words of the case are erased. When a bundle has ended its
    file goes, and of ``told`` all but what answers what. ``searched`` says what was searched.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    case_id = models.UUIDField()
    is_unredacted = models.BooleanField(default=False)
    told = models.JSONField(default=dict)
    state = models.CharField(max_length=8)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=400, blank=True)
    blob = models.CharField(max_length=32, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    searched = models.CharField(max_length=8, blank=True)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("agree", "asked", "ready", "failed", "gone")),
                name="bundle_state",
            ),
        ]
        indexes = [models.Index("landlord", "case_id", "asked_at", name="bundle_of_case")]
