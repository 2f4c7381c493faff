"""What an answer to a complaint still lacks, in words for whoever writes it."""

from collections.abc import Mapping, Sequence

from putright.casework.refused import NotRight
from putright.core.practice.response import Lack
from putright.kit.say import N_, _

WORDS: Mapping[str, str] = {
    "no decision": N_("{where}: say whether it is upheld."),
    "no reasons": N_("{where}: give the reasons."),
    "no remedy": N_("{where}: say what puts it right, since it is upheld."),
    "no weighed": N_("{where}: it is not upheld, so say what you looked at."),
    "no refers": N_("{where}: it is not upheld, so say which rule, policy, law or good practice it "
                    "rests on."),
    "handling denied": N_("{where}: the audit shows that something was late or left out, so it "
                          "cannot be “not upheld”. Is a record wrong? Correct that first."),
    "no definition": N_("Nobody has agreed with the resident what the complaint is. Do that on "
                        "the page of the complaint."),
    "no apology": N_("The apology: say sorry."),
    "no failings": N_("The apology: name what went wrong."),
    "no effect": N_("The apology: say what it meant for the resident."),
    "lateness not named": N_("The apology: this answer is late. Say so, and say sorry for it."),
    "no remedies": N_("Something is upheld: say what will put it right."),
    "no kind": N_("{where}: choose what kind it is."),
    "no what": N_("{where}: say what will be done."),
    "no owner": N_("{where}: say who does it."),
    "no day": N_("{where}: say by which day."),
    "day is over": N_("{where}: that day is over."),
    "no learning": N_("Learning: something is upheld. Say what changes, or why nothing has to."),
    "names somebody": N_("Learning: this names {why}. Name nobody: say what we did not do, and "
                         "what changes."),
    "barred words": N_("{where}: {why}"),
}  # fmt: skip
PLACES: Mapping[str, str] = {
    "sorry": N_("The apology"),
    "failings": N_("The apology"),
    "effect": N_("The apology"),
    "outstanding": N_("Still to be done"),
    "learning": N_("Learning"),
}


def words_of(lack: Lack, titles: Mapping[str, str]) -> str:
    """One lack in words; ``titles`` are the points by their ids."""
    return _(WORDS[lack.code]).format(where=where(lack.place, titles), why=lack.why)


def where(place: str, titles: Mapping[str, str]) -> str:
    """What a place of the answer is called."""
    if place in titles:
        return titles[place]
    if place.startswith("remedy "):
        return _("Remedy {n}").format(n=place.removeprefix("remedy "))
    return _(PLACES.get(place, place))


class Lacking(NotRight):
    """An answer that lacks something is no letter yet: all of it, each with its words."""

    def __init__(self, found: Sequence[Lack], titles: Mapping[str, str]) -> None:
        """The first stands for all where only one can be said."""
        self.found = tuple((lack, words_of(lack, titles)) for lack in found)
        super().__init__(self.found[0][1])
