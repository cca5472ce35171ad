"""Start an office's own template: a folder that inherits every block of another template."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from bulletin.composition import MANIFEST, Template, find_template
from bulletin.composition.outline import outline
from bulletin.composition.sentences import BODY
from bulletin.files.save import save
from bulletin.issues.catalogue import Language, Words
from bulletin.issues.errors import OutputFailed, TemplateRefused
from bulletin.issues.issue import error

NAME = re.compile(r"[\w-]{1,60}")

COMMENT = """{{# This template inherits “{title}” ({parent}): what is not written here stays as it is.
   To change one, write below, with a name from the list:

   {{% block {example} %}}
   <p>……</p>
   {{% endblock %}}

   To add to a block, begin it with {{{{ super() }}}}. What can be used: bulletin templates vars DATA

{blocks}
#}}
"""


def new_template(
    name: str, parent: str, into: Path, search: Sequence[Path] = (), language: Language = "zh"
) -> dict[str, Path]:
    """Write the folder `into`/`name`, a template that inherits `parent`; return the files written.

    Raises:
        TemplateRefused: there is no such parent, or it cannot be read.
        OutputFailed: the folder is there already, or cannot be written.
    """
    inherited = find_template(parent, search)
    if not NAME.fullmatch(name) or name == inherited.name:
        text, hint = (
            "“{name}” is no name for a new template.",
            "Use letters, digits, - and _, and a new name.",
        )
        raise OutputFailed([error("B703", name, text, hint, name=name)])
    folder = into / name
    if folder.exists() or folder.is_symlink():
        text, hint = "The folder is there already; nothing in it is changed.", "Choose another name."
        raise OutputFailed([error("B702", str(folder), text, hint)])
    files = {folder / MANIFEST: manifest(inherited), folder / BODY: body(inherited, search, language)}
    save({path: content.encode() for path, content in files.items()})
    return {path.name: path for path in files}


def manifest(parent: Template) -> str:
    """Return the template.toml of an heir: its requirements and texts are those of `parent`."""
    lines = [f"title = {_quoted(parent.title)}", f"layout = {_quoted(parent.layout)}"]
    lines.append(f"requires = [{', '.join(map(_quoted, parent.requires))}]")
    lines += [f"ledger = {_quoted(parent.ledger)}"] if parent.ledger != "printed" else []
    lines += ["", "[texts]", *(f"{_quoted(key)} = {_quoted(says)}" for key, says in parent.texts.items())]
    return "\n".join(lines) + "\n"


def body(parent: Template, search: Sequence[Path], language: Language) -> str:
    """Return the markup of an heir: empty, with a list of the blocks it may override."""
    about = outline(parent, search)
    if not about.blocks:
        text, hint = "“{name}” has no blocks that could be changed.", "Copy its folder instead."
        raise TemplateRefused([error("B401", parent.name, text, hint, name=parent.name)])
    blocks = "\n".join(f"   {block.name:<16} {block.at}  {block.words}".rstrip() for block in about.blocks)
    names = [block.name for block in about.blocks]
    example = "closing" if "closing" in names else names[-1]
    comment = Words(language, "template")(
        COMMENT, title=parent.title, parent=parent.name, example=example, blocks=blocks
    )
    return "\n".join([f'{{% extends "{parent.name}/{BODY}" %}}', *about.imports, "", comment])


def _quoted(text: str) -> str:
    """Return a text as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
