"""The window on the customer's screen: shows the scene of the stage, hands back what the customer does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shopdesk.ui.common.kit import set_kind
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.customer_screen.idle import IdleShown
from shopdesk.ui.customer_screen.intake import IntakeShown
from shopdesk.ui.customer_screen.pay import PayShown
from shopdesk.ui.customer_screen.quote import QuoteShown
from shopdesk.ui.customer_screen.scenes import IdleScene, IntakeScene, PayScene, QuoteScene, Scene
from shopdesk.ui.customer_screen.stage import CustomerStage


class CustomerWindow(QWidget):
    """A window of its own that never takes the keyboard from the counter."""

    closed = Signal()

    def __init__(self, stage: CustomerStage) -> None:
        super().__init__(None, Qt.WindowType.Window)
        if QGuiApplication.platformName() != "offscreen":  # which activates whatever is shown, and warns
            self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        set_kind(self, "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("customer_window")
        self.setMinimumSize(480, 480)
        self._stage = stage
        self.texts = Texts(stage.scene.language, self)
        self.texts.bind(self.setWindowTitle, "facing.title")
        self.idle = IdleShown(self.texts)
        self.intake = IntakeShown(self.texts)
        self.quote = QuoteShown(self.texts)
        self.pay = PayShown(self.texts)
        self._stack = QStackedWidget()
        for view in (self.idle, self.intake, self.quote, self.pay):
            self._stack.addWidget(view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.intake.answered.connect(stage.answer)
        self.quote.chose.connect(stage.choose)
        for view in (self.intake, self.quote, self.pay):
            view.drawn.connect(stage.draw)
            view.signed.connect(stage.sign)
        stage.changed.connect(self.show_scene)
        self.show_scene(stage.scene)

    def front(self) -> QWidget:
        """The view that the customer sees."""
        shown = self._stack.currentWidget()
        assert shown is not None  # noqa: S101 - four views were added
        return shown

    def show_scene(self, scene: Scene) -> None:
        self.texts.use(scene.language)
        match scene:
            case IdleScene():
                self._leave()
                self.idle.show_scene(scene)
                self._stack.setCurrentWidget(self.idle)
            case IntakeScene():
                self.intake.show_scene(scene)
                self._stack.setCurrentWidget(self.intake)
            case QuoteScene():
                self.quote.show_scene(scene)
                self._stack.setCurrentWidget(self.quote)
            case PayScene():
                self.pay.show_scene(scene)
                self._stack.setCurrentWidget(self.pay)

    def _leave(self) -> None:
        """Nothing of the customer before is left in a view that is not seen."""
        language = self.texts.language
        self.intake.show_scene(IntakeScene(language=language, device=""))
        self.quote.show_scene(QuoteScene(language=language, device=""))
        self.pay.show_scene(PayScene(language=language, device=""))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
