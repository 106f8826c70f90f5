"""The numbers that pages show of one operation or of a list of them."""

from accord.kernel.figures import Figure, Unit, register

_USES = "Registre des utilisations de crédits"

register(
    Figure(
        "operations.programmed_eu",
        "Programmé (UE)",
        Unit.EUROS,
        "Montant UE programmé par l’instance, net des avenants et déprogrammations.",
        _USES,
    ),
    Figure(
        "operations.programmed_cost",
        "Coût éligible programmé",
        Unit.EUROS,
        "Coût total éligible programmé, net des avenants et déprogrammations.",
        _USES,
    ),
    Figure(
        "operations.contracted_eu",
        "Conventionné (UE)",
        Unit.EUROS,
        "Montant UE de la convention signée, net des avenants.",
        _USES,
    ),
    Figure(
        "operations.contracted_cost",
        "Coût éligible conventionné",
        Unit.EUROS,
        "Coût total éligible de la convention signée, net des avenants.",
        _USES,
    ),
    Figure(
        "operations.paid_eu", "Payé (UE)", Unit.EUROS, "Montant UE payé au bénéficiaire.", _USES
    ),
)
