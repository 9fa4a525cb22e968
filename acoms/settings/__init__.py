"""Settings by kind of run: `local`, `test`, `production`; `base` is what they share."""
