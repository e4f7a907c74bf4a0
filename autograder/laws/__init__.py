"""What random functions obey, however they draw: the laws by name, a file a concept."""

from autograder.laws.connections import (
    connections_are_dropped_independently,
    connections_are_kept_with_probability_p,
    output_follows_from_the_mask,
)
from autograder.laws.generators import draws_come_from_rng
from autograder.laws.minibatches import every_subset_equally_likely, no_row_twice, rows_and_labels_stay_paired

LAWS = {
    law.__name__: law
    for law in [
        connections_are_dropped_independently,
        connections_are_kept_with_probability_p,
        draws_come_from_rng,
        every_subset_equally_likely,
        no_row_twice,
        output_follows_from_the_mask,
        rows_and_labels_stay_paired,
    ]
}
