"""Sends well-formed answers with impossible values in every field.
Ends as: crash, error, fail, timeout, memory
"""

import contextlib
import json
import os
import struct

OK = {"status": "ok"}
ARRAY = {"array": "AAAAAAAA8D8=", "shape": [1], "dtype": "float64"}
ANSWERS = [
    {"status": "pass"},
    {**OK, "value": {**ARRAY, "shape": [1 << 62, 0]}},
    {**OK, "value": {**ARRAY, "shape": [-1]}},
    {**OK, "value": {**ARRAY, "shape": [1] * 70}},
    {**OK, "value": {**ARRAY, "dtype": "object"}},
    {**OK, "value": {"tuple": [ARRAY, 10**4_000]}},
    {**OK, "value": ARRAY, "changed": [[-100], [None], [[1]]]},
    {**OK, "value": ARRAY, "changed": [[-100]], "shared": [[99, "x"]]},
    {**OK, "value": ARRAY, "called": [10**4_000, -1, True]},
    {**OK, "value": {"given": "quadratic_gradient", "constants": {}, "counted": True}},
    {**OK, "value": {"state": "\ud800", "fields": {"\0": {"rng": 1}}}},
    {**OK, "value": {"dict": [[None, 1], [1.5, 2], [True, 3]]}},
    {"status": "error", "error": [], "message": "\ud800\0\x1b[2J" * 100, "traceback": "\ud800" * 4_000},
    {"status": "error", "error": ["\ud800"], "message": 5},
    {"status": "missing", "message": "x" * 1_000_000},
    {"status": "memory", "error": {"a": 1}, "message": ["x"]},
]
calls = []


def attack(X, wrong):
    answer = ANSWERS[len(calls) % len(ANSWERS)]
    calls.append(X)
    data = json.dumps({"id": len(calls), "answer": answer}).encode()
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack(">I", len(data)) + data)
    return wrong
