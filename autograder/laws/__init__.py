"""What random functions obey, however they draw: the laws by name, a file a concept."""

from autograder.laws.boundaries import (
    boundaries_have_steps_of_one_or_two,
    every_order_of_steps_equally_likely,
    impossible_sizes_are_refused,
)
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
        boundaries_have_steps_of_one_or_two,
        connections_are_dropped_independently,
        connections_are_kept_with_probability_p,
        draws_come_from_rng,
        every_order_of_steps_equally_likely,
        every_subset_equally_likely,
        impossible_sizes_are_refused,
        no_row_twice,
        output_follows_from_the_mask,
        rows_and_labels_stay_paired,
    ]
}
