"""docxtpl as its manual begins: template, context, render, save."""

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate

template, data, made = sys.argv[1:]
document = DocxTemplate(template)
document.render(json.loads(Path(data).read_text("utf-8")))
document.save(made)
