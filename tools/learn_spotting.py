"""Learns what the spotter's features weigh, and writes putright/spotting/en-weights.toml.

``python tools/learn_spotting.py`` writes the file; ``--try`` only prints how it does on sentences
that it did not learn from. A test makes the file again and compares. Needs scikit-learn.
"""

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from sklearn.feature_extraction import DictVectorizer  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.model_selection import StratifiedKFold  # noqa: E402

from putright.core.practice.spotting import Phrases, Reading  # noqa: E402
from putright.gateways.spotting_words import SPOTTING, load_phrases  # noqa: E402

LABELLED = ROOT / "putright" / "labelled" / "complaints"
MEASURED = (LABELLED / "building.toml", LABELLED / "further.toml")
"""Labelled sentences that it learns from, and is tried on a tenth at a time."""
BUILDING = (*MEASURED, SPOTTING / "en-further.toml")
"""What it learns from. The half that was kept aside is not among them, and never may be."""
STRENGTH = 10.0
OFTEN = 3
"""A word that stands in fewer sentences is not learned; a group always is."""
SMALL = 0.05
"""Weights nearer to nothing are left out of the file."""
THRESHOLD = 0.28
FOLDS = 10

Rows = list[tuple[str, bool]]


def rows() -> Rows:
    """What it learns from: the labelled sentences first."""
    return [row for path in BUILDING for row in sentences(path)]


def sentences(path: Path) -> Rows:
    """The sentences of a file, and whether each is a complaint."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return [(one["text"], one["is"] == "complaint") for one in told["sentences"]]


def features_of(text: str, phrases: Phrases) -> set[str]:
    """The features of a sentence, as the spotter weighs them."""
    read = Reading(text, phrases)
    return read.features(range(len(read.tokens)))


def learn(found: list[set[str]], labels: list[bool], **how: Any) -> tuple[dict[str, float], float]:
    """The weights of the features, and what the score begins with."""
    counts = Counter(name for each in found for name in each)
    names = sorted(name for name, count in counts.items() if count >= how.get("often", OFTEN))
    known = set(names)
    many = [1 / float(np.sqrt(max(1, len(each)))) for each in found]
    table = DictVectorizer().fit_transform(
        [dict.fromkeys(sorted(each & known), one) for each, one in zip(found, many, strict=True)]
    )
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")
    model = LogisticRegression(C=how.get("strength", STRENGTH), solver="liblinear", random_state=0,
                               max_iter=2000, tol=1e-8)  # fmt: skip
    model.fit(table, np.array(labels))
    weights = dict(zip(names, model.coef_[0], strict=True))
    kept = {name: round(float(w), 2) for name, w in weights.items() if abs(w) >= SMALL}
    return kept, round(float(model.intercept_[0]), 2)


def tried(found: list[set[str]], labels: list[bool], **how: Any) -> list[float]:
    """The chance of each sentence by a model that has not seen it."""
    chances = [0.0] * len(found)
    folds = StratifiedKFold(n_splits=FOLDS, shuffle=True, random_state=how.get("seed", 0))
    for seen, unseen in folds.split(found, labels):
        weights, bias = learn([found[n] for n in seen], [labels[n] for n in seen], **how)
        for place in unseen:
            names = found[place]
            score = bias + sum(weights.get(n, 0.0) for n in names) / np.sqrt(max(1, len(names)))
            chances[place] = float(1 / (1 + np.exp(-score)))
    return chances


def made() -> tuple[dict[str, float], float, int]:
    """What the file holds: the weights, what the score begins with, from how many sentences."""
    told = rows()
    weights, bias = learn(*_features(told))
    return weights, bias, len(told)


def main() -> None:
    """Write the file, or say how well it does."""
    if "--try" in sys.argv:
        found, labels = _features(rows())
        chances = tried(found, labels)
        ends = [len(sentences(MEASURED[0])), sum(len(sentences(path)) for path in MEASURED)]
        for name, start, end in (
            ("building", 0, ends[0]),
            ("further", *ends),
            ("both", 0, ends[1]),
        ):
            print(name)
            say(labels[start:end], chances[start:end])
        return
    (SPOTTING / "en-weights.toml").write_text(written(*made()), encoding="utf-8")


def _features(told: Rows) -> tuple[list[set[str]], list[bool]]:
    phrases = load_phrases()
    return [features_of(text, phrases) for text, _is in told], [label for _text, label in told]


def written(weights: dict[str, float], bias: float, count: int) -> str:
    """The file: the weightiest first."""
    lines = [
        "# Made by tools/learn_spotting.py: change that, or what it reads, not this file.",
        'language = "en"', f"learned_from = {count}", f"threshold = {THRESHOLD}", f"bias = {bias}",
        "", "[weights]",
    ]  # fmt: skip
    ordered = sorted(weights.items(), key=lambda one: (-abs(one[1]), one[0]))
    return "\n".join([*lines, *(f'"{name}" = {weight}' for name, weight in ordered)]) + "\n"


def say(labels: list[bool], chances: list[float]) -> None:
    """Print recall and precision at several thresholds."""
    for threshold in [hundredth / 100 for hundredth in range(16, 52, 2)]:
        asked = [chance >= threshold for chance in chances]
        right = sum(a and label for a, label in zip(asked, labels, strict=True))
        recall, precision = right / sum(labels), right / max(1, sum(asked))
        print(f"{threshold}: recall {recall:.3f}, precision {precision:.3f}")


if __name__ == "__main__":
    main()
