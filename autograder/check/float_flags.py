"""NumPy's linear algebra where the processor keeps no floating-point flags, as WebAssembly doesn't.

NumPy learned of a matrix that is singular, or not positive definite, by such a flag, and there gives nan in silence.
Newer releases ask LAPACK itself (numpy/numpy pull request 32036); with older ones this raises what they should raise.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

REFUSALS = {"cholesky": "Matrix is not positive definite", "inv": "Singular matrix", "solve": "Singular matrix"}


def mend_linear_algebra() -> None:
    """Let `np.linalg`'s functions refuse what they refuse elsewhere, for the rest of this process."""
    for name, refusal in REFUSALS.items():
        mended = _refusing(getattr(np.linalg, name), refusal)
        setattr(np.linalg, name, mended)
        setattr(np.linalg._linalg, name, mended)  # where matrix_power, tensorinv and tensorsolve find it


def _refusing(function: Callable[..., Any], refusal: str) -> Callable[..., Any]:
    @wraps(function)
    def refusing(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        if np.isnan(result).any() and all(np.isfinite(a).all() for a in (*args, *kwargs.values())):
            raise np.linalg.LinAlgError(refusal)
        return result

    return refusing
