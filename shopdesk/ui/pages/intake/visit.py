"""The devices of one visit as typed: a form for each, one customer and one set of terms. No windows."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from shopdesk.services.intake_form import PasscodeEntry
from shopdesk.ui.pages.intake.entered import OF_ALL, Entered

_CARRIED = ("tender", "promised_at")
"""What the next device of the visit begins with: they go home together."""


class _Kept(msgspec.Struct):
    """A visit as a draft keeps it."""

    devices: tuple[Entered, ...]
    here: int = 0


class VisitForms:
    """One form or several; `here` is the one on the screen. Passcodes stay in memory, never in a draft."""

    def __init__(self, forms: tuple[Entered, ...] = (Entered(),), here: int = 0) -> None:
        self._forms = list(forms)
        self._passcodes: list[PasscodeEntry | None] = [None] * len(forms)
        self.here = min(max(here, 0), len(forms) - 1)

    def __len__(self) -> int:
        return len(self._forms)

    @property
    def forms(self) -> tuple[Entered, ...]:
        return tuple(self._forms)

    @property
    def shown(self) -> Entered:
        return self._forms[self.here]

    @property
    def passcode(self) -> PasscodeEntry | None:
        return self._passcodes[self.here]

    @property
    def passcodes(self) -> tuple[PasscodeEntry | None, ...]:
        return tuple(self._passcodes)

    def other_models(self) -> list[str]:
        """Of the forms that are not shown: signed for together with the one that is."""
        models = [form.model.strip() for place, form in enumerate(self._forms) if place != self.here]
        return [model for model in models if model]

    def take(self, entered: Entered, passcode: PasscodeEntry | None) -> None:
        """What stands on the screen now; what all devices have in common is written to the others too."""
        shared = {name: getattr(entered, name) for name in OF_ALL}
        self._forms = [replace(form, **shared) for form in self._forms]
        self._forms[self.here] = entered
        self._passcodes[self.here] = passcode

    def add(self) -> None:
        """Go on to another device of the same customer."""
        shown = self.shown
        self._forms.append(Entered(**{name: getattr(shown, name) for name in (*OF_ALL, *_CARRIED)}))
        self._passcodes.append(None)
        self.here = len(self._forms) - 1

    def go(self, place: int) -> None:
        self.here = place % len(self._forms)

    def remove(self, place: int) -> tuple[Entered, PasscodeEntry | None]:
        """Take a device out of the visit; the last one cannot go. Gives what stood in it."""
        if len(self._forms) == 1:
            raise ValueError("a visit keeps one device")
        gone = self._forms.pop(place), self._passcodes.pop(place)
        if self.here > place or self.here == len(self._forms):
            self.here -= 1
        return gone

    def put_back(self, place: int, form: Entered, passcode: PasscodeEntry | None) -> None:
        """What was removed, where it stood, under the customer of now."""
        shared = {name: getattr(self.shown, name) for name in OF_ALL}
        self._forms.insert(place, replace(form, **shared))
        self._passcodes.insert(place, passcode)
        self.here = place

    # as a draft

    @property
    def is_blank(self) -> bool:
        return len(self._forms) == 1 and self.shown.is_blank

    @property
    def title(self) -> str:
        """Who and which devices."""
        first = self._forms[0]
        models = ", ".join(filter(None, (form.model.strip() for form in self._forms)))
        return " · ".join(filter(None, (first.name.strip() or first.phone.strip(), models)))

    def kept(self) -> str:
        """As text for a draft: one device as ever, several as a list."""
        if len(self._forms) == 1:
            return self.shown.kept()
        return msgspec.json.encode(_Kept(tuple(self._forms), self.here)).decode()

    @classmethod
    def restored(cls, body: str) -> VisitForms:
        """From a draft's text."""
        if '"devices":' in body[:12]:
            kept = msgspec.json.decode(body, type=_Kept)
            return cls(kept.devices, kept.here)
        return cls((Entered.restored(body),))
