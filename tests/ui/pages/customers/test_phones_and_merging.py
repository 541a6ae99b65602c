"""Further numbers on the customer's page, and two files of one person made one, through the real window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.services.customer_lists import customer_count
from shopdesk.services.merging import MergeCustomers
from shopdesk.services.people import AddCustomer, CustomerEntry, EditCustomer, customer, customer_card
from shopdesk.services.phones import FurtherPhone
from shopdesk.services.work import Actor
from shopdesk.ui.common.conflict import ConflictDialog
from shopdesk.ui.pages.customers.merge_dialog import MergeDialog
from shopdesk.ui.pages.customers.view import CustomersPage
from tests.shop_floor import Floor


@pytest.fixture
def ids(floor: Floor) -> tuple[int, int]:
    first = floor.receive(name="王喆", phone="138 0016 4827")
    second = floor.receive(name="王哲", phone="139 1111 2222")
    return floor.card(first.ticket_id).customer.id, floor.card(second.ticket_id).customer.id


@pytest.fixture
def open_page(
    floor: Floor, ids: tuple[int, int], open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> Callable[[Actor], CustomersPage]:
    def give(actor: Actor) -> CustomersPage:
        opened = open_window(floor, actor, page="customers")
        opened.frame.window.activateWindow()
        page = opened.front.desk.navigator.page("customers")
        assert isinstance(page, CustomersPage)
        page.open(customer_id=ids[0])
        qtbot.waitUntil(lambda: page.name.whole() == "王喆")
        qtbot.waitUntil(opened.frame.tasks.idle)
        return page

    return give


def line(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def press(page: QWidget, name: str) -> None:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    found.click()


def dialog(page: CustomersPage, qtbot: QtBot) -> MergeDialog:
    qtbot.waitUntil(lambda: bool(page.window().findChildren(MergeDialog)))
    return page.window().findChildren(MergeDialog)[0]


def test_numbers_are_added_named_and_put_first(
    open_page: Callable[[Actor], CustomersPage], floor: Floor, ids: tuple[int, int], qtbot: QtBot
) -> None:
    page = open_page(floor.counter)
    assert not page.presenter.unsaved
    page.details.phones.add.click()
    assert not page.presenter.unsaved, "an empty row is nothing to save"
    whose = page.findChild(QComboBox, "phone_label_0")
    assert isinstance(whose, QComboBox)
    whose.setCurrentText("公司")
    number = line(page, "phone_0")
    number.setText("021-5566778")
    QTest.keyClick(number, Qt.Key.Key_8)
    qtbot.waitUntil(lambda: page.presenter.unsaved)
    page.presenter.save()
    qtbot.waitUntil(
        lambda: floor.shop.ask(customer, ids[0]).phones == (FurtherPhone("021 5566 7788", "work"),)
    )
    qtbot.waitUntil(lambda: line(page, "phone_0").text() == "021 5566 7788")
    press(page, "phone_first_0")
    assert page.details.phone.text() == "021 5566 7788"
    page.presenter.save()
    qtbot.waitUntil(lambda: floor.shop.ask(customer, ids[0]).phone == "021 5566 7788")
    assert floor.shop.ask(customer, ids[0]).phones == (FurtherPhone("138 0016 4827"),)
    qtbot.waitUntil(lambda: not page.presenter.unsaved and page._desk.tasks.idle())
    press(page, "phone_remove_0")
    page.presenter.save()
    qtbot.waitUntil(lambda: floor.shop.ask(customer, ids[0]).phones == ())


def test_a_number_twice_is_said_beside_the_numbers(
    open_page: Callable[[Actor], CustomersPage], floor: Floor, qtbot: QtBot
) -> None:
    page = open_page(floor.counter)
    page.details.phones.add.click()
    number = line(page, "phone_0")
    number.setText("1380016482")
    QTest.keyClick(number, Qt.Key.Key_7)
    qtbot.waitUntil(lambda: page.presenter.unsaved)
    page.presenter.save()
    qtbot.waitUntil(lambda: "138 0016 4827" in page.details.fields["phones"].error())
    assert line(page, "phone_0").text() == "13800164827"


def test_the_two_are_held_side_by_side_and_merged(
    open_page: Callable[[Actor], CustomersPage], floor: Floor, ids: tuple[int, int], qtbot: QtBot
) -> None:
    page = open_page(floor.owner)
    press(page, "customer_merge")
    window = dialog(page, qtbot)
    qtbot.waitUntil(lambda: window.found.rows_model.rowCount() == 1)
    window.found.choose(0)
    QTest.keyClick(window.found, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.sides is not None)
    for name in ("merge_name_gone", "merge_phone_kept"):
        choice = window.findChild(QRadioButton, name)
        assert isinstance(choice, QRadioButton)
        choice.setChecked(True)
    press(window, "merge_go")
    qtbot.waitUntil(lambda: page.name.whole() == "王哲")
    card = floor.shop.ask(customer_card, ids[0])
    assert (card.customer.name, card.customer.phone, card.customer.visits) == ("王哲", "138 0016 4827", 2)
    assert card.customer.phones == (FurtherPhone("139 1111 2222"),)
    qtbot.waitUntil(page.merged.isVisible)
    page.open(customer_id=ids[1])
    qtbot.waitUntil(lambda: page.presenter.shown is not None and page.presenter.shown.customer.id == ids[0])
    assert len(page.history.visits.rows_model.rows) == 2


def test_one_changed_meanwhile_is_shown_again_before_it_is_merged(
    open_page: Callable[[Actor], CustomersPage], floor: Floor, ids: tuple[int, int], qtbot: QtBot
) -> None:
    page = open_page(floor.owner)
    page.presenter.merge(ids[1])
    window = dialog(page, qtbot)
    qtbot.waitUntil(lambda: window.sides is not None)
    shown = window.sides
    floor.receive(name="x", phone="")
    seen = floor.shop.ask(customer, ids[1])
    floor.shop.do(
        EditCustomer(customer_id=ids[1], seen_version=seen.version, name="王哲", phone="", note="!"),
        floor.counter,
    )
    window.go.click()
    qtbot.waitUntil(lambda: window.sides is not shown)
    assert window.banner.isVisible()
    assert floor.shop.ask(customer_count) == 3
    window.go.click()
    qtbot.waitUntil(lambda: floor.shop.ask(customer_count) == 2)


def test_what_is_typed_goes_on_with_the_file_that_stays(
    open_page: Callable[[Actor], CustomersPage], floor: Floor, ids: tuple[int, int], qtbot: QtBot
) -> None:
    page = open_page(floor.counter)
    page.details.note.setPlainText("mine")
    kept, gone = floor.shop.ask(customer, ids[1]), floor.shop.ask(customer, ids[0])
    merge = MergeCustomers(
        kept_id=kept.id,
        kept_version=kept.version,
        merged_id=gone.id,
        merged_version=gone.version,
        name=kept.name,
        phone=kept.phone,
    )
    floor.shop.do(merge, floor.owner)
    page.presenter.save()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(ConflictDialog)))
    page.window().findChildren(ConflictDialog)[0].accept()
    qtbot.waitUntil(lambda: floor.shop.ask(customer, kept.id).note == "mine")
    qtbot.waitUntil(lambda: page.presenter.shown is not None and page.presenter.shown.customer.id == kept.id)


def test_the_counter_is_not_offered_to_merge(
    open_page: Callable[[Actor], CustomersPage], floor: Floor, qtbot: QtBot
) -> None:
    again = CustomerEntry("王喆", "138 0016 4827")
    floor.shop.do(AddCustomer(entry=again), floor.counter)
    page = open_page(floor.counter)
    qtbot.waitUntil(page._desk.tasks.idle)
    assert not page.head.merge.isVisible()
    assert not page.head._hint.isVisible()


def test_the_same_number_twice_is_pointed_out_to_who_may_merge(
    open_page: Callable[[Actor], CustomersPage], floor: Floor, qtbot: QtBot
) -> None:
    floor.shop.do(AddCustomer(entry=CustomerEntry("Wang Zhe", "138 0016 4827")), floor.counter)
    page = open_page(floor.owner)
    qtbot.waitUntil(page.head._hint.isVisible)
    press(page, "customer_compare")
    assert dialog(page, qtbot).isVisible()
