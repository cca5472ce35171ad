"""Share child processes among threads; a crash, a hang or a met limit costs one answer and nothing else."""

import threading
from types import TracebackType
from typing import Self

from bulletin.workers.child import Child, Idle
from bulletin.workers.protocol import Answer, Limits, Work
from bulletin.workers.serve import ready

DEFAULT = Limits()


class Pool:
    """Children that are used again: as many as threads ask at once, each started when it is needed.

    Each child calls `prepare` before the clock of its first answer starts, to import and read what all its
    work needs. With `clean` the children get only a few environment variables of this process, such as the
    place of fonts, and keep no compiled templates; else they get the whole environment.
    """

    def __init__(self, limits: Limits = DEFAULT, prepare: Work = ready, *, clean: bool = False) -> None:
        self._limits, self._prepare, self._clean = limits, prepare, clean
        self._lock, self._ended = threading.Lock(), False
        self._all, self._free = set[Child](), list[Child]()

    def ask(self, function: Work, argument: object, place: str = "—", *, fresh: bool = False) -> Answer:
        """Call `function`, which must be importable by name, with `argument` in a child; return its answer.

        An error without an answer names the file `place`. With `fresh` the child is new, has a clean
        environment and ends after the answer: use it for untrusted templates.

        Raises:
            BulletinError: `function` raised it; or B760 (it raised another exception), B761 (memory),
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
        """Kill all children, busy ones too; the pool starts no more."""
        with self._lock:
            self._ended = True
            for child in self._all:
                child.kill()
            for child in self._free:
                child.end()

    def __enter__(self) -> Self:
        """Return the pool; no child has been started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill all children."""
        self.end()

    def _child(self, *, fresh: bool) -> Child:
        """Return a child that no other thread uses: a free one, or a new one."""
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
    """Ask a fresh child, as `Pool.ask` does.

    Raises:
        BulletinError: as `Pool.ask` does.
    """
    with Pool(limits) as pool:
        return pool.ask(function, argument, place, fresh=True)
