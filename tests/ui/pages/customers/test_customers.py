"""The Customers page on a real desk: found as typed, corrected in place, on to intake and tickets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.services.people import AddCustomer, CustomerEntry, EditCustomer, customer
from shopdesk.services.work import Actor
from shopdesk.ui.common.conflict import ConflictDialog
from shopdesk.ui.pages.customers.view import CustomersPage
from tests.shop_floor import Floor

PEOPLE = (("王喆", "138 0016 4827"), ("欧阳小明", "139 1111 2222"), ("A. Meyer", "021 5555 0188"))


@pytest.fixture
def ids(floor: Floor) -> dict[str, int]:
    return {
        name: floor.shop.do(AddCustomer(entry=CustomerEntry(name, phone)), floor.counter).value
        for name, phone in PEOPLE
    }


@pytest.fixture
def open_page(
    floor: Floor, ids: dict[str, int], open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> Callable[[Actor], tuple[OpenDesk, CustomersPage]]:
    def give(actor: Actor) -> tuple[OpenDesk, CustomersPage]:
        opened = open_window(floor, actor, page="customers")
        opened.frame.window.activateWindow()
        page = opened.front.desk.navigator.page("customers")
        assert isinstance(page, CustomersPage)
        qtbot.waitUntil(opened.frame.tasks.idle)
        return opened, page

    return give


@pytest.fixture
def page(floor: Floor, open_page: Callable[[Actor], tuple[OpenDesk, CustomersPage]]) -> CustomersPage:
    return open_page(floor.counter)[1]


def found(page: CustomersPage) -> list[str]:
    model = page.list.rows_model
    rows = [model.row_at(row) for row in range(model.rowCount())]
    return [one.name for one in rows if one is not None]


def type_into(qtbot: QtBot, editor: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Type as fast as a scanner: the window makes sure that it is none, then lets the letters through."""

    def shown() -> str:
        return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()

    before = len(shown())
    editor.setFocus()
    QTest.keyClicks(editor, text)
    qtbot.waitUntil(lambda: len(shown()) == before + len(text))


def choose(page: CustomersPage, qtbot: QtBot, name: str) -> None:
    page.search.setText(name)
    qtbot.waitUntil(lambda: found(page) == [name])
    page.list.choose(0)
    qtbot.waitUntil(lambda: page.name.whole() == name)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("王", ["王喆"]),
        ("小明", ["欧阳小明"]),
        ("oyxm", ["欧阳小明"]),
        ("4827", ["王喆"]),
        ("meyer", ["A. Meyer"]),
    ],
)
def test_the_list_follows_what_is_typed(
    page: CustomersPage, qtbot: QtBot, typed: str, names: list[str]
) -> None:
    assert found(page) == [name for name, _ in reversed(PEOPLE)]
    QTest.keyClicks(page.search, typed) if typed.isascii() else page.search.setText(typed)
    qtbot.waitUntil(lambda: found(page) == names)
    page.search.clear()
    qtbot.waitUntil(lambda: len(found(page)) == len(PEOPLE))


def test_a_note_is_added_by_keys_alone(
    page: CustomersPage, floor: Floor, ids: dict[str, int], qtbot: QtBot
) -> None:
    choose(page, qtbot, "王喆")
    assert not page.details.save.isVisible()
    type_into(qtbot, page.details.note, "keep the old screen")
    assert page.details.save.isVisible()
    assert page.take_in.property("kind") == "secondary"
    QTest.keyClick(page.details.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: floor.shop.ask(customer, ids["王喆"]).note == "keep the old screen")
    qtbot.waitUntil(lambda: not page.details.save.isVisible())
    assert page.take_in.property("kind") == "primary"
    assert page.details.note.toPlainText() == "keep the old screen"


def test_what_is_typed_waits_while_another_customer_is_looked_at(page: CustomersPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "王喆")
    type_into(qtbot, page.details.phone, "9")
    choose(page, qtbot, "A. Meyer")
    assert page.details.phone.text() == "021 5555 0188"
    choose(page, qtbot, "王喆")
    assert page.details.phone.text() == "138 0016 48279"
    QTest.keyClick(page.details.phone, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.details.phone.text() == "138 0016 4827")
    assert not page.presenter.unsaved


def test_what_cannot_be_is_said_beside_its_field(page: CustomersPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "王喆")
    page.details.phone.clear()
    type_into(qtbot, page.details.phone, "call me")
    page.presenter.save()
    qtbot.waitUntil(lambda: bool(page.details.fields["phone"].error()))
    assert page.details.phone.text() == "call me"
    assert page.presenter.unsaved


def test_both_versions_are_shown_and_chosen_one_by_one(
    page: CustomersPage, floor: Floor, ids: dict[str, int], qtbot: QtBot
) -> None:
    choose(page, qtbot, "王喆")
    type_into(qtbot, page.details.note, "mine")
    kept = floor.shop.ask(customer, ids["王喆"])
    floor.shop.do(
        EditCustomer(
            customer_id=kept.id, seen_version=kept.version, name="王哲", phone=kept.phone, note="theirs"
        ),
        replace(floor.owner, desk="desk 2"),
    )
    page.presenter.save()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(ConflictDialog)))
    dialog = page.window().findChildren(ConflictDialog)[0]
    assert radio(dialog, "theirs_name").isChecked(), "only they changed the name"
    assert radio(dialog, "mine_note").isChecked(), "the note is mine until I say otherwise"
    dialog.accept()
    qtbot.waitUntil(lambda: floor.shop.ask(customer, kept.id).note == "mine")
    assert floor.shop.ask(customer, kept.id).name == "王哲"
    qtbot.waitUntil(lambda: page.name.whole() == "王哲")


def radio(dialog: QWidget, name: str) -> QRadioButton:
    found_one = dialog.findChild(QRadioButton, name)
    assert isinstance(found_one, QRadioButton)
    return found_one


def test_esc_in_a_conflict_keeps_what_was_typed(
    page: CustomersPage, floor: Floor, ids: dict[str, int], qtbot: QtBot
) -> None:
    choose(page, qtbot, "王喆")
    type_into(qtbot, page.details.note, "mine")
    kept = floor.shop.ask(customer, ids["王喆"])
    floor.shop.do(
        EditCustomer(customer_id=kept.id, seen_version=kept.version, name=kept.name, phone="13900000000"),
        replace(floor.owner, desk="desk 2"),
    )
    page.presenter.save()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(ConflictDialog)))
    page.window().findChildren(ConflictDialog)[0].reject()
    assert page.details.note.toPlainText() == "mine"
    assert page.presenter.unsaved
    assert floor.shop.ask(customer, kept.id).phone == "139 0000 0000"


def test_a_new_customer_and_a_number_known_already(page: CustomersPage, floor: Floor, qtbot: QtBot) -> None:
    QTest.keyClick(page.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.details.name.hasFocus)
    type_into(qtbot, page.details.phone, "13800164827")
    qtbot.waitUntil(page.details._known.isVisible)
    assert "王喆" in page.details._known_words.whole()
    type_into(qtbot, page.details.name, "Mrs Wang")
    page.presenter.save()
    qtbot.waitUntil(lambda: page.name.whole() == "Mrs Wang")
    qtbot.waitUntil(lambda: found(page)[:1] == ["Mrs Wang"])


def test_from_here_to_the_ticket_and_to_intake(
    floor: Floor,
    open_page: Callable[[Actor], tuple[OpenDesk, CustomersPage]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticket_id = floor.receive(name="赵敏", phone="139 8888 7777").ticket_id
    opened, page = open_page(floor.counter)
    went: list[tuple[str, dict[str, object]]] = []

    def go(page_id: str, **target: object) -> None:
        went.append((page_id, target))

    monkeypatch.setattr(opened.front.desk.navigator, "go", go)
    choose(page, qtbot, "赵敏")
    qtbot.waitUntil(lambda: page.history.visits.rows_model.rowCount() == 1)
    page.history.visits.choose(0)
    QTest.keyClick(page.history.visits, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(went))
    page.take_in.click()
    page.history.devices.choose(0)
    assert "iPhone 14 Pro Max" in page.take_in.text()
    page.take_in.click()
    card = page.presenter.shown
    assert card is not None
    assert went == [
        ("tickets", {"ticket_id": ticket_id}),
        ("intake", {"customer_id": card.customer.id}),
        ("intake", {"device_id": card.devices[0].id}),
    ]


def test_a_technician_may_look_and_is_told_why_no_more(
    floor: Floor, open_page: Callable[[Actor], tuple[OpenDesk, CustomersPage]], qtbot: QtBot
) -> None:
    _opened, page = open_page(floor.technician)
    choose(page, qtbot, "王喆")
    assert page.details.name.isReadOnly()
    assert page.details.read_only.isVisible()
    assert not page.add_button.isEnabled()
    assert not page.take_in.isVisible()


def test_a_customer_named_by_another_page_is_shown_and_marked(
    page: CustomersPage, ids: dict[str, int], qtbot: QtBot
) -> None:
    page.open(customer_id=ids["欧阳小明"])
    qtbot.waitUntil(lambda: page.name.whole() == "欧阳小明")
    row = page.list.current_row()
    assert row is not None
    assert row.name == "欧阳小明"


def test_the_page_fits_the_smallest_window_in_both_languages(page: CustomersPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "王喆")
    for language in ("zh_CN", "en"):
        page._texts.use(language)
        hint = page.minimumSizeHint()
        assert hint.width() <= 1290, language
        assert hint.height() <= 716, language
