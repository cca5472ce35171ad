"""What is noticed about data and documents: issues, the errors that carry them, exit codes, messages."""
