"""Turn a document and its figures into the ledger: every printed value with its origin."""
