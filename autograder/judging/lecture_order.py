"""The lecture's order: assignments, and the exercises of each, as students meet them."""

COURSE: dict[str, tuple[str, ...]] = {
    "data_processing": ("standardize",),
    "optimization": (
        "sgd",
        "momentum",
        "nesterov",
        "adagrad",
        "rmsprop",
        "adam",
        "learning_rate_decay",
        "second_order",
    ),
    "dropout": ("dropout", "network"),
    "data_augmentation": ("flips", "crops", "color"),
    "common_pattern": ("batchnorm", "dropconnect", "fractional_pooling", "stochastic_depth", "marginalize"),
    "transfer_learning": ("finetune",),
}

_PLACES = {pair: i for i, pair in enumerate((a, e) for a, exercises in COURSE.items() for e in exercises)}


def assignment_place(assignment: str) -> tuple[int, str]:
    """By this assignments are sorted: the course's as the lecture has them, then others by their names."""
    return (list(COURSE).index(assignment) if assignment in COURSE else len(COURSE), assignment)


def place(assignment: str, exercise: str) -> tuple[int, str, int, str]:
    """By this exercises are sorted: by their assignments, each as the lecture has it, then others by their names."""
    return (*assignment_place(assignment), _PLACES.get((assignment, exercise), len(_PLACES)), exercise)
