"""From a document and its figures to the ledger: every printed value with its origin."""
