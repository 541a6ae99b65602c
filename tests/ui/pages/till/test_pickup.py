"""The pickup's presenter on a real shop, with a view that only listens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.payment import Tender
from shopdesk.domain.stock import OldPartFate
from shopdesk.domain.ticket import Status
from shopdesk.errors import Busy, Conflict
from shopdesk.services.checkout import HandedOver, HandOver
from shopdesk.ui.pages.till.pickup import (
    Match,
    Part,
    PickupData,
    PickupPresenter,
    PickupViewing,
    pickup_data,
)
from tests.shop_floor import Floor
from tests.ui.pages.till.straight import Said, StraightDesk, as_desk


@dataclass
class Counter:
    """A pickup under way."""

    floor: Floor
    desk: StraightDesk
    view: Said
    presenter: PickupPresenter
    done: list[HandedOver]

    def begin(self, ticket_id: int) -> None:
        self.presenter.open(self.floor.shop.ask(pickup_data, ticket_id))

    def scan(self, kind: CodeKind, ticket_id: int) -> None:
        use = self.presenter.scan_slip if kind is CodeKind.SLIP else self.presenter.scan_tag
        use(code_for(kind, ticket_id), ticket_id)

    def match(self, ticket_id: int) -> None:
        self.scan(CodeKind.SLIP, ticket_id)
        self.scan(CodeKind.TAG, ticket_id)

    def missing(self) -> list[Part]:
        return self.presenter.missing()


@pytest.fixture
def counter(floor: Floor) -> Counter:
    desk, view, done = StraightDesk(floor, floor.counter), Said(), list[HandedOver]()

    def out(handed: HandedOver, _data: PickupData) -> None:
        done.append(handed)

    presenter = PickupPresenter(as_desk(desk), cast("PickupViewing", view), out)
    return Counter(floor, desk, view, presenter, done)


def ready_to_go(counter: Counter) -> int:
    """Everything done but the last press."""
    ticket_id = counter.floor.ready()
    counter.begin(ticket_id)
    counter.match(ticket_id)
    counter.presenter.pay([Tender("cash", 80000)])
    counter.presenter.sign(None, on_paper=True)
    return ticket_id


def test_all_is_missing_at_first_and_goes_step_by_step(counter: Counter) -> None:
    ticket_id = counter.floor.ready(fate=OldPartFate.UNDECIDED)
    counter.begin(ticket_id)
    assert counter.missing() == [Part.SLIP, Part.TAG, Part.OLD_PARTS, Part.PAYMENT, Part.SIGNATURE]
    counter.scan(CodeKind.SLIP, ticket_id)
    counter.scan(CodeKind.TAG, ticket_id)
    assert counter.missing() == [Part.OLD_PARTS, Part.PAYMENT, Part.SIGNATURE]
    assert counter.view.last("focus_part") == (Part.OLD_PARTS,)
    assert counter.presenter.data is not None
    counter.presenter.settle_part(counter.presenter.data.card.old_parts[0].id, OldPartFate.DECLINED)
    assert counter.missing() == [Part.PAYMENT, Part.SIGNATURE]
    counter.presenter.pay([Tender("wechat", 50000), Tender("cash", 30000)])
    counter.presenter.sign(None, on_paper=True)
    assert counter.missing() == []
    counter.presenter.complete()
    assert [(done.total, done.change) for done in counter.done] == [(78000, 2000)]
    assert counter.floor.card(ticket_id).status is Status.COLLECTED


@pytest.mark.parametrize("kind", list(CodeKind)[:2])
def test_a_scan_of_another_ticket_stops_it_until_the_right_one_comes(
    counter: Counter, kind: CodeKind
) -> None:
    other = counter.floor.ready(name="赵敏")
    ticket_id = ready_to_go(counter)
    counter.scan(kind, other)
    scans = {CodeKind.SLIP: counter.presenter.slip, CodeKind.TAG: counter.presenter.tag}
    assert (scans[kind].match, scans[kind].other_id) == (Match.WRONG, other)
    counter.presenter.complete()
    assert counter.done == []
    assert counter.view.last("say")[0] == f"till.missing.{kind.name.lower()}"
    counter.scan(kind, ticket_id)
    counter.presenter.complete()
    assert len(counter.done) == 1


def test_a_lost_slip_goes_by_identity(counter: Counter) -> None:
    ticket_id = ready_to_go(counter)
    counter.begin(ticket_id)
    counter.scan(CodeKind.TAG, ticket_id)
    counter.presenter.lose_slip("身份证 尾号 4827", "掉了")
    assert Part.SLIP not in counter.missing()
    counter.presenter.pay([Tender("cash", 78000)])
    counter.presenter.sign(None, on_paper=True)
    counter.presenter.complete()
    assert len(counter.done) == 1


def test_pressing_twice_does_nothing_twice(counter: Counter) -> None:
    ready_to_go(counter)
    counter.desk.hold = True
    counter.presenter.complete()
    counter.presenter.complete()
    assert len(counter.desk.sent) == 1
    counter.desk.let_go()
    counter.presenter.complete()
    assert len(counter.done) == 1
    assert len(counter.desk.sent) == 1


def test_one_request_id_from_opening_to_the_end(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    ready_to_go(counter)
    real, refusals = counter.floor.shop.do, [Conflict("problems.ticket_changed", theirs=None, number="26-1")]

    def changed_once(command: object, actor: object) -> object:
        if refusals:
            raise refusals.pop()
        return real(command, actor)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(counter.floor.shop, "do", changed_once)
    counter.presenter.complete()
    assert counter.view.keys("say") == ["till.pickup.changed"]
    counter.presenter.complete()
    first, second = (command for command in counter.desk.sent if isinstance(command, HandOver))
    assert first.request_id == second.request_id
    assert len(counter.done) == 1


def test_a_busy_store_is_asked_again_with_the_same_command(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready_to_go(counter)
    real, tries = counter.floor.shop.do, list[object]()

    def busy_once(command: object, actor: object) -> object:
        tries.append(command)
        if len(tries) == 1:
            raise Busy("store.busy")
        return real(command, actor)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(counter.floor.shop, "do", busy_once)
    counter.presenter.complete()
    again = next(values for name, _, values in counter.desk.problems.calls if name == "handle")
    again["retry"]()
    assert tries[0] == tries[1]
    assert len(counter.done) == 1


def test_an_agreed_price_is_charged_and_said_on_the_receipt(counter: Counter) -> None:
    ready_to_go(counter)
    counter.presenter.set_price(1, 15000)
    assert counter.presenter.charge is not None
    assert counter.presenter.charge.total == 77000
    counter.presenter.complete()
    sent = counter.desk.sent[-1]
    assert isinstance(sent, HandOver)
    assert sent.notes == ("经与客户确认调整价格，原报价 ¥780.00。",)
    assert counter.done[0].total == 77000


def test_back_at_the_approved_price_nothing_is_agreed_anew(counter: Counter) -> None:
    ready_to_go(counter)
    counter.presenter.set_price(1, 15000)
    counter.presenter.set_price(1, 16000)
    counter.presenter.complete()
    sent = counter.desk.sent[-1]
    assert isinstance(sent, HandOver)
    assert (sent.lines, sent.notes) == (None, ())


def test_over_the_approval_nothing_is_sent(counter: Counter) -> None:
    ready_to_go(counter)
    counter.presenter.set_price(1, 16001)
    counter.presenter.pay([Tender("cash", 90000)])
    assert counter.missing() == [Part.AMOUNT]
    counter.presenter.complete()
    assert counter.desk.sent == []
    assert counter.view.last("say")[0] == "till.missing.amount"


def test_what_was_typed_stays_when_the_ticket_changes(counter: Counter) -> None:
    ready_to_go(counter)
    counter.presenter.set_price(0, 60000)
    counter.presenter.refresh()
    assert counter.presenter.charge is not None
    assert counter.presenter.charge.total == 76000
    assert counter.missing() == []


def test_a_new_pickup_begins_with_nothing_of_the_last(counter: Counter) -> None:
    ready_to_go(counter)
    other = counter.floor.ready(name="赵敏")
    counter.begin(other)
    assert counter.missing() == [Part.SLIP, Part.TAG, Part.PAYMENT, Part.SIGNATURE]
    assert counter.presenter.slip.match is Match.WAITING
