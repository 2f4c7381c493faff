"""Messages of all sorts are read in a process apart; what is hostile hurts that process alone."""

import time
from datetime import UTC, datetime

import pytest
from factories import mails

from putright.gateways.mail import Unreadable
from putright.gateways.mail_reading import Reader


@pytest.fixture(scope="module")
def reader():
    with Reader() as made:
        yield made


def test_plain_message_is_read_whole(reader):
    told = reader.read(mails.packed(mails.plain(3)))

    assert (told.kind, told.sender, told.sender_name) == ("message", mails.MARY, "Mary Finch")
    assert (told.subject, told.message_id) == ("The noise again, 3", "<message-3@home.example>")
    assert told.text == "It was loud from one until three. Night 3."
    assert told.written_at == datetime(2026, 4, 14, 7, 33, tzinfo=UTC)
    assert told.recipients == (mails.BOX,)
    assert told.notes == ()


def test_answer_names_what_it_follows_the_nearest_first(reader):
    told = reader.read(mails.one_of("answer", 5))

    assert told.answers == ("<message-4@home.example>", "<first@home.example>")


def test_forwarded_message_gives_its_words_and_its_pictures(reader):
    told = reader.read(mails.one_of("forwarded"))

    assert "From: Sam <sam@other.example>" in told.text
    assert "Night 9001." in told.text
    assert [(one.name, one.content) for one in told.files] == [("wall.png", mails.PIXEL)]


def test_html_alone_is_laid_out_as_text(reader):
    told = reader.read(mails.one_of("html_only"))

    assert "The music began at two." in told.text
    assert "* Monday" in told.text
    assert "https://films.example/one" in told.text
    assert "<" not in told.text
    assert "color" not in told.text


def test_plain_text_that_says_next_to_nothing_gives_way_to_the_html(reader):
    made = mails.plain()
    made.set_content("This needs HTML.")
    made.add_alternative("<p>" + "Every night there is music. " * 5 + "</p>", subtype="html")

    assert reader.read(mails.packed(made)).text.startswith("Every night there is music.")


@pytest.mark.parametrize(("charset", "words"), mails.CHARSETS)
def test_odd_charset_is_read_in_text_and_subject(reader, charset, words):
    told = reader.read(mails.with_charset(charset, words))

    assert (told.text, told.subject) == (words, words)


@pytest.mark.parametrize("named", ["utf-8", "us-ascii", "x-nobody-knows", "unicode_escape", "zip"])
def test_charset_that_does_not_fit_is_guessed(reader, named):
    told = reader.read(mails.with_charset("cp1252", "The café – £5", named=named))

    assert told.text == "The café – £5"


def test_bare_letters_in_heads_and_text_are_read(reader):
    told = reader.read(mails.bare_bytes())

    assert (told.subject, told.sender_name) == ("café", "Zoë")
    assert told.text == "The café below us, £5."


def test_big_photograph_comes_byte_for_byte(reader):
    told = reader.read(mails.photo(1, 20_000_000))

    assert [(one.name, len(one.content)) for one in told.files] == [
        ("door after lock.png", 20_000_000 + len(mails.PIXEL))
    ]


@pytest.mark.parametrize(
    ("sort", "says"),
    [
        ("smime", "S/MIME"),
        ("winmail", "winmail.dat"),
        ("invitation", "a calendar invitation: Visit about the noise, 3 May 2026 at 09:00 UTC"),
    ],
)
def test_what_cannot_be_read_here_is_said_and_kept(reader, sort, says):
    told = reader.read(mails.one_of(sort))

    assert any(says in note for note in told.notes)
    assert len(told.files) == 1


def test_malformed_message_still_gives_its_words(reader):
    read = [reader.read(mails.one_of("malformed", number)) for number in range(4)]

    assert {one.sender for one in read} == {mails.MARY}
    assert [read[0].text, read[1].text] == ["No parts at all", "It never ends"]
    assert "@@@@not base64@@" in read[2].text
    assert "Text under a broken head" in read[3].text


def test_charset_in_pieces_and_nonsense_in_its_place_are_read(reader):
    heads = f"From: {mails.MARY}\r\nContent-Type: "
    text = b"text/plain; charset*=utf-8''koi8-r\r\n\r\n" + "Шум".encode("koi8-r")
    odd = b"multipart/alternative; charset*0*=utf-8''%ff\r\n\r\nWords \xff"

    assert reader.read(heads.encode() + text).text == "Шум"
    assert "Words" in reader.read(heads.encode() + odd).text


def test_words_beside_the_parts_are_read_where_there_are_no_others(reader):
    heads = f'From: {mails.MARY}\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
    body = "Words before\r\n--x\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\nand after\r\n"

    assert reader.read((heads + body).encode()).text == "Words before\n\nand after"


def test_bounce_names_the_message_that_came_back(reader):
    told = reader.read(mails.bounce("<letter-7@alder.example>"))

    assert told.kind == "bounce"
    assert told.bounce.of == "<letter-7@alder.example>"
    assert (told.bounce.to, told.bounce.status) == (mails.MARY, "5.1.1")
    assert told.bounce.says == "550 No such person here"


@pytest.mark.parametrize(
    ("action", "kind"), [("delayed", "auto reply"), ("delivered", "receipt"), ("odd", "bounce")]
)
def test_report_of_a_server_is_what_it_says_became_of_the_message(reader, action, kind):
    assert reader.read(mails.bounce(action=action)).kind == kind


def test_answer_of_a_machine_is_told_from_a_persons(reader):
    by_itself = reader.read(mails.one_of("out_of_office"))
    of_form = reader.read(mails.packed(mails.plain(Auto_Submitted="auto-generated")))
    about_it = reader.read(mails.packed(mails.plain(Subject="Out of office when I rang you")))

    assert (by_itself.kind, of_form.kind, about_it.kind) == ("auto reply", "message", "message")
    assert any("machine" in note for note in of_form.notes)


def test_message_passed_on_for_ever_is_a_loop(reader):
    hops = b"Received: from a.example by b.example; Tue, 14 Apr 2026 08:00:00 +0000\r\n" * 41

    assert reader.read(hops + mails.packed(mails.plain())).kind == "loop"


@pytest.mark.parametrize(
    "heads",
    [
        "From: mary@home.example\r\nFrom: sam@other.example",
        "From: mary@home.example, sam@other.example",
        "From: mary@home.example <sam@other.example>",
        "From: <mary@home.example> <sam@other.example>",
        "From: Friends: mary@home.example;",
        "Sender: mary@home.example",
    ],
)
def test_sender_that_is_not_exactly_one_address_is_nobody(reader, heads):
    told = reader.read(f"{heads}\r\nTo: {mails.BOX}\r\n\r\nHello\r\n".encode())

    assert told.sender == ""
    assert any("sender" in note for note in told.notes)


@pytest.mark.parametrize(
    "value", ["mary@home.example", "<mary@home.example>", '"Finch, Mary (x)" <mary@home.example>',
              "mary@home.example <mary@home.example>", "mary@home.example (Mary)"],
)  # fmt: skip
def test_sender_that_is_one_address_is_taken(reader, value):
    told = reader.read(f"From: {value}\r\nTo: {mails.BOX}\r\n\r\nHello\r\n".encode())

    assert told.sender == "mary@home.example"


def test_name_that_shows_another_address_is_said(reader):
    raw = b'From: "mary@home.example" <sam@other.example>\r\n\r\nHello\r\n'

    told = reader.read(raw)

    assert told.sender == "sam@other.example"
    assert any("another address" in note for note in told.notes)


def test_hidden_line_ends_and_paths_do_not_come_through(reader):
    told = reader.read(mails.encoded_ends())

    assert told.subject == "Noise Bcc: all@evil.example body"
    assert told.sender_name == "Mary Bcc: all@evil.example"
    assert [one.name for one in told.files] == ["pa sswd.png"]


def test_hostile_html_leaves_words_alone(reader):
    told = reader.read(mails.one_of("hostile_html"))

    assert "Words that matter" in told.text
    assert not [word for word in ("evil.example", "javascript", "fetch", "<") if word in told.text]


@pytest.mark.parametrize("trap", mails.TRAPS)
def test_each_trap_in_html_is_left_out_and_the_words_beside_it_stay(reader, trap):
    made = mails.plain()
    made.set_content(f"<p>Before the trap</p>{trap}<p>After the trap</p>", subtype="html")

    told = reader.read(mails.packed(made)).text

    assert "Before the trap" in told
    assert "After the trap" in told
    assert not [word for word in ("evil.example", "<", "javascript:", "vbscript:") if word in told]


def test_html_nested_too_deeply_keeps_its_words(reader):
    made = mails.plain()
    made.set_content("<div>" * 3000 + "At the bottom", subtype="html")

    assert reader.read(mails.packed(made)).text == "At the bottom"


def test_text_holds_nothing_that_a_table_or_page_cannot(reader):
    raw = f"From: {mails.MARY}\r\nSubject: a=?utf-8?b?AAE=?=\r\n\r\na\0b\x1b[2J\u202ec\r\n".encode()

    told = reader.read(raw)

    assert (told.text, told.subject) == ("ab[2Jc", "a")


@pytest.mark.parametrize("raw", [mails.deep(), mails.wide()], ids=["deep", "wide"])
def test_message_that_is_too_much_has_its_head_alone_and_at_once(reader, raw):
    begun = time.monotonic()

    told = reader.read(raw)

    assert time.monotonic() - begun < 5
    assert (told.kind, told.sender) == ("unreadable", mails.MARY)
    assert told.subject in ("Deep", "Wide")
    assert told.notes


def test_message_that_takes_too_long_is_given_up_and_the_next_is_read():
    made = mails.plain()
    made.set_content("<div>" * 400_000 + "x", subtype="html")

    with Reader(seconds=0.5) as hasty:
        with pytest.raises(Unreadable, match="TookTooLong"):
            hasty.read(mails.packed(made))
        told = hasty.read(mails.packed(mails.plain()))

    assert told.sender == mails.MARY


def test_nothing_at_all_and_no_head_are_still_messages(reader):
    assert reader.read(b"\r\n").kind == "message"
    assert reader.read(b"words without a head\r\n").kind == "message"
    assert reader.read(b"\x00\xff\xfe" * 1000).kind == "message"
