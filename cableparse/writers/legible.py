"""Characters that XML refuses, and that loaders of tables stumble over, made visible."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from cableparse.record import Cable
from cableparse.writers import WriterOptions

_CARRIAGE_RETURN = re.compile(r"\r\n?")
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# What is to be replaced, as a record has it in JSON: control characters and carriage returns are escaped, the others
# stand in it as they are. Most records have none of them, and need not be looked at value by value.
_ESCAPED = re.compile(r"\\[rbfu]")
_AS_THEY_ARE = ("\x7f", "\ufffe", "\uffff")


def legible(text: str) -> str:
    """`text` with control characters as symbols (U+2400 and up), others that XML refuses as U+FFFD, line ends as LF."""
    return _REFUSED.sub(_symbol, _CARRIAGE_RETURN.sub("\n", text))


def legible_record(cable: Cable) -> tuple[Cable, bool]:
    """The record with all its text legible, and whether a character had to be replaced for it."""
    if _is_legible(cable.to_json()):
        return cable, False
    texts: list[str] = []
    legible_fields = _walk(cable.model_dump(by_alias=True), texts)
    return Cable.model_validate(legible_fields), any(_REFUSED.search(text) for text in texts)


def legible_options(options: WriterOptions) -> WriterOptions:
    """The options, those that are written out legible."""
    return replace(
        options,
        repository=options.repository and legible(options.repository),
        collection=options.collection and legible(options.collection),
        rights=options.rights and legible(options.rights),
    )


def _is_legible(record: str) -> bool:
    return not _ESCAPED.search(record) and not any(character in record for character in _AS_THEY_ARE)


def _walk(value: Any, texts: list[str]) -> Any:
    """`value` with its strings legible; `texts` takes each as it was."""
    if isinstance(value, str):
        texts.append(value)
        return legible(value)
    if isinstance(value, list | tuple):
        return [_walk(item, texts) for item in value]
    if isinstance(value, dict):
        return {_walk(key, texts): _walk(item, texts) for key, item in value.items()}
    return value


# Unicode has symbols for the controls of ASCII, in their order, and for its last one.
_FIRST_SYMBOL, _BLANK = 0x2400, 0x20
_DELETE, _DELETE_SYMBOL = 0x7F, "\u2421"


def _symbol(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code == _DELETE:
        return _DELETE_SYMBOL
    return chr(_FIRST_SYMBOL + code) if code < _BLANK else "\ufffd"
