"""The version of this package, which every ledger names."""

VERSION = "0.1.0"
