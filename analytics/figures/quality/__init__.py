"""Figures of the page Datenqualität."""
