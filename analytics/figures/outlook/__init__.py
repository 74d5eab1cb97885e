"""What may come, by what became of comparable cases: in words and tables."""
