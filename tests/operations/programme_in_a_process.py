"""Programme one operation of a SQLite base in a process of its own; prints how it ended.

Run by ``test_concurrency``: database, transaction mode, number, key of the act, folder of the
start signal, number of processes to wait for.
"""

import os
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "accord.settings.test"

import django
from django.conf import settings

name, mode, number, act_key, folder, expected = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = name
settings.DATABASES["default"]["OPTIONS"] |= {"transaction_mode": mode, "timeout": 20}
django.setup()

from django.db import DatabaseError  # noqa: E402

from accord.acts.models import Act  # noqa: E402
from accord.kernel import ledger  # noqa: E402
from accord.kernel.actors import SERVER  # noqa: E402
from accord.kernel.errors import AccordError  # noqa: E402
from accord.kernel.transactions import acting  # noqa: E402
from operations.models import Operation  # noqa: E402
from tests.operations.deciding import programme  # noqa: E402


def wait_for_the_others() -> None:
    Path(folder, str(os.getpid())).touch()
    limit = time.monotonic() + 30
    while len(list(Path(folder).iterdir())) < int(expected) and time.monotonic() < limit:
        time.sleep(0.01)


post = ledger.post


def slow_post(*args: object, **kwargs: object) -> None:
    """Between reading and writing, long enough for the other process to read."""
    time.sleep(0.5)
    post(*args, **kwargs)  # type: ignore[arg-type]


ledger.post = slow_post  # type: ignore[assignment]
operation = Operation.objects.with_names().get(number=number)
wait_for_the_others()
try:
    with acting(SERVER):
        if mode == "DEFERRED":
            # What every action begins with: a read.
            Operation.objects.get(number=number)
        act = Act.objects.get(pk=act_key)
        programme(operation, by=SERVER, act=act, value_date=date(2024, 3, 1))
    print("programmed")
except (AccordError, DatabaseError) as error:
    print(type(error).__name__)
