"""What random functions obey, however they draw: the laws by name, a file a concept."""

from collections.abc import Callable

from autograder.judging.laws.boundaries import (
    boundaries_have_steps_of_one_or_two,
    every_order_of_steps_equally_likely,
    impossible_sizes_are_refused,
)
from autograder.judging.laws.colors import colors_vary_along_the_eigenvectors
from autograder.judging.laws.connections import (
    connections_are_dropped_independently,
    connections_are_kept_with_probability_p,
    output_follows_from_the_mask,
)
from autograder.judging.laws.depth import (
    block_survives_whole,
    block_survives_with_probability_p,
    dropped_block_is_not_called,
    survival_comes_from_rng,
)
from autograder.judging.laws.dropout_network import (
    hidden_units_are_decided_one_by_one,
    hidden_units_are_kept_with_probability,
    scores_are_those_of_a_thinned_network,
)
from autograder.judging.laws.flips import images_are_flipped_independently
from autograder.judging.laws.generators import draws_come_from_rng
from autograder.judging.laws.heads import head_is_normal, only_the_head_is_new
from autograder.judging.laws.layers import frozen_arrays_keep_every_bit
from autograder.judging.laws.limited_memory import asking_twice_gives_the_same, no_square_matrix
from autograder.judging.laws.linear_systems import newton_solves_ill_conditioned_systems
from autograder.judging.laws.masks import (
    backward_fits_the_forward,
    out_is_h_times_mask,
    units_are_decided_one_by_one,
    units_are_kept_with_probability,
)
from autograder.judging.laws.minibatches import every_subset_equally_likely, no_row_twice, rows_and_labels_stay_paired
from autograder.judging.laws.monte_carlo import error_belongs_to_mean, predictions_come_from_rng, samples_are_fresh
from autograder.judging.laws.network_gradients import backward_is_the_slope
from autograder.judging.laws.positions import crops_at_every_position, every_scale_and_position, short_side_by_default

_ALL: list[Callable[..., None]] = [
    asking_twice_gives_the_same,
    backward_fits_the_forward,
    backward_is_the_slope,
    block_survives_whole,
    block_survives_with_probability_p,
    boundaries_have_steps_of_one_or_two,
    colors_vary_along_the_eigenvectors,
    connections_are_dropped_independently,
    connections_are_kept_with_probability_p,
    crops_at_every_position,
    draws_come_from_rng,
    dropped_block_is_not_called,
    error_belongs_to_mean,
    every_order_of_steps_equally_likely,
    every_scale_and_position,
    every_subset_equally_likely,
    frozen_arrays_keep_every_bit,
    head_is_normal,
    hidden_units_are_decided_one_by_one,
    hidden_units_are_kept_with_probability,
    images_are_flipped_independently,
    impossible_sizes_are_refused,
    newton_solves_ill_conditioned_systems,
    no_row_twice,
    no_square_matrix,
    only_the_head_is_new,
    out_is_h_times_mask,
    output_follows_from_the_mask,
    predictions_come_from_rng,
    rows_and_labels_stay_paired,
    samples_are_fresh,
    scores_are_those_of_a_thinned_network,
    short_side_by_default,
    survival_comes_from_rng,
    units_are_decided_one_by_one,
    units_are_kept_with_probability,
]
LAWS = {law.__name__: law for law in _ALL}
