"""A picture as a page: upright, small enough, and with nothing of what the camera wrote into it."""

from io import BytesIO

import pikepdf
from pi_heif import register_heif_opener
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageOps

from putright.gateways.bundle_child import CannotMake

MOST_PIXELS = 120_000_000
TOO_LARGE = "is a picture of more points than are opened here"
LARGEST = (2000, 2800)
A4 = (595.0, 842.0)
EDGE = 36.0
QUALITY = 82


def page_of(raw: bytes) -> bytes:
    """One page that shows a picture. Raises ``CannotMake``."""
    with _opened(raw) as found:
        if found.width * found.height > MOST_PIXELS:
            raise CannotMake(TOO_LARGE)
        shown = ImageOps.exif_transpose(found).convert("RGBA")
    shown.thumbnail(LARGEST)
    white = Image.new("RGB", shown.size, "white")
    white.paste(shown, mask=shown.getchannel("A"))
    page = (A4[0] - 2 * EDGE, A4[1] - 2 * EDGE)
    scale = min(page[0] / white.width, page[1] / white.height, 1.0)
    made = Pdf.new()
    put(made, white, (white.width * scale, white.height * scale), A4)
    out = BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def _opened(raw: bytes) -> Image.Image:
    if raw[4:8] == b"ftyp":  # telephones write pictures into the container of films
        register_heif_opener()
    try:
        return Image.open(BytesIO(raw))
    except Image.DecompressionBombError as fault:
        raise CannotMake(TOO_LARGE) from fault


def put(
    made: Pdf, picture: Image.Image, size: tuple[float, float], page: tuple[float, float]
) -> None:  # fmt: skip
    """Add a page with a picture in its middle."""
    told = BytesIO()
    picture.save(told, "JPEG", quality=QUALITY)
    drawn = pikepdf.Stream(
        made, told.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=picture.width,
        Height=picture.height, BitsPerComponent=8, Filter=Name.DCTDecode,
        ColorSpace=Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB,
    )  # fmt: skip
    added = made.add_blank_page(page_size=page)
    added.obj.Resources = Dictionary(XObject=Dictionary(P=made.make_indirect(drawn)))
    left, low = (page[0] - size[0]) / 2, (page[1] - size[1]) / 2
    added.obj.Contents = made.make_stream(
        f"q {size[0]:.2f} 0 0 {size[1]:.2f} {left:.2f} {low:.2f} cm /P Do Q".encode()
    )
    added.obj.MediaBox = Array([0, 0, *page])
