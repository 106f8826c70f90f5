"""What an address answers to OPTIONS."""

from __future__ import annotations

from typing import Any

from drf_orjson_renderer.renderers import ORJSONRenderer
from rest_framework.metadata import SimpleMetadata
from rest_framework.request import Request


class PlainMetadata(SimpleMetadata):
    """A description is JSON whatever format was asked for: a table cannot carry it."""

    def determine_metadata(self, request: Request, view: Any) -> dict[str, Any]:
        request.accepted_renderer = ORJSONRenderer()
        request.accepted_media_type = ORJSONRenderer.media_type
        described: dict[str, Any] = super().determine_metadata(request, view)
        return described
