"""Printers and prints as several pages and the shell speak of them: words, choices, decisions."""
