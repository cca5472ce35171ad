"""`python -m bulletin`, and the command `bulletin`."""

import gc
import os
import sys

GATHERED = 100_000
"""Objects a run may gather before Python looks for garbage among them; it looks after 700, and finds none."""


def start() -> int:
    """Run the command in a process that ends with it."""
    gc.set_threshold(GATHERED)
    os.environ.setdefault("BULLETIN_TEMPLATE_CACHE", "on")  # compiled templates are kept for the next command
    from bulletin.cli import main  # what it imports is most of what would be looked through

    try:
        return main()
    finally:
        gc.freeze()  # else Python looks through everything once more before it ends: a fifth of a short run


if __name__ == "__main__":
    sys.exit(start())
