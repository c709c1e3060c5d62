"""News that begins like residue stays; credits and calls go, whatever names and numbers an outlet puts into them."""

import pytest

from tests.unit.cleaner.rules_fired import rules_fired


@pytest.mark.parametrize(
    ("text", "is_residue"),
    [
        ("You are reading the newsletter of the Velmora Post. Was it forwarded to you?", True),
        ("You are reading too much into the newsletter, he said.", False),
        ("Was this a step forward for Velmora?", False),
        ("Unsubscribe | Manage your preferences", True),
        ("Unsubscribed islanders saw the storm too late.", False),
        ("Join more than 40,000 readers every morning. It is free.", True),
        ("Join the islanders in their protest, the mayor asked.", False),
        ("Follow The Velmora Post on Gull and never miss a story. Download our app.", True),
        ("Follow the money and the story of the ferries begins in May.", False),
        ("Share 418 Gull Message Pin Mail", True),
        ("Share Bank of Velmora", False),
        ("You have read 2 of 3 free articles this month.", True),
        ("You have read the letter, the judge told him.", False),
        ("It is worth every penny. Subscribe for 9 crowns a week.", True),
        ("Few islanders subscribe for the whole year.", False),
    ],
)
def test_an_outlet_s_own_names_and_numbers_hide_no_residue(text: str, is_residue: bool) -> None:
    assert bool(rules_fired(text, "en.")) is is_residue


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Pictures, maps and letters were lost in the fire."),
        ("en", "Photo, video and audio recordings are banned in court, the judge said."),
        ("en", "Video by the rebels shows the burning depot."),
        ("en", "The report is the first of its kind, the ministry said."),
        ("en", "The article was first published in 1996 and led to three arrests."),
        ("en", "The story has been published from Velmora to Exampleton."),
        ("en", "This story was originally a play, first performed in 1950."),
        ("en", "Produced by a local brewery, the drink is sold in 40 countries."),
        ("en", "Edited by students, the paper won a prize."),
        ("en", "Translated by Ada Probe, the novel sold two million copies."),
        ("en", "Reporting by Ada Probe led to the arrest of the mayor."),
        ("en", "Source: close to the talks said the deal was dead."),
        ("en", "Picture: imperfect, said the critic."),
        ("en", "Subscribe to our newsletter, the mayor joked, before the press conference began."),
        ("en", "Follow us, the rebels shouted, and the crowd moved on."),
        ("en", "Get the app, the bank told its customers in a letter."),
        ("en", "Log in to the portal by Friday, the tax office urged taxpayers."),
        ("en", "Comments are closed to the public, the court ruled."),
        ("en", "What do you think? the judge asked."),
        ("en", "Topics: pensions, taxes and the war dominated the debate."),
        ("en", "Tags: 14 whales were tagged this summer."),
        ("en", "Sponsored by the state, the team won three races."),
        ("en", "All rights reserved for women, read one banner."),
        ("en", "Click here to vote was the message on the fake site."),
        ("en", "By using cookies and sweets, the officers won the trust of the children."),
        ("de", "Folgen Sie uns, riefen die Rebellen."),
        ("de", "Quelle: Trinkwasser in Musterstadt verseucht"),
        ("de", "Video: Tausende protestieren in der Hauptstadt"),
        ("de", "Alle Rechte vorbehalten hat sich der Verein."),
        ("fr", "Suivez-nous, criaient les rebelles."),
        ("fr", "Abonnez-vous à la vie, lance le poète."),
        ("fr", "Source : l'eau du village polluée"),
        ("fr", "Tous droits réservés aux hommes, disait la pancarte."),
        ("es", "Síganos, gritaron los rebeldes."),
        ("es", "Suscríbase antes del viernes, pide Hacienda a los agricultores."),
        ("es", "Fuente: el agua del pueblo está contaminada"),
        ("it", "Seguici, gridavano i ribelli."),
        ("it", "Fonte: acqua del paese inquinata"),
        ("nl", "Volg ons, riepen de rebellen."),
        ("nl", "Bron: water in dorp vervuild"),
        ("pt", "Siga-nos, gritavam os rebeldes."),
        ("pt", "Fonte: água da vila poluída"),
        ("sv", "Följ oss, ropade rebellerna."),
        ("sv", "Källa: vattnet i byn förorenat"),
        ("uk", "Джерело: вода в селі отруєна"),
        ("uk", "Теги: 14 китів помітили влітку."),
    ],
)
def test_news_that_begins_like_residue_stays(language: str, sentence: str) -> None:
    assert rules_fired(sentence, f"{language}.") == set()


def test_news_that_begins_like_residue_stays_inside_a_paragraph() -> None:
    text = "The square was full. Follow us, the rebels shouted. The crowd moved on."

    assert rules_fired(text, "en.") == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "(Reporting by Jon Example and Ana Sample in Velmora; Editing by J.B. Probe)"),
        ("en", "Reporting by Jon Example. Additional reporting by Ana Sample."),
        ("en", "Compiled by staff"),
        ("en", "Photos by Ana Sample and Jon Example"),
        ("en", "Photo courtesy of the Harbour Museum"),
        ("en", "Source: Velmora Post / Agencies"),
        ("en", "This article was originally published on The Velmora Post."),
        ("en", "This story was first published May 3, 2031, and has been updated."),
        ("en", "This story has not been edited by our staff and is published from a syndicated feed."),
        ("en", "Comments are closed."),
        ("en", "Subscribe to \u201cThe Harbour\u201d, our weekly newsletter."),
        ("de", "Quelle: dpa/Velmora Post"),
        ("de", "Quelle: eigene Recherche"),
        ("de", "Foto: Blick auf den Hafen von Velmora"),
        ("fr", "Source : l'Agence de Velmora"),
        ("es", "Fuente: elaboración propia"),
        ("uk", "Джерело: Зразкова правда"),
    ],
)
def test_credits_and_calls_are_residue_still(language: str, text: str) -> None:
    assert rules_fired(text, f"{language}.") != set()
