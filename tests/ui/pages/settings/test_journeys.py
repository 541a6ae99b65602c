"""Whole ways through Settings on a real desk: a dead printer, a new colleague, two people saving at once."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.papers import PaperKind
from shopdesk.domain.roles import Permission
from shopdesk.services.desk_settings import (
    DeskRoute,
    SaveDeskSettings,
    desk_route,
    desk_settings,
    saved_desk_settings,
)
from shopdesk.services.doctor import examine
from shopdesk.services.documents import paper_of
from shopdesk.services.print_jobs import JobStatus, print_queue
from shopdesk.services.settings import Route
from shopdesk.services.setup import SaveSettings, saved_settings
from shopdesk.services.staff import staff_list
from shopdesk.services.work import Actor
from shopdesk.ui.common.conflict import ConflictDialog
from shopdesk.ui.pages.settings.route_row import ADD
from shopdesk.ui.pages.settings.view import TABS, SettingsPage
from shopdesk.ui.paperwork.add_printer import AddPrinterDialog
from tests.shop_floor import COUNTER_DESK, Floor

Open = Callable[..., tuple[OpenDesk, SettingsPage]]


@pytest.fixture
def open_page(floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot) -> Open:
    def give(actor: Actor, tab: str = "shop") -> tuple[OpenDesk, SettingsPage]:
        opened = open_window(floor, actor)
        opened.frame.window.activateWindow()
        opened.front.desk.navigator.go("settings", tab=tab)
        page = opened.front.desk.navigator.page("settings")
        assert isinstance(page, SettingsPage)
        qtbot.waitUntil(opened.frame.tasks.idle)
        return opened, page

    return give


@pytest.fixture
def dead_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def combo(page: SettingsPage, name: str) -> QComboBox:
    found = page.findChild(QComboBox, name)
    assert isinstance(found, QComboBox)
    return found


def pick(page: SettingsPage, name: str, value: str) -> None:
    """Choose as a person does: by the list, which tells."""
    chosen = combo(page, name)
    place = chosen.findData(value)
    assert place >= 0, value
    chosen.setCurrentIndex(place)
    chosen.activated.emit(place)


def enter(line: QLineEdit, text: str) -> None:
    line.setText(text)
    line.textEdited.emit(text)


def add_receipt_printer(page: SettingsPage, qtbot: QtBot, where: str, name: str) -> AddPrinterDialog:
    """Through the dialog, as a person adds one: typed, tried, added; it is left open after the try."""
    tab = page.printing_tab
    place = tab.routes.rows["receipt"].printer.findData(ADD)
    tab.routes.rows["receipt"].printer.setCurrentIndex(place)
    tab.routes.rows["receipt"].printer.activated.emit(place)
    dialog = tab.adding
    assert dialog is not None
    qtbot.waitUntil(page._desk.tasks.idle, timeout=15_000)
    dialog.place.setCurrentText(where)
    enter(dialog.name, name)
    dialog.try_button.click()
    qtbot.waitUntil(dialog.try_button.isEnabled, timeout=15_000)
    return dialog


def test_a_dead_printer_says_why_and_the_paper_comes_out_elsewhere(
    floor: Floor, open_page: Open, qtbot: QtBot, dead_port: int
) -> None:
    # Counter staff choose what their own desk prints on.
    opened, page = open_page(floor.counter, "printing")
    dialog = add_receipt_printer(page, qtbot, f"127.0.0.1:{dead_port}", "前台小票机")
    assert "127.0.0.1" in dialog.answer.text()
    dialog.go.click()
    row = page.printing_tab.routes.rows["receipt"]
    qtbot.waitUntil(lambda: row.effective().printer == f"escpos:127.0.0.1:{dead_port}")
    assert row.effective().format == "roll-80", "a size that such a printer has"
    assert row.printer.currentText() == "前台小票机"

    def kept() -> bool:
        own = floor.shop.ask(desk_settings, COUNTER_DESK)
        return own.name_of(f"escpos:127.0.0.1:{dead_port}") == "前台小票机"

    qtbot.waitUntil(kept)

    floor.receive()
    opened.front.desk.wake_printer()
    queue = page.printing_tab.queue
    qtbot.waitUntil(queue.retry.isVisible, timeout=15_000)
    job = queue.presenter.job
    assert job is not None
    assert (job.kind, job.status) == (PaperKind.RECEIPT, JobStatus.FAILED)
    assert "127.0.0.1" in queue.why.text()
    assert queue.why.text() == page._texts.tr(job.why, **job.why_values)
    assert "打印失败" in queue._state(job)

    pick(page, "printer_receipt", "")
    qtbot.waitUntil(lambda: floor.shop.ask(desk_route, COUNTER_DESK, "receipt").printer == "folder")
    queue.presenter.choose(job.id)
    queue.retry.click()

    def printed() -> Path | None:
        rows = {row.id: row for row in floor.shop.ask(print_queue, COUNTER_DESK)}
        row = rows[job.id]
        return Path(row.file) if row.status is JobStatus.DONE else None

    qtbot.waitUntil(lambda: printed() is not None, timeout=15_000)
    file = printed()
    assert file is not None
    assert file.is_file()
    assert "reprint" not in file.name, "the first paper to come out is the original"
    qtbot.waitUntil(lambda: not queue.retry.isVisible(), timeout=5_000)


def test_a_test_page_tries_a_printer_before_it_is_saved(floor: Floor, open_page: Open, qtbot: QtBot) -> None:
    _opened, page = open_page(floor.owner, "printing")
    row = page.printing_tab.routes.rows["sale"]
    row.right.setText("1.5")
    row.down.setText("-0,5")
    row.down.editingFinished.emit()
    qtbot.waitUntil(lambda: floor.shop.ask(desk_settings, COUNTER_DESK).own("sale").right == 15)
    row.test.click()

    def done() -> bool:
        jobs = floor.shop.ask(print_queue, COUNTER_DESK)
        return bool(jobs) and jobs[0].status is JobStatus.DONE and jobs[0].kind is PaperKind.TEST

    qtbot.waitUntil(done, timeout=15_000)
    job = floor.shop.ask(print_queue, COUNTER_DESK)[0]
    assert Path(job.file).is_file()
    paper = floor.shop.ask(paper_of, job.document_id)
    assert (getattr(paper, "right", 0), getattr(paper, "down", 0)) == (15, -5)
    assert examine(floor.shop) == ()
    opened_at: list[Path] = []
    queue = page.printing_tab.queue
    queue.presenter._open_place = opened_at.append
    qtbot.waitUntil(
        lambda: queue.table.rows_model.rowCount() == 1 and queue.table.rows_model.rows[0].file != ""
    )
    queue.table.choose(0)
    assert queue.folder.isVisible()
    queue.folder.click()
    queue.file.click()
    assert opened_at == [floor.shop.store.location.folder / "papers", Path(job.file)]
    queue.again.click()
    qtbot.waitUntil(
        lambda: [job.copy_no for job in floor.shop.ask(print_queue, COUNTER_DESK)] == [1, 0], timeout=5_000
    )


def test_what_no_ruler_shows_is_refused_beside_the_field(floor: Floor, open_page: Open, qtbot: QtBot) -> None:
    _opened, page = open_page(floor.counter, "printing")
    row = page.printing_tab.routes.rows["tag"]
    for wrong in ("21", "x", "0.55"):
        row.right.setText(wrong)
        row.right.editingFinished.emit()
        assert row.field.error()
    row.right.setText("2")
    row.right.editingFinished.emit()
    assert not row.field.error()
    qtbot.waitUntil(lambda: floor.shop.ask(desk_settings, COUNTER_DESK).own("tag").right == 20)


def test_the_shops_own_choice_is_the_owners_and_desks_follow_it(
    floor: Floor, open_page: Open, qtbot: QtBot
) -> None:
    _opened, page = open_page(floor.owner, "printing")
    routes = page.printing_tab.routes
    next(chip for chip in routes.whose.chips() if chip.value == "shop").click()
    pick(page, "size_receipt", "a5")
    next(chip for chip in routes.accessories.chips() if chip.value == "bag").click()
    assert floor.shop.settings.route("receipt").format == "", "nothing is saved yet"
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: floor.shop.settings.route("receipt").format == "a5")
    assert floor.shop.settings.accessory_tags == "bag"
    next(chip for chip in routes.whose.chips() if chip.value == "desk").click()
    qtbot.waitUntil(lambda: routes.rows["receipt"].effective().format == "a5")
    assert "A5" in routes.rows["receipt"].paper.currentText()


def test_two_windows_of_one_desk_choose_at_once_and_both_choices_stay(
    floor: Floor, open_page: Open, qtbot: QtBot
) -> None:
    _opened, page = open_page(floor.counter, "printing")
    presenter = page.printing_tab.presenter
    stale = floor.shop.ask(saved_desk_settings, COUNTER_DESK)
    other = replace(stale.value, routes={"tag": DeskRoute("folder", "label-50x30")})
    floor.shop.do(SaveDeskSettings(value=other, seen_version=stale.version), floor.counter)
    presenter._send(lambda own: replace(own, routes={**own.routes, "sale": DeskRoute("folder", "a4")}), stale)

    def both() -> bool:
        return set(floor.shop.ask(desk_settings, COUNTER_DESK).routes) == {"tag", "sale"}

    qtbot.waitUntil(both)


def test_not_wanted_closes_a_print(floor: Floor, open_page: Open, qtbot: QtBot, dead_port: int) -> None:
    kept = floor.shop.ask(saved_settings)
    routes = {"receipt": Route(f"escpos:127.0.0.1:{dead_port}", "roll-80")}
    floor.shop.do(
        SaveSettings(value=replace(kept.value, routes=routes), seen_version=kept.version), floor.owner
    )
    opened, page = open_page(floor.counter, "printing")
    floor.receive()
    opened.front.desk.wake_printer()
    queue = page.printing_tab.queue
    qtbot.waitUntil(queue.not_wanted.isVisible, timeout=15_000)
    queue.not_wanted.click()
    qtbot.waitUntil(
        lambda: JobStatus.DROPPED in {job.status for job in floor.shop.ask(print_queue, COUNTER_DESK)}
    )
    # Counter staff choose for their desk, not for the shop.
    routes_card = page.printing_tab.routes
    assert combo(page, "printer_receipt").isEnabled()
    next(chip for chip in routes_card.whose.chips() if chip.value == "shop").click()
    assert not combo(page, "printer_receipt").isEnabled()
    assert not routes_card.accessories.isEnabled()


def test_a_colleague_is_added_with_a_pin_and_takes_over(floor: Floor, open_page: Open, qtbot: QtBot) -> None:
    opened, page = open_page(floor.owner, "people")
    people = page.people_tab
    people.add_button.click()
    enter(people.name, "赵敏")
    enter(people.pin, "1111")
    people.role.set_value("counter")
    page.save()
    qtbot.waitUntil(lambda: bool(people.fields["pin"].error()))
    assert people.name.text() == "赵敏"
    enter(people.pin, "271828")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(one.name == "赵敏" and one.has_pin for one in floor.shop.ask(staff_list)))
    qtbot.waitUntil(lambda: people.table.rows_model.rowCount() == 4)
    assert people.pin.text() == "", "a PIN stays nowhere"

    member = next(one for one in floor.shop.ask(staff_list) if one.name == "赵敏")
    opened.front.switch_person()
    qtbot.waitUntil(lambda: opened.front.lock is not None)
    lock = opened.front.lock
    assert lock is not None
    lock.names.set_value(str(member.id))
    lock.submitted.emit(member.id, "271828")
    qtbot.waitUntil(lambda: opened.front.who.actor.staff_id == member.id)
    assert not page.presenter.may_edit
    assert people.name.isReadOnly()
    assert not people.add_button.isEnabled()
    assert page.shop_tab.fields["name"].editor.property("readOnly")
    assert page.why_not.whole()
    assert opened.front.desk.actions.allowed(Permission.TAKE_MONEY)
    assert not opened.front.desk.actions.allowed(Permission.REFUND)


def test_the_last_owner_stays(floor: Floor, open_page: Open, qtbot: QtBot) -> None:
    _opened, page = open_page(floor.owner, "people")
    people = page.people_tab
    people.presenter.choose(floor.owner.staff_id)
    people.active.click()
    assert page.save_button.isVisible()
    page.save()
    qtbot.waitUntil(lambda: bool(people.fields["role"].error()))
    page.discard()
    qtbot.waitUntil(people.active.isChecked)
    assert not page.save_button.isVisible()


def test_settings_saved_at_two_desks_are_chosen_between(floor: Floor, open_page: Open, qtbot: QtBot) -> None:
    _opened, page = open_page(floor.owner)
    page.shop_tab._lines["name"].setText("青禾总店")
    page.shop_tab._lines["hours"].setText("9–21")
    kept = floor.shop.ask(saved_settings)
    theirs = replace(kept.value, hours="10–20", phone="021 5555 0188")
    floor.shop.do(SaveSettings(value=theirs, seen_version=kept.version), replace(floor.owner, desk="desk 2"))
    page.save()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(ConflictDialog)))
    dialog = page.window().findChildren(ConflictDialog)[0]
    assert dialog.taken() == {"phone"}, "only they touched the phone"
    dialog.accept()
    qtbot.waitUntil(lambda: floor.shop.settings.name == "青禾总店")
    now = floor.shop.settings
    assert (now.hours, now.phone) == ("9–21", "021 5555 0188")
    qtbot.waitUntil(lambda: not page.presenter.unsaved)


def test_a_wrong_rate_is_shown_in_its_tab_and_nothing_typed_is_lost(
    floor: Floor, open_page: Open, qtbot: QtBot
) -> None:
    opened, page = open_page(floor.owner)
    page.shop_tab._lines["tax_rate"].setText("much")
    page.terms_tab.editors["terms_zh"].setPlainText("一\n二")
    opened.front.desk.navigator.go("settings", tab="terms")
    assert "•" in page.tabs.item(list(TABS).index("shop")).text()
    page.save()
    assert page.tab == "shop"
    assert page.fields["tax_rate"].error()
    page.shop_tab._lines["tax_rate"].setText("3")
    page.save()
    qtbot.waitUntil(lambda: floor.shop.settings.tax_rate == 3_000)
    assert floor.shop.settings.terms_zh == ("一", "二")


def test_the_paper_is_drawn_beside_the_form(floor: Floor, open_page: Open, qtbot: QtBot) -> None:
    _opened, page = open_page(floor.owner)
    qtbot.waitUntil(lambda: page.shop_tab._preview.drawn, timeout=15_000)


def test_the_looks_of_this_desk_change_at_once(floor: Floor, open_page: Open, qtbot: QtBot) -> None:
    opened, page = open_page(floor.technician, "desk")
    tab = page.desk_tab
    tab.theme.chips()[1].click()
    assert opened.frame.theme.name == "dark"
    tab.touch.click()
    assert opened.frame.theme.touch
    tab.language.chips()[1].click()
    assert opened.frame.texts.language == "en"
    assert page.heading.text() == "This desk"
    assert tab.name.text() == floor.technician.desk
    opened.frame.theme.use("light")
    opened.frame.theme.use_touch(False)


def test_every_tab_fits_the_smallest_window_in_both_languages(
    floor: Floor, open_page: Open, qtbot: QtBot
) -> None:
    _opened, page = open_page(floor.owner)
    for language in ("zh_CN", "en"):
        page._texts.use(language)
        for name in TABS:
            page.open(tab=name)
            hint = page.minimumSizeHint()
            assert hint.width() <= 1290, (language, name, hint.width())
            assert hint.height() <= 716, (language, name, hint.height())
