"""The documents: each turns one frozen paper into pages, labels or slips."""
