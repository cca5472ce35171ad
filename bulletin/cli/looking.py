"""The words of the commands that look at something."""

from bulletin.cli.options import Commands, added, common, late, reporting


def check(commands: Commands) -> None:
    """The words of `bulletin check`."""
    command = added(
        commands,
        "check",
        help="核对数据，不生成文稿 / check data files, make nothing",
        description="核对数据，一次列出全部问题 / Check data files; every issue in one run.",
    )
    command.set_defaults(run=late("check"))
    command.add_argument("files", metavar="FILE", nargs="+", help="数据文件 / data files")
    command.add_argument("--previous", metavar="FILE", help="上一期数据 / the edition before")
    command.add_argument("--strict", action="store_true", help="警告也算不通过 / count warnings as failures")
    common(command)


def trace(commands: Commands) -> None:
    """The words of `bulletin trace`."""
    command = added(
        commands,
        "trace",
        help="文稿中每个数字的来历 / where every value of a document comes from",
        description="列出文稿中每个数字的算法和出处；给出 TEXT 时逐一说明该数字。不需要数据文件 / "
        "List what every value of a document follows from, or explain the one given as TEXT. "
        "Only the document is needed, not its data.",
    )
    command.set_defaults(run=late("trace"), writes=False)
    command.add_argument(
        "file",
        metavar="FILE",
        help="文稿或其数字台账 / a document or its ledger (DOCX, ODT, PDF, HTML, TXT, .ledger.json)",
    )
    command.add_argument(
        "text",
        metavar="TEXT",
        nargs="?",
        help="要查的数字、指标名或序号，如 91%%、310、整改率、'#17' / a value: 91%%, 310, a label, '#17'",
    )
    command.add_argument(
        "--all", action="store_true", help="文字和标题序号也列出 / list words and ordinals of headings, too"
    )
    reporting(command)


def verify(commands: Commands) -> None:
    """The words of `bulletin verify`."""
    command = added(
        commands,
        "verify",
        help="核对改过的文稿：哪些数字变了 / what became of the numbers of an edited document",
        description="核对经人修改的文稿：每个数字是与原件一致、改动、删除、重复还是新增，以及因此不再相符之处；"
        "几份文稿一并给出时，还核对同一指标是否一致 / "
        "Say of each number of a document that people have edited whether it is as issued, changed, removed, "
        "repeated or new, and what no longer agrees; several documents are also held against each other.",
    )
    command.set_defaults(run=late("verify"))
    command.add_argument(
        "files", metavar="FILE", nargs="+", help="文稿 / documents (DOCX, ODT, PDF, HTML, TXT)"
    )
    command.add_argument(
        "--against",
        metavar="FILE",
        help="对照的数据文件或台账，缺省为文稿自带的台账 / data or ledger (default: its own)",
    )
    command.add_argument("--template", metavar="NAME|PATH", help="--against 为数据文件时所用模板 / template")
    command.add_argument(
        "--templates",
        metavar="DIR",
        action="append",
        default=[],
        help="本单位的模板文件夹 / template folders",
    )
    command.add_argument(
        "--all", action="store_true", help="与原件一致的数字也列出 / list the numbers that are as issued, too"
    )
    common(command)


def measure(commands: Commands) -> None:
    """The words of `bulletin measure`."""
    command = added(
        commands,
        "measure",
        help="按国家标准测量文稿版式 / measure the page of a finished document by the standard",
        description="测量文稿的页面、版心、字数行数、各要素位置和字体，逐项与 GB/T 9704-2012 对照 / "
        "Measure page, type area, grid, the place of each element and the faces of a finished document, and "
        "hold each against GB/T 9704-2012.",
    )
    command.set_defaults(run=late("measure"), writes=False)
    command.add_argument("file", metavar="FILE", help="文稿 / a document (PDF, DOCX)")
    command.add_argument(
        "--profile", default="gbt9704", metavar="NAME", help="版式，缺省 gbt9704 / profile (default: gbt9704)"
    )
    reporting(command)


def doctor(commands: Commands) -> None:
    """The words of `bulletin doctor`."""
    command = added(
        commands,
        "doctor",
        help="检查本机的字体和软件 / what this machine has of what the documents need",
        description="检查本机制作文稿所需的软件和字体，缺什么、怎么补；给出数据文件时，还检查其中的生僻字 / "
        "Say what this machine has of what the documents need and how to get the rest; of a data file, also "
        "which of its characters no face draws.",
    )
    command.set_defaults(run=late("doctor"), writes=False)
    command.add_argument("file", metavar="FILE", nargs="?", help="数据文件 / a data file")
    reporting(command)
