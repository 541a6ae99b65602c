"""Tickets 工单: every ticket in a list, and one beside it with its next step, quote and timeline."""

from __future__ import annotations

from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.tickets.page import TicketsPage
from shopdesk.ui.shell.page import Page


def page(desk: Desk) -> Page:
    return TicketsPage(desk)
