"""The languages that people write to us in, each with what it says about that in its own script.

The pages themselves are in English for now. Whoever reads none of it must still find out that they
may write, and what to ring in danger.
"""

from msgspec import Struct

from putright.kit.say import N_


class Language(Struct, frozen=True):
    """A language: its code, its English name, its own name, and the sentence; ``rtl`` its way."""

    code: str
    name: str
    own: str
    says: str
    rtl: bool = False


LANGUAGES = (
    Language("pl", N_("Polish"), "Polski",
             "Możesz pisać do nas po polsku. Jeśli grozi Ci niebezpieczeństwo, zadzwoń: 999."),
    Language("ro", N_("Romanian"), "Română",
             "Ne puteți scrie în română. Dacă sunteți în pericol, sunați la 999."),
    Language("pt", N_("Portuguese"), "Português",
             "Pode escrever-nos em português. Se estiver em perigo, ligue para o 999."),
    Language("es", N_("Spanish"), "Español",
             "Puede escribirnos en español. Si está en peligro, llame al 999."),
    Language("fr", N_("French"), "Français",
             "Vous pouvez nous écrire en français. En cas de danger, appelez le 999."),
    Language("uk", N_("Ukrainian"), "Українська",
             "Ви можете писати нам українською. Якщо ви в небезпеці, телефонуйте 999."),
    Language("tr", N_("Turkish"), "Türkçe",
             "Bize Türkçe yazabilirsiniz. Tehlikedeyseniz 999'u arayın."),
    Language("ar", N_("Arabic"), "العربية",
             "يمكنك أن تكتب إلينا بالعربية. إذا كنت في خطر فاتصل بالرقم 999.", rtl=True),
    Language("ur", N_("Urdu"), "اردو",
             "آپ ہمیں اردو میں لکھ سکتے ہیں۔ اگر آپ خطرے میں ہیں تو 999 پر فون کریں۔", rtl=True),
    Language("bn", N_("Bengali"), "বাংলা",
             "আপনি আমাদের বাংলায় লিখতে পারেন। বিপদে থাকলে 999 নম্বরে ফোন করুন।"),
    Language("so", N_("Somali"), "Soomaali",
             "Waxaad noogu soo qori kartaa af Soomaali. Haddii aad khatar ku jirto, wac 999."),
)  # fmt: skip


def language(code: str) -> Language | None:
    """The language of that code."""
    return next((one for one in LANGUAGES if one.code == code), None)
