"""The analyst's desk: questions that nobody foresaw, put together from a closed list of tables and columns.

catalogue (what can be asked) -> Condition and Pivot (frozen, their own address and sentence) -> compose (SQL text and
bound values) -> answers (Arrow). Names of columns come from the catalogue alone; every value is bound.
"""
