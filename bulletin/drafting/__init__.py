"""From a request to a draft, and from a draft to finished documents: the whole line."""
