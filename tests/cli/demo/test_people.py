"""The synthetic population: deterministic, believable, and nobody."""

import re
from collections import Counter
from datetime import date
from itertools import islice

import pytest

from brasdroit.cli.demo.people import TEST_OID, generate
from brasdroit.cli.demo.tables import ascii_slug, tables
from brasdroit.foundation.codes.checks import check

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def people():
    return list(generate(3000, 7, TODAY))


def test_the_same_seed_gives_the_same_people(people):
    assert list(islice(generate(10**9, 7, TODAY), 3000)) == people
    assert list(generate(5, 8, TODAY)) != people[:5]


def test_indexes_follow_one_another(people):
    assert [each.index for each in people] == list(range(3000))
    assert list(generate(0, 7, TODAY)) == []


def test_every_matricule_is_unique_valid_and_of_the_test_authority(people):
    known = [each for each in people if each.matricule]
    assert {each.oid for each in known} == {TEST_OID}
    assert {each.oid for each in people if not each.matricule} == {""}
    assert len({each.matricule for each in known}) == len(known)
    assert [each.matricule for each in known if not check("nir", each.matricule).valid] == []
    assert {each.identity_status for each in known} == {"QUAL", "RECUP"}
    assert {each.identity_status for each in people if not each.matricule} == {"PROV", "VALI"}


def test_numbers_and_addresses_belong_to_nobody(people):
    landline = re.compile(r"\+33(19900|26191|35301|46571|53649)\d{4}")
    assert [each.mobile for each in people if each.mobile and not re.fullmatch(r"\+3363998\d{4}", each.mobile)] == []
    assert [each.landline for each in people if each.landline and not landline.fullmatch(each.landline)] == []
    pattern = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+@example\.(org|net|com)")
    assert [each.email for each in people if each.email and not pattern.fullmatch(each.email)] == []


def test_nobody_is_born_tomorrow_nor_older_than_the_oldest(people):
    assert max(each.birth_date for each in people) <= TODAY
    assert min(each.birth_date.year for each in people) >= 1920


def test_the_ages_are_those_of_a_practice(people):
    years = [(TODAY - each.birth_date).days / 365.25 for each in people]
    children, old = sum(each < 18 for each in years), sum(each >= 65 for each in years)
    assert 0.17 <= children / len(people) <= 0.26
    assert 0.17 <= old / len(people) <= 0.26


def test_a_household_shares_its_address_and_landline(people):
    homes: dict[int, set[tuple[str, str, str]]] = {}
    for each in people:
        homes.setdefault(each.household, set()).add((each.street, each.postal_code, each.city))
    assert {len(addresses) for addresses in homes.values()} == {1}
    assert max(Counter(each.household for each in people).values()) >= 4


def test_duplicates_point_at_the_first_record(people):
    twins = [each for each in people if each.problem == "duplicate"]
    assert [each.index - 1 for each in twins] == [each.duplicate_of for each in twins]
    assert {each.matricule for each in twins} == {""}
    assert 20 <= len(twins) <= 60
    assert {each.problem for each in people} == {"", "duplicate", "homonym", "incomplete_date"}


def test_an_incomplete_date_is_stored_as_the_identity_rules_say(people):
    incomplete = [each.birth_date for each in people if each.birth_date_estimated]
    assert [each for each in incomplete if each.day != 1 and (each.month, each.day) != (12, 31)] == []
    assert len(incomplete) > 0


def test_never_asked_differs_from_explicitly_none(people):
    assert {type(each.allergies) for each in people} == {tuple, type(None)}
    assert () in {each.allergies for each in people}


def test_most_households_live_in_the_town_asked_for():
    home = Counter(each.city_insee for each in generate(1000, 7, TODAY, town="35238"))
    assert 750 <= home["35238"] <= 950


def test_an_unknown_town_is_refused():
    with pytest.raises(ValueError, match="99999"):
        list(generate(1, 7, TODAY, town="99999"))


def test_the_lists_are_long_and_varied():
    lists = tables()
    given = {name for names in (*lists.given.values(), *lists.given_by_origin.values()) for name in names}
    assert len({each.name for each in lists.birth_names}) >= 400
    assert len(given) >= 400
    assert len({each.insee for each in lists.communes}) >= 60


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("N’Guessan", "nguessan"),
        ("Le Goff", "le-goff"),
        ("Martin--Leroy", "martin-leroy"),
        ("Yılmaz", "yilmaz"),
        ("Éloïse", "eloise"),
    ],
)
def test_a_name_in_an_address(name, slug):
    assert ascii_slug(name) == slug
