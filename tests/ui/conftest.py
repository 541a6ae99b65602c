"""Windows are tested dressed, in light and English unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.ui.common.tasks import Tasks
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.common.theme import Theme


@pytest.fixture(autouse=True)
def theme(dressed: Theme) -> Iterator[Theme]:
    """The application's theme, back to light and pointer after each test."""
    yield dressed
    dressed.use("light")
    dressed.use_touch(False)


@pytest.fixture
def texts() -> Texts:
    return Texts("en")


@pytest.fixture
def front(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Shows a window and waits until it has the keyboard; closes it after the test."""

    def bring(window: QWidget) -> None:
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()

    return bring


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()
