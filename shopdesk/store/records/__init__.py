"""The tables, one file for each family. Importing this room makes `metadata` complete."""

from shopdesk.store.records import knowledge, money, office, people, quotes, stock, tickets
from shopdesk.store.records.base import metadata

__all__ = ["knowledge", "metadata", "money", "office", "people", "quotes", "stock", "tickets"]
