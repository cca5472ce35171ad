"""Turn a layout profile and a document into places, line breaks, fonts and the characters they draw."""
