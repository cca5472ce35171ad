"""Turn strict markup, the XML a template writes, into the document tree; every error names a template line.

    document   h1 h2 h3 h4  p(role)  table(widths)  bars  picture(src alt width)  newpage
               masthead  annexes  signature(sealed)  colophon  section(landscape)  attachment(landscape)
    masthead, signature, colophon    p(role)
    section, attachment              h2…h4 p table bars picture newpage; an attachment begins with its h1
    h1…h4 p    text  strong  br  tab  data  time        h2…h4 and p may say numbered="yes": 一、 （一） 1.
    table      caption?  tr of th, td(span)        leading rows of th are repeated on every page
    bars       caption?  bar of td td              what it is, and its number
    picture    caption?

`<annexes/>` is where the titles of the attachments are listed (附件说明). `data` and `time` come from the
template engine alone (`compose`); everything else is refused. `grammar` is the whole of it, `elements` reads
the characters, `inlines` the words, `blocks` the rest.
"""

from bulletin.composition.markup.blocks import Blocks, Pictures, no_pictures
from bulletin.composition.markup.elements import TreeBuilder
from bulletin.composition.markup.grammar import BLOCK_TAGS
from bulletin.issues.errors import TemplateRefused
from bulletin.model.document import Block

__all__ = ["BLOCK_TAGS", "parse_markup"]


def parse_markup(
    markup: str,
    roles: frozenset[str],
    template: str,
    pictures: Pictures = no_pictures,
    seal: str = "",
) -> tuple[Block, ...]:
    """Return the blocks written in `markup`; `roles` are the paragraph roles the layout knows.

    `pictures` leads from the name of a picture to its bytes, None: there is none of that name. `seal` is
    what the template engine has put on every value and line mark it wrote; one without it is forged.

    Raises:
        TemplateRefused: with an issue for each place that is not strict markup.
    """
    builder = TreeBuilder(template, seal)
    root = builder.build(markup)
    if builder.issues or root is None:
        raise TemplateRefused(builder.issues)
    blocks = Blocks(roles, pictures)
    result = blocks.read(root)
    if blocks.issues:
        raise TemplateRefused(blocks.issues)
    return result
