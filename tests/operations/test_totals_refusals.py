"""What the totals over REST cannot read is refused by name, in French, in a problem document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accord.people.models import User

pytestmark = pytest.mark.django_db
Actors = Callable[[str], User]
Rest = Callable[[User], APIClient]
ADDRESS = "/api/v1/programming-totals/"

# Parameters sent, the one that is refused, a piece of what is said.
REFUSED: list[tuple[dict[str, str], str, str]] = [
    ({"group_by": "colour"}, "group_by", "regroupement « colour » inconnu"),
    ({"group_by": "fund,colour"}, "group_by", "regroupement « colour » inconnu"),
    ({"group_by": "Fund"}, "group_by", "regroupement « Fund » inconnu"),
    ({"group_by": "fund,fund"}, "group_by", "donné deux fois"),
    ({"group_by": "fund;holder"}, "group_by", "inconnu"),
    ({"group_by": "envelope__id"}, "group_by", "inconnu"),
    ({"as_of": "hier"}, "as_of", "n’est pas une date"),
    ({"as_of": ""}, "as_of", "n’est pas une date"),
    ({"as_of": "2024-02-30"}, "as_of", "n’est pas une date"),
    ({"as_of": "2024"}, "as_of", "n’est pas une date"),
    ({"as_of": "1789-07-14"}, "as_of", "entre 2007 et 2045"),
    ({"as_of": "9999-12-31"}, "as_of", "entre 2007 et 2045"),
    ({"known_at": "hier"}, "known_at", "n’est pas un instant"),
    ({"known_at": ""}, "known_at", "n’est pas un instant"),
    ({"known_at": "2024-01-01T99:00"}, "known_at", "n’est pas un instant"),
    ({"known_at": "1789-07-14T00:00:00Z"}, "known_at", "entre 2007 et 2045"),
    ({"agreement": "2028-2034"}, "agreement", "inconnu (connus : 2021-2027, 2014-2020)"),
    ({"agreement": "2021-2027'"}, "agreement", "inconnu"),
    ({"agreement": "\x00"}, "agreement", "signe illisible"),
    ({"territory_family": "canton"}, "territory_family", "famille « canton » inconnue"),
    ({"territory_family": ""}, "territory_family", "inconnue"),
    ({"groupby": "fund"}, "groupby", "paramètre inconnu"),
    ({"fund": "ftj"}, "fund", "paramètre inconnu"),
    ({"page": "2"}, "page", "paramètre inconnu"),
    ({"format": "xml"}, "format", "format « xml » inconnu"),
]


@pytest.fixture
def client(actor: Actors, rest: Rest) -> APIClient:
    return rest(actor("departement"))


@pytest.mark.parametrize("asked", ["json", "csv"])
@pytest.mark.parametrize(("parameters", "name", "sentence"), REFUSED)
def test_a_parameter_that_cannot_be_read_is_named(
    parameters: dict[str, str], name: str, sentence: str, asked: str, client: APIClient
) -> None:
    response = client.get(ADDRESS, {"format": asked, **parameters})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert (body["status"], body["parameter"]) == (400, name)
    assert body["title"] == "Paramètre invalide"
    assert f"« {name} »" in body["detail"]
    assert sentence in body["detail"]


def test_the_known_parameters_are_told(client: APIClient) -> None:
    detail = client.get(ADDRESS, {"grouping": "fund"}).json()["detail"]
    assert "connus : agreement, as_of, group_by, known_at, territory_family" in detail


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_totals_are_only_read(method: str, client: APIClient) -> None:
    response = getattr(client, method)(ADDRESS, {}, format="json")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "Méthode non permise"


def test_another_media_type_is_refused_in_json(client: APIClient) -> None:
    response = client.get(ADDRESS, HTTP_ACCEPT="application/xml")
    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 406


@pytest.mark.parametrize("header", ["", "Token", "Token x", "Token " + "a" * 64, "Bearer abc"])
def test_without_a_token_that_works_nothing_is_told(header: str) -> None:
    client = APIClient()
    if header:
        client.credentials(HTTP_AUTHORIZATION=header)
    response = client.get(ADDRESS)
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Token"


def test_a_session_reads_the_api_too(actor: Actors, browse: Callable[[User | None], Any]) -> None:
    assert browse(actor("departement")).get(ADDRESS).status_code == 200
