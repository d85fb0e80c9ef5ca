"""The privacy gate: the one way from storage to anything a manager sees."""
