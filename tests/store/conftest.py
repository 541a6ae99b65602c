"""Shops for the tests of this room: `shop` (SQLite), `any_shop` (SQLite and PostgreSQL), `clock`."""

from tests.shops import any_location, any_shop, clock, location, shop

__all__ = ["any_location", "any_shop", "clock", "location", "shop"]
