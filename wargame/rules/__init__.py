"""The rulebook as plain functions over tables of integer rows. Read `day.py` first."""
