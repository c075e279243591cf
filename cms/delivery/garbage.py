"""What long loops leave behind, freed after each round instead of now and then.

A portal and what it has looked up refer to each other, so only Python's collector frees them. Left
to itself it takes the longer to come the more there is, goes through all that was ever loaded when
it does, and hundreds of megabytes gather before.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def collected_by_round() -> Iterator[Callable[[], object]]:
    """Gives what a loop inside calls after each round; nothing else collects meanwhile.

    What is there already stays, and is not looked at, nor is what outlives a round.
    """
    by_itself = gc.isenabled()
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield lambda: gc.collect(0)
    finally:
        gc.unfreeze()
        if by_itself:
            gc.enable()
