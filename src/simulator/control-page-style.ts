export const CONTROL_STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f3f5f8, #14181d);
  --card: light-dark(#ffffff, #1d232a);
  --ink: light-dark(#1b2530, #e4e9ef);
  --quiet: light-dark(#5c6b7a, #93a1b0);
  --line: light-dark(#dde3ea, #303a45);
  --accent: light-dark(#0b63b5, #6db3f2);
  --good: light-dark(#14743a, #63cf8f);
  --bad: light-dark(#b3261e, #ff8a80);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 14px/1.45 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: baseline; padding: 20px 24px 8px; }
h1 { font-size: 20px; margin: 0; }
h2 { font-size: 15px; margin: 0 0 12px; display: flex; gap: 12px; align-items: center; justify-content: space-between; }
h2 button, h2 input { font-size: 13px; font-weight: 400; }
h3 { font-size: 13px; margin: 16px 0 6px; color: var(--quiet); font-weight: 600; }
header p { margin: 0; color: var(--quiet); }
#address { font-family: ui-monospace, monospace; font-size: 12px; overflow-wrap: anywhere; }
main { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 16px; padding: 16px 24px 40px; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px; overflow-x: auto; }
.wide { grid-column: 1 / -1; }
@media (max-width: 860px) { main { grid-template-columns: minmax(0, 1fr); } }
form { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
input, select, button { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: 6px 10px; }
#who { min-width: 320px; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
#doors { display: inline-flex; flex-wrap: wrap; gap: 8px; }
.switches { display: grid; grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)); gap: 6px 12px; }
.switches label { display: flex; gap: 8px; align-items: center; }
input[type='checkbox'] { accent-color: var(--accent); }
#numbers { display: grid; grid-template-columns: repeat(auto-fill, minmax(180px, 1fr)); gap: 8px 12px; }
#numbers label { display: grid; gap: 2px; color: var(--quiet); font-size: 12px; }
#numbers input { font-size: 14px; color: var(--ink); min-width: 0; width: 100%; }
#numbers .wide-field { grid-column: 1 / -1; }
#preset { max-width: 100%; }
#use-preset label { min-width: 0; max-width: 100%; }
[hidden] { display: none; }
#troubles { margin: 0 0 10px; padding: 0; list-style: none; }
#troubles li { display: flex; gap: 10px; align-items: center; padding: 3px 0; }
#sky { margin: 8px 0; min-height: 1.4em; }
#figures { display: flex; flex-wrap: wrap; gap: 8px 28px; margin: 0 0 12px; font-variant-numeric: tabular-nums; }
#figures dt { color: var(--quiet); font-size: 12px; }
#figures dd { margin: 0; font-size: 20px; font-weight: 600; }
.scroll { max-height: 420px; overflow: auto; }
.scroll thead th { position: sticky; top: 0; background: var(--card); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { text-align: left; color: var(--quiet); font-weight: 600; font-size: 12px; }
th, td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
td.lines { white-space: pre-line; }
td.path { font-family: ui-monospace, monospace; font-size: 12px; white-space: normal; overflow-wrap: anywhere; }
td.wrap { white-space: normal; }
.number { text-align: right; }
th.number, td.number { padding-left: 10px; }
.number + th:not(.number), .number + td:not(.number) { padding-left: 16px; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.quiet { color: var(--quiet); }
#verdict { font-size: 16px; font-weight: 600; min-height: 1.5em; margin: 12px 0 0; }
`
