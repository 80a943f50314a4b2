"""How a command answers input that it cannot take."""
import sys
from collections.abc import Callable


class Refused(ValueError):
    """Input that cannot be taken. Its message names the value, and the remedy where there is one."""


def first_line(error: Exception) -> str:
    """What an error of a library says, without what it lists below."""
    return str(error).partition("\n")[0] or type(error).__name__


def answer(main: Callable[[], None]) -> None:
    """Runs a command. What it refuses, or does not find, is said in one line, with exit code 2; anything else is a fault and leaves its trace."""
    try:
        main()
    except (Refused, OSError) as error:
        print(f"{sys.argv[0]}: {error}", file=sys.stderr)
        sys.exit(2)
