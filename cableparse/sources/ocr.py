"""Text recognition of page images: rapidocr in this process, or ocrmypdf with Tesseract where they are installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from enum import Enum
from importlib.util import find_spec

from cableparse.errors import MissingProgram
from cableparse.sources.options import OcrChoice

_INSTALL = "install it with `pip install 'cableparse[ocr]'`, or install ocrmypdf and tesseract"


class Engine(str, Enum):
    """What recognises the text; the value is what `Document.layer` says."""

    RAPIDOCR = "rapidocr"
    OCRMYPDF = "tesseract"


def find_engine(choice: OcrChoice) -> Engine | None:
    """The engine that `choice` comes to here; None where it is `never`, or nothing is installed and `auto` allows that.

    Raises:
        MissingProgram: `choice` asks for recognition that is not installed.
    """
    if choice is OcrChoice.NEVER:
        return None
    if choice is not OcrChoice.OCRMYPDF and find_spec("rapidocr") and find_spec("onnxruntime"):
        return Engine.RAPIDOCR
    if choice is not OcrChoice.RAPIDOCR and shutil.which("ocrmypdf") and shutil.which("tesseract"):
        return Engine.OCRMYPDF
    if choice is OcrChoice.AUTO:
        return None
    wanted = "text recognition" if choice is OcrChoice.FORCE else choice.value
    raise MissingProgram(f"{wanted} is not installed; {_INSTALL}")


def missing(path: str) -> MissingProgram:
    """The error for an image that nothing here can recognise."""
    return MissingProgram(f"{path}: holds page images without text, and no text recognition is installed; {_INSTALL}")


def add_layer(data: bytes, pages: Sequence[int], seconds: float | None = None) -> bytes | None:
    """The PDF with a text layer that ocrmypdf gave these pages in place of theirs; None where it fails.

    Raises:
        TimeoutError: it takes longer than `seconds`.
    """
    listed = ",".join(map(str, pages))
    command = ["ocrmypdf", "--quiet", "--force-ocr", "--pages", listed, "--output-type", "pdf", "-", "-"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"%PDF-") else None
