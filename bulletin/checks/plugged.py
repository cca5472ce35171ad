"""Run the checks of plug-ins beside the rules."""

from collections.abc import Mapping, Sequence

from bulletin.issues.foreign import marked
from bulletin.issues.issue import Issue, error
from bulletin.model.plugins import Plugin, PluginFault, chosen

OF_DATA, OF_TEXT = ("data", "previous", "codelist"), ("figures", "document")
"""What a check may ask for by the names of its parameters: from the beginning, and once there is a text."""


def check_plugged(
    names: Sequence[str], given: Mapping[str, object]
) -> tuple[tuple[Issue, ...], tuple[Plugin, ...]]:
    """Return what the checks among the plug-ins `names` notice in `given`, and which of them have run.

    A check runs once: with the data, or, if it asks for figures or document, when those are given. A check
    that cannot be used is an issue itself.
    """
    try:
        plugins = chosen("check", names, ())
    except PluginFault as fault:
        return (error(*fault.said, **fault.values),), ()
    issues: list[Issue] = []
    ran: list[Plugin] = []
    for plugin in plugins.values():
        try:
            asked = plugin.asked((*OF_DATA, *OF_TEXT))
            if bool({*asked} & {*OF_TEXT}) is bool({*given} & {*OF_TEXT}):
                ran.append(plugin)
                found = plugin.call(list, **{name: given[name] for name in asked})
                issues += [_marked(issue, plugin) for issue in found]
        except PluginFault as fault:
            issues.append(error(*fault.said, **fault.values))
    return tuple(issues), tuple(ran)


def _marked(issue: object, plugin: Plugin) -> Issue:
    found = marked(issue, str(plugin))
    if found is None:
        raise plugin.gives(issue, "Issue (X001–X999)")
    return found
