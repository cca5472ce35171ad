"""`python -m bulletin`, and the command `bulletin`."""

import gc
import os
import sys

from bulletin.workers.own_process import find_libraries_by_file_name, prepare

PDF = {"build", "doctor", "publish", "correct"}
"""The commands that may write a PDF in this process."""


def start() -> int:
    """Run the command in a process that ends with it."""
    prepare()
    if PDF & {*sys.argv[1:2]}:
        find_libraries_by_file_name()
    os.environ.setdefault("BULLETIN_TEMPLATE_CACHE", "on")  # compiled templates are kept for the next command
    from bulletin.cli import main  # what it imports is most of what would be looked through

    try:
        return main()
    finally:
        gc.freeze()  # else Python looks through everything once more before it ends: a fifth of a short run


if __name__ == "__main__":
    sys.exit(start())
