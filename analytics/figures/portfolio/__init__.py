"""Figures of the view Plantreue: do the measures together keep their plan, who reports, what came and went."""
