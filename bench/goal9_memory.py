"""Goal 9: the memory that a bundle takes against a bare merge, each in a process of its own.

By the most that the system says the process ever held, above what it held with the papers alone:
what counts the memory of Python sees nothing of what qpdf takes, which is most of it. The pages
carry a picture each, as scans do.
"""

import random
import subprocess
import sys
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.timing import Row

PAPERS, PAGES, PICTURE = 300, 10, 30_000


def run() -> list[Row]:
    ours, theirs = taken("ours"), taken("theirs")
    what = f"memory for {PAPERS * PAGES:,} pages with pictures, for a bare merge of them"
    return [Row(9, what, ours, theirs, 1.5, at_most=True, unit="B")]


def taken(who: str) -> int:
    done = subprocess.run((sys.executable, __file__, who), capture_output=True, check=True)
    return int(done.stdout)


def main(who: str) -> None:
    from bench.goal9_bundle import Index, bundle
    from bench.goal9_peers import bare_merge
    from putright.gateways.bundle_pages import Paper, Places

    made = random.Random(9)
    papers = [Paper(key=str(at), title=f"Paper {at}", pdf=scanned(at, made), under=f"{at // 30}")
              for at in range(PAPERS)]  # fmt: skip
    index = Index()
    front = index(Places(first={one.key: 1 for one in papers}, last={}, front=1, total=1))
    bundle(index, papers[:1])
    before = most()
    if who == "ours":
        bundle(index, papers)
    else:
        bare_merge(front, papers)
    print(most() - before)


def scanned(at: int, made: random.Random) -> bytes:
    """A paper whose pages each have a picture that cannot be made smaller."""
    import pikepdf
    from pikepdf import Dictionary, Name

    from tests.gateways.papers import pages, saved

    paper = pikepdf.open(BytesIO(pages(f"Paper {at}", PAGES)))
    for page in paper.pages:
        picture = paper.make_stream(
            made.randbytes(PICTURE), Type=Name.XObject, Subtype=Name.Image, Width=100,
            Height=PICTURE // 300, BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
        )  # fmt: skip
        page.obj.Resources.XObject = Dictionary(I=picture)
    return saved(paper)


def most() -> int:
    """The most memory that this process ever held, in bytes (a Mac says it so, Linux in KiB)."""
    import resource

    found = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found if sys.platform == "darwin" else found * 1024


if __name__ == "__main__":
    main(sys.argv[1])
