"""Figures of the analyst's desk: an answer of any shape as a table, a chart and a sentence."""
