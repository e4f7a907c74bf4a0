"""Reads the machine's memory and disks.
Ends as: error
"""

import glob

NAMES = ("mem", "kmem", "kmsg", "port", "sd*", "vd*", "nvme*", "dm-*", "loop*", "fuse", "kvm", "net/tun", "nvidia*")


def attack(X, wrong):
    names = [path for name in NAMES for path in glob.glob(f"/dev/{name}")]
    for path in names:
        with open(path, "rb") as device:
            device.read(1)
    if not names:
        raise FileNotFoundError("no device is in sight")
    return wrong
