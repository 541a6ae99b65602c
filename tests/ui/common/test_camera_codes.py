"""Codes held in front of a camera: drawn, turned and blurred, and frames faster than they are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image, ImageFilter
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from pytestqt.qtbot import QtBot

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.printing.barcodes import code128, qr_rows
from shopdesk.ui.common.camera_codes import CameraCodes, SeenCode, code_in
from shopdesk.ui.common.tasks import Tasks
from tests.ui.common.test_camera import Album

TAG = code_for(CodeKind.TAG, 4183)
Draw = Callable[[QPainter, str, int, int], None]


def bars(painter: QPainter, text: str, x: int, y: int) -> None:
    for place, module in enumerate(code128(text)):
        if module == "1":
            painter.fillRect(x + place * 3, y, 3, 120, QColor("#101010"))


def squares(painter: QPainter, text: str, x: int, y: int) -> None:
    for row_no, modules in enumerate(qr_rows(text)):
        for column_no, dark in enumerate(modules):
            if dark:
                painter.fillRect(x + column_no * 6, y + row_no * 6, 6, 6, QColor("#101010"))


def picture(*codes: tuple[Draw, str, int, int], width: int = 1280, height: int = 720) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#d8d2c4"))
    painter = QPainter(image)
    for draw, text, x, y in codes:
        draw(painter, text, x, y)
    painter.end()
    return image


def blurred(image: QImage) -> QImage:
    flat = image.convertToFormat(QImage.Format.Format_Grayscale8)
    soft = Image.frombytes(
        "L", (flat.width(), flat.height()), bytes(flat.constBits()), "raw", "L", flat.bytesPerLine()
    )
    soft = soft.filter(ImageFilter.GaussianBlur(1.2))
    return QImage(soft.tobytes(), soft.width, soft.height, soft.width, QImage.Format.Format_Grayscale8).copy()


@pytest.mark.parametrize("turn", [0, 8, 90, 180])
def test_a_tag_is_read_as_people_hold_it(turn: int) -> None:
    image = blurred(picture((bars, TAG, 420, 300))).transformed(QTransform().rotate(turn))
    assert code_in(image) == SeenCode(TAG, certain=True)


def test_of_several_codes_the_one_in_the_middle_counts() -> None:
    image = picture((bars, "11111111", 40, 40), (squares, "DSP-14PM", 560, 290), (bars, "22222222", 900, 560))
    assert code_in(image) == SeenCode("DSP-14PM", certain=True)


def test_a_picture_without_a_code_has_none() -> None:
    assert code_in(picture()) is None
    assert code_in(QImage()) is None


def test_a_code_that_stays_in_the_picture_is_one_scan(tasks: Tasks, qtbot: QtBot) -> None:
    now = [10.0]
    album, codes, told = Album(), CameraCodes(tasks, now=lambda: now[0]), list[str]()
    codes.code.connect(told.append)
    codes.watch(album)
    image = picture((bars, TAG, 420, 300))
    for _ in range(3):
        with qtbot.waitSignal(tasks.settled):
            album.frame.emit(image)
        qtbot.waitUntil(lambda: not codes.busy)
        now[0] += 0.5
    assert told == [TAG]
    now[0] += 2
    album.frame.emit(image)
    qtbot.waitUntil(lambda: told == [TAG, TAG] and not codes.busy)
    codes.watch(None)
    album.frame.emit(picture((bars, "22222222", 420, 300)))
    assert not codes.busy


def test_a_bare_line_code_must_be_seen_twice(tasks: Tasks, qtbot: QtBot) -> None:
    read = iter([SeenCode("DSP-14PM", False), SeenCode("DSP-14PN", False), SeenCode("DSP-14PM", False), None])
    seen: list[SeenCode | None] = []

    def look(_image: QImage) -> SeenCode | None:
        seen.append(next(read, SeenCode("DSP-14PM", False)))
        return seen[-1]

    album, codes, told = Album(), CameraCodes(tasks, read=look), list[str]()
    codes.code.connect(told.append)
    codes.watch(album)
    for many in range(1, 7):
        album.frame.emit(picture(width=64, height=48))
        qtbot.waitUntil(lambda: len(seen) == many and not codes.busy)  # noqa: B023 - waited for at once
        assert told == (["DSP-14PM"] if many == 6 else [])


def test_of_frames_that_come_too_fast_the_newest_is_read(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[int] = []

    def look(image: QImage) -> None:
        seen.append(image.width())

    album, codes = Album(), CameraCodes(tasks, read=look)
    codes.watch(album)
    for width in range(100, 140):
        album.frame.emit(picture(width=width, height=48))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [100, 139]
