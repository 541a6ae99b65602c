"""The window's language: messages by key, and setters that are called again when it changes."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field

import shiboken6
from PySide6.QtCore import QObject, Signal

from shopdesk.i18n import Catalogue, catalogue


@dataclass(frozen=True, slots=True)
class _Binding:
    owner: weakref.ref[QObject]
    call: Callable[[QObject, str], None]
    key: str
    values: dict[str, object] = field(default_factory=dict)


class Texts(QObject):
    """Catalogue of the language shown; `bind` keeps a widget's text in that language."""

    changed = Signal()

    def __init__(self, language: str = "zh_CN", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue(language)
        self._bindings: dict[tuple[int, str], _Binding] = {}

    @property
    def catalogue(self) -> Catalogue:
        return self._catalogue

    @property
    def language(self) -> str:
        return self._catalogue.language

    def use(self, language: str) -> None:
        """Show `language` from now on, everywhere, without a restart."""
        if language == self.language:
            return
        self._catalogue = catalogue(language)
        for spot, binding in list(self._bindings.items()):
            owner = binding.owner()
            if owner is None or not shiboken6.isValid(owner):
                self._bindings.pop(spot, None)
            else:
                binding.call(owner, self.tr(binding.key, **binding.values))
        self.changed.emit()

    def tr(self, key: str, /, **values: object) -> str:  # type: ignore[override]  # Qt's own tr is not used
        return self._catalogue.text(key, **values)

    def bind(self, setter: Callable[[str], object], key: str, /, **values: object) -> None:
        """Call `setter` with the message now and after each change of language.

        `setter` is a method of a QObject (``label.setText``); it is held weakly. Binding the same
        setter again replaces what it showed.
        """
        owner = getattr(setter, "__self__", None)
        if not isinstance(owner, QObject):
            raise TypeError("bind takes a method of a QObject; for anything else listen to `changed`")
        name = setter.__name__
        spot = (id(owner), name)

        def call(target: QObject, text: str) -> None:
            getattr(target, name)(text)

        def forget(gone: weakref.ref[QObject]) -> None:
            held = self._bindings.get(spot)
            if held is not None and held.owner is gone:
                del self._bindings[spot]

        self._bindings[spot] = _Binding(weakref.ref(owner, forget), call, key, values)
        setter(self.tr(key, **values))

    def release(self, setter: Callable[[str], object]) -> None:
        """Stop keeping this setter; call it before showing a text that is no message."""
        self._bindings.pop((id(getattr(setter, "__self__", None)), setter.__name__), None)

    def put(self, setter: Callable[[str], object], text: str) -> None:
        """Show a text that is data (a name, a number) where a message may have stood."""
        self.release(setter)
        setter(text)
