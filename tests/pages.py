"""A person at a browser: opens a form as the site shows it, fills it, sends it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import uuid4

from django.test import Client

from accord.people.models import User

_HIDDEN = re.compile(r'<input type="hidden"([^>]*)>')
_ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')


def hidden_fields(html: str) -> dict[str, list[str]]:
    """What a form carries unseen: its key, the values shown, the digest of what was read."""
    found: dict[str, list[str]] = {}
    for attributes in _HIDDEN.findall(html):
        pairs = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
        if pairs.get("name") not in (None, "csrfmiddlewaretoken", "agreement"):
            found.setdefault(pairs["name"], []).append(pairs.get("value", ""))
    return found


class Person:
    """Somebody signed in."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)

    def get(self, url: str) -> str:
        response = self.client.get(url)
        assert response.status_code == 200, (url, response.status_code)
        return response.content.decode()

    def open(self, url: str) -> dict[str, Any]:
        """Hidden fields of the form at an address; a button has no page, only its key."""
        response = self.client.get(url)
        shown = hidden_fields(response.content.decode()) if response.status_code == 200 else {}
        return {"submission": str(uuid4()), **shown}

    def post(self, url: str, data: dict[str, Any]) -> Any:
        return self.client.post(url, data)

    def send(self, url: str, data: dict[str, Any] | None = None) -> str:
        """Open the form, send it, expect it to be taken; gives the page that follows."""
        response = self.client.post(url, {**self.open(url), **(data or {})}, follow=True)
        content = response.content.decode()
        errors = re.findall(r'<div class="notice notice-danger".*?</div>', content, re.DOTALL)
        assert response.status_code == 200, (url, errors)
        assert response.redirect_chain, (url, errors)
        return content


def shown(form: dict[str, Any]) -> dict[str, Any]:
    """What a browser sends back of fields that nobody touched: the values shown."""
    sent = {}
    for name, value in form.items():
        if name.startswith("initial-recused_"):
            # Boxes: one value for each that is ticked, nothing when none is.
            if ticked := [one for one in value[0].split(",") if one]:
                sent[name.removeprefix("initial-")] = ticked
        elif name.startswith("initial-"):
            sent[name.removeprefix("initial-")] = value
    return sent
