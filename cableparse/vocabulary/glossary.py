"""What the captions and exemption codes of a record mean."""

from __future__ import annotations

from collections.abc import Iterable

from cableparse.vocabulary import captions, exemptions


def explain(words: Iterable[str], codes: Iterable[str], year: int | None) -> dict[str, dict[str, str]]:
    """The `glossary` of a record of `year` with these captions and exemption codes; unknown ones are left out."""
    names = {word: captions.meaning(word, year) for word in words}
    meanings = {code: exemptions.meaning(code, year) for code in sorted(set(codes))}
    return {
        "captions": {word: meaning for word, meaning in names.items() if meaning},
        "exemptions": {code: meaning for code, meaning in meanings.items() if meaning},
    }
