"""What flips must do, and how they go wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Law, Mistake, Rng, other_defaults

IMAGE = (np.arange(24.0).reshape(3, 4, 2) + 1) / 32  # exact in float32 too
WIDE = (np.arange(30.0).reshape(2, 5, 3) ** 2 % 31) / 32
BATCH = (np.arange(72.0).reshape(3, 4, 3, 2) * 5 % 73) / 128


def hidden_flips(rng: np.random.Generator) -> tuple[Case, ...]:
    """A fresh image of another shape, for one grading run."""
    H, W, C = (int(n) for n in rng.choice([3, 4, 5, 6, 7], size=3, replace=False))
    return (Case("an image of another shape", (rng.random((H, W, C)).round(3),)),)


HORIZONTAL_FLIP = Function(
    "horizontal_flip",
    points=1,
    returns=("image",),
    section="data_augmentation",
    may_share=True,
    rules=(
        Case(
            "the columns change places, left and right",
            args=(np.array([[[0.1], [0.2], [0.3]], [[0.4], [0.5], [0.6]]]),),
            expect=np.array([[[0.3], [0.2], [0.1]], [[0.6], [0.5], [0.4]]]),
        ),
        Case("a pixel keeps its row and its colour", args=(IMAGE,), expect=IMAGE[:, [3, 2, 1, 0]]),
        Case("an odd number of columns: the middle one stays", args=(WIDE,), expect=WIDE[:, [4, 3, 2, 1, 0]]),
        Case(
            "an image of a single column is its own mirror image",
            args=(np.array([[[0.1, 0.2]], [[0.3, 0.4]], [[0.5, 0.6]]]),),
            expect=np.array([[[0.1, 0.2]], [[0.3, 0.4]], [[0.5, 0.6]]]),
            free=True,
        ),
        Case("float32 in, float32 out", args=(IMAGE.astype(np.float32),)),
    ),
    hidden=hidden_flips,
    mistakes=(
        Mistake(
            "upside down",
            right="return image[:, ::-1]",
            wrong="return image[::-1]",
            hint="The first axis counts rows. Which axis runs from left to right?",
        ),
        Mistake(
            "turned by 180 degrees",
            right="return image[:, ::-1]",
            wrong="return image[::-1, ::-1]",
            hint="Sky and ground have changed places too. How many axes does a mirror turn round?",
        ),
        Mistake(
            "the colours change places",
            right="return image[:, ::-1]",
            wrong="return image[..., ::-1]",
            hint="The last axis holds red, green and blue. A mirror leaves the colours alone.",
        ),
        Mistake(
            "the colours change places as well",
            right="return image[:, ::-1]",
            wrong="return image[:, ::-1, ::-1]",
            hint="The columns are right. What became of red and blue?",
        ),
        Mistake(
            "all three axes turned round",
            right="return image[:, ::-1]",
            wrong="return np.flip(image)",
            hint="np.flip without an axis turns all of them round.",
        ),
        Mistake(
            "nothing happens",
            right="return image[:, ::-1]",
            wrong="return image",
            hint="The image comes back as it was.",
        ),
        Mistake(
            "transposed",
            right="return image[:, ::-1]",
            wrong="return image.transpose(1, 0, 2)",
            hint="Rows became columns. A mirror image has the shape of the image.",
        ),
        Mistake(
            "turned by 90 degrees",
            right="return image[:, ::-1]",
            wrong="return np.rot90(image)",
            hint="A mirror image has as many rows as the image.",
        ),
        Mistake(
            "moved round instead of mirrored",
            right="return image[:, ::-1]",
            wrong="return np.roll(image, image.shape[1] // 2, axis=1)",
            hint="The halves changed places, but inside each of them left is still left.",
        ),
        Mistake(
            "overwritten before it was read",
            right="return image[:, ::-1]",
            wrong="out = image.copy()\n    for j in range(image.shape[1]):\n        out[:, j] = out[:, -1 - j]\n    return out",
            hint="Half of your columns are copied from columns that you had overwritten before.",
        ),
        Mistake(
            "one column short",
            right="return image[:, ::-1]",
            wrong="return image[:, :0:-1]",
            hint="A slice stops before its end. Which column does yours leave out?",
        ),
        Mistake(
            "off by one column",
            right="return image[:, ::-1]",
            wrong="return image[:, -np.arange(image.shape[1])]",
            hint="In the formula, column 0 comes from column W - 1. Where does yours come from?",
        ),
        Mistake(
            "the image written in place",
            right="return image[:, ::-1]",
            wrong="image[:] = image[:, ::-1].copy()\n    return image",
            hint="The caller's image is mirrored too. A view or a new array leaves it alone.",
        ),
        Mistake(
            "everything becomes float64",
            right="return image[:, ::-1]",
            wrong="return image[:, ::-1].astype(float)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "cast to float32",
            right="return image[:, ::-1]",
            wrong="return image[:, ::-1].astype(np.float32)",
            hint="An image keeps its dtype, whichever it has.",
        ),
        Mistake(
            "dark for light",
            right="return image[:, ::-1]",
            wrong="return 1 - image[:, ::-1]",
            hint="That is a negative. A flip moves values and changes none.",
        ),
        Mistake(
            "a list of rows",
            right="return image[:, ::-1]",
            wrong="return [row[::-1] for row in image]",
            hint="The rows are right. Make one array of them.",
        ),
    ),
)


def hidden_random_flips(rng: np.random.Generator) -> tuple:
    """Other images, another probability and another seed, for one grading run."""
    images = (rng.permutation(4 * 2 * 5 * 3).reshape(4, 2, 5, 3) + 1) / 128
    probability = round(float(rng.uniform(0.55, 0.85)), 3)
    return (
        Law(
            "each image is flipped with the probability, on a draw of its own",
            "images_are_flipped_independently",
            {
                "images": images,
                "kwargs": {"probability": probability},
                "probability": probability,
                "seed": int(rng.integers(2**31)),
            },
        ),
        Case("probability 1 flips all", (images, Rng(int(rng.integers(2**31)))), {"probability": 1.0}, free=True),
        Law(
            "every draw comes from rng",
            "draws_come_from_rng",
            {"args": (rng.random((9, 2, 2, 1)).round(3), Rng(int(rng.integers(2**31)))), "kwargs": {}},
        ),
    )


RANDOM_HORIZONTAL_FLIP = Function(
    "random_horizontal_flip",
    points=1,
    returns=("images",),
    section="data_augmentation",
    may_share=True,
    rules=(
        Law(
            "each image is flipped with the probability, on a draw of its own",
            "images_are_flipped_independently",
            {"images": BATCH, "kwargs": {"probability": 0.3}, "probability": 0.3},
        ),
        Law(
            "without hyperparameters, the probability is 0.5",
            "images_are_flipped_independently",
            {"images": BATCH[:2], "kwargs": {}, "probability": 0.5, "seed": 1},
        ),
        Law(
            "a batch of one image, in float32",
            "images_are_flipped_independently",
            {
                "images": BATCH[:1].astype(np.float32),
                "kwargs": {"probability": 0.8},
                "probability": 0.8,
                "draws": 500,
                "seed": 2,
            },
        ),
        Case("probability 0 flips none", args=(BATCH, Rng(3)), kwargs={"probability": 0.0}, expect=BATCH, free=True),
        Case(
            "probability 1 flips all",
            args=(BATCH, Rng(4)),
            kwargs={"probability": 1.0},
            expect=BATCH[:, :, [2, 1, 0]],
            free=True,
        ),
        Law(
            "all randomness comes from rng",
            "draws_come_from_rng",
            {"args": (np.arange(32.0).reshape(8, 1, 2, 2) / 32, Rng(5)), "kwargs": {}},
        ),
    ),
    hidden=hidden_random_flips,
    mistakes=(
        Mistake(
            "the whole batch on one draw",
            right="flipped = rng.random(len(images)) < probability",
            wrong="flipped = np.full(len(images), rng.random() < probability)",
            hint="Your images are flipped all together. How many draws does a batch of N images need?",
        ),
        Mistake(
            "probability of staying",
            right="flipped = rng.random(len(images)) < probability",
            wrong="flipped = rng.random(len(images)) >= probability",
            hint="With probability 1, none of your images is flipped. Which way round is the comparison?",
        ),
        Mistake(
            "probability fixed at 0.5",
            right="flipped = rng.random(len(images)) < probability",
            wrong="flipped = rng.random(len(images)) < 0.5",
            hint="Try another probability. Does the share of flipped images change?",
        ),
        Mistake(
            "a fixed number of images",
            right="flipped = rng.random(len(images)) < probability",
            wrong="flipped = rng.permutation(len(images)) < round(probability * len(images))",
            hint="In your batches the same number of images is always flipped. Should one image's flip depend on another's?",
        ),
        Mistake(
            "a fixed number of images",
            right="flipped = rng.random(len(images)) < probability",
            wrong="flipped = rng.permutation(len(images)) < int(probability * len(images))",
            hint="In your batches the same number of images is always flipped. Should one image's flip depend on another's?",
        ),
        Mistake(
            "a fixed number of images",
            right="flipped = rng.random(len(images)) < probability",
            wrong="flipped = rng.permutation(len(images)) < int(np.ceil(probability * len(images)))",
            hint="In your batches the same number of images is always flipped. Should one image's flip depend on another's?",
        ),
        Mistake(
            "normal instead of uniform draws",
            right="flipped = rng.random(len(images)) < probability",
            wrong="flipped = rng.standard_normal(len(images)) < probability",
            hint="How often does a draw from the normal distribution lie below 0.5? And one from the uniform distribution on [0, 1)?",
        ),
        Mistake(
            "draws rounded to 0 and 1",
            right="flipped = rng.random(len(images)) < probability",
            wrong="flipped = rng.integers(0, 2, len(images)) < probability",
            hint="A draw of 0 lies below every probability, a draw of 1 below none. Which share of your images is flipped then, whatever the probability?",
        ),
        Mistake(
            "never flipped",
            right="flipped = rng.random(len(images)) < probability",
            wrong="flipped = np.zeros(len(images), dtype=bool)",
            hint="No image is ever flipped. Where does rng come in?",
        ),
        Mistake(
            "always flipped",
            right="flipped = rng.random(len(images)) < probability",
            wrong="flipped = np.full(len(images), probability > 0)",
            hint="Every image is flipped every time. Where does rng come in?",
        ),
        Mistake(
            "the last image left out",
            right="flipped = rng.random(len(images)) < probability",
            wrong="flipped = rng.random(len(images)) < probability\n    flipped[-1] = False",
            hint="Which images does your loop reach?",
        ),
        Mistake(
            "upside down",
            right="images[:, :, ::-1]",
            wrong="images[:, ::-1]",
            hint="A batch has one axis more than an image. Which one runs from left to right now?",
        ),
        Mistake(
            "the order of the batch turned round",
            right="images[:, :, ::-1]",
            wrong="images[::-1]",
            hint="The first axis counts the images. They have labels that wait in the same order.",
        ),
        Mistake(
            "the colours change places",
            right="images[:, :, ::-1]",
            wrong="images[..., ::-1]",
            hint="The last axis holds red, green and blue.",
        ),
        Mistake(
            "each row on a draw of its own",
            right="flipped = rng.random(len(images)) < probability\n    return np.where(flipped[:, None, None, None], images[:, :, ::-1], images)",
            wrong="flipped = rng.random(images.shape[:2]) < probability\n    return np.where(flipped[:, :, None, None], images[:, :, ::-1], images)",
            hint="Some rows of an image are mirrored and others not. One draw decides for a whole image.",
        ),
        Mistake(
            "only the flipped images are returned",
            right="return np.where(flipped[:, None, None, None], images[:, :, ::-1], images)",
            wrong="return images[flipped][:, :, ::-1]",
            hint="Count the images that come back. Those that stay as they are belong to the batch too.",
        ),
        Mistake(
            "the flipped images come first",
            right="return np.where(flipped[:, None, None, None], images[:, :, ::-1], images)",
            wrong="return np.concatenate([images[flipped][:, :, ::-1], images[~flipped]])",
            hint="The images come back in another order, but their labels don't.",
        ),
        Mistake(
            "the batch is shuffled",
            right="return np.where(flipped[:, None, None, None], images[:, :, ::-1], images)",
            wrong="images = images[rng.permutation(len(images))]\n    return np.where(flipped[:, None, None, None], images[:, :, ::-1], images)",
            hint="The labels of these images wait in the old order.",
        ),
        Mistake(
            "flipped images added to the batch",
            right="return np.where(flipped[:, None, None, None], images[:, :, ::-1], images)",
            wrong="return np.concatenate([images, images[flipped][:, :, ::-1]])",
            hint="The batch has grown. A flipped image takes the place of the image.",
        ),
        Mistake(
            "the batch written in place",
            right="return np.where(flipped[:, None, None, None], images[:, :, ::-1], images)",
            wrong="images[flipped] = images[flipped][:, :, ::-1]\n    return images",
            hint="The caller's batch is flipped too, and again in the next epoch. Write into a copy.",
        ),
        Mistake(
            "everything becomes float64",
            right="return np.where(flipped[:, None, None, None], images[:, :, ::-1], images)",
            wrong="out = np.zeros(images.shape)\n    out[:] = np.where(flipped[:, None, None, None], images[:, :, ::-1], images)\n    return out",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "NumPy's global random state",
            right="rng.random(len(images))",
            wrong="np.random.rand(len(images))",
            hint="np.random.something draws from a state that everybody shares. The argument rng is yours.",
        ),
        Mistake(
            "a generator of its own",
            right="rng.random(len(images))",
            wrong="np.random.default_rng().random(len(images))",
            hint="Two calls with the same seed differ. Every draw must come from the argument rng, and from nothing else.",
        ),
        Mistake(
            "a fixed seed",
            right="rng.random(len(images))",
            wrong="np.random.default_rng(0).random(len(images))",
            hint="Every call gives the same, however far rng has moved on. Draw from rng itself, anew in every call.",
        ),
        *other_defaults("probability: float = 0.5", "1.0", "0.1"),
    ),
)

EXERCISE = Exercise(functions=(HORIZONTAL_FLIP, RANDOM_HORIZONTAL_FLIP), written=1)
