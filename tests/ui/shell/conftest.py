"""A counter with a scanner, and a serial line; stopped afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from shopdesk.ui.shell import serial_scanner
from tests.ui.shell.cable import Cable, Line
from tests.ui.shell.counter import Counter, Front


@pytest.fixture
def counter(qapp: QApplication, front: Front) -> Iterator[Counter]:
    made = Counter(qapp, front)
    yield made
    made.scanner.stop()
    made.scanner.deleteLater()


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    monkeypatch.setattr(serial_scanner, "_AGAIN_S", 0.05)
    made = Line(Cable(tmp_path))
    yield made
    made.scanner.stop()
    made.cable.pull()
