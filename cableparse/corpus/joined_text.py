"""The text of a message's sections as one."""

from __future__ import annotations

import re
from typing import Any

from cableparse.reading import ends_sentence
from cableparse.vocabulary import number_words, telling_words

_COUNT = rf"(?:\d+|{'|'.join(number_words.words())})"
# What operators put where a section ends or the next begins.
_SECTION_END = re.compile(
    rf"[\s(-]*\b(?:{telling_words.pattern('section ends')})(?: {_COUNT})?(?: OF {_COUNT})?\W*$", re.I
)
_SECTION_START = re.compile(
    rf"\W*(?:{telling_words.pattern('section begins')})(?: {_COUNT})?(?: OF {_COUNT})?\b[\s.)-]*", re.I
)
_Record = dict[str, Any]


class SectionText:
    """Takes the paragraphs, redactions and signatures of sections, in order; `confidence` is that of the whole's."""

    def __init__(self) -> None:
        self.redactions: list[_Record] = []
        self.confidence: dict[str, float] = {}
        self._paragraphs: list[_Record] = []
        self._signature: str | None = None

    def add(self, section: _Record, places: _Record, part: int) -> None:
        """Add a section's text; its places, by the paths of the whole record, go into `places`."""
        provenance = section["provenance"]
        for path in [path for path in places if path.startswith(("body.paragraphs[", "redactions["))]:
            del places[path]
        base = len(self.redactions)
        for index, redaction in enumerate(section["redactions"]):
            places[f"redactions[{base + index}]"] = provenance.get(f"redactions[{index}]", [])
            self.redactions.append({**redaction, "part": part or None})
            self._trust(f"redactions[{base + index}]", section["confidence"].get(f"redactions[{index}]"))
        self._end_section()
        for index, paragraph in enumerate(section["body"]["paragraphs"]):
            spans = provenance.get(f"body.paragraphs[{index}]", [])
            own = {**paragraph, "redactions": [base + number for number in paragraph["redactions"]]}
            own["text"] = _SECTION_START.sub("", own["text"], count=1) if index == 0 and part else own["text"]
            if not (index == 0 and part and self._runs_on(own)):
                self._paragraphs.append(own)
            path = f"body.paragraphs[{len(self._paragraphs) - 1}]"
            places.setdefault(path, []).extend(spans)
            self._trust(path, section["confidence"].get(f"body.paragraphs[{index}]"))
        if section["body"]["signature"]:
            self._signature = section["body"]["signature"]
            if "body.signature" in provenance:
                places["body.signature"] = provenance["body.signature"]

    def body(self) -> _Record:
        """The body of the whole record."""
        self._end_section()
        return {"paragraphs": self._paragraphs, "signature": self._signature}

    def _trust(self, path: str, sure: float | None) -> None:
        """A paragraph of two sections is as sure as the less sure of its halves."""
        if sure is not None:
            self.confidence[path] = min(sure, self.confidence.get(path, sure))

    def _end_section(self) -> None:
        if self._paragraphs:
            last = self._paragraphs[-1]
            last["text"] = (
                _SECTION_END.sub("", last["text"], count=1) if _SECTION_END.search(last["text"]) else last["text"]
            )

    def _runs_on(self, first: _Record) -> bool:
        """Put a section's first paragraph to the last one before it, where it has no number and goes on with it.

        No unnumbered paragraph stands between numbered ones; among unnumbered ones, a sentence that has no end goes on.
        """
        if not self._paragraphs or first["number"] is not None or first["heading"] is not None:
            return False
        last = self._paragraphs[-1]
        if last["number"] is None and ends_sentence(last["text"]):
            return False
        glue = "" if re.search(r"\w-$", last["text"]) else " "
        last["text"] = glue.join(text for text in (last["text"], first["text"]) if text)
        last["redactions"] = [*last["redactions"], *first["redactions"]]
        return True
