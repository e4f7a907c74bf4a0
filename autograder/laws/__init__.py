"""What random functions obey, however they draw: the laws by name, a file a concept."""

from autograder.laws.generators import draws_come_from_rng
from autograder.laws.minibatches import every_subset_equally_likely, no_row_twice, rows_and_labels_stay_paired

LAWS = {
    law.__name__: law
    for law in [
        draws_come_from_rng,
        every_subset_equally_likely,
        no_row_twice,
        rows_and_labels_stay_paired,
    ]
}
