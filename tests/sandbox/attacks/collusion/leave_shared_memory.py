"""Leaves a right solution for the next submission in shared memory, message queues and keyrings.
Ends as: fail, error, crash
"""

import ctypes
import os

GIFT = b"def gift(X):\n    return X.mean(axis=0), X.std(axis=0)\n"
KEY, CREATE = 0x5EED, 0o1666
ADD_KEY = {"x86_64": 248, "aarch64": 217}


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_void_p
    libc.syscall.restype = ctypes.c_long
    memory = libc.shmget(KEY, 4_096, CREATE)
    if memory >= 0:
        ctypes.memmove(libc.shmat(memory, None, 0), GIFT, len(GIFT))
    queue = libc.msgget(KEY, CREATE)
    if queue >= 0:
        libc.msgsnd(queue, (1).to_bytes(8, "little") + GIFT, len(GIFT), 0o4000)
    file = libc.shm_open(b"/left-by-attack", os.O_CREAT | os.O_RDWR, 0o666)
    if file >= 0:
        libc.write(file, GIFT, len(GIFT))
    queue = libc.mq_open(b"/left-by-attack", os.O_CREAT | os.O_RDWR | os.O_NONBLOCK, 0o666, None)
    if queue >= 0:
        libc.mq_send(queue, GIFT, len(GIFT), 0)
    number = ADD_KEY[os.uname().machine]
    for ring in (-4, -5, -3):
        libc.syscall(number, b"user", b"left-by-attack", GIFT, ctypes.c_long(len(GIFT)), ctypes.c_long(ring))
    return wrong
