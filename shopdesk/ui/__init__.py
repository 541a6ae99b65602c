"""The windows: a shell that arranges, pages that work, and the kit that both are made of."""
