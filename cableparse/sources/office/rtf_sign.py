"""What the signs of RTF stand for (Rich Text Format Specification 1.9.1)."""

from __future__ import annotations

import codecs
import re

# A control word with its number, a character by its code, a control sign, a brace, text.
TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n\0]+)|[\r\n\0]+|\\",
    re.DOTALL,
)

# Groups whose text is none of the document's, though they are not marked as such.
ASIDE = frozenset(
    ("aftncn", "aftnsep", "aftnsepc", "atndate", "atnicn", "atnid", "atnparent", "atnref", "atntime", "author",
    "background", "bkmkend", "bkmkstart", "buptim", "category", "comment", "company", "creatim", "datafield",
    "doccomm", "docvar", "falt", "ffdeftext", "ffentrymcr", "ffexitmcr", "ffformat", "ffhelptext", "ffl", "ffname",
    "ffstattext", "file", "filetbl", "fldinst", "fldtype", "fontemb", "fontfile", "ftncn", "ftnsep", "ftnsepc",
    "generator", "hlinkbase", "info", "keywords", "latentstyles", "levelnumbers", "leveltext", "listname",
    "listoverridetable", "liststylename", "listtable", "manager", "nextfile", "nonesttables", "nonshppict",
    "objalias", "objclass", "objdata", "objname", "objsect", "objtime", "oldcprops", "oldpprops", "oldsprops",
    "oldtprops", "oleclsid", "operator", "panose", "password", "passwordhash", "pgptbl", "picprop", "pict", "pn",
    "pnseclvl", "pntxta", "pntxtb", "printim", "private", "propname", "revtbl", "revtim", "rsidtbl", "rxe",
    "shprslt", "sn", "sp", "staticval", "stylesheet", "subject", "sv", "tc", "template", "themedata", "title", "txe",
    "userprops", "wgrffmtfilter", "windowcaption", "xe", "xmlnstbl")
)  # fmt: skip
# Groups around such groups and text: a drawing's box, the Unicode form of a text.
AROUND = frozenset(("shp", "shpinst", "shpgrp", "do", "upr"))
INSIDE = frozenset(("shptxt", "dptxbxtext", "ud"))
FURNITURE = {
    "header": "default header", "headerr": "default header", "headerf": "first header", "headerl": "even header",
    "footer": "default footer", "footerr": "default footer", "footerf": "first footer", "footerl": "even footer",
}  # fmt: skip

WORDS = {
    "tab": "\t", "line": "\n", "column": "\n", "lbr": "\n", "nestcell": "  ", "nestrow": "\n", "emdash": "\u2014",
    "endash": "\u2013", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c",
    "rdblquote": "\u201d", "emspace": " ", "enspace": " ", "qmspace": " ", "page": "\f",
}  # fmt: skip
SIGNS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}

CHARACTER_SETS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
# Of fonts, by \fcharset; 0 is the document's own.
FONT_CHARACTER_SETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip


# Code pages of Windows that Python does not call by their number.
_OWN_NAMES = {65001: "utf_8", 10000: "mac_roman"}


def code_page(number: int | None) -> str | None:
    """Python's name of a code page that Windows counts; None where it knows none."""
    name = _OWN_NAMES.get(number or 0, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
