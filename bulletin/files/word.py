"""The namespaces of WordprocessingML: transitional, and the strict one of ISO/IEC 29500-1."""

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
