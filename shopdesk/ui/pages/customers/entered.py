"""A customer's fields as they stand in the form, compared and sent."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from shopdesk.services.people import AddCustomer, CustomerBrief, CustomerEntry, EditCustomer
from shopdesk.services.phones import FurtherPhone

LABELS = {
    "name": "customers.name",
    "phone": "customers.phone",
    "phones": "customers.phones",
    "note": "customers.note",
    "language": "customers.language",
    "limited": "customers.limited",
}


@dataclass(frozen=True, slots=True)
class Entered:
    """What is typed. `language` empty: as the shop prints."""

    name: str = ""
    phone: str = ""
    note: str = ""
    language: str = ""
    limited: bool = False
    phones: tuple[FurtherPhone, ...] = ()

    @classmethod
    def of(cls, kept: CustomerBrief) -> Entered:
        return cls(kept.name, kept.phone, kept.note, kept.language, kept.limited, kept.phones)

    def fields(self) -> dict[str, str]:
        """Each field as a text, to be compared."""
        return {
            "name": self.name,
            "phone": self.phone,
            "phones": msgspec.json.encode(self.phones).decode(),
            "note": self.note,
            "language": self.language,
            "limited": "yes" if self.limited else "no",
        }

    @classmethod
    def from_fields(cls, fields: dict[str, str]) -> Entered:
        return cls(
            fields["name"],
            fields["phone"],
            fields["note"],
            fields["language"],
            fields["limited"] == "yes",
            phones_in(fields["phones"]),
        )

    def adding(self) -> AddCustomer:
        return AddCustomer(
            entry=CustomerEntry(
                self.name,
                self.phone,
                note=self.note,
                language=self.language,
                limited=self.limited,
                phones=self.phones,
            )
        )

    def correcting(self, kept: CustomerBrief) -> EditCustomer:
        return EditCustomer(
            customer_id=kept.id,
            seen_version=kept.version,
            name=self.name,
            phone=self.phone,
            note=self.note,
            language=self.language,
            limited=self.limited,
            phones=self.phones,
        )


def phones_in(field: str) -> tuple[FurtherPhone, ...]:
    """The numbers of a field as `Entered.fields` gives it."""
    return msgspec.json.decode(field, type=tuple[FurtherPhone, ...])
