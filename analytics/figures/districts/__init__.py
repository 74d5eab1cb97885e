"""Figures of the page Stadtbezirke."""
