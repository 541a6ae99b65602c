"""Signing with mouse, finger and pen, or saying that the paper is signed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.signature import SCALE, Signature
from shopdesk.ui.common.signature_pad import SignaturePad, paint_signature
from shopdesk.ui.common.texts import Texts

LEFT = Qt.MouseButton.LeftButton
SIGNED = Signature((tuple((1000 + 80 * n, 500 + (n % 7) * 200, 100 * (n % 10)) for n in range(60)),), 2500)


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    made = SignaturePad(Texts("en"))
    qtbot.addWidget(made)
    made.resize(400, 100)
    made.show()
    return made


def sign(pad: SignaturePad, *points: tuple[int, int]) -> None:
    QTest.mousePress(pad, LEFT, pos=QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(pad, QPoint(*point))
    QTest.mouseRelease(pad, LEFT, pos=QPoint(*points[-1]))


def test_the_mouse_signs_in_units_of_the_width(pad: SignaturePad, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pad.changed):
        sign(pad, (40, 50), (80, 20), (120, 80), (200, 50), (400, 100))
    signature = pad.signature()
    assert signature is not None
    assert signature.height == 2500
    assert [point[:2] for point in signature.strokes[0]] == [
        (1000, 1250), (2000, 500), (3000, 2000), (5000, 1250), (10000, 2500),
    ]  # fmt: skip


def test_a_tap_is_no_signature(pad: SignaturePad) -> None:
    sign(pad, (50, 50))
    assert pad.signature() is None


def test_two_strokes_are_two(pad: SignaturePad) -> None:
    sign(pad, (10, 10), (20, 20), (30, 10))
    sign(pad, (50, 50), (60, 60))
    signature = pad.signature()
    assert signature is not None
    assert [len(stroke) for stroke in signature.strokes] == [3, 2]


def test_outside_the_pad_stays_at_its_edge(pad: SignaturePad) -> None:
    sign(pad, (10, 10), (900, -300), (-50, 700), (20, 20))
    signature = pad.signature()
    assert signature is not None
    assert all(0 <= x <= SCALE and 0 <= y <= 2500 for x, y, _ in signature.strokes[0])


def test_a_finger_signs_and_a_palm_does_not(pad: SignaturePad) -> None:
    device: QPointingDevice = QTest.createTouchDevice()
    touch = QTest.touchEvent(pad, device)
    touch.press(0, QPoint(40, 40), pad).commit()
    for x in range(50, 110, 10):
        touch.move(0, QPoint(x, 50 + x % 3), pad).commit()
    touch.stationary(0).press(1, QPoint(300, 90), pad).commit()
    touch.move(0, QPoint(120, 60), pad).stationary(1).commit()
    touch.release(0, QPoint(120, 60), pad).release(1, QPoint(300, 90), pad).commit()
    signature = pad.signature()
    assert signature is not None
    assert len(signature.strokes) == 1
    assert max(x for x, _, _ in signature.strokes[0]) == 3000


def test_a_pen_presses(pad: SignaturePad) -> None:
    def pen(kind: QEvent.Type, x: float, pressure: float) -> None:
        spot = QPointF(x, 50)
        held = LEFT if kind != QEvent.Type.TabletRelease else Qt.MouseButton.NoButton
        QApplication.sendEvent(
            pad,
            QTabletEvent(
                kind, QPointingDevice.primaryPointingDevice(), spot, pad.mapToGlobal(spot), pressure,
                0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, LEFT, held,
            ),
        )  # fmt: skip

    pen(QEvent.Type.TabletPress, 40, 0.1)
    for step in range(1, 6):
        pen(QEvent.Type.TabletMove, 40 + 20 * step, step / 5)
    pen(QEvent.Type.TabletRelease, 140, 0.0)
    signature = pad.signature()
    assert signature is not None
    assert [pressure for _, _, pressure in signature.strokes[0]] == [100, 200, 400, 600, 800, 1000]


class TestOnPaper:
    def test_the_key_p_says_it_and_takes_it_back(self, pad: SignaturePad, qtbot: QtBot) -> None:
        with qtbot.waitSignal(pad.changed):
            QTest.keyClick(pad, Qt.Key.Key_P)
        assert pad.on_paper
        assert pad.accessibleDescription() == "Signed on paper"
        QTest.keyClick(pad, Qt.Key.Key_P)
        assert not pad.on_paper

    def test_it_is_one_or_the_other(self, pad: SignaturePad) -> None:
        sign(pad, (10, 10), (20, 20), (30, 10), (40, 40))
        pad.set_on_paper(True)
        assert pad.signature() is None
        sign(pad, (10, 10), (20, 20), (30, 10), (40, 40))
        assert not pad.on_paper
        assert pad.signature() is not None


def test_clearing(pad: SignaturePad, qtbot: QtBot) -> None:
    button = pad.findChild(QPushButton, "signature_clear")
    assert button is not None
    assert not button.isVisible()
    pad.set_signature(SIGNED)
    assert button.isVisible()
    with qtbot.waitSignal(pad.changed):
        QTest.mouseClick(button, LEFT)
    assert pad.signature() is None
    pad.set_signature(SIGNED)
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.signature() is None


def test_a_kept_one_is_shown_as_it_was(pad: SignaturePad, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(pad.changed):
        pad.set_signature(SIGNED)
    assert pad.signature() == SIGNED
    pad.resize(200, 90)
    assert pad.signature() == SIGNED
    pad.grab()


def test_read_only_cannot_be_signed(pad: SignaturePad) -> None:
    pad.set_read_only(True)
    sign(pad, (10, 10), (20, 20), (30, 10), (40, 40))
    QTest.keyClick(pad, Qt.Key.Key_P)
    assert pad.signature() is None
    assert not pad.on_paper


def inked(signature: Signature, wide: int, high: int) -> QRectF:
    """The box around what is drawn."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_signature(painter, QRectF(0, 0, wide, high), signature, QColor("black"))
    painter.end()
    dark = [(x, y) for x in range(wide) for y in range(high) if image.pixelColor(x, y).lightness() < 128]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def test_it_keeps_its_proportions_on_any_field() -> None:
    corners = Signature((((1000, 500, 500), (9000, 500, 500), (9000, 2000, 500), (1000, 2000, 500)),), 2500)
    fitting, tall = inked(corners, 400, 100), inked(corners, 200, 200)
    assert fitting.width() / fitting.height() == pytest.approx(tall.width() / tall.height(), rel=0.06)
    assert tall.center().toTuple() == pytest.approx((100, 100), abs=2)


def test_pressure_makes_the_line_thicker() -> None:
    def line(pressure: int) -> float:
        return inked(
            Signature((tuple((x, 1000, pressure) for x in range(1000, 9000, 500)),), 2000), 800, 160
        ).height()

    assert line(1000) > line(0) + 1
