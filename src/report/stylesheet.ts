/**
 * The stylesheet of every report. The colours of the curves are those of Okabe and Ito (Color Universal Design, 2008), which
 * people with any kind of colour blindness can tell apart. Some are lighter or darker here, for contrast. Each also has a dash.
 * Dark colours are for screens: paper is white.
 */
export const stylesheet = `
:root { color-scheme: light dark; --page: #fbfbf9; --card: #ffffff; --ink: #1c1e21; --soft: #5d646d; --line: #e2e3df; --accent: #0067a3; --good: #00694d; --bad: #b3261e;
  --style0: #0072b2; --style1: #d55e00; --style2: #00805f; --style3: #a8558a; --style4: #8a6d00; --style5: #4a90c2; --heat: 0, 114, 178; }
@media screen and (prefers-color-scheme: dark) { :root { --page: #15171a; --card: #1d2024; --ink: #e8e9eb; --soft: #9da4ad; --line: #33373d; --accent: #56b4e9; --good: #2fc79b; --bad: #ff8a80;
  --style0: #56b4e9; --style1: #ff8a3d; --style2: #2fc79b; --style3: #dd92bd; --style4: #f0c93a; --style5: #9fc4ff; --heat: 86, 180, 233; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 40px 24px 64px; }
header { margin-bottom: 24px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 6px; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 44px 0 12px; scroll-margin-top: 12px; }
h3 { font-size: 16px; margin: 24px 0 8px; }
p { margin: 0 0 10px; max-width: 76ch; overflow-wrap: anywhere; }
.soft, .none, figcaption, small { color: var(--soft); }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 14px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 20px; font-size: 14px; }
.state { font-weight: 600; margin-right: 8px; padding: 1px 9px; border: 1px solid currentColor; border-radius: 99px; font-size: 14px; white-space: nowrap; }
.good { color: var(--good); } .bad { color: var(--bad); } .open { color: var(--accent); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(200px, 100%), 1fr)); gap: 12px; margin: 0; }
.facts div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.facts dt { color: var(--soft); font-size: 13px; }
.facts dd { margin: 2px 0 0; font-size: 21px; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.25; }
.facts dd small { display: block; font-size: 13px; font-weight: 400; }
.pair { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(400px, 100%), 1fr)); gap: 16px; align-items: start; }
.pair > * { min-width: 0; max-width: 760px; }
.pair h3 { margin-top: 0; }
figure { margin: 0; }
.chart, .scroll, pre { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.chart { padding: 14px 16px 8px; }
.chart figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; font-size: 14px; }
.chart > svg { display: block; width: 100%; height: auto; margin-top: 8px; overflow: visible; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 14px; color: var(--ink); }
.legend > span { display: inline-flex; align-items: center; gap: 6px; }
.key { width: 30px; height: 10px; flex: none; }
.grid { stroke: var(--line); stroke-width: 1; }
.zero { stroke: var(--soft); stroke-width: 1.5; }
.tick { fill: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; }
.label { fill: var(--ink); font-size: 13px; }
.halo { paint-order: stroke; stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }
.curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.band { stroke: none; opacity: .16; }
.point { stroke-width: 1.5; fill-opacity: .4; }
.mark { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 4; }
.best { fill: var(--card); stroke: var(--ink); stroke-width: 2; }
.mean, .interval { stroke-width: 3; } .interval { stroke-opacity: .5; } .mean.mean, .interval.interval, .point.point, .dot.dot { stroke-dasharray: none; }
.bar { fill: var(--soft); opacity: .45; }
.column rect, .hover { fill: transparent; } .column line { stroke: var(--soft); stroke-width: 1; opacity: 0; } .column:hover line { opacity: .8; }
.style0 { stroke: var(--style0); fill: var(--style0); }
.style1 { stroke: var(--style1); fill: var(--style1); stroke-dasharray: 7 4; }
.style2 { stroke: var(--style2); fill: var(--style2); stroke-dasharray: 2 4; }
.style3 { stroke: var(--style3); fill: var(--style3); stroke-dasharray: 9 3 2 3; }
.style4 { stroke: var(--style4); fill: var(--style4); stroke-dasharray: 14 4; }
.style5 { stroke: var(--style5); fill: var(--style5); stroke-dasharray: 4 2; }
.curve.curve { fill: none; } .band.band { stroke: none; } .dot { fill-opacity: .65; } .dot.solid { fill-opacity: 1; }
.tip { position: fixed; z-index: 1; white-space: pre; pointer-events: none; background: var(--ink); color: var(--page); padding: 6px 10px; border-radius: 6px; font-size: 13px; line-height: 1.4; font-variant-numeric: tabular-nums; }
.tip[hidden] { display: none; }
.chart > p, .pair + p { margin-top: 12px; }
p.warning + .facts, .scroll + .pair { margin-top: 16px; }
.scroll { overflow: auto; padding: 4px 16px; } .scroll:has(.long) { max-height: 560px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: 7px 10px; border-bottom: 1px solid var(--line); white-space: nowrap; }
tr:last-child td, tr:last-child th { border-bottom: 0; }
thead th { color: var(--soft); font-size: 13px; font-weight: 500; position: sticky; top: -4px; background: var(--card); }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
tbody th { font-weight: 500; white-space: normal; min-width: min(12em, 40vw); } .confusion tbody th { min-width: min(8em, 26vw); max-width: 14em; }
.total td, .total th { font-weight: 600; }
.wrap td, .wrap tbody th { white-space: normal; text-align: left; overflow-wrap: anywhere; vertical-align: top; } .wrap thead th { text-align: left; }
.best-epoch { color: var(--good); font-size: 13px; margin-left: 4px; }
.pair tbody th { min-width: 5em; }
.confusion { width: auto; } .confusion td { text-align: center; min-width: 46px; border: 2px solid var(--card); border-radius: 6px; padding: 7px 8px; }
.confusion thead th, .confusion tbody th { border: 0; } .confusion thead th { text-align: center; } .confusion .correct { outline: 1px solid var(--soft); outline-offset: -2px; }
.confusion tbody th, .confusion th:first-child { position: sticky; left: -16px; padding-left: 16px; background: var(--card); z-index: 1; }
.upright thead th { vertical-align: bottom; } .upright thead span { writing-mode: vertical-rl; rotate: 180deg; max-height: 11em; overflow: hidden; text-overflow: ellipsis; } .confusion.upright td { min-width: 34px; }
section > .scroll + .scroll { margin-top: 16px; }
.gallery { list-style: none; margin: 12px 0 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(124px, 1fr)); gap: 14px 12px; }
.gallery li { min-width: 0; font-size: 14px; line-height: 1.35; break-inside: avoid; }
.gallery img, .gone { display: block; width: 100%; aspect-ratio: 1; object-fit: contain; background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin-bottom: 4px; }
.gone { display: grid; place-items: center; color: var(--soft); font-size: 13px; }
.gallery span { display: block; overflow-wrap: anywhere; } .gallery .as { display: inline; color: var(--bad); } .gallery small { font-variant-numeric: tabular-nums; }
.samples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr)); gap: 16px; }
.samples img { width: 100%; border-radius: 8px; border: 1px solid var(--line); image-rendering: pixelated; display: block; background: #000; }
.samples figcaption { font-size: 14px; margin-top: 6px; }
details { margin-top: 12px; } summary { cursor: pointer; color: var(--accent); }
details .scroll { margin-top: 8px; }
pre { padding: 14px 16px; overflow-x: auto; font-size: 13px; line-height: 1.5; }
.gain { margin: 16px 0; font-size: 18px; }
.warning { border-left: 4px solid var(--style1); padding: 6px 12px; background: var(--card); }
ul { padding-left: 20px; }
footer { margin-top: 48px; color: var(--soft); font-size: 13px; }
@media (max-width: 560px) { main { padding: 24px 14px 48px; } .tick { font-size: 16px; } .label { font-size: 17px; } .scroll { padding: 4px 12px; } .facts { grid-template-columns: 1fr 1fr; } .facts dd { font-size: 18px; } .gallery { grid-template-columns: repeat(auto-fill, minmax(96px, 1fr)); } }
@media print { :root { color-scheme: light; } body { background: #fff; font-size: 10pt; print-color-adjust: exact; } main { max-width: none; padding: 0; } nav, details { display: none; } .pair { grid-template-columns: 1fr 1fr; }
  .facts { grid-template-columns: repeat(4, 1fr); } .facts dd { font-size: 14pt; } .gallery { grid-template-columns: repeat(8, 1fr); } .scroll.scroll { max-height: none; overflow: visible; } th, td { padding: 3px 5px; font-size: 9pt; } thead th { position: static; white-space: normal; } .scroll tbody th { min-width: 0; } .pair .scroll { padding: 4px 8px; }
  .chart, figure, tr, .facts div { break-inside: avoid; } h2, h3 { break-after: avoid; } h2 { margin-top: 28px; } }
`;
