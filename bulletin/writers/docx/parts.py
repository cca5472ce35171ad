"""Write our own parts of a Word file: the ledger, and the properties that name it."""

from collections.abc import Mapping

from bulletin.writers.xml_text import escape, quoteattr

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ITEM = "{6B1F9C1E-5B5F-4E0B-9C1D-0C0B5E6D7A11}"  # any GUID, the same in both parts
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # FMTID_UserDefinedProperties (MS-OLEPS 2.21)


def ledger_part(namespace: str, content: str) -> str:
    """Return the custom XML part that holds a ledger."""
    return f'{_XML}<ledger xmlns="{namespace}">{escape(content)}</ledger>'


def ledger_properties(namespace: str) -> str:
    """Return the identity and schema that Word needs of a custom XML part."""
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    return (
        f'{_XML}<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{schema}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def custom_properties(values: Mapping[str, str]) -> str:
    """Return the part of custom document properties, numbered from 2 on."""
    schema = "http://schemas.openxmlformats.org/officeDocument/2006"
    properties = "".join(
        f'<property fmtid="{_CUSTOM}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), 2)
    )
    return (
        f'{_XML}<Properties xmlns="{schema}/custom-properties" xmlns:vt="{schema}/docPropsVTypes">'
        f"{properties}</Properties>"
    )
