"""Figures of the page Ausschüsse."""
