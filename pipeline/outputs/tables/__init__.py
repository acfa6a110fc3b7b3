"""Tables for statistics: one definition of every variable, written as CSV, Stata and Parquet."""
