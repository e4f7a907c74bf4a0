"""Plays the conversation from its beginning again: ready, imported, and the answers.
Ends as: crash, error, fail
"""

import contextlib
import json
import os
import struct

for message in ({"ready": True}, {"imported": None}, {"ready": True, "imported": None}, {"id": 1, "answer": None}):
    data = json.dumps(message).encode()
    for descriptor in range(64):
        with contextlib.suppress(OSError):
            os.write(descriptor, struct.pack(">I", len(data)) + data)
