"""What turns figures into something people look at: typography, charts, PDF.

Belongs here: pure layout and the one door to the PDF engine. Does not belong here: sums, rights,
queries. The figures come in already computed, in cents and dates.
"""
