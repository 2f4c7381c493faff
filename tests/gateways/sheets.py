"""Invented letters for the tests of what draws them, with two that stand in another language."""

from putright.gateways.letter_sheet import Sheet

BODY = """Dear Ms Quill

I am writing about **the noise at night**.

## What happened

We said that we would ring on 4 March. We did not ring.

## What we will do

- Fit a lock by 1 May
- Ring you on Monday
  - in the morning

1. First
2. Second
"""
ENGLISH = Sheet(
    landlord="Meadowbank Homes",
    landlord_lines=("1 High Street", "Alderford AB1 1AA"),
    reader="Ms Rosa Quill",
    reader_lines=("2 Elm Court", "Alderford AB1 2CD"),
    day="22 November 2026",
    reference="MB-26-0012",
    title="Our answer to your complaint",
    body=BODY,
    sender="Jo Marsh",
    reach="01632 960 012",
)
POLISH_BODY = """Szanowna Pani Quill

Piszę w sprawie **hałasu w nocy**.

## Co się stało

Obiecaliśmy zadzwonić 4 marca. Nie zadzwoniliśmy. Przepraszamy, że tego nie zrobiliśmy.

## Co zrobimy

- Do 1 maja założymy nowy zamek w drzwiach.
- Zadzwonimy do Pani w poniedziałek.
"""
ARABIC_BODY = """السيدة كويل المحترمة

أكتب إليكم بشأن **الضوضاء في الليل**.

## ما حدث

قلنا إننا سنتصل بكم في 4 مارس. لم نتصل. نعتذر لأننا لم نفعل ذلك.

## ما سنفعله

- سنركّب قفلاً جديداً للباب قبل 1 مايو.
- سنتصل بكم يوم الاثنين على الرقم 01632 960 012.
"""
"""Both invented for these tests; no person who reads them natively has looked at them."""


def translated(language: str, title: str, day: str, body: str, **more: object) -> Sheet:
    """The letter in another language, with the English after it."""
    return Sheet(
        landlord=ENGLISH.landlord,
        landlord_lines=ENGLISH.landlord_lines,
        reader=ENGLISH.reader,
        reader_lines=ENGLISH.reader_lines,
        day=day,
        reference=ENGLISH.reference,
        title=title,
        body=body,
        sender=ENGLISH.sender,
        reach=ENGLISH.reach,
        language=language,
        english=BODY,
        english_title=ENGLISH.title,
        translated_by="Amber Translations",
        **more,  # type: ignore[arg-type]
    )


POLISH = translated("pl", "Nasza odpowiedź na Pani skargę", "22 listopada 2026", POLISH_BODY)
ARABIC = translated("ar", "ردنا على شكواكم", "22 نوفمبر 2026", ARABIC_BODY)
