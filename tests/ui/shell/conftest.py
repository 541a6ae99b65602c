"""A counter with a scanner, stopped afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.shell.counter import Counter, Front


@pytest.fixture
def counter(qapp: QApplication, front: Front) -> Iterator[Counter]:
    made = Counter(qapp, front)
    yield made
    made.scanner.stop()
    made.scanner.deleteLater()
