/// How a digest looks: large on a phone at arm's length, dark in a dark room, black on white on paper, and
/// larger still on a wall.
enum DigestStyle {
  static let sheet: HTML = """
    :root { --paper: #fff; --ink: #111; --soft: #4a4a4a; --line: #767676; --fill: #1b4f8a; }
    @media (prefers-color-scheme: dark) {
      :root { --paper: #101214; --ink: #e4e2dc; --soft: #b3b0a8; --line: #77756f; --fill: #8fb3dc; }
    }
    * { box-sizing: border-box; }
    html { font: 112.5%/1.45 system-ui, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", Arial, sans-serif;
      -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { margin: 0 auto; max-width: 46rem; padding: 1rem; background: var(--paper); color: var(--ink);
      overflow-wrap: anywhere; }
    h1, h2, h3, p, ul { margin: 0; padding: 0; }
    ul { list-style: none; }
    header { border-bottom: 3px solid var(--ink); padding-bottom: .5rem; }
    .agency, .occasion, .lead, footer { color: var(--soft); }
    h1 { font-size: 1.6rem; line-height: 1.15; }
    section { margin-top: 1.6rem; }
    h2 { font-size: 1.1rem; line-height: 1.25; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
    .lead { margin-top: .5rem; font-size: .95rem; }
    .quiet { margin-top: 1.6rem; font-size: 1.25rem; font-weight: 600; }
    .items > li { margin-top: .8rem; break-inside: avoid; }
    h3 { font-size: 1.05rem; line-height: 1.3; }
    .progress .items { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
      gap: 0 1.8rem; }
    .bars { font-size: .95rem; }
    .bars li { display: grid; grid-template-columns: 1fr auto 6rem; gap: 0 .6rem; align-items: center; }
    .period { color: var(--soft); font-size: .9em; }
    @media (max-width: 28rem) { .bars li { grid-template-columns: 1fr auto 3rem; } }
    .figures { font-variant-numeric: tabular-nums; white-space: nowrap; }
    .bar { display: block; height: .75rem; border: 1px solid var(--line); }
    .bar span { display: block; border-top: calc(.75rem - 2px) solid var(--fill); }
    footer { margin-top: 1.8rem; padding-top: .4rem; border-top: 1px solid var(--line); font-size: .85rem; }
    @media screen and (min-width: 1600px) and (min-height: 800px) {
      html { font-size: 150%; line-height: 1.3; }
      body { max-width: none; padding: .7rem 1.4rem; }
      header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.2rem; }
      h1 { order: -1; }
      main { columns: 3; column-gap: 1.8rem; margin-top: .8rem; }
      section { margin: 0 0 1rem; }
      .bars li { grid-template-columns: 1fr auto 4rem; }
      h2 { break-after: avoid; }
      .items > li { margin-top: .5rem; }
    }
    @media print {
      @page { size: letter; margin: .45in .6in; }
      :root { --paper: #fff; --ink: #000; --soft: #222; --line: #555; --fill: #000; }
      html { font-size: 10.5pt; line-height: 1.2; }
      body { max-width: none; padding: 0; }
      header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.2em; border-bottom-width: 2px;
        padding-bottom: .2em; margin-bottom: .5em; }
      h1 { order: -1; font-size: 1.4em; }
      main { columns: 2; column-gap: 1.6em; }
      section { margin: 0 0 .7em; }
      h2 { font-size: 1.05em; break-after: avoid; padding-bottom: .1em; }
      h3 { font-size: 1em; }
      .lead { margin-top: .2em; font-size: 1em; }
      .items > li { margin-top: .35em; }
      .progress .items { display: block; }
      .bars { font-size: 1em; }
      .period { font-size: 1em; }
      .bars li { grid-template-columns: 1fr auto 3em; gap: 0 .5em; }
      .bar { height: .6em; }
      .bar span { border-top-width: calc(.6em - 2px); }
      .quiet { margin: 0 0 .6em; font-size: 1.1em; column-span: all; }
      footer { margin-top: .4em; padding-top: .2em; font-size: 10pt; }
    }
    """
}
