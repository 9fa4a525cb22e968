"""Running it: health, signs of life, gunicorn, waking workers, new keys."""
