"""The network of a run: its graph, what is measured on it, and the files that other programs read."""
