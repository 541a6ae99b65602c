"""The day closed on a real shop: printed is what the ledger sums to, and the next day starts clean."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopdesk.domain.papers import DayPaper
from shopdesk.domain.payment import Tender
from shopdesk.errors import NeedsConfirmation, NotAllowed, UserError
from shopdesk.services.day_close import Closed, CloseDay, past_days, x_report
from shopdesk.services.day_figures import DayFigures, day_figures
from shopdesk.services.documents import Reprint, paper_of
from shopdesk.services.refunds import Refund, RefundLine, sale
from shopdesk.services.till import MoveCash, OpenDrawer, OpenTill, TakeDeposit, till_state
from shopdesk.services.work import Actor
from shopdesk.store.chain import verify
from tests.services.books import accounts, hand_over, lopsided, more_stock, numbers, queued, session_of
from tests.shop_floor import Floor

DIFFERENCE = frozenset({"difference"})


def figures_of(floor: Floor, session_id: int | None = None) -> DayFigures:
    return floor.shop.ask(day_figures, session_id if session_id is not None else session_of(floor))


def pieces_for(floor: Floor, amount: int) -> tuple[tuple[int, int], ...]:
    """Notes and coins that make up `amount`, the rest below the smallest coin left out."""
    pieces = []
    for value in sorted({piece.minor for piece in floor.shop.settings.pack.denominations}, reverse=True):
        number, amount = divmod(amount, value)
        if number:
            pieces.append((value, number))
    return tuple(pieces)


def close(floor: Floor, **changes: object) -> Closed:
    """Close with the drawer counted right, unless said otherwise."""
    fields: dict[str, object] = {
        "pieces": pieces_for(floor, figures_of(floor).cash_expected),
        "confirmed": DIFFERENCE,
    }
    return floor.shop.do(CloseDay(**(fields | changes)), floor.owner).value  # type: ignore[arg-type]  # own fields


def z_paper(floor: Floor, closed: Closed) -> DayPaper:
    paper = floor.shop.ask(paper_of, closed.document_id)
    assert isinstance(paper, DayPaper)
    return paper


def busy_day(floor: Floor) -> None:
    """Two sales, a deposit, a refund, cash out and in."""
    floor.receive(deposit=5000, name="李雷")
    first = hand_over(floor, floor.ready(deposit=10000), Tender("wechat", 50000), Tender("cash", 20000))
    hand_over(floor, floor.ready(name="赵敏"), Tender("card", 78000, "4821"))
    assert first.sale_id is not None
    lines = floor.shop.ask(sale, first.sale_id).lines
    part_back = (RefundLine(lines[1].id, 3333),)
    floor.shop.do(Refund(sale_id=first.sale_id, reason="多收", lines=part_back), floor.owner)
    floor.shop.do(MoveCash(amount=-2500, reason="买快递袋"), floor.counter)
    floor.shop.do(MoveCash(amount=1000, reason="换零钱"), floor.counter)
    floor.shop.do(OpenDrawer(reason="换零"), floor.counter)


def test_the_figures_of_a_busy_day(floor: Floor) -> None:
    busy_day(floor)
    figures = figures_of(floor)
    assert (figures.sales_total, figures.refunds_total, figures.net_total) == (156000, 3333, 152667)
    assert (figures.sales_count, figures.refunds_count, figures.drawer_opened) == (2, 1, 1)
    assert dict(figures.tenders) == {
        "cash": 50000 + 5000 + 10000 + 18000 - 3333 - 2500 + 1000,
        "card": 78000,
        "wechat": 50000,
    }
    assert figures.cash_moved == -1500
    assert (figures.deposits_taken, figures.deposits_used, figures.deposits_held) == (15000, 10000, 5000)
    assert (figures.tickets_in, figures.tickets_out, figures.tickets_open) == (3, 2, 1)
    assert figures.running_total == 152667


def check_against_ledger(floor: Floor, figures: DayFigures) -> None:
    """Each figure is the sum of its postings, to the cent, before the close empties the drawer."""
    booked = accounts(floor.shop, session_id=figures.session_id)

    def of(start: str) -> int:
        return sum(amount for name, amount in booked.items() if name.startswith(start))

    assert {kind: amount for kind, amount in figures.tenders if amount} == {
        name.removeprefix("tender:"): amount for name, amount in booked.items() if name.startswith("tender:")
    }
    assert {kind: amount for kind, amount in figures.sales_by_kind if amount} == {
        name.removeprefix("sales:"): -amount for name, amount in booked.items() if name.startswith("sales:")
    }
    assert {tax.rate: tax.tax for tax in figures.taxes if tax.tax} == {
        int(name.removeprefix("tax:")): -amount for name, amount in booked.items() if name.startswith("tax:")
    }
    assert figures.net_total == -of("sales:") - of("tax:")
    assert figures.net_total == sum(amount for _, amount in figures.sales_by_kind) + sum(
        tax.tax for tax in figures.taxes
    )
    assert sum(tax.base for tax in figures.taxes) == sum(amount for _, amount in figures.sales_by_kind)
    assert figures.opening_float == -of("float")
    assert figures.cash_moved == -of("cash_moved")
    assert figures.deposits_taken - figures.deposits_used == -of("deposits")
    assert lopsided(floor.shop) == []


@pytest.mark.parametrize(("language", "pack"), [("zh_CN", "cn"), ("en", "us-nyc"), ("en", "eu-fr")])
def test_every_figure_is_a_sum_of_the_ledger(
    open_floor: Callable[..., Floor], language: str, pack: str
) -> None:
    floor = open_floor(language, pack)
    floor.receive(deposit=5000)
    first = hand_over(floor, floor.ready(deposit=10000))
    hand_over(floor, floor.ready(name="赵敏"))
    assert first.sale_id is not None
    line = floor.shop.ask(sale, first.sale_id).lines[0]
    floor.shop.do(Refund(sale_id=first.sale_id, reason="x", lines=(RefundLine(line.id, 777),)), floor.owner)
    check_against_ledger(floor, figures_of(floor))


def test_the_z_prints_what_the_ledger_says(floor: Floor) -> None:
    busy_day(floor)
    before = figures_of(floor)
    check_against_ledger(floor, before)
    closed = close(floor, note="平安")
    paper = z_paper(floor, closed)
    assert (paper.z_number, paper.note, paper.closed_by) == (1, "平安", "林")
    assert paper.net_total.minor == before.net_total
    assert paper.sales_total.minor - paper.refunds_total.minor == paper.net_total.minor
    cash = paper.tenders[0]
    assert (cash.expected.minor, cash.counted.minor) == (
        before.cash_expected,
        sum(value.minor * number for value, number in paper.denominations),
    )
    assert [one.expected.minor for one in paper.tenders] == [amount for _, amount in before.tenders]
    assert [(tax.base.minor, tax.tax.minor) for tax in paper.taxes] == [
        (tax.base, tax.tax) for tax in before.taxes
    ]
    assert queued(floor.shop, closed.document_id) == 1
    # Looked at afterwards, the session still says the same.
    after = figures_of(floor, closed.session_id)
    assert (after.tenders, after.net_total, after.z_number) == (before.tenders, before.net_total, 1)


def test_the_close_empties_every_tender_into_the_bank(floor: Floor) -> None:
    busy_day(floor)
    held = sum(amount for _, amount in figures_of(floor).tenders)
    close(floor)
    booked = accounts(floor.shop)
    assert {name: amount for name, amount in booked.items() if name.startswith("tender:")} == {}
    assert booked["bank"] + booked.get("over_short", 0) == held
    assert lopsided(floor.shop) == []


def test_the_next_day_starts_clean(floor: Floor) -> None:
    busy_day(floor)
    first = close(floor)
    assert not floor.shop.ask(till_state, floor.counter.desk).is_open
    floor.clock.on(hours=20)
    floor.shop.do(OpenTill(opening_float=30000), floor.counter)
    figures = figures_of(floor)
    assert dict(figures.tenders) == {"cash": 30000}
    assert (figures.sales_total, figures.refunds_total, figures.cash_moved) == (0, 0, 0)
    assert (figures.deposits_taken, figures.deposits_used, figures.deposits_held) == (0, 0, 5000)
    assert (figures.sales_count, figures.tickets_in, figures.drawer_opened) == (0, 0, 0)
    assert figures.running_total == 152667
    assert figures.first_entry > figures_of(floor, first.session_id).first_entry
    assert close(floor).z_number == 2
    assert numbers(floor.shop, "day") == [1, 2]


# over and short


@pytest.mark.parametrize(
    ("pieces", "difference"), [(((10000, 5),), 0), (((10000, 6),), 10000), (((5000, 9),), -5000)]
)
def test_a_difference_is_booked_as_over_or_short(
    floor: Floor, pieces: tuple[tuple[int, int], ...], difference: int
) -> None:
    closed = close(floor, pieces=pieces)
    assert closed.over_short == difference
    assert -accounts(floor.shop).get("over_short", 0) == difference
    assert accounts(floor.shop)["bank"] == 50000 + difference
    assert z_paper(floor, closed).over_short.minor == difference
    assert floor.shop.ask(past_days)[0].over_short == difference


def test_a_difference_asks_first_and_writes_nothing(floor: Floor) -> None:
    command = CloseDay(pieces=((10000, 4),))
    with pytest.raises(NeedsConfirmation) as asked:
        floor.shop.do(command, floor.counter)
    assert asked.value.confirm == "difference"
    assert asked.value.values["difference"] == floor.shop.settings.money(-10000)
    assert floor.shop.ask(till_state, floor.counter.desk).is_open
    assert numbers(floor.shop, "day") == []


def test_differences_that_cancel_out_still_ask(floor: Floor) -> None:
    hand_over(floor, floor.ready(), Tender("wechat", 78000))
    with pytest.raises(NeedsConfirmation):
        floor.shop.do(CloseDay(pieces=((10000, 6),), counted_tenders=(("wechat", 68000),)), floor.owner)


def test_slips_are_counted_apart(floor: Floor) -> None:
    hand_over(floor, floor.ready(), Tender("wechat", 78000))
    closed = close(floor, counted_tenders=(("wechat", 77900), ("alipay", 100)))
    assert closed.over_short == 0
    paper = z_paper(floor, closed)
    by_name = {one.name: (one.expected.minor, one.counted.minor) for one in paper.tenders}
    assert by_name["微信支付"] == (78000, 77900)
    assert by_name["支付宝"] == (0, 100)
    assert paper.over_short.minor == 0
    assert accounts(floor.shop).get("tender:alipay", 0) == 0
    assert accounts(floor.shop)["bank"] == 128000


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"pieces": ((7, 1),)}, "problems.pieces"),
        ({"pieces": ((10000, -1),)}, "problems.pieces"),
        ({"pieces": ((10000, 100_001),)}, "problems.pieces"),
        ({"pieces": ((10000, 2), (10000, 3))}, "problems.pieces"),
        ({"counted_tenders": (("gold", 1),)}, "problems.unknown_tender"),
        ({"counted_tenders": (("cash", 50000),)}, "problems.unknown_tender"),
    ],
)
def test_counts_that_are_none(floor: Floor, changes: dict[str, object], key: str) -> None:
    with pytest.raises(UserError) as problem:
        close(floor, **changes)
    assert problem.value.key == key
    assert floor.shop.ask(till_state, floor.counter.desk).is_open


# once, by whom, and what was before


def test_a_day_closes_once(floor: Floor) -> None:
    command = CloseDay(pieces=((10000, 5),))
    first = floor.shop.do(command, floor.counter)
    again = floor.shop.do(command, floor.counter)
    assert again.repeated
    assert again.value == first.value
    assert numbers(floor.shop, "day") == [1]
    with pytest.raises(UserError, match="till_closed"):
        floor.shop.do(CloseDay(pieces=((10000, 5),)), floor.counter)


def test_the_bench_closes_nothing(floor: Floor) -> None:
    with pytest.raises(NotAllowed):
        floor.shop.do(CloseDay(pieces=((10000, 5),)), floor.technician)


def test_x_only_looks(floor: Floor) -> None:
    busy_day(floor)
    before = accounts(floor.shop)
    paper = floor.shop.ask(x_report, session_of(floor))
    assert (paper.z_number, paper.net_total.minor, paper.over_short.minor) == (0, 152667, 0)
    assert accounts(floor.shop) == before
    assert numbers(floor.shop, "day") == []
    assert floor.shop.ask(till_state, floor.counter.desk).is_open


def test_two_desks_close_apart_under_one_row_of_numbers(floor: Floor) -> None:
    second = Actor(floor.counter.staff_id, "二号柜台")
    floor.shop.do(OpenTill(opening_float=10000), second)
    ticket_id = floor.receive().ticket_id
    floor.shop.do(TakeDeposit(ticket_id=ticket_id, tender=Tender("cash", 2000)), second)
    assert close(floor).over_short == 0
    closed = floor.shop.do(CloseDay(pieces=((10000, 1), (2000, 1))), second).value
    assert (closed.z_number, closed.over_short) == (2, 0)
    assert [(past.z_number, past.desk) for past in floor.shop.ask(past_days)] == [
        (2, "二号柜台"),
        (1, "一号柜台"),
    ]


def test_a_closed_day_is_printed_again_marked(floor: Floor) -> None:
    closed = close(floor)
    story = floor.shop.do(Reprint(document_id=closed.document_id), floor.counter).value
    assert story.copy_no == 1
    assert queued(floor.shop, closed.document_id) == 2


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("sell"), st.integers(0, 78000)),
        st.tuples(st.just("deposit"), st.integers(1, 50000)),
        st.tuples(st.just("refund"), st.integers(1, 60000)),
        st.tuples(st.just("cash"), st.integers(-40000, 40000).filter(bool)),
    ),
    max_size=6,
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, found=st.integers(-500, 500))
def test_any_day_adds_up_and_leaves_the_next_one_clean(
    floor: Floor, steps: list[tuple[str, int]], found: int
) -> None:
    sales: list[int] = []
    for step, amount in steps:
        _live(floor, sales, step, amount)
    figures = figures_of(floor)
    check_against_ledger(floor, figures)
    counted = max(0, figures.cash_expected + found * 10)
    closed = close(floor, pieces=pieces_for(floor, counted))
    printed = z_paper(floor, closed)
    assert printed.net_total.minor == figures.net_total
    assert (
        closed.over_short
        == sum(value.minor * number for value, number in printed.denominations) - figures.cash_expected
    )
    assert not any(name.startswith("tender:") for name in accounts(floor.shop))
    assert lopsided(floor.shop) == []
    floor.shop.do(OpenTill(opening_float=50000), floor.owner)
    assert dict(figures_of(floor).tenders) == {"cash": 50000}
    keys = floor.shop.store.keys
    with floor.shop.store.read() as connection:
        assert list(verify(connection, keys.chain, floor.shop.store.anchor.get())) == []


def _live(floor: Floor, sales: list[int], step: str, amount: int) -> None:
    """One thing of the day; what the shop refuses is left out."""
    match step:
        case "sell":
            more_stock(floor)
            tenders = (Tender("wechat", amount), Tender("cash", 80000 - amount))
            done = hand_over(floor, floor.ready(), *(tender for tender in tenders if tender.amount))
            assert done.sale_id is not None
            sales.append(done.sale_id)
        case "deposit":
            ticket_id = floor.receive().ticket_id
            floor.shop.do(TakeDeposit(ticket_id=ticket_id, tender=Tender("alipay", amount)), floor.counter)
        case "refund" if sales:
            line = floor.shop.ask(sale, sales[-1]).lines[0]
            if amount <= line.left:
                lines = (RefundLine(line.id, amount),)
                floor.shop.do(
                    Refund(sale_id=sales[-1], reason="多收", lines=lines, tender="wechat"), floor.owner
                )
        case "cash" if figures_of(floor).cash_expected + amount >= 0:
            floor.shop.do(MoveCash(amount=amount, reason="试"), floor.counter)
