"""Pure `frame -> Figure`: no query, no widget, no clock.

Beside each figure stand its one German sentence and its table, made from the same frame.
"""
