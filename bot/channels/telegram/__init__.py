"""Telegram: updates in by polling or webhook, messages out through the outbox.

The library's own updater stays off: it confirms updates before they are handled and loses them
when the process is killed. Only this package imports `telegram`.
"""

import os

# The library is about to give `retry_after` as a timedelta and warns whoever still takes a number;
# it reads this switch from the environment and nowhere else.
os.environ.setdefault("PTB_TIMEDELTA", "1")
