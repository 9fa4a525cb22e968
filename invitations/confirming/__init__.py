"""A signer, or CMS staff, confirms a new ACO Executive or Authorized to Sign (primary) (A5)."""
