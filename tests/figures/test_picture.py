"""The frame of every picture: its axes, its words, and that nothing an author writes becomes markup."""

import re
import xml.etree.ElementTree as ET

from quizapp.figures import picture
from quizapp.figures.picture import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Axis
from quizapp.figures.scale import scale_of

HOSTILE = "</text><script>alert('x')</script>&\"'"


def test_words_are_words() -> None:
    drawn = picture.svg("n", HOSTILE, HOSTILE, [picture.text(1, 2, HOSTILE)])
    root = ET.fromstring(drawn)  # noqa: S314 - our own text
    assert [element.text for element in root] == [HOSTILE] * 3
    assert "<script" not in drawn


def test_the_axes_mark_every_tick_with_its_number_inside_the_frame() -> None:
    x = Axis(scale_of([0.0, 100.0], LEFT, WIDTH - RIGHT), "step")
    y = Axis(scale_of([0.001, 10.0], HEIGHT - BOTTOM, TOP, log=True), "loss")
    parts = "".join(picture.axes(x, y))
    words = re.findall(r'class="tick">([^<]*)<', parts)
    assert words == ["0.001", "0.01", "0.1", "1", "10", "0", "20", "40", "60", "80", "100"]
    assert re.findall(r'class="axis">([^<]*)<', parts) == ["loss", "step"]
    for name, most in (("x", WIDTH), ("y", HEIGHT)):
        assert all(0 <= float(value) <= most for value in re.findall(rf'\b{name}[12]?="([^"]*)"', parts))


def test_a_picture_is_named_and_described_for_those_who_hear_it() -> None:
    root = ET.fromstring(picture.svg("gap", "title", "sentence", []))  # noqa: S314 - our own text
    assert root.attrib["aria-labelledby"] == "gap-t gap-d"
    assert [(element.tag, element.text) for element in root] == [("title", "title"), ("desc", "sentence")]
