"""Rewording consents: a new version each time, in both languages; what was signed keeps its own words."""

from __future__ import annotations

from PySide6.QtCore import QObject

from shopdesk.domain.consent import Purpose
from shopdesk.domain.roles import Permission
from shopdesk.errors import Conflict
from shopdesk.i18n import LANGUAGES
from shopdesk.services.consents import SaveConsentText, TextsOverview, TextVersion, texts_overview
from shopdesk.services.packs import ConsentText, Words
from shopdesk.services.work import Outcome
from shopdesk.ui.common.kit import Choice, confirm
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.settings.consents_panel import ConsentsPanel, PastText


class ConsentsPresenter(QObject):
    """Words typed for a purpose wait in `typed` until they are saved, whichever one is shown meanwhile."""

    def __init__(self, desk: Desk, panel: ConsentsPanel) -> None:
        super().__init__(panel)
        self._desk, self._panel = desk, panel
        self._found: TextsOverview | None = None
        self._purpose = Purpose.BACKUP
        self.typed: dict[Purpose, dict[str, str]] = {}
        self._seen: dict[Purpose, int] = {}
        """The newest version when typing began: what a save is compared with."""
        panel.came.connect(self.load)
        desk.navigator.written.connect(self._written)
        panel.chose.connect(lambda purpose: self._choose(Purpose(purpose)))
        panel.typed.connect(self._typing)
        panel.save_wanted.connect(self.save)
        panel.back_wanted.connect(self._ask_back)
        desk.texts.changed.connect(self._show)
        desk.who.changed.connect(self._show)

    def _written(self, changes: object) -> None:
        entities = {change.entity for change in changes} if isinstance(changes, tuple) else set()
        if "consent_text" in entities and self._panel.isVisible():
            self.load()

    def load(self) -> None:
        self._desk.ask(self._loaded, texts_overview)

    def _loaded(self, found: TextsOverview) -> None:
        self._found = found
        self._show()

    def _choose(self, purpose: Purpose) -> None:
        self._purpose = purpose
        self._panel.banner.clear()
        self._show()

    def _typing(self) -> None:
        if self._found is None:
            return
        words = self._panel.words()
        if words == _both(self._current().text):
            self.typed.pop(self._purpose, None)
        elif self._purpose not in self.typed:
            self._seen[self._purpose] = self._found.newest(self._purpose)
            self.typed[self._purpose] = words
        else:
            self.typed[self._purpose] = words
        self._show_can()

    def _current(self) -> ConsentText:
        assert self._found is not None  # noqa: S101 - asked for once the texts are here
        return next(one for one in self._found.current if one.purpose == self._purpose)

    def _show(self) -> None:
        if self._found is None:
            return
        language, found = self._desk.texts.language, self._found
        self._panel.show_purposes(
            [Choice(one.purpose, text=one.title.text(language)) for one in found.usual], self._purpose
        )
        current = self._current()
        versions = [one for one in found.versions if one.purpose is self._purpose]
        tr = self._desk.texts.tr
        if current.own:
            when = self._near(versions[0])
            state = tr("consents.texts.own", n=current.version, when=when)
        else:
            state = tr("consents.texts.usual")
        self._panel.show_text(self.typed.get(self._purpose) or _both(current.text), state)
        usual = next(one for one in found.usual if one.purpose == self._purpose)
        packs = PastText(tr("consents.texts.packs", n=usual.version), "", _both(usual.text))
        self._panel.show_versions([*(self._past(one, usual) for one in versions), packs])
        self._show_can()

    def _past(self, one: TextVersion, usual: ConsentText) -> PastText:
        tr = self._desk.texts.tr
        title = tr("consents.texts.version", n=one.version)
        if one.is_packs:
            title = f"{title} · {tr('consents.texts.went_back')}"
        by = tr("consents.texts.by", name=one.set_by, when=self._near(one))
        return PastText(title, by, _both(usual.text if one.is_packs else one.words))

    def _near(self, one: TextVersion) -> str:
        desk = self._desk
        return desk.texts.catalogue.near(one.set_at, desk.shop.clock(), desk.settings.zone)

    def _show_can(self) -> None:
        may = self._desk.actions.allowed(Permission.ADMINISTER.value)
        self._panel.show_can(edit=may, save=self._purpose in self.typed, back=may and self._current().own)

    def save(self) -> None:
        """Put the words typed for this purpose in force."""
        words = self.typed.get(self._purpose)
        if words is not None:
            self._send(self._purpose, words, self._seen[self._purpose])

    def _ask_back(self) -> None:
        purpose = self._purpose

        def go() -> None:
            found = self._found
            if found is not None:
                self._send(purpose, dict.fromkeys(LANGUAGES, ""), found.newest(purpose))

        confirm(
            self._desk.texts,
            self._panel,
            title_key="consents.texts.back_title",
            body_key="consents.texts.back_words",
            verb_key="consents.texts.back",
            then=go,
        )

    def _send(self, purpose: Purpose, words: dict[str, str], seen: int) -> None:
        panel = self._panel
        panel.banner.clear()

        def done(outcome: Outcome[int]) -> None:
            self.typed.pop(purpose, None)
            self._desk.notices.ok("consents.texts.saved", n=outcome.value)
            self.load()

        def conflict(moved: Conflict) -> None:
            # What was typed stays; it is put over theirs only by pressing again, with theirs in sight.
            panel.banner.say(moved.key, "warn")
            self._seen[purpose] = getattr(moved.theirs, "version", 0)
            self.load()

        failed = self._desk.problems.form(
            fields=panel.fields, banner=panel.banner, conflict=conflict, retry=self.save
        )
        command = SaveConsentText(purpose=purpose, seen=seen, zh_CN=words["zh_CN"], en=words["en"])
        self._desk.send(command, done, failed, owner=self)


def _both(words: Words) -> dict[str, str]:
    return {language: words.text(language) for language in LANGUAGES}
