"""From files to obligations to tables: readers, structure, assembly, store and views."""
