"""Opening and closing the customer's window: on the screen that the desk chose, or as a plain window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from shopdesk.services.settings import ShopSettings
from shopdesk.ui.customer_screen.stage import CustomerStage
from shopdesk.ui.customer_screen.telling import idle_scene
from shopdesk.ui.customer_screen.window import CustomerWindow

OFF, WINDOW = "", "window"
_WIDTH, _HEIGHT = 1024, 640


class CustomerScreen(QObject):
    """`use` follows the desk's setting; `toggle` opens and closes a plain window by hand."""

    missing = Signal(str)
    """The chosen screen is not connected: nothing opens elsewhere, least of all before the counter."""

    def __init__(self, stage: CustomerStage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._where = OFF
        self.window: CustomerWindow | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._screen_came)
            application.screenRemoved.connect(self._screen_went)

    @staticmethod
    def screens() -> list[str]:
        """Names of the screens that are connected now."""
        return [screen.name() for screen in QGuiApplication.screens()]

    def use(self, where: str) -> None:
        """Show on the screen of that name, in a plain window, or (OFF) not at all."""
        if where == self._where:
            return
        self._where = where
        self.close()
        if where == OFF:
            return
        screen = self._chosen()
        if where != WINDOW and screen is None:
            self.missing.emit(where)
        else:
            self._open(screen)

    def toggle(self) -> None:
        """Open it where the desk has it, else as a plain window; close it if it is open."""
        if self.window is not None:
            self.close()
        else:
            self._open(self._chosen())

    def close(self) -> None:
        if self.window is not None:
            self.window.close()

    def show_shop(self, settings: ShopSettings) -> None:
        """The shop's own face, as it is called now."""
        self._stage.rest(idle_scene(settings))

    def _chosen(self) -> QScreen | None:
        return next((one for one in QGuiApplication.screens() if one.name() == self._where), None)

    def _open(self, screen: QScreen | None) -> None:
        window = CustomerWindow(self._stage)
        self.window = window
        window.closed.connect(self._closed)
        if screen is None:
            window.resize(_WIDTH, _HEIGHT)
            window.show()
        else:
            window.setScreen(screen)
            window.setGeometry(screen.geometry())
            window.showFullScreen()
        self._stage.watch(watched=True)

    def _closed(self) -> None:
        window, self.window = self.window, None
        self._stage.watch(watched=False)
        if window is not None:
            window.deleteLater()

    def _screen_came(self, screen: QScreen) -> None:
        if self.window is None and screen.name() == self._where:
            self._open(screen)

    def _screen_went(self, screen: QScreen) -> None:
        # Qt would move the window to the counter's own screen.
        if screen.name() == self._where:
            self.close()
