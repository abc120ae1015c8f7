"""Settings: read once, all mistakes at once, and nothing that would harm a learner is accepted."""

import dataclasses
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.config import BadSettings, Config, from_environment

VARIABLES = {field.metadata["variable"]: field for field in dataclasses.fields(Config)}
NUMBERS = {
    "QUIZAPP_PORT": (0, 65535),
    "QUIZAPP_THREADS": (1, 256),
    "QUIZAPP_WORKERS": (0, 64),
    "QUIZAPP_QUEUE": (1, 10_000),
    "QUIZAPP_MEMORY": (256, 1 << 20),
    "QUIZAPP_CACHE": (0, 1_000_000),
    "QUIZAPP_BODY": (1024, 1 << 28),
}


def test_without_an_environment_there_are_settings_that_work() -> None:
    config = from_environment({})
    assert config == Config()
    assert config.is_local
    assert config.questions.is_dir()
    assert (config.migrations / "versions").is_dir()
    assert config.database_url == f"sqlite:///{config.data}/progress.sqlite3"


def test_every_setting_says_how_it_is_set_and_what_it_is_for() -> None:
    assert len(VARIABLES) == len(dataclasses.fields(Config))
    assert all(field.metadata["purpose"] for field in VARIABLES.values())


def test_the_environment_is_read_and_options_win_over_it(tmp_path: Path) -> None:
    environment = {"QUIZAPP_PORT": "9000", "QUIZAPP_DATA": str(tmp_path), "QUIZAPP_DEADLINE": "1.5"}
    config = from_environment(environment, port=9001, host=None)
    assert (config.port, config.host, config.deadline, config.data) == (9001, "127.0.0.1", 1.5, tmp_path)
    assert from_environment({"QUIZAPP_PORT": ""}).port == Config().port


def test_all_mistakes_are_told_at_once_by_the_variable() -> None:
    with pytest.raises(BadSettings) as caught:
        from_environment({"QUIZAPP_PORT": "many", "QUIZAPP_DEADLINE": "soon", "QUIZAPP_QUESTIONS": "~nobody-here/x"})
    assert "QUIZAPP_PORT = 'many': must be a whole number" in str(caught.value)
    assert "QUIZAPP_DEADLINE = 'soon': must be a number" in str(caught.value)
    assert "QUIZAPP_QUESTIONS = '~nobody-here/x': must be a path" in str(caught.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.2", "example.org", "127.0.0.1.evil.example"])  # noqa: S104 - refused
def test_other_machines_are_not_let_in(host: str) -> None:
    with pytest.raises(BadSettings, match="no accounts"):
        from_environment({"QUIZAPP_HOST": host})


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_is(host: str) -> None:
    assert from_environment({"QUIZAPP_HOST": host}).is_local


@pytest.mark.parametrize("url", ["mysql://me:hunter2@db/x", "nonsense", "file:///x", "sqlite3://x"])
def test_a_database_that_we_do_not_have_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(BadSettings, match="DATABASE_URL begins with none of sqlite:///") as caught:
        from_environment({"DATABASE_URL": url})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["sqlite:////tmp/x.sqlite3", "postgres://a/b", "postgresql://a/b", "postgresql+psycopg://a/b"]
)
def test_a_database_that_we_have_is_taken(url: str) -> None:
    assert from_environment({"DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize("path", ["/no/such/folder", "a" * 300, "/dev/null", __file__])
def test_a_folder_of_questions_must_be_one(path: str) -> None:
    with pytest.raises(BadSettings, match="no such folder"):
        from_environment({"QUIZAPP_QUESTIONS": path})


@pytest.mark.parametrize(("variable", "box"), NUMBERS.items())
def test_a_number_outside_its_box_is_told_with_the_box(variable: str, box: tuple[int, int]) -> None:
    name = VARIABLES[variable].name
    for value in (box[0] - 1, box[1] + 1):
        with pytest.raises(BadSettings, match=f"{name} = {value}: must be from {box[0]} to {box[1]}"):
            from_environment({variable: str(value)})
    for value in box:
        assert getattr(from_environment({variable: str(value)}), name) == value


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "0", "1e9"])
def test_a_deadline_is_a_number_of_seconds(value: str) -> None:
    with pytest.raises(BadSettings, match="deadline"):
        from_environment({"QUIZAPP_DEADLINE": value})


@given(st.dictionaries(st.sampled_from(list(VARIABLES)), st.text(max_size=30)))
def test_no_environment_raises_anything_but_a_list_of_mistakes(environment: dict[str, str]) -> None:
    try:
        config = from_environment(environment)
    except BadSettings:
        return
    assert config.is_local
    assert 0 <= config.port <= 65535
    assert 0.05 <= config.deadline <= 60


@given(st.sampled_from(list(NUMBERS)), st.integers(-(10**9), 10**10))
def test_a_whole_number_is_taken_exactly_inside_its_box(variable: str, value: int) -> None:
    low, high = NUMBERS[variable]
    try:
        taken = getattr(from_environment({variable: str(value)}), VARIABLES[variable].name)
    except BadSettings:
        assert not low <= value <= high
    else:
        assert taken == value
        assert low <= value <= high


def test_a_key_that_was_not_set_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    config = Config(data=tmp_path / "var")
    first = config.secret()
    assert len(first) >= 48
    assert Config(data=tmp_path / "var").secret() == first
    assert stat.S_IMODE((tmp_path / "var" / "secret.key").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secret.key"]


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: Config(data=tmp_path).secret(), range(16)))
    assert len(keys) == 1
    assert keys.pop()


def test_a_key_that_is_too_short_is_refused_with_a_command_that_makes_one() -> None:
    with pytest.raises(BadSettings, match="token_urlsafe"):
        from_environment({"QUIZAPP_SECRET_KEY": "short"})
    assert from_environment({"QUIZAPP_SECRET_KEY": "k" * 32}).secret() == "k" * 32
