"""What each copy of the receipt may say, whatever a shop's settings ask for.

The passcode is no section at all: no paper can hold it. The shop's cost is none either. The device's copy
lies at the bench for all to see: neither customer nor amount can be switched on there, nor the terms and the
pickup words, which name both. The customer's copy says nothing the shop keeps to itself (the bin).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from shopdesk.domain.papers import Copy
from shopdesk.domain.receipt_layout import CopyLayout, Group, Qr, ReceiptLayout, Section, Tint, group_of

S = Section

MAY_SAY: dict[Copy, frozenset[Section]] = {
    Copy.SHOP: frozenset(Section) - {S.BENCH, S.PICKUP},
    Copy.CUSTOMER: frozenset(Section) - {S.BENCH, S.BIN},
    Copy.DEVICE: frozenset(Section) - {S.CUSTOMER, S.DEPOSIT, S.ESTIMATE, S.TERMS, S.PICKUP},
}

MUST_SAY: dict[Copy, frozenset[Section]] = {
    Copy.SHOP: frozenset({S.CUSTOMER, S.DEVICE}),
    # Money that was taken and the way back to the device stand in the customer's hand.
    Copy.CUSTOMER: frozenset({S.DEVICE, S.DEPOSIT, S.PICKUP}),
    Copy.DEVICE: frozenset({S.DEVICE, S.FAULT}),
}

# A paper without a layout of its own is drawn by this: what is changed here, changes old papers.
USUAL: dict[Copy, tuple[Section, ...]] = {
    Copy.SHOP: (
        S.CUSTOMER, S.DEVICE, S.PROMISED, S.IDENTITY, S.ACCESSORIES, S.DEPOSIT, S.ESTIMATE, S.BIN,
        S.OLD_PARTS, S.FAULT, S.HISTORY, S.CONSENTS, S.CHECKS, S.CONDITION, S.SIGNATURES,
    ),
    Copy.CUSTOMER: (
        S.CUSTOMER, S.DEVICE, S.PROMISED, S.IDENTITY, S.ACCESSORIES, S.DEPOSIT, S.ESTIMATE, S.OLD_PARTS,
        S.FAULT, S.CONSENTS, S.TERMS, S.CONDITION, S.PICKUP,
    ),
    Copy.DEVICE: (
        S.DEVICE, S.IDENTITY, S.ACCESSORIES, S.PROMISED, S.BIN, S.OLD_PARTS,
        S.FAULT, S.CONSENTS, S.BENCH, S.CONDITION, S.CHECKS, S.HISTORY, S.SIGNATURES,
    ),
}  # fmt: skip

USUAL_TINT = {Copy.SHOP: Tint.WHITE, Copy.CUSTOMER: Tint.PINK, Copy.DEVICE: Tint.YELLOW}
"""White, pink, yellow, as the plies of a carbon set are."""

USUAL_QR = {Copy.SHOP: Qr.NONE, Copy.CUSTOMER: Qr.CODE, Copy.DEVICE: Qr.NONE}

_GROUPS = tuple(Group)


def lawful(copy: Copy, wanted: Iterable[str]) -> tuple[Section, ...]:
    """`wanted` as this copy may say it: known, once each, group by group, with what it must say.

    Nothing wanted at all means the usual sections.
    """
    return _lawful(copy, tuple(wanted))


@lru_cache(maxsize=64)
def _lawful(copy: Copy, wanted: tuple[str, ...]) -> tuple[Section, ...]:
    known = {section.value: section for section in Section}
    asked = [known[name] for name in wanted if name in known] or list(USUAL[copy])
    kept = dict.fromkeys(section for section in asked if section in MAY_SAY[copy])
    missing = [section for section in USUAL[copy] if section in MUST_SAY[copy] and section not in kept]
    return tuple(sorted((*missing, *kept), key=lambda section: _GROUPS.index(group_of(section))))


def layout_of(layout: ReceiptLayout | None, copy: Copy) -> CopyLayout:
    """The layout of one copy; papers of before there were layouts have the usual one."""
    if layout is None:
        return CopyLayout()
    return {Copy.SHOP: layout.shop, Copy.CUSTOMER: layout.customer, Copy.DEVICE: layout.device}[copy]


def tint_of(copy: Copy, layout: CopyLayout) -> Tint:
    return Tint(layout.tint) if layout.tint in set(Tint) else USUAL_TINT[copy]


def qr_of(copy: Copy, layout: CopyLayout) -> Qr:
    return Qr(layout.qr) if layout.qr in set(Qr) else USUAL_QR[copy]
