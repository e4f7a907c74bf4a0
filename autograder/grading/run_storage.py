"""Where one grading writes: its journal first, then the gradebook and the graded folders, a batch at a time."""

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

from autograder.grading.course import Course
from autograder.grading.gradebook.hand_points import HandPoints, answers_to, for_other_answers, read_hand_points, record
from autograder.grading.gradebook.writer import Writer
from autograder.grading.graded_folder import RESULTS, take_out
from autograder.grading.graded_submission import Graded
from autograder.grading.run_journal import Journal
from autograder.grading.student_record import StudentRecord, keep_before, read_before, record_of
from autograder.grading.submissions import Submission, read

# A transaction a batch: often enough that little is done again after a crash, seldom enough to cost little.
BATCH = 50
BATCH_SECONDS = 2.0


class RunStorage:
    """One grading's journal, gradebook and folders."""

    def __init__(self, course: Course, journal: Journal, writer: Writer) -> None:
        self.course, self.journal, self.writer = course, journal, writer
        self._batch: list[Graded] = []
        self._recorded = read_hand_points(course.root, journal.heading.assignment)
        self.set_aside: list[HandPoints] = []
        self._last = time.monotonic()

    def folder(self, student: str) -> Path:
        """A submission's graded folder."""
        return self.course.folder(self.course.directory.autograded_directory, student, self.journal.heading.assignment)

    def unfinished(self, student: str) -> Path:
        """Where a submission's graded folder is made, before it is shown under its own name."""
        folder = self.folder(student)
        return folder.with_name(f".{folder.name}.tmp")

    def add(self, line: bytes) -> None:
        """Journal a graded submission; store the batch when it is time."""
        graded = Graded.from_line(line)
        self.journal.add(graded.student, line)
        self._batch.append(graded)
        if len(self._batch) >= BATCH or time.monotonic() - self._last > BATCH_SECONDS:
            self.store()

    def store(self) -> None:
        """Store what was recorded since the last time, in one transaction; then show its folders."""
        if self._batch:
            self.journal.sync()
            self.writer.write(self._batch, self._for_other_answers())
            for graded in self._batch:
                self._publish(graded.student)
            self.journal.mark_stored()
        self._batch, self._last = [], time.monotonic()

    def _for_other_answers(self) -> list[HandPoints]:
        """What persons gave for answers that this batch has not any more: recorded, before the gradebook loses it."""
        given = self.writer.by_hand([graded.student for graded in self._batch])
        known = [g for g in given if g.place in self._recorded]
        aside = for_other_answers(known, self._recorded, answers_to(known, self._newest))
        self._record(aside)
        self.set_aside += aside
        return aside

    def _newest(self, student: str) -> Path:
        unfinished = self.unfinished(student)
        return unfinished if unfinished.exists() else self.folder(student)

    def _record(self, given: list[HandPoints]) -> None:
        record(self.course.root, self.journal.heading.assignment, given)
        self._recorded |= {g.place: g for g in given}

    def store_again(self) -> None:
        """Store what an interrupted grading recorded and may not have stored."""
        self._batch = [Graded.from_line(line) for line in self.journal.unstored()]
        self.store()

    def _publish(self, student: str) -> None:
        final = self.folder(student)
        unfinished = self.unfinished(student)
        if unfinished.exists():
            shutil.rmtree(final, ignore_errors=True)
            os.replace(unfinished, final)

    def records(self, students: list[str]) -> dict[str, StudentRecord]:
        """What is recorded of these students now."""
        points = self.writer.points(students)
        return {student: record_of(student, points.get(student), self.folder(student)) for student in students}

    def before(self) -> dict[str, StudentRecord]:
        """What was recorded before this grading, by student."""
        return read_before(self.course.root, self.journal.heading.assignment, self.journal.heading.run)

    def _keep_before(self, students: list[str]) -> None:
        kept = self.before()
        records = self.records([student for student in students if student not in kept])
        keep_before(self.course.root, self.journal.heading.assignment, self.journal.heading.run, records.values())

    def clear(self, wanted: dict[str, list[str]], all_exercises: list[str]) -> None:
        """Take old scores and old graded files away; what persons gave stays, and for which answer is recorded.

        wanted: by student, the exercises that are graded now.
        """
        self._keep_before(list(wanted))
        given = self.writer.by_hand(list(wanted))
        seen = answers_to(given, self.folder)
        self._record([replace(g, answer=seen[g.place]) for g in given if g.place in seen])
        together: dict[tuple[str, ...], list[str]] = {}
        for student, exercises in wanted.items():
            together.setdefault(tuple(exercises), []).append(student)
        for some, students in together.items():
            self._clear_some(students, None if list(some) == all_exercises else list(some))
        self.journal.mark_cleared()

    def _clear_some(self, students: list[str], exercises: list[str] | None) -> None:
        """exercises: None for all, else those that are taken out of what stays."""
        self.writer.clear(students, exercises)
        for student in students:
            if exercises is None:
                shutil.rmtree(self.folder(student), ignore_errors=True)
            else:
                take_out(self.folder(student), exercises)

    def is_graded(self, submission: Submission) -> bool:
        """Whether the interrupted grading has graded just this, and its folder is there."""
        results = self.folder(submission.student) / RESULTS
        if submission.student not in self.journal.graded or not results.is_file():
            return False
        (line,) = self.journal.lines([submission.student])
        graded = Graded.from_line(line)
        return graded.digest == read(submission, list(graded.scores)).digest
