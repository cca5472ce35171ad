"""Work in child processes: what crashes, hangs or takes too much costs one answer and nothing else."""

import threading
from types import TracebackType
from typing import Self

from bulletin.workers.child import Child, Idle
from bulletin.workers.protocol import Answer, Limits, Work
from bulletin.workers.serve import ready

DEFAULT = Limits()


class Pool:
    """Children that are asked again and again, as many as threads ask at once; none until the first does.

    `prepare` is done by each child before the clock of its first answer runs: what all its work needs is
    imported and read there. `clean`: the children know nothing of the environment of this process but where
    fonts are and the like, and keep no compiled templates; else they have the same.
    """

    def __init__(self, limits: Limits = DEFAULT, prepare: Work = ready, *, clean: bool = False) -> None:
        self._limits, self._prepare, self._clean = limits, prepare, clean
        self._lock, self._ended = threading.Lock(), False
        self._all, self._free = set[Child](), list[Child]()

    def ask(self, function: Work, argument: object, place: str = "—", *, fresh: bool = False) -> Answer:
        """What `function`, known by its name in a module, makes of `argument` in a child.

        `place` is the file that an issue names if there is no answer. `fresh`: in a child of its own, with
        a clean environment, that ends with the answer: for templates of others.

        Raises:
            BulletinError: what `function` raised there; or B760 (it raised another exception), B761 (memory),
                B762 (time), B763 (output, or its process ended by itself).
        """
        while True:
            child = self._child(fresh=fresh)
            try:
                return child.ask(function, argument, place)
            except Idle:
                continue
            finally:
                self._take_back(child, fresh=fresh)

    def end(self) -> None:
        """End all children, whatever they are doing; none starts any more."""
        with self._lock:
            self._ended = True
            for child in self._all:
                child.kill()
            for child in self._free:
                child.end()

    def __enter__(self) -> Self:
        """Nothing has been started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all children."""
        self.end()

    def _child(self, *, fresh: bool) -> Child:
        """A child that is not asked anything by another thread."""
        with self._lock:
            if self._ended:
                raise RuntimeError("the pool has ended")
            while self._free and not fresh:
                child = self._free.pop()
                if child.usable:
                    return child
                child.end()
                self._all.discard(child)
            child = Child(self._limits, self._prepare, clean=fresh or self._clean)
            self._all.add(child)
            return child

    def _take_back(self, child: Child, *, fresh: bool) -> None:
        with self._lock:
            if child.usable and not fresh and not self._ended:
                self._free.append(child)
                return
            self._all.discard(child)
        child.end()


def ask(function: Work, argument: object, limits: Limits = DEFAULT, place: str = "—") -> Answer:
    """`Pool.ask` in a fresh child of its own.

    Raises:
        BulletinError: as `Pool.ask` says.
    """
    with Pool(limits) as pool:
        return pool.ask(function, argument, place, fresh=True)
