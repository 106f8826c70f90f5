"""Totals over REST against a static answer behind the same authentication, on the same server.

Run by ``script/bench``. Prints ratios: seconds depend on the machine, ratios much less.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from statistics import median

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from accord.kernel.actors import SERVER  # noqa: E402
from accord.people.actions import create_token  # noqa: E402
from accord.people.models import User  # noqa: E402
from envelopes.models import AccountBalance, Balance  # noqa: E402
from operations.models import Operation, UseOfCredits  # noqa: E402
from tests.actors import ACTORS, create_actor  # noqa: E402
from tests.bench.data import fill  # noqa: E402

ROUNDS, REQUESTS = 5, 60
GOAL = 5.0
STATIC = "/api/v1/static/"
TOTALS = "/api/v1/programming-totals/"
# Title, address, and whether the goal of the design applies to it.
CASES = (
    ("totaux par fonds et titulaire", f"{TOTALS}?agreement=2021-2027", True),
    ("totaux à une date passée", f"{TOTALS}?agreement=2021-2027&as_of=2024-06-30", True),
    ("totaux par enveloppe", f"{TOTALS}?agreement=2021-2027&group_by=envelope", True),
    ("totaux par dispositif", f"{TOTALS}?agreement=2021-2027&group_by=scheme", True),
    ("totaux en CSV", f"{TOTALS}?agreement=2021-2027&format=csv", True),
)
# Read from the ledgers on purpose; measured a few times only.
SLOW_CASES = (
    ("totaux par territoire", f"{TOTALS}?agreement=2021-2027&group_by=territory"),
    ("totaux par année", f"{TOTALS}?agreement=2021-2027&group_by=year,fund"),
    ("totaux connus à un instant", f"{TOTALS}?agreement=2021-2027&known_at=2024-06-30T12:00:00"),
    ("cent opérations", "/api/v1/operations/"),
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gunicorn", "accord.wsgi", "--bind", f"127.0.0.1:{port}"]
    options = ["--workers", "2", "--log-level", "warning", "--no-control-socket"]
    server = subprocess.Popen([*command, *options], env=os.environ)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server
        except OSError:
            time.sleep(0.2)
    raise SystemExit("le serveur ne répond pas")


def milliseconds(port: int, token: str, path: str, number: int) -> float:
    """Median time of an answer."""
    times = []
    for _ in range(number):
        client = http.client.HTTPConnection("127.0.0.1", port)
        start = time.perf_counter()
        client.request("GET", path, headers={"Authorization": f"Token {token}"})
        answer = client.getresponse()
        answer.read()
        times.append(time.perf_counter() - start)
        client.close()
        if answer.status != 200:
            raise SystemExit(f"{path} : {answer.status}")
    return median(times) * 1000


def main() -> int:
    call_command("migrate", verbosity=0)
    call_command("load_accord", verbosity=0)
    user = User.objects.filter(email="dreets@test.example").first()
    user = user or create_actor(next(place for place in ACTORS if place.name == "dreets"))
    fill()
    print(
        f"{Operation.objects.count()} opérations, {UseOfCredits.objects.count()} écritures, "
        f"{Balance.objects.count()} soldes d’enveloppe, {AccountBalance.objects.count()} de compte"
    )
    token = create_token(user, user.memberships.first(), by=SERVER)
    port = free_port()
    server = serve(port)
    try:
        return measure(port, token)
    finally:
        server.terminate()
        server.wait(timeout=10)


def measure(port: int, token: str) -> int:
    """Interleaved rounds, so that a slower moment of the machine weighs on every row alike."""
    for path in (STATIC, *(case[1] for case in CASES)):
        milliseconds(port, token, path, 10)
    floors: list[float] = []
    found: dict[str, list[float]] = {title: [] for title, _, _ in CASES}
    for _ in range(ROUNDS):
        floor = milliseconds(port, token, STATIC, REQUESTS)
        floors.append(floor)
        for title, path, _ in CASES:
            found[title].append(milliseconds(port, token, path, REQUESTS) / floor)
    floor = median(floors)
    print(f"réponse statique authentifiée : {floor:.2f} ms (plancher)")
    worst = 0.0
    for title, _, counts in CASES:
        ratio = median(found[title])
        worst = max(worst, ratio if counts else 0)
        print(f"  {title:<32} {ratio:5.2f} fois le plancher (objectif {GOAL:g})")
    for title, path in SLOW_CASES:
        ratio = milliseconds(port, token, path, 5) / floor
        print(f"  {title:<32} {ratio:5.1f} fois le plancher (lu dans les registres)")
    return 0 if worst <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
