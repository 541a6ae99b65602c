"""Drags become points, presses find marks, places have words."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.marks import SCALE, DamageKind, Face, Mark, MarkShape
from shopdesk.i18n import catalogue
from shopdesk.outlines import DEVICE_KINDS, outline, read_path
from shopdesk.ui.annotate.geometry import (
    MOST_FREEHAND_POINTS,
    distances,
    drawn,
    simplified,
    spot,
    to_segment,
)
from shopdesk.ui.annotate.place import place_words

SPOTS = st.tuples(st.integers(0, SCALE), st.integers(0, SCALE))


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [(0.5, 0.25, (5000, 2500)), (-0.2, 1.7, (0, SCALE)), (1.0, 0.0, (SCALE, 0)), (0.00004, 0.00006, (0, 1))],
)
def test_a_spot_is_inside(x: float, y: float, expected: tuple[int, int]) -> None:
    assert spot(x, y) == expected


@given(st.sampled_from(MarkShape), st.lists(SPOTS, min_size=1, max_size=60))
def test_whatever_is_drawn_has_the_points_of_its_shape(
    shape: MarkShape, trail: list[tuple[int, int]]
) -> None:
    points = drawn(shape, trail)
    expected = {
        MarkShape.PIN: 1,
        MarkShape.TEXT: 1,
        MarkShape.ARROW: 2,
        MarkShape.BOX: 2,
        MarkShape.ELLIPSE: 2,
    }
    assert len(points) == expected.get(shape, len(points)) >= 1
    assert all(0 <= x <= SCALE and 0 <= y <= SCALE for x, y in points)


@pytest.mark.parametrize("shape", [MarkShape.BOX, MarkShape.ELLIPSE, MarkShape.ARROW])
@pytest.mark.parametrize("at", [(5000, 5000), (0, 0), (SCALE, SCALE), (SCALE, 0)])
def test_a_tap_draws_one_of_a_usual_size(shape: MarkShape, at: tuple[int, int]) -> None:
    first, last = drawn(shape, [at, at])
    assert math.dist(first, last) > 500
    if shape is MarkShape.ARROW:
        assert last == at


@given(st.lists(SPOTS, min_size=2, max_size=300))
def test_a_simpler_line_stays_near_the_drawn_one(trail: list[tuple[int, int]]) -> None:
    kept = simplified(trail, 25)
    assert kept[0] == trail[0]
    assert len(kept) <= MOST_FREEHAND_POINTS
    if len(set(trail)) > 2:
        for point in trail:
            nearest = min(to_segment(point, a, b) for a, b in pairwise(kept))
            assert nearest <= 25


def test_a_straight_drag_keeps_its_ends_only() -> None:
    assert simplified([(x, 2 * x) for x in range(0, 4000, 7)]) == ((0, 0), (3997, 7994))


@pytest.mark.parametrize(
    ("shape", "points", "at", "number", "line"),
    [
        (MarkShape.PIN, ((5000, 5000),), (53, 54), 5, 5),
        (MarkShape.ARROW, ((0, 0), (10000, 0)), (50, 3), 50.09, 3),
        (MarkShape.BOX, ((2000, 2000), (8000, 8000)), (50, 50), 42.43, 30),
        (MarkShape.BOX, ((2000, 2000), (8000, 8000)), (79, 50), 66.2, 1),
        (MarkShape.ELLIPSE, ((0, 0), (10000, 10000)), (100, 50), 111.8, 0),
    ],
)
def test_how_near_a_press_is(
    shape: MarkShape, points: tuple[tuple[int, int], ...], at: tuple[float, float], number: float, line: float
) -> None:
    mark = Mark(1, "front", DamageKind.CRACK, points, shape)
    assert distances(mark, *at, 100, 100) == pytest.approx((number, line), abs=0.3)


class TestPlaces:
    @pytest.mark.parametrize(
        ("surface", "point", "chinese", "english"),
        [
            ("front", (8500, 1300), "右上角", "top right corner"),
            ("back", (300, 7000), "背面左下边框", "back, lower left frame"),
            ("front", (9800, 5000), "右边框", "right frame"),
            ("front", (5000, 100), "顶部边框", "top frame"),
            ("front", (5000, 5000), "中部", "middle"),
            ("front", (4800, 8200), "下部中间", "bottom centre"),
            ("left", (5000, 1000), "左侧面上部", "left side, upper part"),
            ("photo b", (2900, 2800), "照片 2，左上部", "photo 2, upper left"),
            ("photo b", (100, 5000), "照片 2，中部靠左", "photo 2, middle left"),
        ],
    )
    def test_as_people_say_it(self, surface: str, point: tuple[int, int], chinese: str, english: str) -> None:
        mark = Mark(1, surface, DamageKind.CRACK, (point,))
        photos = ["photo a", "photo b"]
        assert place_words(mark, photos, catalogue("zh_CN")) == chinese
        assert place_words(mark, photos, catalogue("en")) == english

    def test_an_arrow_is_where_it_points(self) -> None:
        mark = Mark(1, "front", DamageKind.CRACK, ((5000, 5000), (9000, 9000)), MarkShape.ARROW)
        assert place_words(mark, [], catalogue("en")) == "bottom right corner"

    def test_a_large_one_is_everywhere(self) -> None:
        mark = Mark(1, "back", DamageKind.SCRATCH, ((500, 500), (9500, 9500)), MarkShape.ELLIPSE)
        assert place_words(mark, [], catalogue("zh_CN")) == "背面大面积"

    @given(
        st.sampled_from([*Face, "a photo"]),
        st.sampled_from(MarkShape),
        st.lists(SPOTS, min_size=2, max_size=2),
    )
    def test_every_place_has_words(
        self, surface: str, shape: MarkShape, points: list[tuple[int, int]]
    ) -> None:
        mark = Mark(1, surface, DamageKind.CRACK, tuple(points), shape)
        for language in ("zh_CN", "en"):
            assert place_words(mark, ["a photo"], catalogue(language))


class TestOutlines:
    @pytest.mark.parametrize("kind", DEVICE_KINDS)
    def test_every_kind_has_four_sides(self, kind: str) -> None:
        sides = outline(kind)
        assert set(sides) == set(Face)
        for side in sides.values():
            inside = [p for _, points in side.body for p in points]
            assert all(-1 <= x <= side.width + 1 and -1 <= y <= side.height + 1 for x, y in inside)

    def test_an_unknown_kind_is_drawn_as_other(self) -> None:
        assert outline("drone") == outline("other")

    @pytest.mark.parametrize("data", ["M 1", "Q 1 2 3 4", "m 1 2", "M 1 2 L 3", "M a b"])
    def test_other_path_data_is_an_error(self, data: str) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - which of the two messages is no matter
            read_path(data)
