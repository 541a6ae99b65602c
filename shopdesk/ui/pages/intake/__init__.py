"""Intake 接件: taking a device in at the counter."""

from __future__ import annotations

from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.intake.intake_page import IntakePage
from shopdesk.ui.shell.page import Page


def page(desk: Desk) -> Page:
    """The page, for the window to show."""
    return IntakePage(desk)
