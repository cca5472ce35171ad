"""Check the heading of an official document: the form of the fields that only people can provide."""

import re
from collections.abc import Iterator

from bulletin.checks.view import View
from bulletin.issues.issue import Issue, error, note, warning

COPY_NUMBER = re.compile("[0-9]{6}")
SECRECY = re.compile("(?:绝密|机密|秘密)(?:★(?:[1-9][0-9]*(?:年|个月|天)|长期))?")
URGENCY = ("特急", "加急")


def heading_formed(view: View) -> Iterator[Issue]:
    """Check the form of 份号, 密级 and 紧急程度 (GB/T 9704-2012, 7.2.1 to 7.2.3)."""
    document = view.data.document
    if document.copy_number is not None and not COPY_NUMBER.fullmatch(document.copy_number):
        text, hint = "The copy number is “{given}”.", "It is usually six digits: 000001 (7.2.1)."
        yield warning("B221", f"{document.at}/copy_number", text, hint, given=document.copy_number)
    if document.secrecy is not None and not SECRECY.fullmatch(document.secrecy):
        text = "The degree of secrecy is “{given}”."
        hint = "Write 绝密, 机密 or 秘密, and the term: 机密★1年 (7.2.2)."
        yield error("B221", f"{document.at}/secrecy", text, hint, given=document.secrecy)
    if document.urgency is not None and document.urgency not in URGENCY:
        text, hint = "The degree of urgency is “{given}”.", "Write 特急 or 加急 (7.2.3)."
        yield error("B221", f"{document.at}/urgency", text, hint, given=document.urgency)


def joint_mark_is_a_name(view: View) -> Iterator[Issue]:
    """Check that the marks of a joint document are names; 文件 stands once, beside them (7.2.4)."""
    issuer = view.data.issuer
    if issuer.joint and issuer.mark is not None and issuer.mark.endswith("文件"):
        text = "The mark of a joint document is “{given}”."
        hint = "Leave 文件 out: it is set once, beside the names of all organs (7.2.4)."
        yield error("B223", f"{issuer.at}/mark", text, hint, given=issuer.mark)


def only_on_a_cleared_machine(view: View) -> Iterator[Issue]:
    """Warn that a secret document may only be made on a cleared machine, which no program can verify."""
    document = view.data.document
    if document.secrecy is not None:
        text = "The document is marked {given}."
        hint = "Make it only on a machine that is cleared for secrets, and connected to no public network."
        yield note("B222", f"{document.at}/secrecy", text, hint, given=document.secrecy)
