"""What the softmax loss, the minibatch and the SGD step must do, and how they go wrong."""

import numpy as np

from autograder.judging.declare import Call, Case, Exercise, Function, Gradient, Law, Mistake, Rng, other_defaults

W = np.array([[0.5, -1.0, 0.25], [1.5, 0.75, -0.5]])
X = np.array([[1.0, 2.0], [-1.5, 0.5], [0.25, -2.0], [3.0, 1.0]])
Y = np.array([2, 0, 1, 1])


def slope(rule: str, W: np.ndarray, X: np.ndarray, y: np.ndarray) -> Gradient:
    """The loss's own gradient."""
    return Gradient(rule, Call("softmax_loss", (W, X, y)), with_respect_to=(((0,), (1,)),), output=(0,))


def hidden_losses(rng: np.random.Generator) -> tuple[Case | Gradient, ...]:
    """Fresh data in other sizes, for one grading run."""
    N, D, C = (int(n) for n in rng.choice([3, 4, 5, 6, 7], size=3, replace=False))
    data = rng.normal(size=(D, C)).round(3), rng.normal(size=(N, D)).round(3), rng.integers(0, C, size=N)
    return (
        Case("other weights, samples and numbers of classes", args=data),
        Case(
            "large scores of both signs",
            args=(
                rng.normal(scale=1e3, size=(D, C)).round(),
                rng.normal(size=(N, D)).round(1),
                rng.integers(0, C, size=N),
            ),
        ),
        slope("dW is the slope of the loss for the opposite weights", -data[0], *data[1:]),
    )


SOFTMAX_LOSS = Function(
    "softmax_loss",
    points=3,
    returns=("loss", "dW"),
    section="optimization/problems_with_sgd",
    rules=(
        Case(
            "weights of 0 give all C classes the same probability: the loss is log(C)",
            args=(np.zeros((2, 2)), np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0, 1])),
            expect=(float(np.log(2)), np.array([[-0.25, 0.25], [0.25, -0.25]])),
        ),
        Case("the loss and its gradient are means over the samples", args=(W, X, Y)),
        Case("one sample alone", args=(W, X[:1], Y[:1])),
        Case(
            "scores of 1e4 neither overflow nor lose the loss",
            args=(np.array([[1e4, 0.0, -1e4]]), np.array([[1.0], [-1.0], [0.5]]), np.array([0, 1, 2])),
            expect=((0.0 + 1e4 + 1e4) / 3, np.array([[0.5 / 3, 1 / 3, -1 / 3 - 0.5 / 3]])),
        ),
        Case(
            "a sample with small scores beside one with large ones",
            # Unshifted, exp(700) is still finite; shifted by 700, the second sample's exponentials are all 0.
            args=(np.array([[1.0, 0.9]]), np.array([[700.0], [-100.0]]), np.array([1, 0])),
        ),
        Case("float32 in, float32 out", args=(W.astype(np.float32), X.astype(np.float32), Y)),
        slope("dW is the slope of the loss", W, X[:3], Y[:3]),
    ),
    hidden=hidden_losses,
    mistakes=(
        Mistake(
            "the sum over the samples instead of the mean",
            right="loss = -log_probabilities[rows, y].mean()\n"
            "    dscores = np.exp(log_probabilities)\n"
            "    dscores[rows, y] -= 1\n"
            "    dW = X.T @ dscores / len(X)",
            wrong="loss = -log_probabilities[rows, y].sum()\n"
            "    dscores = np.exp(log_probabilities)\n"
            "    dscores[rows, y] -= 1\n"
            "    dW = X.T @ dscores",
            hint="Take the data twice over: should the loss double?",
        ),
        Mistake(
            "the gradient is not divided by N",
            right="dW = X.T @ dscores / len(X)",
            wrong="dW = X.T @ dscores",
            hint="The loss is a mean over N samples. What does that make of its gradient?",
        ),
        Mistake(
            "only the loss is a sum",
            right="loss = -log_probabilities[rows, y].mean()",
            wrong="loss = -log_probabilities[rows, y].sum()",
            hint="The gradient belongs to the mean over the samples. Does your loss?",
        ),
        Mistake(
            "a loss for every sample",
            right="loss = -log_probabilities[rows, y].mean()",
            wrong="loss = -log_probabilities[rows, y]",
            hint="The loss is one number: the mean over the samples.",
        ),
        *(
            Mistake(
                "exponentials that overflow",
                right=right,
                wrong=wrong,
                hint="The exponential of a score of 1e4 is infinite. A constant added to all scores of a sample changes no probability: choose it well.",
            )
            for right, wrong in (
                ("shifted = scores - scores.max(axis=1, keepdims=True)", "shifted = scores"),
                (
                    "shifted = scores - scores.max(axis=1, keepdims=True)\n    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)",
                    "exponentials = np.exp(scores)\n    dscores = exponentials / (exponentials.sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -np.log(dscores[rows, y]).mean()",
                ),
                (
                    "shifted = scores - scores.max(axis=1, keepdims=True)\n    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)",
                    "exponentials = np.exp(scores)\n    dscores = exponentials / (exponentials.sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -(np.eye(W.shape[1], dtype=W.dtype)[y] * np.log(dscores)).sum() / len(X)",
                ),
                (
                    "shifted = scores - scores.max(axis=1, keepdims=True)\n    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)",
                    "exponentials = np.exp(scores)\n    dscores = exponentials / (exponentials.sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = (np.log(exponentials.sum(axis=1)) - scores[rows, y]).mean()",
                ),
            )
        ),
        *(
            Mistake(
                "the scores are clipped",
                right="shifted = scores - scores.max(axis=1, keepdims=True)",
                wrong=wrong,
                hint="Clipped scores have lost their distances. A constant added to all scores of a sample changes no probability: choose it well.",
            )
            for wrong in (
                "shifted = np.clip(scores, -500, 500)",
                "shifted = np.clip(scores, -700, 700)",
                "shifted = np.clip(scores, -100, 100)",
                "shifted = np.clip(scores, -50, 50)",
            )
        ),
        *(
            Mistake(
                "one shift for all samples",
                right=right,
                wrong=wrong,
                hint="After your shift, a sample with small scores has only exponentials of 0. Whose maximum should it lose?",
            )
            for right, wrong in (
                ("shifted = scores - scores.max(axis=1, keepdims=True)", "shifted = scores - scores.max()"),
                (
                    "shifted = scores - scores.max(axis=1, keepdims=True)\n    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)",
                    "exponentials = np.exp(scores - scores.max())\n    dscores = exponentials / (exponentials.sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -np.log(dscores[rows, y]).mean()",
                ),
                (
                    "shifted = scores - scores.max(axis=1, keepdims=True)\n    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)",
                    "exponentials = np.exp(scores - scores.max())\n    dscores = exponentials / (exponentials.sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -(np.eye(W.shape[1], dtype=W.dtype)[y] * np.log(dscores)).sum() / len(X)",
                ),
            )
        ),
        *(
            Mistake(
                "the logarithm of a probability that is 0",
                right="shifted = scores - scores.max(axis=1, keepdims=True)\n    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)",
                wrong=wrong,
                hint="A hopeless class has the probability 0 in floating point, and its logarithm is infinite. Work with logarithms throughout.",
            )
            for wrong in (
                "exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))\n    dscores = exponentials / (exponentials.sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -np.log(dscores[rows, y]).mean()",
                "exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))\n    dscores = exponentials / (exponentials.sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -(np.eye(W.shape[1], dtype=W.dtype)[y] * np.log(dscores)).sum() / len(X)",
            )
        ),
        *(
            Mistake(
                "the shift of each class, not of each sample",
                right=right,
                wrong=wrong,
                hint="Along which axis do you take the maximum? Only a constant that all classes of one sample share changes no probability.",
            )
            for right, wrong in (
                (
                    "shifted = scores - scores.max(axis=1, keepdims=True)",
                    "shifted = scores - scores.max(axis=0, keepdims=True)",
                ),
                (
                    "shifted = scores - scores.max(axis=1, keepdims=True)\n    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)",
                    "exponentials = np.exp(scores - scores.max(axis=0, keepdims=True))\n    dscores = exponentials / (exponentials.sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -np.log(dscores[rows, y]).mean()",
                ),
            )
        ),
        *(
            Mistake(
                "a small number inside the logarithm",
                right="loss = -log_probabilities[rows, y].mean()",
                wrong=wrong,
                hint="Where the right class is hopeless, the loss is large but finite; your safety term cuts it off. Work with logarithms throughout.",
            )
            for wrong in (
                "loss = -np.log(np.exp(log_probabilities[rows, y]) + 1e-12).mean()",
                "loss = -np.log(np.exp(log_probabilities[rows, y]) + 1e-5).mean()",
                "loss = -np.log(np.exp(log_probabilities[rows, y]) + 1e-6).mean()",
                "loss = -np.log(np.exp(log_probabilities[rows, y]) + 1e-7).mean()",
                "loss = -np.log(np.exp(log_probabilities[rows, y]) + 1e-8).mean()",
                "loss = -np.log(np.exp(log_probabilities[rows, y]) + 1e-9).mean()",
                "loss = -np.log(np.exp(log_probabilities[rows, y]) + 1e-10).mean()",
                "loss = -np.log(np.exp(log_probabilities[rows, y]) + 1e-15).mean()",
                "loss = -np.log(np.exp(log_probabilities[rows, y]) + 1e-20).mean()",
                "loss = -np.log(np.exp(log_probabilities[rows, y]) + np.finfo(W.dtype).eps).mean()",
                "loss = -np.log(np.exp(log_probabilities[rows, y]) + np.finfo(W.dtype).tiny).mean()",
                "loss = -np.log(np.clip(np.exp(log_probabilities[rows, y]), 1e-5, 1 - 1e-5)).mean()",
                "loss = -np.log(np.clip(np.exp(log_probabilities[rows, y]), 1e-6, 1 - 1e-6)).mean()",
                "loss = -np.log(np.clip(np.exp(log_probabilities[rows, y]), 1e-7, 1 - 1e-7)).mean()",
                "loss = -np.log(np.clip(np.exp(log_probabilities[rows, y]), 1e-8, 1 - 1e-8)).mean()",
                "loss = -np.log(np.clip(np.exp(log_probabilities[rows, y]), 1e-9, 1 - 1e-9)).mean()",
                "loss = -np.log(np.maximum(np.exp(log_probabilities[rows, y]), 1e-5)).mean()",
                "loss = -np.log(np.maximum(np.exp(log_probabilities[rows, y]), 1e-6)).mean()",
                "loss = -np.log(np.maximum(np.exp(log_probabilities[rows, y]), 1e-7)).mean()",
                "loss = -np.log(np.maximum(np.exp(log_probabilities[rows, y]), 1e-8)).mean()",
            )
        ),
        *(
            Mistake(
                "a small number added to the sum of exponentials",
                right="shifted = scores - scores.max(axis=1, keepdims=True)\n    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))\n    rows = np.arange(len(X))\n    loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)",
                wrong=wrong,
                hint="After the shift the largest exponential is 1, so the sum is never 0. What does your small number do to the probabilities?",
            )
            for wrong in (
                "exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))\n    dscores = exponentials / (exponentials.sum(axis=1, keepdims=True) + 1e-8)\n    rows = np.arange(len(X))\n    loss = -np.log(dscores[rows, y]).mean()",
                "exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))\n    dscores = exponentials / (exponentials.sum(axis=1, keepdims=True) + 1e-7)\n    rows = np.arange(len(X))\n    loss = -np.log(dscores[rows, y]).mean()",
                "exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))\n    dscores = exponentials / (exponentials.sum(axis=1, keepdims=True) + 1e-6)\n    rows = np.arange(len(X))\n    loss = -np.log(dscores[rows, y]).mean()",
            )
        ),
        Mistake(
            "the right class is not subtracted",
            right="dscores[rows, y] -= 1",
            wrong="pass",
            hint="Your gradient pushes down all scores. What does the loss want of the right class's score?",
        ),
        Mistake(
            "the logarithm after the subtraction",
            right="loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1",
            wrong="dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    loss = -np.log(dscores[rows, y]).mean()",
            hint="When you take the logarithm, 1 has gone off the right class's probability already. A second name for an array is no second array.",
        ),
        *(
            Mistake(
                "the gradient points downhill",
                right="dW = X.T @ dscores / len(X)",
                wrong=wrong,
                hint="A gradient points uphill; the minus sign comes later, in the step.",
            )
            for wrong in (
                "dW = -X.T @ dscores / len(X)",
                "dW = -X.T @ dscores",
            )
        ),
        Mistake(
            "the loss has the wrong sign",
            right="loss = -log_probabilities[rows, y].mean()",
            wrong="loss = log_probabilities[rows, y].mean()",
            hint="A probability is at most 1. What sign has its logarithm, and what sign should a loss have?",
        ),
        *(
            Mistake(
                "no logarithm",
                right="loss = -log_probabilities[rows, y].mean()",
                wrong=wrong,
                hint="Between the probability of the right class and the loss stands one more function. Which?",
            )
            for wrong in (
                "loss = -np.exp(log_probabilities[rows, y]).mean()",
                "loss = (1 - np.exp(log_probabilities[rows, y])).mean()",
            )
        ),
        *(
            Mistake(
                "the logarithms of all classes",
                right="loss = -log_probabilities[rows, y].mean()",
                wrong=wrong,
                hint="One logarithm a sample counts in the loss. Whose?",
            )
            for wrong in (
                "loss = -log_probabilities.sum(axis=1).mean()",
                "loss = -log_probabilities.mean()",
            )
        ),
        Mistake(
            "softmax over the samples instead of the classes",
            right="shifted = scores - scores.max(axis=1, keepdims=True)\n"
            "    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))",
            wrong="shifted = scores - scores.max(axis=0, keepdims=True)\n"
            "    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))",
            hint="The probabilities of one sample's classes sum to 1. Along which axis do the classes lie?",
        ),
        Mistake(
            "divided by the number of classes",
            right="dW = X.T @ dscores / len(X)",
            wrong="dW = X.T @ dscores / scores.shape[1]",
            hint="The mean runs over the samples. How many are there?",
        ),
        Mistake(
            "divided by the number of features",
            right="dW = X.T @ dscores / len(X)",
            wrong="dW = X.T @ dscores / len(W)",
            hint="The mean runs over the samples. How many are there?",
        ),
        Mistake(
            "the gradient divided by N twice",
            right="dW = X.T @ dscores / len(X)",
            wrong="dW = X.T @ dscores / len(X) ** 2",
            hint="Count how often the number of samples divides on the way from the scores to dW.",
        ),
        Mistake(
            "the loss divided by N twice",
            right="loss = -log_probabilities[rows, y].mean()",
            wrong="loss = -log_probabilities[rows, y].mean() / len(X)",
            hint="Count how often the number of samples divides in your loss.",
        ),
        *(
            Mistake(
                "a mean over the classes too",
                right=right,
                wrong=wrong,
                hint="Your loss is divided by the number of classes as well. Over what does the formula take its mean?",
            )
            for right, wrong in (
                ("loss = -log_probabilities[rows, y].mean()", "loss = -log_probabilities[rows, y].mean() / W.shape[1]"),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() / W.shape[1]\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) / W.shape[1]",
                ),
            )
        ),
        *(
            Mistake(
                "logarithm to another base",
                right="loss = -log_probabilities[rows, y].mean()",
                wrong=wrong,
                hint="Cross-entropy is measured in nats here, with the natural logarithm; its gradient is yours already.",
            )
            for wrong in (
                "loss = -log_probabilities[rows, y].mean() / np.log(2)",
                "loss = -log_probabilities[rows, y].mean() / np.log(10)",
            )
        ),
        *(
            Mistake(
                "a weight penalty in the loss",
                right=right,
                wrong=wrong,
                hint="The formula has the data's loss only, without a penalty on W; regularization has its own chapter.",
            )
            for right, wrong in (
                (
                    "loss = -log_probabilities[rows, y].mean()",
                    "loss = -log_probabilities[rows, y].mean() + 0.5 * (W**2).sum()",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 1e-4 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 2 * 1e-4 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 0.5 * 1e-4 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 1e-4 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 5e-4 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 2 * 5e-4 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 0.5 * 5e-4 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 5e-4 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 1e-3 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 2 * 1e-3 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 0.5 * 1e-3 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 1e-3 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 5e-3 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 2 * 5e-3 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 0.5 * 5e-3 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 5e-3 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 1e-2 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 2 * 1e-2 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 0.5 * 1e-2 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 1e-2 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 0.1 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 2 * 0.1 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 0.5 * 0.1 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 0.1 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 1e-3 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 1e-3 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 0.1 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + 0.1 * W",
                ),
                (
                    "loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X)",
                    "loss = -log_probabilities[rows, y].mean() + 0.5 * (W**2).sum()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1\n    dW = X.T @ dscores / len(X) + W",
                ),
            )
        ),
        *(
            Mistake(
                "the binary cross-entropy of every class",
                right="loss = -log_probabilities[rows, y].mean()",
                wrong=wrong,
                hint="That loss treats every class as a question of its own. Here the classes exclude each other: one logarithm a sample is enough.",
            )
            for wrong in (
                "probabilities = np.exp(log_probabilities)\n    loss = -(np.eye(W.shape[1], dtype=W.dtype)[y] * log_probabilities + (1 - np.eye(W.shape[1], dtype=W.dtype)[y]) * np.log(1 - probabilities + 0)).sum(axis=1).mean()",
                "probabilities = np.exp(log_probabilities)\n    loss = -(np.eye(W.shape[1], dtype=W.dtype)[y] * log_probabilities + (1 - np.eye(W.shape[1], dtype=W.dtype)[y]) * np.log(1 - probabilities + np.finfo(W.dtype).eps)).sum(axis=1).mean()",
                "probabilities = np.exp(log_probabilities)\n    loss = -(np.eye(W.shape[1], dtype=W.dtype)[y] * log_probabilities + (1 - np.eye(W.shape[1], dtype=W.dtype)[y]) * np.log(1 - probabilities + 1e-8)).sum(axis=1).mean()",
                "probabilities = np.exp(log_probabilities)\n    loss = -(np.eye(W.shape[1], dtype=W.dtype)[y] * log_probabilities + (1 - np.eye(W.shape[1], dtype=W.dtype)[y]) * np.log(1 - probabilities + 1e-7)).sum(axis=1).mean()",
            )
        ),
        *(
            Mistake(
                "squared error instead of cross-entropy",
                right="loss = -log_probabilities[rows, y].mean()",
                wrong=wrong,
                hint="The loss takes one number of every sample: the logarithm of its right class's probability.",
            )
            for wrong in (
                "loss = 0.5 * ((np.exp(log_probabilities) - np.eye(W.shape[1])[y]) ** 2).sum(axis=1).mean()",
                "loss = ((np.exp(log_probabilities) - np.eye(W.shape[1], dtype=W.dtype)[y]) ** 2).mean()",
                "loss = ((np.exp(log_probabilities) - np.eye(W.shape[1], dtype=W.dtype)[y]) ** 2).sum(axis=1).mean()",
                "loss = 0.5 * ((np.exp(log_probabilities) - np.eye(W.shape[1], dtype=W.dtype)[y]) ** 2).mean()",
            )
        ),
        Mistake(
            "the hinge loss",
            right="loss = -log_probabilities[rows, y].mean()\n    dscores = np.exp(log_probabilities)\n    dscores[rows, y] -= 1",
            wrong="margins = np.maximum(scores - scores[rows, y][:, None] + 1, 0)\n    margins[rows, y] = 0\n    loss = margins.sum() / len(X)\n    dscores = (margins > 0).astype(W.dtype)\n    dscores[rows, y] = -dscores.sum(axis=1)",
            hint="That is the support vector machine's loss. Here the scores become probabilities first.",
        ),
        *(
            Mistake(
                "the gradient with respect to the scores",
                right="dW = X.T @ dscores / len(X)",
                wrong=wrong,
                hint="One more step of the chain rule: the scores depend on W through X.",
            )
            for wrong in (
                "dW = dscores / len(X)",
                "dW = dscores",
            )
        ),
        *(
            Mistake(
                "the gradient is transposed",
                right="dW = X.T @ dscores / len(X)",
                wrong=wrong,
                hint="The gradient has the shape of the weights that it belongs to.",
            )
            for wrong in (
                "dW = dscores.T @ X / len(X)",
                "dW = dscores.T @ X",
            )
        ),
        Mistake(
            "everything becomes float64",
            right="scores = X @ W",
            wrong="scores = X.astype(float) @ W",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        Mistake(
            "only the loss is returned",
            right="return loss, dW",
            wrong="return loss",
            hint="The function has two results.",
        ),
        Mistake(
            "dW before loss",
            right="return loss, dW",
            wrong="return dW, loss",
            hint="In which order does the docstring name the two results?",
        ),
    ),
)

ROWS = np.array([[10.0 * i, 10.0 * i + 1] for i in range(5)])
LABELS = np.arange(5)


def hidden_batches(rng: np.random.Generator) -> tuple[Case | Law, ...]:
    """The same laws for other data and other seeds, for one grading run."""
    N, seed = int(rng.integers(6, 9)), int(rng.integers(2**31))
    data = {"X": rng.permutation(3 * N).reshape(N, 3) + 0.5, "y": rng.permutation(N), "seed": seed}
    many, above = rng.normal(size=(int(rng.integers(31, 40)), 2)).round(3), N + int(rng.integers(1, 9))
    return (
        Law("rows keep their labels", "rows_and_labels_stay_paired", {**data, "batch_size": N - 2}, free=True),
        Law("no row comes twice in a larger batch", "no_row_twice", {**data, "batch_size": N - 1}, free=True),
        Law("every subset is equally likely", "every_subset_equally_likely", {**data, "batch_size": 2}),
        Law(
            "every draw comes from rng",
            "draws_come_from_rng",
            {"args": (many, np.arange(len(many)), 16, Rng(seed)), "kwargs": {}},
        ),
        Case(
            "another batch of too many samples is refused",
            args=(data["X"], data["y"], above, Rng(seed)),
            raises=("batch_size", str(above)),
        ),
    )


SAMPLE_MINIBATCH = Function(
    "sample_minibatch",
    points=2,
    returns=("X_batch", "y_batch"),
    section="optimization/problems_with_sgd",
    rules=(
        Law(
            "rows keep their labels",
            "rows_and_labels_stay_paired",
            {"X": ROWS, "y": LABELS[::-1].copy(), "batch_size": 3},
            free=True,
        ),
        Law("no row comes twice in a batch", "no_row_twice", {"X": ROWS, "y": LABELS, "batch_size": 3}, free=True),
        Law(
            "a batch may be the whole set, in float32 too",
            "no_row_twice",
            {"X": ROWS.astype(np.float32), "y": LABELS, "batch_size": 5},
            free=True,
        ),
        Law(
            "every subset is equally likely",
            "every_subset_equally_likely",
            {"X": ROWS, "y": LABELS, "batch_size": 2},
        ),
        Law(
            "a batch may be one sample",
            "every_subset_equally_likely",
            {"X": ROWS, "y": LABELS, "batch_size": 1},
        ),
        Law(
            "all randomness comes from rng",
            "draws_come_from_rng",
            {"args": (np.arange(60.0).reshape(30, 2), np.arange(30), 15, Rng(1)), "kwargs": {}},
        ),
        Case("a batch of 0 samples is refused", args=(ROWS, LABELS, 0, Rng(2)), raises=("batch_size", "0")),
        Case("a batch of -3 samples is refused", args=(ROWS, LABELS, -3, Rng(3)), raises=("batch_size", "-3")),
        Case(
            "a batch of more samples than there are is refused", (ROWS, LABELS, 6, Rng(4)), raises=("batch_size", "6")
        ),
    ),
    hidden=hidden_batches,
    mistakes=(
        Mistake(
            "the whole set handed back itself",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="if batch_size == N:\n        return X, y\n    chosen = rng.choice(N, size=batch_size, replace=False)",
            hint="Where nothing changes the result is still an array of its own: whoever writes into it would write into the argument.",
        ),
        Mistake(
            "draws with replacement",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="chosen = rng.choice(N, size=batch_size)",
            hint="A sample may come once in a batch. What does rng.choice do with a row that it has drawn?",
        ),
        Mistake(
            "samples and labels drawn apart",
            right="return X[chosen], y[chosen]",
            wrong="return X[chosen], y[rng.choice(N, size=batch_size, replace=False)]",
            hint="Draw the row numbers once and use them for both arrays.",
        ),
        Mistake(
            "samples and labels in different orders",
            right="return X[chosen], y[chosen]",
            wrong="return X[chosen], y[np.sort(chosen)]",
            hint="The order is free, but it must be the same for both arrays.",
        ),
        Mistake(
            "always the first rows",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="chosen = np.arange(batch_size)",
            hint="Every batch is the same. Where does rng come in?",
        ),
        Mistake(
            "a window of neighbouring rows",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="start = rng.integers(N - batch_size + 1)\n    chosen = rng.permutation(np.arange(start, start + batch_size))",
            hint="Rows that stand far apart never meet in your batches.",
        ),
        Mistake(
            "each row joins by a draw of its own",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="chosen = rng.random(N) < batch_size / N",
            hint="Such a batch has batch_size rows on average only. How many rows has one of yours?",
        ),
        Mistake(
            "the last row is never drawn",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="chosen = rng.choice(max(N - 1, batch_size), size=batch_size, replace=False)",
            hint="Look at the upper end of your range: which row number does it leave out?",
        ),
        Mistake(
            "the first row is never drawn",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="chosen = (N - 1) - rng.choice(max(N - 1, batch_size), size=batch_size, replace=False)",
            hint="Look at the lower end of your range: which row number does it leave out?",
        ),
        Mistake(
            "NumPy's global random state",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="chosen = np.random.permutation(N)[:batch_size]",
            hint="np.random.something draws from a state that everybody shares. The argument rng is yours.",
        ),
        Mistake(
            "another generator than rng",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="chosen = np.random.default_rng().choice(N, size=batch_size, replace=False)",
            hint="Every draw has to come from the argument rng. Yours come from somewhere else, and the caller's seed means nothing.",
        ),
        Mistake(
            "a fixed seed",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="chosen = np.random.default_rng(0).choice(N, size=batch_size, replace=False)",
            hint="A generator with a fixed seed draws the same batch for ever, whatever the caller's rng is.",
        ),
        Mistake(
            "one sample too many",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="chosen = rng.permutation(N)[: batch_size + 1]",
            hint="Count the rows of a batch.",
        ),
        Mistake(
            "one sample too few",
            right="chosen = rng.choice(N, size=batch_size, replace=False)",
            wrong="chosen = rng.permutation(N)[: max(batch_size - 1, 1)]",
            hint="Count the rows of a batch.",
        ),
        Mistake(
            "shuffles the caller's arrays",
            right="chosen = rng.choice(N, size=batch_size, replace=False)\n    return X[chosen], y[chosen]",
            wrong="order = rng.permutation(N)\n    X[:], y[:] = X[order], y[order]\n"
            "    return X[:batch_size].copy(), y[:batch_size].copy()",
            hint="The data belong to the caller. Shuffle row numbers instead of rows.",
        ),
        Mistake(
            "an empty batch is not refused",
            right="if not 1 <= batch_size <= N:",
            wrong="if not 0 <= batch_size <= N:",
            hint="The mean over no samples is no number. Which sizes does the docstring allow?",
        ),
        *(
            Mistake(
                "only large batches are refused",
                right=right,
                wrong=wrong,
                hint="The mean over 0 samples is no number, and no batch has a negative size. Which sizes does the docstring allow?",
            )
            for right, wrong in (
                ("if not 1 <= batch_size <= N:", "if batch_size > N:"),
                (
                    'if not 1 <= batch_size <= N:\n        raise ValueError(f"batch_size must lie between 1 and the {N} samples there are, but is {batch_size}")\n    chosen = rng.choice(N, size=batch_size, replace=False)',
                    'if batch_size > N:\n        raise ValueError(f"batch_size must lie between 1 and the {N} samples there are, but is {batch_size}")\n    chosen = rng.permutation(N)[:batch_size]',
                ),
            )
        ),
        Mistake(
            "one sample is refused",
            right="if not 1 <= batch_size <= N:",
            wrong="if not 1 < batch_size <= N:",
            hint="Which is the smallest batch that has a mean?",
        ),
        Mistake(
            "the whole set is refused",
            right="if not 1 <= batch_size <= N:",
            wrong="if not 1 <= batch_size < N:",
            hint="A batch of all N samples is allowed: it is the full gradient.",
        ),
        *(
            Mistake(
                "only small batches are refused",
                right=right,
                wrong=wrong,
                hint="More samples than there are cannot be drawn without replacement. Which sizes does the docstring allow?",
            )
            for right, wrong in (
                ("if not 1 <= batch_size <= N:", "if batch_size < 1:"),
                (
                    'if not 1 <= batch_size <= N:\n        raise ValueError(f"batch_size must lie between 1 and the {N} samples there are, but is {batch_size}")\n    chosen = rng.choice(N, size=batch_size, replace=False)',
                    'if batch_size < 1:\n        raise ValueError(f"batch_size must lie between 1 and the {N} samples there are, but is {batch_size}")\n    chosen = rng.permutation(N)[:batch_size]',
                ),
            )
        ),
        *(
            Mistake(
                "the refusal does not say what was wrong",
                right='raise ValueError(f"batch_size must lie between 1 and the {N} samples there are, but is {batch_size}")',
                wrong=wrong,
                hint="The message names batch_size and its value. Whoever reads it wants to know which argument was wrong, and how.",
            )
            for wrong in (
                'raise ValueError("batch_size must be at least one and at most the number of samples")',
                'raise ValueError(f"cannot draw {batch_size} of {N} samples")',
                "raise ValueError",
            )
        ),
        *(
            Mistake(
                "refused with another exception",
                right='if not 1 <= batch_size <= N:\n        raise ValueError(f"batch_size must lie between 1 and the {N} samples there are, but is {batch_size}")',
                wrong=wrong,
                hint="Which exception does the docstring's section `Raises` name? An assert raises another one.",
            )
            for wrong in (
                'assert 1 <= batch_size <= N, f"batch_size must lie between 1 and {N}, but is {batch_size}"',
                "assert 1 <= batch_size <= N",
            )
        ),
        *(
            Mistake(
                "nothing is refused",
                right=right,
                wrong=wrong,
                hint="Read the docstring's section `Raises`.",
            )
            for right, wrong in (
                ("if not 1 <= batch_size <= N:", "if False:"),
                (
                    'if not 1 <= batch_size <= N:\n        raise ValueError(f"batch_size must lie between 1 and the {N} samples there are, but is {batch_size}")\n    chosen = rng.choice(N, size=batch_size, replace=False)',
                    "chosen = rng.permutation(N)[:batch_size]",
                ),
                (
                    'if not 1 <= batch_size <= N:\n        raise ValueError(f"batch_size must lie between 1 and the {N} samples there are, but is {batch_size}")\n    chosen = rng.choice(N, size=batch_size, replace=False)',
                    "order = np.arange(N)\n    rng.shuffle(order)\n    chosen = order[:max(batch_size, 0)]",
                ),
            )
        ),
    ),
)

POINT = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, -1.5]])
SLOPE = np.array([[0.5, -1.0, 2.0], [-0.25, 0.0, 4.0]])


def hidden_steps(rng: np.random.Generator) -> tuple[Case, ...]:
    """Fresh steps for one grading run."""
    x, dx = rng.normal(size=(2, *rng.integers(1, 5, size=3))).round(3)
    rate = {"learning_rate": float(rng.uniform(0.1, 0.9))}
    return (
        Case("a step on a three-dimensional array", (x, dx), rate),
        Case("three steps in a row", (x, dx, ()), rate, then=(dx + 1, 2 * dx)),
    )


SGD_STEP = Function(
    "sgd_step",
    points=1,
    returns=("x", "state"),
    section="optimization/problems_with_sgd",
    rules=(
        Case(
            "x moves against the gradient, learning_rate times as far",
            args=(np.array([1.0, -2.0]), np.array([0.5, -1.0]), ()),
            kwargs={"learning_rate": 0.1},
            expect=(np.array([0.95, -1.9]), ()),
        ),
        Case("without hyperparameters, learning_rate is 1e-2", args=(POINT, SLOPE)),
        Case("two steps in a row", args=(POINT, SLOPE, ()), kwargs={"learning_rate": 0.3}, then=(SLOPE - 1.0,)),
        Case(
            "float32 in, float32 out",
            args=(POINT.astype(np.float32), SLOPE.astype(np.float32), ()),
            kwargs={"learning_rate": 0.2},
        ),
        Case(
            "a single number can be optimized too",
            args=(np.array(2.0), np.array(-3.0), ()),
            kwargs={"learning_rate": 0.5},
            expect=(np.array(3.5), ()),
        ),
        Case(
            "a gradient of 0 moves nothing, and x is a new array",
            args=(POINT, np.zeros_like(POINT), ()),
            kwargs={"learning_rate": 0.2},
            free=True,
        ),
        Case("an empty array stays empty", args=(np.zeros((0, 2)), np.zeros((0, 2)), ()), free=True),
    ),
    hidden=hidden_steps,
    mistakes=(
        Mistake(
            "x itself where nothing moves",
            right="x = x - learning_rate * dx",
            wrong="x = x - learning_rate * dx if np.any(dx) else x",
            hint="Where nothing changes the result is still an array of its own: whoever writes into it would write into the argument.",
        ),
        Mistake(
            "climbs uphill",
            right="x = x - learning_rate * dx",
            wrong="x = x + learning_rate * dx",
            hint="The lecture's code has this slip. The gradient points uphill; where do you want to go?",
        ),
        Mistake(
            "learning_rate fixed at 0.01",
            right="x = x - learning_rate * dx",
            wrong="x = x - 0.01 * dx",
            hint="Try another learning_rate. Does your result change?",
        ),
        Mistake(
            "x written in place",
            right="x = x - learning_rate * dx",
            wrong="x -= learning_rate * dx",
            hint="`x -= ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the gradient written in place",
            right="x = x - learning_rate * dx",
            wrong="dx *= learning_rate\n    x = x - dx",
            hint="The caller may still need the gradient, to print its length for instance. Leave dx as it was.",
        ),
        Mistake(
            "only the direction of the gradient is used",
            right="x = x - learning_rate * dx",
            wrong="x = x - learning_rate * np.sign(dx)",
            hint="A steep slope calls for a longer step than a gentle one.",
        ),
        Mistake(
            "the gradient is normalized",
            right="x = x - learning_rate * dx",
            wrong="x = x - learning_rate * dx / max(np.linalg.norm(dx), 1e-12)",
            hint="The formula uses the gradient as it is, with its length.",
        ),
        Mistake(
            "no learning rate",
            right="x = x - learning_rate * dx",
            wrong="x = x - dx",
            hint="How far the step goes is what learning_rate says.",
        ),
        Mistake(
            "divided by the learning rate",
            right="x = x - learning_rate * dx",
            wrong="x = x - dx / learning_rate",
            hint="A larger learning rate should make a longer step. Does it?",
        ),
        Mistake(
            "the rate multiplies x too",
            right="x = x - learning_rate * dx",
            wrong="x = learning_rate * (x - dx)",
            hint="Mind the brackets: only the gradient is scaled.",
        ),
        Mistake(
            "the step instead of the new point",
            right="x = x - learning_rate * dx",
            wrong="x = -learning_rate * dx",
            hint="You return how far x moves. Where does it arrive?",
        ),
        Mistake(
            "only x is returned",
            right="return x, state",
            wrong="return x",
            hint="Every rule of this course returns x and its state, even when the state is empty.",
        ),
        Mistake(
            "the state is lost",
            right="return x, state",
            wrong="return x, None",
            hint="Hand the state back as it came.",
        ),
        Mistake(
            "everything becomes float64",
            right="x = x - learning_rate * dx",
            wrong="x = np.asarray(x, dtype=float) - learning_rate * dx",
            hint="Which of your operations brings in float64? A Python number leaves float32 as it is; an array or a NumPy number of dtype float64 or int64 does not.",
        ),
        *(
            Mistake(
                "only arrays with rows",
                right="x = x - learning_rate * dx",
                wrong=wrong,
                hint="Parameters may be a single number, without rows to loop over. NumPy's operators work on any shape.",
            )
            for wrong in (
                "x = np.array([x[i] - learning_rate * dx[i] for i in range(len(x))]).reshape(x.shape)",
                "x = np.array([x[i] - learning_rate * dx[i] for i in range(x.shape[0])], x.dtype).reshape(x.shape)",
            )
        ),
        *other_defaults("learning_rate: float = 1e-2", "1e-3", "1e-1", "1.0"),
    ),
)

EXERCISE = Exercise(functions=(SOFTMAX_LOSS, SAMPLE_MINIBATCH, SGD_STEP), written=1)
