"""What every application needs and none owns: money, ledger, scope, audit, workflow, figures.

Nothing here knows the domain, and nothing here imports a model of ``accord``.
"""
