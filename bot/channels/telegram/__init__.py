"""Telegram: updates in by polling or webhook, messages out through the outbox.

The library's own updater stays off: it confirms updates before they are handled and loses them
when the process is killed. Only this package imports `telegram`.
"""
