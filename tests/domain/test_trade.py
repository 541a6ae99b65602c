"""Small rules of the trade: lots, tenders, the drawer, warranty, the books, who may do what."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.ledger import (
    GENESIS,
    Posting,
    balanced,
    canonical,
    commitment,
    digest,
    integrity_code,
    seal,
)
from shopdesk.domain.payment import CASH, Tender, TenderProblem, settle
from shopdesk.domain.roles import ALLOWED, Permission, Role, allows
from shopdesk.domain.stock import LotStock, Shortage, take_oldest_first
from shopdesk.domain.till import Count, over_short
from shopdesk.domain.warranty import covered_until, days_covered, is_covered


def lots(*quantities: int) -> list[LotStock]:
    return [LotStock(number, quantity) for number, quantity in enumerate(quantities, start=1)]


@pytest.mark.parametrize(
    ("there", "wanted", "taken"),
    [
        ((3,), 2, [(1, 2)]),
        ((1, 5), 3, [(1, 1), (2, 2)]),
        ((0, 5), 1, [(2, 1)]),
        ((2, 2, 2), 6, [(1, 2), (2, 2), (3, 2)]),
        ((2,), 0, []),
    ],
)
def test_the_oldest_lot_goes_first(there: tuple[int, ...], wanted: int, taken: list[tuple[int, int]]) -> None:
    assert take_oldest_first(lots(*there), wanted) == tuple(LotStock(*one) for one in taken)


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 40))
def test_never_more_than_there_is(there: list[int], wanted: int) -> None:
    if wanted > sum(there):
        with pytest.raises(Shortage) as caught:
            take_oldest_first(lots(*there), wanted)
        assert (caught.value.wanted, caught.value.there) == (wanted, sum(there))
        return
    taken = {one.lot_id: one.quantity for one in take_oldest_first(lots(*there), wanted)}
    assert sum(taken.values()) == wanted
    for lot in lots(*there):
        assert 0 <= taken.get(lot.lot_id, 0) <= lot.quantity
        if taken.get(lot.lot_id, 0) < lot.quantity:
            assert not any(later in taken for later in range(lot.lot_id + 1, len(there) + 1))


@pytest.mark.parametrize(
    ("due", "given_", "kept", "change"),
    [
        (100, [(CASH, 100)], [(CASH, 100)], 0),
        (100, [(CASH, 150)], [(CASH, 100)], 50),
        (100, [("card", 60), (CASH, 50)], [("card", 60), (CASH, 40)], 10),
        (100, [("card", 100), (CASH, 50)], [("card", 100)], 50),
        (0, [], [], 0),
    ],
)
def test_tenders_settle_with_change_from_cash(
    due: int, given_: list[tuple[str, int]], kept: list[tuple[str, int]], change: int
) -> None:
    settled = settle(due, [Tender(*one) for one in given_])
    assert [(tender.kind, tender.amount) for tender in settled.kept] == kept
    assert settled.change == change


@pytest.mark.parametrize(
    ("due", "given_", "reason", "amount"),
    [
        (100, [(CASH, 99)], "short", 1),
        (100, [], "short", 100),
        (100, [("card", 101)], "over", 1),
        (100, [("card", 130), (CASH, 10)], "over", 30),
        (100, [(CASH, 0)], "negative", 0),
        (100, [(CASH, 200), ("card", -100)], "negative", 0),
    ],
)
def test_what_does_not_settle(due: int, given_: list[tuple[str, int]], reason: str, amount: int) -> None:
    with pytest.raises(TenderProblem) as caught:
        settle(due, [Tender(*one) for one in given_])
    assert (caught.value.reason, caught.value.amount) == (reason, amount)


tenders = st.lists(
    st.builds(Tender, st.sampled_from((CASH, "card", "wechat")), st.integers(-5, 500)), max_size=6
)


@given(st.integers(0, 900), tenders)
def test_what_is_kept_is_what_is_due(due: int, offered: list[Tender]) -> None:
    try:
        settled = settle(due, offered)
    except TenderProblem:
        return
    assert sum(tender.amount for tender in settled.kept) == due
    assert sum(tender.amount for tender in offered) == due + settled.change
    assert all(tender.amount > 0 for tender in settled.kept)

    def other_than_cash(some: list[Tender]) -> list[Tender]:
        return [tender for tender in some if tender.kind != CASH]

    assert other_than_cash(list(settled.kept)) == other_than_cash(offered)


def test_the_drawer_is_counted_by_pieces() -> None:
    count = Count.of({100: 3, 10_000: 2, 500: 0})
    assert count.pieces == ((10_000, 2), (100, 3))
    assert count.total == 20_300
    assert over_short(20_300, 20_000) == 300
    assert over_short(19_900, 20_000) == -100
    for pieces in ({0: 1}, {-100: 1}, {100: -1}):
        with pytest.raises(ValueError, match="counted"):
            Count.of(pieces)


@pytest.mark.parametrize(("promised", "law", "days"), [(90, 30, 90), (0, 30, 30), (10, 30, 30), (0, 0, 0)])
def test_never_less_warranty_than_the_law(promised: int, law: int, days: int) -> None:
    assert days_covered(promised, law) == days


def test_the_day_of_collection_does_not_count() -> None:
    handed_over = date(2028, 2, 28)
    until = covered_until(handed_over, 2)
    assert until == date(2028, 3, 1)
    assert is_covered(date(2028, 3, 1), until)
    assert not is_covered(date(2028, 3, 2), until)
    assert covered_until(handed_over, 0) is None
    assert not is_covered(handed_over, None)


def test_books_balance_or_not() -> None:
    assert balanced(())
    assert balanced((Posting("a", 5), Posting("b", -3), Posting("c", -2)))
    assert not balanced((Posting("a", 5), Posting("b", -4)))


def test_there_is_one_spelling() -> None:
    assert canonical({"b": 1, "a": ["喆", None, True]}) == '{"a":["喆",null,true],"b":1}'.encode()
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest([1, 2]) != digest([2, 1])
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical(float("nan"))


def test_a_seal_depends_on_key_past_and_content() -> None:
    one = seal(b"key", GENESIS, "content")
    assert one == seal(b"key", GENESIS, "content")
    assert (
        len({one, seal(b"kez", GENESIS, "content"), seal(b"key", one, "content"), seal(b"key", GENESIS, "x")})
        == 4
    )
    assert commitment("a", b"text") != commitment("b", b"text")


def test_the_integrity_code_is_readable_and_moves_with_every_detail() -> None:
    code = integrity_code(["26-000001", [], []])
    assert len(code) == 9
    assert code[4] == "-"
    assert not set(code) & set("ILOU")
    assert code != integrity_code(["26-000001", [], ["x"]])


def test_what_is_not_listed_is_not_allowed() -> None:
    assert set(ALLOWED) == set(Role)
    assert all(allows(Role.OWNER, permission) for permission in Permission)
    owners_own = {Permission.ADMINISTER, Permission.REFUND, Permission.SEE_COST}
    for role in (Role.COUNTER, Role.TECHNICIAN):
        assert not any(allows(role, permission) for permission in owners_own)
    assert not allows(Role.COUNTER, Permission.REVEAL_PASSCODE)
    assert not allows(Role.TECHNICIAN, Permission.TAKE_MONEY)
    assert not allows(Role.TECHNICIAN, Permission.HAND_OVER)
