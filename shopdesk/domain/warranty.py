"""Warranty of each repaired line: how long, until when, and whether a claim falls inside."""

from __future__ import annotations

from datetime import date, timedelta


def days_covered(line_days: int, legal_minimum: int) -> int:
    """The shop may promise more than the law, never less; 0 from the shop still gets the minimum."""
    return max(line_days, legal_minimum)


def covered_until(handed_over: date, days: int) -> date | None:
    """Last day of cover, or None without warranty. The day of collection does not count."""
    return handed_over + timedelta(days=days) if days > 0 else None


def is_covered(today: date, until: date | None) -> bool:
    return until is not None and today <= until
