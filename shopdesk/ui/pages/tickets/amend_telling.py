"""An intake's codes and changes in words. No widgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shopdesk.services.amendment_words import differences
from shopdesk.services.amendments import Amendment, CodeFit, Fit
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.pages.tickets.blocks import Block, Fact, Flow, Said, StoryShown, Verdict
from shopdesk.ui.pages.tickets.tongue import Tongue


def codes(card: TicketCard, tongue: Tongue) -> str:
    """As papers print it: ``7K4Q-92MD · amended 2× · 3HP0-RBCJ``."""
    if not card.amendments:
        return card.integrity
    count = tongue.say("amend.times", n=len(card.amendments))
    return f"{card.integrity} · {count} · {card.story.last_code}"


def band(card: TicketCard, tongue: Tongue) -> Verdict | None:
    """The line above the ticket; nothing for an intake that stands as it was taken down."""
    if not card.intact:
        return Verdict("bad", "shield-alert", tongue.say("amend.band_broken", number=card.number))
    if not card.amendments:
        return None
    last = card.amendments[-1]
    words = tongue.say(
        "amend.band",
        times=tongue.say("amend.times", n=len(card.amendments)),
        name=last.by,
        when=tongue.near(last.at),
        reason=last.reason,
    )
    return Verdict("info", "history", words)


def story_shown(card: TicketCard, tongue: Tongue) -> StoryShown:
    """Everything the story panel shows of a ticket."""
    if card.intact:
        state = Verdict("ok", "shield-check", tongue.say("amend.story.whole", n=len(card.amendments)))
    else:
        broken = [tongue.say("amend.story.intake")] if not card.story.fits else []
        broken += [tongue.say("amend.story.amendment", no=one.no) for one in card.amendments if not one.fits]
        what = ("、" if tongue.catalogue.language == "zh_CN" else ", ").join(broken) or tongue.say(
            "amend.story.amendments"
        )
        state = Verdict("bad", "shield-alert", tongue.say("amend.story.broken", what=what))
    changes = tuple(tuple(_change(one, card, tongue)) for one in reversed(card.amendments))
    return StoryShown(state, codes(card, tongue), tongue.say("amend.story.meaning"), changes)


def _change(one: Amendment, card: TicketCard, tongue: Tongue) -> Iterator[Block]:
    head = (
        Said(tongue.say("amend.story.no", no=one.no), strong=True),
        Said(tongue.near(one.at)),
        Said(one.by),
        Said(one.code, "secondary"),
    )
    yield Flow(head if one.fits else (*head, Said(tongue.say("amend.story.changed"), "bad", strong=True)))
    yield Fact(tongue.say("amend.reason"), Said(one.reason))
    if one.after is None:
        yield Fact("", Said(tongue.say("amend.story.gone"), "bad"))
        return
    nothing = tongue.say("amend.nothing")
    for found in differences(one.before, one.after, card.device.kind, tongue.settings, tongue.catalogue):
        yield Fact(found.what, Said(f"{found.old or nothing} → {found.new or nothing}"))


_SIGNS = {
    Fit.ISSUED: ("ok", "shield-check"),
    Fit.AMENDED: ("ok", "shield-check"),
    Fit.CHANGED: ("bad", "shield-alert"),
    Fit.NEITHER: ("bad", "circle-x"),
}


def verdicts(fits: Sequence[CodeFit], card: TicketCard, tongue: Tongue) -> list[Verdict]:
    """What the codes of somebody's copy say about this ticket."""
    said = []
    last = card.story.last_code
    for one in fits:
        tone, icon = _SIGNS[one.fit]
        when = tongue.near(one.at) if one.at is not None else ""
        key = f"amend.fit.{one.fit}"
        if one.fit in {Fit.ISSUED, Fit.AMENDED} and one.code != last and one is fits[-1]:
            # True then, and no longer all there is.
            key, tone, icon = f"amend.fit.{one.fit}_before", "warn", "history"
        said.append(
            Verdict(tone, icon, tongue.say(key, code=one.code, no=one.no, when=when, number=card.number))
        )
    return said
