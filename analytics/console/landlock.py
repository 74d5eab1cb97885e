"""Landlock: the kernel lets this process read the files that are named here, and write, run, connect to nothing.

A kernel without it (before Linux 5.13) leaves the other bounds; landlock(7) has the numbers.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION, _PATH_BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38
_READ_FILE = 1 << 2
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""From this version of Landlock on there are so many rights over files."""
_NETWORK_SINCE, _SCOPE_SINCE = 4, 6


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scope", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("file", ctypes.c_int32))


def is_there() -> bool:
    """Whether the kernel can confine a process to files."""
    return bool(ctypes.CDLL(None).syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION) >= 1)


def confine(readable: Iterable[Path]) -> bool:
    """From now on only these files can be opened, for reading; there is no way back. False where the kernel cannot.

    Holds for the calling thread and all that it starts. A second call can only take away more.
    """
    kernel = ctypes.CDLL(None, use_errno=True)
    version = kernel.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)
    if version < 1 or kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    handled = (1 << max(count for since, count in _FILE_RIGHTS.items() if since <= version)) - 1
    rules = _Ruleset(handled, 3 if version >= _NETWORK_SINCE else 0, 3 if version >= _SCOPE_SINCE else 0)
    ruleset = _called(kernel.syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(ctypes.sizeof(rules)), 0))
    for path in readable:
        file = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = _PathBeneath(_READ_FILE, file)
        _called(kernel.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0))
        os.close(file)
    _called(kernel.syscall(_RESTRICT, ruleset, 0))
    os.close(ruleset)
    return True


def _called(answer: int) -> int:
    """What a call gave; OSError where it failed."""
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer
