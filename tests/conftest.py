"""What every test stands on: the agreement loaded once, fixed actors, and traps for whole classes
of bugs (an undefined template variable, a GET that writes, a page that reads for nobody, an order
that nobody asked for, a call to the network)."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from rest_framework.test import APIClient

from accord.acts.models import FrameworkAgreement, StoredFile
from accord.kernel import locking
from accord.kernel.actors import SERVER
from accord.kernel.locking import Rank
from accord.people.acting import memberships_of
from accord.people.actions import create_token
from accord.people.models import User
from tests import declared
from tests.actors import ACTORS, create_actor
from tests.template import make_test_database
from tests.unlocked import keep_needed, set_trap

# -- data ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The agreement is reference data: loaded once (``tests.template``), read by every test."""
    with django_db_blocker.unblock():
        real = make_test_database()
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(real, verbosity=0)


@pytest.fixture
def _left_as_found(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Torn down after the tables were emptied, since it was set up before."""
    yield
    with django_db_blocker.unblock():
        call_command("load_accord", verbosity=0)


@pytest.fixture
def committed(_left_as_found: None, transactional_db: None) -> None:
    """For a test that commits: every table is emptied after it, then the agreement comes back.

    A live server asks for its tables first, so that they are emptied last: then it comes back here.
    """
    if not FrameworkAgreement.objects.exists():
        call_command("load_accord", verbosity=0)


@pytest.fixture
def actor(db: None) -> Callable[[str], User]:
    """One account by the name of its place."""
    known = {place.name: place for place in ACTORS}
    made: dict[str, User] = {}

    def get(name: str) -> User:
        if name not in made:
            made[name] = create_actor(known[name])
        return made[name]

    return get


@pytest.fixture
def actors(actor: Callable[[str], User]) -> dict[str, User]:
    """One account per place: who they are says what they may do."""
    return {place.name: actor(place.name) for place in ACTORS}


# -- clients ---------------------------------------------------------------------------------------

_WRITES = ("INSERT", "UPDATE", "DELETE")
# What a read may write down: the session itself and its end, and that something was taken out.
_PERMITTED_TABLES = ("django_session", "axes_accesslog", "people_journalentry")


class WatchfulClient(Client):
    """A browser whose GET requests may not write."""

    def get(self, *args: Any, **kwargs: Any) -> Any:
        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            is_write = sql.lstrip().upper().startswith(_WRITES)
            if is_write and not any(table in sql for table in _PERMITTED_TABLES):
                raise AssertionError(f"a GET wrote: {sql[:200]}")
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            return super().get(*args, **kwargs)


@pytest.fixture
def browse() -> Callable[[User | None], WatchfulClient]:
    """A browser signed in as somebody, or as nobody."""

    def open_browser(user: User | None) -> WatchfulClient:
        client = WatchfulClient()
        if user is not None:
            client.force_login(user)
        return client

    return open_browser


@pytest.fixture
def rest() -> Callable[[User], APIClient]:
    """A REST client with a token of somebody's first membership."""

    def open_client(user: User) -> APIClient:
        token = create_token(user, next(iter(memberships_of(user)), None), by=SERVER)
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
        return client

    return open_client


# -- traps -----------------------------------------------------------------------------------------


class UndefinedVariable(str):
    """Raises when a template of the project shows a variable that nobody gave."""

    def __contains__(self, piece: object) -> bool:
        return piece == "%s"

    def __mod__(self, missing: Any) -> str:
        raise AssertionError(f"undefined template variable: {missing}")


@pytest.fixture(autouse=True)
def strict_templates(request: pytest.FixtureRequest) -> Iterator[None]:
    """Django's administration leaves variables undefined on purpose: ``lenient_templates``."""
    from django.template import engines

    engine = engines["django"].engine  # type: ignore[attr-defined]
    before = engine.string_if_invalid
    if "lenient_templates" not in request.keywords:
        engine.string_if_invalid = UndefinedVariable("%s")
    yield
    engine.string_if_invalid = before


@pytest.fixture(autouse=True)
def read_for_somebody(settings: Any) -> None:
    """Every query of a page is made for its reader, or in an action of somebody."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.traps.ReadingIsWatched"]


@pytest.fixture(scope="session", autouse=True)
def written_under_lock() -> Iterator[None]:
    """An action writes what it has locked, or what it has just made."""
    set_trap()
    yield
    keep_needed()


@pytest.fixture(scope="session", autouse=True)
def as_declared() -> Iterator[None]:
    """An action locks, and writes in the ledgers, what its verb declares."""
    with pytest.MonkeyPatch.context() as patch:
        declared.set_trap(patch)
        yield


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ranks in the order in which they are taken."""
    found: list[str] = []
    add = locking.Held.add

    def listen(self: Any, rank: Rank, keys: Any) -> None:
        known = list(keys)
        if known:
            found.append(rank.name)
        add(self, rank, known)

    monkeypatch.setattr(locking.Held, "add", listen)
    return found


@pytest.fixture(autouse=True)
def shuffled_unordered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queryset without order gives its rows in any order: code that relies on one fails."""
    fetch = QuerySet._fetch_all

    def fetch_all(self: Any) -> None:
        fresh = self._result_cache is None
        fetch(self)
        if fresh and not self.ordered and len(self._result_cache) > 1:
            random.shuffle(self._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_all)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be reached: the database, a test's own server."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else "local"
        if host not in ("127.0.0.1", "::1", "localhost", "local"):
            raise AssertionError(f"a test tried to reach {host}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def own_documents(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stored documents of a test stay in its own folder."""
    from django.core.files.storage import storages

    private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "documents"), "base_url": None},
    }
    settings.STORAGES = {**settings.STORAGES, "private": private}
    # The field has taken its storage when its model was read.
    monkeypatch.setattr(StoredFile._meta.get_field("file"), "storage", storages["private"])
    assert storages["private"].location == str(tmp_path / "documents")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of row locks and triggers say that they need PostgreSQL when it is not there."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL: set DATABASE_URL")
    for item in items:
        if "postgres" in item.keywords:
            item.add_marker(skip)
