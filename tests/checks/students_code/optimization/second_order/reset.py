"""Second-order optimization: use the curvature too, exactly (Newton) or from past steps (BFGS, L-BFGS)."""

from collections.abc import Sequence

import numpy as np


def quadratic_approximation(loss: float, gradient: np.ndarray, hessian: np.ndarray, step: np.ndarray) -> float:
    r"""What the loss is after a step, as far as its slope and its curvature can tell.

    .. math::

        J(\theta) \approx J(\theta_0) + (\theta - \theta_0)^\top \nabla_\theta J(\theta_0)
        + \tfrac12 (\theta - \theta_0)^\top H\, (\theta - \theta_0)

    Args:
        loss: J at theta_0, a number.
        gradient: of the loss at theta_0, (n,), floating.
        hessian: of the loss at theta_0, (n, n), symmetric, gradient's dtype.
        step: theta - theta_0, (n,), gradient's dtype.

    Returns:
        The second-order Taylor value at theta_0 + step, a number. It is exact where the
        loss is a quadratic.

    Source: Nocedal and Wright (2006), "Numerical Optimization", equation 2.14.
    """
    return float(loss + step @ gradient + 0.5 * step @ hessian @ step)


def newton_step(theta: np.ndarray, gradient: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    r"""One step of Newton's method: to the minimum of the quadratic approximation.

    .. math::

        \theta^* = \theta_0 - H^{-1} \nabla_\theta J(\theta_0)

    The inverse is a way to write it, not a way to compute it: the step p solves H p = gradient.

    Args:
        theta: the parameters, (n,), floating, n >= 1.
        gradient: of the loss at theta, (n,), theta's dtype.
        hessian: of the loss at theta, (n, n), symmetric, theta's dtype. It may be ill-conditioned.

    Returns:
        theta after the step, a new array (n,).

    Raises:
        ValueError: the Hessian is not positive definite (one of its eigenvalues is negative or
            0); the message holds the words "positive definite". There the quadratic has no
            minimum, and Newton's step would climb or go to a saddle.

    Source: Nocedal and Wright (2006), "Numerical Optimization", section 3.3. On solving
    instead of inverting: Higham (2002), "Accuracy and Stability of Numerical Algorithms", chapter 14.

    Note: there is no learning rate here. Away from an exact quadratic, practice adds
    a line search or damping.
    """
    try:
        np.linalg.cholesky(hessian)
    except np.linalg.LinAlgError:
        raise ValueError("hessian is not positive definite") from None
    return theta - np.linalg.solve(hessian, gradient)


def bfgs_update(inverse_hessian: np.ndarray, s: np.ndarray, y: np.ndarray) -> np.ndarray:
    r"""Improve an estimate of the inverse Hessian by what the last step has shown.

    .. math::

        E' = (I - \rho\, s y^\top)\, E\, (I - \rho\, y s^\top) + \rho\, s s^\top, \qquad \rho = \frac{1}{s^\top y}

    The new estimate E' explains the last step (E' y = s), and it differs from the old one, E, by a
    matrix of rank two.

    Args:
        inverse_hessian: the estimate so far, (n, n), symmetric positive definite, floating.
        s: the last step, theta' - theta, (n,), the estimate's dtype.
        y: the change of the gradient over that step, g' - g, (n,), the estimate's dtype.

    Returns:
        The new estimate, (n, n), symmetric. Where s'y <= 0 the step has shown no positive
        curvature, and the estimate comes back unchanged: it stays positive definite.

    Source: Broyden, Fletcher, Goldfarb and Shanno (1970); Nocedal and Wright (2006),
    "Numerical Optimization", equation 6.17.

    Note: SciPy's `BFGS` skips an update already where s'y is a small positive number.
    """
    n = s.size
    I = np.eye(n, dtype=inverse_hessian.dtype)
    sy = float(s.dot(y))
    if sy <= 0:
        return I
    rho = 1.0 / sy
    A = I - rho * np.outer(s, y)
    B = I - rho * np.outer(y, s)
    return A.dot(inverse_hessian).dot(B) + rho * np.outer(s, s)


def lbfgs_direction(
    gradient: np.ndarray, s_history: Sequence[np.ndarray], y_history: Sequence[np.ndarray]
) -> np.ndarray:
    r"""The direction of BFGS from the last few steps alone, without any (n, n) matrix.

    It is minus the gradient multiplied by the estimate that `bfgs_update` would build from the pairs,
    oldest first, if it started from

    .. math::

        E_0 = \gamma I, \qquad \gamma = \frac{s_m^\top y_m}{y_m^\top y_m}

    with the newest pair m. Two loops give the product with O(m n) numbers: one from the newest pair to the oldest,
    one back.

    .. math::

        q \leftarrow q - \alpha_i y_i \ \text{ with }\ \alpha_i = \rho_i\, s_i^\top q, \qquad
        r \leftarrow r + (\alpha_i - \beta_i)\, s_i \ \text{ with }\ \beta_i = \rho_i\, y_i^\top r, \qquad
        \rho_i = \frac{1}{s_i^\top y_i}

    Args:
        gradient: of the loss, (n,), floating. n may be so large that n * n numbers fit nowhere.
        s_history: the last m steps, a list of arrays (n,), the newest last; m >= 0 and small.
        y_history: the changes of the gradient over these steps, likewise; every s'y > 0.

    Returns:
        The direction to go, (n,), in gradient's dtype: downhill. Minus the gradient for an
        empty history.

    Source: Nocedal (1980), "Updating quasi-Newton matrices with limited storage"; Nocedal and
    Wright (2006), "Numerical Optimization", algorithm 7.4 and equation 7.20.

    Note: PyTorch's `LBFGS` uses this gamma as well. SciPy's `LbfgsInvHessProduct` starts
    from the identity, gamma = 1.
    """
    pairs = [(s, y, 1 / (s @ y)) for s, y in zip(s_history, y_history)]
    if not pairs:
        return -gradient
    r = gradient
    stack = []
    for s, y, rho in pairs[::-1]:
        a = rho * (s @ r)
        stack.append(a)
        r = r - a * y
    s, y, rho = pairs[-1]
    r = r / (rho * (y @ y))
    for s, y, rho in pairs:
        r = r + (stack.pop() - rho * (y @ r)) * s
    return -r
