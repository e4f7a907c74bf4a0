"""Explorers and guesses as readers use them: one page with the book's extensions, in a real browser."""

import gzip
import itertools
import re
import urllib.parse
from pathlib import Path
from tempfile import mkdtemp

import pytest
from book.curve_sentences import FIGURES, expected_sentence
from book.explorer_page import build_page
from browser.visiting import in_browser, served

MOST_BYTES = 60_000  # of an explorer on a page, compressed


def make_explorer_page():
    """Where the page was built."""
    return str(build_page(Path(mkdtemp())))


@pytest.fixture(scope="session")
def page(once, npm_packages):
    """The folder of the built page."""
    return Path(once(make_explorer_page))


def use(folder):
    """What a browser saw that used the page."""
    with served(folder) as base:
        return in_browser("explorers.js", f"{base}index.html")


@pytest.fixture(scope="session")
def seen(page, once_in_browser):
    """What a browser saw."""

    def use_explorers():
        return use(page)

    return once_in_browser(use_explorers)


def start_of(sentence):
    return re.search(r"\(.*?\)", sentence)[0]


def test_an_explorer_runs_without_errors_and_asks_no_other_host(seen):
    assert seen["problems"] == []
    assert seen["external"] == []


def test_nobody_is_locked_out_of_an_explorer_or_a_guess(seen):
    assert seen["axe"] == {"light desk": [], "light phone": [], "dark desk": [], "dark phone": []}


def test_an_explorer_fits_on_a_phone(seen):
    assert seen["tooWide"] == {"desk": [], "phone": []}


def test_a_start_is_dropped_by_the_pointer_and_moved_by_keys(seen):
    said = seen["race"]
    assert len({start_of(said[when]) for when in ("first", "dropped", "moved")}) == 3


def test_a_start_is_dropped_by_a_finger(seen):
    assert start_of(seen["touch"]["first"]) != start_of(seen["touch"]["tapped"])


def test_turning_a_rate_changes_its_walk_alone(seen):
    said = seen["race"]
    assert said["rates"][0] != said["rates"][1]
    before, after = (
        re.findall(r"(\w+) ([\d.e-]+)(?=[,.]?)", said[when].split(": ")[1]) for when in ("moved", "turned")
    )
    assert [old[0] for old, new in zip(before, after, strict=True) if old != new] == ["Adam"]


def test_a_walk_is_played_paused_and_stepped_both_ways(seen):
    said = seen["race"]
    assert "After 299 steps" in said["back"]
    assert "After 300 steps" in said["on"]
    assert "After 0 steps" in said["begin"]
    assert 3 < int(re.search(r"After (\d+)", said["played"])[1]) <= 300
    assert "After 300 steps" in said["end"]


def test_a_key_goes_one_step_on(seen):
    assert "After 1 steps" in seen["stepped"]


def test_each_rule_finds_its_fastest_rate(seen):
    assert seen["race"]["notice"].startswith("Each rule has now its fastest of 25")
    assert seen["race"]["fastest"] != seen["race"]["end"]


def test_the_map_chooses_a_setting_by_pointer_and_keys(seen):
    said = seen["race"]
    assert said["fastest"] != said["mapped"] != said["mappedOn"]
    assert "a step multiplies the distance" in said["readout"] or "leaves" in said["readout"]


def test_a_setting_is_an_address(seen):
    said = seen["race"]
    assert "race.surface=saddle" in said["search"]
    assert said["sameAgain"] == said["saddle"]
    assert said["reset"] == said["first"]
    assert said["searchAfterReset"] == ""


def state_of(name, search):
    """The state of a figure of curves that an address names."""
    asked = dict(urllib.parse.parse_qsl(search.removeprefix("?")))
    return {key: float(asked.get(f"{name}.{key}", usual)) for key, usual in FIGURES[name]["usual"].items()}


@pytest.mark.parametrize("name", ["newton", "schedules", "step_lengths"])
def test_turning_a_number_changes_the_sentence_to_what_python_computes(seen, name):
    states = [state_of(name, step["search"]) for step in seen["curves"][name]]
    for before, after in itertools.pairwise(states):
        assert len(before.items() - after.items()) == 1
    for state, step in zip(states, seen["curves"][name], strict=True):
        assert step["sentence"] == expected_sentence(name, state)


def test_newtons_start_is_dropped_on_the_curve_and_moved_by_keys(seen):
    first, *moved, reset = seen["newton"]["steps"]
    assert moved[0]["sentence"] != first["sentence"]
    starts = [state_of("newton", step["search"])["start"] for step in moved]
    steps = [after - before for before, after in itertools.pairwise(starts)]
    assert steps == pytest.approx([-4 / 60, 4 / 60 / 8], abs=2e-4)
    for start, step in zip(starts, moved, strict=True):
        assert step["sentence"] == expected_sentence("newton", {"start": start})
    assert reset["sentence"] == expected_sentence("newton", FIGURES["newton"]["usual"])
    assert "newton." not in reset["search"]


def test_newtons_start_is_an_address(seen):
    assert seen["newton"]["sameAgain"] == seen["newton"]["steps"][-2]["sentence"]


def test_what_is_inside_of_adam_is_shown(seen):
    assert list(seen["inside"]) == ["first_moment", "second_moment", "first_unbias", "second_unbias"]
    assert len(set(seen["inside"].values())) == 4


def test_a_readers_own_rule_is_asked_for_and_told_of(seen):
    # Every explorer with the rule asks; the race stands above.
    _race, question = seen["yours"]["questions"]
    assert (question["assignment"], question["exercise"], question["text"]) == ("optimization", "momentum", "# mine")
    asked = question["question"]
    assert asked["function"] == "momentum_step"
    assert asked["state"] == "MomentumState"
    assert asked["settings"] == {"learning_rate": 0.02, "rho": 0.9}
    assert asked["gradient"][0] == "ravine_gradient"
    assert asked["gradient"][1].startswith("def ravine_gradient(x, y):")
    assert seen["yours"]["isDrawn"]  # though it leaves for infinity
    assert seen["yours"]["notes"] == "Your momentum_step"


def test_a_rule_that_complains_is_not_asked_again_before_its_next_check(seen):
    assert seen["yours"]["complaint"].startswith("Your momentum_step: NameError")
    assert seen["yours"]["asked"] == 2  # once by each explorer with the rule


def test_a_figure_waits_for_a_guess_and_then_stands_beside_it(seen):
    guess = seen["guess"]
    assert guess["before"] == [False, False, False, ["visible", "hidden"]]
    assert guess["nothing"] == "Guess first, or let it be shown."
    assert guess["after"] == [True, True, True, ["visible", "visible"]]
    chosen, counted, drawn = guess["outcomes"]
    assert "the one with rho 0.5" in chosen
    assert "the one with rho 0.9" in chosen
    assert counted == "You guessed “41”. It is “42”."
    assert drawn == "Your line is the dotted one."


def test_a_line_is_drawn_with_the_keyboard(seen):
    first, second, *_ = (point.split(",") for point in seen["guess"]["points"].split())
    assert float(first[1]) < float(second[1])


def test_without_javascript_a_figure_stands_there(seen):
    assert seen["plain"] == {"still": [True] * 4, "standIn": True, "chosen": True, "truth": False}


def test_an_explorer_takes_the_place_of_the_figure_that_stands_for_it(seen):
    assert seen["standIn"] == 0


@pytest.mark.parametrize("name", ["race", "newton", "schedules", "step_lengths"])
def test_an_explorer_is_light(page, name):
    index = (page / "index.html").read_text(encoding="utf-8")
    one = re.search(rf'<div class="live-explorer" id="explorer-{name}".*?</script></div>', index, re.DOTALL)[0]
    files = [page / "_static" / name for name in ("live_explorer.js", "live_explorer.css", "predict.js", "predict.css")]
    assert sum(len(gzip.compress(data)) for data in [one.encode(), *(path.read_bytes() for path in files)]) < MOST_BYTES
