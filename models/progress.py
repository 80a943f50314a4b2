"""How far a command is, on stderr."""
import sys

PARTS = 10


def say(doing: str, start: int, end: int, total: int) -> None:
    """Says that patches from start to end of so many are done: on a terminal in one line that is written over, elsewhere about every tenth of the way."""
    if sys.stderr.isatty():
        print(f"{doing} patch {end}/{total}", end="\r" if end < total else "\n", file=sys.stderr, flush=True)
    elif PARTS * end // total > PARTS * start // total:
        print(f"{doing} patch {end}/{total}", file=sys.stderr, flush=True)
