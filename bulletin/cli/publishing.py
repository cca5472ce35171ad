"""The words of the commands that publish."""

import argparse

from bulletin.cli.options import Commands, added, date, late, reporting


def publish(commands: Commands) -> None:
    """The words of `bulletin publish`."""
    command = added(
        commands,
        "publish",
        help="发布到期而未发布的各期 / publish what is due and not yet out",
        description="按单位文件夹中 bulletin.toml 的规定，依次补发到期而未发布的各期；"
        "每期只发布一次，要么全部生成，要么都不生成 / "
        "Publish, in order, every edition that is due and not yet out, each once, whole or not at all.",
    )
    command.set_defaults(run=late("publish"))
    command.add_argument("series", metavar="SERIES", nargs="?", help="系列，缺省全部 / one series, or all")
    command.add_argument(
        "--period", metavar="PERIOD", help="只发布这一期：2018-08、2018-Q3、2018、14-4 / this one only"
    )
    command.add_argument("--dry-run", action="store_true", help="只列出将要发布的 / only say what would be")
    _whoever(command)


def approve(commands: Commands) -> None:
    """The words of `bulletin approve`."""
    command = added(commands, "approve", help="批准发布一期 / let an edition out that waits for a person")
    command.set_defaults(run=late("publish", "run_approve"))
    _one(command)
    command.add_argument(
        "--number", default="", metavar="NUMBER", help="发文字号 / the number the registry has given"
    )
    _whoever(command)


def correct(commands: Commands) -> None:
    """The words of `bulletin correct`."""
    command = added(commands, "correct", help="更正已发布的一期 / issue what corrects a published edition")
    command.set_defaults(run=late("publish", "run_correct"))
    _one(command)
    command.add_argument("--reason", required=True, metavar="TEXT", help="更正事由 / why")
    command.add_argument(
        "--number", default="", metavar="NUMBER", help="更正的发文字号 / the number of the correction"
    )
    _whoever(command)


def void(commands: Commands) -> None:
    """The words of `bulletin void`."""
    command = added(
        commands, "void", help="作废未发布的一期，编号保留 / give up an edition; its number stays taken"
    )
    command.set_defaults(run=late("publish", "run_void"))
    _one(command)
    command.add_argument("--reason", required=True, metavar="TEXT", help="作废事由 / why")
    _whoever(command)


def register(commands: Commands) -> None:
    """The words of `bulletin register`."""
    command = added(
        commands,
        "register",
        help="查看、核验发布登记 / the register of what was published",
        description="list 列出各期，show 显示一期的全部经过，"
        "verify 核验登记和已发布的文件，export 导出为 JSON，repair 按已发布的文件修复登记 / "
        "List editions, show what happened to one, verify the register and every published file, export all, "
        "repair the register from what is published.",
    )
    command.set_defaults(run=late("register"), writes=False)
    command.add_argument("what", choices=("list", "show", "verify", "export", "repair"))
    command.add_argument("series", metavar="SERIES", nargs="?", help="系列 / the series")
    command.add_argument("--period", metavar="PERIOD", help="期次 / the period")
    command.add_argument(
        "--look",
        action="append",
        default=[],
        metavar="DIR",
        help="repair：文稿也可能在此文件夹，可多次给出 / repair: editions may lie here, too",
    )
    command.add_argument(
        "--anew",
        action="store_true",
        help="repair：不采用原登记（原登记属于另一文件夹时）/ repair: the register is of another folder",
    )
    _office(command)
    reporting(command)


def backup(commands: Commands) -> None:
    """The words of `bulletin backup`."""
    command = added(
        commands,
        "backup",
        help="备份登记、清单和配置 / copy the register, the manifests and the configuration",
        description="在另一个盘上留一份登记、各期清单、bulletin.toml 和模板的备份，内容属于同一时刻 / "
        "Leave a dated copy, all of one moment, on another disk; docs/publishing.md says how to restore it.",
    )
    command.set_defaults(run=late("backup"))
    command.add_argument(
        "--into", required=True, metavar="DIR", help="备份放在这个文件夹里 / where the copy goes"
    )
    _office(command)
    reporting(command)


def _one(command: argparse.ArgumentParser) -> None:
    command.add_argument("series", metavar="SERIES", help="系列 / the series")
    command.add_argument("--period", required=True, metavar="PERIOD", help="期次：2018-08、14-4 / the period")


def _office(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--office", default=".", metavar="DIR", help="单位文件夹，缺省当前文件夹 / the office's folder"
    )


def _whoever(command: argparse.ArgumentParser) -> None:
    _office(command)
    command.add_argument(
        "--date", type=date, metavar="YYYY-MM-DD", help="当作这一天，缺省今天 / as of this day"
    )
    command.add_argument(
        "--notify",
        default="",
        metavar="COMMAND",
        help="每发布一期运行一次 / a command run once for each edition that came out",
    )
    command.add_argument(
        "--log", choices=("text", "json"), default="text", help="过程记录的形式 / how to tell, as it happens"
    )
    reporting(command)
