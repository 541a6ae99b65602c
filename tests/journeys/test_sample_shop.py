"""The sample shop: true, in every status, and nothing in it is yet to come."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from shopdesk.bootstrap.sample_shop import build_sample
from shopdesk.domain.ticket import Status
from shopdesk.services.doctor import examine
from shopdesk.services.shop import Shop
from shopdesk.store.records.base import from_ms
from shopdesk.store.records.money import events
from shopdesk.store.records.tickets import tickets


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_sample_shop_holds_every_status_and_is_sound(tmp_path: Path, language: str) -> None:
    end = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    assert build_sample(tmp_path / "shop", language, until=end) == 0
    shop = Shop.open(str(tmp_path / "shop"))
    try:
        assert examine(shop) == ()
        with shop.store.read() as connection:
            rows = connection.execute(select(tickets.c.status, func.count()).group_by(tickets.c.status))
            found = {status: number for status, number in rows}  # noqa: C416 - rows are no pairs to mypy
            newest = connection.execute(select(func.max(events.c.at_ms))).scalar_one()
    finally:
        shop.close()
    assert set(found) == {status.value for status in Status}
    assert sum(found.values()) >= 60
    assert from_ms(newest) <= end
