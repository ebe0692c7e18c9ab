"""XML: elements of a namespace, and a file that they are written to one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from lxml import etree
from lxml.builder import ElementMaker

Element = etree._Element


class Maker(Protocol):
    """Makes elements by name: attributes are a dict or keywords, the rest is text and elements."""

    def __call__(self, tag: str, /, *parts: object, **attributes: str) -> Element:
        """The element `tag`."""

    def __getattr__(self, tag: str) -> Callable[..., Element]:
        """What makes elements `tag`."""


def maker(namespace: str, **prefixes: str) -> Maker:
    """The maker of elements of `namespace`, which has no prefix."""
    names: dict[str | None, str] = {None: namespace}
    names.update(prefixes)
    made: Maker = ElementMaker(namespace=namespace, nsmap=names)
    return made


@contextmanager
def xml_file(path: Path, root: str, namespace: str, **attributes: str) -> Iterator[Any]:
    """A file in UTF-8 with an open root element; `write` of what is given writes whole elements into it."""
    with path.open("wb") as file, etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{namespace}}}{root}", attributes, nsmap={None: namespace}):
            yield xml
