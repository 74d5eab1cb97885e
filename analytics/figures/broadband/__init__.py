"""Figures of the page Breitband, and those that the Überblick borrows."""
