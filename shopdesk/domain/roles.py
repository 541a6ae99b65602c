"""Who may do what. What is not listed is not allowed."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    COUNTER = "counter"
    TECHNICIAN = "technician"
    OWNER = "owner"


class Permission(StrEnum):
    LOOK = "look"
    RECEIVE = "receive"
    AMEND_INTAKE = "amend_intake"
    EDIT_CUSTOMER = "edit_customer"
    MERGE_CUSTOMERS = "merge_customers"
    WORK = "work"
    QUOTE = "quote"
    RECORD_APPROVAL = "record_approval"
    CANCEL = "cancel"
    USE_PARTS = "use_parts"
    KEEP_STOCK = "keep_stock"
    SEE_COST = "see_cost"
    TAKE_MONEY = "take_money"
    HAND_OVER = "hand_over"
    REFUND = "refund"
    MOVE_CASH = "move_cash"
    OPEN_TILL = "open_till"
    CLOSE_DAY = "close_day"
    SEE_DAY = "see_day"
    REVEAL_PASSCODE = "reveal_passcode"
    REPRINT = "reprint"
    KEEP_KNOWLEDGE = "keep_knowledge"
    KEEP_DESK = "keep_desk"
    """Choose what this desk prints on and scans with."""
    ADMINISTER = "administer"


P = Permission
_EVERYONE = {P.LOOK, P.RECORD_APPROVAL, P.REPRINT, P.KEEP_DESK}
_COUNTER = {
    P.RECEIVE, P.AMEND_INTAKE, P.EDIT_CUSTOMER, P.QUOTE, P.CANCEL, P.TAKE_MONEY, P.HAND_OVER, P.OPEN_TILL,
    P.MOVE_CASH, P.SEE_DAY, P.CLOSE_DAY,
}  # fmt: skip
_TECHNICIAN = {P.WORK, P.QUOTE, P.USE_PARTS, P.KEEP_STOCK, P.REVEAL_PASSCODE, P.KEEP_KNOWLEDGE}

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.COUNTER: frozenset(_EVERYONE | _COUNTER),
    Role.TECHNICIAN: frozenset(_EVERYONE | _TECHNICIAN),
    Role.OWNER: frozenset(Permission),
}


def allows(role: Role, permission: Permission) -> bool:
    return permission in ALLOWED[role]
