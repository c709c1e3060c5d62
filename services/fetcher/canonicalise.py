"""Gives an article's address its one canonical form, from which the article's id derives.

Only what is certain to change nothing is left out: a parameter too many makes an article known twice, a parameter too
few makes two articles one.
"""

import re

from yarl import URL

from claimwire.errors import ClaimwireError

#: Families of names that only the tools of advertisers and counters give: Google, Matomo, AT Internet, HubSpot, ...
_TRACKING_PREFIXES = (
    *("utm_", "mtm_", "matomo_", "pk_", "piwik_", "at_", "hsa_", "guce_"),
    *("vero_", "oly_", "oft_", "gaa_", "sara_", "trk_"),
)
#: Single names of theirs, by which no site is known to tell its pages apart. Firefox and the ClearURLs extension strip
#: most of them, too.
_TRACKING_NAMES = """
__cft__ __hsfp __hssc __hstc __tn__ __twitter_impression _branch_match_id _branch_referrer _ga _gl _hsenc
_hsmi _kx _openstat amp_gsa amp_js_v amp_r cmpid cvosrc dclid dicbo ef_id elqaid elqat elqcampaignid elqtrack
elqtrackid epik fb_action_ids fb_action_types fb_ref fb_source fbclid ftag ftcamp gad_campaignid gad_source
gbraid gclid gclsrc guccounter hsctatracking icid igsh igshid intcid irclickid li_fat_id mbid mc_cid mc_eid
mibextid mkt_tok ml_subscriber ml_subscriber_hash msclkid ncid ns_campaign ns_fee ns_linkname ns_mchannel
ns_source obclickid obclid ocid rb_clickid rdt_cid ref_src ref_url s_kwcid sc_cid sccid sfnsn smid soc_src
soc_trk sr_share srnd srsltid tblci ttclid twclid usqp vgo_ee wbraid wickedid wt_mc wt_zmc xtor yclid ymclid
ysclid
"""
_TRACKING_PARAMETERS = frozenset(_TRACKING_NAMES.split())
_TAB_OR_LINE_BREAK = re.compile(r"[\t\r\n]+")


class InvalidAddress(ClaimwireError):
    """Raised when an address is none that the fetcher may fetch."""


def canonicalise(address: str) -> str:
    """Return the canonical form of an http(s) address.

    Lower-case scheme and host, no user name, default port, fragment, ``..`` or tracking parameters; all other
    parameters stay as they are, in their order.

    Raises:
        InvalidAddress: it is no http(s) address with a host.
    """
    try:
        # Templates leave line breaks within addresses; browsers drop them too (WHATWG URL, 4.4).
        url = URL(_TAB_OR_LINE_BREAK.sub("", address.strip()))
        if url.scheme not in ("http", "https") or not url.raw_host:
            raise InvalidAddress(f"{address[:200]!r} is no http(s) address with a host")
        origin = URL.build(scheme=url.scheme, host=url.raw_host.rstrip("."), port=url.explicit_port)
        path = url.raw_path or "/"
        query = _without_tracking(url.raw_query_string)
        return str(origin.join(URL.build(path=path, query_string=query, encoded=True)))
    except ValueError as error:
        raise InvalidAddress(f"{address[:200]!r} is no address: {error}") from error


def outlet_of(address: str) -> str:
    """Return the outlet that an address belongs to where nobody named one: its host without ``www.``."""
    return (URL(address).host or address).removeprefix("www.")


def _without_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if part and not _is_tracking(part.partition("=")[0]))


def _is_tracking(parameter: str) -> bool:
    name = parameter.lower()
    return name in _TRACKING_PARAMETERS or name.startswith(_TRACKING_PREFIXES)
