import socket

import pytest

from lianxin.site.addresses import claim, is_loopback, refuse_open_demo, to_open
from lianxin.site.errors import Unable
from lianxin.site.startup import prepare_tables


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_a_demo_may_listen_to_this_machine(host):
    assert is_loopback(host)
    refuse_open_demo(host, demo=True)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "", "example.org"])
def test_a_demo_may_not_listen_to_others(host):
    assert not is_loopback(host)
    with pytest.raises(Unable, match="演示版不设密码"):
        refuse_open_demo(host, demo=True)


def test_an_office_may_listen_to_others():
    refuse_open_demo("0.0.0.0", demo=False)


def test_a_claimed_address_is_nobody_elses():
    with claim("127.0.0.1", 0) as ours, pytest.raises(Unable, match="已被另一个程序占用"):
        claim("127.0.0.1", ours.getsockname()[1])


def test_a_port_of_the_one_before_can_be_claimed_at_once():
    with claim("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            first.accept()[0].close()
    claim("127.0.0.1", port).close()


@pytest.mark.parametrize(
    ("host", "port"), [("192.0.2.1", 8000), ("127.0.0.1", 70000), ("nowhere.invalid", 8000)]
)
def test_an_address_that_cannot_be_is_named(host, port):
    with pytest.raises(Unable, match=f"不能使用地址 {host} 的端口 {port}"):
        claim(host, port)


def test_the_address_shown_is_one_a_browser_takes():
    assert to_open("127.0.0.1", 8000) == ["http://127.0.0.1:8000/"]
    assert to_open("localhost", 8000) == ["http://localhost:8000/"]
    assert to_open("::1", 8000) == ["http://[::1]:8000/"]
    assert to_open("0.0.0.0", 80)[0] == "http://127.0.0.1:80/"


@pytest.mark.django_db
def test_tables_that_are_up_to_date_cost_few_queries_and_no_words(django_assert_max_num_queries):
    said: list[str] = []
    with django_assert_max_num_queries(3):
        prepare_tables(said.append)
    assert said == []
