"""Python's and NumPy's own messages, and what they mean to a beginner.

What is said is true of the message, whoever wrote the code: it guesses at no cause.
"""

import re

# A pattern of a message -> what it means. The first that is found counts.
MEANINGS = {
    r"Cannot interpret '-?\d+' as a data type": (
        "NumPy took a number for a dtype. A shape is one argument, a tuple, "
        "as in rng.random(h.shape) and np.zeros((2, 3))."
    ),
    r"AttributeError: can't set attribute": (
        "A NamedTuple, as a state is one, does not change: make a new one with the new values, and return that."
    ),
    r"something of type (\w+), but should be an? \1\(": (
        "Its class has the right name, but is not the NamedTuple that the stub defines: take that one back."
    ),
    r"matmul: Input operand 1 has a mismatch|shapes .* not aligned": (
        "For two matrices, A @ B needs as many columns in A as there are rows in B. Print both shapes."
    ),
    r"operands could not be broadcast together": (
        "Shapes are compared from their last axis on: two lengths fit where they are equal, or one of them is 1."
    ),
    r"The truth value of an array": (
        "An array of several entries is neither true nor false, but if, and, or, not and Python's own max ask for one "
        "answer. np.where, &, |, ~ and np.maximum go entry by entry."
    ),
    r"'numpy\.ndarray' object is not callable": (
        "Round brackets call a function. Entries of an array are taken with square ones."
    ),
    r"Cannot cast ufunc '\w+' output": (
        "In place, as with -=, an array keeps its dtype, and the result does not fit into it. "
        "x = x - step makes a new array."
    ),
    r"NoneType": (
        "None stands where a value is expected. It is what a function without return gives, and what rng.shuffle gives."
    ),
    r"local variable '\w+'": (
        "A name that a function assigns to anywhere is the function's own in all its lines, "
        "and this one has no value yet where it is used."
    ),
    r"unexpected keyword argument '(dim|keepdim)'": (
        "NumPy's words are axis and keepdims, where PyTorch's are dim and keepdim."
    ),
    r"only integer scalar arrays can be converted": (
        "An array stands where one whole number is expected. np.concatenate and np.stack take their arrays in one list."
    ),
    r"only integers, slices": "An index is a whole number. / gives floats; // of whole numbers gives a whole number.",
}


def in_plain_words(text: str) -> str:
    """A sentence of the report, and behind it what the message in it means, where that is known."""
    meaning = next((words for pattern, words in MEANINGS.items() if re.search(pattern, text)), "")
    return f"{text.rstrip('.')}. {meaning}" if meaning else text
