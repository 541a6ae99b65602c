"""Rows 11: a photo of twelve megapixels made ready, and a pin dragged over it, beside bare parts."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import msgspec
from PIL import Image
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.timing import Figure, Sample, beside, figure
from shopdesk.domain.marks import MOST_MARKS, SCALE, DamageKind, Mark
from shopdesk.services.photos import LONGEST, prepare_photo
from shopdesk.ui.annotate.editor import MarksEditor
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.theme import Theme

_WIDE, _HIGH = 4032, 3024
_PANEL = (1290, 716)
"""What a window of 1366 × 768 leaves to a page."""
_ZOOM = 2.4
_MOST_MEGABYTES = 60

_MEMORY = """
import sys
from pathlib import Path
from shopdesk.services.photos import prepare_photo

def megabytes(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024

small, large = Path(sys.argv[1]), Path(sys.argv[2])
prepare_photo(small)  # what is loaded once is no photo's
before = megabytes("VmRSS")
prepare_photo(large)
print(megabytes("VmHWM") - before)
"""


def twelve_megapixels() -> bytes:
    """As much detail as a phone's camera writes: some 5 MB."""
    ramp = Image.radial_gradient("L").resize((_WIDE, _HIGH))
    grain = Image.effect_noise((_WIDE // 4, _HIGH // 4), 60).resize((_WIDE, _HIGH))
    out = io.BytesIO()
    Image.merge("RGB", (ramp, Image.blend(grain, ramp, 0.5), grain)).save(out, "JPEG", quality=92)
    return out.getvalue()


def photo(folder: Path, times: int) -> list[Figure]:
    """From the bytes of a file to what is kept, off the window's thread."""
    content = twelve_megapixels()
    repeated = max(times // 8, 5)
    ours, floor = beside(
        [lambda: prepare_photo(content)] * repeated, [lambda: _bare_thumbnail(content)] * repeated
    )
    more = _more_megabytes(folder, content)
    note = f"{more:.0f} MB more, at most {_MOST_MEGABYTES}" if more is not None else ""
    return [figure("11a", "photo of 12 megapixels made ready", ours, floor, 150.0, note=note)]


def _bare_thumbnail(content: bytes) -> bytes:
    picture = Image.open(io.BytesIO(content))
    small = LONGEST, LONGEST * _HIGH // _WIDE
    picture.draft("RGB", small)
    picture.thumbnail(small)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=86)
    return out.getvalue()


def _more_megabytes(folder: Path, content: bytes) -> float | None:
    """The peak of a process of its own over what it held before; where the system tells."""
    if sys.platform != "linux":
        return None
    small, large = folder / "small.jpg", folder / "large.jpg"
    Image.new("RGB", (64, 64)).save(small)
    large.write_bytes(content)
    done = subprocess.run([sys.executable, "-c", _MEMORY, small, large], capture_output=True, check=True)
    more: float = msgspec.json.decode(done.stdout)
    return more


def drag(_folder: Path, times: int) -> list[Figure]:
    """One step of a finger with a pin under it, of as many as there may be: moved, told, painted."""
    app = QApplication.instance() or QApplication(["benchmarks"])
    if not isinstance(app, QApplication):
        raise TypeError("a core application without windows")
    Theme("light").apply(app)
    image = QImage.fromData(twelve_megapixels())
    floor = _bare_frames(image, times)
    figures = []
    for row, name, zoom in (
        ("11b", "one of 99 pins dragged over 12 megapixels", 1.0),
        ("11c", "the same, zoomed in", _ZOOM),
    ):
        figures.append(figure(row, name, _frames(image, times, zoom), floor, 16.7, 16.7))
    return figures


def _frames(image: QImage, times: int, zoom: float) -> Sample:
    draw = random.Random(11)
    editor = MarksEditor(Texts("zh_CN"))
    editor.resize(*_PANEL)
    editor.set_photos([("photo", image)])
    places = [(draw.randrange(SCALE), draw.randrange(SCALE)) for _ in range(MOST_MARKS - 1)]
    editor.set_marks(
        Mark(number, "photo", DamageKind.SCRATCH, (place,))
        for number, place in enumerate([(SCALE // 2, SCALE // 2), *places], start=1)
    )
    editor.show()
    editor.show_surface("photo")
    editor.canvas.zoom_by(zoom)
    QApplication.processEvents()
    at = QPointF(editor.canvas.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton

    def send(kind: QEvent.Type, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        where = editor.canvas.mapToGlobal(at)
        event = QMouseEvent(kind, at, where, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(editor.canvas, event)
        QApplication.processEvents()

    send(QEvent.Type.MouseButtonPress, left, left)
    if editor.document.selected is None:
        raise RuntimeError("no pin under the finger")
    values = []
    for step in range(max(times, 20)):
        at += QPointF(3 if step % 60 < 30 else -3, 2 if step % 44 < 22 else -2)
        started = perf_counter()
        send(QEvent.Type.MouseMove, none, left)
        values.append((perf_counter() - started) * 1000)
    send(QEvent.Type.MouseButtonRelease, left, none)
    editor.close()
    return Sample(tuple(values[len(values) // 10 :]))


class _Blit(QWidget):
    """A picture as large as the panel, put on the screen whole."""

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self._picture = picture

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()


def _bare_frames(image: QImage, times: int) -> Sample:
    shown = _Blit(QPixmap.fromImage(image.scaled(*_PANEL)))
    shown.resize(*_PANEL)
    shown.show()
    QApplication.processEvents()
    values = []
    for _ in range(max(times, 20)):
        started = perf_counter()
        shown.repaint()
        QApplication.processEvents()
        values.append((perf_counter() - started) * 1000)
    shown.close()
    return Sample(tuple(values[len(values) // 10 :]))
