"""Benchmarks: each row alternates our workload with its yardstick in one run. `python -m bench --help`."""
