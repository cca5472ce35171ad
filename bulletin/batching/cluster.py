"""The executor of a Dask cluster; the only door to dask.distributed, which is an extra of its own."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from bulletin.issues.errors import ToolMissing
from bulletin.issues.issue import error

PATIENCE = 30
"""Seconds in which a cluster has to answer and to have a worker."""


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The executor of the cluster at an address such as tcp://10.0.0.1:8786, and how many threads work there.

    Raises:
        ToolMissing: dask.distributed is not installed, or the cluster does not answer, or has no workers.
    """
    try:
        from distributed import Client
    except ImportError:
        text, hint = "For a cluster dask.distributed is needed.", "Install it: pip install 'bulletin[dask]'"
        raise ToolMissing([error("B771", address, text, hint)]) from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as cause:
        raise _silent(address, cause) from None
    try:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as cause:
            raise _silent(address, cause) from None
        yield client.get_executor(pure=False), sum(client.nthreads().values())
    finally:
        client.close()


def _silent(address: str, cause: Exception) -> ToolMissing:
    text, hint = "The cluster does not answer: {reason}", "Check the address, and that it has workers."
    return ToolMissing([error("B771", address, text, hint, reason=str(cause) or type(cause).__name__)])
