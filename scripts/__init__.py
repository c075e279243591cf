"""Tools of the house: what `make` runs that is not a management command."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
