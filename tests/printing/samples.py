"""Papers to print in the tests: rich, in both languages, with nothing of a real person in them."""

from __future__ import annotations

from shopdesk.domain.papers import Paper, TestPaper
from tests.printing.sample_accounts import cash, day, quote, refund, sale, warranty
from tests.printing.sample_intake import photo_bytes, receipt, tag
from tests.printing.sample_words import MOMENT

__all__ = [
    "cash",
    "day",
    "every",
    "photo_bytes",
    "printer_page",
    "quote",
    "receipt",
    "refund",
    "sale",
    "tag",
    "warranty",
]


def printer_page(language: str = "zh_CN") -> TestPaper:
    return TestPaper(language, "Brother HL-L5210DN", MOMENT)


def every(language: str) -> dict[str, Paper]:
    """One paper of each kind."""
    return {
        "receipt": receipt(language),
        "tag": tag(language),
        "quote": quote(language),
        "sale": sale(language),
        "warranty": warranty(language),
        "refund": refund(language),
        "day": day(language),
        "cash": cash(language),
        "test": printer_page(language),
    }
