"""The views of a run, one file each. They read what the store gives back and nothing else."""
