"""``import_operations``: the national list of operations, from a file, with its refusals."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accord.files.tables import TableError, safe_cell, stream_csv
from accord.kernel.dates import parse_day
from accord.models import FrameworkAgreement
from operations.imports import ImportReport, import_operations
from operations.states import RowOutcome


class Command(BaseCommand):
    help = "Importe la liste nationale des opérations (CSV, quinze colonnes de 2014-2020)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="fichier CSV")
        parser.add_argument("--agreement", required=True, help="code de l’accord, p. ex. 2014-2020")
        parser.add_argument("--edition-date", default="", help="date de l’édition, AAAA-MM-JJ")
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui se passerait")
        parser.add_argument("--errors", type=Path, help="où écrire les lignes refusées")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        report = self._import(path, options)
        self._say(report, dry_run=options["dry_run"])
        if options["errors"] and report.refused:
            lines = stream_csv(
                report.error_header,
                ([safe_cell(cell) for cell in row] for row in report.error_rows()),
            )
            options["errors"].write_bytes(b"".join(lines))
            self.stdout.write(f"Lignes refusées : {options['errors']}")

    def _import(self, path: Path, options: dict[str, Any]) -> ImportReport:
        try:
            agreement = FrameworkAgreement.objects.get(code=options["agreement"])
        except FrameworkAgreement.DoesNotExist:
            known = ", ".join(FrameworkAgreement.objects.values_list("code", flat=True))
            raise CommandError(
                f"L’accord « {options['agreement']} » est inconnu (connus : {known or 'aucun'})."
            ) from None
        edition_on = None
        if text := options["edition_date"]:
            edition_on = parse_day(text)
            if edition_on is None:
                raise CommandError(f"« {text} » n’est pas une date (attendu AAAA-MM-JJ).")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"Impossible de lire {path} : {error.strerror}.") from error
        try:
            return import_operations(
                content,
                file_name=path.name,
                agreement=agreement,
                edition_on=edition_on,
                dry_run=options["dry_run"],
            )
        except TableError as error:
            raise CommandError(f"{path.name} : {error}") from error

    def _say(self, report: ImportReport, *, dry_run: bool) -> None:
        counts = report.counts
        said = ", ".join(_counted(counts[code], label) for code, label in RowOutcome.choices)
        prefix = "À blanc, rien n’est enregistré. " if dry_run else ""
        self.stdout.write(f"{prefix}{len(report.results)} lignes : {said}.")
        for result in report.results:
            if result.outcome in (RowOutcome.REFUSED, RowOutcome.GAP):
                where = f", {result.column} « {result.value} »" if result.column else ""
                label = RowOutcome(result.outcome).label
                self.stdout.write(f"  ligne {result.line} {label}{where} : {result.message}")
        for alert in report.alerts:
            self.stdout.write(self.style.WARNING(f"  alerte : {alert}"))


def _counted(count: int, label: str) -> str:
    """« 1 créée », « 38 créées », « 2 écarts à régler »: the first word takes the mark."""
    first, *rest = label.split()
    return " ".join([str(count), f"{first}s" if count > 1 else first, *rest])
