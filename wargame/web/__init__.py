"""The browser's door: the screens of a seat in a tab, for whoever has no terminal. Extra `[web]`."""
