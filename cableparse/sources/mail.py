"""E-mail: the text of a message under its header lines, and what is attached to it."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from typing import BinaryIO

from cableparse.pages import Document
from cableparse.sources.html import Page, decode_page, page_text
from cableparse.sources.kind import Kind
from cableparse.sources.limits import Limits
from cableparse.sources.part import Member, Part, Refusal
from cableparse.sources.text import decode, named_encoding

# The header lines that mail programs print above a forwarded message, and what they are in transit.
_PRINTED = {"From": "from", "Sent": "date", "To": "to", "Cc": "cc", "Subject": "subject"}
# RFC 4155. A line of a message that looks like one is escaped.
_SEPARATOR = re.compile(rb"From \S+ .*\d\d:\d\d.* \d{4}\b")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_mail(part: Part) -> Iterator[Document | Member | Refusal]:
    """The document of a message, then what is attached to it.

    `Document.text` is the message's first text, or its web page where it has no other, under the lines From, Sent, To,
    Cc and Subject as programs print them above a forwarded message. Pictures that belong to a web page are left out.

    Raises:
        UnreadableInput: its parts, or the elements of its page, are nested too deep.
    """
    try:
        message = email.message_from_bytes(part.data)
        leaves = list(_leaves(message))
        body = _body(leaves)
        page, encoding = _text(body) if body is not None else (Page("", {}, []), None)
    except RecursionError as error:
        raise part.error("is a message of too many parts inside each other") from error
    except ValueError as error:
        raise part.error(f"is a web page that {error}") from error
    text = f"{_head(message)}\n{page.text}"
    yield part.document(text, media_type=Kind.EMAIL.value, encoding=encoding, notes=page.notes)
    attachments = [leaf for leaf in leaves if leaf is not body and _is_attachment(leaf)]
    way = "" if part.member else "message 1/"
    for number, leaf in enumerate(attachments, 1):
        name = _file_name(leaf) or str(number)
        yield Member(f"{way}attachment {name}", _bytes(leaf), name)


def split_mailbox(file: BinaryIO, limits: Limits) -> Iterator[Member | Refusal]:
    """The messages of a mailbox in order, `message 1` first."""
    lines: list[bytes] = []
    number = size = 0
    empty_before = True
    for line in iter(lambda: file.readline(limits.max_bytes + 1), b""):
        if empty_before and _SEPARATOR.match(line):
            if number:
                yield _message(number, lines, size, limits)
            lines, size, number = [], 0, number + 1
        else:
            size += len(line)
            if size <= limits.max_bytes:
                lines.append(line)
        empty_before = not line.strip(b"\r\n")
    if number:
        yield _message(number, lines, size, limits)


def _message(number: int, lines: list[bytes], size: int, limits: Limits) -> Member | Refusal:
    name = f"message {number}"
    if size > limits.max_bytes:
        return Refusal(name, limits.too_large)
    return Member(name, _ESCAPED.sub(rb"\1", b"".join(lines)))


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order; an attached message is one."""
    for child in message.get_payload() if message.is_multipart() else [message]:
        assert isinstance(child, Message)
        if child.is_multipart() and child.get_content_maintype() != "message":
            yield from _leaves(child)
        else:
            yield child


def _body(leaves: list[Message]) -> Message | None:
    for wanted in ("text/plain", "text/html"):
        for leaf in leaves:
            if (
                leaf.get_content_type() == wanted
                and leaf.get_content_disposition() != "attachment"
                and _bytes(leaf).strip()
            ):
                return leaf
    return None


def _is_attachment(leaf: Message) -> bool:
    if leaf.get_content_disposition() == "attachment" or leaf.get_content_maintype() == "message":
        return True
    if leaf.get_content_type() == "text/plain":
        return bool(_bytes(leaf).strip())
    return _file_name(leaf) is not None and "content-id" not in leaf


def _head(message: Message) -> str:
    values = {label: _decoded(str(message.get(name, ""))) for label, name in _PRINTED.items()}
    return "".join(f"{label}: {value}\n" for label, value in values.items() if value)


def _decoded(value: str) -> str:
    """A header's value with its encoded words decoded, or as it is where they cannot be."""
    with suppress(LookupError, ValueError, MessageError):
        value = str(make_header(decode_header(value)))
    return " ".join(value.split())


def _file_name(leaf: Message) -> str | None:
    name = leaf.get_filename()
    return _decoded(name) or None if name else None


def _bytes(leaf: Message) -> bytes:
    if leaf.is_multipart():
        inner = leaf.get_payload(0)
        return inner.as_bytes() if isinstance(inner, Message) else b""
    data = leaf.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(leaf: Message) -> tuple[Page, str]:
    """What is seen of a part and its encoding: what the part says where that holds, else as a page's or a text's."""
    data = _bytes(leaf)
    is_page = leaf.get_content_type() == "text/html"
    source, encoding = _decoded_as(data, leaf.get_content_charset()) or (decode_page if is_page else decode)(data)
    return page_text(source) if is_page else Page(source, {}, []), encoding


def _decoded_as(data: bytes, charset: str | None) -> tuple[str, str] | None:
    encoding = named_encoding(charset) if charset else None
    try:
        return (data.decode(encoding), encoding) if encoding else None
    except UnicodeDecodeError:
        return None
