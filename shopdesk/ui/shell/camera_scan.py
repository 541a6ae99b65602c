"""Scanning with the camera: what it sees, until a code is in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from shopdesk.ui.common.camera import CameraView, FrameSource
from shopdesk.ui.common.camera_codes import CameraCodes
from shopdesk.ui.common.dialogs import Dialog
from shopdesk.ui.common.layout import text_label
from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts

_WIDTH, _HEIGHT = 560, 420


class CameraScan(Dialog):
    """Closes by itself with the first code; Esc closes it without."""

    code = Signal(str)

    def __init__(self, texts: Texts, tasks: Tasks, source: FrameSource, parent: QWidget | None) -> None:
        super().__init__(texts, texts.tr("scanner.camera.title"), parent)
        self.setObjectName("camera_scan")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = CameraView(texts)
        self.view.setFixedSize(_WIDTH, _HEIGHT)
        self.codes = CameraCodes(tasks, self)
        self.codes.code.connect(self._found)
        self.codes.watch(source)
        self.view.watch(source)
        if isinstance(source, QObject):
            source.setParent(self)
        self.body.addWidget(self.view)
        words = text_label(texts, "scanner.camera.words", "secondary")
        words.setWordWrap(True)
        self.body.addWidget(words)
        self.leave = self.add_button("common.cancel", "secondary", self.reject)
        self.finished.connect(self._over)

    def _found(self, code: str) -> None:
        self.accept()
        # The window behind is in front again: the code is for it.
        self.code.emit(code)

    def _over(self) -> None:
        self.codes.watch(None)
        self.view.watch(None)
