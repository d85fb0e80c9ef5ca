"""The commands of `gemba`, one a module; each module's `command` is what `bot.cli` runs."""
