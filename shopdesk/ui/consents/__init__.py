"""Consents after the intake, wherever one is met: answered anew, its signed paper photographed."""
