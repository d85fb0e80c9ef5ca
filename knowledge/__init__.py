"""What is known about work: text in, findings out; figures in, advice out.

Pure: knows nothing of the bot or of storage. `catalogue` is the data, `matching` reads texts with
it, `advice` turns figures into recommendations, `evaluation` measures the matcher.
"""

from typing import Final

#: As in pyproject.toml; asking for the metadata of what is installed costs a quarter of the start.
RELEASE: Final = "0.1.0"
