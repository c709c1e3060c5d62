"""Residue in English."""

# ruff: noqa: RUF001 - rules are written with the dashes, quotes and letters that pages are written with

from claimwire.models import RemovalReason
from services.cleaner.residue.credit_words import CREDITED, NAMES, TITLE
from services.cleaner.residue.rule import Rule, end, start, whole

# Headlines after "Also read:" end without a full stop, sentences do not.
_HEADLINE = r"\s*[:|–—-]\s*[^\s:|–—-].{3,220}[^.\s]"
_INVITATION = (
    r"(?:also read|read also|must read|further reading|read more|read next|read in full|see also|"
    r"watch also|don'?t miss|"
    r"more on this(?: story| topic)?|related(?: article| story| stories| news| coverage| content|"
    r" reading| posts?| links?)?|"
    r"recommended(?: for you| reading| stories)?|you (?:may|might) also like|editor'?s? (?:choice|picks?))"
)
_NETWORK = (
    r"(?:twitter|x|facebook|instagram|telegram|whatsapp|tiktok|youtube|google news|linkedin|threads|bluesky|"
    r"mastodon|reddit)"
)
_BUTTON = (
    r"(?:share|tweet|pin|e-?mail|print|copy(?: link)?|link copied!?|bookmark|save|gift|comments?|"
    r"listen|flipboard|messenger|"
    rf"pinterest|{_NETWORK})"
)

CALLS = (
    r"sign up|subscribe|register|join|get|receive|also read|read also|read more|read next|see also|follow|"
    r"share this|story continues|article continues|click here|tap here|download|become a|support"
)
"""What a sentence begins with that calls on its reader, among the sentences of a paragraph."""

RULES: tuple[Rule, ...] = (
    whole("en.also-read", RemovalReason.RELATED, _INVITATION + _HEADLINE, _INVITATION + r"\s?[:…]?"),
    whole(
        "en.more-stories",
        RemovalReason.RELATED,
        r"(?:most|more) (?:read|popular|viewed|shared)(?: (?:stories|articles|news|now|today))?",
        (
            r"(?:trending(?: now)?|top stories|latest (?:news|stories)|popular(?: now)?|in other news|"
            r"more stories|more news)"
        ),
        r"more (?:from|stories from|stories on|coverage of|news on) [^.!?]{2,60}",
        r"(?:click|tap) here (?:to|for) (?:(?! was )[^.!?]){3,80}\.?",
        (
            r"(?:read|see|view) (?:the )?(?:full|original|entire|whole) (?:story|article|report|interview|"
            r"post)(?: (?:here|at|on)\b[^.!?]{0,60})?\.?"
        ),
        (
            r"(?:continue reading|show more|load more|see more|next article|previous article)(?: (?:next|"
            r"previous) article)?"
        ),
        most_words=16,
    ),
    end(
        "en.glued-also-read",
        RemovalReason.RELATED,
        r"(?:also read|read also|must read|read more|related(?: article| story)?)\s?[:|]\s?[^.!?]{8,220}",
    ),
    whole(
        "en.newsletter",
        RemovalReason.NEWSLETTER,
        (
            r"(?:please )?(?:sign up|subscribe|register|join)\b.{0,160}\b(?:newsletters?|inbox|"
            r"e-?mail alerts?|mailing list|daily briefing)\b.{0,120}"
        ),
        (
            r"(?:get|receive|have) (?:the|our|all|more|your|a|breaking|daily|weekly|news|stories|"
            r"updates)\b.{0,160}\b(?:your (?:inbox|e-?mail|phone)|newsletter)\b.{0,80}"
        ),
        r"(?:enter|your) (?:your )?e-?mail(?: address)?\b.{0,60}",
        r"by (?:signing up|subscribing|submitting|registering|providing)\b.{0,200}\b(?:privacy|terms)\b.{0,120}",
        r"(?:our |the )?(?:daily |weekly |free |morning )?newsletters?",
        (
            r"(?:you(?:['’]re| are) (?:reading|receiving)|thanks? for (?:reading|signing up for)) (?:the|our|this|a) "
            r"(?:[^.!?]{0,60} )?newsletter\b.{0,120}"
        ),
        r"(?:was this|did someone|if this was) [^.!?]{0,30}\bforward(?:ed)? (?:this|it|to you)\b.{0,120}",
        (
            r"(?:unsubscribe\b|manage (?:your )?(?:e-?mail )?(?:subscriptions?|preferences)|"
            r"view (?:this e-?mail )?in (?:your )?browser)[^.!?]{0,60}[.!]?"
        ),
        (
            r"join (?:the |our |over |more than |almost |about )*[\d,. ]*\d[km+]?(?: million)? (?:other )?"
            r"(?:readers|subscribers|people|others)\b.{0,200}"
        ),
        most_words=45,
    ),
    whole(
        "en.subscribe",
        RemovalReason.SUBSCRIBE,
        r"already (?:a|have an?) (?:subscriber|subscription|member|account)\b.{0,80}",
        r"(?:log|sign) ?in(?: (?:to|or|with|here)\b.{0,80})?",
        (
            r"(?:subscribe|become a (?:member|subscriber|patron)|support (?:our|independent|"
            r"quality) journalism|donate)(?: (?:now|today|here|to (?:our|the|read|continue|"
            r"unlock)\b.{0,100}))?[.!]?"
        ),
        (
            r"this (?:article|content|story) is (?:for|only for|available (?:only )?(?:to|for)|"
            r"exclusive to) (?:our )?(?:subscribers|members|registered)\b.{0,80}"
        ),
        r"(?:to (?:continue|keep) reading|(?:you have|you've) reached your)\b.{0,160}",
        (
            r"(?:you have|you've) (?:read|used|\d+)\b.{0,40}\b(?:free|complimentary) (?:articles?|stories|"
            r"reads?)\b.{0,80}"
        ),
        r"(?:create (?:a|your) (?:free )?account|start your (?:free )?trial)\b.{0,80}",
    ),
    whole(
        "en.offer",
        RemovalReason.SUBSCRIBE,
        (
            r"(?:.{0,120}[.!?…:)] )?subscribe (?:now |today )?(?:for|from) (?:only |just |"
            r"as little as )?\W{0,2}\d.{0,80}"
        ),
        holds=("subscribe",),
    ),
    whole(
        "en.share",
        RemovalReason.SHARE,
        rf"{_BUTTON}(?:[\s/|,·•&]{{1,4}}{_BUTTON}){{0,16}}",
        (
            rf"share\b(?=.*\b(?:copy|print|mail|e-?mail|link|{_NETWORK})\b)"
            rf"(?:[\s/|,·•&]{{1,4}}(?:{_BUTTON}|(?-i:[A-Z])\w{{1,14}}|\d{{1,6}})){{2,12}}"
        ),
        r"share (?:this|the) (?:article|story|post|page|video|on)\b[^.!?]{0,60}[.!:]?",
        r"share (?:on|via|to|with)\b[^.!?]{0,40}",
        (
            r"follow [^.!?]{2,60} (?:and|to) (?:never miss|stay|get|keep|read|see)\b[^.!?]{0,80}[.!]?"
            r"(?: (?:download|get) (?:the|our) [^.!?]{0,40}\bapp\b[^.!?]{0,40}[.!]?)?"
        ),
        r"follow (?:us|me|our|@\w+)\b.{0,160}",
        rf"follow [^.!?]{{2,60}} on (?:our )?{_NETWORK}\b[^.!?]{{0,100}}[.!]?",
        (
            rf"(?:join|subscribe to|like) (?:us|our)\b[^.!?]{{0,40}}\b(?:channel|group|page|"
            rf"{_NETWORK})\b[^.!?]{{0,60}}[.!]?"
        ),
        r"(?:download|get) (?:the|our) [^.!?]{0,40}\bapp\b[^.!?]{0,80}[.!]?",
    ),
    whole(
        "en.advert",
        RemovalReason.ADVERTISEMENT,
        (
            r"(?:\W{0,3})(?:advertisements?|advertising|ads?|sponsored(?: (?:content|by\b[^,.!?]{0,40}))?|"
            r"promoted(?: content)?|paid (?:post|content|partnership))(?:\W{0,3})"
        ),
        r"\W{0,3}(?:story|article|text|content) continues (?:below|after)\b[^.!?]{0,50}\W{0,3}",
        r"continue reading (?:below|after)\b[^.!?]{0,40}",
        r"(?:scroll (?:down )?to continue|skip (?:this )?ad(?:vertisement)?|remove ads|report this ad)\b[^.!?]{0,40}",
        most_words=12,
    ),
    whole(
        "en.consent",
        RemovalReason.CONSENT,
        r"(?:we (?:and our partners )?use|this (?:site|website|page) uses)\b.{0,60}\bcookies\b.{0,400}",
        (
            r"by (?=.{0,300}\b(?:you|agree|accept|consent))(?:using|continuing|clicking|browsing)\b.{0,160}\b"
            r"(?:cookies|terms of (?:use|service)|privacy policy)\b.{0,160}"
        ),
        r"(?:accept|reject|manage|allow) (?:all |your )?(?:cookies|consent|preferences)\b.{0,80}",
        r"(?:to (?:view|display|see) this (?:content|video|post)|this content is (?:hosted|provided) by)\b.{0,240}",
        r"(?:cookie|privacy) (?:policy|settings|preferences|notice)",
        most_words=80,
    ),
    whole(
        "en.all-rights",
        RemovalReason.COPYRIGHT,
        r".{0,120}\ball rights reserved\b(?! (?:for|to)\b).{0,160}",
        most_words=50,
        holds=("all rights reserved",),
    ),
    whole(
        "en.rights",
        RemovalReason.COPYRIGHT,
        (
            r"(?:this|no part of this) (?:material|content|article|story|publication|"
            r"report)\b.{0,60}\b(?:may|must|can) (?:not )?be (?:published|reproduced|republished|copied|"
            r"redistributed)\b.{0,160}"
        ),
        most_words=50,
    ),
    whole(
        "en.reading-time",
        RemovalReason.DATE,
        (
            r"(?:(?:reading|read) time\s?[:–-]?\s?)?\(?\d{1,3}[\s-]{0,2}min(?:ute)?s?(?:[\s-]{1,2}(?:read|"
            r"listen|watch|ago))?\)?"
        ),
        r"\d{1,2} (?:hours?|days?|weeks?) ago",
    ),
    whole(
        "en.credit",
        RemovalReason.CREDIT,
        (
            r"\W{0,2}(?:(?:additional |further )?reporting|editing|writing|compiled|edited|translated|"
            rf"produced) by:? {NAMES}"
        ),
        (
            r"\W{0,2}with (?:inputs?|additional reporting|files|reporting|agency inputs?|"
            r"agencies)(?: (?:from|by)\b[^.!?]{0,80})?[.)]{0,2}"
        ),
        (
            r"\W{0,2}(?:this|the) (?:article|story|report|piece) (?:was|has been|is|has)\b.{0,60}\b(?:auto-?generated|"
            r"syndicated (?:by|content|feed|from)|not been edited|published from an?)\b.{0,160}"
        ),
        (
            r"\W{0,2}this (?:article|story|report|piece|post|interview) (?:was |has been )?(?:first|originally|"
            rf"previously) (?:appeared|aired|posted|published|ran)(?: (?:as part of))? {NAMES}"
            r"(?:,? (?:and (?:is|has been|was) (?:re|syndicat|updat)|it (?:is|has been)|read|re-?(?:printed|published)|"
            r"with permission).{0,120})?"
        ),
        (
            r"(?:\(?(?:file )?(?:photo|photograph|picture|image|illustration|graphic|screenshot|"
            r"image source|image credit|photo credit)s?)\s?(?::|courtesy\b|credit\b)[^.!?]{2,140}[.)]{0,2}"
        ),
        rf"\(?(?:photo|photograph|picture|image|illustration|video|graphic)s? by:? {NAMES}",
        rf"(?:source|via|video|credits?)s?\s?: {CREDITED}",
        most_words=40,
    ),
    whole("en.image-caption", RemovalReason.CAPTION, r"image caption\b.{0,300}", most_words=50),
    whole(
        "en.comments",
        RemovalReason.COMMENTS,
        r"(?:\d{1,5} )?comments?(?: \(\d{1,5}\))?",
        r"(?:leave|post|write|add|view) (?:a |all |your )?(?:comments?|reply)\b[^.!?]{0,40}",
        (
            r"(?:join the (?:conversation|discussion)|comments are closed(?= (?:for|on) (?:this|the|our)\b|[.!]?\Z)|"
            r"what do you think\?)[^.!?]{0,60}[.!]?"
        ),
    ),
    whole(
        "en.tags",
        RemovalReason.TAGS,
        r"(?:tags?|topics?|keywords|filed under|categories|more about|read more about)\s?:\s?.{0,240}[^.!?…\s]",
        r"(?:filed under|tagged(?: with| as)?) [^.!?]{2,160}",
        most_words=40,
    ),
    whole(
        "en.contact",
        RemovalReason.FOOTER,
        (
            r"(?:contact|e-?mail|write to|reach|send|tips?|"
            r"got a)\b.{0,120}[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,40}.{0,40}"
        ),
        holds=("@",),
    ),
    whole(
        "en.navigation",
        RemovalReason.NAVIGATION,
        (
            r"(?:skip to (?:main )?content|back to top|home|menu|search|close|next|previous|"
            r"loading(?:\.\.\.|…)?|play(?: video)?|watch(?: now| live)?|listen to this article|"
            r"open in app|table of contents)"
        ),
        most_words=5,
    ),
    whole(
        "en.feed-tail",
        RemovalReason.FOOTER,
        rf"the (?:post|article|story) {TITLE}.{{1,240}} (?:appeared first|first appeared) on {TITLE}[^!?]{{1,80}}",
        most_words=50,
        holds=("appeared",),
    ),
    end(
        "en.glued-feed-tail",
        RemovalReason.FOOTER,
        rf"the (?:post|article|story) {TITLE}[^.!?]{{1,200}} (?:appeared first|first appeared) on {TITLE}[^!?]{{1,80}}",
        holds=("appeared",),
    ),
    start("en.section-label", RemovalReason.SECTION_LABEL, r"what[’']s the story"),
    start(
        "en.glued-advert", RemovalReason.ADVERTISEMENT, r"(?:advertisement|story continues below(?: advertisement)?)"
    ),
)
