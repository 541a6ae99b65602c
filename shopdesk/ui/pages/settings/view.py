"""The Settings page: tabs at the left, the chosen one at the right, one Save for what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from shopdesk.domain.changes import Change
from shopdesk.errors import Conflict
from shopdesk.services.scan import ScanResult
from shopdesk.services.settings import ShopSettings
from shopdesk.ui.common import theme
from shopdesk.ui.common.conflict import Difference, ask_between
from shopdesk.ui.common.icons import icon
from shopdesk.ui.common.kit import Banner, Button, Elided, PrimaryButton, column, label, row, text_label
from shopdesk.ui.common.tasks import Failed
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.about_tab import AboutTab
from shopdesk.ui.pages.settings.desk_tab import DeskTab
from shopdesk.ui.pages.settings.entered import SECTIONS
from shopdesk.ui.pages.settings.knowledge_tab import KnowledgeTab, SavesItself
from shopdesk.ui.pages.settings.papers_sections import papers_words
from shopdesk.ui.pages.settings.papers_tab import PapersTab
from shopdesk.ui.pages.settings.people_tab import PeopleTab
from shopdesk.ui.pages.settings.printing_tab import PrintingTab
from shopdesk.ui.pages.settings.scanner_tab import ScannerTab
from shopdesk.ui.pages.settings.shop_presenter import ShopPresenter
from shopdesk.ui.pages.settings.shop_tab import ShopTab
from shopdesk.ui.pages.settings.terms_tab import TermsTab
from shopdesk.ui.paperwork.words import printer_words, size_words
from shopdesk.ui.shell.actions import Action
from shopdesk.ui.shell.page import Page

TABS = {
    "shop": "store",
    "terms": "scroll-text",
    "papers": "receipt-text",
    "people": "users",
    "printing": "printer",
    "knowledge": "book-open",
    "scanner": "scan-barcode",
    "desk": "monitor",
    "about": "info",
}
_TABS_WIDTH = 176


class SettingsPage(Page):
    """Anyone may look; what a person may not change is read-only, and says why."""

    page_id = "settings"
    title_key = "settings.title"
    icon_name = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._texts = desk.texts
        self._said = ("", False)
        self.shop_tab = ShopTab(desk)
        self.terms_tab = TermsTab(desk)
        self.papers_tab = PapersTab(desk)
        self.people_tab = PeopleTab(desk)
        self.printing_tab = PrintingTab(desk)
        self.knowledge_tab = KnowledgeTab(desk)
        self.scanner_tab = ScannerTab(desk)
        self.desk_tab = DeskTab(desk)
        self.about_tab = AboutTab(desk)
        self._made: dict[str, QWidget] = {
            "shop": self.shop_tab,
            "terms": self.terms_tab,
            "papers": self.papers_tab,
            "people": self.people_tab,
            "printing": self.printing_tab,
            "knowledge": self.knowledge_tab,
            "scanner": self.scanner_tab,
            "desk": self.desk_tab,
            "about": self.about_tab,
        }
        self.fields = {
            **self.shop_tab.fields, **self.terms_tab.fields, **self.papers_tab.fields,
            **self.printing_tab.fields,
        }  # fmt: skip
        self._arrange()
        self.presenter = ShopPresenter(desk, self, self)
        self._keepers: dict[str, SavesItself] = {
            "people": self.people_tab.presenter,
            "knowledge": self.knowledge_tab,
        }
        for tab in (self.shop_tab, self.terms_tab, self.papers_tab, self.printing_tab):
            tab.edited.connect(self.presenter.edit)
        self.people_tab.told.connect(self._say)
        self.knowledge_tab.told.connect(self._say)
        self.save_button.clicked.connect(self.save)
        self.discard_button.clicked.connect(self.discard)
        self.tabs.currentRowChanged.connect(self._tab_chosen)
        self._texts.changed.connect(self._say_tabs)
        theme.current().changed.connect(self._say_tabs)
        self._say_tabs()
        self.tabs.setCurrentRow(0)

    def _arrange(self) -> None:
        texts = self._texts
        self.tabs = QListWidget()
        self.tabs.setObjectName("settings_tabs")
        self.tabs.setIconSize(QSize(18, 18))
        self.tabs.setFrameShape(QFrame.Shape.NoFrame)
        self.tabs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        texts.bind(self.tabs.setAccessibleName, "settings.title")
        for name in TABS:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setSizeHint(QSize(0, 42))
            self.tabs.addItem(item)
        side = QFrame()
        theme.set_kind(side, "surface")
        side.setFixedWidth(_TABS_WIDTH)
        heading = text_label(texts, "settings.title", "title")
        heading.setContentsMargins(16, 14, 8, 8)
        side.setLayout(column(heading, self.tabs, spacing=0))
        self.heading = label("title")
        self.why_not = Elided(kind="note")
        self.discard_button = Button(texts, "settings.discard", key_hint="Esc")
        self.discard_button.setObjectName("settings_discard")
        self.save_button = PrimaryButton(texts, "settings.save", key_hint="Ctrl ↵")
        self.save_button.setObjectName("settings_save")
        self._unsaved_note = label("note")
        theme.set_state(self._unsaved_note, "tone", "warn")
        head = row(
            self.heading, self.why_not, self._unsaved_note, self.discard_button, self.save_button, spacing=12
        )
        head.setStretch(1, 1)
        # The buttons come and go; nothing below moves.
        strip = QWidget()
        strip.setLayout(head)
        strip.setFixedHeight(48)
        self.banner = Banner(texts)
        self.stack = QStackedWidget()
        for name in TABS:
            self.stack.addWidget(self._made[name])
        right = column(strip, self.banner, self.stack, spacing=8)
        right.setContentsMargins(18, 10, 16, 14)
        right.setStretch(2, 1)
        whole = row(side, right, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    # The page

    @property
    def tab(self) -> str:
        """Name of the tab in front."""
        return list(TABS)[max(self.tabs.currentRow(), 0)]

    def open(self, **target: object) -> None:
        wanted = target.get("tab")
        if wanted in TABS:
            self.tabs.setCurrentRow(list(TABS).index(str(wanted)))
        self._look()
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, changes: object) -> None:
        if not isinstance(changes, Iterable):
            return
        entities = {change.entity for change in changes if isinstance(change, Change)}
        if "settings" in entities:
            self.presenter.load()
        if "staff" in entities:
            self.people_tab.presenter.load()
        if entities & {"advice", "own_model", "settings"}:
            self.knowledge_tab.load()
        if "print_job" in entities:
            self.printing_tab.queue.presenter.load()
        if "desk_settings" in entities:
            self.printing_tab.presenter.load()

    def scanned(self, result: ScanResult) -> bool:
        """Where scanners are set up, a scan is looked at; elsewhere it leads to what it names."""
        return self.tab == "scanner" and self.scanner_tab.scanned(result)

    def page_actions(self) -> list[Action]:
        actions = [
            Action(
                action_id="settings_save",
                text_key="settings.save",
                icon="save",
                shortcut="Ctrl+Return",
                permission="administer",
                run=self.save,
                enabled=self._has_unsaved,
            )
        ]
        if self.tab == "people":
            actions.append(
                Action(
                    action_id="settings_add_person",
                    text_key="settings.people.add",
                    icon="user-plus",
                    shortcut="Ctrl+N",
                    permission="administer",
                    run=self.people_tab.presenter.add,
                )
            )
        if self.tab == "knowledge" and self.knowledge_tab.add is not None:
            actions.append(
                Action(
                    action_id="settings_add_advice",
                    text_key="common.add",
                    icon="plus",
                    shortcut="Ctrl+N",
                    enabled=lambda: self.knowledge_tab.may_edit,
                    run=self.knowledge_tab.add,
                )
            )
        return actions

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._has_unsaved():
            self.discard()
            return
        super().keyPressEvent(event)

    def save(self) -> None:
        """Save what the tab in front belongs to."""
        self._keepers.get(self.tab, self.presenter).save()

    def discard(self) -> None:
        self._keepers.get(self.tab, self.presenter).discard()

    def _has_unsaved(self) -> bool:
        if self.tab in self._keepers:
            return self._keepers[self.tab].unsaved
        return self.tab in SECTIONS and bool(self.presenter.unsaved)

    def _look(self) -> None:
        self.presenter.load()
        if self.tab in self._keepers:
            self._keepers[self.tab].load()
        if self.tab == "printing":
            self.printing_tab.look()
        if self.tab == "scanner":
            self.scanner_tab.look()

    def _tab_chosen(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self._texts.bind(self.heading.setText, f"settings.tab.{self.tab}")
        if self.isVisible():
            self._look()
        self._say()

    # What the presenter asks

    def write(self, texts: Mapping[str, str]) -> None:
        self.shop_tab.write(texts)
        self.terms_tab.write(texts)
        self.papers_tab.write(texts)
        self.printing_tab.write(texts)

    def show_shop(self, settings: ShopSettings) -> None:
        self.shop_tab.show_shop(settings)
        self.terms_tab.show_shop(settings)

    def show_paper(self, settings: ShopSettings) -> None:
        self.shop_tab.show_paper(settings)
        self.papers_tab.show_paper(settings)

    def show_state(self, *, unsaved: frozenset[str], saving: bool, may_edit: bool) -> None:
        self.shop_tab.show_may_edit(may_edit=may_edit)
        self.terms_tab.show_may_edit(may_edit=may_edit)
        self.papers_tab.show_may_edit(may_edit=may_edit)
        self.printing_tab.show_may_edit(may_edit=may_edit)
        self.printing_tab.queue.show_unsaved(unsaved=bool(unsaved))
        self.save_button.setEnabled(not saving)
        self._say()

    def clear_problems(self) -> None:
        self.banner.clear()
        for field in self.fields.values():
            field.set_error(None)

    def problems(self, retry: Callable[[], object], conflict: Callable[[Conflict], object]) -> Failed:
        told = self._desk.problems.form(
            fields=self.fields, banner=self.banner, retry=retry, conflict=conflict
        )

        def failed(problem: BaseException) -> None:
            self._show_tab_of(getattr(problem, "field", None) or "")
            told(problem)

        return failed

    def ask_conflict(
        self, differences: Sequence[Difference], then: Callable[[frozenset[str]], object]
    ) -> None:
        ask_between(self._texts, self.window(), "settings.conflict", differences, self._read, then)

    # Inside

    def _show_tab_of(self, field: str) -> None:
        """What is wrong may stand in a tab that is not in front."""
        for name in SECTIONS:
            tab = self._made[name]
            if field in self.fields and tab.isAncestorOf(self.fields[field]):
                self.tabs.setCurrentRow(list(TABS).index(name))
                if name == "papers":
                    self.papers_tab.show_field(field)

    def _read(self, field: str, value: str) -> str:
        group, _, _kind = field.partition(".")
        match group:
            case "language" | "paper_language":
                key = f"settings.people.language_{value}"
            case "tax_mode":
                key = f"settings.shop.tax_{value}"
            case "accessory_tags":
                key = f"prints.accessories.{value}"
            case "printer":
                return printer_words(self._texts, value)
            case "format":
                return size_words(self._texts, value)
            case "copy" | "paper_logo":
                return papers_words(self._texts, field, value)
            case _:
                return value
        return self._texts.tr(key)

    def _say_tabs(self) -> None:
        for place, picture in enumerate(TABS.values()):
            item = self.tabs.item(place)
            item.setIcon(icon(picture, "secondary"))
        self._say()

    def _say(self) -> None:
        unsaved = set(self.presenter.unsaved)
        unsaved |= {name for name, keeper in self._keepers.items() if keeper.unsaved}
        for place, name in enumerate(TABS):
            words = self._texts.tr(f"settings.tab.{name}")
            self.tabs.item(place).setText(f"{words}  •" if name in unsaved else words)
        here = self._has_unsaved()
        keeper: SavesItself | ShopPresenter = self._keepers.get(self.tab, self.presenter)
        may_edit = keeper.may_edit
        for widget in (self.discard_button, self.save_button, self._unsaved_note):
            widget.setVisible(here and may_edit)
        together = {self.tab} if self.tab in self._keepers else set(SECTIONS)
        elsewhere = sorted(unsaved & together, key=list(TABS).index)
        joined = " · ".join(self._texts.tr(f"settings.tab.{name}") for name in elsewhere)
        self._unsaved_note.setText(self._texts.tr("settings.unsaved", where=joined) if here else "")
        read_only = not may_edit and self.tab in {*SECTIONS, *self._keepers}
        self.why_not.setText(self._texts.tr("settings.read_only") if read_only else "")
        if (self.tab, here) != self._said:
            self._said = (self.tab, here)
            self._desk.navigator.refresh_actions()
