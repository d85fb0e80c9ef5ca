"""All tests read with the sources, so that coverage sees them; `test_native` compares the copy."""

import os

os.environ.setdefault("GEMBA_PLAIN", "1")
