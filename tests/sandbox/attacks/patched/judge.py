"""Brings a judge of its own along, under the name of the course's.
Ends as: fail
"""

import sys
from types import ModuleType

for name in ("autograder.judging", "autograder.judging.judge", "autograder.judging.compare", "autograder.grading"):
    module = ModuleType(name)
    module.judge = lambda *args, **kwargs: "pass"
    module.value_difference = module.answer_difference = lambda *args, **kwargs: None
    sys.modules[name] = module
