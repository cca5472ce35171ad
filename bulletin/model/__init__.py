"""The plain frozen types that travel along the line, and the codelist; nothing here reads or writes."""
