"""The conversation, and everything at the edge; knows `knowledge` and `storage`."""
