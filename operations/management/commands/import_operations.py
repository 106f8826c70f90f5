"""``import_operations``: the national list of operations, from a file, with its refusals."""

import errno
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accord.acts.models import FrameworkAgreement
from accord.acts.states import RowOutcome
from accord.kernel.actors import SERVER, Author
from accord.kernel.dates import parse_day
from accord.kernel.errors import Denied, Refused
from accord.kernel.files.tables import TableError, safe_cell, stream_csv
from accord.kernel.text import quoted
from accord.people.acting import actor_of
from accord.people.models import User
from operations.imports import ImportReport, import_operations

_TOLD = (RowOutcome.CHANGED, RowOutcome.GAP, RowOutcome.REFUSED)
_WHY = {
    errno.ENOENT: "introuvable",
    errno.ENOTDIR: "introuvable",
    errno.EISDIR: "c’est un dossier",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "disque en lecture seule",
    errno.ENOSPC: "disque plein",
}


class Command(BaseCommand):
    help = "Importe la liste nationale des opérations (CSV à quinze colonnes)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="fichier CSV")
        parser.add_argument("--agreement", required=True, help="code de l’accord")
        parser.add_argument("--edition-date", default="", help="date de l’édition, AAAA-MM-JJ")
        parser.add_argument("--by", default="", help="adresse du compte qui importe")
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui se passerait")
        parser.add_argument(
            "--errors",
            type=Path,
            help="où écrire les lignes refusées ; sans refus, l’en-tête seul",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        errors: Path | None = options["errors"]
        if errors is not None:
            _refuse_unwritable(errors, path)
        report = self._import(path, options)
        self._say(report, dry_run=options["dry_run"])
        if errors is not None:
            self._write_errors(report, errors)

    def _import(self, path: Path, options: dict[str, Any]) -> ImportReport:
        agreement = _agreement(options["agreement"])
        edition_on = _edition_date(options["edition_date"])
        author = _author(options["by"])
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"Impossible de lire {path} : {_why(error)}.") from error
        try:
            return import_operations(
                content,
                file_name=path.name,
                agreement=agreement,
                by=author,
                edition_on=edition_on,
                dry_run=options["dry_run"],
            )
        except TableError as error:
            raise CommandError(f"{path.name} : {error}") from error
        except Refused as error:
            # The rows are refused one by one: what is left is the date of the edition.
            raise CommandError(f"--edition-date : {error.message}") from error

    def _say(self, report: ImportReport, *, dry_run: bool) -> None:
        counts = report.counts
        said = ", ".join(_counted(counts[code], label) for code, label in RowOutcome.choices)
        prefix = "À blanc, rien n’est enregistré. " if dry_run else ""
        self.stdout.write(f"{prefix}{len(report.results)} lignes : {said}.")
        for result in report.results:
            if result.outcome in _TOLD:
                where = f", {result.column} {quoted(result.value)}" if result.column else ""
                label = RowOutcome(result.outcome).label
                self.stdout.write(f"  ligne {result.line} {label}{where} : {result.message}")
        for alert in report.alerts:
            self.stdout.write(self.style.WARNING(f"  alerte : {alert}"))

    def _write_errors(self, report: ImportReport, errors: Path) -> None:
        """The refused rows of this reading; without any, the header alone replaces former ones."""
        rows = ([safe_cell(cell) for cell in row] for row in report.error_rows())
        try:
            errors.write_bytes(b"".join(stream_csv(report.error_header, rows)))
        except OSError as error:
            raise CommandError(
                f"--errors : l’import est terminé, mais {errors} n’a pas pu être écrit : "
                f"{_why(error)}."
            ) from error
        said = "Lignes refusées" if report.refused else "Aucune ligne refusée, en-tête seul"
        self.stdout.write(f"{said} : {errors}")


def _agreement(code: str) -> FrameworkAgreement:
    try:
        return FrameworkAgreement.objects.get(code=code)
    except FrameworkAgreement.DoesNotExist:
        known = ", ".join(FrameworkAgreement.objects.values_list("code", flat=True))
        raise CommandError(
            f"L’accord « {code} » est inconnu (connus : {known or 'aucun'})."
        ) from None


def _author(email: str) -> Author:
    """The account named; without one, the server."""
    if not email:
        return SERVER
    try:
        return actor_of(User.objects.get_by_natural_key(email))
    except User.DoesNotExist:
        raise CommandError(f"--by : aucun compte n’a l’adresse « {email} ».") from None
    except Denied as error:
        raise CommandError(f"--by : {error.message}") from error


def _edition_date(text: str) -> date | None:
    if not text:
        return None
    day = parse_day(text)
    if day is None:
        raise CommandError(f"--edition-date : « {text} » n’est pas une date (attendu AAAA-MM-JJ).")
    return day


def _refuse_unwritable(errors: Path, source: Path) -> None:
    """Before anything is imported: refusals that cannot be written would be lost."""
    existed = errors.exists()
    if existed and source.exists() and errors.samefile(source):
        raise CommandError("--errors : c’est le fichier à importer, il serait remplacé.")
    try:
        with errors.open("ab"):
            pass
    except OSError as error:
        raise CommandError(f"--errors : impossible d’écrire {errors} : {_why(error)}.") from error
    if not existed:
        errors.unlink()


def _why(error: OSError) -> str:
    return _WHY.get(error.errno or 0, str(error.strerror))


def _counted(count: int, label: str) -> str:
    """« 1 créée », « 38 créées », « 2 écarts à régler »: the first word takes the mark."""
    first, *rest = label.split()
    return " ".join([str(count), f"{first}s" if count > 1 else first, *rest])
