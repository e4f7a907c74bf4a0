"""nbgrader's own autograde takes the same points off for late work as `grade` does, by rules that look at dates too."""

from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import create_engine
from traitlets import Unicode

from autograder.grading.late_penalties import reckon
from autograder.grading.late_rule import late_rule


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
