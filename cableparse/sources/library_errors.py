"""What libraries in C say on standard error, where nothing else tells of it: libtiff of strips it cannot unpack."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile

# libtiff's: `Fax4Decode: Bad code word at line 67 of strip 0 (x 227).`, `TIFFReadDirectory: Warning, Unknown ...`.
_SAID = re.compile(rb"\w+: (?!Warning)[^\n]*\n?")
_WARNED = re.compile(rb"\w+: Warning[^\n]*\n?")
# Its descriptor, which libraries in C write to.
_STANDARD_ERROR = 2


class LibraryErrors:
    """Whether a library told of damage; it is known once `listening` is over."""

    def __init__(self) -> None:
        self.told = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take what is written to standard error meanwhile; what is no library's line is written there afterwards.

        Warnings of libtiff, as of tags that it does not know, say nothing of the picture and are passed over.
        """
        try:
            before = os.dup(_STANDARD_ERROR)
        except OSError:  # it is closed, and nobody hears what is said
            yield
            return
        with TemporaryFile() as file:
            os.dup2(file.fileno(), _STANDARD_ERROR)
            try:
                yield
            finally:
                os.dup2(before, _STANDARD_ERROR)
                os.close(before)
                file.seek(0)
                said = file.read()
                rest, count = _SAID.subn(b"", _WARNED.sub(b"", said))
                self.told = self.told or count > 0
                if rest:
                    os.write(_STANDARD_ERROR, rest)
