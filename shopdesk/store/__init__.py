"""What is kept: tables, scopes, numbers, the chain, search, photos."""
