"""The demo: a made-up company's employees, played through the real interview."""
