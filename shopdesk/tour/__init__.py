"""A walk through the real windows, without a screen: one phone from the counter to the day's close."""

from shopdesk.tour.walk import walk

__all__ = ["walk"]
