"""The outline of every kind of device, marked on all sides, beside two photos: on one third of a sheet."""

from __future__ import annotations

import pytest

from shopdesk.domain.marks import Face
from shopdesk.domain.papers import PaperDevice, PaperMark
from shopdesk.i18n import catalogue
from shopdesk.outlines import DEVICE_KINDS
from shopdesk.printing.condition import Surfaces, condition_blocks
from shopdesk.printing.pen import MM

_WIDTH, _TALL, _SIZE = 100 * MM, 18 * MM, 7.0


@pytest.mark.parametrize("kind", DEVICE_KINDS)
def test_all_sides_stand_in_one_row(kind: str) -> None:
    marks = [
        PaperMark(number, face.value, "pin", ((5000, 5000),), "dented")
        for number, face in enumerate(Face, start=1)
    ]
    device = PaperDevice(kind=kind, model="x")
    blocks = condition_blocks(device, marks, (), None, catalogue("en"), width=_WIDTH, tall=_TALL, size=_SIZE)
    rows = _rows(blocks)
    assert len(rows) == 1
    assert len(rows[0].surfaces) == len(Face)
    assert rows[0].wide < 0.75 * _WIDTH  # photos have their place beside them
    assert all(surface.height <= _TALL + 0.01 for surface in rows[0].surfaces)


def _rows(blocks: object) -> list[Surfaces]:
    """Every row of pictures, however deep it is wrapped."""
    if isinstance(blocks, Surfaces):
        return [blocks]
    if isinstance(blocks, list | tuple):
        return [row for one in blocks for row in _rows(one)]
    inside = [getattr(blocks, name, None) for name in ("block", "blocks", "cells", "inner")]
    return [row for one in inside if one is not None for row in _rows(one)]
