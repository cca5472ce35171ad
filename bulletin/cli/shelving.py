"""The words of the commands that are about templates."""

from bulletin.cli.options import Commands, added, common, late, reporting

EXAMPLE = "\n例 / for example: bulletin templates new our-news --from news --into office\n"


def templates(commands: Commands) -> None:
    """The words of `bulletin templates`."""
    command = added(
        commands,
        "templates",
        help="列出、查看、新建、检查模板 / list, show, start and check templates",
        description="列出、查看、新建、检查模板，列出模板可用的数据 / "
        "List, show, start and check templates, and list what they can use.",
    )
    actions = command.add_subparsers(title="用法 / actions", required=True, metavar="ACTION", dest="action")
    listed = actions.add_parser("list", help="列出全部模板 / every template there is")
    listed.set_defaults(run=late("templates", "run_list"), writes=False)
    show = actions.add_parser("show", help="模板的设置、各块和文字 / what a template is made of")
    show.set_defaults(run=late("templates", "run_show"), writes=False)
    show.add_argument("name", metavar="NAME|PATH", help="模板 / the template")
    new = actions.add_parser("new", help="沿用一个模板另建 / start a template that inherits one",
                             epilog=EXAMPLE)  # fmt: skip
    new.set_defaults(run=late("templates", "run_new"))
    new.add_argument("name", metavar="NAME", help="新模板的名称 / the name of the new template")
    new.add_argument("--from", dest="parent", required=True, metavar="NAME|PATH",
                     help="沿用哪个模板 / the template to inherit")  # fmt: skip
    new.add_argument("--into", default=".", metavar="DIR",
                     help="放在哪个文件夹，缺省为当前文件夹 / folder (default: this one)")  # fmt: skip
    check = actions.add_parser("check", help="用各种数据试编 / try a template with data of every kind")
    check.set_defaults(run=late("templates", "run_check"), writes=False)
    check.add_argument("name", metavar="NAME|PATH", help="模板 / the template")
    check.add_argument("--strict", action="store_true", help="警告也算不通过 / count warnings as failures")
    variables = actions.add_parser("vars", help="模板可用的全部数据 / what a template can use")
    variables.set_defaults(run=late("templates", "run_vars"), writes=False)
    variables.add_argument("file", metavar="DATA", nargs="?",
                           help="数据文件，用于列出当前值 / a data file, for its values")  # fmt: skip
    for action in (listed, show, new, check):
        action.add_argument("--templates", metavar="DIR", action="append", default=[],
                            help="本单位的模板文件夹，可多个 / the office's templates")  # fmt: skip
    for action in (check, variables):
        common(action)
    for action in (listed, show, new):
        reporting(action)
