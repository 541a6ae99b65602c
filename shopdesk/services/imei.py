"""The number of a device as it is typed: what is wrong with it is told, so that it can be put right."""

from __future__ import annotations

from shopdesk.domain.ids import imei_is_valid
from shopdesk.errors import UserError


def checked_imei(text: str) -> str:
    """Fifteen digits without spaces, or empty. Raises UserError naming what is wrong."""
    digits = "".join(character for character in text if not character.isspace() and character not in "-/.")
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit()):
        raise UserError("problems.imei_letters", field="device.imei")
    if len(digits) == 14:
        raise UserError("problems.imei_short", field="device.imei")
    if len(digits) == 16:
        raise UserError("problems.imei_sv", field="device.imei")
    if len(digits) != 15:
        raise UserError("problems.imei_length", field="device.imei", n=len(digits))
    if not imei_is_valid(digits):
        raise UserError("problems.imei_check", field="device.imei")
    return digits
