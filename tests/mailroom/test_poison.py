"""A message that cannot be read holds up no other, and after three tries is there for a person."""

from factories import mails
from factories.made import NOW
from mailrooms import Room

from putright.casework.actions.understanding import understand
from putright.casework.operations import fetching
from putright.gateways import clock
from putright.gateways.mail_reading import Reader
from putright.stores.accounts.scope import landlord_scope
from putright.stores.post import arrivals


def slow():
    made = mails.plain(1, Subject="It takes for ever")
    made.set_content("<div>" * 300_000 + "x", subtype="html")
    return mails.packed(made)


def understand_all(room: Room, reader: Reader):
    """Everything whose turn it is, and whose turn it will be when the wait is over."""
    with landlord_scope(room.landlord):
        arrivals.Arrival.objects.update(next_try_at=None)
        waiting = arrivals.waiting(landlord=room.landlord, machine=clock.machine(), most=99)
    for each in waiting:
        understand(landlord=room.landlord, arrival=each, reader=reader, now=NOW)


def test_message_that_always_takes_too_long_is_an_item_after_three_tries(room: Room):
    room.put(slow(), mails.packed(mails.plain(2)))
    fetching.fetch(room.box, NOW)

    with Reader(seconds=0.4) as hasty:
        understand_all(room, hasty)
        after_one = [each.state for each in room.arrivals]
        understand_all(room, hasty)
        understand_all(room, hasty)

    assert after_one == ["kept", "understood"]
    told = {item.subject: item for item in room.items}
    assert told["It takes for ever"].kind == "unreadable"
    assert told["It takes for ever"].sender == mails.MARY
    assert room.raw(room.arrivals[0]) == slow()


def test_message_whose_bytes_are_gone_is_an_item_that_says_so(room: Room):
    room.put(mails.packed(mails.plain()))
    fetching.fetch(room.box, NOW)
    [arrival] = room.arrivals
    path = room.store.root / room.landlord.hex / arrival.id.hex / arrival.blob
    path.unlink()

    with Reader() as reader:
        for _try in range(3):
            understand_all(room, reader)

    assert [(item.kind, item.notes) for item in room.items] == [
        ("unreadable", ["It could not be read."])
    ]


def test_message_with_which_the_service_ends_again_and_again_waits_behind_the_rest(room: Room):
    room.put(*mails.corpus(3))
    fetching.fetch(room.box, NOW)
    first = room.arrivals[0].id
    for _end in range(2):
        with landlord_scope(room.landlord):
            arrivals.begin(landlord=room.landlord, arrival=first)

    with landlord_scope(room.landlord):
        waiting = arrivals.waiting(landlord=room.landlord, machine=clock.machine(), most=9)

    assert waiting[-1] == first
    assert len(waiting) == 3
