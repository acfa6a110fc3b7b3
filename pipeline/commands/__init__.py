"""The commands of ``duban``, one file each: thin, and loading what they work with only when they are called."""
