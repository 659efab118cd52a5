from collections import Counter

from django.urls import get_resolver

from tests.architecture.routes import addresses, open_by_neglect


def test_every_address_says_who_may_see_it():
    assert open_by_neglect(get_resolver().url_patterns) == []


def test_there_are_addresses_to_speak_of():
    assert len(list(addresses(get_resolver().url_patterns))) > 5


def test_every_address_has_a_name_of_its_own():
    names = Counter(pattern.name for _, pattern in addresses(get_resolver().url_patterns))
    assert {name: times for name, times in names.items() if name is None or times > 1} == {}
