"""The one place that wires things: engine → services → printing → windows."""
