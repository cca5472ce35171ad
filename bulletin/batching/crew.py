"""Where the tasks of a batch are carried out: by an executor, and once more, alone, where it lost one."""

import asyncio
import os
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import lru_cache
from types import TracebackType
from typing import Self
from uuid import uuid4

from bulletin.batching.task import Result, made_in, warmed_up
from bulletin.drafting.request import Request
from bulletin.workers.pool import Pool
from bulletin.workers.protocol import Limits


class Crew:
    """An executor, or children of this process; whoever leaves it has ended what it started.

    An executor may be that of a cluster: what it is given and gives back is plain data, and is carried out in
    a child of whichever process it chooses, so that limits hold there as they do here. An executor that loses
    a worker does not know what became of its tasks, or is of no use any more: those are made again here.
    """

    def __init__(self, executor: Executor | None, workers: int | None, limits: Limits) -> None:
        self._executor, self._limits, self._batch = executor, limits, uuid4().hex
        self.workers = workers or (processors() if executor is None else 2 * processors())
        self._pool = Pool(limits, warmed_up)
        self._own = ThreadPoolExecutor(self.workers) if executor is None else None
        self._spare: ThreadPoolExecutor | None = None
        self._running = set[Future[Result]]()

    def begin(self, request: Request) -> "Future[Result]":
        """Have a task carried out."""
        try:
            if self._own:
                future = self._own.submit(made_in, self._pool, request)
            else:
                assert self._executor  # noqa: S101  # one of the two is there
                future = self._executor.submit(make_apart, request, self._limits, self._batch)
        except Exception:  # noqa: BLE001  # a broken pool refuses all that comes after
            return self.again(request)
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        return future

    def again(self, request: Request) -> "Future[Result]":
        """Have it carried out here, after all others of its kind."""
        self._spare = self._spare or ThreadPoolExecutor(1)
        return self._spare.submit(made_in, self._pool, request)

    def __enter__(self) -> Self:
        """Nothing has been started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what is still being carried out."""
        for future in list(self._running):
            future.cancel()
        pools = [pool for pool in (self._own, self._spare) if pool]
        for pool in pools:
            pool.shutdown(wait=False, cancel_futures=True)
        self._pool.end()
        for pool in pools:
            pool.shutdown()


@lru_cache(maxsize=8)
def _pool(limits: Limits, batch: str) -> Pool:
    """The children of this process for one batch: the next may come with other templates, or fonts."""
    del batch
    return Pool(limits, warmed_up)


def make_apart(request: Request, limits: Limits, batch: str) -> Result:
    """Make a document in a child of this process, for any executor: a crash ends the child alone."""
    return made_in(_pool(limits, batch), request)


def outcome(future: "Future[Result]") -> Result | str:
    """What a finished task gave, or why nothing is known of it."""
    try:
        return future.result()
    except (Exception, asyncio.CancelledError) as lost:  # noqa: BLE001  # each executor has its own
        return f"{type(lost).__name__} {lost}".strip().splitlines()[0]


def processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
