"""Drafts: kept as typed, found again at the same desk after a restart, gone when dropped."""

from __future__ import annotations

from shopdesk.config import ShopLocation
from shopdesk.services.drafts import drafts_of, drop_draft, keep_draft
from shopdesk.services.shop import Shop
from tests.shops import BENCH_DESK, COUNTER_DESK, Clock


def test_the_newest_state_is_kept_once(any_location: ShopLocation, clock: Clock) -> None:
    shop = Shop.open(any_location, clock)
    for body in ("王", "王喆", "王喆 138"):
        shop.run(COUNTER_DESK, keep_draft, "d1", "intake", body, body)
    shop.run(COUNTER_DESK, keep_draft, "d2", "intake", "李", "李")
    shop.run(BENCH_DESK, keep_draft, "d3", "intake", "陈", "陈")
    shop.run(COUNTER_DESK, keep_draft, "d4", "quote", "报价", "{}")
    shop.close()
    shop = Shop.open(any_location, clock)
    found = shop.ask(drafts_of, COUNTER_DESK, "intake")
    assert [(one.id, one.body) for one in found] == [("d2", "李"), ("d1", "王喆 138")]
    shop.run(COUNTER_DESK, drop_draft, "d2")
    shop.run(COUNTER_DESK, drop_draft, "unheard of")
    assert [one.id for one in shop.ask(drafts_of, COUNTER_DESK, "intake")] == ["d1"]
    shop.close()


def test_a_draft_is_no_ticket_and_moves_no_books(shop: Shop) -> None:
    head = shop.store.anchor.get()
    shop.run(COUNTER_DESK, keep_draft, "d1", "intake", "王", "{}")
    assert shop.store.anchor.get() == head
