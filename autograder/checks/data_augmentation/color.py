"""What colour jitter and the principal directions of colour must do, and how they go wrong."""

import numpy as np

from autograder.judging.declare import Case, Exercise, Function, Law, Mistake

PHOTO = np.array(
    [
        [[0.9, 0.1, 0.3], [0.2, 0.6, 0.8], [0.45, 0.5, 0.05], [0.0, 0.25, 1.0]],
        [[0.35, 0.7, 0.15], [1.0, 0.95, 0.4], [0.55, 0.0, 0.65], [0.75, 0.3, 0.2]],
    ]
)


def hidden_jitters(rng: np.random.Generator) -> tuple[Case, ...]:
    """Other images and factors, for one grading run."""
    H, W = (int(n) for n in rng.choice([2, 3, 4, 5], size=2, replace=False))

    def between(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 3)

    image = rng.random((H, W, 3)).round(3)
    return (
        Case(
            "brighter, with less contrast", (image,), {"brightness": between(1.3, 1.9), "contrast": between(0.2, 0.8)}
        ),
        Case("darker, with more contrast", (image,), {"brightness": between(0.3, 0.8), "contrast": between(1.5, 3.0)}),
    )


JITTER = Function(
    "jitter",
    points=1,
    harmless={
        "image = np.clip(brightness * image, 0, 1)  ->  image = np.clip(brightness * image, -1, 1)": "an image in [0, 1] "
        "times a factor >= 0 is never negative"
    },
    returns=("image",),
    section="data_augmentation",
    rules=(
        Case(
            "brightness multiplies, and what is above 1 becomes 1",
            args=(np.array([[[0.5, 0.25, 0.125], [0.75, 0.0, 0.1]]]),),
            kwargs={"brightness": 2.0},
            expect=np.array([[[1.0, 0.5, 0.25], [1.0, 0.0, 0.2]]]),
        ),
        Case(
            "contrast spreads the values about the mean grey level",
            args=(np.array([[[0.5, 0.5, 0.5], [0.3, 0.3, 0.3]]]),),
            kwargs={"contrast": 1.5},
            expect=np.array([[[0.55, 0.55, 0.55], [0.25, 0.25, 0.25]]]),
        ),
        Case(
            "contrast 0 leaves the mean grey level, with 0.299 of red, 0.587 of green and 0.114 of blue",
            args=(np.array([[[1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0]], [[0.0, 0.0, 1.0]], [[1.0, 0.0, 0.0]]]),),
            kwargs={"contrast": 0.0},
            expect=np.full((4, 1, 3), (2 * 0.299 + 0.587 + 0.114) / 4),
        ),
        Case("less contrast, in colour", args=(PHOTO,), kwargs={"contrast": 0.6}),
        Case("much contrast: what leaves [0, 1] is clipped", args=(PHOTO,), kwargs={"contrast": 2.5}),
        Case(
            "brightness first, clipped, and then contrast",
            args=(PHOTO,),
            kwargs={"brightness": 1.6, "contrast": 0.7},
        ),
        Case("darker, with more contrast", args=(PHOTO,), kwargs={"brightness": 0.5, "contrast": 1.8}),
        Case("without hyperparameters, nothing changes", args=(PHOTO,), expect=PHOTO, free=True),
        Case(
            "float32 in, float32 out",
            args=(PHOTO.astype(np.float32),),
            kwargs={"brightness": 1.2, "contrast": 1.3},
        ),
    ),
    hidden=hidden_jitters,
    mistakes=(
        Mistake(
            "contrast = 0 taken for no value",
            right="return np.clip(mean + contrast * (image - mean), 0, 1)",
            wrong="return np.clip(mean + contrast * (image - mean), 0, 1) if contrast else image",
            hint="0 is a contrast too, although Python calls it false. What should be left of the image?",
        ),
        Mistake(
            "contrast before brightness",
            right="image = np.clip(brightness * image, 0, 1)\n"
            "    luma = np.array([0.299, 0.587, 0.114], dtype=image.dtype)\n"
            "    mean = (image @ luma).mean()\n"
            "    return np.clip(mean + contrast * (image - mean), 0, 1)",
            wrong="luma = np.array([0.299, 0.587, 0.114], dtype=image.dtype)\n"
            "    mean = (image @ luma).mean()\n"
            "    image = np.clip(mean + contrast * (image - mean), 0, 1)\n"
            "    return np.clip(brightness * image, 0, 1)",
            hint="The two steps don't commute: the mean grey level is that of the brighter image.",
        ),
        Mistake(
            "the mean of the image before it was made brighter",
            right="image = np.clip(brightness * image, 0, 1)\n"
            "    luma = np.array([0.299, 0.587, 0.114], dtype=image.dtype)\n"
            "    mean = (image @ luma).mean()\n",
            wrong="luma = np.array([0.299, 0.587, 0.114], dtype=image.dtype)\n"
            "    mean = (image @ luma).mean()\n"
            "    image = np.clip(brightness * image, 0, 1)\n",
            hint="Whose mean grey level is it: the image's that came in, or the brighter one's?",
        ),
        Mistake(
            "not clipped after the brightness",
            right="image = np.clip(brightness * image, 0, 1)",
            wrong="image = brightness * image",
            hint="A value of 1.4 between the two steps still counts in the mean. What does the first formula say?",
        ),
        Mistake(
            "not clipped at the end",
            right="return np.clip(mean + contrast * (image - mean), 0, 1)",
            wrong="return mean + contrast * (image - mean)",
            hint="Much contrast drives values out of [0, 1].",
        ),
        Mistake(
            "never clipped",
            right="image = np.clip(brightness * image, 0, 1)\n"
            "    luma = np.array([0.299, 0.587, 0.114], dtype=image.dtype)\n"
            "    mean = (image @ luma).mean()\n"
            "    return np.clip(mean + contrast * (image - mean), 0, 1)",
            wrong="image = brightness * image\n"
            "    luma = np.array([0.299, 0.587, 0.114], dtype=image.dtype)\n"
            "    mean = (image @ luma).mean()\n"
            "    return mean + contrast * (image - mean)",
            hint="The values of an image lie in [0, 1], after each of the two steps.",
        ),
        Mistake(
            "clipped above only",
            right="return np.clip(mean + contrast * (image - mean), 0, 1)",
            wrong="return np.minimum(mean + contrast * (image - mean), 1)",
            hint="Much contrast makes dark values negative.",
        ),
        Mistake(
            "clipped below only",
            right="return np.clip(mean + contrast * (image - mean), 0, 1)",
            wrong="return np.maximum(mean + contrast * (image - mean), 0)",
            hint="Much contrast drives bright values above 1, which is white for these images, not 255.",
        ),
        Mistake(
            "the values that leave [0, 1] wrapped round",
            right="return np.clip(mean + contrast * (image - mean), 0, 1)",
            wrong="out = mean + contrast * (image - mean)\n    return np.where((out < 0) | (out > 1), out - np.floor(out), out)",
            hint="Your brightest pixels turn dark. What does clipping do with a value above 1?",
        ),
        Mistake(
            "rescaled instead of clipped",
            right="return np.clip(mean + contrast * (image - mean), 0, 1)",
            wrong="out = mean + contrast * (image - mean)\n    return np.clip(out, 0, None) / max(out.max(), 1)",
            hint="Clipping changes the values outside [0, 1] and no others.",
        ),
        Mistake(
            "the plain mean of all values",
            right="mean = (image @ luma).mean()",
            wrong="mean = image.mean()",
            hint="The eye takes green for brighter than blue. Which weights do the three colours have?",
        ),
        Mistake(
            "a mean for each colour",
            right="mean = (image @ luma).mean()",
            wrong="mean = image.mean(axis=(0, 1))",
            hint="TensorFlow takes a mean for each colour. Here the mean grey level is one number for the whole image.",
        ),
        Mistake(
            "each pixel's own grey",
            right="mean = (image @ luma).mean()",
            wrong="mean = (image @ luma)[..., None]",
            hint="Blended with the grey of each pixel, an image loses its colour. That is saturation; contrast takes one level for all.",
        ),
        Mistake(
            "each pixel's own plain mean",
            right="mean = (image @ luma).mean()",
            wrong="mean = image.mean(axis=2, keepdims=True)",
            hint="Blended with the grey of each pixel, an image loses its colour. That is saturation; contrast takes one level for all, with the three colours' weights.",
        ),
        Mistake(
            "a mean for each row",
            right="mean = (image @ luma).mean()",
            wrong="mean = (image @ luma).mean(axis=1)[:, None, None]",
            hint="The mean grey level goes over all pixels, and is one number.",
        ),
        Mistake(
            "middle grey instead of the mean",
            right="mean = (image @ luma).mean()",
            wrong="mean = 0.5",
            hint="Try a dark image: does its mean grey level stay when its contrast goes down?",
        ),
        Mistake(
            "middle grey instead of the mean",
            right="mean = (image @ luma).mean()",
            wrong="mean = 128 / 255",
            hint="Try a dark image: does its mean grey level stay when its contrast goes down?",
        ),
        Mistake(
            "the median",
            right="mean = (image @ luma).mean()",
            wrong="mean = np.median(image @ luma)",
            hint="A mean and a median are different middles.",
        ),
        Mistake(
            "the sum of the grey levels",
            right="mean = (image @ luma).mean()",
            wrong="mean = (image @ luma).sum()",
            hint="Twice as many pixels of one colour have the same mean grey level.",
        ),
        Mistake(
            "a grey level rounded to 255 steps",
            right="mean = (image @ luma).mean()",
            wrong="mean = np.round((image @ luma).mean() * 255) / 255",
            hint="Pillow rounds it, since its images are whole numbers. Here nothing is rounded.",
        ),
        Mistake(
            "a grey level rounded to 255 steps",
            right="mean = (image @ luma).mean()",
            wrong="mean = int((image @ luma).mean() * 255 + 0.5) / 255",
            hint="Pillow rounds it, since its images are whole numbers. Here nothing is rounded.",
        ),
        Mistake(
            "a grey level rounded to 255 steps",
            right="mean = (image @ luma).mean()",
            wrong="mean = int((image @ luma).mean() * 255) / 255",
            hint="Pillow rounds it, since its images are whole numbers. Here nothing is rounded.",
        ),
        Mistake(
            "blue, green, red",
            right="[0.299, 0.587, 0.114]",
            wrong="[0.114, 0.587, 0.299]",
            hint="The channels are red, green and blue, in this order. Which weight belongs to blue?",
        ),
        Mistake(
            "the weights of Rec. 709",
            right="[0.299, 0.587, 0.114]",
            wrong="[0.2126, 0.7152, 0.0722]",
            hint="Those are the weights of another recommendation. Compare with the docstring's.",
        ),
        Mistake(
            "the weights of Rec. 709",
            right="[0.299, 0.587, 0.114]",
            wrong="[0.2125, 0.7154, 0.0721]",
            hint="Those are the weights of another recommendation. Compare with the docstring's.",
        ),
        Mistake(
            "rounded weights",
            right="[0.299, 0.587, 0.114]",
            wrong="[0.2989, 0.587, 0.114]",
            hint="Compare each of your three weights with the docstring's, to the last digit.",
        ),
        Mistake(
            "rounded weights",
            right="[0.299, 0.587, 0.114]",
            wrong="[0.2989, 0.5866, 0.1145]",
            hint="Compare each of your three weights with the docstring's, to the last digit.",
        ),
        Mistake(
            "rounded weights",
            right="[0.299, 0.587, 0.114]",
            wrong="[0.3, 0.59, 0.11]",
            hint="Compare each of your three weights with the docstring's, to the last digit.",
        ),
        Mistake(
            "brightness added",
            right="brightness * image",
            wrong="image + (brightness - 1)",
            hint="Twice the light doubles every value, and leaves black black.",
        ),
        Mistake(
            "no brightness",
            right="brightness * image",
            wrong="image",
            hint="Try another brightness. Does your result change?",
        ),
        Mistake(
            "no contrast",
            right="return np.clip(mean + contrast * (image - mean), 0, 1)",
            wrong="return image",
            hint="Try another contrast. Does your result change?",
        ),
        Mistake(
            "image and grey change places",
            right="mean + contrast * (image - mean)",
            wrong="contrast * mean + (1 - contrast) * image",
            hint="With contrast 1 the image should stay as it is. What comes out of yours?",
        ),
        Mistake(
            "divided by the contrast",
            right="contrast * (image - mean)",
            wrong="(image - mean) / max(contrast, 1e-12)",
            hint="A contrast above 1 should spread the values. Do yours move apart?",
        ),
        Mistake(
            "the mean not added again",
            right="mean + contrast * (image - mean)",
            wrong="contrast * (image - mean)",
            hint="With contrast 1 the image should stay as it is. What is missing from yours?",
        ),
        Mistake(
            "contrast times the image",
            right="mean + contrast * (image - mean)",
            wrong="contrast * image",
            hint="That is brightness over again. About which value does contrast spread the others?",
        ),
        Mistake(
            "brightness multiplies the contrast step too",
            right="mean + contrast * (image - mean)",
            wrong="mean + brightness * contrast * (image - mean)",
            hint="After the first line, brightness has done its work.",
        ),
        Mistake(
            "the image written in place",
            right="image = np.clip(brightness * image, 0, 1)",
            wrong="image *= brightness\n    image = np.clip(image, 0, 1)",
            hint="`image *= ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the argument itself is handed back",
            right="image = np.clip(brightness * image, 0, 1)",
            wrong="if brightness == contrast == 1:\n        return image\n    image = np.clip(brightness * image, 0, 1)",
            hint="Where nothing changes, the result must still be an array of its own: who writes into it would change both.",
        ),
        Mistake(
            "everything becomes float64",
            right="[0.299, 0.587, 0.114], dtype=image.dtype)\n    mean = (image @ luma).mean()",
            wrong="[0.299, 0.587, 0.114])\n    mean = (image @ luma).mean()",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
        Mistake(
            "another default brightness",
            right="brightness: float = 1.0",
            wrong="brightness: float = 1.5",
            hint="Compare the defaults in your `def` line with the stub's.",
        ),
        Mistake(
            "another default contrast",
            right="contrast: float = 1.0",
            wrong="contrast: float = 0.0",
            hint="Compare the defaults in your `def` line with the stub's.",
        ),
    ),
)


def colors(*shape: int, seed: int) -> np.ndarray:
    """Images (*shape, 3) in [0, 1] whose colours vary most in one direction, less in a second, least in a third."""
    directions = np.array([[2.0, -1.0, 2.0], [2.0, 2.0, -1.0], [-1.0, 2.0, 2.0]]) / 3
    spread = np.random.default_rng(seed).uniform(-1, 1, size=(*shape, 3)) * [0.3, 0.15, 0.06]
    return ([0.5, 0.45, 0.4] + spread @ directions.T).round(4)


def hidden_colors(rng: np.random.Generator) -> tuple[Law, ...]:
    """Other images, for one grading run."""
    N, H, W = (int(n) for n in rng.choice([2, 3, 4, 5], size=3, replace=False))
    images = colors(N, H, W, seed=int(rng.integers(2**31)))
    return (Law("other images", "colors_vary_along_the_eigenvectors", {"images": images}),)


TILTED = colors(3, 4, 5, seed=1)
# A step in brightness from image to image, and another mean in each row, make every wrong mean show.
UNEVEN = (
    colors(2, 3, 4, seed=2) * np.array([0.5, 1.0])[:, None, None, None] * np.array([0.7, 0.85, 1.0])[:, None, None]
).round(4)

FIT_COLOR_PCA = Function(
    "fit_color_pca",
    points=2,
    harmless={
        "pixels = images.reshape(-1, 3)  ->  pixels = images.reshape(-2, 3)": "NumPy takes any negative number for the length "
        "that it is to work out"
    },
    returns=("eigenvalues", "eigenvectors"),
    section="data_augmentation",
    rules=(
        Law(
            "the eigenvalues of the covariance, the largest first, and its eigenvectors in columns",
            "colors_vary_along_the_eigenvectors",
            {"images": TILTED},
        ),
        Law(
            "all pixels of all images count together, about one mean colour",
            "colors_vary_along_the_eigenvectors",
            {"images": UNEVEN},
        ),
        Law(
            "a single small image: the covariance is divided by the number of pixels",
            "colors_vary_along_the_eigenvectors",
            {"images": colors(1, 2, 3, seed=5)},
        ),
        Law(
            "float32 in, float32 out",
            "colors_vary_along_the_eigenvectors",
            {"images": colors(2, 4, 3, seed=4).astype(np.float32)},
        ),
    ),
    hidden=hidden_colors,
    mistakes=(
        Mistake(
            "divided by the number of pixels less one",
            right="/ len(pixels)",
            wrong="/ (len(pixels) - 1)",
            hint="np.cov does so unless it is told otherwise. What does the formula divide by?",
        ),
        Mistake(
            "not divided",
            right=" / len(pixels)",
            wrong="",
            hint="With every pixel twice, your eigenvalues double. Should they?",
        ),
        Mistake(
            "divided by the number of images",
            right="/ len(pixels)",
            wrong="/ len(images)",
            hint="What is it a mean over: images or pixels?",
        ),
        Mistake(
            "divided by the number of values",
            right="/ len(pixels)",
            wrong="/ pixels.size",
            hint="A pixel has three values. How many pixels are there?",
        ),
        Mistake(
            "not centred",
            right="centred = pixels - pixels.mean(axis=0)",
            wrong="centred = pixels",
            hint="Your first direction points from black to the mean colour. About which point do the colours vary?",
        ),
        Mistake(
            "one mean for all colours",
            right="pixels.mean(axis=0)",
            wrong="pixels.mean()",
            hint="The mean is a colour, with three numbers.",
        ),
        Mistake(
            "each pixel's own mean",
            right="pixels.mean(axis=0)",
            wrong="pixels.mean(axis=1, keepdims=True)",
            hint="The mean colour is one for all pixels. Which axis counts the pixels?",
        ),
        Mistake(
            "each image about its own mean",
            right="centred = pixels - pixels.mean(axis=0)",
            wrong="centred = (images - images.mean(axis=(1, 2), keepdims=True)).reshape(-1, 3)",
            hint="A dark image and a bright one differ in colour too. Over which pixels goes the mean?",
        ),
        Mistake(
            "each place about its own mean",
            right="centred = pixels - pixels.mean(axis=0)",
            wrong="centred = (images - images.mean(axis=0)).reshape(-1, 3)",
            hint="Your mean is an image, but it should be a colour.",
        ),
        Mistake(
            "only the first image",
            right="pixels = images.reshape(-1, 3)",
            wrong="pixels = images[0].reshape(-1, 3)",
            hint="Are all images in it?",
        ),
        Mistake(
            "the mean colours of the images",
            right="pixels = images.reshape(-1, 3)",
            wrong="pixels = images.mean(axis=(1, 2))",
            hint="How many rows has your table of pixels? One for every image, or one for every pixel?",
        ),
        Mistake(
            "values shuffled into threes",
            right="pixels = images.reshape(-1, 3)",
            wrong="pixels = images.transpose(3, 0, 1, 2).reshape(-1, 3)",
            hint="A row of your table should be one pixel's red, green and blue. Look at the first one.",
        ),
        Mistake(
            "values shuffled into threes",
            right="pixels = images.reshape(-1, 3)",
            wrong="pixels = images.reshape(3, -1).T",
            hint="A row of your table should be one pixel's red, green and blue. Look at the first one.",
        ),
        Mistake(
            "the colours standardized",
            right="centred = pixels - pixels.mean(axis=0)",
            wrong="centred = (pixels - pixels.mean(axis=0)) / pixels.std(axis=0)",
            hint="That gives the correlations. The covariance keeps each colour's spread.",
        ),
        Mistake(
            "values from 0 to 255",
            right="pixels = images.reshape(-1, 3)",
            wrong="pixels = 255 * images.reshape(-1, 3)",
            hint="The images stay in [0, 1].",
        ),
        Mistake(
            "the smallest first",
            right="return eigenvalues[::-1], eigenvectors[:, ::-1]",
            wrong="return eigenvalues, eigenvectors",
            hint="np.linalg.eigh begins with the smallest eigenvalue.",
        ),
        Mistake(
            "only the eigenvalues turned round",
            right="return eigenvalues[::-1], eigenvectors[:, ::-1]",
            wrong="return eigenvalues[::-1], eigenvectors",
            hint="Each direction belongs to its eigenvalue. Do both stand in the same order?",
        ),
        Mistake(
            "rows turned round instead of columns",
            right="eigenvectors[:, ::-1]",
            wrong="eigenvectors[::-1]",
            hint="Which axis of eigenvectors counts the directions?",
        ),
        Mistake(
            "directions in rows",
            right="eigenvectors[:, ::-1]",
            wrong="eigenvectors[:, ::-1].T",
            hint="np.linalg.eigh gives directions in columns, np.linalg.svd's last result has them in rows. Columns are asked for, in the order of the eigenvalues.",
        ),
        Mistake(
            "directions in rows",
            right="return eigenvalues[::-1], eigenvectors[:, ::-1]",
            wrong="return eigenvalues[::-1], eigenvectors.T[:, ::-1]",
            hint="np.linalg.eigh gives directions in columns, np.linalg.svd's last result has them in rows. Columns are asked for, in the order of the eigenvalues.",
        ),
        Mistake(
            "square roots of the eigenvalues",
            right="return eigenvalues[::-1],",
            wrong="return np.sqrt(np.maximum(eigenvalues[::-1], 0)),",
            hint="Those are the spreads along the directions. The variances are asked for.",
        ),
        Mistake(
            "singular values instead of eigenvalues",
            right="return eigenvalues[::-1],",
            wrong="return np.linalg.svd(centred, compute_uv=False),",
            hint="A singular value of the centred pixels is no variance yet. What is its square, and what is that to be divided by?",
        ),
        Mistake(
            "singular values instead of eigenvalues",
            right="return eigenvalues[::-1],",
            wrong="return np.linalg.svd(centred, compute_uv=False) / len(pixels),",
            hint="A singular value of the centred pixels is no variance yet. What is its square, and what is that to be divided by?",
        ),
        Mistake(
            "singular values instead of eigenvalues",
            right="return eigenvalues[::-1],",
            wrong="return np.linalg.svd(centred, compute_uv=False) / (len(pixels) - 1),",
            hint="A singular value of the centred pixels is no variance yet. What is its square, and what is that to be divided by?",
        ),
        Mistake(
            "singular values instead of eigenvalues",
            right="return eigenvalues[::-1],",
            wrong="return np.linalg.svd(centred, compute_uv=False) / (len(pixels) - 1) ** 0.5,",
            hint="A singular value of the centred pixels is no variance yet. What is its square, and what is that to be divided by?",
        ),
        Mistake(
            "shares of the variance",
            right="return eigenvalues[::-1],",
            wrong="return eigenvalues[::-1] / eigenvalues.sum(),",
            hint="Your eigenvalues are shares. The variances themselves are asked for.",
        ),
        Mistake(
            "shares of the variance",
            right="return eigenvalues[::-1],",
            wrong="return eigenvalues[::-1] / eigenvalues.max(),",
            hint="Your eigenvalues are shares. The variances themselves are asked for.",
        ),
        Mistake(
            "directions times their spread",
            right="eigenvectors[:, ::-1]",
            wrong="(eigenvectors * np.sqrt(np.maximum(eigenvalues, 0)))[:, ::-1]",
            hint="A direction has length 1.",
        ),
        Mistake(
            "eigenvectors before eigenvalues",
            right="return eigenvalues[::-1], eigenvectors[:, ::-1]",
            wrong="return eigenvectors[:, ::-1], eigenvalues[::-1]",
            hint="Look at the order of the two results.",
        ),
        Mistake(
            "only the eigenvectors",
            right="return eigenvalues[::-1], eigenvectors[:, ::-1]",
            wrong="return eigenvectors[:, ::-1]",
            hint="The function has two results.",
        ),
        Mistake(
            "one direction only",
            right="eigenvectors[:, ::-1]",
            wrong="eigenvectors[:, :1:-1]",
            hint="All three directions are asked for.",
        ),
        Mistake(
            "eigenvalues on a diagonal",
            right="return eigenvalues[::-1],",
            wrong="return np.diag(eigenvalues[::-1]),",
            hint="Three numbers are asked for, not a matrix.",
        ),
        Mistake(
            "blue, green, red",
            right="pixels = images.reshape(-1, 3)",
            wrong="pixels = images[..., ::-1].reshape(-1, 3)",
            hint="The eigenvalues are right. In which order do the directions count the colours?",
        ),
        Mistake(
            "the images centred in place",
            right="centred = pixels - pixels.mean(axis=0)",
            wrong="pixels -= pixels.mean(axis=0)\n    centred = pixels",
            hint="reshape gave you a view: what you write into it, you write into the caller's images.",
        ),
        Mistake(
            "everything becomes float64",
            right="pixels = images.reshape(-1, 3)",
            wrong="pixels = images.reshape(-1, 3).astype(float)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
    ),
)

# A rotation of whole thirds whose rows are not its columns.
THIRDS = np.array([[2.0, -1.0, 2.0], [2.0, 2.0, -1.0], [-1.0, 2.0, 2.0]]) / 3
SPREADS = np.array([0.6, 0.3, 0.09])


def hidden_offsets(rng: np.random.Generator) -> tuple[Case, ...]:
    """Other images, directions and draws, for one grading run."""
    H, W = (int(n) for n in rng.choice([2, 3, 4, 5], size=2, replace=False))
    order, signs = rng.permutation(3), rng.choice([-1.0, 1.0], size=3)
    eigenvalues = np.sort(rng.uniform(0.1, 0.9, size=3).round(3))[::-1].copy()
    image, alphas = rng.random((H, W, 3)).round(3), rng.normal(size=3).round(3)
    return (Case("another image and other directions", (image, eigenvalues, THIRDS[order] * signs, alphas)),)


PCA_COLOR_JITTER = Function(
    "pca_color_jitter",
    points=1,
    returns=("image",),
    section="data_augmentation",
    rules=(
        Case(
            "one direction alone: its alpha times its eigenvalue, along its column",
            args=(
                np.array([[[0.1, 0.2, 0.3], [0.6, 0.5, 0.4]]]),
                np.array([0.5, 0.25, 0.125]),
                np.array([[0.6, -0.8, 0.0], [0.8, 0.6, 0.0], [0.0, 0.0, 1.0]]),
                np.array([0.4, 0.0, 0.0]),
            ),
            expect=np.array([[[0.22, 0.36, 0.3], [0.72, 0.66, 0.4]]]),
        ),
        Case(
            "all three directions, to every pixel the same",
            args=(PHOTO[:, :2], SPREADS, THIRDS, np.array([0.1, -0.3, 0.5])),
        ),
        Case("what leaves [0, 1] stays as it is", args=(PHOTO, SPREADS, THIRDS, np.array([2.0, 1.0, -3.0]))),
        Case("alphas of 0 change nothing", args=(PHOTO, SPREADS, THIRDS, np.zeros(3)), expect=PHOTO, free=True),
        Case(
            "three rows and three columns: the offset belongs to the colours",
            args=(np.concatenate([PHOTO, PHOTO[:1]])[:, :3], SPREADS, THIRDS, np.array([-0.2, 0.7, 0.4])),
        ),
        Case(
            "float32 in, float32 out",
            args=tuple(a.astype(np.float32) for a in (PHOTO, SPREADS, THIRDS, np.array([0.25, 0.5, -0.75]))),
        ),
    ),
    hidden=hidden_offsets,
    mistakes=(
        Mistake(
            "directions taken from the rows",
            right="eigenvectors @ (alphas * eigenvalues)",
            wrong="eigenvectors.T @ (alphas * eigenvalues)",
            hint="The directions are columns. What does a matrix times a vector add up?",
        ),
        Mistake(
            "square roots of the eigenvalues",
            right="alphas * eigenvalues",
            wrong="alphas * np.sqrt(eigenvalues)",
            hint="The square root would be the spread. What does the formula scale by?",
        ),
        Mistake(
            "the eigenvalues forgotten",
            right="alphas * eigenvalues",
            wrong="alphas",
            hint="The colours of photographs vary much in one direction and little in another. Who knows how much?",
        ),
        Mistake(
            "the alphas forgotten",
            right="alphas * eigenvalues",
            wrong="eigenvalues",
            hint="With alphas of 0 the image should stay as it is.",
        ),
        Mistake(
            "the eigenvalues scale the colours",
            right="eigenvectors @ (alphas * eigenvalues)",
            wrong="(eigenvectors @ alphas) * eigenvalues",
            hint="An eigenvalue belongs to a direction, not to red, green or blue. What does it multiply before the directions are added up?",
        ),
        Mistake(
            "alphas added to the eigenvalues",
            right="alphas * eigenvalues",
            wrong="alphas + eigenvalues",
            hint="With alphas of 0 the image should stay as it is.",
        ),
        Mistake(
            "divided by the eigenvalues",
            right="alphas * eigenvalues",
            wrong="alphas / eigenvalues",
            hint="A direction in which colours hardly vary should get a small offset. Which one gets the largest of yours?",
        ),
        Mistake(
            "divided by the eigenvalues",
            right="alphas * eigenvalues",
            wrong="alphas / np.sqrt(eigenvalues)",
            hint="A direction in which colours hardly vary should get a small offset. Which one gets the largest of yours?",
        ),
        Mistake(
            "one number for all alphas",
            right="alphas * eigenvalues",
            wrong="alphas @ eigenvalues * np.ones_like(alphas)",
            hint="Each direction has its own alpha and its own eigenvalue.",
        ),
        Mistake(
            "the eigenvalues in ascending order",
            right="alphas * eigenvalues",
            wrong="alphas * eigenvalues[::-1]",
            hint="The first eigenvalue belongs to the first column.",
        ),
        Mistake(
            "the absolute alphas",
            right="alphas * eigenvalues",
            wrong="abs(alphas) * eigenvalues",
            hint="An alpha may be negative: then the offset goes against the direction.",
        ),
        Mistake(
            "a tenth of the alphas",
            right="alphas * eigenvalues",
            wrong="0.1 * alphas * eigenvalues",
            hint="The paper's 0.1 is in the alphas already: whoever draws them puts it there.",
        ),
        Mistake(
            "only the first direction",
            right="offset = eigenvectors @ (alphas * eigenvalues)",
            wrong="offset = eigenvectors[:, 0] * alphas[0] * eigenvalues[0]",
            hint="All three directions contribute.",
        ),
        Mistake(
            "the diagonal of the product",
            right="offset = eigenvectors @ (alphas * eigenvalues)",
            wrong="offset = eigenvectors.diagonal() * (alphas * eigenvalues)",
            hint="A matrix times a vector adds up three products for each colour.",
        ),
        Mistake(
            "subtracted",
            right="return image + offset",
            wrong="return image - offset",
            hint="Is the offset added or subtracted?",
        ),
        Mistake(
            "multiplied",
            right="return image + offset",
            wrong="return image * (1 + offset)",
            hint="Black pixels get the offset too.",
        ),
        Mistake(
            "the same amount for all colours",
            right="return image + offset",
            wrong="return image + offset.mean()",
            hint="Red, green and blue move by different amounts.",
        ),
        Mistake(
            "the offset along the columns of the image",
            right="return image + offset",
            wrong="if image.shape[1] == 3:\n        return image + offset[:, None]\n    return image + offset",
            hint="Which axis of the image holds the colours? A single colour should get a single number.",
        ),
        Mistake(
            "the offset along the columns of the image",
            right="return image + offset",
            wrong="return image + offset[:, None]",
            hint="Which axis of the image holds the colours? A single colour should get a single number.",
        ),
        Mistake(
            "the offset along the columns of the image",
            right="return image + offset",
            wrong="return image + offset[:, None, None]",
            hint="Which axis of the image holds the colours? A single colour should get a single number.",
        ),
        Mistake(
            "only the first pixel",
            right="return image + offset",
            wrong="out = image.copy()\n    out[0, 0] += offset\n    return out",
            hint="Every pixel gets the offset.",
        ),
        Mistake(
            "clipped",
            right="return image + offset",
            wrong="return np.clip(image + offset, 0, 1)",
            hint="This function doesn't clip; the docstring says so.",
        ),
        Mistake(
            "the offset is returned",
            right="return image + offset",
            wrong="return offset",
            hint="The offset is there. Who adds it?",
        ),
        Mistake(
            "each pixel projected",
            right="return image + offset",
            wrong="return image + image @ eigenvectors * (alphas * eigenvalues) @ eigenvectors.T",
            hint="Your offset depends on the pixel's colour. One offset is for all pixels.",
        ),
        Mistake(
            "the image written in place",
            right="return image + offset",
            wrong="image += offset\n    return image",
            hint="`image += ...` writes into the caller's array. Which form makes a new one?",
        ),
        Mistake(
            "the argument handed back for alphas of 0",
            right="return image + offset",
            wrong="return image + offset if alphas.any() else image",
            hint="Where nothing changes, the result must still be an array of its own.",
        ),
        Mistake(
            "everything becomes float64",
            right="return image + offset",
            wrong="return image + offset.astype(float)",
            hint="Which of your lines brings in float64? Print the dtypes: an array made without a dtype, a mask of integers or a number of NumPy's own may do it.",
        ),
    ),
)

EXERCISE = Exercise(functions=(JITTER, FIT_COLOR_PCA, PCA_COLOR_JITTER), written=1)
