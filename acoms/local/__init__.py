"""The services of a run on one machine: servers, mail sink, supervisor. Never in production."""
