"""CPU seconds of a command and all processes that came of it: python scripts/cpu_of.py make test

On Linux it takes in what the command's children leave behind, and gives them ten seconds to end.
Elsewhere those are not counted.
"""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import time

PR_SET_CHILD_SUBREAPER = 36


def wait_for_orphans(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not ended:
            time.sleep(0.1)
    print("Some processes are left, and not counted.", file=sys.stderr)


if __name__ == "__main__":
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGINT, lambda *_: None)  # the command gets it too, and tidies up
    begun = time.monotonic()
    code = subprocess.run(sys.argv[1:], check=False).returncode  # noqa: S603
    took = time.monotonic() - begun
    wait_for_orphans(10)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    print(f"{cpu:.1f} CPU seconds in {took:.0f} seconds", file=sys.stderr)
    sys.exit(code)
