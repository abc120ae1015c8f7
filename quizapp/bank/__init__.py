"""The bank: files → questions, rules, prose. No Flask, no database."""
