"""The kinds of file that are told apart."""

from __future__ import annotations

from enum import Enum


class MediaType(Enum):
    """The value is the media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    EMAIL = "message/rfc822"
    MAILBOX = "application/mbox"
    CSV = "text/csv"
    JSONL = "application/x-ndjson"
    JSON = "application/json"
    PDF = "application/pdf"
    RTF = "application/rtf"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    OUTLOOK = "application/vnd.ms-outlook"
    PNG = "image/png"
    JPEG = "image/jpeg"
    GIF = "image/gif"
    TIFF = "image/tiff"
    ZIP = "application/zip"
    SEVEN_ZIP = "application/x-7z-compressed"
    TAR = "application/x-tar"
    GZIP = "application/gzip"
    BZIP2 = "application/x-bzip2"
    XZ = "application/x-xz"
    BINARY = "application/octet-stream"
