"""What crops must do, and how they go wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Given, Law, Mistake, Rng


def distinct(*shape: int) -> np.ndarray:
    """An image in which every value stands once, in no order that a slip could keep."""
    n = int(np.prod(shape))
    return (np.arange(n) * 29 % 997).reshape(shape) / 1000


def coarse(*shape: int) -> np.ndarray:
    """A float32 image whose values are 64ths, which are short to write."""
    return ((np.arange(np.prod(shape)) * 29 % 61).reshape(shape) / 64).astype(np.float32)


WIDE, TALL = distinct(4, 7, 2), distinct(8, 5, 3)

GLOBAL_STATE = "np.random.something draws from a state that everybody shares. The argument rng is yours."
OWN_GENERATOR = (
    "Two calls with the same seed differ. Every draw must come from the argument rng, and from nothing else."
)
FIXED_SEED = "Every call gives the same, however far rng has moved on. Draw from rng itself, anew in every call."
FLOAT64 = "Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it."


def hidden_crops(rng: np.random.Generator) -> tuple:
    """Other images, sizes and seeds, for one grading run."""
    size = int(rng.integers(2, 5))
    H, W = (int(n) for n in size + rng.choice([1, 2, 3, 4], size=2, replace=False))
    image = (rng.permutation(H * W * 2).reshape(H, W, 2) + 1) / 256
    seed = int(rng.integers(2**31))
    return (
        Law(
            "every position is equally likely, the last ones too",
            "crops_at_every_position",
            {"image": image, "size": size, "seed": seed},
        ),
        Law(
            "every draw comes from rng",
            "draws_come_from_rng",
            {"args": ((rng.permutation(10 * 12).reshape(10, 12, 1) + 1) / 256, size, Rng(seed)), "kwargs": {}},
        ),
        Case(
            "another image of just that size has one crop",
            args=(image[:size, :size].copy(), size, Rng(seed)),
            free=True,
        ),
        Case(
            "a size above the shorter side is refused",
            (image, min(H, W) + 1, Rng(seed)),
            raises=("size", str(min(H, W) + 1)),
        ),
    )


RANDOM_CROP = Function(
    "random_crop",
    points=2,
    returns=("crop",),
    section="data_augmentation",
    may_share=True,
    rules=(
        Case("an image of just that size has one crop: itself", args=(TALL[:5], 5, Rng(0)), expect=TALL[:5], free=True),
        Law(
            "every position of a wide image is equally likely",
            "crops_at_every_position",
            {"image": WIDE, "size": 2, "seed": 1},
        ),
        Law(
            "every position of a tall image is equally likely",
            "crops_at_every_position",
            {"image": TALL, "size": 3, "seed": 2},
        ),
        Law(
            "as many rows as the image has, any column, in float32",
            "crops_at_every_position",
            {"image": coarse(4, 7, 2), "size": 4, "draws": 500, "seed": 3},
        ),
        Law(
            "as many columns as the image has, any row",
            "crops_at_every_position",
            {"image": TALL, "size": 5, "draws": 500, "seed": 4},
        ),
        Law(
            "a crop of a single pixel may be any pixel of a square image",
            "crops_at_every_position",
            {"image": TALL[:4, :4, :1], "size": 1, "seed": 5},
        ),
        Law(
            "all randomness comes from rng",
            "draws_come_from_rng",
            {"args": (distinct(9, 12, 1), 2, Rng(6)), "kwargs": {}},
        ),
        Case("a size above H is refused", args=(WIDE, 5, Rng(7)), raises=("size", "5")),
        Case("a size above W is refused", args=(TALL, 6, Rng(8)), raises=("size", "6")),
        Case("a size above both is refused", args=(WIDE, 9, Rng(9)), raises=("size", "9")),
    ),
    hidden=hidden_crops,
    mistakes=(
        Mistake(
            "the last row and column never",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = rng.integers(max(H - size, 1))\n    column = rng.integers(max(W - size, 1))",
            hint="Which is the largest row that your draw can give? Count the places for a crop of 3 rows in an image of 4.",
        ),
        Mistake(
            "the last row and column never",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = int(rng.random() * (H - size))\n    column = int(rng.random() * (W - size))",
            hint="Which is the largest row that your draw can give? Count the places for a crop of 3 rows in an image of 4.",
        ),
        Mistake(
            "no place left in an image of just that size",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = rng.integers(0, H - size)\n    column = rng.integers(0, W - size)",
            hint="How many places are there for a crop as tall as the image? Which is the largest row that your draw can give?",
        ),
        Mistake(
            "the last row never",
            right="row = rng.integers(H - size + 1)",
            wrong="row = rng.integers(max(H - size, 1))",
            hint="Count the possible rows, and compare with what you did for the columns.",
        ),
        Mistake(
            "the last column never",
            right="column = rng.integers(W - size + 1)",
            wrong="column = rng.integers(max(W - size, 1))",
            hint="Count the possible columns, and compare with what you did for the rows.",
        ),
        Mistake(
            "the first row and column never",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = rng.integers(min(1, H - size), H - size + 1)\n    column = rng.integers(min(1, W - size), W - size + 1)",
            hint="Rows are counted from 0. Which one do you leave out?",
        ),
        Mistake(
            "one place too many",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = rng.integers(H - size + 2)\n    column = rng.integers(W - size + 2)",
            hint="A slice that runs over the edge comes back short. What is the last row at which the whole crop fits?",
        ),
        Mistake(
            "starts anywhere in the image",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = rng.integers(H)\n    column = rng.integers(W)",
            hint="A crop that starts in the last row has no room. How far down may it start?",
        ),
        Mistake(
            "height and width swapped",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = rng.integers(W - size + 1)\n    column = rng.integers(H - size + 1)",
            hint="Which of the two sides limits the row?",
        ),
        Mistake(
            "height and width swapped",
            right="H, W = image.shape[:2]",
            wrong="W, H = image.shape[:2]",
            hint="Which of the two sides limits the row?",
        ),
        Mistake(
            "one draw for both row and column",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="share = rng.random()\n    row, column = int(share * (H - size + 1)), int(share * (W - size + 1))",
            hint="Your crops all lie on a diagonal of the image. How many numbers must be drawn for a place?",
        ),
        Mistake(
            "one draw for both row and column",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = column = rng.integers(min(H, W) - size + 1)",
            hint="Your crops all lie on a diagonal of the image. How many numbers must be drawn for a place?",
        ),
        Mistake(
            "one draw for both row and column",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = column = rng.integers(H - size + 1)",
            hint="Your crops all lie on a diagonal of the image. How many numbers must be drawn for a place?",
        ),
        Mistake(
            "one draw for both row and column",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = column = rng.integers(W - size + 1)",
            hint="Your crops all lie on a diagonal of the image. How many numbers must be drawn for a place?",
        ),
        Mistake(
            "the short side limits both",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row, column = rng.integers(min(H, W) - size + 1, size=2)",
            hint="The far end of the long side is never reached. Which side limits the row, and which the column?",
        ),
        Mistake(
            "always the centre",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row, column = (H - size) // 2, (W - size) // 2",
            hint="Every crop is the same. Where does rng come in?",
        ),
        Mistake(
            "always the top left corner",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = column = 0",
            hint="Every crop begins at row 0 and column 0. Where does rng come in?",
        ),
        Mistake(
            "the first and the last place too rarely",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = round(rng.random() * (H - size))\n    column = round(rng.random() * (W - size))",
            hint="Rounded draws give the ends half a share, and means of two draws prefer the middle. Which method of rng is fair?",
        ),
        Mistake(
            "the first and the last place too rarely",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = int((rng.random() + rng.random()) / 2 * (H - size + 1))\n    column = int((rng.random() + rng.random()) / 2 * (W - size + 1))",
            hint="Rounded draws give the ends half a share, and means of two draws prefer the middle. Which method of rng is fair?",
        ),
        Mistake(
            "only the corners",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = rng.choice([0, H - size])\n    column = rng.choice([0, W - size])",
            hint="Your crops lie at the ends of the range. What of the places between them?",
        ),
        Mistake(
            "draws beyond the edge moved back",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = min(rng.integers(H), H - size)\n    column = min(rng.integers(W), W - size)",
            hint="All draws that are moved back land at one place, which gets more than its share.",
        ),
        Mistake(
            "rows and columns picked one by one",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)\n    return image[row : row + size, column : column + size]",
            wrong="rows = np.sort(rng.choice(H, size, replace=False))\n    columns = np.sort(rng.choice(W, size, replace=False))\n    return image[np.ix_(rows, columns)]",
            hint="Neighbours in the crop were not neighbours in the image. A crop is one piece.",
        ),
        Mistake(
            "the edge wrapped round",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)\n    return image[row : row + size, column : column + size]",
            wrong="rows = (rng.integers(H) + np.arange(size)) % H\n    columns = (rng.integers(W) + np.arange(size)) % W\n    return image[np.ix_(rows, columns)]",
            hint="The left edge of an image doesn't continue its right edge. Where must a crop end?",
        ),
        Mistake(
            "mirrored at random too",
            right="return image[row : row + size, column : column + size]",
            wrong="crop = image[row : row + size, column : column + size]\n    return crop[:, ::-1] if rng.random() < 0.5 else crop",
            hint="Flips are an exercise of their own. Here only the place is drawn.",
        ),
        Mistake(
            "one pixel too large",
            right="return image[row : row + size, column : column + size]",
            wrong="return image[row : row + size + 1, column : column + size + 1]",
            hint="A slice a:b holds b - a rows.",
        ),
        Mistake(
            "a slice from 0",
            right="return image[row : row + size, column : column + size]",
            wrong="return image[row:size, column:size]",
            hint="A slice's second number says where it ends, not how long it is.",
        ),
        Mistake(
            "rows and columns of the crop swapped",
            right="return image[row : row + size, column : column + size]",
            wrong="return image[row : row + size, column : column + size].transpose(1, 0, 2)",
            hint="The crop lies on its side.",
        ),
        Mistake(
            "everything becomes float64",
            right="return image[row : row + size, column : column + size]",
            wrong="crop = np.zeros((size, size, image.shape[2]))\n    crop[:] = image[row : row + size, column : column + size]\n    return crop",
            hint=FLOAT64,
        ),
        Mistake(
            "NumPy's global random state",
            right="row = rng.integers(H - size + 1)\n    column = rng.integers(W - size + 1)",
            wrong="row = np.random.randint(H - size + 1)\n    column = np.random.randint(W - size + 1)",
            hint=GLOBAL_STATE,
        ),
        Mistake(
            "a generator of its own",
            right="row = rng.integers(H - size + 1)",
            wrong="rng = np.random.default_rng()\n    row = rng.integers(H - size + 1)",
            hint=OWN_GENERATOR,
        ),
        Mistake(
            "a fixed seed",
            right="row = rng.integers(H - size + 1)",
            wrong="rng = np.random.default_rng(0)\n    row = rng.integers(H - size + 1)",
            hint=FIXED_SEED,
        ),
        Mistake(
            "a size as large as the image is refused",
            right="if size > H or size > W:",
            wrong="if size >= H or size >= W:",
            hint="A crop of all rows is allowed. When is a size too large?",
        ),
        Mistake(
            "only the height is looked at",
            right="if size > H or size > W:",
            wrong="if size > H:",
            hint="An image may be tall and narrow.",
        ),
        Mistake(
            "only the width is looked at",
            right="if size > H or size > W:",
            wrong="if size > W:",
            hint="An image may be wide and low.",
        ),
        Mistake(
            "refused only where it fits neither way",
            right="if size > H or size > W:",
            wrong="if size > H and size > W:",
            hint="The crop must fit in both directions. Is it enough that it fits in one?",
        ),
        Mistake(
            "the refusal does not say the value",
            right='raise ValueError(f"size must be at most {min(H, W)} for an image of {H} rows and {W} columns, but is {size}")',
            wrong='raise ValueError("size is larger than the image")',
            hint="Whoever reads the message wants to know which value was wrong.",
        ),
        Mistake(
            "refused with another exception",
            right="raise ValueError(f",
            wrong="raise IndexError(f",
            hint="Callers who expect a ValueError don't catch yours. Read the docstring's section `Raises`.",
        ),
        Mistake(
            "cut down to what fits instead of refused",
            right='raise ValueError(f"size must be at most {min(H, W)} for an image of {H} rows and {W} columns, but is {size}")',
            wrong="size = min(H, W)",
            hint="Whoever asks for a size gets another one and is not told. Read the docstring's section `Raises`.",
        ),
    ),
)

SQUARE = distinct(6, 6, 2)
LOW, NARROW = np.zeros((4, 8, 3)), np.zeros((9, 3, 3))


def hidden_resnet_crops(rng: np.random.Generator) -> tuple:
    """Other sizes, scales and seeds, for one grading run."""
    size, seed = int(rng.integers(2, 5)), int(rng.integers(2**31))
    smallest = size + int(rng.integers(1, 4))
    sides = {"size": size, "short_side": (smallest, smallest + int(rng.integers(1, 4)))}
    shape = ((5, 15, 3), (14, 7, 3))[int(rng.integers(2))]
    return (
        Law(
            "every scale and position is equally likely",
            "every_scale_and_position",
            {"image": np.zeros(shape), **sides, "seed": seed},
        ),
        Law(
            "without hyperparameters, short_side is (256, 480), both ends included",
            "short_side_by_default",
            {"image": np.zeros((2, 3, 1)), "draws": 5_400, "reach": 0, "seed": seed},
        ),
        Case(
            "an image scaled to just the size has one crop",
            args=(rng.random((9, 9, 2)).round(3), Given("nearest_resize"), Rng(seed)),
            kwargs={"size": size + 1, "short_side": (size + 1, size + 1)},
        ),
        Law(
            "every draw comes from rng",
            "draws_come_from_rng",
            {
                "args": (np.zeros((4, 8, 3)), Given("resize_with_coordinates"), Rng(seed)),
                "kwargs": {"size": size, "short_side": (size + 4, size + 6)},
            },
        ),
    )


RESNET_TRAIN_CROP = Function(
    "resnet_train_crop",
    points=2,
    returns=("crop",),
    section="data_augmentation",
    may_share=True,
    rules=(
        Case(
            "an image scaled to just the size has one crop: all of what resize gave",
            args=(SQUARE, Given("nearest_resize", counted=True), Rng(0)),
            kwargs={"size": 4, "short_side": (4, 4)},
        ),
        Law(
            "every short side from the smallest to the largest is equally likely, and every position",
            "every_scale_and_position",
            {"image": LOW, "size": 2, "short_side": (3, 8), "draws": 1_500, "seed": 1},
        ),
        Law(
            "a tall image, and a smallest side as large as the size",
            "every_scale_and_position",
            {"image": NARROW, "size": 4, "short_side": (4, 6), "seed": 2},
        ),
        Law(
            "two scales of a square image, in float32",
            "every_scale_and_position",
            {"image": np.zeros((5, 5, 3), np.float32), "size": 2, "short_side": (3, 4), "draws": 600, "seed": 3},
        ),
        Law(
            "without hyperparameters, size is 224 and short_side is (256, 480)",
            "short_side_by_default",
            {"image": np.full((2, 3, 1), 0.5), "seed": 4},
        ),
        Law(
            "all randomness comes from rng",
            "draws_come_from_rng",
            {
                "args": (np.zeros((4, 8, 3)), Given("resize_with_coordinates"), Rng(5)),
                "kwargs": {"size": 3, "short_side": (7, 9)},
            },
        ),
    ),
    hidden=hidden_resnet_crops,
    mistakes=(
        Mistake(
            "the largest short side never",
            right="rng.integers(smallest, largest + 1)",
            wrong="rng.integers(smallest, max(largest, smallest + 1))",
            hint="Both ends of short_side are possible. Which is the largest number that your draw can give?",
        ),
        Mistake(
            "no short side left where both ends are one",
            right="rng.integers(smallest, largest + 1)",
            wrong="rng.integers(smallest, largest)",
            hint="Both ends of short_side are possible. From how many numbers do you draw where they are equal?",
        ),
        Mistake(
            "the smallest short side never",
            right="rng.integers(smallest, largest + 1)",
            wrong="rng.integers(min(smallest + 1, largest), largest + 1)",
            hint="Both ends of short_side are possible. Which values do you draw from?",
        ),
        Mistake(
            "one short side too many",
            right="rng.integers(smallest, largest + 1)",
            wrong="rng.integers(smallest, largest + 2)",
            hint="The short side is at most the second number of short_side.",
        ),
        Mistake(
            "one of the two ends",
            right="int(rng.integers(smallest, largest + 1))",
            wrong="int(rng.choice([smallest, largest]))",
            hint="short_side gives the ends of a range. What of the numbers between them?",
        ),
        Mistake(
            "always the smallest short side",
            right="int(rng.integers(smallest, largest + 1))",
            wrong="smallest",
            hint="The position changes from crop to crop, but does the scale?",
        ),
        Mistake(
            "always the largest short side",
            right="int(rng.integers(smallest, largest + 1))",
            wrong="largest",
            hint="The position changes from crop to crop, but does the scale?",
        ),
        Mistake(
            "always the middle short side",
            right="int(rng.integers(smallest, largest + 1))",
            wrong="(smallest + largest) // 2",
            hint="The position changes from crop to crop, but does the scale?",
        ),
        Mistake(
            "a short side that is no whole number",
            right="int(rng.integers(smallest, largest + 1))",
            wrong="rng.uniform(smallest, largest)",
            hint="An image has a whole number of rows. Which method of rng draws integers?",
        ),
        Mistake(
            "rounded draws of the short side",
            right="int(rng.integers(smallest, largest + 1))",
            wrong="round(rng.uniform(smallest, largest))",
            hint="Which draws are rounded to the smallest side, and which to its neighbour? The ends get half a share.",
        ),
        Mistake(
            "small scales preferred",
            right="int(rng.integers(smallest, largest + 1))",
            wrong="int(smallest * ((largest + 1) / smallest) ** rng.random())",
            hint="Scales drawn in equal ratios are no bad idea, but here every integer is equally likely.",
        ),
        Mistake(
            "short_side fixed at (256, 480)",
            right="smallest, largest = short_side",
            wrong="smallest, largest = 256, 480",
            hint="Try another short_side. Does your result change?",
        ),
        Mistake(
            "size fixed at 224",
            right="return random_crop(resized, size, rng)",
            wrong="return random_crop(resized, 224, rng)",
            hint="Try another size. Does your result change?",
        ),
        Mistake(
            "another default of short_side",
            right="(256, 480)",
            wrong="(224, 480)",
            hint="Compare the defaults in your `def` line with the stub's.",
        ),
        Mistake(
            "another default of size",
            right="size: int = 224",
            wrong="size: int = 256",
            hint="Compare the defaults in your `def` line with the stub's.",
        ),
        Mistake(
            "the image itself is cropped",
            right="return random_crop(resized, size, rng)",
            wrong="return random_crop(image, size, rng)",
            hint="You resize the image. Who uses the resized one?",
        ),
        Mistake(
            "cropped first, then resized",
            right="resized = resize(image, S)\n    return random_crop(resized, size, rng)",
            wrong="return resize(random_crop(image, min(size, *image.shape[:2]), rng), S)",
            hint="Mind the order of the steps: the last one decides which shape comes out.",
        ),
        Mistake(
            "resized to the size of the crop",
            right="resized = resize(image, S)",
            wrong="resized = resize(image, size)",
            hint="S is drawn, but who uses it?",
        ),
        Mistake(
            "the resized image returned",
            right="return random_crop(resized, size, rng)",
            wrong="return resized",
            hint="One step is left: the patch.",
        ),
        Mistake(
            "positions of the old image",
            right="return random_crop(resized, size, rng)",
            wrong="row = rng.integers(max(image.shape[0] - size, 0) + 1)\n"
            "    column = rng.integers(max(image.shape[1] - size, 0) + 1)\n"
            "    return resized[row : row + size, column : column + size]",
            hint="After the resize, the image has another height and width. Which ones limit the crop?",
        ),
        Mistake(
            "always the centre",
            right="return random_crop(resized, size, rng)",
            wrong="row, column = (resized.shape[0] - size) // 2, (resized.shape[1] - size) // 2\n"
            "    return resized[row : row + size, column : column + size]",
            hint="The scale changes from crop to crop, but does the position?",
        ),
        Mistake(
            "always the top left corner",
            right="return random_crop(resized, size, rng)",
            wrong="return resized[:size, :size]",
            hint="The scale changes from crop to crop, but does the position?",
        ),
        Mistake(
            "the last row and column never",
            right="return random_crop(resized, size, rng)",
            wrong="row = rng.integers(max(resized.shape[0] - size, 1))\n"
            "    column = rng.integers(max(resized.shape[1] - size, 1))\n"
            "    return resized[row : row + size, column : column + size]",
            hint="Which is the largest row that your draw can give? Your random_crop knows how to do it.",
        ),
        Mistake(
            "the last row and column never",
            right="return random_crop(resized, size, rng)",
            wrong="row = int(rng.random() * (resized.shape[0] - size))\n    column = int(rng.random() * (resized.shape[1] - size))\n    return resized[row : row + size, column : column + size]",
            hint="Which is the largest row that your draw can give? Your random_crop knows how to do it.",
        ),
        Mistake(
            "one draw for both row and column",
            right="return random_crop(resized, size, rng)",
            wrong="share = rng.random()\n"
            "    row, column = (int(share * (n - size + 1)) for n in resized.shape[:2])\n"
            "    return resized[row : row + size, column : column + size]",
            hint="Your crops all lie on a diagonal of the image. How many numbers must be drawn for a place?",
        ),
        Mistake(
            "one draw for both row and column",
            right="return random_crop(resized, size, rng)",
            wrong="row = column = rng.integers(min(resized.shape[:2]) - size + 1)\n    return resized[row : row + size, column : column + size]",
            hint="Your crops all lie on a diagonal of the image. How many numbers must be drawn for a place?",
        ),
        Mistake(
            "only a square of the image is used",
            right="return random_crop(resized, size, rng)",
            wrong="return random_crop(resized[:S, :S], size, rng)",
            hint="S is the short side. The long side of the resized image has more room.",
        ),
        Mistake(
            "resized twice",
            right="return random_crop(resized, size, rng)",
            wrong="return random_crop(resize(image, S), size, rng)",
            hint="A resize costs more than all the rest. Keep what it gave.",
        ),
        Mistake(
            "mirrored at random too",
            right="return random_crop(resized, size, rng)",
            wrong="crop = random_crop(resized, size, rng)\n    return crop[:, ::-1] if rng.random() < 0.5 else crop",
            hint="ResNet flips as well, but here only the scale and the place are drawn.",
        ),
        Mistake(
            "the short side is returned too",
            right="return random_crop(resized, size, rng)",
            wrong="return random_crop(resized, size, rng), S",
            hint="The function has one result.",
        ),
        Mistake(
            "everything becomes float64",
            right="return random_crop(resized, size, rng)",
            wrong="return random_crop(resized, size, rng).astype(float)",
            hint=FLOAT64,
        ),
        Mistake(
            "NumPy's global random state",
            right="int(rng.integers(smallest, largest + 1))",
            wrong="np.random.randint(smallest, largest + 1)",
            hint=GLOBAL_STATE,
        ),
        Mistake(
            "a generator of its own",
            right="S = int(rng.integers(smallest, largest + 1))",
            wrong="rng = np.random.default_rng()\n    S = int(rng.integers(smallest, largest + 1))",
            hint=OWN_GENERATOR,
        ),
        Mistake(
            "a fixed seed",
            right="S = int(rng.integers(smallest, largest + 1))",
            wrong="rng = np.random.default_rng(0)\n    S = int(rng.integers(smallest, largest + 1))",
            hint=FIXED_SEED,
        ),
    ),
)

DIGITS = np.array(
    [[[0.11], [0.12], [0.13], [0.14]], [[0.21], [0.22], [0.23], [0.24]], [[0.31], [0.32], [0.33], [0.34]]]
)
DIGITS_TEN = np.array(
    [
        [[0.11, 0.12], [0.21, 0.22]],
        [[0.13, 0.14], [0.23, 0.24]],
        [[0.21, 0.22], [0.31, 0.32]],
        [[0.23, 0.24], [0.33, 0.34]],
        [[0.12, 0.13], [0.22, 0.23]],
        [[0.12, 0.11], [0.22, 0.21]],
        [[0.14, 0.13], [0.24, 0.23]],
        [[0.22, 0.21], [0.32, 0.31]],
        [[0.24, 0.23], [0.34, 0.33]],
        [[0.13, 0.12], [0.23, 0.22]],
    ]
)[..., None]


def hidden_ten_crops(rng: np.random.Generator) -> tuple[Case, ...]:
    """Other images and sizes, for one grading run."""
    size = int(rng.integers(2, 5))
    odd, any_ = (int(n) for n in (2 * rng.integers(0, 3) + 1, rng.integers(1, 6)))
    H, W = size + odd, size + any_
    return (
        Case("an image of another shape", (rng.random((H, W, 3)).round(3), size)),
        Case("the same shape on its side", (rng.random((W, H, 2)).round(3), size)),
    )


TEN_CROP = Function(
    "ten_crop",
    points=2,
    returns=("crops",),
    section="data_augmentation",
    may_share=True,
    rules=(
        Case(
            "a small image by hand: four corners, the centre, and each of them mirrored", (DIGITS, 2), expect=DIGITS_TEN
        ),
        Case("a tall image with an odd number of rows to spare", args=(distinct(5, 4, 1), 2)),
        Case("the centre lies at (H - size) // 2 and (W - size) // 2", args=(distinct(6, 10, 1), 3)),
        Case("as many rows as the image has", args=(distinct(2, 5, 2), 2)),
        Case("as many columns as rows", args=(distinct(7, 7, 1), 4)),
        Case("a square image of just that size, in float32", args=(coarse(2, 2, 2), 2)),
        Case("crops of a single pixel", args=(distinct(3, 4, 2), 1)),
    ),
    hidden=hidden_ten_crops,
    mistakes=(
        Mistake(
            "the centre's column from the height",
            right="(bottom // 2, right // 2)",
            wrong="(bottom // 2, bottom // 2)",
            hint="Which of the two sides decides where the centre's column begins?",
        ),
        Mistake(
            "only five crops",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="return five",
            hint="Where are the mirrored ones?",
        ),
        Mistake(
            "each crop next to its mirror image",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="return np.stack([five, five[:, :, ::-1]], axis=1).reshape(10, size, size, -1)",
            hint="All ten are there, but in another order: first come five, then their mirror images.",
        ),
        Mistake(
            "the mirror images first",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="return np.concatenate([five[:, :, ::-1], five])",
            hint="All ten are there, but in another order.",
        ),
        Mistake(
            "the same five twice",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="return np.concatenate([five, five])",
            hint="The second five are the first five over again.",
        ),
        Mistake(
            "upside down",
            right="five[:, :, ::-1]",
            wrong="five[:, ::-1]",
            hint="A stack of crops has one axis more than an image. Which one runs from left to right now?",
        ),
        Mistake(
            "turned by 180 degrees",
            right="five[:, :, ::-1]",
            wrong="five[:, ::-1, ::-1]",
            hint="Sky and ground have changed places too.",
        ),
        Mistake(
            "the five in reverse order",
            right="five[:, :, ::-1]",
            wrong="five[::-1]",
            hint="Which axis did you turn round: the one that counts crops, or the one that counts columns?",
        ),
        Mistake(
            "the colours change places",
            right="five[:, :, ::-1]",
            wrong="five[..., ::-1]",
            hint="The last axis holds the colours.",
        ),
        Mistake(
            "crops of the mirrored image",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="mirror = image[:, ::-1]\n"
            "    other = np.stack([mirror[row : row + size, column : column + size] for row, column in corners])\n"
            "    return np.concatenate([five, other])",
            hint="That is torchvision's way. The top left of the mirrored image is the mirrored top right; here crop 5 is crop 0 mirrored.",
        ),
        Mistake(
            "top right and bottom left swapped",
            right="[(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]",
            wrong="[(0, 0), (bottom, 0), (0, right), (bottom, right), (bottom // 2, right // 2)]",
            hint="Compare the order of your corners with the docstring's.",
        ),
        Mistake(
            "the corners clockwise",
            right="[(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]",
            wrong="[(0, 0), (0, right), (bottom, right), (bottom, 0), (bottom // 2, right // 2)]",
            hint="Compare the order of your corners with the docstring's.",
        ),
        Mistake(
            "the centre first",
            right="[(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]",
            wrong="[(bottom // 2, right // 2), (0, 0), (0, right), (bottom, 0), (bottom, right)]",
            hint="Compare the order of your crops with the docstring's.",
        ),
        Mistake(
            "the corners one row and column too early",
            right="bottom, right = H - size, W - size",
            wrong="bottom, right = max(H - size - 1, 0), max(W - size - 1, 0)",
            hint="Do your crops touch the last row and the last column?",
        ),
        Mistake(
            "height and width swapped",
            right="H, W = image.shape[:2]",
            wrong="W, H = image.shape[:2]",
            hint="The first axis of an image runs down, not to the right.",
        ),
        Mistake(
            "height and width swapped",
            right="H, W = image.shape[:2]",
            wrong="W, H = image.shape[:2]\n    crops = np.zeros((10, size, size, image.shape[2]), dtype=image.dtype)\n    for i, (row, column) in enumerate([(0, 0), (0, W - size), (H - size, 0), (H - size, W - size)]):\n        crops[i] = image[row : row + size, column : column + size]",
            hint="The first axis of an image runs down, not to the right.",
        ),
        Mistake(
            "the centre rounded up",
            right="(bottom // 2, right // 2)",
            wrong="((bottom + 1) // 2, (right + 1) // 2)",
            hint="Where an odd number of rows is to spare, the centre can lie nearer to the top or to the bottom. Which is asked for?",
        ),
        Mistake(
            "the centre rounded",
            right="(bottom // 2, right // 2)",
            wrong="(round(bottom / 2), round(right / 2))",
            hint="That is torchvision's way. round() takes 1.5 to 2 and 2.5 to 2; the docstring has another rule.",
        ),
        Mistake(
            "half the size subtracted from the middle",
            right="(bottom // 2, right // 2)",
            wrong="(H // 2 - size // 2, W // 2 - size // 2)",
            hint="Two roundings are not one: try H = 6 and size = 3.",
        ),
        Mistake(
            "starts in the middle",
            right="(bottom // 2, right // 2)",
            wrong="(min(H // 2, bottom), min(W // 2, right))",
            hint="The centre crop has the middle of the image in its own middle. Where must it start?",
        ),
        Mistake(
            "the whole image mirrored in place",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="image[:] = image[:, ::-1].copy()\n    return np.concatenate([five, five[:, :, ::-1]])",
            hint="The caller's image is mirrored after the call.",
        ),
        Mistake(
            "a list of crops",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="return [*five, *five[:, :, ::-1]]",
            hint="The ten are right. Make one array of them.",
        ),
        Mistake(
            "two stacks of five",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="return np.stack([five, five[:, :, ::-1]])",
            hint="The crops are right. Look at the shape: np.stack makes a new axis.",
        ),
        Mistake(
            "a tuple of two stacks",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="return five, five[:, :, ::-1]",
            hint="One array of ten is asked for.",
        ),
        Mistake(
            "the crops along the last axis",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="return np.concatenate([five, five[:, :, ::-1]]).transpose(1, 2, 3, 0)",
            hint="The crops are counted by the first axis.",
        ),
        Mistake(
            "everything becomes float64",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="crops = np.zeros((10, size, size, image.shape[2]))\n    crops[:5], crops[5:] = five, five[:, :, ::-1]\n    return crops",
            hint=FLOAT64,
        ),
        Mistake(
            "three colours expected",
            right="return np.concatenate([five, five[:, :, ::-1]])",
            wrong="return np.concatenate([five, five[:, :, ::-1]]).reshape(10, size, size, 3)",
            hint="An image may have one channel, or any other number.",
        ),
    ),
)

PREDICT, RESIZE = Given("patch_scores", {"classes": 3}), Given("nearest_resize")
PHOTO = distinct(5, 7, 2)


def hidden_predictions(rng: np.random.Generator) -> tuple[Case, ...]:
    """Other images, scales, sizes and classes, for one grading run."""
    size = int(rng.integers(3, 6))
    scales = tuple(int(n) for n in size + rng.choice([1, 2, 3, 5], size=2, replace=False))
    H, W = (int(n) for n in rng.choice([4, 6, 7, 9], size=2, replace=False))
    predict = Given("patch_scores", {"classes": int(rng.integers(2, 6))})
    image = rng.random((H, W, 3)).round(3)
    return (Case("another image at two other scales", (predict, image, RESIZE), {"scales": scales, "size": size}),)


MULTI_SCALE_PREDICT = Function(
    "multi_scale_predict",
    points=2,
    returns=("scores",),
    section="data_augmentation",
    rules=(
        Case(
            "one scale: the mean over its ten crops",
            args=(PREDICT, PHOTO, RESIZE),
            kwargs={"scales": (6,), "size": 3},
        ),
        Case(
            "three scales, in any order: the mean over thirty crops",
            args=(PREDICT, PHOTO, RESIZE),
            kwargs={"scales": (7, 4, 6), "size": 3},
        ),
        Case(
            "a tall image, a smallest scale as large as the size, other classes",
            args=(Given("patch_scores", {"classes": 4}), distinct(9, 6, 3), RESIZE),
            kwargs={"scales": (4, 5), "size": 4},
        ),
        Case(
            "float32 in, float32 out",
            args=(PREDICT, coarse(4, 7, 2), RESIZE),
            kwargs={"scales": (5, 8), "size": 4},
        ),
        Case(
            "without hyperparameters, scales are 224, 256, 384, 480 and 640, and size is 224",
            args=(Given("patch_scores", {"classes": 2}), distinct(8, 9, 1), RESIZE),
        ),
    ),
    hidden=hidden_predictions,
    mistakes=(
        Mistake(
            "five crops only",
            right="predict(ten_crop(resize(image, S), size))",
            wrong="predict(ten_crop(resize(image, S), size)[:5])",
            hint="Half of the ten crops are missing.",
        ),
        Mistake(
            "the mirrored five only",
            right="predict(ten_crop(resize(image, S), size))",
            wrong="predict(ten_crop(resize(image, S), size)[5:])",
            hint="Half of the ten crops are missing.",
        ),
        Mistake(
            "the centre and its mirror image only",
            right="predict(ten_crop(resize(image, S), size))",
            wrong="predict(ten_crop(resize(image, S), size)[4::5])",
            hint="Which of the ten crops does predict get to see?",
        ),
        Mistake(
            "the first crop only",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="return np.mean([score[0] for score in scores], axis=0)",
            hint="Ten crops of every scale have a vote.",
        ),
        Mistake(
            "the last scale only",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="return scores[-1].mean(axis=0)",
            hint="What becomes of the scores of the other scales?",
        ),
        Mistake(
            "the first scale only",
            right="for S in scales]",
            wrong="for S in scales[:1]]",
            hint="What becomes of the other scales?",
        ),
        Mistake(
            "the last scale left out",
            right="for S in scales]",
            wrong="for S in (scales[:-1] or scales)]",
            hint="Count the scales that your loop reaches.",
        ),
        Mistake(
            "the sum instead of the mean",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="return np.concatenate(scores).sum(axis=0)",
            hint="With twice as many scales of one image, should the scores double?",
        ),
        Mistake(
            "the means of the scales added up",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="return sum(score.mean(axis=0) for score in scores)",
            hint="With twice as many scales of one image, should the scores double?",
        ),
        Mistake(
            "divided by the scales only",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="return np.concatenate(scores).sum(axis=0) / len(scales)",
            hint="How many scores did you add up for each class?",
        ),
        Mistake(
            "always divided by fifty",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="return np.concatenate(scores).sum(axis=0) / 50",
            hint="There are not always five scales.",
        ),
        Mistake(
            "a running mean of the scales",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="mean = scores[0].mean(axis=0)\n    for score in scores[1:]:\n        mean = (mean + score.mean(axis=0)) / 2\n    return mean",
            hint="Half of your answer is the last scale's, and a quarter the one's before. Each should weigh the same.",
        ),
        Mistake(
            "the largest score instead of the mean",
            right=".mean(axis=0)",
            wrong=".max(axis=0)",
            hint="One lucky crop decides alone in your answer.",
        ),
        Mistake(
            "the median instead of the mean",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="return np.median(np.concatenate(scores), axis=0)",
            hint="The formula has a sum in it.",
        ),
        Mistake(
            "the mean over the classes",
            right=".mean(axis=0)",
            wrong=".mean(axis=1)",
            hint="One score for each class is asked for. Which axis counts the crops?",
        ),
        Mistake(
            "one number",
            right=".mean(axis=0)",
            wrong=".mean()",
            hint="One score for each class is asked for. Over which axis goes the mean?",
        ),
        Mistake(
            "one row of scores for every scale",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="return np.stack(scores).mean(axis=1)",
            hint="You took the mean over the ten crops. One mean is left.",
        ),
        Mistake(
            "all scores returned",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="return np.concatenate(scores)",
            hint="The scores of all crops are there. What is to be done with them?",
        ),
        Mistake(
            "the class instead of the scores",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="return np.concatenate(scores).mean(axis=0).argmax()",
            hint="Which class wins is for the caller to say. Return the scores.",
        ),
        Mistake(
            "probabilities made of the scores",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="scores = np.exp(np.concatenate(scores))\n    return (scores / scores.sum(axis=1, keepdims=True)).mean(axis=0)",
            hint="predict's scores are averaged as they are.",
        ),
        Mistake(
            "the mean image is scored",
            right="predict(ten_crop(resize(image, S), size))",
            wrong="predict(ten_crop(resize(image, S), size).mean(axis=0, keepdims=True))",
            hint="You mix ten crops into one blurred image and then ask predict. Which mean is asked for?",
        ),
        Mistake(
            "not resized",
            right="ten_crop(resize(image, S), size)",
            wrong="ten_crop(image, size)",
            hint="All scales give the same scores in your answer. Who uses S?",
        ),
        Mistake(
            "resized to the size of the crop",
            right="ten_crop(resize(image, S), size)",
            wrong="ten_crop(resize(image, size), size)",
            hint="All scales give the same scores in your answer. Who uses S?",
        ),
        Mistake(
            "the resized image resized again",
            right="scores = [predict(ten_crop(resize(image, S), size)) for S in scales]",
            wrong="scores = []\n    for S in scales:\n        image = resize(image, S)\n        scores.append(predict(ten_crop(image, size)))",
            hint="Each scale is made from the image. What a small scale has lost, a larger one doesn't bring back.",
        ),
        Mistake(
            "the five default scales, whatever is asked for",
            right="for S in scales]",
            wrong="for S in (224, 256, 384, 480, 640)]",
            hint="Try other scales. Does your result change?",
        ),
        Mistake(
            "size fixed at 224",
            right="ten_crop(resize(image, S), size)",
            wrong="ten_crop(resize(image, S), 224)",
            hint="Try another size. Does your result change?",
        ),
        Mistake(
            "other default scales",
            right="(224, 256, 384, 480, 640)",
            wrong="(224, 256, 384, 480)",
            hint="Compare the defaults in your `def` line with the stub's.",
        ),
        Mistake(
            "everything becomes float64",
            right="return np.concatenate(scores).mean(axis=0)",
            wrong="total = np.zeros(scores[0].shape[1])\n    for score in scores:\n        total += score.sum(axis=0)\n    return total / (10 * len(scales))",
            hint=FLOAT64,
        ),
    ),
)

EXERCISE = Exercise(functions=(RANDOM_CROP, RESNET_TRAIN_CROP, TEN_CROP, MULTI_SCALE_PREDICT), written=1)
