"""Looking into the books from outside the services: sums of postings, documents, print jobs, events."""

from __future__ import annotations

from sqlalchemy import func, select

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.payment import Tender
from shopdesk.services.checkout import Charge, HandedOver, HandOver, charge
from shopdesk.services.inventory import ReceiveLot
from shopdesk.services.shop import Shop
from shopdesk.services.till import till_state
from shopdesk.store.records.money import documents, events, postings
from shopdesk.store.records.office import print_jobs
from tests.shop_floor import Floor


def accounts(shop: Shop, *, session_id: int | None = None, document_id: int | None = None) -> dict[str, int]:
    """The balance of each account, of the whole ledger or a part of it; empty ones are left out."""
    wanted = select(postings.c.account, func.sum(postings.c.amount)).group_by(postings.c.account)
    if session_id is not None:
        wanted = wanted.where(postings.c.session_id == session_id)
    if document_id is not None:
        wanted = wanted.where(postings.c.document_id == document_id)
    with shop.store.read() as connection:
        return {account: int(total) for account, total in connection.execute(wanted) if total}


def lopsided(shop: Shop) -> list[int]:
    """Documents whose postings do not sum to nothing."""
    wanted = (
        select(postings.c.document_id)
        .group_by(postings.c.document_id)
        .having(func.sum(postings.c.amount) != 0)
    )
    with shop.store.read() as connection:
        return list(connection.execute(wanted).scalars())


def numbers(shop: Shop, kind: str) -> list[int]:
    """Serials of a kind of document, in the order issued."""
    wanted = select(documents.c.serial).where(documents.c.kind == kind).order_by(documents.c.id)
    with shop.store.read() as connection:
        return list(connection.execute(wanted).scalars())


def queued(shop: Shop, document_id: int) -> int:
    """Print jobs of a document."""
    wanted = select(func.count()).where(print_jobs.c.document_id == document_id)
    with shop.store.read() as connection:
        return int(connection.execute(wanted).scalar_one())


def told(shop: Shop, kind: str) -> list[str]:
    """What was recorded of a kind of event, as JSON."""
    wanted = select(events.c.data).where(events.c.kind == kind).order_by(events.c.id)
    with shop.store.read() as connection:
        return list(connection.execute(wanted).scalars())


def session_of(floor: Floor) -> int:
    """The open session of the counter's desk."""
    state = floor.shop.ask(till_state, floor.counter.desk)
    assert state.session_id is not None
    return state.session_id


def more_stock(floor: Floor) -> None:
    """One more screen on the shelf, for tests that repair any number of devices."""
    floor.shop.do(
        ReceiveLot(part_id=floor.screen_id, quantity=1, unit_cost=41000, number="2611-1"), floor.owner
    )


def charge_of(floor: Floor, ticket_id: int) -> Charge:
    return floor.shop.ask(charge, ticket_id)


def pickup(floor: Floor, ticket_id: int, *tenders: Tender, **changes: object) -> HandOver:
    """The command that hands a ready ticket over as it should be; `changes` replace fields."""
    fields: dict[str, object] = {
        "ticket_id": ticket_id,
        "seen_version": floor.version(ticket_id),
        "tag_code": code_for(CodeKind.TAG, ticket_id),
        "slip_code": code_for(CodeKind.SLIP, ticket_id),
        "tenders": tenders,
        "signed_on_paper": True,
    }
    return HandOver(**(fields | changes))  # type: ignore[arg-type]  # tests name their own fields


def hand_over(floor: Floor, ticket_id: int, *tenders: Tender, **changes: object) -> HandedOver:
    """Hand over, paid in cash to the cent unless said otherwise."""
    due = charge_of(floor, ticket_id).due
    paid = tenders or ((Tender("cash", due),) if due > 0 else ())
    return floor.shop.do(pickup(floor, ticket_id, *paid, **changes), floor.counter).value
