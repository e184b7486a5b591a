"""The theatre map: pure drawing on bytes and integers, and one widget (`widget.py`)."""
