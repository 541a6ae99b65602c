"""The texts of consents in the settings: both languages side by side, every version to be read again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.consent import Purpose
from shopdesk.services.consents import SaveConsentText, consent_texts
from shopdesk.services.work import Actor
from shopdesk.ui.common.dialogs import ConfirmDialog
from shopdesk.ui.pages.settings.consents_panel import ConsentsPanel
from shopdesk.ui.pages.settings.view import SettingsPage
from tests.shop_floor import Floor


class Settings:
    def __init__(self, opened: OpenDesk, qtbot: QtBot) -> None:
        self.opened, self.qtbot = opened, qtbot
        opened.front.desk.navigator.go("settings", tab="terms")
        self.settle()
        page = opened.front.desk.navigator.page("settings")
        assert isinstance(page, SettingsPage)
        self.tab = page.terms_tab
        self.tab.which.chips()[1].click()
        self.settle()

    @property
    def panel(self) -> ConsentsPanel:
        return self.tab.consents

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(self.opened.frame.tasks.idle)
            QApplication.processEvents()

    def type(self, zh: str, en: str) -> None:
        self.panel.editors["zh_CN"].setPlainText(zh)
        self.panel.editors["en"].setPlainText(en)

    def save(self) -> None:
        self.panel.save.click()
        self.settle()


def come(floor: Floor, actor: Actor, open_window: Callable[..., OpenDesk], qtbot: QtBot) -> Settings:
    return Settings(open_window(floor, actor), qtbot)


def test_a_new_version_is_put_in_force_and_the_old_ones_stay(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    here = come(floor, floor.owner, open_window, qtbot)
    usual = floor.shop.settings.pack.consent("backup").text
    assert here.panel.words() == {"zh_CN": usual.zh_CN, "en": usual.en}
    assert not here.panel.save.isEnabled()
    here.type("送修前请备份。", "")
    here.save()
    assert here.panel.fields["en"].error()
    here.type("送修前请备份。", "Back up first.")
    here.save()
    assert here.panel.versions.count() == 2
    assert "第 1 版" in here.panel.state.text()
    here.panel.versions.setCurrentRow(1)
    assert usual.en in here.panel.past.toPlainText()
    here.panel.start.click()
    assert here.panel.words()["zh_CN"] == usual.zh_CN
    assert floor.shop.ask(consent_texts)[0].text.en == "Back up first."


def test_what_is_typed_waits_while_another_purpose_is_looked_at(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    here = come(floor, floor.owner, open_window, qtbot)
    here.type("甲", "A")
    here.panel.purposes.chips()[2].click()
    assert here.panel.words()["en"] == floor.shop.settings.pack.consent("opening").text.en
    here.panel.purposes.chips()[0].click()
    assert here.panel.words() == {"zh_CN": "甲", "en": "A"}


def test_back_to_the_countrys_text_is_asked_about(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    floor.shop.do(SaveConsentText(purpose=Purpose.BACKUP, seen=0, zh_CN="甲", en="A"), floor.owner)
    here = come(floor, floor.owner, open_window, qtbot)
    here.panel.back.click()
    here.opened.frame.window.findChildren(ConfirmDialog)[0].go.click()
    here.settle()
    assert floor.shop.ask(consent_texts)[0] == floor.shop.settings.pack.consent("backup")
    assert here.panel.versions.count() == 3
    assert here.panel.back.isHidden()


def test_somebody_elses_wording_is_not_overwritten_unseen(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    here = come(floor, floor.owner, open_window, qtbot)
    here.type("我的", "Mine")
    floor.shop.do(SaveConsentText(purpose=Purpose.BACKUP, seen=0, zh_CN="别人的", en="Theirs"), floor.owner)
    here.save()
    assert here.panel.banner.isVisible()
    assert here.panel.words()["en"] == "Mine"
    assert "Theirs" in here.panel.past.toPlainText()
    here.save()
    assert floor.shop.ask(consent_texts)[0].text.en == "Mine"


def test_who_may_not_change_the_texts_reads_them(
    floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot
) -> None:
    here = come(floor, floor.counter, open_window, qtbot)
    assert here.panel.editors["en"].isReadOnly()
    assert here.panel.save.isHidden()
    assert here.panel.back.isHidden()
