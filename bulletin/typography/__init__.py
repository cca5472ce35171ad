"""From a layout profile and a document to places, line breaks, fonts and the characters they draw."""
