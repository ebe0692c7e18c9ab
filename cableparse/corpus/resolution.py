"""A reference looked up in the corpus."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from cableparse.corpus.index import Citation, Index
from cableparse.corpus.message_key import referenced
from cableparse.fields.identity import joinable_id
from cableparse.vocabulary import reference_words

State = Literal["resolved", "not-in-corpus", "ambiguous", "itself", "no-id", "no-telegram"]

_TELEGRAMS = (None, "telegram", "dtg", "number", "unknown")
# A number with such a word, or alone.
_OWN = re.compile(rf"(?:(?:{'|'.join(reference_words.own_series())})[ \t]+(?:TELEGRAM[ \t]+)?)?(\d{{1,7}})")


class Resolution(NamedTuple):
    """What a reference was found to be.

    `found` are the messages that it may mean: ids, or the source of a message without one. `basis` says how they were
    found: `id`, `dtg` (sender and date-time group) or `own-series` (a number alone, taken for the sender's).
    """

    state: State
    found: tuple[str, ...] = ()
    basis: str | None = None


def resolve(citation: Citation, corpus: Index) -> Resolution:
    """Look a reference up among the messages of the corpus."""
    if citation.target is not None:
        if citation.target == citation.id:
            return Resolution("itself", (citation.target,), "id")
        state: State = "resolved" if corpus.copies(citation.target) else "not-in-corpus"
        return Resolution(state, (citation.target,), "id")
    if citation.kind == "dtg":
        return _by_dtg(citation, corpus)
    own = _own_number(citation)
    if own is not None:
        return Resolution("resolved", (own,), "own-series") if corpus.copies(own) else Resolution("no-id")
    return Resolution("no-id" if citation.kind in _TELEGRAMS else "no-telegram")


def _by_dtg(citation: Citation, corpus: Index) -> Resolution:
    when = referenced(citation.printed)
    if when is None:
        return Resolution("no-id")
    found = tuple(corpus.sent(when))
    if len(found) > 1:
        return Resolution("ambiguous", found, "dtg")
    return Resolution("resolved", found, "dtg") if found else Resolution("not-in-corpus", (), "dtg")


def _own_number(citation: Citation) -> str | None:
    found = _OWN.fullmatch(citation.printed)
    return joinable_id(citation.originator, int(found[1]), citation.year) if found else None
