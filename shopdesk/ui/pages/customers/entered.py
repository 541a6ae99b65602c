"""A customer's fields as they stand in the form, compared and sent."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.services.people import AddCustomer, CustomerBrief, CustomerEntry, EditCustomer

LABELS = {
    "name": "customers.name",
    "phone": "customers.phone",
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

    @classmethod
    def of(cls, kept: CustomerBrief) -> Entered:
        return cls(kept.name, kept.phone, kept.note, kept.language, kept.limited)

    def fields(self) -> dict[str, str]:
        """Each field as a text, to be compared."""
        return {
            "name": self.name,
            "phone": self.phone,
            "note": self.note,
            "language": self.language,
            "limited": "yes" if self.limited else "no",
        }

    @classmethod
    def from_fields(cls, fields: dict[str, str]) -> Entered:
        return cls(
            fields["name"], fields["phone"], fields["note"], fields["language"], fields["limited"] == "yes"
        )

    def adding(self) -> AddCustomer:
        return AddCustomer(
            entry=CustomerEntry(
                self.name, self.phone, note=self.note, language=self.language, limited=self.limited
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
        )
