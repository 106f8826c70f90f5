"""The site, and a static answer behind the same authentication: the floor."""

from typing import Any

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accord.urls import urlpatterns as site


class StaticView(APIView):
    """The cheapest answer that REST gives to a client with a token."""

    def get(self, request: Request) -> Response:
        return Response({"static": "answer"})


urlpatterns: list[Any] = [path("api/v1/static/", StaticView.as_view()), *site]
