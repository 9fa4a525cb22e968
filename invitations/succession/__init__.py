"""Open invitations of somebody who ceases to administer the ACO: taken over or withdrawn (A5)."""
