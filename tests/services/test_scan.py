"""What a scan stands for, and that no scan does harm."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.services.people import DeviceEntry
from shopdesk.services.scan import LONGEST, Scanned, scan_ticket, scanned
from shopdesk.services.shop import Shop
from tests.shops import SCREEN, SCREEN_CODE, take_in

IMEI, UNKNOWN_IMEI = "490154203237518", "356938035643809"


def test_what_a_scan_stands_for(any_shop: Shop) -> None:
    ticket = take_in(any_shop, device=DeviceEntry("phone", "iPhone 14", imei=IMEI)).ticket_id
    tag, slip = code_for(CodeKind.TAG, ticket), code_for(CodeKind.SLIP, ticket)
    label = code_for(CodeKind.PART, SCREEN)

    def of(code: str) -> tuple[Scanned, int | None, int | None]:
        result = any_shop.ask(scanned, code)
        return result.what, result.ticket_id, result.part_id

    assert of(tag) == of(f" {tag}\r\n") == (Scanned.TAG, ticket, None)
    assert of(slip) == (Scanned.SLIP, ticket, None)
    assert of(label) == of(SCREEN_CODE) == of("DSP-14PM") == (Scanned.PART, None, SCREEN)
    assert of(IMEI) == (Scanned.IMEI, ticket, None)
    assert of(UNKNOWN_IMEI) == (Scanned.IMEI, None, None)
    for unknown in (code_for(CodeKind.TAG, 999), "4006381333931", "hello", "", "\x00\x1b[A"):
        assert of(unknown) == (Scanned.UNKNOWN, None, None)
    card = any_shop.ask(scan_ticket, tag)
    assert card is not None
    assert card.id == ticket
    assert any_shop.ask(scan_ticket, "hello") is None


def test_a_label_of_a_part_not_kept_here_is_told_as_unknown(any_shop: Shop) -> None:
    assert any_shop.ask(scanned, code_for(CodeKind.PART, 999)).what is Scanned.UNKNOWN


hostile = st.one_of(
    st.text(max_size=200),
    st.sampled_from(["=cmd|' /C calc'!A0", "'; DROP TABLE tickets; --", "\u202e0001", "%_%", "\x1b]0;x\x07"]),
    st.integers(0, 10**18).map(str),
    st.just("7" * 10_000),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(code=hostile)
def test_a_hostile_scan_is_only_unknown(shop: Shop, code: str) -> None:
    result = shop.ask(scanned, code)
    assert result.ticket_id is None
    assert len(result.code) <= LONGEST
    assert result.code.isascii()
    assert result.code.isprintable()


@pytest.mark.parametrize("kind", CodeKind)
def test_a_code_of_one_kind_is_never_taken_for_another(shop: Shop, kind: CodeKind) -> None:
    take_in(shop)
    what = {CodeKind.TAG: Scanned.TAG, CodeKind.SLIP: Scanned.SLIP, CodeKind.PART: Scanned.PART}[kind]
    assert shop.ask(scanned, code_for(kind, 1)).what is what
