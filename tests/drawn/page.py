"""A page of ordinary cable text with the secret word in it, to which a kind does what conceals the word or does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from make_pdf import ADVANCE, LEADING, MARGIN, PAGE_HEIGHT, QUITO_4711, SIZE

from drawn.pdf_file import PdfFile, numbers, stream
from drawn.words import LENGTH, Words

COURIER = "F1"
_CATALOG, _PAGES, _PAGE = 1, 2, 3
# The words stand in these columns of these lines of the page, among ordinary ones.
_LINE = 17
_LEFT, _RIGHT = "HE SAID THAT THE ", 39
_SECRET = "MINISTERS AND OTHER FRIENDS "
_BELOW = "FRIENDS OF THE OLD MINISTER "
# What a word is drawn in where nothing conceals it: each lacks other primary colours than the others.
INKS = {"secret": (1, 0, 0), "left": (0, 1, 0), "right": (0, 0, 1), "above": (0, 1, 1), "below": (1, 0, 1)}

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def moved(x: float, y: float) -> Matrix:
    return (1, 0, 0, 1, x, y)


def multiplied(inner: Matrix, outer: Matrix) -> Matrix:
    """What first is mapped by `inner` and then by `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


class Area(NamedTuple):
    """Left, bottom, width, height."""

    x: float
    y: float
    width: float
    height: float

    def grown(self, by: float) -> Area:
        return Area(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    @property
    def box(self) -> str:
        """As a PDF's rectangle, from corner to corner."""
        return numbers((self.x, self.y, self.x + self.width, self.y + self.height))

    @property
    def corners(self) -> list[tuple[float, float]]:
        """From bottom left, counter-clockwise."""
        right, top = self.x + self.width, self.y + self.height
        return [(self.x, self.y), (right, self.y), (right, top), (self.x, top)]

    @property
    def path(self) -> str:
        return numbers(tuple(self)) + " re"

    def at(self, across: float, up: float) -> str:
        """A point by its shares of the width and the height."""
        return numbers((self.x + across * self.width, self.y + up * self.height))


class Mark(NamedTuple):
    """Where a word stands on the page: what maps its text space to the page's, and its type."""

    matrix: Matrix
    font: str = COURIER
    size: float = SIZE


def shown(text: str, mark: Mark, state: str = "") -> str:
    """A text object; `state` are operators before the text's place is set."""
    return f"BT /{mark.font} {numbers((mark.size,))} Tf {state} {numbers(mark.matrix)} Tm ({text}) Tj ET"


class Page:
    """What is drawn `under` the text, the text line by line, the secret word, and what is drawn `over` it.

    `marks` says where a viewer would show each word if nothing concealed it. `wrap` changes the operators of the page,
    `streams` makes its content streams of them, `finish` writes the file.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.file = PdfFile()
        self.file.objects = dict.fromkeys((_CATALOG, _PAGES, _PAGE), "")
        self.marks = {
            "secret": Mark(_place(_LINE, len(_SECRET))),
            "left": Mark(_place(_LINE, len(_LEFT))),
            "right": Mark(_place(_LINE, _RIGHT)),
            "above": Mark(_place(_LINE - 1, len(_SECRET))),
            "below": Mark(_place(_LINE + 1, len(_BELOW))),
        }
        self.area = _around(self.marks["secret"])
        self.under: list[str] = []
        self.over: list[str] = []
        self.secret = ""
        self.boxes = "/MediaBox[0 0 612 792]"
        self.entries = ""  # further ones of the page
        self.catalog = ""  # further entries of the catalog
        self.annotations: list[str] = []
        self.resources: dict[str, dict[str, str]] = {"Font": {COURIER: "<</Type/Font/Subtype/Type1/BaseFont/Courier>>"}}
        self.wrap: Callable[[str], str] = lambda operators: operators
        self.streams: Callable[[str], list[str]] = lambda operators: [stream(operators)]
        self.finish: Callable[[PdfFile], bytes] = PdfFile.write
        self.show()

    def show(self, ink: str = "", state: str = "", mark: Mark | None = None, outer: Matrix = IDENTITY) -> None:
        """Show the secret word otherwise: after operators for its ink, in another text state, at another place."""
        mark = mark or self.marks["secret"]
        before = "" if outer == IDENTITY else f"{numbers(outer)} cm"
        self.secret = f"q {ink} {before} {shown(self.words.secret, mark, state)} Q"
        self.marks["secret"] = mark._replace(matrix=multiplied(mark.matrix, outer))

    def move(self, x: float, y: float) -> None:
        """Show the secret word at another place."""
        mark = Mark(moved(x, y))
        self.area = _around(mark)
        self.show(mark=mark)

    def resource(self, category: str, body: str) -> str:
        """The name of a new resource of the page."""
        named = self.resources.setdefault(category, {})
        name = f"{category}{len(named) + 1}"
        named[name] = body
        return f"/{name}"

    def annotate(self, kind: str, entries: str = "", area: Area | None = None) -> None:
        rect = (area or self.area).box
        self.annotations.append(self.file.add(f"<</Type/Annot/Subtype/{kind}/Rect[{rect}]{entries}>>"))

    def form(self, content: str, box: str = "0 0 612 792", entries: str = "") -> str:
        """A form XObject with the page's resources, as it is referred to."""
        head = f"/Type/XObject/Subtype/Form/BBox[{box}]{entries}/Resources<<{self._resources()}>>"
        return self.file.add(stream(content, head))

    def drawn(self, xobject: str) -> str:
        """The operators that draw an XObject."""
        return f"{self.resource('XObject', xobject)} Do"

    def state(self, entries: str) -> str:
        """The operators that set a new graphics state."""
        return f"{self.resource('ExtGState', f'<<{entries}>>')} gs"

    def build(self) -> bytes:
        """The file."""
        self._add_page(self.wrap("\n".join([*self.under, "0 g", self.text(), self.secret, *self.over])))
        return self.finish(self.file)

    def reference(self) -> bytes:
        """A file of the words alone, each in its own of the INKS."""
        words = self.words._asdict()
        self.annotations = []
        inked = [f"{numbers(INKS[name])} rg {shown(words[name], mark)}" for name, mark in self.marks.items()]
        self.streams = lambda operators: [stream(operators)]
        self._add_page("\n".join(inked))
        return self.file.write()

    def text(self) -> str:
        """The lines of the cable without the secret word."""
        words = self.words
        lines = {
            **dict(enumerate(QUITO_4711.splitlines())),
            _LINE - 2: "MORNING. HE SPOKE OF THE HARVEST AND OF THE NEW ROAD TO THE",
            _LINE - 1: f"{_SECRET}{words.above}",
            _LINE: f"{_LEFT}{words.left}".ljust(_RIGHT) + words.right,
            _LINE + 1: f"{_BELOW}{words.below}",
            _LINE + 3: "2.  HE DID NOT SPEAK OF THE ELECTION.",
            _LINE + 5: "3.  HE THEN LEFT FOR THE NORTH OF THE COUNTRY.",
        }
        return "\n".join(shown(text, Mark(_place(line, 0))) for line, text in lines.items() if text.strip())

    def _add_page(self, operators: str) -> None:
        contents = " ".join(self.file.add(body) for body in self.streams(operators))
        annotations = " ".join(self.annotations)
        objects = self.file.objects
        objects[_CATALOG] = f"<</Type/Catalog/Pages {_PAGES} 0 R{self.catalog}>>"
        objects[_PAGES] = f"<</Type/Pages/Kids[{_PAGE} 0 R]/Count 1>>"
        objects[_PAGE] = (
            f"<</Type/Page/Parent {_PAGES} 0 R{self.boxes}{self.entries}/Contents[{contents}]"
            f"/Annots[{annotations}]/Resources<<{self._resources()}>>>>"
        )

    def _resources(self) -> str:
        return "".join(
            f"/{category}<<{' '.join(f'/{name} {body}' for name, body in named.items())}>>"
            for category, named in self.resources.items()
        )


def _place(line: int, column: int) -> Matrix:
    return moved(MARGIN + column * SIZE * ADVANCE, PAGE_HEIGHT - MARGIN - line * LEADING)


def _around(mark: Mark) -> Area:
    """What covers a word whole, and nothing of the words beside it, above it and below it."""
    x, y = mark.matrix[4:]
    return Area(x - 1, y - 0.3 * SIZE, LENGTH * SIZE * ADVANCE + 2, 1.2 * SIZE)
