"""Runs a command while no other holds a lock: `python scripts/alone.py LOCK COMMAND …`."""

import fcntl
import os
import sys

if __name__ == "__main__":
    lock = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o644)
    fcntl.flock(lock, fcntl.LOCK_EX)
    # The command holds it until it ends, however it ends.
    os.set_inheritable(lock, True)
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606
