"""Papers made for the tests of bundles: pages with a word, turned, boxed oddly, with forms."""

import zlib
from base64 import b64decode
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Pdf, String

A4 = (0, 0, 595, 842)
TELEPHONE = b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAA"
    "AAAAAAAAADRpbG9jAAAAAERAAAIAAQAAAAAB4QABAAAAAAAAAN0AAgAAAAACvgABAAAAAAAAADIAAAA4aWluZgAAAAAA"
    "AgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/GlwcnAAAADc"
    "aXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAp"
    "QgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNseAABAA0A"
    "BoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAIAAAAAEAAAAQAAAAAf///+AAAAAC////0AAAAAIAAAAQcGl4"
    "aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAAGmlyZWYAAAAAAAAADmNkc2MAAgABAAEAAAEXbWRhdAAA"
    "ANkoAa8JyGe96jkjV3//2LZ//zD/ofwO3it/+ZtD7+Ijb/+0nP5Tr/Tu2kTndmBhbckTQToF060p/2T6V6+w0u/kkeiP"
    "iaGFiLV+HT5GALJfj6hs2+xY8G0BCLN+OrDmWTTP6ngfQLUzXKiG2bayPC75h982z3WWhV3EFx2JEQ9a8HVu+x838K+G"
    "imPxIkl1VNRUKiauc2JUmrg/Qo3m+dVAjWKxclHwHzUfc4N/s3sWdwy6zaByNS0QWB0Q0lSMVNyypcwj/1hYWMpHS4RV"
    "aBDUzHy18zA/0maPAAAABkV4aWYAAE1NACoAAAAIAAEBDwACAAAADQAAABoAAAAAUXVpbGxmZWF0aGVyAAA="
)
"""A picture as telephones write it: red beside blue, and whose telephone it was: Quillfeather."""


def pages(
    words: str = "Bramble", count: int = 1, *, turned: int = 0, box: tuple[int, ...] = A4
) -> bytes:
    """A document whose pages each say some words and their own number."""
    made = Pdf.new()
    font = made.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    for number in range(count):
        page = made.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
        page.obj.MediaBox = Array(list(box))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Rotate = turned
        drawn = f"q BT /F1 12 Tf {box[0] + 72} {box[1] + 200} Td ({words} {number + 1}) Tj ET Q"
        page.obj.Contents = made.make_stream(drawn.encode())
    return saved(made)


def with_secrets(words: str) -> bytes:
    """A page with a comment, its author, private data and a description, each naming somebody."""
    made = Pdf.open(BytesIO(pages()))
    page = made.pages[0]
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([9, 9, 20, 20]), Contents=String(words),
        T=String(words),
    )  # fmt: skip
    page.obj.Annots = Array([made.make_indirect(note)])
    page.obj.PieceInfo = Dictionary(Editor=Dictionary(Private=String(words)))
    made.docinfo["/Author"] = words
    with made.open_metadata() as data:
        data["dc:creator"] = [words]
    made.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(words), 0])))
    return saved(made)


def with_field(words: str) -> bytes:
    """A page with a form field that somebody filled in."""
    made = Pdf.open(BytesIO(pages()))
    font = made.pages[0].obj.Resources.Font
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String(words),
            Rect=Array([72, 400, 400, 420]), DA=String("/F1 12 Tf 0 g"), F=4,
        )
    )  # fmt: skip
    made.pages[0].obj.Annots = Array([field])
    made.Root.AcroForm = Dictionary(
        Fields=Array([field]), DR=Dictionary(Font=font), NeedAppearances=True,
        DA=String("/F1 12 Tf 0 g"),
    )  # fmt: skip
    return saved(made)


def saved(made: Pdf) -> bytes:
    """The bytes of a document."""
    out = BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def with_script(words: str) -> bytes:
    """A page that wants to run a script when it is opened."""
    made = Pdf.open(BytesIO(pages(words)))
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.OpenAction = script
    made.pages[0].obj.AA = Dictionary(O=script)
    return saved(made)


def beyond_measure() -> bytes:
    """A picture of some bytes that says it has nine hundred million points."""
    head = (30_000).to_bytes(4, "big") * 2 + bytes((1, 0, 0, 0, 0))
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(9000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(told).to_bytes(4, "big") + name + told + zlib.crc32(name + told).to_bytes(4, "big")
        for name, told in parts
    )


def film(seconds: int) -> bytes:
    """A film that says how long it is, and shows nothing."""
    head = bytes(12) + (1000).to_bytes(4, "big") + (seconds * 1000).to_bytes(4, "big") + bytes(80)
    return _box(b"ftyp", b"qt  " + bytes(8)) + _box(b"moov", _box(b"mvhd", head))


def _box(name: bytes, inside: bytes) -> bytes:
    return (8 + len(inside)).to_bytes(4, "big") + name + inside
