"""Prevention rules: facts and a day in, one explained answer out. Pure.

    answer = assess(facts, on)          # vaccinations, screenings and obligations of one patient
    catch_up_plan(facts, on)            # the visits that bring a patient up to date
    values_to_verify(on)                # the review list of the editions in force
    facts, on = read_request(document)  # from the JSON of `brasdroit prevention forecast`

The vaccinations run through the engine of `brasdroit.pathway.immunisation`; the schedule is data of `brasdroit.reference.immunisation`.
"""

from brasdroit.pathway.prevention.rules.assessment import assess
from brasdroit.pathway.prevention.rules.plan import catch_up_plan
from brasdroit.pathway.prevention.rules.reading import UnreadableRequest, read_date, read_request
from brasdroit.pathway.prevention.rules.review import values_to_verify

__all__ = ["UnreadableRequest", "assess", "catch_up_plan", "read_date", "read_request", "values_to_verify"]
