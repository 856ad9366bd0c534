"""Mails to named persons: what is written (texts), to whom and when (notifier), and what became of it (delivery)."""
