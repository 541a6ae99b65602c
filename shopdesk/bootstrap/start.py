"""Starting the program: the window first, the shop behind it."""

from __future__ import annotations

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from shopdesk.bootstrap.desktop import Frame, OpenDesk, make_frame, open_desk
from shopdesk.config import user_data_folder
from shopdesk.ui.common.theme import Mode, Theme

if TYPE_CHECKING:
    from shopdesk.services.shop import Shop
    from shopdesk.ui.welcome import Answers, Welcome


def start(shop: str, language: str, desk: str) -> int:
    """Open the window on `shop` (empty: the last one, or the first start) and run until it closes."""
    if problem := _no_display():
        print(problem, file=sys.stderr)
        return 2
    app = QApplication(sys.argv[:1])
    app.setApplicationName("ShopDesk")
    app.setDesktopFileName("shopdesk")
    _keep_log()
    places = QSettings(str(user_data_folder() / "desk.ini"), QSettings.Format.IniFormat)
    theme = _theme_of_desk(places)
    theme.apply(app)
    spoken = language or str(places.value("desk/language") or "") or _system_language()
    frame = make_frame(app, theme, spoken, places)
    frame.problems.install()
    frame.window.show()
    opening = Opening(frame, places, shop or str(places.value("desk/shop") or ""), desk)
    # The first frame is on the screen before anything heavy is imported.
    QTimer.singleShot(0, opening.begin)
    code = app.exec()
    opening.close()
    return code


class Opening:
    """From an empty window to a shop at work: the last shop, or the three questions of a first start."""

    def __init__(self, frame: Frame, places: QSettings, shop: str, desk: str) -> None:
        self._frame = frame
        self._places = places
        self._shop = shop
        self._desk = desk
        self._open: OpenDesk | None = None
        self._welcome: Welcome | None = None

    def begin(self) -> None:
        if self._shop:
            self._open_shop(self._shop)
        else:
            self._ask_first()

    def close(self) -> None:
        self._places.setValue("desk/language", self._frame.texts.language)
        self._places.sync()
        if self._open is not None:
            self._open.close()
        else:
            self._frame.close()

    def _ask_first(self) -> None:
        from shopdesk.ui.welcome import Welcome  # noqa: PLC0415 - seen once in a shop's life

        welcome = Welcome(self._frame.texts)
        welcome.answered.connect(self._found_shop)
        welcome.sample_wanted.connect(self._open_sample)
        self._welcome = welcome
        self._frame.window.show_opening(welcome)

    def _found_shop(self, answers: Answers) -> None:
        """Set the new shop up and open it."""
        folder = _free_folder(user_data_folder() / "shops", answers.name)

        def found() -> Shop:
            from shopdesk.services.setup import SetUpShop  # noqa: PLC0415 - after the first paint
            from shopdesk.services.shop import SETUP, Shop  # noqa: PLC0415

            shop = Shop.open(str(folder))
            shop.do(
                SetUpShop(
                    name=answers.name,
                    language=answers.language,
                    pack_code=answers.pack_code,
                    owner_name=answers.owner,
                    tax_rate=answers.tax_rate,
                ),
                SETUP,
            )
            return shop

        self._frame.tasks.run(found, lambda shop: self._opened(shop, str(folder)), self._refused)

    def _open_sample(self, language: str) -> None:
        folder = _free_folder(user_data_folder() / "shops", f"sample-{language}")

        def built() -> Shop:
            from shopdesk.bootstrap.sample_shop import build_sample  # noqa: PLC0415
            from shopdesk.services.shop import Shop  # noqa: PLC0415

            build_sample(folder, language)
            return Shop.open(str(folder))

        self._frame.tasks.run(built, lambda shop: self._opened(shop, str(folder)), self._refused)

    def _refused(self, problem: BaseException) -> None:
        self._frame.problems.show(problem)
        if self._welcome is not None:
            self._welcome.ready_again()

    def _open_shop(self, place: str) -> None:
        def opened() -> Shop:
            from shopdesk.services.shop import Shop  # noqa: PLC0415

            shop = Shop.open(place)
            # Read once here, so that the window never waits for them.
            _ = shop.settings
            return shop

        def failed(problem: BaseException) -> None:
            self._frame.problems.show(problem)
            self._ask_first()

        self._frame.tasks.run(opened, lambda shop: self._opened(shop, place), failed)

    def _opened(self, shop: Shop, place: str) -> None:
        if not shop.is_set_up:
            shop.close()
            self._ask_first()
            return
        self._places.setValue("desk/shop", place)
        name = self._desk or str(self._places.value("desk/name") or "")
        if not name:
            name = self._frame.texts.tr("front.first_desk")
        self._places.setValue("desk/name", name)
        self._frame.window.show_opening(None)
        self._welcome = None
        self._open = open_desk(self._frame, shop, name)
        self._open.front.start()


def _free_folder(parent: Path, name: str) -> Path:
    """A folder of that name which holds no shop yet."""
    plain = "".join(c if c.isalnum() else "-" for c in name).strip("-")[:60] or "shop"
    folder, number = parent / plain, 1
    while folder.exists():
        number += 1
        folder = parent / f"{plain}-{number}"
    return folder


def _theme_of_desk(places: QSettings) -> Theme:
    """Light, dark or as the system, for finger or pointer: as this desk was left, and kept when changed."""
    modes: dict[str, Mode] = {"light": "light", "dark": "dark"}
    theme = Theme(modes.get(str(places.value("desk/theme")), "system"))
    theme.use_touch(str(places.value("desk/touch")).lower() == "true")

    def keep() -> None:
        places.setValue("desk/theme", theme.mode)
        places.setValue("desk/touch", theme.touch)

    theme.changed.connect(keep)
    return theme


def _system_language() -> str:
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def _keep_log() -> None:
    """Warnings and worse to a file of this machine; nothing personal is ever logged."""
    folder = user_data_folder() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "shopdesk.log"
    handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def _no_display() -> str:
    """Why no window can open here, in words; empty where it can."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return ""
    return "No screen here. Walk through the program instead: shopdesk tour --out DIR"
