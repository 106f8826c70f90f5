"""The numbers that pages show of credits and their use."""

from accord.kernel.figures import Figure, Unit, register

_LEDGER = "Registre des mouvements de crédits"
_USES = "Registre des utilisations de crédits"

register(
    Figure(
        "envelopes.notified",
        "Notifié",
        Unit.EUROS,
        "Crédits de l’Union européenne notifiés au titulaire, nets des retraits et transferts.",
        _LEDGER,
    ),
    Figure(
        "envelopes.open",
        "Ouvert",
        Unit.EUROS,
        "Crédits ouverts à la programmation : la première tranche de 70 %, puis ce qu’un avenant "
        "à la convention de subvention globale ouvre.",
        _LEDGER,
    ),
    Figure(
        "envelopes.reserved",
        "Résiduel",
        Unit.EUROS,
        "Crédits notifiés qui ne sont pas encore ouverts : notifié − ouvert.",
        _LEDGER,
    ),
    Figure(
        "envelopes.programmed",
        "Programmé",
        Unit.EUROS,
        "Montant UE des opérations programmées par une instance, net des déprogrammations et des "
        "avenants.",
        _USES,
    ),
    Figure(
        "envelopes.contracted",
        "Conventionné",
        Unit.EUROS,
        "Montant UE des conventions signées, net des avenants.",
        _USES,
    ),
    Figure(
        "envelopes.declared",
        "Déclaré",
        Unit.EUROS,
        "Montant UE des dépenses déclarées dans les bilans.",
        _USES,
    ),
    Figure(
        "envelopes.accepted",
        "Retenu (CSF)",
        Unit.EUROS,
        "Montant UE retenu après contrôle de service fait.",
        _USES,
    ),
    Figure(
        "envelopes.certified",
        "Certifié",
        Unit.EUROS,
        "Montant UE certifié par la fonction comptable.",
        _USES,
    ),
    Figure("envelopes.paid", "Payé", Unit.EUROS, "Montant UE payé aux bénéficiaires.", _USES),
    Figure(
        "envelopes.remaining",
        "Reste à programmer",
        Unit.EUROS,
        "Ouvert − programmé, ramené à zéro par enveloppe avant toute addition : le dépassement "
        "d’une enveloppe ne cache pas le reste d’une autre. Inconnu quand les opérations connues "
        "sont un extrait.",
        f"{_LEDGER} ; {_USES}",
    ),
    Figure(
        "envelopes.sleeping",
        "Crédits disponibles non programmés depuis plus de 12 mois",
        Unit.EUROS,
        "Part du reste à programmer disponible sans interruption depuis plus de douze mois.",
        f"{_LEDGER} ; {_USES}",
    ),
    Figure(
        "envelopes.ceiling",
        "Plafond de programmation",
        Unit.EUROS,
        "Part des crédits ouverts qui peut être programmée : 100 % tant qu’aucun acte n’en décide "
        "autrement.",
        _LEDGER,
    ),
    Figure(
        "envelopes.programming_rate_open",
        "Taux de programmation (ouvert)",
        Unit.RATE,
        "Programmé rapporté aux crédits ouverts.",
        f"{_LEDGER} ; {_USES}",
    ),
    Figure(
        "envelopes.programming_rate_notified",
        "Taux de programmation (notifié)",
        Unit.RATE,
        "Programmé rapporté aux crédits notifiés.",
        f"{_LEDGER} ; {_USES}",
    ),
    Figure(
        "envelopes.operations",
        "Opérations",
        Unit.COUNT,
        "Opérations dont le montant programmé net n’est pas nul.",
        _USES,
    ),
)
