"""Who and what the sample shop is made of, as written in ``resources/sample``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

import msgspec

from shopdesk.config import resource
from shopdesk.domain.quote import Grade
from shopdesk.services.work import Actor


@dataclass(frozen=True)
class SamplePart:
    sku: str
    name: str
    grade: Grade
    price: int
    cost: int
    stock: int
    bin: str


@dataclass(frozen=True)
class Story:
    """One kind of repair, from what the customer says to what was done."""

    kind: str
    brand: str
    model: str
    colour: str
    storage: str
    faults: tuple[str, ...]
    words: str
    cause: str
    plan: str
    part: str
    labour: str
    labour_price: int
    work: str
    body: str


@dataclass(frozen=True)
class Cast:
    """Who and what the sample shop is made of; from ``resources/sample``."""

    shop: str
    address: str
    phone: str
    hours: str
    complaint_phone: str
    pack: str
    language: str
    owner: str
    counter: str
    technician: str
    desk: str
    bench: str
    supplier: str
    phone_form: str
    reason: str
    refund_reason: str
    amend_reason: str
    wait: str
    cancel: str
    unrepairable: str
    time_needed: str
    option_note: str
    names: tuple[str, ...]
    places: dict[str, str]
    accessories: tuple[str, ...]
    parts: tuple[SamplePart, ...]
    stories: tuple[Story, ...]


@dataclass(frozen=True)
class People:
    owner: Actor
    counter: Actor
    technician: Actor


def cast(language: str) -> Cast:
    written = tomllib.loads(resource("sample", f"{language}.toml").read_text(encoding="utf-8"))
    return msgspec.convert(written, Cast)
