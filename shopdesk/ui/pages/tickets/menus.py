"""What can be done with the open ticket: declared once for menu, keys and the command box."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from shopdesk.domain.roles import Permission
from shopdesk.domain.ticket import CLOSED, Status, Step
from shopdesk.ui.paperwork.sheet_dialog import open_sheet
from shopdesk.ui.paperwork.tags_dialog import TagsDialog
from shopdesk.ui.shell.actions import Action

if TYPE_CHECKING:
    from shopdesk.ui.pages.tickets.page import TicketsPage

_DIAGNOSED = (Status.RECEIVED, Status.DIAGNOSING, Status.QUOTED, Status.APPROVED, Status.REPAIRING)


def page_actions(page: TicketsPage) -> list[Action]:
    """Everything, whether or not it can be done now."""
    return [
        Action(
            action_id="tickets_next",
            text_key="tickets.next",
            icon="arrow-right",
            shortcut="Ctrl+Return",
            run=page.commit,
            enabled=lambda: page.seen() is not None,
        ),
        Action(
            action_id="tickets_find",
            text_key="tickets.search",
            icon="search",
            shortcut="Ctrl+F",
            run=page.list.focus_search,
        ),
        Action(
            action_id="tickets_print",
            text_key="tickets.print.menu",
            icon="printer",
            shortcut="Ctrl+P",
            run=page.ticket.head.printing.click,
            enabled=lambda: page.seen() is not None,
        ),
        *more_actions(page),
    ]


def more_actions(page: TicketsPage) -> list[Action]:
    """The quiet menu; what the person may not do, or what does not follow, is grey there."""
    forms, navigator = page.forms, page.desk.navigator

    def can(step: Step, permission: Permission) -> bool:
        seen = page.seen()
        return seen is not None and seen.can(step, permission)

    def card_is(*statuses: Status) -> bool:
        seen = page.seen()
        return seen is not None and seen.card.status in statuses

    def is_open() -> bool:
        seen = page.seen()
        return seen is not None and seen.card.status not in CLOSED

    def may_amend() -> bool:
        seen = page.seen()
        return seen is not None and seen.card.intact and is_open()

    def to_till() -> None:
        seen = page.seen()
        if seen is not None:
            navigator.go("till", ticket_id=seen.card.id)

    def to_customer() -> None:
        seen = page.seen()
        if seen is not None:
            navigator.go("customers", customer_id=seen.card.customer.id)

    def has_passcode() -> bool:
        seen = page.seen()
        return seen is not None and seen.card.has_passcode

    return [
        Action(
            action_id="tickets_note",
            text_key="tickets.note.title",
            icon="notebook-pen",
            shortcut="F6",
            run=partial(forms.open_words, forms.note),
            enabled=lambda: page.seen() is not None,
        ),
        Action(
            action_id="tickets_diagnosis",
            text_key="tickets.diagnosis.title",
            icon="stethoscope",
            shortcut="F7",
            permission=Permission.WORK.value,
            run=forms.open_diagnosis,
            enabled=lambda: card_is(*_DIAGNOSED),
        ),
        Action(
            action_id="tickets_quote",
            text_key="tickets.quote.new",
            icon="file-text",
            shortcut="F8",
            permission=Permission.QUOTE.value,
            run=page.open_quote,
            enabled=lambda: can(Step.QUOTE, Permission.QUOTE),
        ),
        Action(
            action_id="tickets_answer",
            text_key="words.step.approve",
            icon="thumbs-up",
            permission=Permission.RECORD_APPROVAL.value,
            run=page.open_answer,
            enabled=lambda: can(Step.APPROVE, Permission.RECORD_APPROVAL),
        ),
        Action(
            action_id="tickets_deposit",
            text_key="tickets.deposit",
            icon="hand-coins",
            permission=Permission.TAKE_MONEY.value,
            run=to_till,
            enabled=is_open,
        ),
        Action(
            action_id="tickets_customer",
            text_key="tickets.customer",
            icon="user",
            run=to_customer,
            enabled=lambda: page.seen() is not None,
        ),
        Action(
            action_id="tickets_consents",
            text_key="consents.change.open",
            icon="signature",
            permission=Permission.RECORD_APPROVAL.value,
            run=page.ask_consents,
            enabled=lambda: page.seen() is not None,
        ),
        Action(
            action_id="tickets_paper",
            text_key="consents.paper.menu",
            icon="camera",
            permission=Permission.RECORD_APPROVAL.value,
            run=page.photograph_paper,
            enabled=lambda: bool(page.papers()),
        ),
        Action(
            action_id="tickets_amend",
            text_key="amend.action",
            icon="pencil",
            permission=Permission.AMEND_INTAKE.value,
            run=page.open_amend,
            enabled=may_amend,
        ),
        Action(
            action_id="tickets_story",
            text_key="amend.story.title",
            icon="shield-check",
            run=page.open_story,
            enabled=lambda: page.seen() is not None,
        ),
        Action(
            action_id="tickets_secret",
            text_key="tickets.secret.title",
            icon="key-round",
            permission=Permission.REVEAL_PASSCODE.value,
            run=partial(forms.open_words, forms.secret),
            enabled=has_passcode,
        ),
        Action(
            action_id="tickets_give_back",
            text_key="tickets.step.give_back",
            icon="package-check",
            run=page.presenter.give_back,
            enabled=lambda: can(Step.GIVE_BACK, Permission.LOOK),
        ),
        Action(
            action_id="tickets_give_up",
            text_key="tickets.give_up.title",
            icon="ban",
            permission=Permission.WORK.value,
            run=partial(forms.open_words, forms.give_up),
            enabled=lambda: can(Step.GIVE_UP, Permission.WORK),
        ),
        Action(
            action_id="tickets_cancel",
            text_key="tickets.cancel.title",
            icon="circle-x",
            permission=Permission.CANCEL.value,
            run=partial(forms.open_words, forms.cancel),
            enabled=lambda: can(Step.CANCEL, Permission.CANCEL),
        ),
    ]


def print_menu(page: TicketsPage) -> QMenu | None:
    """Each document of the ticket, to be printed again; copies are counted and marked."""
    seen = page.seen()
    if seen is None or not seen.card.documents:
        return None
    say = page.desk.texts.tr
    menu = QMenu(page)
    menu.setObjectName("ticket_print_menu")
    for document in seen.card.documents:
        kind = say(f"words.document.{document.kind}")
        name = say("tickets.print.again", document=kind, number=document.number)
        if document.copies:
            name = f"{name}  ·  {say('tickets.print.copies', n=document.copies)}"
        entry = menu.addAction(name)
        entry.setObjectName(f"reprint_{document.id}")
        entry.triggered.connect(partial(_reprint, page, document.id))
    menu.addSeparator()
    tags = menu.addAction(say("prints.tags.open"))
    tags.setObjectName("print_tags")
    tags.triggered.connect(lambda: TagsDialog(page.desk, seen.card.id, page.window()).open())
    sheet = menu.addAction(say("prints.sheet.open"))
    sheet.setObjectName("print_sheet")
    sheet.triggered.connect(lambda: open_sheet(page.desk, page.window()))
    return menu


def _reprint(page: TicketsPage, document_id: int, _checked: bool = False) -> None:
    page.presenter.reprint(document_id)
