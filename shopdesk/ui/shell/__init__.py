"""The frame around the pages: window, rail, strip, navigation, actions, scanner."""
