"""The tables, one file for each family. Importing this room makes `metadata` complete."""

from shopdesk.store.records import money, office, people, quotes, stock, tickets
from shopdesk.store.records.base import metadata

__all__ = ["metadata", "money", "office", "people", "quotes", "stock", "tickets"]
