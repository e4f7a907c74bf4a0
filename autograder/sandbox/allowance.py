"""The time that one submission has: for each of its functions, and for all that it is asked."""

import time

# A function has this many seconds after none, one, two, ... time-outs of its submission. A course solution needs
# milliseconds; the first ones leave room for slow loops on a slow machine. Whoever hands in nothing but loops keeps the
# class waiting for half a minute, and a right function among them still has its time.
AFTER_TIMEOUTS = (10.0, 10.0, 2.0, 2.0, 2.0, 0.5)
# What a whole submission has, from the first byte that is read to the last that is written. Of it a sixth is kept for
# comparing, drawing and writing.
SECONDS = 60.0
FOR_CALLS = 5 / 6


class Allowance:
    """What is left of a submission's time, in seconds, from now on."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds, self._timeouts, self._given = seconds, 0, AFTER_TIMEOUTS[0]
        self._end = time.monotonic() + seconds * FOR_CALLS

    def at_most(self, wanted: float | None = None) -> float:
        """How long a function may take. wanted: what it has left of its time, where it was asked before."""
        self._given = AFTER_TIMEOUTS[min(self._timeouts, len(AFTER_TIMEOUTS) - 1)]
        return min(self._given if wanted is None else wanted, self._end - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return time.monotonic() >= self._end

    def spent(self) -> str:
        """Note that a function's time is over. The sentence that says so."""
        self._timeouts += 1
        if self.is_over:
            return f"The {self._seconds:g} seconds of the whole submission were over before this function answered."
        loop = f"No answer within {self._given:g} seconds: is there a loop that does not end?"
        if self._given == AFTER_TIMEOUTS[0]:
            return loop
        return f"{loop} It was given less than usual: functions before it had run out of time."
