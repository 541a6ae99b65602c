"""For every test: no screen, a home of its own, and silence: a log record nobody expected fails the test."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

# A slow minute of a busy machine is no fault of the code: figures belong to the benchmark.
settings.register_profile("shop", deadline=None)
settings.load_profile("shop")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.shop_floor", "tests.windows"]

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from shopdesk.ui.common.theme import Theme


class LogRecords(logging.Handler):
    """Warnings and worse of one test."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def take(self) -> list[str]:
        """The messages so far; having been looked at, they are expected."""
        taken, self.records = self.records, []
        return [record.getMessage() for record in taken]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPDESK_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def logged() -> Iterator[LogRecords]:
    """Ask for this fixture and `take()` what a test is meant to log."""
    handler = LogRecords()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)
    surprises = handler.take()
    if surprises:
        pytest.fail("unexpected in the log: " + " | ".join(surprises), pytrace=False)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The application as it looks: fonts from resources and the light theme, loaded once."""
    from shopdesk.ui.common.theme import Theme  # noqa: PLC0415 - most tests need no window

    theme = Theme("light", qapp)
    theme.apply(qapp)
    return theme
