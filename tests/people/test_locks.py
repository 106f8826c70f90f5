"""What is set up once for an account is held first: two at the same moment come one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django_otp.util import random_hex

from accord.kernel.actors import SERVER
from accord.people import factors
from accord.people.models import User
from tests.people.test_passwords import SECRET, ask, link
from tests.people.test_second_factor import code_of

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
ACCOUNT = ["REST"]


def test_a_second_factor_is_set_renewed_and_removed_under_the_lock_of_its_account(
    actor: Actors, taken: list[str]
) -> None:
    user, key = actor("departement"), random_hex(20)
    steps: list[Callable[[], Any]] = [
        lambda: factors.set_factor(user, key, code_of(key), None),
        lambda: factors.renew_codes(user),
        lambda: factors.remove_factor(user, by=SERVER),
    ]
    for step in steps:
        taken.clear()
        step()
        assert taken == ACCOUNT


def test_a_link_is_spent_under_the_lock_of_its_account(actor: Actors, taken: list[str]) -> None:
    user, client = actor("departement"), Client()
    ask(user.email)
    assert mail.outbox
    target = client.get(link(), follow=True).redirect_chain[-1][0]
    taken.clear()
    sent = {"new_password1": SECRET, "new_password2": SECRET}
    assert client.post(target, sent).status_code == 302
    assert taken == ACCOUNT
