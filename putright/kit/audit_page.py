"""The page of an audit: one file with its styles and letters inside, that asks nothing of anybody.

It suggests, and a person decides; the page says so before anything else.
"""

import base64
import gettext
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from putright import __version__
from putright.core.findings.audit import Audit
from putright.kit.cards import Cards, shown
from putright.kit.dates import long_day, sentence_case, with_version
from putright.kit.picture.draw import draw
from putright.kit.say import ENGLISH, _, ngettext, spoken
from putright.kit.story import story
from putright.kit.verdict import credits_of, heading_views, tally, verdict

WEIGHTS = {400: "atkinson-hyperlegible-next-latin-400-normal.woff2",
           700: "atkinson-hyperlegible-next-latin-700-normal.woff2"}  # fmt: skip

SHEETS = ("picture.css", "audit.css")

MARGIN = 'font:9pt "Atkinson Hyperlegible Next",system-ui,Arial,sans-serif;color:#000'
"""What stands in the margin of a printed sheet does not take the letters of the page by itself."""


def render(
    audit: Audit, *, translations: gettext.NullTranslations = ENGLISH, lang: str = "en-GB",
    saved: Sequence[str] = (),
) -> str:  # fmt: skip
    """The page of an audit as one HTML text; ``translations`` puts its words in a language.

    ``saved`` says who saved it and when, and what it was made without.
    """
    with spoken(translations):
        cards = Cards(audit)
        counts = tally(audit)
        return _environment().get_template("audit.html.jinja").render(
            lang=lang,
            sheet=_sheet(audit),
            audit=audit,
            as_of=long_day(audit.as_of),
            version=__version__,
            story=story(audit),
            picture=draw(audit),
            tally=counts,
            verdict=verdict(counts, audit.as_of),
            themes=cards.themes(),
            disputed=cards.disputed(),
            reviews=cards.reviews(),
            unsettled=[
                (shown(cards.by_id[one.entry]), sentence_case(one.told_by))
                for one in audit.unsettled
            ],
            credits=credits_of(audit),
            packs=[with_version(pack) for pack in audit.packs],
            headings=heading_views(audit, cards),
            saved=saved,
        )  # fmt: skip


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("putright.kit"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # newstyle: what a template fills into a sentence is escaped like everything else
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        _, lambda one, many, n: ngettext(one, many, n), newstyle=True
    )
    style = Markup(_style())  # nosec B704
    environment.globals.update(style=style)
    return environment


def _style() -> str:
    static = files("putright.kit") / "static"
    faces = [_face(weight, (static / "fonts" / name).read_bytes())
             for weight, name in WEIGHTS.items()]  # fmt: skip
    sheets = [(static / name).read_text(encoding="utf-8") for name in SHEETS]
    return "\n".join([*faces, *sheets])


def _sheet(audit: Audit) -> Markup:
    """What stands on each printed sheet: the reference, and its number of how many."""
    reference = re.sub(r"[^\w .-]", "", audit.case)
    of = re.sub(r"[^\w ]", "", _("of"))
    # letters, digits and stops are all that is left of the two
    return Markup(  # nosec B704
        f'@page{{@bottom-left{{content:"{reference}";{MARGIN}}}'
        f'@bottom-right{{content:counter(page) " {of} " counter(pages);{MARGIN}}}}}'
    )


def _face(weight: int, woff2: bytes) -> str:
    letters = base64.b64encode(woff2).decode("ascii")
    return (
        '@font-face{font-family:"Atkinson Hyperlegible Next";font-style:normal;'
        f"font-weight:{weight};font-display:swap;"
        f'src:url(data:font/woff2;base64,{letters}) format("woff2")}}'
    )
