"""Distribution inside the Department: ORIGIN or ACTION, INFO, copies and their total; SMART's lists of offices."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from cableparse import damage
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.grammars import Token, Tree, parser
from cableparse.lines import Block
from cableparse.pages import Span
from cableparse.reading import fold
from cableparse.vocabulary import offices

# A word that may be an office by itself, or the total with what follows it.
_PIECE = re.compile(r"/.*|[^\s,]+")
_LISTED = re.compile(r"[^,;]+")
# What nearly all items are: the grammar says the same of them.
_UNDAMAGED = re.compile(r"([A-Z]{1,6})-(\d\d)|/(\d{3})(?:[ \t]*[A-Z])?", re.ASCII)
# The most that one office has in the fixtures is 31 (AID); more are copies only where the total agrees.
_MOST_COPIES = 40
# Copies are printed in two digits.
_DIGITS = 2
_UNREAD = frozenset({"STRAY", "slashless"})
_APART = _UNREAD | {"bare"}


class _Item(NamedTuple):
    """A node of the tree: an office or a total as read, and its place in the line.

    `kind` is the rule's or the terminal's name, `printed` what is printed where it is damaged, else empty.
    """

    kind: str
    symbol: str
    copies: int | None
    printed: str
    start: int
    end: int

    @property
    def is_miscounted(self) -> bool:
        """Whether the copies are not printed as the digits they were read as, or are more than any office gets."""
        if self.copies is None or self.copies > _MOST_COPIES:
            return True
        return bool(self.printed) and not self.printed.endswith(f"{self.copies:02}")

    @property
    def reading(self) -> str:
        """The item as it should be printed."""
        joint = "/" if self.kind == "slashless" else "-"
        return f"{self.symbol}{joint}{'?' if self.copies is None else f'{self.copies:02}'}"


class _Doubt(NamedTuple):
    """An office that only the total can settle: its copies are damaged, or no hyphen joins them to the symbol.

    `item` is the office as read, `office` as the record has it; `alone` says that nothing else stands on the line.
    """

    path: str
    item: _Item
    office: dict[str, Any]
    spans: list[Span]
    alone: bool


def origin(draft: Draft, block: Block) -> None:
    """ORIGIN: the office that a telegram of the Department comes from."""
    _role(draft, block, "ORIGIN")


def action(draft: Draft, block: Block) -> None:
    """ACTION: the office that acts on a telegram that came in."""
    _role(draft, block, "ACTION")


def copies(draft: Draft, block: Block) -> None:
    """INFO: the offices that get copies."""
    if _is_below_sender(draft, block) and not _is_again(draft, block, "distribution.info"):
        draft.note(Code.COLUMNS_JUMBLED, spans=block.spans)
    _read(draft, block, "distribution.info")


def action_offices(draft: Draft, block: Block) -> None:
    """SMART's Action Office."""
    draft.put("distribution.role", "ACTION", block.label_spans)
    _listed(draft, block, "distribution.offices")


def info_offices(draft: Draft, block: Block) -> None:
    """SMART's Info Office."""
    _listed(draft, block, "distribution.info")


def check(draft: Draft) -> None:
    """The printed total against the copies: a checksum, and what tells how doubtful offices are to be read."""
    total = draft.get("distribution.total")
    if draft.doubtful:
        _settle_stamps(draft, total)
        _settle_copies(draft, total)
    copied = _sum(draft)
    if total is not None and copied != total:
        spans = draft.provenance.get("distribution.total", [])
        draft.note(Code.COPIES_DO_NOT_ADD_UP, f"They add up to {copied}, the total says {total}.", spans)


def _role(draft: Draft, block: Block, role: str) -> None:
    if draft.get("distribution.role") is None:
        draft.put("distribution.role", role, block.label_spans)
    _read(draft, block, "distribution.offices")


def _listed(draft: Draft, block: Block, path: str) -> None:
    """Symbols between commas, with no copies; one may run over a line's end."""
    for found in _LISTED.finditer(block.value.text):
        symbol = fold(found[0])
        if symbol:
            draft.add(path, {"symbol": symbol, "copies": None, "name": None}, block.value.spans(*found.span()))


def _read(draft: Draft, block: Block, path: str) -> None:
    """Add the offices of one run of the list to `path`, and note the total where it is printed."""
    found: list[dict[str, Any]] = []
    covered: list[Span] = []
    slashless: list[tuple[_Item, list[Span]]] = []
    again = _is_again(draft, block, path)
    reading, offset, year = block.value, 0, draft.year
    for line in damage.plain(reading.text).split("\n"):
        items = _line(line)
        whole = all([item.kind not in _APART for item, _ in items])
        if whole and items:
            (first, start), (last, end) = items[0], items[-1]
            covered += reading.spans(offset + start + first.start, offset + end + last.end)
        for item, at in items:
            kind = item.kind
            if kind == "office" or kind == "bare":
                found.append({"symbol": item.symbol, "copies": item.copies, "name": offices.name(item.symbol, year)})
                if whole and not item.printed:
                    continue
            spans = reading.spans(offset + at + item.start, offset + at + item.end)
            if kind == "slashless":
                slashless.append((item, spans))
            elif kind == "total":
                _total(draft, item, spans)
            elif kind == "bare" or item.printed:
                _doubt(draft, _Doubt(path, item, found[-1], spans, alone=len(items) == 1))
            if not whole and kind not in _UNREAD:
                covered += spans
        offset += len(line) + 1
    draft.extend(path, [] if again else found, covered)
    for item, spans in slashless:
        if draft.get("distribution.total") is None and item.copies == _sum(draft):
            _total(draft, item, spans)


def _is_again(draft: Draft, block: Block, path: str) -> bool:
    """Whether the list is a further section's, which prints that of the message again, below the sender's line."""
    if not draft.get(path) or not _is_below_sender(draft, block):
        return False
    held = {(office["symbol"], office["copies"]) for office in draft.get(path)}
    items = [item for line in damage.plain(block.value.text).split("\n") for item, _ in _line(line)]
    listed = {(item.symbol, item.copies) for item in items if item.kind in ("office", "bare")}
    return bool(listed) and listed <= held


def _is_below_sender(draft: Draft, block: Block) -> bool:
    sender = draft.provenance.get("from.name", [])
    return bool(sender) and sender[0].line < block.lines[0].line.number


def _total(draft: Draft, item: _Item, spans: list[Span]) -> None:
    if item.copies is None or draft.get("distribution.total") is not None:
        return
    draft.put("distribution.total", item.copies, spans)
    if item.printed:
        reading = f"/{item.copies:03}"
        draft.repaired(item.printed, reading, damage.closeness(item.printed, reading), spans)


def _doubt(draft: Draft, doubt: _Doubt) -> None:
    draft.doubtful.append(doubt)
    printed, reading = doubt.item.printed, doubt.item.reading
    if printed and printed != reading:
        draft.repaired(printed, reading, damage.closeness(printed, reading), doubt.spans)


def _sum(draft: Draft) -> int:
    listed = [*(draft.get("distribution.offices") or []), *(draft.get("distribution.info") or [])]
    return sum([office["copies"] or 0 for office in listed])


def _settle_stamps(draft: Draft, total: int | None) -> None:
    """Where the list prints hyphens, a pair without one is an office only if the total does not contradict it."""
    bare = [doubt for doubt in draft.doubtful if doubt.item.kind == "bare"]
    listed = len(draft.get("distribution.offices") or []) + len(draft.get("distribution.info") or [])
    bare = [doubt for doubt in bare if doubt.office["copies"] != 0] if listed > len(bare) else []
    if total is None:
        stamps = [doubt for doubt in bare if doubt.alone]
    else:
        surplus = _sum(draft) - total
        choices = (bare, *([doubt] for doubt in bare)) if surplus else ()
        stamps = next((some for some in choices if sum(d.office["copies"] or 0 for d in some) == surplus), [])
    for stamp in stamps:
        draft.get(stamp.path).remove(stamp.office)
        for span in stamp.spans:
            draft.provenance[stamp.path].remove(span)
        draft.doubtful.remove(stamp)


def _settle_copies(draft: Draft, total: int | None) -> None:
    """Damaged copies: a number that no office gets has a zero misread as 6, 8 or 9; the total tells a single one.

    Where the copies as read come to the total there is nothing to settle.
    """
    damaged = [doubt for doubt in draft.doubtful if doubt.item.is_miscounted]
    if total == _sum(draft) and all(doubt.office["copies"] is not None for doubt in damaged):
        return
    for doubt in damaged:
        copied = doubt.office["copies"]
        if copied is not None and copied > _MOST_COPIES:
            doubt.office["copies"] = copied % 10
            draft.repaired(doubt.item.printed, f"{doubt.item.symbol}-{copied % 10:02}", None, doubt.spans)
    unread = [doubt for doubt in damaged if doubt.office["copies"] is None] or damaged
    missing = 0 if total is None else total - _sum(draft)
    if missing and len(unread) == 1:
        office, printed = unread[0].office, unread[0].item.printed
        told = missing + (office["copies"] or 0)
        if 0 <= told <= _MOST_COPIES:
            office["copies"] = told
            draft.repaired(printed, f"{office['symbol']}-{told:02}", None, unread[0].spans)


def _line(line: str) -> list[tuple[_Item, int]]:
    """The items of one line, each with where its offsets count from.

    Word by word where each word is whole, for words recur, else of the line together.
    """
    found: list[tuple[_Item, int]] = []
    for piece in _PIECE.finditer(line):
        at = piece.start()
        for item in _items(piece[0]):
            if item.kind in _UNREAD:
                return [(item, 0) for item in _items(line)]
            found.append((item, at))
    return found


@lru_cache(maxsize=16384)
def _items(text: str) -> tuple[_Item, ...]:
    known = _undamaged(text)
    return (known,) if known else tuple([_item(text, node) for node in parser("distribution").parse(text).children])


def _undamaged(text: str) -> _Item | None:
    """A known office with its copies, or the total; None where it is anything else."""
    printed = _UNDAMAGED.fullmatch(text)
    if printed is None:
        return None
    symbol, copied, total = printed.groups()
    if total:
        return _Item("total", "", int(total), "", 1, len(text))
    known = offices.known(symbol) and int(copied) <= _MOST_COPIES
    return _Item("office", symbol, int(copied), "", 0, len(text)) if known else None


def _item(text: str, node: Tree | Token) -> _Item:
    tokens = [node] if isinstance(node, Token) else [token for token in node.children if isinstance(token, Token)]
    first, last = tokens[0], tokens[-1]
    start, end = first.start_pos or 0, last.end_pos or 0
    if isinstance(node, Token):
        return _Item(node.type, "", None, "", start, end)
    kind = str(node.data)
    if kind == "total" or kind == "slashless":
        count = str(first) if kind == "total" else str(first)[1:]
        damaged = kind == "slashless" or not _is_number(count)
        return _Item(kind, "", _count(count), text[start:end].strip() if damaged else "", start, end)
    symbol = str(first)
    known = symbol if offices.known(symbol) else offices.repair(symbol, listed=True) or symbol
    copied = _count(last)
    damaged = known != symbol or not _is_number(last) or len(last) < _DIGITS or (copied or 0) > _MOST_COPIES
    return _Item(kind, known, copied, text[start:end] if damaged else "", start, end)


def _is_number(printed: str) -> bool:
    return printed.isascii() and printed.isdigit()


def _count(printed: str) -> int | None:
    """Printed digits, or what OCR made of them, as a number; None where one looks like no digit."""
    digits = damage.digits(damage.without_specks(printed))
    return int(digits) if _is_number(digits) else None
