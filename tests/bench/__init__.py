"""Measured speed: `make bench` prints one line per figure."""
