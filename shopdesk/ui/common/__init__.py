"""The kit: theme, texts, icons, small widgets, tables, tasks and the one door for problems."""
