"""E-mail: the text of a message under its header lines, and what is attached to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cableparse.diagnostics import Code
from cableparse.pages import Document, Note
from cableparse.sources.file_kind import MediaType
from cableparse.sources.html import Page, decode_page, page_text
from cableparse.sources.mime import LONGEST_HEADER, MOST_PARTS, Mime, parse
from cableparse.sources.part import InputPart, Member, Refusal
from cableparse.sources.text import decode, named_encoding
from cableparse.sources.uuencoded import File, take_out

# The header lines that mail programs print above a forwarded message, and what they are in transit.
_PRINTED = {"From": "from", "Sent": "date", "To": "to", "Cc": "cc", "Bcc": "bcc", "Subject": "subject"}
# A plain version that lacks no more of a page's words than its buttons and links have says the same.
_NEARLY_ALL = 0.9
_SAME = 0.5
# A cable's heading alone has more words.
_STUB = 30


class _Seen(NamedTuple):
    """What is seen of a part, or of several: their text, encoding and notes; `leaves` are the parts."""

    text: str
    encoding: str | None
    notes: list[Note]
    leaves: list[Mime]

    @property
    def words(self) -> Counter[str]:
        """How often each word is there."""
        return Counter(self.text.split())


def read_mail(part: InputPart) -> Iterator[Document | Member | Refusal]:
    """The document of a message, then what is attached to it.

    `Document.text` is all that the message shows as text, in order, under the lines From, Sent, To, Cc, Bcc and Subject
    as programs print them above a forwarded message. Of several versions of one text (RFC 2046, 5.1.4) that is the
    plain one where it has nearly all words of the page, else the one that says more; another that says something else
    is a document of its own. So are files that are uuencoded in the text. Pictures of a web page are left out.

    Raises:
        UnreadableInput: it has too many parts, or they, or the elements of its page, are nested too deep.
    """
    try:
        message = parse(part.data)
    except ValueError as error:
        raise part.error(str(error)) from error
    texts = _Texts()
    shown = _together(texts.of(message) or texts.named(message))
    if not shown.text.strip() and texts.refused:
        raise part.error(texts.refused[0])
    text, files = take_out(shown.text)
    if len(files) > MOST_PARTS:
        raise part.error(f"is a message of more than {MOST_PARTS:,} uuencoded files")
    notes = [*shown.notes, *([Note(Code.LONG_HEADER, f"{LONGEST_HEADER:,} characters.")] if message.is_cut else ())]
    head = "".join(f"{label}: {value}\n" for label, name in _PRINTED.items() if (value := message.header(name)))
    yield part.document(f"{head}\n{text}", media_type=MediaType.EMAIL.value, encoding=shown.encoding, notes=notes)
    way = "" if part.member else "message 1/"
    for version in texts.others:
        yield Member(f"{way}another version of the text", version.text.encode(), "version.txt")
    yield from (Refusal(f"{way}text", reason) for reason in texts.refused)
    for number, file in enumerate(_attachments(message, shown.leaves, files), 1):
        yield from _members(file, number, way)


class _Texts:
    """Reads the texts of a message; `others` are versions that say something else, `refused` says what was not read."""

    def __init__(self) -> None:
        self.others: list[_Seen] = []
        self.refused: list[str] = []

    def of(self, part: Mime) -> list[_Seen]:
        """The texts that a part shows, in order."""
        if part.get_content_type() == "multipart/alternative":
            return self._best([seen for p in part.parts if (seen := _together(self.of(p))).text.strip()])
        if part.is_multipart():
            return [seen for inside in part.parts for seen in self.of(inside)]
        if part.get_content_maintype() != "text" or part.is_attached or part.file_name:
            return []
        return self._read(part)

    def named(self, message: Mime) -> list[_Seen]:
        """The first text that has a file's name, but is to be shown."""
        shown = (p for p in message.leaves if p.get_content_maintype() == "text" and not p.is_attached)
        return next((seen for leaf in shown if (seen := self._read(leaf))), [])

    def _read(self, leaf: Mime) -> list[_Seen]:
        try:
            seen = _seen(leaf)
        except ValueError as error:
            self.refused.append(f"is a web page that {error}")
            return []
        return [seen] if seen.text.strip() or seen.notes else []

    def _best(self, versions: list[_Seen]) -> list[_Seen]:
        """The version to be read, by itself."""
        if not versions:
            return []
        best = versions[0]
        for version in versions[1:]:
            best, other = (best, version) if _says_more(best, version) else (version, best)
            if _share(other, best) < _SAME and other.words.total() >= _STUB:
                self.others.append(other)
        return [best]


def _says_more(plain: _Seen, rich: _Seen) -> bool:
    """Whether the plainer version is to be read, and not the richer one.

    Where they say the same and one conceals something, that is concealed in the other, too.
    """
    if (plain.notes or rich.notes) and max(_share(plain, rich), _share(rich, plain)) >= _SAME:
        return not rich.notes
    return _share(rich, plain) >= _NEARLY_ALL or plain.words.total() >= rich.words.total()


def _share(of: _Seen, version: _Seen) -> float:
    """What part of the words of one the other has, too."""
    words = of.words
    return (words & version.words).total() / (words.total() or 1)


def _seen(leaf: Mime) -> _Seen:
    """What is seen of a text; raises ValueError where it is a page that cannot be read.

    Its encoding is what the part says where that holds, else as a page's or a text's.
    """
    is_page = leaf.get_content_type() == "text/html"
    source, encoding = _decoded_as(leaf) or (decode_page if is_page else decode)(leaf.data)
    page = page_text(source) if is_page else Page(source, {}, [])
    return _Seen(page.text, encoding, page.notes, [leaf])


def _decoded_as(leaf: Mime) -> tuple[str, str] | None:
    charset = leaf.get_content_charset()
    encoding = named_encoding(charset) if charset else None
    try:
        return (leaf.data.decode(encoding), encoding) if encoding else None
    except UnicodeDecodeError:
        return None


def _together(seen: Sequence[_Seen]) -> _Seen:
    """Texts that stand below each other as one."""
    texts = [s.text for s in seen]
    ended = [text if text.endswith(("\n", "\r")) else f"{text}\n" for text in texts[:-1]]
    encodings = {s.encoding for s in seen}
    return _Seen(
        "".join([*ended, *texts[-1:]]),
        encodings.pop() if len(encodings) == 1 else None,
        [note for s in seen for note in s.notes],
        [leaf for s in seen for leaf in s.leaves],
    )


def _attachments(message: Mime, shown: list[Mime], files: list[File]) -> Iterator[Mime | File]:
    read = set(map(id, shown))
    yield from (leaf for leaf in message.leaves if id(leaf) not in read and _is_attachment(leaf))
    yield from files


def _is_attachment(leaf: Mime) -> bool:
    if leaf.is_attached or leaf.file_name is not None:
        return leaf.is_attached or leaf.get_content_maintype() != "image" or "content-id" not in leaf
    # A text without a name was read, or is a version of one that was.
    return leaf.get_content_maintype() not in ("text", "image", "multipart")


def _members(file: Mime | File, number: int, way: str) -> Iterator[Member | Refusal]:
    if isinstance(file, Mime):
        name = file.file_name or str(number)
        yield Member(f"{way}attachment {name}", file.data, name)
        return
    if file.is_damaged:
        yield Refusal(f"{way}attachment {file.name}", "is cut short or damaged; what comes before that was read")
    yield Member(f"{way}attachment {file.name}", file.data, file.name)
