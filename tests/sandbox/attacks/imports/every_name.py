"""Has every function that it is asked for: the module answers for any name.
Ends as: fail, error
"""


class Function:
    def __call__(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        return self


def __getattr__(name):
    return Function()
