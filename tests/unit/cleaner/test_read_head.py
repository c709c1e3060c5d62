from services.cleaner.markup.page import PageHead
from services.cleaner.markup.read_head import HeadReader


def head(*tags: tuple[str, str]) -> PageHead:
    reader = HeadReader()
    for tag, attributes in tags:
        reader.read(tag, attributes)
    return reader.head()


def test_meta_elements_are_known_by_property_or_name() -> None:
    metas = head(("meta", " property='og:title' content='A &amp; B'"), ("meta", ' NAME="Author" content=Ana')).metas

    assert metas == {"og:title": ("A & B",), "author": ("Ana",)}


def test_a_vocabulary_s_whole_address_is_shortened() -> None:
    metas = head(
        ("meta", ' property="http://ogp.me/ns#title" content="A"'),
        ("meta", ' property="http://ogp.me/ns/article#published_time" content="2031"'),
    ).metas

    assert metas == {"og:title": ("A",), "article:published_time": ("2031",)}


def test_microdata_has_names_of_its_own() -> None:
    metas = head(
        ("meta", ' itemprop="datePublished" content="2031"'), ("time", ' itemprop=dateModified datetime="2032"')
    ).metas

    assert metas == {"itemprop:datepublished": ("2031",), "itemprop:datemodified": ("2032",)}


def test_the_first_canonical_link_counts() -> None:
    links = [
        ("link", ' rel="stylesheet" href="/x.css"'),
        ("link", " href='/a' rel='canonical'"),
        ("link", " rel=canonical href=/b"),
    ]

    assert head(*links).canonical == "/a"


def test_what_only_mentions_the_word_is_no_canonical_link() -> None:
    assert head(("link", ' rel="preload" href="/canonical.js"')).canonical is None


def test_endless_attributes_are_left_out() -> None:
    assert head(("meta", f' name="author" content="{"x" * 100_000}"')).metas == {}
