"""The screens: they draw Views and edit drafts, and hold no rule.

`app.py` starts them; `keys.py` has every key.
"""
