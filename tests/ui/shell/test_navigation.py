from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QStackedWidget
from pytestqt.qtbot import QtBot

from shopdesk.ui.common.texts import Texts
from shopdesk.ui.shell.actions import Action, Actions, shown_shortcut
from shopdesk.ui.shell.navigation import Navigator, PageSpec
from shopdesk.ui.shell.page import Page


def page_class(name: str) -> type[Page]:
    class Sample(Page):
        page_id, title_key, icon_name = name, f"shell.rail.{name}", "list"

        def __init__(self) -> None:
            super().__init__()
            self.targets: list[dict[str, object]] = []
            self.told: list[object] = []
            self.leavings = 0

        def open(self, **target: object) -> None:
            self.targets.append(target)

        def changed(self, changes: object) -> None:
            self.told.append(changes)

        def left(self) -> None:
            self.leavings += 1

        def page_actions(self) -> list[Action]:
            return [Action(action_id=f"{name}_save", text_key="common.save", run=lambda: None)]

    return Sample


class Places:
    def __init__(self, texts: Texts, qtbot: QtBot) -> None:
        self.stack = QStackedWidget()
        qtbot.addWidget(self.stack)
        self.made: list[str] = []
        self.actions = Actions(texts)
        self.navigator = Navigator(self.stack, self.actions)
        self.navigator.declare([self.spec("intake"), self.spec("tickets"), self.spec("day", "see_day")])

    def spec(self, name: str, permission: str = "") -> PageSpec:
        def make() -> Page:
            self.made.append(name)
            return page_class(name)()

        return PageSpec(name, f"shell.rail.{name}", "list", "", make, permission)


@pytest.fixture
def places(texts: Texts, qtbot: QtBot) -> Places:
    return Places(texts, qtbot)


def test_pages_are_made_when_first_gone_to(places: Places) -> None:
    assert places.made == []
    places.navigator.go("tickets")
    places.navigator.go("intake")
    places.navigator.go("tickets")
    assert places.made == ["tickets", "intake"]


def test_a_page_gets_its_target_and_hears_of_leaving(places: Places) -> None:
    places.navigator.go("tickets", ticket_id=7)
    places.navigator.go("intake")
    page = places.navigator.page("tickets")
    assert vars(page)["targets"] == [{"ticket_id": 7}]
    assert vars(page)["leavings"] == 1


def test_back_goes_where_we_came_from(places: Places) -> None:
    places.navigator.go("tickets", ticket_id=7)
    places.navigator.go("intake")
    assert places.navigator.back()
    assert places.navigator.current == "tickets"
    assert vars(places.navigator.page("tickets"))["targets"][-1] == {"ticket_id": 7}
    assert not places.navigator.back()


def test_who_may_not_stays_where_they_are(places: Places) -> None:
    places.actions.allowed = lambda permission: permission != "see_day"
    places.navigator.go("intake")
    places.navigator.go("day")
    assert places.navigator.current == "intake"
    assert "day" not in places.made


def test_every_page_there_is_hears_what_changed(places: Places) -> None:
    places.navigator.go("tickets")
    places.navigator.go("intake")
    places.navigator.changed(("ticket", 7))
    assert [vars(page)["told"] for page in places.navigator.pages()] == [[("ticket", 7)]] * 2


def test_the_actions_are_those_of_the_page_in_front(places: Places) -> None:
    places.navigator.go("tickets")
    places.navigator.go("intake")
    assert [action.action_id for action in places.actions.all()] == ["intake_save"]


def make(name: str, run: Callable[[], object], **more: object) -> Action:
    return Action(action_id=name, text_key="common.save", run=run, **more)  # type: ignore[arg-type]  # passed on


def test_an_action_needs_its_permission(texts: Texts) -> None:
    done: list[int] = []
    actions = Actions(texts, allowed=lambda permission: permission == "work")
    refund = make("refund", lambda: done.append(1), permission="refund")
    repair = make("repair", lambda: done.append(2), permission="work")
    assert not actions.trigger(refund)
    assert actions.why_not(refund) == "The person at the desk may not do this"
    assert actions.trigger(repair)
    assert done == [2]


def test_an_action_not_possible_now_says_so(texts: Texts) -> None:
    actions = Actions(texts)
    closed = make("closed", lambda: None, enabled=lambda: False)
    assert not actions.trigger(closed)
    assert actions.why_not(closed) == "Not possible right now"


@pytest.mark.parametrize("shortcut", ["A", "7", "Space", "Shift+A", "/"])
def test_a_plain_character_is_no_shortcut(texts: Texts, shortcut: str) -> None:
    with pytest.raises(ValueError, match="plain character"):
        Actions(texts).declare(make("bad", lambda: None, shortcut=shortcut))


@pytest.mark.parametrize("shortcut", ["F6", "Ctrl+Return", "Ctrl+K", "Esc", "Alt+Left", ""])
def test_commands_are_shortcuts(texts: Texts, shortcut: str) -> None:
    Actions(texts).declare(make("good", lambda: None, shortcut=shortcut))


def test_a_menu_greys_what_may_not_be(texts: Texts, qapp: QApplication, qtbot: QtBot) -> None:
    page = page_class("intake")()
    qtbot.addWidget(page)
    actions = Actions(texts, allowed=lambda _permission: False)
    menu = actions.menu([make("free", lambda: None), make("refund", lambda: None, permission="x")], page)
    free, refund = menu.actions()
    assert (free.isEnabled(), refund.isEnabled()) == (True, False)
    assert refund.toolTip() == "The person at the desk may not do this"


def test_keys_as_they_stand_on_the_cap() -> None:
    assert [shown_shortcut(keys) for keys in ("Ctrl+Return", "Alt+Left", "Ctrl+K")] == [
        "Ctrl ↵",
        "Alt ←",
        "Ctrl K",
    ]
