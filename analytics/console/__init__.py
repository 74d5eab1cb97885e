"""The analyst's SQL console: one reading statement over a snapshot as a role sees it, in a process of its own.

limits.py faults.py      what it may take; why there is no answer
runner.py process.py     the server's side: turns, time, bytes, the end of a child
child.py desk.py         the child: the role's engine, sealed
statement.py landlock.py what may be asked; what the process may open
answer.py values.py      an answer on its way: plain columns out, a table in
dictionary.py examples.py what can be asked, in German
"""

from analytics.console.faults import ConsoleBusy, ConsoleError, StatementBounded, StatementFailed, StatementRefused
from analytics.console.limits import LIMITS, Limits
from analytics.console.runner import Result, ask, prepare

__all__ = [
    "LIMITS",
    "ConsoleBusy",
    "ConsoleError",
    "Limits",
    "Result",
    "StatementBounded",
    "StatementFailed",
    "StatementRefused",
    "ask",
    "prepare",
]
