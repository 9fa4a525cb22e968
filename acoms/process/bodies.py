"""How much the server gathers of a request before a thread has it, and a stranger may send."""

SHORT_BODY = 64 * 1024
