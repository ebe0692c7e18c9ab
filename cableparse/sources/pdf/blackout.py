"""Black boxes in a scan, found in its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cableparse.pages import Box

if TYPE_CHECKING:
    from PIL.Image import Image

# In points: what is solid black over so much is no letter and no rule.
_LEAST_WIDTH = 14
_LEAST_HEIGHT = 7
_BLACK = 70
# Black that reaches the edge is the scanner's; a box over most of a page is a dark page.
_EDGE = 2
_MOST = 0.6


def find_blackouts(image: Image, resolution: float) -> list[Box]:
    """The boxes in a grey page image of `resolution` dots an inch, from the top."""
    import cv2
    import numpy

    dots = numpy.asarray(image.convert("L"))
    solid = (dots < _BLACK).astype(numpy.uint8)
    scale = resolution / 72
    kernel = numpy.ones((max(round(_LEAST_HEIGHT * scale), 1), max(round(_LEAST_WIDTH * scale), 1)), numpy.uint8)
    opened = cv2.morphologyEx(solid, cv2.MORPH_OPEN, kernel)
    count, _, places, _ = cv2.connectedComponentsWithStats(opened)
    boxes: list[Box] = []
    for left, top, width, height, area in places[1:count].tolist():
        at_edge = min(left, top, image.width - left - width, image.height - top - height) < _EDGE * scale
        if not at_edge and area < _MOST * image.width * image.height:
            boxes.append(Box(left / scale, top / scale, (left + width) / scale, (top + height) / scale))
    return sorted(boxes, key=lambda box: (box.top, box.x0))
