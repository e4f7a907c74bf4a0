"""What random functions obey, however they draw: the laws by name, a file a concept."""

from autograder.laws.dropout_network import (
    hidden_units_are_decided_one_by_one,
    hidden_units_are_kept_with_probability,
    scores_are_those_of_a_thinned_network,
)
from autograder.laws.generators import draws_come_from_rng
from autograder.laws.masks import (
    backward_fits_the_forward,
    out_is_h_times_mask,
    units_are_decided_one_by_one,
    units_are_kept_with_probability,
)
from autograder.laws.minibatches import every_subset_equally_likely, no_row_twice, rows_and_labels_stay_paired
from autograder.laws.network_gradients import backward_is_the_slope

LAWS = {
    law.__name__: law
    for law in [
        backward_fits_the_forward,
        backward_is_the_slope,
        draws_come_from_rng,
        every_subset_equally_likely,
        hidden_units_are_decided_one_by_one,
        hidden_units_are_kept_with_probability,
        no_row_twice,
        out_is_h_times_mask,
        rows_and_labels_stay_paired,
        scores_are_those_of_a_thinned_network,
        units_are_decided_one_by_one,
        units_are_kept_with_probability,
    ]
}
