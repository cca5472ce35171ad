"""Read data files of further kinds by the readers of plug-ins."""

from dataclasses import dataclass

from bulletin.datafiles.parsed import Parsed
from bulletin.datafiles.plain import plain
from bulletin.issues.errors import DataRefused
from bulletin.issues.foreign import marked
from bulletin.issues.issue import error
from bulletin.model.plugins import Plugin, PluginFault

LIMIT = 1_000_000
"""The most bytes of a file that a plug-in reads."""


@dataclass(frozen=True, slots=True)
class PluggedParser:
    """Parses by a plug-in, which returns the plain values of the data and the places of pointers it knows.

    To refuse a file it raises `DataRefused`.
    """

    plugin: Plugin

    def __call__(self, content: bytes, name: str) -> Parsed:
        """Return the values in `content`, or the issues why there are none."""
        try:
            read = self.plugin.call(tuple, content, name)
            if len(read) != 2 or not isinstance(read[0], dict):  # noqa: PLR2004  # data and places
                raise self.plugin.gives(read, "(dict, dict)")
            raw, places = read
            if type(places) is not dict or any(
                type(each) is not str for pair in places.items() for each in pair
            ):
                raise self.plugin.gives(places, "dict[str, str]")
            "".join(places.values()).encode()
            return Parsed(plain(raw), places=places, by_program=True)
        except UnicodeEncodeError:  # half a character
            return self._refused(self.plugin.gives(places, "dict[str, str]"))
        except RecursionError:
            return Parsed(None, (error("B104", name, "The file is nested too deeply to be a data file."),))
        except PluginFault as fault:
            return self._refused(fault)

    def _refused(self, fault: PluginFault) -> Parsed:
        cause = fault.__cause__
        told = [marked(issue, str(self.plugin)) for issue in getattr(cause, "issues", ())]
        said = tuple(issue for issue in told if issue is not None)
        if isinstance(cause, DataRefused) and said:
            return Parsed(None, said)
        return Parsed(None, (error(*fault.said, **fault.values),))
