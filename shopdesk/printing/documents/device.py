"""A device in one line of a document."""

from __future__ import annotations

from shopdesk.domain.papers import PaperDevice
from shopdesk.printing.blocks import Fact, fact
from shopdesk.printing.documents.flow import Setting


def device_facts(device: PaperDevice, setting: Setting) -> list[Fact]:
    """Model with colour and storage, and its IMEI or serial number."""
    model = "\u3000".join(part for part in (device.model, device.colour, device.storage) if part)
    label = "paper.label.imei" if device.imei else "paper.label.serial"
    return [
        fact(setting.say("paper.label.device"), model, bold=True),
        fact(setting.say(label), device.imei or device.serial),
    ]
