"""Tells a person what the demo run came to."""

from collections.abc import Callable
from urllib.parse import urlsplit

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from claimwire.demo.account import Account
from claimwire.demo.run_demo import Outcome
from claimwire.models import Cluster, Support

_MOST_CARRIED = 5
_NAMES_SHOWN = 4


def progress_line(account: Account) -> str:
    """Say in one line how far the pipeline is."""
    return (
        f"discovered {len(account.discovered)}  fetched {len(account.fetched)}  cleaned {len(account.cleaned)}  "
        f"dropped {len(account.dropped)}  claims {len(account.claims)}  linked {len(account.linked)}"
    )


def print_summary(console: Console, outcome: Outcome) -> None:
    """Print everything but the traced claim."""
    account = outcome.account
    console.rule("[bold]Articles")
    console.print(_articles(outcome))
    console.rule("[bold]The most carried claims, and who stands behind them")
    for cluster in worth_showing(account.clusters):
        console.print(_cluster(cluster))
        console.print()
    console.rule("[bold]Time per stage")
    console.print(_times(account))
    console.rule("[bold]The sums")
    console.print(_sums(outcome))


def worth_showing(clusters: list[Cluster]) -> list[Cluster]:
    """Choose the most carried clusters, and at least one that is denied, without evidence, or revised."""
    chosen = clusters[:_MOST_CARRIED]
    kinds: tuple[Callable[[Cluster], bool], ...] = (
        lambda cluster: bool(cluster.deniers.count and cluster.origins.count),
        lambda cluster: bool(cluster.no_evidence.count),
        lambda cluster: bool(cluster.revisions),
    )
    for tells in kinds:
        if not any(tells(cluster) for cluster in chosen):
            chosen += [cluster for cluster in clusters if tells(cluster)][:1]
    return chosen


def _articles(outcome: Outcome) -> RenderableType:
    account = outcome.account
    found = f"{len(account.discovered)} discovered in the feeds of {outcome.outlets} outlets"
    versions = f"{len(account.cleaned)} cleaned, {account.versions} of them as a second version"
    lines: list[str | Text] = [
        f"{found}, {len(account.fetched)} fetched, {versions}",
        f"{len(account.claims)} claims in {len(account.clusters)} clusters",
        "",
    ]
    lines += [_row("dropped", event.reason.value, event.outlet, urlsplit(event.url).path) for event in account.dropped]
    lines += [
        _row("no claims", event.no_claims_because, event.article.outlet, event.article.title or "")
        for event in account.extracted
        if event.no_claims_because
    ]
    return Group(*lines)


def _row(what: str, reason: str, outlet: str, which: str) -> Text:
    told = f"{reason.replace('_', ' '):22}"
    return Text.assemble(
        f"{what:11}", (told, "yellow"), f"{outlet:22}", (which, "dim"), no_wrap=True, overflow="ellipsis"
    )


def _cluster(cluster: Cluster) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", min_width=20)
    table.add_column()
    table.add_row("  outlets", _support(cluster.outlets))
    table.add_row("  independent texts", _support(cluster.independent_texts))
    table.add_row("  origins", _support(cluster.origins))
    if cluster.deniers.count:
        table.add_row("  deniers", _support(cluster.deniers, "red"))
    if cluster.no_evidence.count:
        table.add_row("  no evidence, says", _support(cluster.no_evidence, "yellow"))
    for revision in cluster.revisions[-2:]:
        table.add_row("  revised", Text(f"{revision.before} → {revision.after}", style="magenta"))
    return Group(Text(f"“{cluster.text}”", style="bold"), table)


def _support(support: Support, colour: str = "green") -> Text:
    names = [member.name for member in support.members]
    more = f" and {support.count - _NAMES_SHOWN} more" if support.count > _NAMES_SHOWN else ""
    return Text.assemble((str(support.count), colour), "  ", (", ".join(names[:_NAMES_SHOWN]) + more, ""))


def _times(account: Account) -> Table:
    table = Table.grid(padding=(0, 3))
    table.add_row("", "[dim]events", "[dim]median", "[dim]95 %")
    for time in account.stage_times():
        table.add_row(time.stage, str(time.events), _seconds(time.median_seconds), _seconds(time.p95_seconds))
    return table


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _sums(outcome: Outcome) -> Table:
    table = Table.grid(padding=(0, 2))
    for check in outcome.checks:
        mark = "[green]✓" if check.holds else "[red]✗"
        table.add_row(mark, check.says, f"{check.left}" if check.holds else f"[red]{check.left} ≠ {check.right}")
    mark = "[red]✗" if outcome.dead_letters else "[green]✓"
    table.add_row(mark, "events set aside = 0", str(outcome.dead_letters))
    return table
