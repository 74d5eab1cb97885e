"""`python -m analytics`: runs a command and turns whatever goes wrong into one sentence and exit code 2."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence

from analytics.errors import UserFacingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 and 1 as the command says, 2 when it gave no answer."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        from analytics.command_line import run  # not before: the contract reads the reference lists when it is imported

        return run(arguments)
    except UserFacingError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"„{error.filename}“: {error.strerror}. Bitte Pfad, Rechte und freien Platz prüfen.", file=sys.stderr)
    except Exception:
        traceback.print_exc()
        print("Das ist ein Fehler der Anwendung, nicht Ihrer Daten: bitte diese Meldung weitergeben.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
