"""What a message says before anybody opens it: nothing of what it is about (security T1).

Whoever shares a phone or a mailbox sees the sender, the subject and the first line.
"""

from collections.abc import Sequence

from putright.casework.queries.posting import House
from putright.kit.say import _


def subject(house: House) -> str:
    """The subject of whatever goes to somebody outside."""
    return _("A message from {landlord}").format(landlord=house.name)


def receipt(house: House, *, reference: str) -> str:
    """That we have what somebody sent us, by email."""
    said = [_("Hello"), _("Thank you. We have your message, and a person will read it.")]
    if reference:
        said.append(_("If you write or ring about it, say this: {ref}.").format(ref=reference))
    return _letter([*said, *_ring(house), _("You need not do anything now.")], house)


def receipt_in_short(house: House) -> str:
    """The same as a text: no number that tells what it is about."""
    said = [_("{landlord}: thank you, we have your message.").format(landlord=house.name)]
    return " ".join([*said, *_ring(house)])


def cover(house: House) -> str:
    """What stands before a letter that is attached."""
    words = _("We have written to you. What we wrote is in the attached file.")
    return _letter([_("Hello"), words, *_ring(house)], house)


def before(house: House) -> str:
    """The first lines above a letter that stands in the message itself."""
    return "\n\n".join([_("Hello"), _("We have written to you. Please read on below.")])


def token_line(token: str) -> str:
    """What a mail program shows of the reply token."""
    return f"[{token}]"


def _ring(house: House) -> Sequence[str]:
    return [_("You can ring us on {phone}.").format(phone=house.phone)] if house.phone else []


def _letter(parts: Sequence[str], house: House) -> str:
    return "\n\n".join([*parts, house.name]) + "\n"
