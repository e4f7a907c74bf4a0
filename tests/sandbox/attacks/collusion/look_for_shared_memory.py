"""Looks for what an earlier submission left in shared memory, message queues and keyrings.
Ends as: fail, error, crash
"""

import ctypes
import os

KEY = 0x5EED
KEYCTL, SEARCH, READ = {"x86_64": 250, "aarch64": 219}, 10, 11


def gifts(libc):
    found = ctypes.create_string_buffer(1 << 16)
    libc.shmat.restype = ctypes.c_void_p
    libc.syscall.restype = ctypes.c_long
    memory = libc.shmget(KEY, 0, 0)
    if memory >= 0:
        yield ctypes.string_at(libc.shmat(memory, None, 0))
    if libc.msgrcv(libc.msgget(KEY, 0), found, 4_096, 0, 0o4000) > 0:
        yield found.raw[8:].split(b"\0")[0]
    if libc.read(libc.shm_open(b"/left-by-attack", os.O_RDONLY, 0), found, 4_096) > 0:
        yield found.value
    if libc.mq_receive(libc.mq_open(b"/left-by-attack", os.O_RDONLY | os.O_NONBLOCK), found, 1 << 16, None) > 0:
        yield found.value
    number = KEYCTL[os.uname().machine]
    for ring in (-4, -5, -3):
        key = libc.syscall(number, SEARCH, ctypes.c_long(ring), b"user", b"left-by-attack", ctypes.c_long(0))
        if key > 0 and libc.syscall(number, READ, ctypes.c_long(key), found, ctypes.c_long(4_096)) > 0:
            yield found.value


def attack(X, wrong):
    for gift in gifts(ctypes.CDLL(None, use_errno=True)):
        left = {}
        exec(gift.decode(), left)
        return left["gift"](X)
    return wrong
