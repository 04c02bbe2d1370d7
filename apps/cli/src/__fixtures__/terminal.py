"""Runs a command in a terminal of 100 columns and plays a script: [["wait", "text"], ["send", "keys"], ["pause", seconds], …].
Prints as JSON what the terminal showed and how the command ended. A text that does not come within 15 seconds ends it."""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

steps = json.loads(sys.argv[1])
process, terminal = pty.fork()
if process == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))

shown = b""
seen = 0


def read(seconds):
    """Reads what comes within a time; answers False at the end."""
    global shown
    ready, _, _ = select.select([terminal], [], [], seconds)
    if not ready:
        return True
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        return False
    shown += chunk
    return chunk != b""


missing = None
for kind, value in steps:
    if kind == "send":
        os.write(terminal, value.encode())
    elif kind == "pause":
        until = time.monotonic() + value
        while time.monotonic() < until and read(until - time.monotonic()):
            pass
    else:
        until = time.monotonic() + 15
        wanted = value.encode()
        while wanted not in shown[seen:] and time.monotonic() < until and read(0.1):
            pass
        if wanted not in shown[seen:]:
            missing = value
            break
        seen = shown.index(wanted, seen) + len(wanted)

until = time.monotonic() + 15
while time.monotonic() < until and missing is None and read(0.1):
    pass
ended, status = os.waitpid(process, os.WNOHANG)
for _ in range(50):
    if ended != 0:
        break
    time.sleep(0.05)
    ended, status = os.waitpid(process, os.WNOHANG)
if ended == 0:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
print(json.dumps({
    "shown": shown.decode(errors="replace"),
    "missing": missing,
    "status": os.waitstatus_to_exitcode(status) if ended != 0 else None,
}))
