"""Running it: health, signs of life, logs, the server, new keys."""
