"""The faults of letters in the two published cases, said in our own words, stop the letter."""

from datetime import date

from core.claims.checked import marks, reds

HEXAGON = "replays/hexagon-202427054/case.toml"
WESTWARD = "replays/westward-202305098/case.toml"


def test_a_first_contact_on_27_october_is_denied_by_the_report_of_18_september() -> None:
    text = "Thank you for telling us about this. You first contacted us on 27 October 2023."
    (found,) = reds(HEXAGON, date(2023, 11, 2), text)
    assert (found.kind, found.entries) == ("date", ("first-report",))
    assert found.instead == "18 September 2023"
    assert text[found.start : found.end] == found.quote


def test_several_occasions_rest_on_entries_without_a_record() -> None:
    text = "We tried to reach you on several occasions between January and May 2024."
    (found,) = reds(HEXAGON, date(2024, 8, 30), text)
    assert {"attempts-29-jan", "note-16-feb", "note-8-mar"} <= set(found.entries)


def test_a_thorough_investigation_names_the_steps_that_nobody_took() -> None:
    text = "After a thorough investigation we are closing your case."
    found = reds(HEXAGON, date(2024, 7, 31), text)
    assert "proof word" in {each.kind for each in found}
    said = next(each.says for each in found if each.kind == "proof word")
    assert "took a statement" in said


def test_what_the_letters_own_truly_may_leave() -> None:
    text = (
        "You rang us on 21 September, 26 October and 30 October 2023 and we did not ring you back."
        " We completed the risk assessment on 2 November 2023. The police answered on 14 August."
    )
    assert reds(HEXAGON, date(2024, 8, 30), text) == []


def test_a_visit_that_nobody_recorded_is_red_in_the_other_case_too() -> None:
    text = "We visited you at home on 3 March 2023."
    assert reds(WESTWARD, date(2023, 9, 25), text)
    assert marks(WESTWARD, date(2023, 9, 25), "We are sorry for what we did not do.") == ()
