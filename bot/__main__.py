"""`python -m bot` is the same as `gemba`."""

from bot.cli import main

main()
