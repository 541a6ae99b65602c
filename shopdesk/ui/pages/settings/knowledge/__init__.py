"""What the shop knows: first advice, what is tried at intake, and models of its own."""
