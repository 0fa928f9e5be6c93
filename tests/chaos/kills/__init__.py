"""Flows that are told again and again, with a death or a cut wire in another place each time."""
