"""The rules of the trade. Standard library alone: no Qt, no SQL, no files, no clock of its own."""
