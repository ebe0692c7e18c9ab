"""What a page paints, in the order it is painted: text, filled and framed areas, images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from typing import Any, NamedTuple

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt, apply_matrix_rect

from cableparse.diagnostics import Code
from cableparse.pages import Box
from cableparse.sources.pdf.paint.bounds import PdfLimits
from cableparse.sources.pdf.paint.color import luminance
from cableparse.sources.pdf.paint.text_run import TextRun
from cableparse.sources.pdf.structure.streams import unpacked

# Forms that do nothing but draw others take time, too.
_FORM_COST = 1000
_BLOCKS = frozenset("\u2588\u2589\u25a0\u25ae")  # letters that are black boxes
_UNDEFINED = "\ufffd"
_NO_BREAK = "\u00a0"
_INVISIBLE = (3, 7)  # text rendering modes, ISO 32000-1, 9.3.6
# In ems: glyphs that are drawn so far back lie on the ones before.
_BACK = 0.5
# A string moves its glyphs by such parts of an em (ISO 32000-1, 9.4.3).
_EM = 1000
# A stroke so wide covers a line of small print; rules and underlines are thinner.
_BAR_WIDTH = 4.0
# A stroke that rises, or leans, by no more of its length covers what its bounding box does.
_NEARLY_LEVEL = 0.1
# The share of its bounding box that an outline must enclose to pass for a box.
_BOX_SHARE = 0.9
# A frame has an inner and an outer outline, or some; a path of more outlines is a drawing.
_MOST_FRAMES = 50


class Shape(NamedTuple):
    """A painted area.

    `fill` and `stroke` are luminances from 0 (black) to 1, null where there is none; one that cannot be told is NaN.
    `order` is its place in the order of painting. What lies under a `marked` one is hidden, whatever a viewer paints.
    """

    box: Box
    order: int
    fill: float | None = None
    stroke: float | None = None
    image: bool = False
    marked: bool = False

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether a point lies in the area."""
        (x, y), (x0, top, x1, bottom) = point, self.box
        return x0 <= x <= x1 and top <= y <= bottom

    @property
    def width(self) -> float:
        """In points."""
        return self.box.x1 - self.box.x0

    @property
    def height(self) -> float:
        """In points."""
        return self.box.bottom - self.box.top


class PageTooLarge(Exception):
    """A page is larger than a limit allows; `args` are the limit's name and value."""


@dataclass
class Canvas:
    """A page in points from the top left corner of its visible part, turned as it is shown."""

    width: float = 0.0
    height: float = 0.0
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    runs: list[TextRun] = field(default_factory=list)
    outside: int = 0  # glyphs beside the visible part
    cut: bool = False  # whether the page goes on with what could not be read
    shapes: list[Shape] = field(default_factory=list)
    strings: int = 0  # that are shown, each of one operator
    stacked: set[int] = field(default_factory=set)  # strings whose glyphs may lie on each other
    drawn_type: bool = False  # whether a font has drawings for letters

    @property
    def scanned(self) -> bool:
        """Whether images make up most of the page."""
        return 2 * sum(s.width * s.height for s in self.shapes if s.image) > self.width * self.height

    def box(self, rect: Rect) -> Box:
        """A rectangle of the page's own space as a box."""
        x0, y0, x1, y1 = apply_matrix_rect(self.matrix, rect)
        return Box(x0, y0, x1, y1)


def paint(page: PDFPage, resources: PDFResourceManager, limits: PdfLimits) -> tuple[Canvas, tuple[Code, str] | None]:
    """What `page` paints; and where it could not be read to its end, the code of that trouble and what it was.

    Of a page that passes a limit nothing is given: a box may come after the text that it covers.
    """
    device = _Device(resources, limits)
    try:
        _Interpreter(resources, device).process_page(page)
    except PageTooLarge as error:
        name, value = error.args
        return Canvas(), (Code.LIMIT_REACHED, f"was not read, since it passes {name}, which is {value:,}.")
    except (Exception, RecursionError) as error:
        # pdfminer raises whatever its input makes it raise; the message may quote the page's text.
        device.canvas.cut = True
        return device.canvas, (Code.DAMAGED_PDF, f"only the first part could be read ({type(error).__name__}).")
    if device.canvas.cut:
        return device.canvas, (Code.DAMAGED_PDF, "what is drawn on it is damaged; not all of it could be read.")
    return device.canvas, None


class _Interpreter(PDFPageInterpreter):
    device: _Device

    def do_F(self) -> None:
        self.do_f()  # the old name of the same operator, which pdfminer leaves out

    def do_Do(self, xobjid_arg: Any) -> None:
        super().do_Do(xobjid_arg)
        self.device.set_ctm(self.ctm)

    def execute(self, streams: Sequence[object]) -> None:
        for stream in streams:
            self.device.count_content(stream_value(stream))
        super().execute(streams)


class _Device(PDFTextDevice):
    """Collects what is painted on a canvas and stops at the limits."""

    ctm: Matrix

    def __init__(self, resources: PDFResourceManager, limits: PdfLimits) -> None:
        super().__init__(resources)
        self.canvas = Canvas()
        self.limits = limits
        self.order = 0
        self.depth = 0
        self.content = 0
        self.hidden = False
        self.ink: float | None = None
        self.fonts: dict[PDFFont | None, dict[int, tuple[str, float]]] = {}
        self.glyphs: dict[int, tuple[str, float]] = {}

    def count_content(self, stream: PDFStream) -> None:
        size = _size(stream, self.limits.max_content_bytes)
        if size is None:
            self.canvas.cut = True
            size = len(stream.rawdata or b"")
        self.content += _FORM_COST + size
        if self.content > self.limits.max_content_bytes:
            raise PageTooLarge("max_content_bytes", self.limits.max_content_bytes)

    def _next(self) -> int:
        self.order += 1
        if self.order > self.limits.max_objects:
            raise PageTooLarge("max_objects", self.limits.max_objects)
        return self.order

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        crop = apply_matrix_rect(ctm, page.cropbox)
        left, right = max(x0, crop[0]), min(x1, crop[2])
        bottom, top = max(y0, crop[1]), min(y1, crop[3])
        if right - left < 1 or top - bottom < 1:  # a crop box beside the page crops nothing
            left, bottom, right, top = x0, y0, x1, y1
        a, b, c, d, e, f = ctm
        self.canvas.matrix = (a, -b, c, -d, e - left, top - f)
        self.canvas.width, self.canvas.height = right - left, top - bottom
        self.left, self.top = left, top

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self.depth += 1
        if self.depth > self.limits.max_form_depth:
            raise PageTooLarge("max_form_depth", self.limits.max_form_depth)

    def end_figure(self, name: str) -> None:
        self.depth -= 1

    def render_image(self, name: str, stream: PDFStream) -> None:
        box = self._box(apply_matrix_rect(self.ctm, (0, 0, 1, 1)))
        self.canvas.shapes.append(Shape(box, self._next(), image=True))

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        self.hidden = textstate.render in _INVISIBLE
        self.ink = luminance(graphicstate.ncolor, ncs)
        self.canvas.strings += any(map(_has_length, seq))
        self.canvas.drawn_type |= isinstance(textstate.font, PDFType3Font)
        self.glyphs = self.fonts.setdefault(textstate.font, {})
        steps = (part for part in seq if isinstance(part, (int, float)))
        if textstate.charspace < -_BACK * abs(textstate.fontsize) or any(step > _EM * _BACK for step in steps):
            self.canvas.stacked.add(self.canvas.strings)
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        known = self.glyphs.get(cid)
        if known is None:
            known = self.glyphs[cid] = _glyph(font, cid)
        text, width = known
        advance = width * fontsize * scaling
        a, b, c, d, e, f = matrix
        x, y, size = e + c * rise - self.left, self.top - f - d * rise, abs(fontsize) * (hypot(c, d) if c else abs(d))
        canvas, dx, dy = self.canvas, a * advance, -b * advance
        order, string = self._next(), canvas.strings
        run = TextRun(text, x, y, dx, dy, size, None, order, self.hidden, font.fontname, string)
        if not advance and text.strip():
            canvas.stacked.add(string)
        if not self._is_on_page(run):
            canvas.outside += 1
        elif text in _BLOCKS and not self.hidden:
            canvas.shapes.append(Shape(run.cell, run.order, self.ink))
            canvas.stacked.add(string)
        else:
            canvas.runs.append(run)
        return advance

    def _is_on_page(self, run: TextRun) -> bool:
        """Whether a glyph is drawn on the visible part of the page, in a size that can be."""
        x, y = run.center
        return 0 <= x <= self.canvas.width and 0 <= y <= self.canvas.height and 0 < run.size <= self.canvas.height

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        width = graphicstate.linewidth * max(map(abs, self.ctm[:4]))
        edge = luminance(graphicstate.scolor, graphicstate.scs) if stroke else None
        area = luminance(graphicstate.ncolor, graphicstate.ncs) if fill else None
        outlines = [[apply_matrix_pt(self.ctm, point) for point in outline] for outline in _outlines(path)]
        if edge is not None and width >= _BAR_WIDTH:
            for points in outlines:
                for start, end in pairwise(points):
                    if bar := _bar(start, end, width):
                        self.canvas.shapes.append(Shape(self._box(bar), self._next(), edge))
        rects = [rect for points in outlines if (rect := _rectangle(points))]
        for rect in rects:
            cover = None if len(rects) < _MOST_FRAMES and _is_framed(rect, rects) else area
            self.canvas.shapes.append(Shape(self._box(rect), self._next(), cover, edge))

    def _box(self, rect: Rect) -> Box:
        """The part of a rectangle that is on the page."""
        x0, y0, x1, y1 = rect
        width, height = self.canvas.width, self.canvas.height
        return Box(
            max(x0 - self.left, 0.0), max(self.top - y1, 0.0), min(x1 - self.left, width), min(self.top - y0, height)
        )


def _glyph(font: PDFFont, cid: int) -> tuple[str, float]:
    """What a glyph says, and its width in ems."""
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        text = _UNDEFINED
    width = font.char_width(cid)
    if text == _NO_BREAK and not width:
        width = font.char_width(ord(" "))  # pdfminer knows no width of it in the standard fonts
    return text, width


def _has_length(part: object) -> bool:
    return isinstance(part, bytes) and bool(part)


def _bar(start: tuple[float, float], end: tuple[float, float], width: float) -> Rect | None:
    """What a straight stroke covers, if it is upright or level, or nearly so."""
    (ax, ay), (bx, by), half = start, end, width / 2
    long, short = max(abs(ax - bx), abs(ay - by)), min(abs(ax - bx), abs(ay - by))
    if short > _NEARLY_LEVEL * long:
        return None
    wide, high = (half, 0.0) if abs(ax - bx) < abs(ay - by) else (0.0, half)
    return min(ax, bx) - wide, min(ay, by) - high, max(ax, bx) + wide, max(ay, by) + high


def _outlines(path: Sequence[PathSegment]) -> list[list[tuple[float, float]]]:
    """The corners of each closed or open outline of a path."""
    outlines: list[list[tuple[float, float]]] = []
    for segment in path:
        operator, *points = segment
        if operator == "m":
            outlines.append([])
        if outlines and points:
            outlines[-1].append((float(points[-2]), float(points[-1])))
    return outlines


def _rectangle(points: list[tuple[float, float]]) -> Rect | None:
    """The bounding box of an outline that nearly fills it, by the area that the corners enclose."""
    if len(points) < 4:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    twice = sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True))
    return (x0, y0, x1, y1) if abs(twice) / 2 >= _BOX_SHARE * (x1 - x0) * (y1 - y0) > 0 else None


def _is_framed(rect: Rect, rects: Sequence[Rect]) -> bool:
    """Whether one outline lies inside another: together they leave a frame, which covers nothing."""
    return any(other is not rect and (_within(other, rect) or _within(rect, other)) for other in rects)


def _within(inner: Rect, outer: Rect) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _size(stream: PDFStream, limit: int) -> int | None:
    """How many bytes a stream holds, or one over `limit`; None of a damaged one."""
    try:
        data = unpacked(stream, limit)
    except Exception:  # as it says
        return None
    return limit + 1 if data is None else len(data)
