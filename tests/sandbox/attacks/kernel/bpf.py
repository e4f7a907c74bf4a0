"""Loads a program into the kernel.
Ends as: error, crash
"""

import ctypes
import os

BPF = {"x86_64": 321, "aarch64": 280}
SOCKET_FILTER, LOAD = 1, 5


def attack(X, wrong):
    libc = ctypes.CDLL(None, use_errno=True)
    program = (ctypes.c_uint64 * 2)(0xB7, 0x95)  # r0 = 0; exit
    license_text = ctypes.c_char_p(b"GPL")
    about = (ctypes.c_uint64 * 16)(
        SOCKET_FILTER | 2 << 32, ctypes.addressof(program), ctypes.cast(license_text, ctypes.c_void_p).value
    )
    if libc.syscall(BPF[os.uname().machine], LOAD, about, ctypes.sizeof(about)) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return wrong
