"""The French vaccination schedule as data: programmes, situations, obligations, products.

A *programme* protects against one *target* of the answer; several programmes may serve one target (infant and adolescent, general and
at risk). Each programme is a choice of *series*, run by the immunisation engine of `brasdroit.pathway.immunisation`. Words of the files:

- `age`: `absolute` (valid from), `minimum` (proposed from), `from` and `to` (recommended, `to` excluded), `maximum` (excluded);
- `after`: the same lengths counted from the previous dose, or from the last of `products`, or from the day of a `fact`;
- `start`: ages between which the first dose opens the series; `skip`: when a dose is superfluous (age, or a valid dose given at an age);
- `historical_until`: a dose that may have been given under an earlier schedule, never proposed; `booster`, `obligatory`: of the dose;
- `indications`, `unless`, `applies`: whom the programme concerns; `overrides`: it alone speaks for its target;
- `campaign`: a season « MM-DD » that returns each year; doses given before it are `X-past`.

Components of a vaccine: DTP-full and DTP-reduced (full or reduced diphtheria, with tetanus and polio), Ca, ca, wP, C (pertussis: full, reduced,
whole cell, unspecified), Hib, HB5 … HB40, PCV7 … PCV21, PPV23, ROTA1, ROTA5, MENB-4C, MENB-FHBP, ACWY-T, -TT, -CRM, MENC, MMR, VAR, HPV2 …
HPV9, ZONA-R, ZONA-L, FLU, COVID, RSV-AB, RSV-F, RSV-MAB, BCG, HEPA-A, HEPA-P, YF. DT-…, T, D, IPV and MMR-part are parts of a vaccine.
"""

from brasdroit.reference.immunisation.combinations import Combination, PlanRules, plan_rules_on
from brasdroit.reference.immunisation.obligations import Obligation, obligations_on
from brasdroit.reference.immunisation.products import Product, every_name, find_product, find_products_by_name
from brasdroit.reference.immunisation.schedule import (
    After,
    Age,
    Ask,
    Campaign,
    Closing,
    Dose,
    Edition,
    Programme,
    Series,
    Situations,
    Skip,
    edition_on,
)

__all__ = [
    "After",
    "Age",
    "Ask",
    "Campaign",
    "Closing",
    "Combination",
    "Dose",
    "Edition",
    "Obligation",
    "PlanRules",
    "Product",
    "Programme",
    "Series",
    "Situations",
    "Skip",
    "edition_on",
    "every_name",
    "find_product",
    "find_products_by_name",
    "obligations_on",
    "plan_rules_on",
]
