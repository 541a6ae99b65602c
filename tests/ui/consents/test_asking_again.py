"""A customer is asked again: on the ticket, from the bench, and with the paper photographed afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.consent import Purpose
from shopdesk.domain.signature import Signature
from shopdesk.services.consents import GivenBy
from shopdesk.services.intake_form import ConsentEntry
from shopdesk.ui.common.kit import PrimaryButton
from shopdesk.ui.consents.dialog import ChangeConsentDialog
from shopdesk.ui.consents.papers import PaperDialog
from shopdesk.ui.customer_screen.scenes import IntakeScene
from shopdesk.ui.pages.tickets.page import TicketsPage
from tests.shop_floor import Floor

W = TypeVar("W", bound=QWidget)
SIGNED = Signature((((0, 0, 500), (900, 400, 600), (1800, 100, 500), (2600, 500, 400)),), 3000)


class Window:
    def __init__(self, opened: OpenDesk, qtbot: QtBot) -> None:
        self.opened, self.qtbot = opened, qtbot

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(self.opened.frame.tasks.idle)
            QApplication.processEvents()

    def go(self, page: str, **target: object) -> QWidget:
        self.opened.front.desk.navigator.go(page, **target)
        self.settle()
        found = self.opened.front.desk.navigator.page(page)
        assert found is not None
        return found

    def dialog(self, kind: type[W]) -> W:
        found = [one for one in self.opened.frame.window.findChildren(kind) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    def press(self, name: str, inside: QWidget) -> None:
        button = inside.findChild(QPushButton, name)
        assert button is not None
        assert button.isEnabled()
        assert button.isVisibleTo(inside)
        button.click()
        self.settle()


def refusing(purpose: Purpose, answer: str) -> tuple[ConsentEntry, ...]:
    answers = {
        Purpose.BACKUP: "done",
        Purpose.WIPE: "yes",
        Purpose.OPENING: "yes",
        Purpose.DATA_ACCESS: "yes",
    }
    return tuple(ConsentEntry(*one) for one in (answers | {purpose: answer}).items())


@pytest.fixture
def come(open_window: Callable[..., OpenDesk], qtbot: QtBot) -> Callable[[Floor], Window]:
    return lambda floor: Window(open_window(floor, floor.owner, page="tickets"), qtbot)


def test_the_ticket_shows_the_text_the_answer_before_and_takes_the_new_one(
    floor: Floor, come: Callable[[Floor], Window]
) -> None:
    ticket_id = floor.receive(consents=refusing(Purpose.OPENING, "no")).ticket_id
    window = come(floor)
    page = window.go("tickets", ticket_id=ticket_id)
    window.press("ticket_consents_again", page)
    dialog = window.dialog(ChangeConsentDialog)
    text = floor.shop.settings.pack.consent("opening")
    assert dialog.words.text() == text.text.zh_CN  # the refused one comes first
    assert dialog.answer() == ""
    window.press("change_consent_save", dialog)
    assert dialog.isVisible()
    assert dialog.fields["answer"].error()
    dialog.answers.chips()[0].click()
    window.press("change_consent_save", dialog)
    assert dialog.fields["signature"].error()
    dialog.pad.take(SIGNED)
    window.press("change_consent_save", dialog)
    now = {one.purpose: one for one in floor.card(ticket_id).consents}[Purpose.OPENING]
    assert (now.agreed, now.given.how, now.earlier) == (True, GivenBy.SIGNATURE, 1)
    assert not window.opened.frame.window.findChildren(ChangeConsentDialog) or not dialog.isVisible()


def test_told_by_phone_asks_who_and_on_which_number(floor: Floor, come: Callable[[Floor], Window]) -> None:
    ticket_id = floor.receive(consents=refusing(Purpose.DATA_ACCESS, "no")).ticket_id
    window = come(floor)
    page = window.go("tickets", ticket_id=ticket_id)
    window.press("ticket_consents_again", page)
    dialog = window.dialog(ChangeConsentDialog)
    dialog.how.chips()[2].click()
    assert not dialog.pad.isVisible()
    dialog.answers.chips()[0].click()
    dialog.number.clear()
    window.press("change_consent_save", dialog)
    assert dialog.fields["number"].error()
    dialog.number.setText("138 0016 4827")
    window.press("change_consent_save", dialog)
    given = {one.purpose: one for one in floor.card(ticket_id).consents}[Purpose.DATA_ACCESS].given
    assert (given.how, given.said_by, given.number) == (GivenBy.PHONE, "王喆", "138 0016 4827")


def test_a_blocked_repair_leads_to_the_question_and_goes_on(
    floor: Floor, come: Callable[[Floor], Window]
) -> None:
    ticket_id = floor.approved(consents=refusing(Purpose.OPENING, "no"))
    window = come(floor)
    page = window.go("bench", ticket_id=ticket_id)
    main = page.findChild(PrimaryButton, "bench_main")
    assert main is not None
    assert main.isHidden()
    window.press("consents_change_open", page)
    dialog = window.dialog(ChangeConsentDialog)
    dialog.answers.chips()[0].click()
    dialog.pad.take(SIGNED)
    window.press("change_consent_save", dialog)
    assert not main.isHidden()


def test_the_customer_answers_and_signs_on_their_own_screen(
    floor: Floor, come: Callable[[Floor], Window]
) -> None:
    ticket_id = floor.receive(consents=refusing(Purpose.WIPE, "no")).ticket_id
    window = come(floor)
    screen = window.opened.front.customer.screen
    screen.toggle()
    window.settle()
    page = window.go("tickets", ticket_id=ticket_id)
    window.press("ticket_consents_again", page)
    dialog = window.dialog(ChangeConsentDialog)
    stage = window.opened.front.desk.customer
    scene = stage.scene
    assert isinstance(scene, IntakeScene)
    assert [one.purpose for one in scene.asked] == ["wipe"]
    assert scene.asked[0].before == "不同意清除"
    stage.answer("wipe", "yes")
    stage.sign(SIGNED)
    window.press("change_consent_save", dialog)
    now = {one.purpose: one for one in floor.card(ticket_id).consents}[Purpose.WIPE]
    assert (now.agreed, now.given.by_customer) == (True, True)
    assert type(stage.scene).__name__ == "IdleScene"
    screen.close()


def test_the_signed_paper_is_photographed_and_the_ticket_says_so(
    floor: Floor, come: Callable[[Floor], Window], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ticket_id = floor.receive().ticket_id
    window = come(floor)
    page = window.go("tickets", ticket_id=ticket_id)
    assert isinstance(page, TicketsPage)
    body = page.ticket.cards.consents.blocks
    assert "纸上签名，未拍照" in body.accessibleDescription() + body.accessibleName()
    page.photograph_paper()
    window.settle()
    dialog = window.dialog(PaperDialog)
    file = tmp_path_factory.mktemp("paper") / "signed.jpg"
    Image.new("RGB", (1200, 1600), "white").save(file)
    dialog.strip.files_chosen.emit([file])
    window.settle()
    window.press("paper_save", dialog)
    window.settle()
    assert floor.card(ticket_id).signatures[0].photo
    assert "纸上签名，已拍照" in body.accessibleDescription() + body.accessibleName()
    assert page.papers() == []
