"""nbgrader's own autograde, where it would not come to what `grade` does: extensions, rules that look at dates."""

from nbgrader.api import Comment, Grade, Gradebook, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from sqlalchemy import create_engine
from traitlets import Unicode

from autograder.grading.late_work.penalties import reckon
from autograder.grading.late_work.rule import late_rule


def _absent_rows(notebook: SubmittedNotebook) -> list[Grade | Comment]:
    """The rows of grades and comments that nbgrader expects of a submitted notebook, those that are not there."""
    released = notebook.notebook
    graded, commented = {g.cell_id for g in notebook.grades}, {c.cell_id for c in notebook.comments}
    grades = [Grade(cell_id=cell.id, notebook_id=notebook.id) for cell in released.grade_cells if cell.id not in graded]
    answers = [cell for cell in released.solution_cells if cell.id not in commented]
    return [*grades, *(Comment(cell_id=cell.id, notebook_id=notebook.id) for cell in answers)]


class SaveGrades(SaveAutoGrades):
    """In place of nbgrader's SaveAutoGrades, which fails where a submission's rows were made by an extension."""

    def preprocess(self, nb, resources):
        """Save the points of a notebook."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            for notebook in gradebook.find_submission(about["assignment"], about["student"]).notebooks:
                gradebook.db.add_all(_absent_rows(notebook))
            gradebook.db.commit()
        return super().preprocess(nb, resources)


class LatePenalties(AssignLatePenalties):
    """In place of nbgrader's AssignLatePenalties, whose rules get seconds alone."""

    timezone = Unicode("UTC", help="The course's, in which days end: a region, as Europe/Berlin.").tag(config=True)

    def preprocess(self, nb, resources):
        """Take points off; of the student's other assignments too, where the rule looks at dates."""
        rule = late_rule(self.config)
        if not rule.by_dates:
            return super().preprocess(nb, resources)
        about = resources["nbgrader"]
        engine = create_engine(about["db_url"])
        try:
            with engine.begin() as connection:
                changes = reckon(connection, rule, [about["student"]])
        finally:
            engine.dispose()
        for change in changes:
            self.log.warning("Late penalty of %s", change.told)
        return nb, resources
