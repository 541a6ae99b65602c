"""What an amendment changed, in words: each thing as it was and as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shopdesk.domain.marks import Mark
from shopdesk.i18n import Catalogue
from shopdesk.services.intake_form import IntakeRecord
from shopdesk.services.receipts import check_answers, fault_text, mark_words, told_answers
from shopdesk.services.settings import ShopSettings


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs; an empty side had or has nothing there."""

    what: str
    old: str
    new: str

    def line(self, say: Catalogue) -> str:
        """In one line, as papers have it: ``Accessories: SIM, case → SIM``."""
        nothing = say.text("amend.nothing")
        return say.text("amend.line", what=self.what, old=self.old or nothing, new=self.new or nothing)


def differences(
    before: IntakeRecord, after: IntakeRecord, kind: str, settings: ShopSettings, say: Catalogue
) -> tuple[Difference, ...]:
    """What differs between two records of a device of `kind`, in the order in which it is taken down."""
    return tuple(_differences(before, after, kind, settings, say))


def _differences(
    before: IntakeRecord, after: IntakeRecord, kind: str, settings: ShopSettings, say: Catalogue
) -> Iterator[Difference]:
    between = "、" if say.language == "zh_CN" else ", "
    yield from _one(
        say.text("amend.what.fault"), fault_text(before, say.language), fault_text(after, say.language)
    )
    yield from _pairs(
        {one.question: one.answer for one in told_answers(before, kind, say)},
        {one.question: one.answer for one in told_answers(after, kind, say)},
    )
    yield from _pairs(
        {one.question: one.answer for one in check_answers(settings, before, say)},
        {one.question: one.answer for one in check_answers(settings, after, say)},
    )
    yield from _one(
        say.text("amend.what.accessories"), between.join(before.accessories), between.join(after.accessories)
    )
    yield from _marks(before.marks, after.marks, say)
    yield from _photos(before.photos, after.photos, say)


def _one(what: str, old: str, new: str) -> Iterator[Difference]:
    if old != new:
        yield Difference(what, old, new)


def _pairs(old: dict[str, str], new: dict[str, str]) -> Iterator[Difference]:
    for what in dict.fromkeys([*old, *new]):
        yield from _one(what, old.get(what, ""), new.get(what, ""))


def _marks(old: tuple[Mark, ...], new: tuple[Mark, ...], say: Catalogue) -> Iterator[Difference]:
    was, now = {one.number: one for one in old}, {one.number: one for one in new}
    for number in sorted({*was, *now}):
        before, after = was.get(number), now.get(number)
        if before == after:
            continue
        what = say.text("amend.what.mark", number=number)
        said = [mark_words(one, say) if one else "" for one in (before, after)]
        if said[0] == said[1]:
            yield Difference(what, said[0], say.text("amend.moved", words=said[1]))
        else:
            yield Difference(what, said[0], said[1])


def _photos(old: tuple[str, ...], new: tuple[str, ...], say: Catalogue) -> Iterator[Difference]:
    if old == new:
        return
    added, gone = len(set(new) - set(old)), len(set(old) - set(new))
    steps = [
        say.text("amend.photos_added", n=added) if added else "",
        say.text("amend.photos_gone", n=gone) if gone else "",
    ]
    between = "，" if say.language == "zh_CN" else ", "
    said = between.join(filter(None, steps)) or say.text("amend.photos_order")
    yield Difference(say.text("amend.what.photos"), say.text("amend.photos", n=len(old)), said)
