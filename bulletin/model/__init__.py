"""Define the plain frozen types that the rooms hand to one another, and the codelist.

It does no input or output.
"""
