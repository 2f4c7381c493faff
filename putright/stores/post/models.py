"""Post in, post out, what runs by itself, and who was told of what.

Nothing points at these rows. What comes in is kept raw before anybody tries to understand it, and
goes when it stands on a timeline and its time to be kept is over; an item is never deleted.
"""

import uuid

from django.db import models
from django.db.models import Q

from putright.stores.accounts.models import Landlord, Team, User

DOORS = ("mailbox", "forwarded", "web form", "phone log", "letter scan", "portal", "partner")
"""The ways by which something comes in."""


class Mailbox(models.Model):
    """A mailbox that is read, or an address whose mail is forwarded here. ``secret`` is sealed.

    ``from_address`` is what letters go out under; ``uid`` is the last message that was kept, of the
    numbering ``uidvalidity``. Whether it is in trouble is worked out from ``worked_at``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    address = models.EmailField()
    way = models.CharField(max_length=10)
    host = models.CharField(max_length=200, blank=True)
    port = models.PositiveIntegerField(default=993)
    safety = models.CharField(max_length=10, default="tls")
    user = models.CharField(max_length=200, blank=True)
    secret = models.BinaryField(default=bytes)
    folder = models.CharField(max_length=120, default="INBOX")
    team = models.ForeignKey(Team, on_delete=models.PROTECT)
    of_ombudsman = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    uidvalidity = models.BigIntegerField(null=True)
    uid = models.BigIntegerField(default=0)
    since = models.DateTimeField(help_text="when it was set up, or last switched on")
    tried_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    secret_at = models.DateTimeField(null=True, help_text="when its password was last typed")
    certificate_until = models.DateTimeField(null=True, help_text="of its server, as last seen")
    trial = models.UUIDField(null=True, help_text="the test message that was last sent to it")

    class Meta:
        constraints = [
            models.UniqueConstraint("landlord", "address", name="mailbox_address"),
            models.CheckConstraint(condition=Q(way__in=("imap", "forwarded")), name="mailbox_way"),
            models.CheckConstraint(
                condition=Q(safety__in=("tls", "starttls", "none")), name="mailbox_safety"
            ),
        ]


class Arrival(models.Model):
    """Something as it came in, byte for byte, before it is understood. Kept once.

    ``numbering`` and ``uid`` are its place in a mailbox; ``form`` the one-use id of a form.
    ``likeness`` (keyed with a secret) is the same for the same message delivered twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    door = models.CharField(max_length=12)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, null=True)
    numbering = models.BigIntegerField(null=True)
    uid = models.BigIntegerField(null=True)
    form = models.UUIDField(null=True)
    likeness = models.BinaryField(default=bytes)
    envelope = models.JSONField(default=dict, help_text="from and for whom a server handed it on")
    blob = models.CharField(max_length=80)
    size = models.BigIntegerField()
    salt = models.BinaryField()
    digest = models.BinaryField()
    came_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="kept")
    starts = models.PositiveIntegerField(default=0, help_text="how often reading it was begun")
    tries = models.PositiveSmallIntegerField(default=0, help_text="how often reading it failed")
    next_try_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)
    item = models.UUIDField(null=True)
    scan = models.CharField(
        max_length=12, default="not scanned", help_text="what a scanner says of all of it"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("landlord", "mailbox", "numbering", "uid"), name="arrival_of_mailbox"
            ),
            models.UniqueConstraint(fields=("landlord", "form"), name="arrival_of_form"),
            models.CheckConstraint(condition=Q(door__in=DOORS), name="arrival_door"),
            models.CheckConstraint(
                condition=Q(state__in=("kept", "understood", "twice", "unreadable")),
                name="arrival_state",
            ),
        ]
        indexes = [
            models.Index("landlord", "state", "came_at", name="arrival_state_at"),
            models.Index("landlord", "likeness", name="arrival_likeness"),
        ]


class Item(models.Model):
    """One incoming thing in triage: what it is, whose it seems, who has it, how it ended.

    ``kind`` tells mail of people from mail of machines. ``guess`` is the person, case and reason
    that the system offers; a person decides. ``officer`` is whom it was sent to by name, ``home``
    whose patch it belongs to. It is done with an ``outcome`` and never deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    arrival = models.UUIDField(null=True)
    door = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, default="message")
    mailbox = models.UUIDField(null=True)
    came_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, help_text="when its sender says it was written")
    sender = models.CharField(max_length=254, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    fields = models.JSONField(
        default=dict, help_text="what a form told, by the names of its fields"
    )
    message_id = models.CharField(max_length=250, blank=True)
    thread = models.JSONField(default=list, help_text="the message ids that it answers")
    notes = models.JSONField(default=list, help_text="what reading it came upon, in words")
    urgent = models.JSONField(default=list, help_text="the words that sound urgent")
    unhappy = models.JSONField(default=list, help_text="the words that sound unhappy")
    guess = models.JSONField(default=dict)
    team = models.ForeignKey(Team, on_delete=models.PROTECT)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    home = models.UUIDField(null=True)
    patch = models.UUIDField(null=True, help_text="where nobody knows the home")
    kept_from = models.JSONField(default=list, help_text="staff with a stake in it")
    read_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    parked_until = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=30, blank=True)
    outcome_why = models.CharField(max_length=400, blank=True)
    case_id = models.UUIDField(null=True)
    entry = models.CharField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=(
                        "message", "bounce", "auto reply", "loop", "unreadable", "receipt",
                    )
                ),
                name="item_kind",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", done_at__isnull=True)
                | (~Q(outcome="") & Q(done_at__isnull=False)),
                name="item_ends_in_an_outcome",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("landlord", "done_at", "came_at", name="item_open"),
            models.Index("landlord", "message_id", name="item_message"),
            models.Index("landlord", "case_id", name="item_of_case"),
        ]


class ItemFile(models.Model):
    """What came with an item: kept apart from it, held until a scanner has looked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    size = models.BigIntegerField()
    blob = models.CharField(max_length=80)
    salt = models.BinaryField()
    digest = models.BinaryField()
    scan = models.CharField(max_length=12, default="not scanned")

    class Meta:
        indexes = [models.Index("landlord", "item", name="file_of_item")]


class ItemStep(models.Model):
    """Who did what with an item, and when. Added to, never changed; its words stand apart."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    item = models.UUIDField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    what = models.CharField(max_length=30)

    class Meta:
        indexes = [models.Index("landlord", "item", "at", name="step_of_item")]


class StepWords(models.Model):
    """Why somebody did that with an item, and what stood there before, to undo it.

    Never changed; deleted once the step "erased" of the same item is on record (security R16).
    """

    step = models.OneToOneField(
        ItemStep, on_delete=models.PROTECT, primary_key=True, related_name="words"
    )
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    item = models.UUIDField()
    why = models.CharField(max_length=400, blank=True)
    before = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index("landlord", "item", name="words_of_item")]


class Post(models.Model):
    """Something that goes out, written in the transaction of the entry that tells of it.

    ``message_id`` is made once, so that a message sent twice is the same message. ``body`` is plain
    text; ``files`` are the ids of kept files of the case that go with it. It is queued until a
    server accepted it; what came back is on ``bounced_at``, whatever was accepted before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    way = models.CharField(max_length=8)
    purpose = models.CharField(max_length=30)
    case_id = models.UUIDField(null=True)
    entries = models.JSONField(default=list, help_text="keys of the entries that told of it")
    item = models.UUIDField(null=True)
    user_id = models.UUIDField(null=True, help_text="the member of staff whom it is for")
    party = models.CharField(max_length=60, blank=True)
    mailbox = models.UUIDField(null=True)
    to = models.JSONField(default=list, help_text="address, number, or the lines of an address")
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    files = models.JSONField(default=list)
    message_id = models.CharField(max_length=250)
    answers = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=10, default="queued")
    queued_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    lease_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_as = models.CharField(max_length=200, blank=True)
    bounced_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField(null=True, help_text="when the case was told how it went")

    class Meta:
        constraints = [
            models.UniqueConstraint("landlord", "message_id", name="post_message"),
            models.CheckConstraint(
                condition=Q(way__in=("email", "text", "letter")), name="post_way"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("queued", "accepted", "refused", "bounced", "withdrawn")),
                name="post_state",
            ),
        ]
        indexes = [
            models.Index("landlord", "state", "next_try_at", name="post_queue"),
            models.Index("landlord", "case_id", name="post_of_case"),
        ]


class Job(models.Model):
    """Something that runs by itself: when next, who holds it until when, how it last went.

    A job of the whole installation has no landlord. It is held by a lease, so that one that died
    is taken up by another; ``args`` are ids only.
    """

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120, blank=True)
    args = models.JSONField(default=dict)
    every = models.PositiveIntegerField(null=True, help_text="seconds; none: it runs once")
    due_at = models.DateTimeField()
    lease_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, default="waiting")

    class Meta:
        constraints = [
            models.UniqueConstraint("name", "key", name="job_once"),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "done", "stopped")), name="job_state"
            ),
        ]
        indexes = [models.Index("state", "due_at", name="job_due")]


class Told(models.Model):
    """That somebody was told of something that waits: once a rung, and again each round."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    of = models.CharField(max_length=12)
    case_id = models.UUIDField(null=True)
    key = models.CharField(max_length=400)
    rung = models.CharField(max_length=40)
    round = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    post = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "landlord", "user", "of", "key", "rung", "round", name="told_once"
            ),
        ]
        indexes = [models.Index("landlord", "user", "at", name="told_user")]


class Turn(models.Model):
    """Somebody's turn out of hours: who answers for a team's (or everybody's) 24-hour duties."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    set_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="turn_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index("landlord", "ends_at", name="turn_ends")]


class Feed(models.Model):
    """The secret address of somebody's calendar: only a digest of it is kept."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("landlord", "user", name="feed_of_user"),
            models.UniqueConstraint("landlord", "digest", name="feed_address"),
        ]


class Count(models.Model):
    """A nightly count: what came in, where each of it stands, and what is nowhere."""

    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT)
    at = models.DateTimeField()
    came = models.JSONField()
    stands = models.JSONField()
    missing = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index("landlord", "at", name="count_at")]
