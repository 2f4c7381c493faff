"""How often complaints were upheld."""

from putright.core.findings.shares import FEW, Share, shares_of, together


def test_levels_are_gathered_under_their_name() -> None:
    found = shares_of(
        [
            ("ASB", "Severe Maladministration", 2),
            ("ASB", "Maladministration", 3),
            ("ASB", "Service Failure", 1),
            ("ASB", "Reasonable Redress", 2),
            ("ASB", "No Maladministration", 4),
            ("Leaks", "No Maladministration", 1),
        ]
    )

    assert found["ASB"] == Share(name="ASB", upheld=6, put_right=2, not_upheld=4)
    assert found["ASB"].percent == 50
    assert found["Leaks"].percent == 0


def test_what_was_outside_the_ombudsmans_reach_counts_on_neither_side() -> None:
    found = shares_of([("ASB", "Outside Jurisdiction", 9), ("ASB", "Maladministration", 1)])

    assert found["ASB"].decided == 1 and found["ASB"].percent == 100


def test_nothing_decided_gives_no_share() -> None:
    share = shares_of([("ASB", "Outside Jurisdiction", 9)])["ASB"]

    assert share.percent is None and share.is_few


def test_a_share_of_enough_findings_is_not_called_few() -> None:
    assert not Share(name="x", upheld=FEW).is_few
    assert Share(name="x", upheld=FEW - 1).is_few


def test_all_together_are_the_sum() -> None:
    found = together("all", [Share(name="a", upheld=1), Share(name="b", not_upheld=3, put_right=2)])

    assert found == Share(name="all", upheld=1, put_right=2, not_upheld=3)
