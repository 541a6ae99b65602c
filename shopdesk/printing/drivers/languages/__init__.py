"""What the bytes are: receipts in ESC/POS, labels in ZPL, TSPL and Brother's raster."""
