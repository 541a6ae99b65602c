"""What the shop does: one module for each family of use cases. Writes are commands, reads are queries."""
