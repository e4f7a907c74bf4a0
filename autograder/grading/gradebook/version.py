"""Is the gradebook one that this nbgrader can use? Asked before anything is written to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader import __version__, api
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

NAME_ANOTHER = "Name this term's in nbgrader_config.py: c.CourseDirectory.db_url = 'sqlite:////path/to/gradebook.db'"

# Where a driver's package has another name, or another that needs no compiler.
PACKAGES = {"psycopg2": "psycopg2-binary", "MySQLdb": "mysqlclient"}


# The revision that nbgrader wants, by its version: Alembic, which `_revisions` asks, costs more than a submission.
WANTED = {"0.9.6": "e43177bfe90b"}


class UnusableGradebook(RuntimeError):
    """The gradebook cannot be reached, or is another nbgrader's; the message says what to do."""


def _revisions() -> tuple[str | None, set[str]]:
    """The revision that this nbgrader wants, and all that it can upgrade."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", ALEMBIC_DIR.replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    return scripts.get_current_head(), {script.revision for script in scripts.walk_revisions()}


def is_missing(db_url: str) -> bool:
    """Whether an SQLite gradebook has no file yet: connecting to it would make an empty one."""
    url = make_url(db_url)
    if url.get_backend_name() != "sqlite":
        return False
    return not url.database or url.database == ":memory:" or not Path(url.database).exists()


def make_empty(db_url: str) -> None:
    """Make the tables of a gradebook that has none, as nbgrader does, but without a run of Alembic as a program.

    With an nbgrader whose revision is not known here, nothing is made: it is left to nbgrader.
    """
    engine = create_engine(db_url)
    try:
        with engine.begin() as connection:
            if __version__ in WANTED and not inspect(connection).get_table_names():
                api.Base.metadata.create_all(connection)
                connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
                connection.execute(
                    text("INSERT INTO alembic_version VALUES (:wanted)"), {"wanted": WANTED[__version__]}
                )
    finally:
        engine.dispose()


def unreadable(db_url: str, error: SQLAlchemyError | str) -> UnusableGradebook:
    """What is said of a gradebook that is there, and cannot be read: it is held, out of reach, or damaged."""
    shown = make_url(db_url).render_as_string(hide_password=True)
    why = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    said = f"The gradebook {shown} cannot be read ({why}); nothing was written."
    if "locked" in why:
        return UnusableGradebook(f"{said} Another program holds it: close that, and try again.")
    if isinstance(error, str) or (isinstance(error, DatabaseError) and not isinstance(error, OperationalError)):
        return UnusableGradebook(f"{said} It is damaged: put your last backup in its place.")
    if "no such" in why:
        return UnusableGradebook(f"{said} A part of it is missing: put your last backup in its place.")
    mend = "See that it is there, or name another: c.CourseDirectory.db_url in nbgrader_config.py"
    return UnusableGradebook(f"{said} {mend}")


def _check_whole(engine: Engine, url: URL) -> None:
    """Look through an SQLite file before anything relies on it. Raises `UnusableGradebook`, SQLAlchemyError."""
    if url.get_backend_name() != "sqlite":
        return
    if not Path(str(url.database)).stat().st_size:
        raise unreadable(str(url), "it is an empty file")
    with engine.connect() as connection:
        found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    if found != "ok":
        raise unreadable(str(url), str(found))


def _revision_of(url: URL) -> str | None:
    """The gradebook's revision; None where nothing is in it yet, "" where it tells none. Raises `UnusableGradebook`."""
    engine = create_engine(url)
    try:
        _check_whole(engine, url)
        tables = inspect(engine).get_table_names()
        if tables and "submitted_assignment" not in tables:
            raise UnusableGradebook(f"{url.render_as_string()} is a database, but not nbgrader's. {NAME_ANOTHER}")
        if "alembic_version" not in tables:
            return "" if tables else None
        with engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
    finally:
        engine.dispose()
    # nbgrader would make a missing table anew, and empty.
    if found == WANTED.get(__version__) and (absent := sorted(set(api.Base.metadata.tables) - set(tables))):
        raise unreadable(str(url), f"the table {absent[0]} is missing")
    return found


def check_version(db_url: str) -> None:
    """Raise `UnusableGradebook` where the gradebook is not one for the nbgrader that is installed. Changes nothing.

    db_url: as in nbgrader's configuration. A gradebook that does not exist yet is right.
    """
    if is_missing(db_url):
        return
    url = make_url(db_url)
    shown = url.render_as_string(hide_password=True)
    try:
        found = _revision_of(url)
    except ImportError as error:
        driver = PACKAGES.get(str(error.name), error.name)
        raise UnusableGradebook(f"The gradebook {shown} needs a driver: pip install {driver}") from error
    except SQLAlchemyError as error:
        raise unreadable(db_url, error) from error
    if found is None or found == WANTED.get(__version__):
        return
    wanted, known = _revisions()
    if found == wanted:
        return
    if found and found not in known:
        mend = f"a newer nbgrader than the installed one (revision {found}): install that version, and try again"
    else:
        mend = "an older nbgrader: bring it up to date, which keeps a copy of it, with: nbgrader db upgrade"
    raise UnusableGradebook(f"The gradebook {shown} is of {mend}. Nothing was written.")


@contextmanager
def reading(db_url: str) -> Iterator[Connection]:
    """A gradebook that is there, for looking only. Raises `UnusableGradebook`, also of what is looked up meanwhile."""
    check_version(db_url)
    engine = create_engine(db_url)
    try:
        with engine.connect() as connection:
            yield connection
    except DatabaseError as error:
        raise unreadable(db_url, error) from error
    finally:
        engine.dispose()
