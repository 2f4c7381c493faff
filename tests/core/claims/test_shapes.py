"""Shapes of sentences: lists, passives, relative clauses, doubts, counts, and who is meant."""

from datetime import date

import pytest
from core.build import entry, words
from core.claims.checked import lists

from putright.core.claims import Ground, check_text
from putright.core.events.entry import Person
from putright.core.timeline.timeline import build_timeline

ON = date(2026, 4, 30)
PEOPLE = (
    Person("resident", "resident", role="tenant"),
    Person("police", "agency", role="police"),
    Person("officer", "landlord", role="case officer"),
)
ENTRIES = (
    entry("report", "asb.reported", "2026-03-02", channel="phone", incident_on=date(2026, 3, 1)),
    entry("call", "contact.made", "2026-03-04", to="resident", channel="phone"),
    entry("visit", "asb.visited", "2026-03-10", to="resident", channel="visit"),
    entry("asked", "contact.received", "2026-03-12", channel="email", asks="when"),
    entry("police", "agency.requested", "2026-03-16", to="police", channel="email"),
    entry(
        "offer",
        "redress.offered",
        "2026-03-20",
        to="resident",
        channel="letter",
        offers=[
            {"head": "asb", "amount": "100.00"},
            {"head": "asb", "amount": "50.00", "how": "in all"},
        ],
    ),
    entry("paid", "redress.paid", "2026-03-24", facts={"amount": "100.00"}),
    entry("spent", "cost.claimed", "2026-03-25", costs=[{"what": "a taxi", "amount": "12.50"}]),
    entry("told", "contact.received", told_in="asked", by="resident", to="landlord"),
    entry("said", "contact.attempted", "2026-04-01", by="officer", to="resident", told_in="asked"),
)


def colours(text: str) -> set[str]:
    timeline = build_timeline(ENTRIES, people=PEOPLE, words=words())
    ground = Ground(timeline=timeline, on=ON, steps=words().steps)
    return {each.colour for each in check_text(text, ground, lists())}


@pytest.mark.parametrize(
    "text",
    [
        "What we did:\n- visited you on 17 March",
        "We did this:\n- called you on 9 March\n- visited you on 10 March",
        "We've rung you on 9 March.",
        "You were visited by our officer on 17 March.",
        "We called you weekly.",
        "We rang you over five times.",
        "We rang you more than twice.",
        "We rang you at least three times.",
        "We rang you on more than one occasion.",
        "We made several calls to you.",
        "We rang you once, only once, on 9 March.",
        "We have offered you £120.",
        "We paid you £90.",
        "In all we offered you £130.",
        "We paid £12 and £999 to you.",
        "We answered your email of 12 March in full.",
        "We answered your question.",
        "We spoke with the police on 20 March.",
        "The police wrote to us on 20 March.",
        "We rang you on Tuesday 4 March 2026.",
        "We visited you on Monday 3 June 2026.",
        "You did not report it until 9 March.",
        "We tried to ring you on 1 April.",
        "Your last email was on 2 March.",
        "Around 20 January we visited you.",
        "After 20 March we visited you.",
        "We had spoken to witnesses.",
        "You received a call on 9 March.",
        "On 9 March we rang you and on 10 March we visited you.",
        "Nobody visited you on 10 March. We looked into your reports and visited you on 17 March.",
        "We visited you on 17 March, having looked at the file, and wrote to you on 18 March "
        "about what the council, the school and the people of the street had told us before.",
        "You complained on 9 March.",
        "We have visited, at your home, on 17 March.",
        "You accepted our offer.",
        "We looked at the file; and we visited you on 17 March.",
        "A call was made to you on 9 March by our staff.",
        "We called you on 9 March (twice).",
        "You first wrote to us on the third of March.",
        "We rang you five times between 3 March and 9 March.",
        "We rang you three times in March.",
        "The council replied.",
        "You received no fewer than six calls from us.",
        "You will get £500.",
        "We will pay you £500 in March.",
        "Your complaint is closed.",
        "We have now answered your complaint.",
    ],
)
def test_what_the_entries_deny_is_red(text: str) -> None:
    assert "red" in colours(text)


@pytest.mark.parametrize(
    "text",
    [
        "We rang you on 4 March and visited you on 10 March.",
        "We called you that week.",
        "What we will do:\n- visit you on 17 May",
        "What you did:\n- reported it on 2 March",
        "We agree that:\n- visited you",
        "What we did not do:\n- visited you on 17 March",
        "Did we visit you on 17 March?",
        "If we visited you on 17 March, it is not recorded.",
        "“We visited you on 17 March” is what you wrote.",
        "We will visit you on Tuesday 12 May.",
        "We should have visited you.",
        "We could have called.",
        "We'll have rung you by then.",
        "Please call us.",
        "We will soon call.",
        "This letter is ours.",
        "Any call helps.",
        "It was the third time.",
        "On one occasion we visited you.",
        "Once we visited you, it was calm.",
        "Stage 2 calls for more.",
        "We offered you £100, and £50 in all.",
        "In all we offered you £50.",
        "We paid you £100.",
        "You told us that it began on 1 March.",
        "You said that they came in March.",
        "The Act came into force on 1 April 2024.",
        "Your tenancy began on 3 June 2019.",
        "Someone who visited you told us.",
        "We failed to visit you.",
        "It was not visited.",
        "Only the file, which we read, shows it.",
        "We visited you on 10 March and not later.",
        "We rang you, and no more.",
        "Mr. Fox rang.",
        "We replied to your complaint of 2 March.",
        "You asked on 12 March. We have it.",
        "We read it and, or so we thought, visited nobody.",
        "Your visit was on 10 March.",
        "You will get £100.",
        "You will get up to £500.",
        "Once your complaint is closed, you can go to the Ombudsman.",
        "Is your complaint closed?",
        "Your complaint has not been answered.",
        "We had no contact with you on 8 March.",
        "We offered you a visit on 4 March.",
        "We got your report on 2 March.",
        "We received your report on 2 March.",
        "You had our call on 4 March.",
        "We called.",
        "You had a call from us on 4 March.",
        "Around 7 March we visited you.",
        "After 4 March we visited you.",
        "Calls to us are free.",
        "We visited you on 10 March 2026 and so\nwe know the flat well enough by now and\non.",
        "This is number\n1. one\n2. two",
        "We made you wait for a call.",
        "Ring me: a call helps.",
        "The report by the police was read.",
        "We did it daily.",
        "It was closed by then by you.",
        "By the police.",
        "We said so by",
    ],
)
def test_what_is_true_supposed_or_somebody_elses_is_not_red(text: str) -> None:
    assert "red" not in colours(text)


@pytest.mark.parametrize(
    "text",
    [
        "You told us that it happened on 4 March 2026, as the report says it did not.",
        "You did not call us.",
        "We did not ring you until 9 March.",
        "We told you that we had visited you on 17 March.",
        "We rang you once.",
        "They visited you on 17 March.",
    ],
)
def test_what_is_unsure_asks_for_a_reason_at_most(text: str) -> None:
    assert colours(text) <= {"amber"}


LONG = "at the flat in the tall house by the old mill near the end of the long road past the green "


@pytest.mark.parametrize(
    "text",
    [
        "We have looked into your complaint.",
        "Under the policy your report of 3 June 2019 counts.",
        "You told us that it began on 5 January 2026.",
        "You sent us eight photos.",
        "You told us that we came within two days of your report.",
        "If we visited you within two days of your report, well.",
        "It happened three time, we rang on 4 March.",
        "You told us that it began on 28 February 2026.",
        "Asked for a visit, he left.",
        "Of the calls, we made on 4 March a note.",
        "The police received your email on 4 March.",
        "The visit: carried out on 4 March.",
        "We were visited on 4 March.",
        "Those who failed called.",
        "Hello; visited you on 3 March.",
        "We did not ring or visit you.",
        "We spoke, to you.",
        "We rang you on 4 March, they heard and visited you.",
        "It was fine: then, and visited you.",
        "Is there a call on 4 March?",
        "We'll discuss your visit of 4 March.",
        "Who? The lads.",
        "Your visit (of 4 March) was.",
        "We checked you were safe.",
        "We rang witnesses on 4 March.",
        "Your third report was on 9 March.",
        "We warned your neighbour on 9 March.",
        "There were three visits to you.",
        "We warned him three times.",
        "We tried to ring you twice.",
        "We have been in contact with you every six weeks.",
        "We did not visit you until 9 March.",
        f"We visited you {LONG * 2} on 17 March.",
        f"We visited you {LONG * 2} three times.",
        "We will visit you within two days of your report.",
        "We warned him on 9 March 2031.",
        "We kept you updated. We kept you informed.",
        "We tried to ring you three times.",
        "We rang you on 31 March 2031.",
        "Called you.",
        "And called you.",
        "Of it we called.",
        "We rang you just the once.",
        "The weekly calls were not made.",
        "We know the Saturday well.",
        "Your email received a reply.",
        "A reply was received.",
        "Received a reply.",
        "You wrote to us about it five times.",
        "You have written to complain five times.",
        "On 29 August, ten days after you asked, it came.",
        "Having rung, it was done.",
        "Having rung.",
        "We replied within a day.",
        "We rang you within a day of it.",
        "We offered you £100 within a day of your asking.",
        "We visited you on 10 March, two days after you sent it.",
        "The visit was made to you within a day of being asked.",
        "When the council wrote to us we rang them; we rang her.",
        "You raised the noise and we came.",
        "You said no.",
        "It took us a week to reply.",
        "You have heard from us weekly calls.",
        "The weekly visits and weekly calls were not made.",
        "You rang us about it only once.",
        "You have written to complain only once.",
        "You have written to complain on one occasion.",
        "Your email of 12 March received a call.",
        "You visited to complain, once.",
        "You got in touch to complain twice.",
        "You asked us to come, once.",
        "You were in touch with us about it once.",
        "Your email has received a reply.",
        "We rang you within a day of a visit not made.",
        "We spoke to you weekly calls.",
        "Your email of 12 March to us received a reply within a day.",
        "You rang us about it twice.",
        "We wrote to complain five times.",
        "We rang you within",
        "We paid you within a day of it.",
        "We rang you within a day of a visit that we may make.",
    ],
)
def test_odd_sentences_are_read_without_a_fault(text: str) -> None:
    assert colours(text) <= {"red", "amber"}


def test_day_that_only_a_struck_entry_names_is_unknown() -> None:
    wrong = entry("wrong", "asb.visited", "2026-04-02", to="resident", incident_on=date(2026, 2, 9))
    undone = entry("undone", "note.made", "2026-04-03", corrects="wrong")
    text = "The gate was broken on 9 February."
    for entries, found in (([wrong], {"amber"}), ([wrong, undone], {"red"})):
        timeline = build_timeline([*ENTRIES, *entries], people=PEOPLE, words=words())
        ground = Ground(timeline=timeline, on=ON, steps=words().steps)
        assert {one.colour for one in check_text(text, ground, lists())} == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I tried to ring you on 2 April.", ["amber"]),
        ("I have tried to ring you.", ["amber"]),
        ("We tried to ring you on 2 April.", []),
        ("I visited you on 10 March.", []),
    ],
)
def test_i_for_what_a_colleague_did_is_amber_with_the_name(text: str, found: list[str]) -> None:
    log = [{"kind": "call log"}]
    tried = entry("t", "contact.attempted", "2026-04-02", by="officer", to="resident",
                  channel="phone", evidence=log)  # fmt: skip
    timeline = build_timeline([*ENTRIES[:-1], tried], people=PEOPLE, words=words())
    ground = Ground(
        timeline=timeline, on=ON, steps=words().steps, colleagues={"officer": "Ada Oke"}
    )
    marks = check_text(text, ground, lists())
    assert [one.colour for one in marks] == found
    assert all("Ada Oke" in one.says for one in marks)
