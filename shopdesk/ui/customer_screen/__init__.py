"""The screen turned to the customer: what it shows (scenes), who may speak to it (the stage), its window."""
