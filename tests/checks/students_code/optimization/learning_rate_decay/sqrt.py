"""Learning rate decay: three schedules that start with large steps and end with small ones."""

import numpy as np


def step_decay(
    initial_rate: float, epoch: float | np.ndarray, *, factor: float = 0.5, every: int = 10
) -> float | np.ndarray:
    r"""The learning rate that drops by a factor every few epochs, and is constant in between.

    .. math::

        \alpha = \alpha_0 \cdot \text{factor}^{\lfloor \text{epoch} / \text{every} \rfloor}

    Args:
        initial_rate: the rate alpha_0 of epoch 0, > 0.
        epoch: epochs since training began, >= 0: a number, or a floating array of any shape.
        factor: what is left of the rate after a drop, in (0, 1].
        every: epochs between two drops, a positive integer; the first drop is at epoch `every`.

    Returns:
        The rate at `epoch`: a number for a number, an array of epoch's shape and dtype for an array.

    Source: Karpathy et al. (2015), CS231n course notes, "Neural networks part 3", on
    annealing the learning rate.

    Note: PyTorch's `StepLR` calls factor and every `gamma` and `step_size`. TensorFlow's
    `ExponentialDecay` is this schedule with `staircase=True` only.
    """
    return initial_rate * factor ** np.floor(epoch / every)


def exponential_decay(initial_rate: float, t: float | np.ndarray, *, k: float) -> float | np.ndarray:
    r"""The learning rate that loses the same share of itself in every unit of time.

    .. math::

        \alpha = \alpha_0\, e^{-kt}

    Args:
        initial_rate: the rate alpha_0 at t = 0, > 0.
        t: the time since training began, >= 0, in steps or in epochs: a number, or a
            floating array of any shape.
        k: how quickly the rate decays, >= 0, in one over the unit of t. After ln(2) / k
            half of the rate is left.

    Returns:
        The rate at t: a number for a number, an array of t's shape and dtype for an array.

    Source: Karpathy et al. (2015), CS231n course notes, "Neural networks part 3", on
    annealing the learning rate.

    Note: PyTorch's `ExponentialLR` and TensorFlow's `ExponentialDecay` write alpha_0 times a
    base to the power of t. The base of this schedule is e**(-k), which is close to 1 - k only for small k.
    """
    return initial_rate * np.exp(-k * t)


def inverse_time_decay(initial_rate: float, t: float | np.ndarray, *, k: float) -> float | np.ndarray:
    r"""The learning rate that falls as one over the time, quickly at first and ever more slowly.

    .. math::

        \alpha = \frac{\alpha_0}{1 + kt}

    Args:
        initial_rate: the rate alpha_0 at t = 0, > 0.
        t: the time since training began, >= 0, in steps or in epochs: a number, or a
            floating array of any shape.
        k: how quickly the rate decays, >= 0, in one over the unit of t. At t = 1 / k half
            of the rate is left.

    Returns:
        The rate at t: a number for a number, an array of t's shape and dtype for an array.

    Source: Robbins and Monro (1951), "A stochastic approximation method": the rates' sum
    diverges and the sum of their squares does not, so SGD can get anywhere and still come to rest.

    Note: TensorFlow's `InverseTimeDecay` divides t by its `decay_steps` first; PyTorch has
    no class for it, and takes it as the function of a `LambdaLR`.
    """
    return initial_rate / (1 + k * t) ** 0.5
