"""Runs a command in this network namespace with loopback up, and tells on the last line of standard error what the kernel could not
route meanwhile: packets beyond loopback, of any program, and datagrams to a local resolver that is not there."""

import fcntl
import socket
import struct
import subprocess
import sys


def unrouted():
    counts = {}
    with open("/proc/net/snmp") as file:
        for line in file:
            name, *values = line.split()
            if name in counts:
                counts[name] = dict(zip(counts[name], map(int, values)))
            else:
                counts[name] = values
    with open("/proc/net/snmp6") as file:
        six = dict(line.split() for line in file)
    return counts["Ip:"]["OutNoRoutes"] + int(six["Ip6OutNoRoutes"]) + counts["Udp:"]["NoPorts"]


UP_AND_RUNNING = 0x1 | 0x40
SET_FLAGS = 0x8914
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))

before = unrouted()
status = subprocess.run(sys.argv[1:]).returncode
print(f"unrouted: {unrouted() - before}", file=sys.stderr)
sys.exit(status if status >= 0 else 128 - status)
