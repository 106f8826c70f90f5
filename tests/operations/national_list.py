"""Files of the national list of 2014-2020, right or wrong, for the tests of imports."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from accord.acts.models import FrameworkAgreement
from accord.kernel.actors import SERVER
from operations.imports import ImportReport, import_operations

# The fifteen columns in the order of the list.
HEADER = (
    *("num_dossier", "Libellé_po", "AXE", "OT", "PI", "OS", "Region_adm", "Service_gest"),
    *("Lib_opé", "Lib_org", "Nombre de participants prévisionnels", "Dépenses totales"),
    *("Mont_UE", "Date début réalisation", "Date fin réalisation"),
)
DEPARTMENT = "Conseil départemental Du Pas De Calais - Service FSE"
APAPM = "Association des PLIE de l'Artois et du pays minier"

_ROW = {
    "num_dossier": "201600001",
    "Libellé_po": "Programme Opérationnel National FSE",
    "AXE": "3",
    "OT": "9",
    "PI": "1",
    "OS": "1",
    "Region_adm": "Nord-Pas-de-Calais",
    "Service_gest": DEPARTMENT,
    "Lib_opé": "Accompagnement vers l’emploi",
    "Lib_org": "Association d’essai",
    "Nombre de participants prévisionnels": "8",
    "Dépenses totales": "1000.00",
    "Mont_UE": "600.00",
    "Date début réalisation": "2016-01-01",
    "Date fin réalisation": "2016-12-31",
}


def row(**changes: str) -> dict[str, str]:
    """A row that is accepted, but for what is changed; short names stand for long headers."""
    short = {
        "number": "num_dossier",
        "programme": "Libellé_po",
        "service": "Service_gest",
        "title": "Lib_opé",
        "beneficiary": "Lib_org",
        "participants": "Nombre de participants prévisionnels",
        "cost": "Dépenses totales",
        "eu": "Mont_UE",
        "start": "Date début réalisation",
        "end": "Date fin réalisation",
    }
    return {**_ROW, **{short.get(name, name): value for name, value in changes.items()}}


def content(
    *rows: dict[str, str],
    header: Iterable[str] = HEADER,
    delimiter: str = ";",
    encoding: str = "utf-8",
) -> bytes:
    """Bytes of a file with these rows."""
    out = io.StringIO()
    names = list(header)
    writer = csv.DictWriter(out, names, delimiter=delimiter, lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows([{name: one.get(name, "") for name in names} for one in rows])
    return out.getvalue().encode(encoding)


def real() -> bytes:
    """The 38 real operations of Pas-de-Calais."""
    return (Path(settings.BASE_DIR) / "fixtures" / "operations_2014-2020.csv").read_bytes()


def send(
    data: bytes, *, agreement: str = "2014-2020", edition_on: date | None = None, **options: Any
) -> ImportReport:
    return import_operations(
        data,
        file_name=options.pop("file_name", "liste.csv"),
        agreement=FrameworkAgreement.objects.get(code=agreement),
        edition_on=edition_on,
        by=options.pop("by", SERVER),
        **options,
    )
