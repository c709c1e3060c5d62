from services.cleaner.lines.read_lines import read_lines

PARAGRAPH = (
    "The harbour of Velmora was closed on Tuesday after a storm tore two ferries from their moorings and drove them "
    "against the old pier, officials of the northern islands said late in the evening."
)


def texts(text: str) -> list[str]:
    return [unit.text for unit in read_lines(text)]


def wrap(text: str, width: int) -> str:
    lines, line = [], ""
    for word in text.split():
        if len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def test_hard_wrapped_lines_are_joined() -> None:
    text = wrap(PARAGRAPH, 72) + "\n\n" + wrap(PARAGRAPH.upper(), 72)

    assert texts(text) == [PARAGRAPH, PARAGRAPH.upper()]


def test_a_line_is_a_paragraph_where_paragraphs_are_lines() -> None:
    assert texts(f"{PARAGRAPH}\n{PARAGRAPH.upper()}\r\nShort line") == [PARAGRAPH, PARAGRAPH.upper(), "Short line"]


def test_a_short_line_among_wrapped_ones_stays_apart() -> None:
    text = wrap(PARAGRAPH, 72) + "\n\nRelated article: Ferry fares rise\n\n" + wrap(PARAGRAPH, 72)

    assert texts(text) == [PARAGRAPH, "Related article: Ferry fares rise", PARAGRAPH]


def test_a_long_address_does_not_set_the_width() -> None:
    text = wrap(PARAGRAPH, 72) + "\n\nhttps://news.example/" + "a" * 110 + "\n\n" + wrap(PARAGRAPH, 72)

    assert texts(text)[0] == PARAGRAPH


def test_glued_paragraphs_are_parted() -> None:
    text = (
        "Nobody in the harbour town expected that the storm would come so early this year."
        "Then the council of the northern islands met again to talk about it."
    )

    assert len(texts(text)) == 2


def test_names_with_a_dot_inside_are_not_parted() -> None:
    text = (
        "Nobody in the harbour town expected that the firm Velmora.Com would buy the ferries of the northern islands."
    )

    assert len(texts(text.replace("Velmora.Com would buy the ferries of the northern islands.", "Velmora.Com."))) == 1
    assert (
        len(texts("The U.S.Navy sent ships to the harbour of Velmora and to all of the other northern islands.")) == 1
    )
