#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image.
#
# Python comes by uv: the default image's own, 3.10, is too old, and it is left as it is, since Gradescope's harness
# runs on it. uv brings the same Python to every base image that Gradescope offers; a PPA would be Ubuntu's alone.
set -euo pipefail
source=/autograder/source
if ! python3 -m pip --version > /dev/null 2>&1; then
    apt-get update
    apt-get install -y --no-install-recommends python3-pip
fi
python3 -m pip install --quiet --target /opt/uv uv==0.13.9
# Where others may read it, as below /root they may not: the process that runs a submission is another user.
export UV_PYTHON_INSTALL_DIR=/opt/python UV_NO_CACHE=1
/opt/uv/bin/uv venv --clear --python 3.11 /opt/course
/opt/uv/bin/uv pip install --python /opt/course/bin/python --compile-bytecode --requirement "$source/requirements.txt"
/opt/course/bin/python -m compileall -q "$source/course"
# The references and the hidden rules are nobody's but root's.
chmod -R o= "$source"
