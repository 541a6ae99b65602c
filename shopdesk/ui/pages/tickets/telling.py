"""A ticket's card in words: what stands in its head, its sections and its timeline. No widgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from shopdesk.domain.papers import PaperKind
from shopdesk.domain.ticket import Step
from shopdesk.errors import Word
from shopdesk.i18n import LANGUAGES
from shopdesk.services.claims import Redoes
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake_form import CheckResult, Tri
from shopdesk.services.packs import ConsentText
from shopdesk.services.tickets import TicketCard
from shopdesk.services.timeline import event_text, event_tone
from shopdesk.ui.pages.tickets.amend_telling import band, codes
from shopdesk.ui.pages.tickets.blocks import (
    Block,
    Column,
    Fact,
    Flow,
    Grid,
    Happened,
    PillSaid,
    Related,
    Row,
    Said,
    Section,
    Tick,
    Ticks,
    Verdict,
)
from shopdesk.ui.pages.tickets.telling_quote import quote_section
from shopdesk.ui.pages.tickets.tongue import Tongue

_TAIL = 4


@dataclass(frozen=True, slots=True)
class HeadShown:
    title: str
    status: str
    facts: Flow
    step: Step | None
    waiting: str
    """Whose turn it is, where it is not the person's who looks."""
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketShown:
    head: HeadShown
    sections: dict[str, Section]
    """By name: quote, fault, condition, consents, parts, money, tests; those with something to say."""
    timeline: tuple[Happened, ...]
    band: Verdict | None = None
    """Where the intake was amended, or is no longer what it was."""


def told(card: TicketCard, tongue: Tongue) -> TicketShown:
    """Everything the page shows of `card`."""
    sections = {
        "quote": quote_section(card, tongue),
        "fault": _fault(card, tongue),
        "condition": _condition(card, tongue),
        "consents": _consents(card, tongue),
        "parts": _parts(card, tongue),
        "tests": _tests(card, tongue),
        "money": _money(card, tongue),
    }
    kept = {name: section for name, section in sections.items() if section is not None}
    return TicketShown(_head(card, tongue), kept, _timeline(card, tongue), band(card, tongue))


def _head(card: TicketCard, tongue: Tongue) -> HeadShown:
    device = card.device
    title = " ".join(part for part in (device.title, device.storage, device.colour) if part)
    waiting = ""
    if card.next_step is None and tongue.catalogue.has(f"tickets.waiting.{card.status}"):
        waiting = tongue.say(f"tickets.waiting.{card.status}")
    return HeadShown(
        title,
        card.status.value,
        Flow(tuple(_head_facts(card, tongue))),
        card.next_step,
        waiting,
        tuple(_related(card, tongue)),
    )


def _related(card: TicketCard, tongue: Tongue) -> Iterator[Related]:
    """The repair that is claimed on, and what came in together with this."""
    if card.redoes is not None:
        said = tongue.say("visits.ticket.redoes", number=card.redoes.number)
        yield Related(card.redoes.id, "shield-check", said)
    for one in card.siblings:
        said = tongue.say("visits.ticket.together", number=one.number, device=one.device)
        yield Related(one.ticket_id, "link", said)


def _head_facts(card: TicketCard, tongue: Tongue) -> Iterator[Said]:
    yield Said(card.number, strong=True)
    yield Said(card.customer.name)
    if card.customer.limited:
        yield Said(tongue.say("tickets.limited"), "warn", strong=True)
    if card.customer.phone:
        yield Said(card.customer.phone)
    if card.device.imei:
        yield Said(tongue.say("tickets.imei", tail=card.device.imei[-_TAIL:]), "secondary")
    elif card.device.serial:
        yield Said(tongue.say("tickets.serial", serial=card.device.serial), "secondary")
    if card.intake.activation_lock is Tri.YES:
        yield Said(tongue.say("visits.ticket.locked"), "warn", strong=True)
    if card.bin:
        yield Said(tongue.say("tickets.bin", bin=card.bin), "secondary")
    if card.technician:
        yield Said(_worked(card, tongue), "secondary")
    if card.collected_at is not None:
        yield Said(tongue.say("tickets.collected", when=tongue.near(card.collected_at)), "secondary")
    elif card.promised_at is not None:
        yield Said(tongue.say("tickets.promised", when=tongue.near(card.promised_at)), "secondary")
    left = tongue.left(card.promised_at, card.status)
    if left is not None:
        yield left


def _worked(card: TicketCard, tongue: Tongue) -> str:
    seconds = card.worked_seconds
    if card.clock_started_at is not None:
        seconds += max(0, int((tongue.now - card.clock_started_at).total_seconds()))
    if seconds < 60:
        return card.technician
    return tongue.say(
        "tickets.worked", technician=card.technician, span=tongue.span(timedelta(seconds=seconds))
    )


def _fault(card: TicketCard, tongue: Tongue) -> Section:
    blocks: list[Block] = [Fact(tongue.say("tickets.fault.reported"), Said(card.fault))]
    if card.redoes is not None:
        blocks.append(Fact(tongue.say("visits.claim"), Said(_claim(card.redoes, tongue), "warn")))
    history = tuple(_history(card, tongue))
    if history:
        blocks.append(Fact(tongue.say("tickets.fault.history"), Said(" · ".join(history), "secondary")))
    if card.customer.note:
        blocks.append(Fact(tongue.say("tickets.fault.customer_note"), Said(card.customer.note, "warn")))
    found = card.diagnosis
    if found is None:
        return Section(tongue.say("tickets.fault.title"), tuple(blocks))
    blocks.append(Fact(tongue.say("tickets.fault.cause"), Said(found.cause, strong=True)))
    if found.parts_concerned:
        blocks.append(Fact(tongue.say("tickets.fault.parts"), Said(found.parts_concerned)))
    if found.plan:
        blocks.append(Fact(tongue.say("tickets.fault.plan"), Said(found.plan)))
    note = tongue.say("tickets.by_at", name=found.found_by, when=tongue.near(found.found_at))
    pill = None if found.repairable else PillSaid(tongue.say("common.status.unrepairable"), "bad", "ban")
    return Section(tongue.say("tickets.fault.title_diagnosed"), tuple(blocks), pill, Said(note, "secondary"))


def _claim(redoes: Redoes, tongue: Tongue) -> str:
    """The old ticket: what was done, when, by whom, with which parts, covered until when."""
    day = f"{tongue.settings.local(redoes.collected_at):%Y-%m-%d}" if redoes.collected_at else ""
    until = tongue.say("visits.ticket.until", day=redoes.until) if redoes.until else ""
    facts = (redoes.number, day, redoes.what, redoes.technician, ", ".join(redoes.serials), until)
    return " · ".join(filter(None, facts))


def _history(card: TicketCard, tongue: Tongue) -> Iterator[str]:
    history = card.intake.history
    for name in ("since", "how"):
        words = getattr(history, name)
        if words:
            yield f"{tongue.say(f'words.history.{name}')} {words}"
    for name in ("dropped", "liquid", "repaired_before", "reproduced"):
        if getattr(history, name) is Tri.YES:
            yield tongue.say(f"words.history.{name}")
    for name in ("shown", "tried", "wanted"):
        words = getattr(history, name)
        if words:
            yield f"{tongue.say(f'visits.told.{name}')} {words}"
    intake = card.intake
    if intake.in_warranty is Tri.YES:
        yield tongue.say("words.history.in_warranty")
    if intake.purchase_date or intake.purchase_channel:
        bought = " ".join(filter(None, (str(intake.purchase_date or ""), intake.purchase_channel)))
        yield f"{tongue.say('visits.ticket.bought')} {bought}"
    for proof in intake.proofs:
        yield tongue.say(f"visits.proof.{proof}")
    if intake.activation_lock is Tri.NO:
        yield tongue.say("visits.ticket.unlocked")


def _condition(card: TicketCard, tongue: Tongue) -> Section:
    blocks: list[Block] = []
    language = tongue.catalogue.language
    checks = tuple(
        Tick(
            {"works": "yes", "fails": "failed", "untested": "open"}[result.value],  # type: ignore[arg-type]  # the three marks
            tongue.settings.checks.name(check, language),
            "" if result is CheckResult.WORKS else tongue.say(f"words.check.{result}"),
        )
        for check, result in card.intake.checks
    )
    if checks:
        blocks.append(Ticks(checks, columns=3))
    if card.intake.accessories:
        with_it = " · ".join(card.intake.accessories)
        blocks.append(Fact(tongue.say("tickets.condition.accessories"), Said(with_it)))
    code = tongue.say("tickets.condition.integrity", code=codes(card, tongue))
    state = tongue.say("tickets.condition.intact" if card.intact else "tickets.condition.changed")
    note = Said(f"{code} {state}", "secondary" if card.intact else "bad", strong=not card.intact)
    count = tongue.say("tickets.condition.marks", n=len(card.intake.marks))
    pill = PillSaid(count, "neutral") if card.intake.marks else None
    return Section(tongue.say("tickets.condition.title"), tuple(blocks), pill, note)


def _consents(card: TicketCard, tongue: Tongue) -> Section | None:
    language, pack = tongue.catalogue.language, tongue.settings.pack
    items: list[Tick] = []
    for consent in card.consents:
        text = pack.consent(consent.purpose)
        said = f"{text.title.text(language)}: {_answer_said(text, consent.answer, language)}"
        if language == "zh_CN":
            said = said.replace(": ", "：")
        mark = {True: "yes", False: "no", None: "open"}[consent.agreed]
        changed = tongue.say("consents.paper.changed", when=tongue.near(consent.answered_at))
        note = changed if consent.earlier else ""
        items.append(Tick(mark, said, note))  # type: ignore[arg-type]  # the three marks
    if card.confirmed:
        items.append(Tick("yes", tongue.say("tickets.consents.confirmed")))
    if card.has_passcode:
        items.append(Tick("open", tongue.say("tickets.consents.passcode")))
    blocks: list[Block] = [Ticks(tuple(items))] if items else []
    if card.signatures:
        signed = Said(_signatures(card, tongue), "secondary")
        blocks.append(Fact(tongue.say("consents.paper.signatures"), signed))
    return Section(tongue.say("tickets.consents.title"), tuple(blocks)) if blocks else None


def _signatures(card: TicketCard, tongue: Tongue) -> str:
    """Each one: what it was for, and whether it was drawn, or is on a paper that was photographed or not."""
    said = []
    for one in card.signatures:
        state = "drawn" if one.drawn else "photographed" if one.photo else "on_paper"
        what, how = Word(f"consents.occasion.{one.occasion}"), Word(f"consents.paper.{state}")
        said.append(tongue.say("consents.paper.one", what=what, how=how))
    return " · ".join(said)


def _answer_said(text: ConsentText, kept: str, language: str) -> str:
    """An answer is kept in the words that were on the paper; where the pack still has it, in ours."""
    for answer in text.answers:
        if kept in {answer.id, *(answer.name.text(one) for one in LANGUAGES)}:
            return answer.name.text(language)
    return kept


def _parts(card: TicketCard, tongue: Tongue) -> Section | None:
    if not card.parts and not card.old_parts:
        return None
    blocks: list[Block] = []
    if card.parts:
        columns = (
            Column(tongue.say("tickets.parts.part")),
            Column(tongue.say("tickets.parts.serial"), 130),
            Column(tongue.say("tickets.parts.reserved"), 76, right=True),
            Column(tongue.say("tickets.parts.issued"), 76, right=True),
        )
        nothing = tongue.say("common.nothing")
        rows = tuple(
            Row(
                (part.name, part.serial or nothing, _count(part.reserved), _count(part.issued)),
                " · ".join(
                    words
                    for words in (
                        tongue.say("tickets.parts.lot", lot=part.lot) if part.lot else "",
                        tongue.say("tickets.bin", bin=part.bin) if part.bin else "",
                        tongue.say("tickets.parts.short") if part.reserved > part.on_hand else "",
                    )
                    if words
                ),
            )
            for part in card.parts
        )
        blocks.append(Grid(columns, rows))
    if card.old_parts:
        blocks.append(
            Ticks(
                tuple(
                    Tick(
                        "yes" if old.fate else "open",
                        tongue.say("tickets.parts.old", name=old.name),
                        tongue.say(f"words.fate.{old.fate}" if old.fate else "tickets.parts.undecided"),
                    )
                    for old in card.old_parts
                )
            )
        )
    return Section(tongue.say("tickets.parts.title"), tuple(blocks))


def _count(number: int) -> str:
    return str(number) if number else "–"


def _tests(card: TicketCard, tongue: Tongue) -> Section | None:
    if not card.tests:
        return None
    last = card.tests[0]
    names = {check.id: check.name for check in fault_book().all_repair_checks}
    marks = {CheckResult.WORKS: "yes", CheckResult.FAILS: "failed", CheckResult.UNTESTED: "open"}
    ticks = tuple(
        Tick(
            marks[one.result],  # type: ignore[arg-type]  # the three marks
            names[one.check_id].text(tongue.catalogue.language) if one.check_id in names else one.check_id,
            one.note,
        )
        for one in last.results
    )
    blocks: list[Block] = [Ticks(ticks, columns=3)]
    if last.note:
        blocks.append(Fact("", Said(last.note)))
    word = tongue.say("tickets.tests.passed" if last.passed else "tickets.tests.failed")
    pill = PillSaid(word, "ok" if last.passed else "bad", "check" if last.passed else "x")
    note = tongue.say("tickets.by_at", name=last.tester, when=tongue.near(last.at))
    return Section(tongue.say("tickets.tests.title"), tuple(blocks), pill, Said(note, "secondary"))


_PAID = {PaperKind.SALE, PaperKind.REFUND, PaperKind.CASH}


def _money(card: TicketCard, tongue: Tongue) -> Section | None:
    facts: list[Said] = []
    if card.estimate_low is not None or card.estimate_high is not None:
        ends = [tongue.money(end) for end in (card.estimate_low, card.estimate_high) if end is not None]
        said = " – ".join(dict.fromkeys(ends))
        facts.append(Said(tongue.say("tickets.money.estimate", amount=said)))
    if card.deposit:
        facts.append(Said(tongue.say("tickets.money.deposit", amount=tongue.money(card.deposit)), "ok"))
    rows = tuple(
        Row(
            (
                tongue.say(f"words.document.{document.kind}"),
                document.number,
                tongue.near(document.issued_at),
                tongue.money(document.total),
            )
        )
        for document in card.documents
        if document.kind in _PAID
    )
    blocks: list[Block] = [Flow(tuple(facts))] if facts else []
    if rows:
        blocks.append(Grid((Column(""), Column("", 130), Column("", 150), Column("", 110, right=True)), rows))
    return Section(tongue.say("tickets.money.title"), tuple(blocks)) if blocks else None


def _timeline(card: TicketCard, tongue: Tongue) -> tuple[Happened, ...]:
    return tuple(
        Happened(
            tongue.day(entry.at),
            tongue.clock(entry.at),
            event_text(tongue.catalogue, entry, tongue.settings),
            entry.by,
            event_tone(entry),
        )
        for entry in card.timeline
    )
