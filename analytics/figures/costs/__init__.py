"""Figures of the page Kosten, and those that the Überblick borrows."""
