"""Figures of the Überblick."""
