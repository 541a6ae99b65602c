"""Documents: frozen when issued, balanced or not at all, numbered each in its own row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.domain.ledger import Posting
from shopdesk.domain.papers import CashPaper, PaperKind, ReceiptPaper, SalePaper
from shopdesk.domain.payment import Tender
from shopdesk.errors import UserError
from shopdesk.services.documents import Serial, documents_of_ticket, issue, paper_of
from shopdesk.services.people import EditCustomer, customer
from shopdesk.services.settings import load_settings
from shopdesk.services.setup import SaveSettings
from shopdesk.services.shop import Shop
from shopdesk.services.till import TakeDeposit
from shopdesk.services.work import Reading, Work
from tests.shops import COUNTER, OWNER, hand_over, ready, take_in


def test_a_document_says_years_later_what_it_said(any_shop: Shop) -> None:
    ticket = ready(any_shop)
    sold = hand_over(any_shop, ticket, Tender("wechat", 10_000), Tender("cash", 7_000))
    assert sold.sale_id is not None
    before = [any_shop.ask(paper_of, one.id) for one in any_shop.ask(documents_of_ticket, ticket)]
    kept = any_shop.ask(customer, 1)
    any_shop.do(EditCustomer(customer_id=1, seen_version=kept.version, name="改名", phone=""), COUNTER)

    def saved(reading: Reading) -> int:
        found = load_settings(reading.connection)
        assert found is not None
        return found.version

    other = replace(any_shop.settings, name="别的店", paper_language="en", tax_rate=0)
    any_shop.do(SaveSettings(value=other, seen_version=any_shop.ask(saved)), OWNER)
    assert [any_shop.ask(paper_of, one.id) for one in any_shop.ask(documents_of_ticket, ticket)] == before
    receipt, sale = before[0], any_shop.ask(paper_of, sold.sale_id)
    assert isinstance(receipt, ReceiptPaper)
    assert isinstance(sale, SalePaper)
    assert (receipt.customer_name, receipt.head.shop_name) == ("王喆", "青禾手机维修")
    assert (sale.total.minor, sale.change.minor) == (16_000, 1_000)


def test_numbers_run_each_kind_by_itself(any_shop: Shop) -> None:
    tickets = [ready(any_shop) for _ in range(2)]
    for ticket in tickets:
        hand_over(any_shop, ticket)
    for ticket in tickets:
        numbers = {one.kind: one.number for one in any_shop.ask(documents_of_ticket, ticket)}
        assert numbers == {
            PaperKind.RECEIPT: f"26-{ticket:06d}",
            PaperKind.TAG: f"26-{ticket:06d}",
            PaperKind.QUOTE: f"26-{ticket:06d}/1",
            PaperKind.SALE: f"S26-{ticket:06d}",
            PaperKind.WARRANTY: f"W26-{ticket:06d}",
        }


def test_what_does_not_balance_is_not_issued(shop: Shop) -> None:
    taken = take_in(shop)
    paper = shop.ask(paper_of, taken.tag_id)

    def lopsided(work: Work, *posted: Posting, session_id: int | None) -> None:
        serial = Serial(1, "C26-999999")
        issue(work, PaperKind.CASH, paper, serial, language="en", session_id=session_id, posted=posted)

    with pytest.raises(ValueError, match="does not balance"):
        shop.run("", lopsided, Posting("tender:cash", 5), session_id=1)
    with pytest.raises(ValueError, match="posted to a till session"):
        shop.run("", lopsided, Posting("tender:cash", 5), Posting("float", -5), session_id=None)
    with pytest.raises(UserError) as caught:
        shop.ask(paper_of, 12345)
    assert caught.value.key == "problems.no_such_document"


def test_a_slip_number_is_cleaned_like_everything_typed(any_shop: Shop) -> None:
    ticket = take_in(any_shop).ticket_id
    deposit = TakeDeposit(ticket_id=ticket, tender=Tender("card", 5_000, "  12\x0034\x1b "))
    document = any_shop.do(deposit, COUNTER).value
    assert isinstance(any_shop.ask(paper_of, document), CashPaper)
    with any_shop.store.read() as connection:
        found = connection.exec_driver_sql(
            f"SELECT reference FROM postings WHERE document_id = {document} AND account = 'tender:card'"
        )
        assert found.scalar_one() == "1234"


def test_two_cards_keep_both_slip_numbers(any_shop: Shop) -> None:
    sold = hand_over(any_shop, ready(any_shop), Tender("card", 6_000, "A1"), Tender("card", 10_000, "B2"))
    with any_shop.store.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT amount, reference FROM postings "
            f"WHERE document_id = {sold.sale_id} AND account = 'tender:card'"
        )
        assert found.one() == (16_000, "A1, B2")
