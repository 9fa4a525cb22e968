"""An invitation from sending to activation, decline or expiry (floor 4)."""
