"""The words of the commands that make something."""

from bulletin.cli.options import (
    Commands,
    added,
    at_least_one,
    common,
    document,
    late,
    seconds,
    shape,
    written,
)


def build(commands: Commands) -> None:
    """The words of `bulletin build`."""
    command = added(
        commands,
        "build",
        help="由数据文件生成文稿 / make the documents of a data file",
        description="由数据文件生成文稿 / Make the documents of a data file.",
    )
    command.set_defaults(run=late("build"))
    document(command)
    written(command)
    common(command)


def batch(commands: Commands) -> None:
    """The words of `bulletin batch`."""
    command = added(
        commands,
        "batch",
        help="由多个数据文件成批生成文稿 / make the documents of many data files",
        description="由多个数据文件成批生成文稿；有误的逐一报告，其余照常生成；再次运行时，已生成的不重做 / "
        "Make the documents of many data files, side by side. A file at fault is reported, the others are "
        "built; what was built before from the same is not built again.",
    )
    command.set_defaults(run=late("batch"))
    command.add_argument(
        "files",
        nargs="+",
        metavar="FILES",
        help="数据文件或带引号的通配式 / data files, or patterns in quotes: 'rounds/**/*.json'",
    )
    command.add_argument(
        "--jobs", type=at_least_one, metavar="N", help="同时生成几个，缺省为处理器数 / how many at a time"
    )
    command.add_argument(
        "--time-limit",
        type=seconds,
        default=60.0,
        metavar="SECONDS",
        help="每个文稿最多用时，缺省 60 秒 / what one document may take (default: 60)",
    )
    command.add_argument(
        "--dask", metavar="ADDRESS", help="在 Dask 集群上生成 / on a Dask cluster: tcp://10.0.0.1:8786"
    )
    shape(command)
    written(command)
    common(command)


def proof(commands: Commands) -> None:
    """The words of `bulletin proof`."""
    command = added(
        commands,
        "proof",
        help="生成校对稿，逐个核对文稿中的数字 / make a page on which every number is checked",
        description="生成校对稿：一个离线网页，文稿中每个数字都可查看算式和来源，逐个核对签字 / "
        "Make the proof: one page, offline, on which each number of the document shows its formula and its "
        "sources and is ticked by whoever signs.",
    )
    command.set_defaults(run=late("proof"))
    document(command)
    command.add_argument(
        "--watch",
        action="store_true",
        help="数据、模板或版式改动后自动重做，按 Ctrl-C 结束 / make it again after every change; Ctrl-C ends",
    )
    common(command)


def new(commands: Commands) -> None:
    """The words of `bulletin new`."""
    command = added(
        commands,
        "new",
        help="由上一期数据起草下一期数据文件 / start the next data file from the last",
        description="由上一期数据起草下一期数据文件，数字全部留空待填 / "
        "Start the next data file from the last; every number is left to be filled in.",
    )
    command.set_defaults(run=late("new"))
    command.add_argument("file", metavar="FILE", help="要新建的文件 / the file to make (JSON)")
    command.add_argument("--previous", metavar="FILE", required=True, help="上一期数据 / the last data file")
    common(command)


def workbook(commands: Commands) -> None:
    """The words of `bulletin workbook`."""
    command = added(
        commands,
        "workbook",
        help="制作电子表格填报表 / make a spreadsheet to fill in",
        description="制作电子表格填报表；填好后与数据文件一样使用 / "
        "Make a spreadsheet to fill in; filled in, it is used like any data file.",
    )
    actions = command.add_subparsers(title="用法 / actions", required=True, metavar="ACTION", dest="action")
    new = actions.add_parser("new", help="空白填报表 / an empty form")
    new.set_defaults(run=late("workbook", "run_new"))
    new.add_argument("file", metavar="FILE", help="要新建的文件 / the file to make (.xlsx)")
    new.add_argument(
        "--kind",
        default="inspection",
        choices=("inspection", "monthly", "quarterly", "petitions", "cases", "annual"),
        help="数据类型，缺省为巡察 / kind of data (default: inspection)",
    )
    new.add_argument(
        "--scopes",
        type=int,
        default=1,
        choices=range(1, 10),
        metavar="N",
        help="统计范围的个数，一个范围一张表 / how many scopes, a sheet for each (default: 1)",
    )
    common(new)
    filled = actions.add_parser("from", help="由数据文件填好的表 / the form filled from a data file")
    filled.set_defaults(run=late("workbook", "run_from"))
    filled.add_argument("source", metavar="SOURCE", help="数据文件 / the data file")
    filled.add_argument("file", metavar="FILE", help="要新建的文件 / the file to make (.xlsx)")
    common(filled)


def schema(commands: Commands) -> None:
    """The words of `bulletin schema`."""
    command = added(
        commands,
        "schema",
        help="输出数据文件或台账的 JSON Schema / print a JSON Schema",
        description="输出数据文件或数字台账的 JSON Schema，供编辑器补全和校验 / "
        "Print the JSON Schema of data files, for editors to complete and check by, or of ledgers.",
    )
    command.set_defaults(run=late("schema"))
    command.add_argument(
        "--of",
        choices=("data", "ledger"),
        default="data",
        help="数据文件或数字台账的，缺省为数据文件 / of data files or of ledgers (default: data)",
    )
    common(command)
