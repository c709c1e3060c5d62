"""A site's rules, applied to a page."""

from dataclasses import replace

import pytest

from claimwire.models import RemovalReason
from services.cleaner.clean import clean
from services.cleaner.document import RawDocument
from services.cleaner.markup.scan_html import scan_html
from services.cleaner.outlet.apply_phrases import apply_phrases
from services.cleaner.outlet.apply_site_config import apply_site_config, mark_by
from services.cleaner.outlet.believe_site_rules import believe_site_rules
from services.cleaner.outlet.query_page import Found, PageTree
from services.cleaner.outlet.site_rules import Selector, SiteRules
from services.cleaner.reading import Reading
from services.cleaner.unit import Unit
from tests.ledger import ledger_faults

PAGE = """<html><head><title>The Quay</title><meta name=writer content="Ana Sample"></head><body>
<h1>Ferries sail</h1>
<div class="teaser"><p>Elsewhere the bakery burned.</p></div>
<div id=story class="x>y">
  <p>The ferry left at noon.</p>
  <div class=share><p>Pass it on</p></div>
  <p>It came back. <span class=ad>Buy paint.</span> Nobody saw it.</p>
  <script>"<p>not a paragraph</p>"</script>
  <!-- <p>nor this</p> -->
  <p class="last tides">High water: 3:12<p>The end.
</div>
<p class=date>Printed 2031-05-06</p>
<p>Imprint of the house.</p>
</body></html>"""


def selectors(*paths: str, rule: str = "site-config.strip") -> tuple[Selector, ...]:
    return tuple(Selector(path, rule) for path in paths)


def apply(rules: SiteRules, text: str = PAGE, *, judged: bool = True) -> list[Unit]:
    """Apply rules to a page of which everything but its headline and furniture was thought to be the body."""
    page = scan_html(text)
    units = [unit.removed(unit.zone, "markup.zone") if unit.zone and judged else unit for unit in page.units]
    return apply_site_config(units, page, text, rules)


def kept(units: list[Unit]) -> list[str]:
    return [unit.text for unit in units if unit.verdict is None]


def test_a_body_outweighs_every_other_judgement() -> None:
    page = scan_html(PAGE)
    wrong = [unit.removed(RemovalReason.OUTSIDE_ARTICLE, "extractor.outside") for unit in page.units]

    units = apply_site_config(wrong, page, PAGE, SiteRules(body=selectors("//div[@id='story']")))

    assert kept(units) == [
        "The ferry left at noon.",
        "It came back. Buy paint. Nobody saw it.",
        "High water: 3:12",
        "The end.",
    ]


def test_what_stands_outside_the_body_is_removed_by_the_rule() -> None:
    units = apply(SiteRules(body=selectors("//div[@id='story']", rule="site-config.body")))

    (imprint,) = [unit for unit in units if unit.text.startswith("Imprint")]
    assert imprint.verdict == (RemovalReason.OUTLET_RULE, "site-config.body")


def test_the_first_body_that_finds_text_counts_and_none_leaves_the_judgement() -> None:
    first = apply(SiteRules(body=selectors("//main", "//script", "//div[@id='story']", "//body")))
    none = apply(SiteRules(body=selectors("//main")))

    assert kept(first)[0] == "The ferry left at noon."
    assert kept(none) == kept(apply(SiteRules()))


def test_stripped_elements_go_with_all_that_is_in_them() -> None:
    units = apply(SiteRules(strip=selectors("//*[contains(@class, 'tides')]", "//p[@class='date']")))

    assert "High water: 3:12" not in kept(units)
    assert "Printed 2031-05-06" not in kept(units)
    assert "The end." in kept(units)


def test_a_stripped_element_inside_a_paragraph_is_cut_out_of_it() -> None:
    units = apply(SiteRules(strip=selectors("//span[@class='ad']")))

    assert "It came back. Nobody saw it." in kept(units)
    (cut,) = [unit for unit in units if unit.text == "Buy paint."]
    assert cut.verdict == (RemovalReason.OUTLET_RULE, "site-config.strip")
    assert PAGE[cut.raw_start : cut.raw_end] == "Buy paint."


def test_every_stripped_element_of_a_paragraph_is_cut_out_and_nothing_else() -> None:
    text = (
        "<p>The ferry left. <span class=ad>Buy <b class=ad>paint</b>.</span> It came back. "
        "<span class=ad>Buy paint.</span> Nobody saw it.<br>Tides: <span class=ad>see below</span> at noon. "
        "Buy paint. The end of paint.</p>"
    )

    units = apply(SiteRules(strip=selectors("//*[@class='ad']")), text)

    assert [unit.text for unit in units if unit.verdict is not None] == ["Buy paint.", "Buy paint.", "see below"]
    assert " ".join(kept(units)) == (
        "The ferry left. It came back. Nobody saw it. Tides: at noon. Buy paint. The end of paint."
    )


def test_a_rule_for_thousands_of_elements_takes_each_of_them_once() -> None:
    text = "".join(f"<p>Ferry {number} <b>ad {number}</b> sails. <i>Or so.</i></p>" for number in range(3_000))
    evaluated: list[str] = []

    class CountingTree(PageTree):
        def find(self, selector: Selector) -> Found:
            evaluated.append(selector.what)
            return super().find(selector)

    page = scan_html(text)
    rules = SiteRules(body=selectors("//main", "//p"), strip=selectors("//b", "//i"))
    units = mark_by(list(page.units), page, CountingTree(text, page), rules)

    assert evaluated == ["//main", "//p", "//b", "//i"]
    assert len([unit for unit in units if unit.verdict is not None]) == 6_000


def test_nested_elements_are_found_once() -> None:
    text = "<p>The end. " + "<span>a" * 100 + "</span>" * 100 + "</p>"

    found = PageTree(text, scan_html(text)).find(Selector("//span", "site-config.strip"))

    assert [part.text for part in found.parts] == ["a" * 100]


def test_an_element_beside_blocks_in_one_that_is_found_is_found_too() -> None:
    text = "<div><span>Here <span>ad</span> and<p>Buy paint.</p></span></div>"

    found = PageTree(text, scan_html(text)).find(Selector("//span", "site-config.strip"))

    assert len(found.elements) == 1
    assert [part.text for part in found.parts] == ["ad"]


def test_what_is_to_be_kept_comes_back() -> None:
    units = apply(SiteRules(keep=selectors("//div[@class='teaser']"), strip=selectors("//div")))

    assert "Elsewhere the bakery burned." in kept(units)
    assert "The ferry left at noon." not in kept(units)


@pytest.mark.parametrize(
    "path", ["//p[unknown()]", "//@class", "count(//p)", "//comment()", "//p[999]", "1 = 1", "string(//p)", "/"]
)
def test_a_selector_that_finds_no_element_changes_nothing(path: str) -> None:
    assert apply(SiteRules(strip=selectors(path))) == apply(SiteRules())


@pytest.mark.parametrize("text", ["", "<", "no markup", "\x00<p>zero</p>", "<p>" * 5_000, "<div>" * 400 + "deep"])
def test_any_page_comes_through(text: str) -> None:
    units = apply(SiteRules(body=selectors("//p"), strip=selectors("//span")), text)

    assert "".join(unit.text for unit in units) == "".join(unit.text for unit in scan_html(text).units)


def test_a_page_that_forges_numbers_moves_no_other_element() -> None:
    text = "<p data-claimwire-element=2>One.</p><p>Two.</p><span data-claimwire-element=99>Three.</span>"

    units = apply(SiteRules(strip=selectors("//p[1]", "//span")), text)

    assert kept(units) == ["Two."]


def test_a_page_too_large_for_a_parser_is_left_alone() -> None:
    page = scan_html(PAGE)

    assert PageTree.of(PAGE, page) is not None
    assert PageTree.of(PAGE, replace(page, elements=30_001)) is None
    assert PageTree.of(PAGE, replace(page, depth=251)) is None
    assert PageTree.of(PAGE + " " * 5_000_000, page) is None


def test_phrases_are_cut_out_of_a_text_as_well() -> None:
    units = apply(SiteRules())

    marked = apply_phrases(
        units,
        SiteRules(
            strip_phrases=(
                Selector("Nobody saw it.", "outlet-rule.phrase"),
                Selector("errie", "outlet-rule.phrase"),
                Selector("", "outlet-rule.phrase"),
            ),
            keep_phrases=(Selector("bakery", "outlet-rule.keep"),),
        ),
    )

    assert "It came back. Buy paint." in kept(marked)
    assert "Ferries sail" in kept(marked)
    assert "Elsewhere the bakery burned." in kept(marked)


def test_a_phrase_is_cut_out_wherever_it_stands_in_a_paragraph_but_in_no_word() -> None:
    text = "Adam came. Ad The ferry left. Ad It came back. Ad"

    marked = apply_phrases(
        scan_html(f"<p>{text}</p>").units, SiteRules(strip_phrases=(Selector("Ad", "outlet-rule.phrase"),))
    )

    assert " ".join(kept(marked)) == "Adam came. The ferry left. It came back."
    assert [unit.text for unit in marked if unit.verdict is not None] == ["Ad"] * 3


def test_title_authors_and_date_of_the_rules_are_believed() -> None:
    rules = SiteRules(
        title=selectors("//h2", "//h1"),
        author=selectors("//meta[@name='writer']/@content"),
        date=selectors("substring-after(//p[@class='date'], 'Printed ')"),
    )

    reading = believe_site_rules(Reading(units=(), language="en", title="The Quay"), PAGE, rules)

    assert (reading.title, reading.authors) == ("Ferries sail", ("Ana Sample",))
    assert reading.published is not None
    assert (reading.published.text, reading.published.source) == ("2031-05-06", "site-config")


def test_what_the_rules_do_not_find_stays() -> None:
    reading = Reading(units=(), language="en", title="The Quay", authors=("Bo Other",))

    assert believe_site_rules(reading, PAGE, SiteRules(title=selectors("//h6"), author=selectors("//h6"))) == reading


def test_an_article_is_cleaned_by_its_sites_rules() -> None:
    rules = SiteRules(
        title=selectors("//h1"),
        body=selectors("//div[@id='story']", rule="site-config.body"),
        strip=selectors("//span[@class='ad']", "//p[contains(@class, 'tides')]"),
        strip_phrases=(Selector("Nobody saw it.", "outlet-rule.phrase"),),
    )

    article = clean(RawDocument(body=PAGE.encode(), media_type="text/html", rules=rules))

    assert article.title == "Ferries sail"
    assert article.text == "The ferry left at noon.\n\nIt came back.\n\nThe end."
    assert {"site-config.strip", "outlet-rule.phrase"} <= {removal.rule for removal in article.ledger.removed}


def test_a_sentence_that_a_rule_cuts_into_stays_one_block_and_the_ledger_holds() -> None:
    text = (
        "<article><p>The ferry of Velmora&nbsp;<span class=ad>Buy &amp; sell</span> left the harbour <span class=ad>"
        "Tides</span>, the master said, at <span class=ad>(map)</span>noon.</p><p class=ad>Buy paint.</p>"
        "<p><span class=ad>Ropes</span> It came back before the storm, he said. "
        "<span class=ad>Sails</span></p></article>"
    )
    rules = SiteRules(body=selectors("//article"), strip=selectors("//*[@class='ad']"))

    article = clean(RawDocument(body=text.encode(), media_type="text/html", rules=rules))

    assert article.text == (
        "The ferry of Velmora left the harbour, the master said, at noon.\n\nIt came back before the storm, he said."
    )
    assert ledger_faults(article, text, is_page=True) == []


def test_phrases_work_on_a_text_without_markup() -> None:
    text = b"The ferry left at noon and came back before the storm. Call the harbour on 5550100."
    rules = SiteRules(strip_phrases=(Selector("Call the harbour on 5550100.", "outlet-rule.phrase"),))

    article = clean(RawDocument(body=text, media_type="text/plain", rules=rules))

    assert article.text == "The ferry left at noon and came back before the storm."
