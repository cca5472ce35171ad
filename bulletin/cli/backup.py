"""`bulletin backup`: a dated copy of the register, the manifests and the configuration."""

import argparse
import json
from datetime import datetime
from pathlib import Path

from bulletin.issues.errors import ExitCode
from bulletin.publishing import Register, backup, read_office


def run(options: argparse.Namespace) -> int:
    """Make the copy and say where it lies."""
    office = read_office(options.office)
    register = Register(office.folder, create=False)
    try:
        place = backup(office, register, Path(options.into), datetime.now(office.zone))
    finally:
        register.close()
    print(json.dumps({"exit_code": 0, "folder": str(place)}, ensure_ascii=False) if options.json else place)
    return int(ExitCode.OK)
