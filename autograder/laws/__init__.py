"""What random functions obey, however they draw: the laws by name, a file a concept."""

from autograder.laws.generators import draws_come_from_rng
from autograder.laws.limited_memory import asking_twice_gives_the_same, no_square_matrix
from autograder.laws.linear_systems import newton_solves_ill_conditioned_systems
from autograder.laws.minibatches import every_subset_equally_likely, no_row_twice, rows_and_labels_stay_paired

LAWS = {
    law.__name__: law
    for law in [
        asking_twice_gives_the_same,
        draws_come_from_rng,
        every_subset_equally_likely,
        newton_solves_ill_conditioned_systems,
        no_row_twice,
        no_square_matrix,
        rows_and_labels_stay_paired,
    ]
}
