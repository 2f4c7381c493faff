"""Writes the varied messages that the mail doors are tried with. Everybody in them is invented."""

import base64
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from putright.gateways.clock import LONDON

BOX = "complaints@alder.example"
MARY = "mary.finch@home.example"
WRITTEN = datetime(2026, 4, 14, 8, 30, tzinfo=LONDON)
HTML = """<html><head><title>t</title><style>p{color:red}</style></head><body>
<p>The <b>music</b> began at two.</p><ul><li>Monday</li><li>Tuesday</li></ul>
<p><a href="https://films.example/one">the film</a></p></body></html>"""
HOSTILE = """<html><body onload="fetch('https://evil.example/load')">
<img src="https://evil.example/pixel.gif"><script>fetch("https://evil.example/script")</script>
<style>@import url(https://evil.example/style.css); p{background:url(https://evil.example/bg)}</style>
<iframe src="https://evil.example/frame"></iframe><svg onload="alert(1)"><script>x</script></svg>
<form action="https://evil.example/form"><input name=q><button>Go</button></form>
<div hx-get="https://evil.example/htmx" hx-trigger="load">Words that matter</div>
<a href="javascript:alert(1)">a trap</a><object data="https://evil.example/object"></object>
<link rel=stylesheet href="https://evil.example/link"><meta http-equiv=refresh content="0;url=/">
<video src="https://evil.example/film" autoplay></video><base href="https://evil.example/">
</body></html>"""
TRAPS = (
    "<script>alert(1)//evil.example</script>",
    '<script src="https://evil.example/x.js"></script>',
    '<SCRIPT/SRC="https://evil.example/x.js"></SCRIPT>',
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<img src="https://evil.example/p.gif">',
    '<img src=x onerror="alert(1)">',
    '<img srcset="https://evil.example/p.gif 2x">',
    '<picture><source srcset="https://evil.example/p.gif"></picture>',
    "<svg><script>alert(1)</script></svg>",
    '<svg onload="alert(1)"/>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<math><mtext><img src=x onerror="alert(1)"></mtext></math>',
    '<iframe src="https://evil.example/"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="https://evil.example/"></object>',
    '<embed src="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<style>@import "https://evil.example/x.css";</style>',
    '<p style="background:url(https://evil.example/p.gif)">x</p>',
    '<body background="https://evil.example/p.gif">',
    '<table background="https://evil.example/p.gif"><tr><td>x</td></tr></table>',
    '<form action="https://evil.example/"><button formaction="https://evil.example/">x</button></form>',
    '<input type="image" src="https://evil.example/p.gif">',
    '<video src="https://evil.example/f" poster="https://evil.example/p.gif"></video>',
    '<audio src="https://evil.example/s" autoplay></audio>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<base href="https://evil.example/">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:alert(1)" onclick="alert(1)">x</a>',
    '<div hx-get="https://evil.example/" hx-trigger="load">x</div>',
    '<details open ontoggle="alert(1)">x</details>',
    "<template><script>alert(1)</script></template>",
    '<noscript><img src="https://evil.example/p.gif"></noscript>',
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhf"
    "DwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def plain(number: int = 0, **told: str) -> EmailMessage:
    """A message of a resident, with the usual heads; ``told`` sets others."""
    made = EmailMessage()
    made["From"] = f"Mary Finch <{MARY}>"
    made["To"] = BOX
    made["Subject"] = f"The noise again, {number}"
    made["Date"] = format_datetime(WRITTEN + timedelta(minutes=number))
    made["Message-ID"] = f"<message-{number}@home.example>"
    for name, value in told.items():
        head = name.replace("_", "-")
        del made[head]
        made[head] = value
    made.set_content(f"It was loud from one until three. Night {number}.\n")
    return made


def packed(made: EmailMessage) -> bytes:
    """A message as it travels, the same each time that it is written."""
    for number, part in enumerate(made.walk()):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"part-{number}-of-it")
    return made.as_bytes(policy=policy.SMTP)


def _answer(number: int) -> bytes:
    told = {"In_Reply_To": f"<message-{number - 1}@home.example>"}
    return packed(plain(number, References="<first@home.example>", **told))


def _forwarded(number: int) -> bytes:
    made = plain(number, Subject="Fwd: what he wrote")
    inner = plain(number + 9000, From="Sam <sam@other.example>", Subject="Be quiet")
    inner.add_attachment(PIXEL, maintype="image", subtype="png", filename="wall.png")
    made.add_attachment(inner)
    return packed(made)


def _html_only(number: int) -> bytes:
    made = plain(number)
    made.set_content(HTML, subtype="html")
    return packed(made)


def _both_forms(number: int) -> bytes:
    made = plain(number)
    made.add_alternative(HTML, subtype="html")
    return packed(made)


def with_charset(charset: str, words: str, number: int = 0, named: str = "") -> bytes:
    """A message whose text is in some charset, perhaps under another's name."""
    body = words.encode(charset)
    heads = (
        f"From: {MARY}\r\nTo: {BOX}\r\nSubject: =?{charset}?b?"
        f"{base64.b64encode(body).decode()}?=\r\nMessage-ID: <charset-{number}@home.example>\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset={named or charset}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return heads.encode() + base64.encodebytes(body).replace(b"\n", b"\r\n")


CHARSETS = (
    ("koi8-r", "Шум всю ночь"),
    ("windows-1256", "ضجيج طوال الليل"),
    ("iso-2022-jp", "騒音がひどい"),
    ("gb2312", "噪音很大"),
    ("iso-8859-2", "Hałas całą noc"),
    ("utf-16", "Noise – all night"),
)


def _odd_charset(number: int) -> bytes:
    charset, words = CHARSETS[number % len(CHARSETS)]
    return with_charset(charset, words, number)


def bare_bytes(number: int = 0) -> bytes:
    """Letters beyond English, bare, under no name: older programs write like this."""
    return (
        f"From: Zoë <{MARY}>\r\nTo: {BOX}\r\nSubject: caf\xe9\r\n"
        f"Message-ID: <bare-{number}@home.example>\r\n\r\nThe caf\xe9 below us, £5.\r\n"
    ).encode("latin-1")


def photo(number: int = 0, size: int = 200_000) -> bytes:
    """A photograph of so many bytes."""
    made = plain(number, Subject="The door")
    content = PIXEL + random.Random(number).randbytes(size)
    made.add_attachment(content, maintype="image", subtype="png", filename="door after lock.png")
    return packed(made)


def bounce(of: str = "<ours@alder.example>", number: int = 0, action: str = "failed",
           status: str = "5.1.1") -> bytes:  # fmt: skip
    """A server's report on a message of ours."""
    bound = f"report{number}"
    return (
        f"Return-Path: <>\r\nFrom: Mail Delivery System <mailer-daemon@mx.example>\r\nTo: {BOX}\r\n"
        f"Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <dsn-{number}@mx.example>\r\n"
        f"Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report;"
        f' report-type=delivery-status; boundary="{bound}"\r\n\r\n--{bound}\r\n'
        "Content-Type: text/plain\r\n\r\nYour message was not taken.\r\n\r\n"
        f"--{bound}\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example"
        f"\r\n\r\nFinal-Recipient: rfc822; {MARY}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 No such person here\r\n\r\n"
        f"--{bound}\r\nContent-Type: message/rfc822\r\n\r\nFrom: {BOX}\r\nTo: {MARY}\r\n"
        f"Subject: Your letter\r\nMessage-ID: {of}\r\n\r\nDear Ms Finch\r\n\r\n--{bound}--\r\n"
    ).encode()


def _out_of_office(number: int) -> bytes:
    return packed(
        plain(number, Subject="Automatic reply: Your letter", Auto_Submitted="auto-replied")
    )


def _malformed(number: int) -> bytes:
    heads = f"From: {MARY}\r\nTo: {BOX}\r\nMessage-ID: <odd-{number}@home.example>\r\n"
    wrong = (
        "Content-Type: multipart/mixed; boundary=\r\n\r\nNo parts at all\r\n",
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
        "It never ends\r\n",
        "Content-Type: nonsense\r\nContent-Transfer-Encoding: base64\r\n\r\n@@@@not base64@@\r\n",
        "Subject =?utf-8?q?broken\r\n no colon here\r\n\r\nText under a broken head\r\n",
    )
    return (heads + wrong[number % len(wrong)]).encode()


def _without_id(number: int) -> bytes:
    made = plain(number)
    del made["Message-ID"]
    return packed(made)


def _smime(number: int) -> bytes:
    made = plain(number)
    made.set_content(
        random.Random(number).randbytes(900), maintype="application", subtype="pkcs7-mime",
        filename="smime.p7m", params={"smime-type": "enveloped-data"},
    )  # fmt: skip
    return packed(made)


def _winmail(number: int) -> bytes:
    made = plain(number)
    content = b"\x78\x9f\x3e\x22" + random.Random(number).randbytes(500)
    made.add_attachment(content, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return packed(made)


def _invitation(number: int) -> bytes:
    made = plain(number)
    told = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
        "UID:one@home.example\r\nDTSTAMP:20260414T080000Z\r\nDTSTART:20260503T090000Z\r\n"
        "SUMMARY:Visit about the noise\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    made.add_attachment(told.encode(), maintype="text", subtype="calendar", filename="i.ics")
    return packed(made)


def _hostile_html(number: int) -> bytes:
    made = plain(number)
    made.set_content(HOSTILE, subtype="html")
    return packed(made)


def encoded_ends(number: int = 0) -> bytes:
    """Line ends hidden in the subject, the sender's name and the name of a file."""
    return (
        f"From: =?utf-8?q?Mary=0D=0ABcc=3A_all=40evil=2Eexample?= <{MARY}>\r\nTo: {BOX}\r\n"
        "Subject: =?utf-8?q?Noise=0D=0ABcc=3A_all=40evil=2Eexample=0D=0A=0D=0Abody?=\r\n"
        f"Message-ID: <ends-{number}@home.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n'
        "Hello\r\n--x\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename="
        '"=?utf-8?q?=2E=2E=2F=2E=2E=2Fetc=2Fpa=0D=0Asswd=2Epng?="\r\n\r\nabc\r\n--x--\r\n'
    ).encode()


def deep(levels: int = 3000) -> bytes:
    """Parts within parts within parts."""
    start = f"From: {MARY}\r\nTo: {BOX}\r\nSubject: Deep\r\nMessage-ID: <deep@home.example>\r\n"
    told = [start, "MIME-Version: 1.0\r\n"]
    for level in range(levels):
        told.append(f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n')
    told.append("Content-Type: text/plain\r\n\r\nAt the bottom\r\n")
    return "".join(told).encode()


def wide(parts: int = 100_000) -> bytes:
    """A great many parts that hold nothing."""
    start = f"From: {MARY}\r\nTo: {BOX}\r\nSubject: Wide\r\nMessage-ID: <wide@home.example>\r\n"
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
    return (start + head + "--x\r\n\r\n" * parts + "--x--\r\n").encode()


SORTS: tuple[Callable[[int], bytes], ...] = (
    lambda number: packed(plain(number)), _answer, _forwarded, _html_only, _both_forms,
    _odd_charset, bare_bytes, photo, lambda number: bounce(number=number), _out_of_office,
    _malformed, _without_id, _smime, _winmail, _invitation, _hostile_html, encoded_ends,
)  # fmt: skip


def corpus(count: int) -> Iterator[bytes]:
    """So many different messages of all sorts."""
    for number in range(count):
        yield SORTS[number % len(SORTS)](number)


def one_of(sort: str, number: int = 1) -> bytes:
    """A message of the sort that one of the functions here writes, by the function's name."""
    written = globals()[f"_{sort}"](number)
    assert isinstance(written, bytes)
    return written
