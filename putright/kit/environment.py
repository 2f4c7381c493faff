"""The one factory of Jinja2 environments for pages: escapes everything, forgives no missing name.

Settings name it: ``OPTIONS = {"environment": "putright.kit.environment.environment"}``. Templates
are the ``*.jinja`` files in the ``templates`` folder of every installed app.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.template.utils import get_app_template_dirs
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    pass_eval_context,
)
from jinja2.nodes import EvalContext
from markupsafe import Markup

from putright.kit import dates
from putright.kit.forms import shape
from putright.kit.say import _, ngettext
from putright.kit.shown import look_of

WELCOME_SCHEMES = {"http", "https", "mailto", "tel"}
IGNORED_BY_BROWSERS = dict.fromkeys([*range(33), 127])

FILTERS: dict[str, Callable[..., object]] = {
    "day": dates.long_day,
    "list_day": dates.list_day,
    "short_day": dates.short_day,
    "time": dates.time_of,
    "moment": dates.moment,
    "happened": dates.happened,
    "iso": dates.iso,
    "pounds": dates.pounds,
    "sentence_case": dates.sentence_case,
    "shape": shape,
    "look": look_of,
}


class PagesOnly(FileSystemLoader):
    """Leaves what is no Jinja2 template, such as allauth's pages, to Django's own engine."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if not template.endswith(".jinja"):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


def environment(**options: Any) -> Environment:
    """An environment as Django's Jinja2 backend asks for it."""
    options |= {
        "autoescape": True,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "loader": _loader(options.get("loader")),
        "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
    }
    made = Environment(**options)  # nosec B701
    # newstyle: what a template fills into a sentence is escaped like everything else
    made.install_gettext_callables(  # type: ignore[attr-defined]
        _, lambda one, many, n: ngettext(one, many, n), newstyle=True
    )
    made.globals |= {"gettext": said, "_": said, "static": static, "url": url}
    made.filters |= FILTERS | {"link": link}
    return made


@pass_eval_context
def said(where: EvalContext, text: str, **words: object) -> str:
    """A sentence of a page, with what is filled in escaped; most have nothing to fill in, and are
    not put together anew for each row that says them."""
    if where.autoescape and not words and "%" not in text:
        return _ready(_(text))
    found = Markup(_(text)) if where.autoescape else _(text)  # nosec B704
    return found % words


@lru_cache(maxsize=4096)
def _ready(text: str) -> Markup:
    return Markup(text)  # nosec B704


def url(name: str, **words: object) -> str:
    """The address of a view: ``url('cases:page', case_id=...)``."""
    return reverse(name, kwargs=words or None)


def link(address: str) -> str:
    """The address where its kind is welcome or it is a path of ours; else "#", never a script."""
    seen = str(address).translate(IGNORED_BY_BROWSERS)
    if seen.startswith(("//", "/\\", "\\")):
        return "#"
    try:
        scheme = urlsplit(seen).scheme
    except ValueError:
        return "#"
    if scheme in WELCOME_SCHEMES or (not scheme and seen.startswith(("/", "?", "#"))):
        return seen
    return "#"


def _loader(given: BaseLoader | None) -> BaseLoader:
    ours = PagesOnly([Path(folder) for folder in get_app_template_dirs("templates")])
    return ChoiceLoader([given, ours]) if given else ours
