"""Outlook messages (.msg), read as the e-mail that they are ([MS-OXMSG], [MS-OXCMSG])."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from io import BytesIO
from typing import TYPE_CHECKING

from cableparse.pages import Document
from cableparse.sources.mail import read_mail
from cableparse.sources.media_type import MediaType
from cableparse.sources.office.letters import concealed_note
from cableparse.sources.office.package import DAMAGE, missing
from cableparse.sources.office.rtf import RichText, rich_text
from cableparse.sources.office.rtf_sign import code_page
from cableparse.sources.part import InputPart, Member, Refusal
from cableparse.sources.text import without_surrogates

if TYPE_CHECKING:
    from olefile import OleFileIO

_PROPERTIES = "__properties_version1.0"
_STREAM = "__substg1.0_"
_ATTACHMENT = "__attach_version1.0_#"
# Properties by their numbers ([MS-OXPROPS]); a name's last four digits are its type.
_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDER, _ADDRESS, _SMTP, _TO, _CC = "0C1A", "0C1F", "5D01", "0E04", "0E03"
_LONG_NAME, _SHORT_NAME, _DATA, _CONTENT_ID = "3707", "3704", "3701", "3712"
_SENT, _DELIVERED, _CODE_PAGE, _BODY_CODE_PAGE = 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_WIDE, _NARROW, _BINARY, _MESSAGE = "001F", "001E", "0102", "000D"
# The length of the header before the properties of a message, and of one inside another.
_HEADER, _INNER_HEADER = 32, 24
_PROPERTY = struct.Struct("<2xH4xQ")
_LONG = 0xFFFFFFFF  # what of a property of 64 bits is that of one of 32
# Times are counted from then in tenths of a microsecond ([MS-DTYP], 2.3.3).
_TENTHS = 10
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
# Messages in each other; a reader of mail counts them, too.
_DEEPEST = 20

_Folder = Sequence[str]


def read_outlook(part: InputPart) -> Iterator[Document | Member | Refusal]:
    """The document of a message, then what is attached to it, as `read_mail` has them.

    Raises:
        UnreadableInput: it is damaged, or no message.
        MissingProgram: the extra `office` is not installed.
    """
    try:
        from olefile import OleFileIO

        with OleFileIO(BytesIO(part.data)) as file:
            found = _Outlook(file)
            message = found.message().as_bytes()
    except ModuleNotFoundError as error:
        raise missing(part, "an Outlook message (.msg)") from error
    except (*DAMAGE, TypeError, AttributeError) as error:
        raise part.error(f"is a damaged Outlook message: {error}") from error
    notes = [note for text in found.rich_texts for note in concealed_note(text.concealed, "message")]
    document, *others = read_mail(replace(part, data=message))
    assert isinstance(document, Document)
    whole = part.document("", media_type=MediaType.OUTLOOK.value, encoding=None)
    yield replace(document, sha256=whole.sha256, media_type=MediaType.OUTLOOK.value, notes=[*document.notes, *notes])
    yield from others


class _Outlook:
    """A message in an OLE file."""

    def __init__(self, file: OleFileIO) -> None:
        self._file = file
        self._paths = {tuple(path) for path in file.listdir(streams=True, storages=True)}
        # What its bodies in RTF say; of messages in it, too.
        self.rich_texts: list[RichText] = []
        if (_PROPERTIES,) not in self._paths:
            raise ValueError("it holds no message")

    def message(self, folder: _Folder = ()) -> MIMEMultipart:
        """The message whose properties lie in a folder of the file."""
        if len(folder) > _DEEPEST:
            raise ValueError(f"it has more than {_DEEPEST} messages in each other")
        fixed = self._fixed(folder)
        encoding = code_page(fixed.get(_CODE_PAGE, 0) & _LONG) or "cp1252"
        message = MIMEMultipart("mixed")
        sender, smtp, address = (self._text(folder, name, encoding) for name in (_SENDER, _SMTP, _ADDRESS))
        address = smtp or (address if "@" in address else "")
        head = {
            "From": f"{sender} <{address}>" if sender and address else sender or address,
            "To": self._text(folder, _TO, encoding),
            "Cc": self._text(folder, _CC, encoding),
            "Subject": self._text(folder, _SUBJECT, encoding),
        }
        for name, value in head.items():
            if folded := " ".join(value.replace("\0", " ").split()):
                message[name] = Header(folded, "utf-8").encode()
        if sent := fixed.get(_SENT) or fixed.get(_DELIVERED):
            message["Date"] = format_datetime(_EPOCH + timedelta(microseconds=sent // _TENTHS))
        message.attach(self._body(folder, encoding, code_page(fixed.get(_BODY_CODE_PAGE, 0) & _LONG) or "utf_8"))
        for path in sorted(self._paths):
            if len(path) == len(folder) + 1 and path[:-1] == tuple(folder) and path[-1].startswith(_ATTACHMENT):
                self._attach(message, path, encoding)
        return message

    def _body(self, folder: _Folder, encoding: str, html_encoding: str) -> MIMEMultipart:
        """The versions of a message's text; that in RTF where it has no other, or conceals something."""
        plain = self._text(folder, _BODY, encoding)
        html = self._text(folder, _HTML, encoding) or self._bytes(folder, _HTML, _BINARY).decode(
            html_encoding, "replace"
        )
        packed = self._bytes(folder, _RTF, _BINARY)
        if packed:
            found = rich_text(_unpacked(packed))
            if found.concealed or not (plain.strip() or html.strip()):
                plain, html = found.text, ""
                self.rich_texts.append(found)
        versions = MIMEMultipart("alternative")
        if plain.strip() or not html.strip():
            versions.attach(MIMEText(without_surrogates(plain), "plain", "utf-8"))
        if html.strip():
            versions.attach(MIMEText(without_surrogates(html), "html", "utf-8"))
        return versions

    def _attach(self, message: MIMEMultipart, folder: _Folder, encoding: str) -> None:
        """Attach what lies in a folder; of an object that is no file only its name."""
        inner = (*folder, f"{_STREAM}{_DATA}{_MESSAGE}")
        name = self._text(folder, _LONG_NAME, encoding) or self._text(folder, _SHORT_NAME, encoding)
        attached: MIMEMessage | MIMEApplication
        if (*inner, _PROPERTIES) in self._paths:
            attached = MIMEMessage(self.message(inner))
        else:
            attached = MIMEApplication(self._bytes(folder, _DATA, _BINARY))
        content_id = self._text(folder, _CONTENT_ID, encoding)
        if content_id:
            attached["Content-ID"] = Header(f"<{content_id}>", "utf-8").encode()
        disposition = "inline" if content_id else "attachment"
        attached.add_header("Content-Disposition", disposition, **({"filename": ("utf-8", "", name)} if name else {}))
        message.attach(attached)

    def _text(self, folder: _Folder, name: str, encoding: str) -> str:
        wide = self._bytes(folder, name, _WIDE)
        return (
            wide.decode("utf_16_le", "replace")
            if wide
            else self._bytes(folder, name, _NARROW).decode(encoding, "replace")
        )

    def _bytes(self, folder: _Folder, name: str, kind: str) -> bytes:
        path = (*folder, f"{_STREAM}{name}{kind}")
        if path not in self._paths:
            return b""
        data: bytes = self._file.openstream(list(path)).read()
        return data

    def _fixed(self, folder: _Folder) -> dict[int, int]:
        """The properties of a fixed length, as whole numbers."""
        data: bytes = self._file.openstream([*folder, _PROPERTIES]).read()
        places = range(_INNER_HEADER if folder else _HEADER, len(data) - _PROPERTY.size + 1, _PROPERTY.size)
        return dict(_PROPERTY.unpack_from(data, place) for place in places)


def _unpacked(data: bytes) -> bytes:
    """RTF as it is packed in messages ([MS-OXRTFCP])."""
    from compressed_rtf import decompress

    try:
        unpacked: bytes = decompress(data)
    except Exception as error:  # it raises no other
        raise ValueError(str(error)) from error
    return unpacked
