"""The style sheet of the page that shows what the cleaner did."""

STYLE = """
:root { color-scheme: light dark;
  --paper: #fdfcfa; --ink: #1c1b19; --soft: #6b675f; --line: #e4e0d8; --kept: #cfcabd;
  --about: #2f6fb3; --picture: #13807a; --others: #7b54b8; --sells: #b26a00; --asks: #b9386f; --learned: #3f7d2c;
  --around: #77736a; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #171614; --ink: #e9e6df; --soft: #9b968b; --line: #35322d; --kept: #57534a;
  --about: #74aeea; --picture: #4cc2ba; --others: #b394ea; --sells: #e2a23f; --asks: #ef7fac; --learned: #86c46f;
  --around: #a09b90; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 54rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Georgia, "Iowan Old Style", "Noto Serif", serif; overflow-wrap: anywhere; }
header, section, footer, .file, b, code, dl { font-family: system-ui, "Segoe UI", "Noto Sans", sans-serif; }
.file { margin: 0; color: var(--soft); font-size: .875rem; }
h1 { margin: .25rem 0 1rem; font: 600 1.9rem/1.2 Georgia, "Noto Serif", serif; text-wrap: balance; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .125rem 1rem; margin: 0; font-size: .875rem; }
dt { color: var(--soft); } dd { margin: 0; } .source { color: var(--soft); }
section { margin: 1.5rem 0 2rem; padding: 1rem 0; border: solid var(--line); border-width: 1px 0; font-size: .875rem; }
.sum { display: flex; flex-wrap: wrap; gap: 0 .35em; margin: 0 0 .625rem; }
label { margin-left: auto; color: var(--soft); cursor: pointer; user-select: none; }
label::before { content: "☐ "; } #removed:checked ~ section label::before { content: "☑ "; }
#removed { position: absolute; opacity: 0; } #removed:focus-visible ~ section label { outline: 2px solid var(--about); }
#removed:not(:checked) ~ main .gone { display: none; }
.bar { display: flex; height: .625rem; overflow: hidden; border-radius: .3rem; gap: 1px; }
.bar span { min-width: 2px; background: var(--hue); }
.legend { display: flex; flex-wrap: wrap; gap: .125rem 1.125rem; margin: .625rem 0 0; padding: 0; list-style: none; }
.legend i { display: inline-block; width: .625rem; height: .625rem; margin-right: .4rem; border-radius: 2px;
  background: var(--hue); }
.legend span { color: var(--soft); }
main > div { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0 1.125rem; margin: 0 0 .875rem; }
main b { padding-top: .3rem; font-weight: 500; font-size: .75rem; line-height: 1.45; text-align: right;
  color: var(--hue); overflow-wrap: break-word; }
main p, main h2, main h3, main blockquote { margin: 0; }
main h2 { font-size: 1.45rem; line-height: 1.25; } main h3 { font-size: 1.2rem; line-height: 1.35; }
main blockquote { padding-left: .9rem; border-left: 3px solid var(--line); font-style: italic; }
.kept.kept b { color: var(--soft); } .kept.list p::before { content: "• "; } .kept.caption p { color: var(--soft); }
.gone { font-size: .875rem; line-height: 1.5; }
.gone b { padding-top: .35rem; }
.gone p { max-height: 15rem; overflow: auto; padding: .3rem .7rem; border-radius: .3rem;
  border-left: 3px solid var(--hue); background: color-mix(in srgb, var(--hue) 10%, var(--paper)); }
.gone del { text-decoration-color: color-mix(in srgb, var(--hue) 55%, transparent); }
.gone code { font-size: .75rem; color: var(--hue); white-space: nowrap; }
.kept { --hue: var(--kept); } .about { --hue: var(--about); } .picture { --hue: var(--picture); }
.others { --hue: var(--others); } .sells { --hue: var(--sells); } .asks { --hue: var(--asks); }
.learned { --hue: var(--learned); } .around { --hue: var(--around); }
footer { margin-top: 2.5rem; color: var(--soft); font-size: .8125rem; }
@media (max-width: 40rem) { body { padding: 1.25rem .9rem 3rem; }
  main > div { grid-template-columns: 1fr; } main b { padding: 0 0 .1rem; text-align: left; } }
@media print { .gone p { max-height: none; } }
"""
