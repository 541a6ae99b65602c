"""The photo of a paper that a customer signed, bound to that signature."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from shopdesk.services.signatures import PhotographPaper, SignatureView
from shopdesk.services.work import Outcome
from shopdesk.ui.common.kit import Banner, ChipRow, Choice, Dialog, Field, label
from shopdesk.ui.common.photo_strip import PhotoStrip
from shopdesk.ui.common.photo_taking import PhotoTaking
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.desk import Desk
from shopdesk.ui.photos.sources import PhotoSources

_WIDTH, _HEIGHT = 620, 420


class PaperDialog(Dialog):
    """Which signature, and its photo: from a file, pasted, or by the desk's camera."""

    def __init__(self, texts: Texts, parent: QWidget, signatures: Sequence[Choice]) -> None:
        super().__init__(texts, texts.tr("consents.paper.title"), parent)
        self.setObjectName("paper_photo")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(_WIDTH, _HEIGHT)
        self.banner = Banner(texts)
        self.which = ChipRow(texts, signatures, multiple=False, optional=False)
        self.which.setObjectName("paper_which")
        self.which.set_value(signatures[0].value)
        self.strip = PhotoStrip(texts, most=1)
        self.field = Field(texts, "consents.paper.photo", self.strip)
        said = label("secondary", texts.tr("consents.paper.words"), wrap=True)
        for part in (self.banner, said, self.which, self.field):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_button("common.cancel", "secondary", self.reject)


class PaperPhotographing(QObject):
    """The photo is prepared and kept off this thread; with the button it is bound to the signature."""

    def __init__(
        self, desk: Desk, parent: QWidget, ticket_id: int, signatures: Sequence[SignatureView]
    ) -> None:
        super().__init__(parent)
        self._desk, self._ticket_id = desk, ticket_id
        self._by_id = {str(one.id): one for one in signatures}
        self.dialog = PaperDialog(
            desk.texts,
            parent.window(),
            [Choice(key, text=self._name(one)) for key, one in self._by_id.items()],
        )
        self.go = self.dialog.add_button("consents.paper.verb", "accent", self._send)
        self.go.setObjectName("paper_save")
        self.go.setEnabled(False)
        self.taking = PhotoTaking(desk.tasks, desk.shop, self.dialog.strip)
        self.taking.changed.connect(self._show)
        self._sources = PhotoSources(desk, self.dialog, self.taking, lambda: "other")
        self.dialog.finished.connect(self.deleteLater)

    def open(self) -> None:
        self.dialog.open()

    def _name(self, one: SignatureView) -> str:
        desk = self._desk
        when = desk.texts.catalogue.near(one.signed_at, desk.shop.clock(), desk.settings.zone)
        return f"{desk.texts.tr(f'consents.occasion.{one.occasion}')} · {when}"

    def _show(self) -> None:
        photos = self.taking.photos()
        self.dialog.strip.set_photos(photos)
        self.go.setEnabled(bool(photos))

    def _send(self) -> None:
        photos, which = self.taking.photos(), self.dialog.which.value()
        if not photos or which is None:
            return
        command = PhotographPaper(
            ticket_id=self._ticket_id, signature_id=self._by_id[which].id, photo=photos[0][0]
        )

        def done(_outcome: Outcome[int]) -> None:
            self.dialog.accept()
            self._desk.notices.ok("consents.paper.kept")

        failed = self._desk.problems.form(fields={"photos": self.dialog.field}, banner=self.dialog.banner)
        self._desk.send(command, done, failed, owner=self)


def without_photo(signatures: Sequence[SignatureView]) -> list[SignatureView]:
    """Signed on paper, and that paper nowhere to be seen yet; the newest first."""
    return [one for one in reversed(signatures) if not one.drawn and not one.photo]


def photograph_paper(
    desk: Desk, parent: QWidget, ticket_id: int, signatures: Sequence[SignatureView]
) -> PaperPhotographing:
    asked = PaperPhotographing(desk, parent, ticket_id, signatures)
    asked.open()
    return asked
