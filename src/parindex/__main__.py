"""``python -m parindex``: the same command line as ``parindex``."""

from __future__ import annotations

from parindex.cli import main

if __name__ == "__main__":
    main()
