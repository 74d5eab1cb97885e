"""Figures of the page Maßnahmen, and those that the Überblick borrows."""
