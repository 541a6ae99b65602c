"""Two windows, one counter: what the customer sees, does, and never sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.consent import Purpose
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.payment import Tender
from shopdesk.services.consents import SaveConsentText
from shopdesk.services.desk_settings import SaveDeskSettings, saved_desk_settings
from shopdesk.ui.customer_screen.large import Answer
from shopdesk.ui.customer_screen.scenes import IdleScene, IntakeScene, PayScene, QuoteScene
from shopdesk.ui.customer_screen.window import CustomerWindow
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.intake.entered import Entered
from shopdesk.ui.pages.intake.intake_page import IntakePage
from shopdesk.ui.pages.tickets.page import TicketsPage
from shopdesk.ui.pages.till.till_page import TillPage
from tests.shop_floor import Floor

SECRETS = ("135790", "常客，爱还价", "41000", "410.00")


class Counter:
    """Somebody at the counter, and the customer before the other screen."""

    def __init__(self, opened: OpenDesk, floor: Floor, qtbot: QtBot) -> None:
        self.opened, self.floor, self.qtbot = opened, floor, qtbot
        self.desk: Desk = opened.front.desk
        opened.front.customer.screen.toggle()
        self.settle()

    @property
    def window(self) -> CustomerWindow:
        found = self.opened.front.customer.screen.window
        assert found is not None
        return found

    @property
    def scene(self) -> object:
        return self.desk.customer.scene

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(self.opened.frame.tasks.idle)
            QApplication.processEvents()

    def shows(self, kind: type) -> bool:
        return isinstance(self.scene, kind)

    def is_on(self) -> bool:
        return self.opened.front.customer.screen.window is not None

    def until(self, kind: type) -> None:
        self.qtbot.waitUntil(lambda: self.shows(kind))

    def intake(self) -> IntakePage:
        page = self.desk.navigator.page("intake")
        assert isinstance(page, IntakePage)
        return page

    def begin_intake(self, **typed: object) -> IntakePage:
        """An intake as typed so far, a passcode and a note among staff with it."""
        page = self.intake()
        entered = Entered(
            name="王喆", phone="138 0016 4827", model="iPhone 14 Pro Max", note=SECRETS[1], fault_words="碎屏"
        )
        page.view.fill(replace(entered, **typed))  # type: ignore[arg-type]  # tests name their own fields
        page.view.device.passcode.kind.setCurrentIndex(1)
        page.view.device.passcode.secret.setText(SECRETS[0])
        page.view.changed.emit()
        self.until(IntakeScene)
        self.settle()
        return page

    def seen(self) -> str:
        """Every word in the window, in views that are hidden too."""
        words = [label.text() for label in self.window.findChildren(QLabel)]
        words += [answer.text() for answer in self.window.findChildren(Answer)]
        for widget in self.window.findChildren(QWidget):
            words += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        return "\n".join(words) + self.window.windowTitle()

    def tap(self, name: str) -> None:
        button = self.window.findChild(Answer, name)
        assert button is not None, name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
        self.settle()

    def pen(self, kind: QEvent.Type, x: float, y: float, pressure: float) -> None:
        pad = self.window.front().sign.pad  # type: ignore[attr-defined]  # the three views that sign
        device = QPointingDevice.primaryPointingDevice()
        at = QPointF(x, y)
        down = Qt.MouseButton.LeftButton
        QApplication.sendEvent(
            pad,
            QTabletEvent(
                kind, device, at, at, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, down, down
            ),
        )

    def sign(self, *, lift: bool = True) -> None:
        self.pen(QEvent.Type.TabletPress, 40, 40, 0.2)
        for step in range(1, 8):
            self.pen(QEvent.Type.TabletMove, 40 + step * 20, 40 + (step % 3) * 12, 0.2 + step * 0.1)
        if lift:
            self.pen(QEvent.Type.TabletRelease, 180, 40, 0)


@pytest.fixture
def counter(floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot) -> Iterator[Counter]:
    opened = open_window(floor, floor.owner, page="intake")
    yield Counter(opened, floor, qtbot)
    opened.front.customer.screen.close()


def test_the_shops_own_face_while_nothing_goes_on(counter: Counter) -> None:
    assert counter.shows(IdleScene)
    assert counter.window.front() is counter.window.idle
    assert counter.window.idle.shop.text() == counter.floor.shop.settings.name


def test_the_intake_shows_as_it_is_typed_and_nothing_that_is_not_the_customers(counter: Counter) -> None:
    counter.begin_intake()
    seen = counter.seen()
    texts = counter.floor.shop.settings.pack.consents
    assert "iPhone 14 Pro Max" in seen
    assert all(text.text.zh_CN in seen for text in texts)
    assert not [secret for secret in SECRETS if secret in seen or secret in repr(counter.scene)]


@pytest.mark.parametrize("away", ["tickets", "customers", "settings"])
def test_it_is_gone_the_moment_the_counter_goes_elsewhere(counter: Counter, away: str) -> None:
    counter.begin_intake()
    counter.desk.navigator.go(away)
    assert counter.shows(IdleScene)
    counter.settle()
    assert counter.window.front() is counter.window.idle
    assert not [word for word in ("iPhone", "王喆", "碎屏") if word in counter.seen()]
    counter.desk.navigator.go("intake")
    counter.until(IntakeScene)


def test_another_form_is_another_customers(counter: Counter) -> None:
    page = counter.begin_intake()
    page.presenter.park()
    assert counter.shows(IdleScene)
    counter.settle()
    assert "iPhone" not in counter.seen()


def test_a_locked_desk_shows_nobodys_data(counter: Counter) -> None:
    counter.begin_intake()
    counter.opened.front.lock_desk()
    assert counter.shows(IdleScene)
    counter.settle()
    counter.intake().consenting.show()  # as anything that comes in meanwhile would
    assert counter.shows(IdleScene)
    lock = counter.opened.front.lock
    assert lock is not None
    lock.reject()
    counter.desk.customer.hold(held=False)
    counter.until(IntakeScene)


def test_what_the_customer_taps_stands_at_the_counter_and_is_kept_as_theirs(counter: Counter) -> None:
    page = counter.begin_intake()
    counter.tap("customer_answer_opening_yes")
    counter.tap("customer_answer_data_access_no")
    row = page.view.terms.rows[2]
    assert (row.consent.purpose, row.value(), row.by_customer) == ("opening", "yes", True)
    # The counter answers over it: it is no longer the customer's hand.
    row.answers.chips()[1].click()
    assert (row.value(), row.by_customer) == ("no", False)
    counter.settle()
    counter.qtbot.waitUntil(counter.window.intake.sheets["opening"].answers["no"].isChecked)
    entered = page.view.entered()
    assert entered.by_customer == ("data_access",)
    assert entered.consent_versions["opening"].startswith("pack ")


def test_a_passcode_is_warned_of_where_unlocking_is_refused(counter: Counter) -> None:
    page = counter.begin_intake()
    assert not page.view.banner.isVisible()
    counter.tap("customer_answer_data_access_no")
    assert page.view.banner.isVisible()
    said = [label.text() for label in page.view.banner.findChildren(QLabel)]
    assert any("不同意解锁" in words for words in said)
    page.view.device.passcode.forget()
    page.view.changed.emit()
    assert not page.view.banner.isVisible()


def test_the_signature_arrives_while_it_is_drawn_with_its_pressure_and_can_be_refused(
    counter: Counter,
) -> None:
    page = counter.begin_intake()
    counter.sign(lift=False)
    arriving = page.view.terms.pad.signature()
    assert arriving is not None
    assert page.view.entered().signature is not None
    counter.pen(QEvent.Type.TabletRelease, 180, 40, 0)
    counter.settle()
    signed = page.view.terms.pad.signature()
    assert signed is not None
    assert signed == counter.window.intake.sign.pad.signature()
    pressures = [point[2] for point in signed.strokes[0]]
    assert pressures == sorted(pressures)
    assert len(set(pressures)) > 4
    page.view.terms.pad.clear()
    counter.qtbot.waitUntil(lambda: counter.window.intake.sign.pad.signature() is None)


def test_the_customers_own_language_whatever_the_counter_speaks(counter: Counter) -> None:
    counter.begin_intake(language="en")
    text = counter.floor.shop.settings.pack.consent("wipe")
    assert text.text.en in counter.seen()
    assert text.text.zh_CN not in counter.seen()
    assert counter.desk.texts.language == "zh_CN"


def test_a_new_wording_is_what_the_next_customer_reads(counter: Counter) -> None:
    command = SaveConsentText(purpose=Purpose.WIPE, seen=0, zh_CN="修机可能清空。", en="It may be erased.")
    counter.desk.send(command)
    counter.settle()
    page = counter.begin_intake()
    assert "修机可能清空。" in counter.seen()
    counter.tap("customer_answer_wipe_ask")
    assert page.view.entered().consent_versions["wipe"] == "1"


def test_a_quote_is_chosen_and_signed_before_the_customer(counter: Counter) -> None:
    ticket_id = counter.floor.quoted()
    counter.desk.navigator.go("tickets", ticket_id=ticket_id)
    counter.settle()
    page = counter.desk.navigator.page("tickets")
    assert isinstance(page, TicketsPage)
    assert counter.shows(IdleScene)  # looking at a ticket is the shop's business
    page.open_answer()
    counter.until(QuoteScene)
    assert "¥780.00" in counter.window.quote.total.text()
    assert not [secret for secret in SECRETS if secret in counter.seen()]
    counter.sign()
    counter.settle()
    assert page.answers.panel.pad.signature() is not None
    page.answers.panel.left.emit()
    assert counter.shows(IdleScene)


def test_the_amount_shows_when_it_is_known_whose_it_is_and_thanks_at_the_end(counter: Counter) -> None:
    ticket_id = counter.floor.ready()
    counter.desk.navigator.go("till", ticket_id=ticket_id)
    counter.settle()
    page = counter.desk.navigator.page("till")
    assert isinstance(page, TillPage)
    assert page.presenter.pickup.ticket_id == ticket_id
    assert counter.shows(IdleScene)
    for kind in (CodeKind.SLIP, CodeKind.TAG):
        counter.opened.front.scan(code_for(kind, ticket_id))
        counter.settle()
    counter.until(PayScene)
    page.pickup.payment.changed.emit([Tender("cash", 80000)])
    counter.settle()
    assert counter.window.pay.change.text() == "¥20.00"
    assert not [secret for secret in SECRETS if secret in counter.seen()]
    counter.sign()
    counter.settle()
    page.presenter.pickup.complete()
    counter.settle()
    assert isinstance(counter.scene, PayScene)
    assert counter.scene.done
    page.presenter.rest()
    assert counter.shows(IdleScene)


def test_the_desks_setting_opens_and_closes_it_and_a_missing_screen_opens_nowhere(counter: Counter) -> None:
    screen = counter.opened.front.customer.screen
    screen.close()
    assert not counter.is_on()
    missing: list[str] = []
    screen.missing.connect(missing.append)

    def choose(where: str) -> None:
        kept = counter.floor.shop.ask(saved_desk_settings, counter.desk.actor.desk)
        value = replace(kept.value, customer_screen=where)
        counter.desk.send(SaveDeskSettings(value=value, seen_version=kept.version))
        counter.settle()

    choose("window")
    assert counter.is_on()
    choose("HDMI-9")
    assert not counter.is_on()
    assert missing == ["HDMI-9"]
    choose("")
    assert not counter.is_on()


def test_it_closes_with_the_desks_window(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    opened = open_window(floor, floor.owner, page="intake")
    counter = Counter(opened, floor, qtbot)
    window = counter.window
    opened.frame.window.close()
    assert not window.isVisible()
    assert not counter.is_on()


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (800, 1280)])
def test_answers_and_pad_are_large_enough_for_a_finger(counter: Counter, size: tuple[int, int]) -> None:
    counter.window.resize(*size)
    counter.begin_intake()
    answers = counter.window.intake.sheets["backup"].answers.values()
    assert min(answer.height() for answer in answers) >= 40
    assert counter.window.intake.sign.pad.height() >= 90
    for answer in counter.window.findChildren(Answer):
        if answer.isVisibleTo(counter.window):
            assert answer.heightForWidth(answer.width()) <= answer.height() + 1
