"""ShopDesk: the counter program of a phone repair shop."""
