"""Shapes that cover an area whole, drawn in the colours that are set: operators, of fills and of strokes."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from drawn.page import Area, Page
from drawn.pdf_file import numbers

Shape = Callable[[Page, Area], str]

# Of a Bezier curve that is a quarter of a circle: how far its inner points are from its ends, in radii.
_ROUND = 0.5523
_OVERLAP = 0.3  # points: pieces that only touch leave a seam where they are smoothed


def rectangle(page: Page, area: Area) -> str:
    return f"{area.path} f"


def old_fill_operator(page: Page, area: Area) -> str:
    return f"{area.path} F"


def even_odd(page: Page, area: Area) -> str:
    return f"{area.path} f*"


def filled_and_stroked(page: Page, area: Area) -> str:
    return f"0.5 w {area.path} B"


def drawn_backwards(page: Page, area: Area) -> str:
    x, y, width, height = area
    return f"{numbers((x + width, y + height, -width, -height))} re f"


def scaled_square(page: Page, area: Area) -> str:
    x, y, width, height = area
    return f"q {numbers((width, 0, 0, height, x, y))} cm 0 0 1 1 re f Q"


def polygon(page: Page, area: Area) -> str:
    points = [numbers(point) for point in area.corners]
    return f"{points[0]} m {' l '.join(points[1:])} l h f"


def polygon_left_open(page: Page, area: Area) -> str:
    points = [numbers(point) for point in area.corners]
    return f"{points[0]} m {' l '.join(points[1:])} l f"


def two_triangles(page: Page, area: Area) -> str:
    a, b, c, d = (numbers(point) for point in area.grown(_OVERLAP).corners)
    middle = area.at(0.53, 0.47)
    return f"{a} m {b} l {c} l h f {a} m {c} l {d} l h f 2 w {a} m {middle} l {c} l S"


def thin_rectangles(page: Page, area: Area) -> str:
    x, y, width, height = area
    return " ".join(f"{numbers((x, y + up, width, 1 + _OVERLAP))} re f" for up in range(int(height)))


def narrow_rectangles(page: Page, area: Area) -> str:
    x, y, width, height = area
    return " ".join(f"{numbers((x + across, y, 2 + _OVERLAP, height))} re f" for across in range(0, int(width) + 1, 2))


def narrow_rectangles_in_one_path(page: Page, area: Area) -> str:
    x, y, width, height = area
    return " ".join(f"{numbers((x + across, y, 1.5, height))} re" for across in range(int(width))) + " f"


def same_rectangle_twice(page: Page, area: Area) -> str:
    return f"{area.path} {area.path} f"


def nested_rectangles(page: Page, area: Area) -> str:
    """Both drawn the same way round, so that the inner one is no hole."""
    return f"{area.grown(2).path} {area.path} f"


def ellipse(page: Page, area: Area) -> str:
    wide = Area(area.x - 14, area.y - 2.5, area.width + 28, area.height + 5)
    return f"{_ellipse(wide)} f"


def _ellipse(area: Area) -> str:
    low, high = (1 - _ROUND) / 2, (1 + _ROUND) / 2
    at = area.at
    return (
        f"{at(1, 0.5)} m {at(1, high)} {at(high, 1)} {at(0.5, 1)} c {at(low, 1)} {at(0, high)} {at(0, 0.5)} c "
        f"{at(0, low)} {at(low, 0)} {at(0.5, 0)} c {at(high, 0)} {at(1, low)} {at(1, 0.5)} c h"
    )


def rounded_corners(page: Page, area: Area) -> str:
    wide = area.grown(1)
    return (
        f"{wide.at(0.03, 0)} m {wide.at(0.97, 0)} l {wide.at(1, 0)} {wide.at(1, 0.2)} v {wide.at(1, 0.8)} l "
        f"{wide.at(1, 1)} {wide.at(0.97, 1)} v {wide.at(0.03, 1)} l {wide.at(0, 1)} {wide.at(0, 0.8)} v "
        f"{wide.at(0, 0.2)} l {wide.at(0, 0)} {wide.at(0.03, 0)} v h f"
    )


def circles(page: Page, area: Area) -> str:
    """Bullets as high as a line, so near to each other that they leave no gap; the outer ones end with the word."""
    step, size = 3, area.height + 3
    centres = range(int(size / 2) - step, int(area.width - size / 2) + 2 * step, step)
    return " ".join(f"{_ellipse(Area(area.x + at - size / 2, area.y - 1.5, size, size))} f" for at in centres)


def turned(page: Page, area: Area) -> str:
    """Askew by three degrees."""
    angle = 3 * pi / 180
    x, y, width, height = area
    matrix = (cos(angle), sin(angle), -sin(angle), cos(angle), x + width / 2, y + height / 2)
    return f"q {numbers(matrix)} cm {Area(-width / 2, -height / 2, width, height).grown(1.8).path} f Q"


def sheared(page: Page, area: Area) -> str:
    x, y, width, height = area
    return f"q {numbers((1, 0, 0.3, 1, x, y))} cm {numbers((-4, 0, width + 5, height))} re f Q"


def outline_of_a_box(page: Page, area: Area) -> str:
    """A thin rectangle inside whose border is as thick as the line is high."""
    x, y, width, height = area
    return f"{numbers((height - 1,))} w {numbers((x + 4, y + height / 2 - 1, width - 8, 2))} re S"


def line(page: Page, area: Area) -> str:
    return f"{numbers((area.height,))} w {area.at(0, 0.5)} m {area.at(1, 0.5)} l S"


def slanting_line(page: Page, area: Area) -> str:
    return f"{numbers((area.height + 3,))} w {area.at(-0.01, 0.35)} m {area.at(1.01, 0.65)} l S"


def two_lines(page: Page, area: Area) -> str:
    """Each hides half of the height."""
    width = numbers((area.height / 2 + _OVERLAP,))
    return f"{width} w {area.at(0, 0.25)} m {area.at(1, 0.25)} l S {area.at(0, 0.75)} m {area.at(1, 0.75)} l S"


def curve(page: Page, area: Area) -> str:
    bend = f"{area.at(0.3, 0.7)} {area.at(0.7, 0.3)} {area.at(1.01, 0.5)}"
    return f"{numbers((area.height + 2,))} w {area.at(-0.01, 0.5)} m {bend} c S"


def curve_of_many_points(page: Page, area: Area) -> str:
    """As a marker is drawn by hand."""
    points = [area.at(step / 60, 0.5 + 0.08 * sin(step)) for step in range(61)]
    return f"{numbers((area.height + 2,))} w 1 j {points[0]} m {' l '.join(points[1:])} l S"


def dashes_with_square_caps(page: Page, area: Area) -> str:
    """Their caps close the gaps."""
    return f"[2 4] 0 d 2 J {numbers((area.height,))} w {area.at(0, 0.5)} m {area.at(1, 0.5)} l S [] 0 d 0 J"


def dots_with_round_caps(page: Page, area: Area) -> str:
    """Lines without a length, of which only the caps are drawn."""
    step = 2
    dots = " ".join(
        f"{numbers((area.x + at, area.y + area.height / 2))} m {numbers((area.x + at, area.y + area.height / 2))} l"
        for at in range(0, int(area.width) + step, step)
    )
    return f"1 J {numbers((area.height + 1.5,))} w {dots} S 0 J"


def zigzag(page: Page, area: Area) -> str:
    """Thin strokes up and down, close to each other."""
    points = [area.at(step / 80, step % 2) for step in range(81)]
    return f"2.4 w {points[0]} m {' l '.join(points[1:])} l S"


def clipped_page(page: Page, area: Area) -> str:
    """All of the page is filled, within a clip."""
    return f"q {area.path} W n -100 -100 5000 5000 re f Q"


def clip_of_a_curve(page: Page, area: Area) -> str:
    wide = Area(area.x - 14, area.y - 2.5, area.width + 28, area.height + 5)
    return f"q {_ellipse(wide)} W* n -100 -100 5000 5000 re f Q"


SHAPES: dict[str, Shape] = {
    shape.__name__: shape
    for shape in (
        rectangle,
        old_fill_operator,
        even_odd,
        filled_and_stroked,
        drawn_backwards,
        scaled_square,
        polygon,
        polygon_left_open,
        two_triangles,
        thin_rectangles,
        narrow_rectangles,
        narrow_rectangles_in_one_path,
        same_rectangle_twice,
        nested_rectangles,
        ellipse,
        rounded_corners,
        circles,
        turned,
        sheared,
        outline_of_a_box,
        line,
        slanting_line,
        two_lines,
        curve,
        curve_of_many_points,
        dashes_with_square_caps,
        dots_with_round_caps,
        zigzag,
        clipped_page,
        clip_of_a_curve,
    )
}
