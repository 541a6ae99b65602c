"""Setting how the receipt looks: by keyboard, with the paper beside it, kept with the page's one Save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.domain.label_sheet import LabelSheet
from shopdesk.domain.papers import Copy, PaperKind, ReceiptPaper
from shopdesk.domain.receipt_layout import Qr, Section, Tint
from shopdesk.errors import UserError
from shopdesk.i18n import catalogue
from shopdesk.services.documents import documents_of_ticket, paper_of
from shopdesk.services.paper_settings import CopySettings, PaperSettings
from shopdesk.services.setup import SaveSettings, saved_settings
from shopdesk.services.work import Actor
from shopdesk.ui.common.conflict import ConflictDialog
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.settings.papers_entered import (
    PAPERS,
    in_order,
    papers_label_key,
    papers_of,
    sections_text,
    sheet_line,
    sheets_of,
    texts_of_papers,
)
from shopdesk.ui.pages.settings.papers_preview import SIZES
from shopdesk.ui.pages.settings.papers_sections import SectionList, papers_words
from shopdesk.ui.pages.settings.papers_tab import PapersTab
from shopdesk.ui.pages.settings.view import SettingsPage
from tests.shop_floor import Floor

Open = Callable[..., tuple[SettingsPage, PapersTab]]
OWN = LabelSheet("自备", 4, 10, 45.7, 25.4, 48.3, 25.4, 9.75, 21.5)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def open_papers(floor: Floor, open_window: Callable[..., OpenDesk], qtbot: QtBot) -> Open:
    def give(actor: Actor) -> tuple[SettingsPage, PapersTab]:
        opened = open_window(floor, actor)
        opened.frame.window.activateWindow()
        opened.front.desk.navigator.go("settings", tab="papers")
        page = opened.front.desk.navigator.page("settings")
        assert isinstance(page, SettingsPage)
        tab = page.papers_tab
        qtbot.waitUntil(lambda: tab.preview.sheet.has_picture, timeout=15_000)
        qtbot.waitUntil(opened.frame.tasks.idle)
        return page, tab

    return give


def choose(tab: PapersTab, copy: Copy) -> None:
    chip = next(chip for chip in tab.which.chips() if chip.value == copy)
    chip.click()


def at(found: SectionList, section: Section) -> int:
    return next(
        row for row in range(found.count()) if found.item(row).data(Qt.ItemDataRole.UserRole) == section
    )


def shown(tab: PapersTab) -> bytes:
    return bytes(tab.preview.sheet.image().constBits())


def told(page: SettingsPage) -> list[str]:
    return page.presenter.value("copy.customer.sections").split()


def saved(page: SettingsPage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not page.presenter.unsaved)


def test_a_copy_is_set_by_keyboard_and_the_next_receipt_is_issued_so(
    floor: Floor, open_papers: Open, qtbot: QtBot
) -> None:
    page, tab = open_papers(floor.owner)
    choose(tab, Copy.CUSTOMER)
    tab.lines["name_zh"].setFocus()
    QTest.keyClicks(tab.lines["name_zh"], "Qujipingju")
    tab.lines["footer_zh"].setText("欢迎再来")
    found = tab.sections
    found.setFocus()
    found.setCurrentRow(at(found, Section.CONSENTS))
    QTest.keyClick(found, Qt.Key.Key_Space)
    # Keys in a burst are held back until it is plain that no scanner sent them.
    qtbot.waitUntil(lambda: bool(told(page)) and "consents" not in told(page))
    found.setCurrentRow(at(found, Section.TERMS))
    QTest.keyClick(found, Qt.Key.Key_Up, ALT)
    QTest.keyClick(found, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: told(page).index("terms") < told(page).index("fault"))
    next(chip for chip in tab.tint.chips() if chip.value == Tint.GREEN).click()
    assert page.presenter.unsaved == {"papers"}
    saved(page, qtbot)

    kept = floor.shop.settings.papers.customer
    assert (kept.name_zh, kept.footer_zh, kept.tint) == ("Qujipingju", "欢迎再来", "green")
    assert "consents" not in kept.sections
    assert kept.sections.index("terms") < kept.sections.index("fault")
    ticket = floor.receive()
    issued = floor.shop.ask(documents_of_ticket, ticket.ticket_id)
    receipt = next(one for one in issued if one.kind is PaperKind.RECEIPT)
    paper = floor.shop.ask(paper_of, receipt.id)
    assert isinstance(paper, ReceiptPaper)
    assert paper.layout is not None
    assert (paper.layout.customer.name, paper.layout.customer.sections) == ("Qujipingju", kept.sections)


def test_the_paper_follows_every_change_copy_size_and_language(
    floor: Floor, open_papers: Open, qtbot: QtBot
) -> None:
    _page, tab = open_papers(floor.owner)
    seen = {shown(tab)}

    def renewed(act: Callable[[], object]) -> None:
        drawn = tab.preview.drawn
        act()
        qtbot.waitUntil(lambda: tab.preview.drawn > drawn, timeout=5_000)
        picture = shown(tab)
        assert picture not in seen
        seen.add(picture)

    for copy in Copy:
        renewed(lambda copy=copy: choose(tab, copy))  # type: ignore[misc]  # bound at once
    renewed(lambda: tab.lines["footer_zh"].setText("谢谢惠顾"))
    box = tab.preview.size_box
    for name in SIZES[1:]:

        def turn(name: str = name) -> None:
            box.setCurrentIndex(box.findData(name))
            box.activated.emit(box.currentIndex())

        renewed(turn)
    renewed(tab.preview.language.chips()[1].click)
    renewed(tab.preview.zoom.click)


def test_of_many_changes_the_last_is_shown_and_not_each_is_drawn(
    floor: Floor, open_papers: Open, qtbot: QtBot
) -> None:
    _page, tab = open_papers(floor.owner)
    choose(tab, Copy.SHOP)
    qtbot.waitUntil(tab._desk.tasks.idle)
    drawn = tab.preview.drawn
    for number in range(40):
        tab.lines["footer_zh"].setText(f"第 {number} 次")
    qtbot.waitUntil(lambda: tab.preview.drawn > drawn and tab._desk.tasks.idle(), timeout=10_000)
    assert tab.preview.drawn - drawn < 6
    last = shown(tab)
    tab.lines["footer_zh"].setText("另一行")
    qtbot.waitUntil(lambda: shown(tab) != last and tab._desk.tasks.idle())
    tab.lines["footer_zh"].setText("第 39 次")
    qtbot.waitUntil(lambda: shown(tab) == last and tab._desk.tasks.idle())


def test_what_a_copy_must_say_cannot_be_left_out_and_what_it_may_not_is_not_offered(
    floor: Floor, open_papers: Open
) -> None:
    _page, tab = open_papers(floor.owner)
    choose(tab, Copy.DEVICE)
    found = tab.sections
    offered = {found.item(row).data(Qt.ItemDataRole.UserRole) for row in range(found.count())}
    assert not {"customer", "deposit", "estimate", "terms", "pickup"} & offered
    found.setCurrentRow(at(found, Section.FAULT))
    found.toggle_chosen()
    assert found.item(at(found, Section.FAULT)).checkState() is Qt.CheckState.Checked


def test_sections_are_dragged_within_their_group(floor: Floor, open_papers: Open) -> None:
    page, tab = open_papers(floor.owner)
    choose(tab, Copy.SHOP)
    found = tab.sections

    def drag(section: Section, onto: Section, *, below: bool = False) -> None:
        found.setCurrentRow(at(found, section))
        target = found.visualItemRect(found.item(at(found, onto)))
        point = target.bottomLeft() - QPoint(-40, 2) if below else target.topLeft() + QPoint(40, 2)
        here = found._chosen()
        assert here is not None
        found.drop_at(here, point)

    drag(Section.CHECKS, Section.FAULT)
    drag(Section.CUSTOMER, Section.PROMISED, below=True)
    order = page.presenter.value("copy.shop.sections").split()
    assert order.index("checks") < order.index("fault")
    assert order[:3] == ["device", "promised", "customer"]
    drag(Section.CUSTOMER, Section.FAULT)
    order = page.presenter.value("copy.shop.sections").split()
    assert order.index("customer") == order.index("checks") - 1, "held at the end of its own group"
    tab.usual.click()
    assert page.presenter.value("copy.shop.sections") == ""


def test_a_logo_is_taken_kept_and_given_up(
    floor: Floor, open_papers: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page, tab = open_papers(floor.owner)
    plain = shown(tab)
    file, broken = tmp_path / "logo.png", tmp_path / "broken.png"
    picture = Image.new("RGBA", (400, 200), (0, 0, 0, 0))
    picture.paste((15, 118, 110, 255), (40, 40, 360, 160))
    picture.save(file)
    broken.write_bytes(b"\x89PNG nothing")
    tab.logo.chosen.emit(file)
    qtbot.waitUntil(lambda: tab.logo.well.has_picture)
    qtbot.waitUntil(lambda: shown(tab) != plain)
    saved(page, qtbot)
    logo = floor.shop.settings.papers.logo
    assert floor.shop.media.has(logo)
    assert floor.shop.settings.letterhead.logo == logo

    tab.logo.chosen.emit(broken)
    qtbot.waitUntil(lambda: bool(tab.fields["paper_logo"].error()))
    assert tab.logo.well.has_picture
    tab.logo.remove.click()
    qtbot.waitUntil(lambda: not tab.logo.well.has_picture)
    saved(page, qtbot)
    assert floor.shop.settings.papers.logo == ""


def test_a_wrong_link_is_told_where_it_was_typed(floor: Floor, open_papers: Open, qtbot: QtBot) -> None:
    page, tab = open_papers(floor.owner)
    tab.link.setText("greenfield")
    choose(tab, Copy.SHOP)
    page.save()
    qtbot.waitUntil(lambda: bool(tab.fields["paper_link"].error()))
    assert tab.copy is None
    assert tab.link.text() == "greenfield"


def test_two_desks_choose_between_their_papers(floor: Floor, open_papers: Open, qtbot: QtBot) -> None:
    page, tab = open_papers(floor.owner)
    choose(tab, Copy.DEVICE)
    tab.lines["name_zh"].setText("机器联")
    theirs = floor.shop.ask(saved_settings)
    papers = PaperSettings(device=CopySettings(name_zh="工程联", qr=Qr.STATUS))
    floor.shop.do(
        SaveSettings(value=replace(theirs.value, papers=papers), seen_version=theirs.version), floor.owner
    )
    page.save()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(ConflictDialog)))
    dialog = page.window().findChildren(ConflictDialog)[0]
    said = " ".join(one.text() for one in dialog.findChildren(type(page.heading)))
    assert "随机联：中文联名" in said
    assert "本单状态文字" in said
    dialog.reject()


def test_who_may_not_change_settings_only_looks(floor: Floor, open_papers: Open) -> None:
    _page, tab = open_papers(floor.technician)
    choose(tab, Copy.SHOP)
    assert tab.lines["name_zh"].isReadOnly()
    found = tab.sections
    found.setCurrentRow(at(found, Section.CHECKS))
    found.toggle_chosen()
    assert found.item(at(found, Section.CHECKS)).checkState() is Qt.CheckState.Checked
    assert not tab.usual.isEnabled()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_setting_has_a_name_and_words(language: str) -> None:
    texts = Texts(language)
    for field in PAPERS:
        assert catalogue(language).has(papers_label_key(field)), field
    for copy in Copy:
        assert papers_words(texts, f"copy.{copy}.tint", "") != ""
        assert texts.tr("papers.section.fault") in papers_words(texts, f"copy.{copy}.sections", "")
        assert papers_words(texts, f"copy.{copy}.qr", "call") == texts.tr("papers.qr.call")


@pytest.mark.parametrize(
    ("text", "sheets"),
    [
        ("", ()),
        ("自备：4 × 10，45.7 × 25.4，48.3 × 25.4，9.75 × 21.5", (OWN,)),
        ("自备: 4x10; 45.7x25.4; 48.3x25.4; 9.75x21.5\n\n", (OWN,)),
    ],
)
def test_label_sheets_are_read_as_they_are_written(text: str, sheets: tuple[LabelSheet, ...]) -> None:
    assert sheets_of(text) == sheets
    assert sheets_of("\n".join(sheet_line(sheet) for sheet in sheets)) == sheets


@pytest.mark.parametrize(
    "text", ["Own", "Own: 4 × 10", ": 1 1 70 37 70 37 0 0", "Own: 4 × 10, 80 × 25, 48 × 25, 9 × 21"]
)
def test_a_line_that_is_no_sheet_is_told(text: str) -> None:
    with pytest.raises(UserError) as refused:
        sheets_of(text)
    assert refused.value.field == "paper_sheets"


def test_looked_at_and_saved_is_the_same() -> None:
    papers = PaperSettings(
        licences=("a 1", "b 2"),
        place="31.2, 121.4",
        shop=CopySettings(
            "一", "One", "blue", ("customer", "device", "checks", "fault"), "尾", "Foot", Qr.MAP
        ),
    )
    assert papers_of(papers, texts_of_papers(papers)) == papers
    shown_first = [one for one, on in in_order(Copy.SHOP, "customer device checks fault") if on]
    assert sections_text(Copy.SHOP, shown_first) == "customer device checks fault"
    assert sections_text(Copy.SHOP, [one for one, on in in_order(Copy.SHOP, "") if on]) == ""
