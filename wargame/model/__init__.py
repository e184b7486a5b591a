"""The nouns that people write and read: scenario, orders, events, views. No logic, no files, no clock."""
