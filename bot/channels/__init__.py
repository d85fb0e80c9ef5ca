"""Channels: events in, replies out. Each translates and nothing more."""
