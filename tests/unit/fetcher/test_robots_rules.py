from datetime import timedelta

import pytest

from services.fetcher.robots_rules import LONGEST_CRAWL_DELAY, MOST_BYTES, RobotsRules, read_robots

SITE = "https://tidepost.example"


def allows(robots: str, path: str) -> bool:
    return read_robots(robots.encode()).allows(SITE + path)


def test_an_empty_file_forbids_nothing() -> None:
    assert allows("", "/ferry")


def test_what_is_disallowed_for_all_is_forbidden_and_the_rest_is_not() -> None:
    robots = "User-agent: *\nDisallow: /private/\nAllow: /private/press\n"

    assert not allows(robots, "/private/diary")
    assert allows(robots, "/private/press/ferry")
    assert allows(robots, "/ferry")


def test_the_group_that_names_us_goes_before_the_one_for_all() -> None:
    robots = "User-agent: *\nDisallow: /\n\nUser-agent: Claimwire/2.0\nDisallow: /private\n"

    assert allows(robots, "/ferry")
    assert not allows(robots, "/private")


def test_groups_that_name_us_twice_count_together() -> None:
    robots = (
        "User-agent: claimwire\nDisallow: /a\nUser-agent: other\nDisallow: /\nUser-agent: claimwire\nDisallow: /b\n"
    )

    assert [allows(robots, path) for path in ("/a", "/b", "/c")] == [False, False, True]


@pytest.mark.parametrize("agent", ["claim", "claimwirebot", "wire", "anotherbot"])
def test_a_group_for_another_crawler_is_not_ours(agent: str) -> None:
    assert allows(f"User-agent: {agent}\nDisallow: /\n", "/ferry")


def test_one_group_may_name_several_crawlers() -> None:
    robots = "User-agent: other\nSitemap: https://tidepost.example/map\nUser-agent: claimwire\nDisallow: /a\n"

    assert not allows(robots, "/a")


def test_an_own_group_without_rules_forbids_nothing() -> None:
    assert allows("User-agent: claimwire\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "/ferry")


def test_wildcards_and_ends_are_understood() -> None:
    robots = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?print=\n"

    assert not allows(robots, "/ferry.pdf")
    assert allows(robots, "/ferry.pdf.html")
    assert not allows(robots, "/ferry?print=1")


def test_marks_comments_and_odd_line_ends_do_no_harm() -> None:
    assert not allows("\ufeff# hello\r\nuser-agent : * # all\rDISALLOW: /a # not this\r\n", "/a")


def test_a_page_that_is_no_robots_file_forbids_nothing() -> None:
    assert allows("<html><body><p>Disallow: / is not said here</p></body></html>", "/ferry")


def test_the_crawl_delay_is_read_and_bounded() -> None:
    asked = read_robots(b"User-agent: *\nCrawl-delay: 2.5\n")
    too_much = read_robots(b"User-agent: *\nCrawl-delay: 86400\n")

    assert asked.crawl_delay == timedelta(seconds=2.5)
    assert (too_much.crawl_delay, too_much.asked_delay) == (LONGEST_CRAWL_DELAY, timedelta(days=1))


@pytest.mark.parametrize("delay", ["soon", "-1", "nan", "inf", "1e999"])
def test_a_crawl_delay_that_makes_no_sense_is_none(delay: str) -> None:
    assert read_robots(f"User-agent: *\nCrawl-delay: {delay}\n".encode()).crawl_delay is None


def test_no_rules_ask_for_no_delay() -> None:
    assert RobotsRules("").crawl_delay is None


def test_a_file_is_read_up_to_its_limit() -> None:
    filler = b"# filler\n" * (MOST_BYTES // 9 + 1)

    assert read_robots(b"User-agent: *\nDisallow: /a\n" + filler + b"Disallow: /b\n").allows(SITE + "/b")


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ("".join(f"User-agent: bot{n}\n" for n in range(15_000)) + "Disallow: /a\n" * 15_000, True),
        ("User-agent: *\nDisallow: /" + "*a" * 1_000 + "\n", False),
        ("User-agent: *\n" + "Disallow: /*a*a*a*a*a*a*a*a*b$\n" * 15_000, True),
        ("User-agent: *\nCrawl-delay: " + "9" * 400_000 + "\n", True),
    ],
    ids=["many agents, many rules", "many wildcards", "many rules with wildcards", "a long number"],
)
def test_a_hostile_file_is_read_before_anybody_tires(robots: str, allowed: bool) -> None:
    # Without care it takes hours, or all memory.
    assert read_robots(robots.encode()).allows(SITE + "/" + "a" * 2_000) is allowed
