"""The sums that never reset, kept by each closed day."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from shopdesk.domain.ledger import DEPOSITS
from shopdesk.domain.payment import Tender
from shopdesk.services.day_close import CloseDay
from shopdesk.services.day_figures import day_figures
from shopdesk.services.doctor import Finding, examine
from shopdesk.services.shop import Shop
from shopdesk.services.till import OpenTill, till_state
from shopdesk.services.work import Actor
from shopdesk.store.records.money import documents, postings
from tests.shops import COUNTER, FLOAT, OWNER, hand_over, ready, take_in

SECOND_TILL = Actor(OWNER.staff_id, "二号柜台")


def close(shop: Shop, actor: Actor) -> None:
    shop.do(CloseDay(pieces=(), confirmed=frozenset({"difference"})), actor)


def booked(shop: Shop) -> tuple[int, int]:
    """All sales less refunds, and deposits held, added up from every day there ever was."""
    traded = select(func.coalesce(func.sum(documents.c.total), 0)).where(
        documents.c.kind.in_(("sale", "refund"))
    )
    held = select(func.coalesce(-func.sum(postings.c.amount), 0)).where(postings.c.account == DEPOSITS)
    with shop.store.read() as connection:
        return connection.execute(traded).scalar_one(), connection.execute(held).scalar_one()


def shown(shop: Shop, desk: str) -> tuple[int, int]:
    session_id = shop.ask(till_state, desk).session_id
    assert session_id is not None
    figures = shop.ask(day_figures, session_id)
    return figures.running_total, figures.deposits_held


def test_days_and_tills_that_overlap_come_to_what_is_booked(any_shop: Shop) -> None:
    shop = any_shop
    hand_over(shop, ready(shop))
    take_in(shop, deposit=Tender("cash", 10_000))
    shop.do(OpenTill(opening_float=FLOAT), SECOND_TILL)
    assert shown(shop, COUNTER.desk) == shown(shop, SECOND_TILL.desk) == booked(shop)
    close(shop, COUNTER)
    assert shown(shop, SECOND_TILL.desk) == booked(shop)
    assert booked(shop) == (16_000, 10_000)
    shop.do(OpenTill(opening_float=FLOAT), COUNTER)
    hand_over(shop, ready(shop))
    take_in(shop, deposit=Tender("cash", 2_500))
    close(shop, SECOND_TILL)
    assert shown(shop, COUNTER.desk) == booked(shop) == (32_000, 12_500)
    assert examine(shop) == ()


@pytest.mark.parametrize("column", ["traded_so_far", "held_so_far"])
def test_the_doctor_sees_a_kept_sum_that_is_off(shop: Shop, column: str) -> None:
    hand_over(shop, ready(shop))
    close(shop, COUNTER)
    with shop.store.write() as connection:
        connection.exec_driver_sql(f"UPDATE till_sessions SET {column} = {column} + 1")
    assert examine(shop) == (Finding("doctor.so_far"),)
