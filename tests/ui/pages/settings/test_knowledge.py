"""What the shop knows, kept through the Settings page: first advice, and the check at intake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.services.advice import AdviceEntry, SaveAdvice, advice_for, all_advice
from shopdesk.services.check_lists import CheckWanted, SaveChecks
from shopdesk.services.fault_book import fault_book
from shopdesk.services.own_models import own_models
from shopdesk.services.packs import Words
from shopdesk.services.work import Actor
from shopdesk.ui.common.conflict import ConflictDialog
from shopdesk.ui.pages.settings.knowledge_tab import KnowledgeTab
from shopdesk.ui.pages.settings.view import SettingsPage
from tests.shop_floor import Floor

Open = Callable[..., tuple[OpenDesk, SettingsPage]]


@pytest.fixture
def open_page(floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot) -> Open:
    def give(actor: Actor, part: int = 0) -> tuple[OpenDesk, SettingsPage]:
        opened = open_window(floor, actor)
        opened.frame.window.activateWindow()
        opened.front.desk.navigator.go("settings", tab="knowledge")
        page = opened.front.desk.navigator.page("settings")
        assert isinstance(page, SettingsPage)
        page.knowledge_tab.part.chips()[part].click()
        qtbot.waitUntil(opened.frame.tasks.idle)
        return opened, page

    return give


def kept(floor: Floor, shipped: str) -> AdviceEntry:
    return next(one for one in floor.shop.ask(all_advice) if one.shipped == shipped)


def choose(tab: KnowledgeTab, shipped: str) -> None:
    rows = tab.advice.table.rows_model.rows
    tab.advice.table.choose(next(place for place, one in enumerate(rows) if one.shipped == shipped))


def tried(floor: Floor) -> tuple[str, ...]:
    return tuple(check.id for check in floor.shop.settings.checks.of("phone"))


def test_shipped_advice_is_reworded_and_taken_back(floor: Floor, open_page: Open, qtbot: QtBot) -> None:
    _opened, page = open_page(floor.technician)
    tab = page.knowledge_tab
    before = kept(floor, "battery")
    choose(tab, "battery")
    tab.advice.titles["zh"].setFocus()
    tab.advice.titles["zh"].selectAll()
    tab.advice.titles["zh"].insert("三年以上先换电池")
    assert page.save_button.isVisible()
    page.save_button.click()
    qtbot.waitUntil(lambda: kept(floor, "battery").id > 0)
    assert kept(floor, "battery").value == replace(
        before.value, title=Words("三年以上先换电池", before.value.title.en)
    )
    qtbot.waitUntil(tab.advice.remove_button.isVisible)
    tab.advice.remove_button.click()
    qtbot.waitUntil(lambda: kept(floor, "battery") == before)


def test_advice_of_our_own_is_offered_for_its_model_alone(
    floor: Floor, open_page: Open, qtbot: QtBot
) -> None:
    _opened, page = open_page(floor.owner)
    panel = page.knowledge_tab.advice
    panel.add_button.click()
    panel.titles["zh"].setFocus()
    panel.titles["zh"].insert("排线松动")
    panel.models.setText("iPhone 12，iPhone 13")
    panel.models.textEdited.emit(panel.models.text())
    panel.faults.set_values(["signal"])
    panel.steps["zh"].setPlainText("轻压屏幕左上角")
    page.save()
    qtbot.waitUntil(lambda: len(floor.shop.ask(advice_for, "phone", ("signal",), "iPhone 13 mini")) == 2)
    assert len(floor.shop.ask(advice_for, "phone", ("signal",), "Mate 60")) == 1
    qtbot.waitUntil(lambda: not page.knowledge_tab.unsaved)


def test_advice_without_a_fault_is_refused_beside_the_chips_and_stays_typed(
    floor: Floor, open_page: Open, qtbot: QtBot
) -> None:
    _opened, page = open_page(floor.owner)
    panel = page.knowledge_tab.advice
    panel.add_button.click()
    panel.titles["en"].setFocus()
    panel.titles["en"].insert("Shake it")
    panel.steps["en"].setPlainText("Gently")
    page.save()
    qtbot.waitUntil(lambda: bool(panel.fields["faults"].error()))
    assert panel.titles["en"].text() == "Shake it"
    assert all(one.id == 0 for one in floor.shop.ask(all_advice))


def test_two_who_reword_the_same_advice_choose_between_their_words(
    floor: Floor, open_page: Open, qtbot: QtBot
) -> None:
    _opened, page = open_page(floor.owner)
    panel = page.knowledge_tab.advice
    choose(page.knowledge_tab, "wifi")
    panel.tells["zh"].setPlainText("我写的")
    theirs = replace(kept(floor, "wifi").value, title=Words("他们的标题", "Theirs"))
    floor.shop.do(SaveAdvice(shipped="wifi", value=theirs), replace(floor.technician, desk="desk 2"))
    page.save()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(ConflictDialog)))
    page.window().findChildren(ConflictDialog)[0].accept()
    qtbot.waitUntil(lambda: kept(floor, "wifi").version == 2)
    assert kept(floor, "wifi").value.title.zh_CN == "他们的标题"
    assert kept(floor, "wifi").value.tell.zh_CN == "我写的"


def test_the_counter_may_look_at_advice_and_not_change_it(floor: Floor, open_page: Open) -> None:
    _opened, page = open_page(floor.counter)
    panel = page.knowledge_tab.advice
    assert panel.titles["zh"].isReadOnly()
    assert not panel.add_button.isEnabled()
    assert page.why_not.text()


def test_what_is_tried_is_put_in_order_by_keyboard(floor: Floor, open_page: Open, qtbot: QtBot) -> None:
    _opened, page = open_page(floor.owner, part=1)
    panel = page.knowledge_tab.checks
    first, second, third, *rest = tried(floor)
    panel.list.setFocus()
    panel.list.setCurrentRow(0)
    QTest.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    panel.list.setCurrentRow(2)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    panel.new_zh.setFocus()
    panel.new_zh.insert("NFC 刷卡")
    QTest.keyClick(panel.new_zh, Qt.Key.Key_Return)
    page.save()
    qtbot.waitUntil(lambda: not panel.unsaved)
    assert tried(floor)[:-1] == (second, first, *rest)
    assert floor.shop.settings.checks.name(tried(floor)[-1], "zh_CN") == "NFC 刷卡"
    panel.back.click()
    page.save()
    qtbot.waitUntil(lambda: tried(floor) == (first, second, third, *rest))


def test_a_list_changed_at_another_desk_is_not_written_over_unseen(
    floor: Floor, open_page: Open, qtbot: QtBot
) -> None:
    _opened, page = open_page(floor.owner, part=1)
    panel = page.knowledge_tab.checks
    seen = tried(floor)
    panel.list.setCurrentRow(0)
    panel.away.click()
    power = next(check for check in fault_book().all_intake_checks if check.id == "power")
    floor.shop.do(
        SaveChecks(kind="phone", seen=seen, wanted=(CheckWanted("power", power.name),)),
        replace(floor.technician, desk="desk 2"),
    )
    page.save()
    qtbot.waitUntil(panel.banner.isVisible)
    assert tried(floor) == ("power",)
    assert panel.list.count() == len(seen) - 1
    page.save()
    qtbot.waitUntil(lambda: tried(floor) == seen[1:])


def test_a_model_of_our_own_is_added_corrected_and_removed(
    floor: Floor, open_page: Open, qtbot: QtBot
) -> None:
    _opened, page = open_page(floor.counter, part=2)
    panel = page.knowledge_tab.models
    panel.add_button.click()
    panel.lines["brand"].insert("小辣椒")
    panel.lines["name"].insert("红辣椒 9")
    page.save()
    qtbot.waitUntil(lambda: [one.name for one in floor.shop.ask(own_models)] == ["红辣椒 9"])
    qtbot.waitUntil(lambda: not page.knowledge_tab.unsaved and panel.remove_button.isVisible())
    panel.lines["code"].insert("20190325")
    page.save()
    qtbot.waitUntil(lambda: floor.shop.ask(own_models)[0].code == "20190325")
    qtbot.waitUntil(lambda: panel.table.rows_model.rowCount() == 1 and panel.remove_button.isEnabled())
    panel.remove_button.click()
    qtbot.waitUntil(lambda: floor.shop.ask(own_models) == ())
    qtbot.waitUntil(lambda: panel.table.rows_model.rowCount() == 0)


def test_a_model_without_a_name_is_refused_beside_its_field(
    floor: Floor, open_page: Open, qtbot: QtBot
) -> None:
    _opened, page = open_page(floor.owner, part=2)
    panel = page.knowledge_tab.models
    panel.lines["brand"].insert("小辣椒")
    page.save()
    qtbot.waitUntil(lambda: bool(panel.fields["name"].error()))
    assert panel.lines["brand"].text() == "小辣椒"
