"""The values of the forms before 1973: number line, dates, precedence, column of offices, addressees' serials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cableparse import damage
from cableparse.dates import full_year
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields import labelled_values
from cableparse.fields.addresses import ROLES
from cableparse.grammars import Token, Tree, parser
from cableparse.lines import Block, Labelled, LabelledMessage
from cableparse.lines.evidence import form_address, line_words, typed
from cableparse.pages import Span
from cableparse.vocabulary import number_words, offices, posts, precedence, telling_words

# The forms were in use from the war until the electronic system of 1973.
_YEARS = range(1940, 1974)
# Airgrams went on beside the electronic system for some years (general knowledge).
_AIRGRAM_YEARS, _LATER_YEAR = range(1974, 1992), re.compile(r"\b19[789]\d\b")
# All of them are of this century.
_CENTURY = 1900
# Of a word of the form three letters in ten may be damaged.
_NEAR = 0.7
_COUNTS = number_words.words()
# No serial of a year has more on forms, of which a post sent some thousand; the Department's own have six.
_MOST_FIGURES = 5
_OWN_FIGURES = 6
# A message has a section a page or two: fewer than a hundred.
_MOST_COUNT = 2
_DEPARTMENT = "STATE"
# A form is sent within days of its drafting; the archive's sheet gives the date of the paper.
_YEARS_BESIDE = {"drafted": "The year is the drafting date's.", "record_sheet": "The year is the record sheet's."}
_OUTGOING = telling_words.words("outgoing")
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}/(?P<year>\d{2,4})\b")


def read_number(draft: Draft, block: Block) -> None:
    """The serial, and the section where the message is one of several; a year where one is printed."""
    tokens = _tokens(block)
    serial = next((token for token in tokens if token.type == "NUMBER"), None)
    month = next((at for at, token in enumerate(tokens) if typed.month(token)), len(tokens))
    if serial is not None and tokens.index(serial) < max(month, 1) and draft.get("message.number") is None:
        _serial(draft, serial, block)
    for node in parser("form").parse(block.value.text).children:
        if isinstance(node, Tree):
            _section(draft, node, block)
    _year(draft, tokens[month:], block)
    _cover(draft, "message.number", block)


def read_date(draft: Draft, block: Block) -> None:
    """The year of a date of receipt, of sending, or of the clock's stamp; the whole is kept under its label."""
    _year(draft, _tokens(block), block)
    labelled_values.read(draft, block)


def read_precedence(draft: Draft, block: Block) -> None:
    """The precedence words that stand on a line of their own."""
    for line in block.lines:
        words = [word for word in line_words.words(line.line.text[line.value : line.end]) if not word.text.isdigit()]
        _precedence(draft, " ".join(word.text for word in words).upper(), [line.line.span(line.value, line.end)])


def read_column(draft: Draft, block: Block) -> None:
    """The office below Action."""
    _offices(draft, "distribution.offices", block)


def read_column_info(draft: Draft, block: Block) -> None:
    """The offices of the column below the one that has the action."""
    _offices(draft, "distribution.info", block)


def read_sent(draft: Draft, block: Block) -> None:
    """The addressees with their own serials: `SENT DEPARTMENT 865, REPEATED INFORMATION KOBE 2`.

    The Department's serial is the message's number; the Department itself stands in TO.
    """
    goes_on = not block.lines[0].is_labelled and bool(draft.get("info"))  # an office of the column stood before it
    for listed in _listed(_tokens(block), block, "info" if goes_on else "to"):
        post = posts.plad(listed.name) or posts.find(listed.name)
        if post is not None and post.type == "DEPARTMENT":
            _serial_of_department(draft, listed)
            continue
        name = listed.name
        if post is None and (fixed := posts.repair_post(name)):
            draft.repaired(name, *fixed, listed.spans)
            name, post = fixed[0], posts.find(fixed[0])
        addressee = {
            "name": name, "precedence": listed.precedence, "serial": listed.serial, "post": post.name if post else None,
        }  # fmt: skip
        draft.add(listed.path, addressee, listed.spans)


def _serial_of_department(draft: Draft, listed: _Listed) -> None:
    """The serial in the Department's series is the message's number, which another line may have told already."""
    number = draft.get("message.number")
    if number is None and listed.serial is not None:
        draft.put("message.number", listed.serial, listed.spans)
    elif number == listed.serial:
        draft.provenance["message.number"] += listed.spans


def prepare(draft: Draft, message: LabelledMessage) -> None:
    """What the whole form says beside its labels, before the message number is settled.

    The form itself tells an outgoing message, the word over the column, Action or Origin, the role of its office. Where
    the addressee's line has the serial (`ACTION: Secstate 96 PRIORITY`), it is the number, and its precedence the
    message's.
    """
    if message.layout != "form":
        return
    headed = next((line for line in message.of("column") if line.is_labelled), None)
    if headed is not None:
        printed = headed.line.text[headed.start : headed.value].strip(line_words.SIGNS)
        role = next((role for role in ("ACTION", "ORIGIN") if line_words.near(printed, role) > _NEAR), None)
        if role is not None:
            draft.put("distribution.role", role, [headed.span])
    if draft.year is None:
        _year_of_airgram(draft, message)
    for label, detail in _YEARS_BESIDE.items():
        if draft.year is None:
            _year_beside(draft, message, label, detail)
    to_department = any(one["post"] == _DEPARTMENT for one in draft.get("to") or [])
    outgoing = None if to_department else _outgoing(message)  # a post has forms of its own for what it sends
    if outgoing is not None and draft.get("from.name") is None:
        draft.put("message.originator", "STATE", [outgoing.span])
    elif draft.get("message.number") is None:
        _number_of_addressee(draft)
    if not draft.get("precedence") and (urgent := [one for one in draft.get("to") or [] if one.get("precedence")]):
        _precedence(draft, urgent[0]["precedence"], draft.provenance.get("to[0]", []))


def page_serials(line: Labelled) -> Iterator[tuple[str, list[Span]]]:
    """The serial in the head of a further page: `-2- 1213, NOVEMBER 30, 3 PM FROM MEXICO CITY`."""
    found = typed.dated(line.text)
    if found is not None and found.type == "number":
        word = line_words.words(line.text[found.start :])[0]
        start = line.start + found.start + word.start
        yield word.text, [line.line.span(start, start + len(word.text))]


class _Listed(NamedTuple):
    path: str
    name: str
    precedence: str | None
    serial: int | None
    spans: list[Span]


def _tokens(block: Block) -> list[Token]:
    found: list[Token] = []
    for node in parser("form").parse(block.value.text).children:
        if isinstance(node, Token):
            found.append(node)
    return found


def _spans(block: Block, *tokens: Token) -> list[Span]:
    return block.value.spans(tokens[0].start_pos or 0, tokens[-1].end_pos or 0)


def _cover(draft: Draft, path: str, block: Block) -> None:
    """Day and hour of the number line are read and no field of their own: they belong to the number's place."""
    if draft.get(path) is not None and path in draft.provenance:
        draft.provenance[path] = [*draft.provenance[path], *block.spans]


def _serial(draft: Draft, token: Token, block: Block) -> None:
    digits = damage.digits(token)
    spans = _spans(block, token)
    glued = block.value.text[: token.start_pos].rpartition(" ")[2]
    most = _OWN_FIGURES if form_address.of_department(block.value.text) else _MOST_FIGURES
    if not digits.isdecimal() or len(digits) > most or any(map(str.isalnum, glued)):
        draft.note(Code.DAMAGED_NUMBER, f"`{glued}{token}`.", spans)
        return
    draft.put("message.number", int(digits), spans)
    if digits != token:
        draft.repaired(token, int(digits), round(damage.closeness(token, digits), 2), spans)


def _section(draft: Draft, node: Tree, block: Block) -> None:
    first, last = (token for token in node.children if isinstance(token, Token))
    number, of = _count(first), _count(last)
    if number and of and draft.get("message.section") is None:
        draft.put("message.section", {"number": number, "of": of}, _spans(block, first, last))


def _count(token: Token) -> int | None:
    if (digits := damage.digits(token)).isdecimal():
        return int(digits) if len(digits.lstrip("0")) <= _MOST_COUNT else None
    word = line_words.closest(token.upper(), _COUNTS, _NEAR)
    return _COUNTS.index(word) + 1 if word else None


def _year(draft: Draft, tokens: Sequence[Token], block: Block) -> None:
    """The year of the first date that has one; one out of the forms' time is read as the one that it is nearest to."""
    if draft.year is not None:
        return
    for token in tokens:
        digits = damage.digits(token.strip("'’"))
        if token.type != "NUMBER" or len(digits) != 4 or not digits.isdecimal() or not digits.startswith("1"):
            continue
        if int(digits) in _YEARS:
            draft.put("message.year", int(digits), _spans(block, token))
            return
        near = [year for year in _YEARS if sum(a != b for a, b in zip(str(year), digits, strict=True)) == 1]
        if len(near) == 1:
            draft.put("message.year", near[0], _spans(block, token))
            draft.repaired(token, near[0], None, _spans(block, token))
            return
    _stamp_year(draft, block)


def _stamp_year(draft: Draft, block: Block) -> None:
    found = typed.dated(block.value.text)
    if found is None or found.type != "stamp":
        return
    last = [
        word
        for word in line_words.words(block.value.text[: found.end])
        if damage.digits(word.text.strip("'")).isdecimal()
    ][-1]
    draft.put(
        "message.year", _CENTURY + int(damage.digits(last.text.strip("'"))), block.value.spans(last.start, last.end)
    )


def _year_of_airgram(draft: Draft, message: LabelledMessage) -> None:
    """The year of an airgram's date where it is later than the telegram forms': airgrams were sent on."""
    dates = message.of("date") if message.kind == "airgram" else []
    found = ((_LATER_YEAR.search(line.line.text, line.value, line.end), line) for line in dates)
    for year, line in found:
        if year is not None and int(year[0]) in _AIRGRAM_YEARS:
            draft.put("message.year", int(year[0]), [line.line.span(*year.span())])
            return


def _year_beside(draft: Draft, message: LabelledMessage, label: str, detail: str) -> None:
    """The year of the days on lines of a label, where the form's own is lost and they have just one."""
    found = {
        full_year(int(match["year"]) % 100): line.span
        for line in message.of(label)
        for match in _DAY.finditer(line.line.text, line.start, line.end)
        if full_year(int(match["year"]) % 100) in _YEARS and len(match["year"]) in (2, 4)
    }
    if len(found) == 1:
        year, span = found.popitem()
        draft.put("message.year", year, [span])
        draft.note(Code.YEAR_INFERRED, detail, [span])


def _precedence(draft: Draft, word: str, spans: Sequence[Span]) -> None:
    name = word if word in precedence.WORDS else None
    if name is None and (fixed := precedence.repair(word)):
        draft.repaired(word, *fixed, spans)
        name = fixed[0]
    if name and name not in (draft.get("precedence") or []):
        draft.add("precedence", name, spans)


def _offices(draft: Draft, path: str, block: Block) -> None:
    text = block.value.text
    words: Sequence[line_words.LineWord] = line_words.words(text)
    if "/" in text and offices.known(text.strip()):  # S/S
        words = [line_words.LineWord(words[0].start, words[-1].end, text.strip())]
    for word in words:
        printed = word.text.strip("'’!|®").upper()
        spans = block.value.spans(word.start, word.end)
        fixed = None if offices.known(printed) else offices.repair(printed)
        symbol = fixed or printed
        if symbol:
            draft.add(path, {"symbol": symbol, "copies": None, "name": offices.name(symbol, draft.year)}, spans)
        if fixed:
            draft.repaired(printed, fixed, round(damage.closeness(printed, fixed), 2), spans)


def _listed(tokens: Sequence[Token], block: Block, begin: str) -> Iterator[_Listed]:
    """The addressees of the line in order: a name, perhaps a precedence, a serial or the word that there is none.

    The first are of the role `begin`. The words that say what follows is for information stand with the first that they
    tell of. A post with a comma or the end behind it has no serial.
    """
    path, name, urgent, role = begin, list[Token](), list[Token](), list[Span]()
    for token in tokens:
        word = token.upper()
        if _is_post(name) and "," in block.value.text[(urgent or name)[-1].end_pos : token.start_pos]:
            yield _listed_as(path, name, urgent, None, [*role, *_spans(block, name[0], (urgent or name)[-1])])
            name, urgent, role = [], [], []
        if word in ROLES:
            path, name = ROLES[word], []
            role += _spans(block, token)
        elif word == "TO" and not name:
            continue  # SENT TO DEPARTMENT 88
        elif token.type == "WORD" and line_words.near(word, "UNNUMBERED") < _NEAR:
            (urgent if word in precedence.WORDS and name else name).append(token)
        elif name:
            serial = damage.digits(token) if token.type == "NUMBER" else ""
            number = int(serial) if serial.isdecimal() and len(serial) <= _MOST_FIGURES else None
            yield _listed_as(path, name, urgent, number, [*role, *_spans(block, name[0], token)])
            name, urgent, role = [], [], []
    if _is_post(name):
        yield _listed_as(path, name, urgent, None, [*role, *_spans(block, name[0], (urgent or name)[-1])])


def _listed_as(
    path: str, name: Sequence[Token], urgent: Sequence[Token], serial: int | None, spans: list[Span]
) -> _Listed:
    return _Listed(path, " ".join(name), " ".join(urgent).upper() or None, serial, spans)


def _is_post(name: Sequence[Token]) -> bool:
    """Whether the words so far are a post's name and no less."""
    printed = " ".join(name)
    return bool(printed) and (posts.plad(printed) or posts.find(printed)) is not None


def _number_of_addressee(draft: Draft) -> None:
    """The serial in the Department's series, where the addressee's line has it."""
    for index, one in enumerate(draft.get("to") or []):
        post = posts.plad(one["name"])
        if post is not None and post.type == "DEPARTMENT" and one.get("serial") is not None:
            draft.put("message.number", one["serial"], draft.provenance.get(f"to[{index}]", []))
            return


def _outgoing(message: LabelledMessage) -> Labelled | None:
    """The line that tells the Department's own form: its title, the drafting box, the head of a further page."""
    for line in message.lines:
        if line.label in ("drafted", "approved"):
            return line
        if line.label == "title" and any(
            line_words.near(word.text, title) > _NEAR for word in line_words.words(line.text) for title in _OUTGOING
        ):
            return line
        if line.label == "form_page" and next(page_serials(line), None) is None:
            return line
    return None
