"""What a table's columns, or the fields of an archive's web page, say of a text: the text wins, they fill its gaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from operator import eq
from typing import NamedTuple

from cableparse.dates import read_date, read_dtg
from cableparse.diagnostics import Code
from cableparse.draft import Draft, Value
from cableparse.fields import addresses, attributes, dtg, handling, references, subject, tags
from cableparse.fields.identity import joinable_id
from cableparse.lines import Block, Labelled, LineKind
from cableparse.lines.layout_family import DOCUMENT_NUMBER
from cableparse.pages import Line, Span
from cableparse.reading import Piece, Reading, fold
from cableparse.vocabulary import classifications, column_names, posts, telling_words

# What archives print for nothing; their null date (FORMATS 3.4).
_NOTHING = frozenset({"", "-", *telling_words.words("nothing"), *telling_words.words("no value")})
_NO_DATE = "1960-01-01"
_CLOCK = re.compile(r"(?<!\d)(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:?00)?$")
_SIGNS = re.compile(r"[\W_]+")
# Who drafts at night sends the next day, and the group is in Greenwich's time.
_DAYS = 1


class _Meaning(NamedTuple):
    """How a column is read, the fields that it fills, the first of which says it, and when the text says the same.

    A value that `has_parts` fills those that the text leaves open, too, where the two agree.
    """

    read: Callable[[Draft, Block], None]
    fields: tuple[str, ...]
    agree: Callable[[Value, Value], bool]
    has_parts: bool = False


def put(draft: Draft, attributes: Mapping[str, str]) -> None:
    """Keep what is said of the text as it is, in `attributes`; the text's own block comes later and prevails."""
    for key, value in attributes.items():
        draft.put(f"attributes.{key}", value, [Span(1, 0, 0, len(value), None, key)])


def fill(draft: Draft, attributes: Mapping[str, str]) -> None:
    """Fill the fields that the text does not show, and say where the two contradict each other.

    A value is read by the reader of the label that it would stand behind in a heading. Each field that is filled has
    the column in its provenance.
    """
    if not attributes:
        return
    for meaning, known in _MEANINGS.items():
        for key, value in _columns(draft, attributes, meaning):
            found = _read(draft, known.read, meaning, value)
            theirs, own = _first(found, known.fields), _first(draft, known.fields)
            if not theirs:
                continue
            if own and not known.agree(own, theirs):
                _contradiction(draft, known.fields[0], key, value, _printed(own))
            elif not own or known.has_parts:
                _put(draft, found, key)
            break
    identifier = joinable_id(draft.get("message.originator"), draft.get("message.number"), draft.year)
    if identifier and draft.get("id") is None:
        draft.put("id", identifier, draft.provenance.get("message.number", []))


def settle(draft: Draft, kind: str, attributes: Mapping[str, str]) -> None:
    """Say where a column calls the text a telegram or an airgram and it was recognised as something else.

    What all fields were read from is known now: of `attributes` themselves no place is told, for they are the columns.
    """
    for key in attributes:
        places = draft.provenance[f"attributes.{key}"]
        places[:] = [span for span in places if span.column is None]
    for key, value in _columns(draft, attributes, "type"):
        told = column_names.kind(key, value)
        if told and told != kind:
            _contradiction(draft, "kind", key, value, kind)


def _columns(draft: Draft, attributes: Mapping[str, str], meaning: str) -> Iterator[tuple[str, str]]:
    """The columns of one meaning that say something, the surest first; not what the text's own block says, too."""
    keys = [key for key in attributes if column_names.meaning(key) == meaning]
    for key in sorted(keys, key=column_names.rank):
        value = attributes[key]
        if value.upper() not in _NOTHING and draft.get(f"attributes.{key}") == value:
            yield key, value


def _read(draft: Draft, reader: Callable[[Draft, Block], None], meaning: str, value: str) -> Draft:
    found = Draft()
    found.year = draft.year
    line = Line(value, 1, 0, 0)
    part = Labelled(line, 0, len(value), meaning, LineKind.HEADER, 0)
    reader(found, Block(meaning, [part], Reading([Piece(line, 0, len(value))])))
    return found


def _put(draft: Draft, found: Draft, key: str) -> None:
    """Put what the draft has not yet, and say so of each field."""
    told: dict[str, None] = {}
    for path, places in found.provenance.items():
        name, bracket, index = path.partition("[")
        spans = [replace(span, column=key) for span in places]
        if index.endswith("]"):
            draft.add(name, found.get(name)[int(index[:-1])], spans)
        elif bracket:
            draft.provenance[path] = spans
        elif draft.get(path) in (None, []):
            draft.put(path, found.get(path), spans)
        else:
            continue
        told[name] = None
    for name in told:
        draft.note(Code.FROM_ATTRIBUTES, f"`{name}`: column `{key}`.")
    draft.diagnostics += [{**note, "span": None} for note in found.diagnostics]


def _first(draft: Draft, fields: Iterable[str]) -> Value:
    return next(filter(None, (_value(draft, path) for path in fields)), None)


def _value(draft: Draft, path: str) -> Value:
    """The value at a path, or the values below it by name."""
    below = {name[len(path) + 1 :]: value for name, value in draft.values.items() if name.startswith(f"{path}.")}
    return draft.get(path) or below


def _contradiction(draft: Draft, what: str, key: str, theirs: str, own: str) -> None:
    draft.note(Code.ATTRIBUTE_CONTRADICTS, f"{what}: column `{key}` `{theirs}`, text `{own}`.")


def _printed(value: Value) -> str:
    """A field as a message says it: of a list the codes, symbols or names."""
    if isinstance(value, list):
        return ", ".join(map(_printed, value))
    if isinstance(value, dict):
        return str(next(value[name] for name in ("code", "symbol", "name") if name in value))
    return str(value)


def _level(path: str) -> Callable[[Draft, Block], None]:
    def read(draft: Draft, block: Block) -> None:
        level = classifications.level(block.value.text)
        if level:
            draft.put(path, level, block.spans)

    return read


def _office(draft: Draft, block: Block) -> None:
    """`ACTION EUR`, as NARA's attributes have it."""
    found = attributes.OFFICE.match(block.value.text)
    if found is not None:
        item = {"symbol": found[2], "copies": None, "name": None}
        draft.put("distribution.role", found[1], block.value.spans(*found.span(1)))
        draft.add("distribution.offices", item, block.value.spans(*found.span(2)))


def _number(draft: Draft, block: Block) -> None:
    """NARA's document number: `1974STATE173977`."""
    found = DOCUMENT_NUMBER.fullmatch(block.value.text)
    if found is not None:
        post = posts.expand(found["station"])
        name, number, year = post.name if post else found["station"], int(found["number"]), int(found["year"])
        draft.put("message.originator", name, block.spans)
        draft.put("message.number", number, block.spans)
        draft.put("message.year", year, block.spans)
        draft.put("id", joinable_id(name, number, year), block.spans)


def _date(draft: Draft, block: Block) -> None:
    """A date-time group, or a day with its time; a day alone is when the message was drafted, as NARA means it."""
    text = block.value.text
    if read_dtg(text).utc:
        dtg.read(draft, block)
        return
    clock = _CLOCK.search(text)
    day = read_date(text[: clock.start()].rstrip(" T") if clock else text.partition(" 12:00:00")[0])
    if day is None or day.damaged or day.iso == _NO_DATE:
        return
    # midnight to the minute is padding
    if clock and clock[1] + clock[2] != "0000":
        draft.put("dtg.utc", f"{day.iso}T{clock[1]}:{clock[2]}Z", block.spans)
    else:
        draft.put("drafting.drafted_on", day.iso, block.spans)
    draft.put("message.year", int(day.iso[:4]), block.spans)


def _same_sender(own: Value, theirs: Value) -> bool:
    return bool(_names([own]) & _names([theirs]))


def _same_addressees(own: Value, theirs: Value) -> bool:
    """Whether the text has all that the column lists, which is often the first ones only."""
    return all(_names(own) & _names([item]) for item in theirs)


def _names(items: Iterable[dict[str, Value]]) -> set[str]:
    """The posts and the names of addressees."""
    return {fold(str(name)).upper() for item in items for name in (item.get("name"), item.get("post")) if name}


def _same_words(own: str, theirs: str) -> bool:
    """Whether one is the other or a part of it, case and signs left out: columns are cut short."""
    one, other = (_SIGNS.sub("", text).casefold() for text in (own, theirs))
    return one in other or other in one


def _same_codes(own: Value, theirs: Value) -> bool:
    return {item["code"] for item in own} == {item["code"] for item in theirs}


def _same_offices(own: Value, theirs: Value) -> bool:
    return {item["symbol"] for item in theirs} <= {item["symbol"] for item in own}


def _same_number(own: Value, theirs: Value) -> bool:
    """Whether the text's id, or where it has none its number, is the document number's."""
    return own == theirs or (isinstance(own, int) and str(theirs).endswith(f"{own:05d}"))


def _is_near(own: str, theirs: str) -> bool:
    return abs(date.fromisoformat(own[:10]) - date.fromisoformat(theirs[:10])).days <= _DAYS


def _any(_own: Value, _theirs: Value) -> bool:
    """What may be said in other words: the text's is taken, and nothing is to be told."""
    return True


# Number and date come first: the year of TAGS and references hangs on them.
_MEANINGS = {
    "number": _Meaning(_number, ("id", "message.number"), _same_number, has_parts=True),
    "date": _Meaning(_date, ("dtg.utc", "drafting.drafted_on"), _is_near),
    "fm": _Meaning(addresses.originator, ("from",), _same_sender),
    "to": _Meaning(addresses.to, ("to",), _same_addressees),
    "info": _Meaning(addresses.info, ("info",), _same_addressees),
    "level": _Meaning(_level("classification.level"), ("classification.level",), eq),
    "current": _Meaning(_level("classification.current"), ("classification.current",), _any),
    "captions": _Meaning(handling.read_captions, ("captions",), _any),
    "tags": _Meaning(tags.read, ("tags",), _same_codes),
    "subject": _Meaning(subject.read, ("subject",), _same_words),
    "references": _Meaning(references.read, ("references",), _any),
    "office": _Meaning(_office, ("distribution.offices",), _same_offices),
}
