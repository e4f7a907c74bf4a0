"""Lifts its own limits first, and then takes what they forbade.
Ends as: error, crash
"""

import os
import resource

problems = []
for limit in (resource.RLIMIT_NPROC, resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU):
    try:
        resource.setrlimit(limit, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (OSError, ValueError) as problem:
        problems.append(problem)
if len(problems) == 4:
    raise problems[0]
os.fork()
