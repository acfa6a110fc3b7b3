"""The ruled lines of a table in a picture, by morphological opening: what is dark, straight and long (OpenCV)."""

import math
from collections.abc import Iterator
from statistics import median
from typing import Any

from pipeline.readers.pdf_chars import Box

_SHORTEST = 24.0  # points: longer than a stroke of any character but those of a letterhead
_WINDOW = 9.0  # points around a dot, whose mean tells what is dark where a page is lit unevenly
_DARKER = 18  # levels of grey below that mean
_WHITE = 255
_LONG = 100.0  # points: a rule by which the page can be set upright
_MOST_ASKEW = math.radians(5)


def angle_of_rules(picture: Any, scale: float) -> float | None:
    """By how much (radians, clockwise) the long rules across a page stand askew; None where there are none.

    Rules tell it better than the lines of text in the cells between them, which are short.
    """
    import cv2

    found = cv2.createLineSegmentDetector().detect(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))[0]
    strokes = [] if found is None else found.reshape(-1, 4).tolist()
    across = ((x1 - x0, y1 - y0) if x1 > x0 else (x0 - x1, y0 - y1) for x0, y0, x1, y1 in strokes)
    angles = [math.atan2(down, right) for right, down in across if right * scale >= _LONG]
    kept = [angle for angle in angles if abs(angle) <= _MOST_ASKEW]
    return median(kept) if kept else None


def rules_of_picture(picture: Any, scale: float, angle: float) -> Iterator[Box]:
    """Straight lines as boxes in points, on the page turned back by ``angle`` (radians, clockwise)."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    high, wide = grey.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), math.degrees(angle), 1.0)
    upright = cv2.warpAffine(grey, turn, (wide, high), borderValue=_WHITE)
    window = int(_WINDOW / scale) // 2 * 2 + 1
    dark = cv2.adaptiveThreshold(
        upright, _WHITE, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(window, 3), _DARKER
    )
    length = max(3, round(_SHORTEST / scale))
    for shape in ((1, length), (length, 1)):
        # A line that is a little askew or noisy is broken into steps: made thicker first, it stays one.
        whole = cv2.dilate(dark, np.ones((3, 3), np.uint8))
        opened = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(opened)
        for left, top, width, height, _ in stats[1:].tolist():
            yield (left * scale, top * scale, (left + width) * scale, (top + height) * scale)
