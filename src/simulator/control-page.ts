import { CONTROL_SCRIPT } from './control-page-script.ts'
import { CONTROL_STYLE } from './control-page-style.ts'

/** One self-contained page. nonce: allows exactly this style and this script. */
export function controlPage(nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>HikCentral simulator</title>
<style nonce="${nonce}">${CONTROL_STYLE}</style>
</head>
<body>
<header>
  <h1>HikCentral simulator</h1>
  <p id="address"></p>
  <p id="state" role="status"></p>
</header>
<main>
  <section class="wide">
    <h2>Walk up to a door</h2>
    <form id="walk">
      <label>Who <input id="who" list="known" placeholder="code, id, or anything for a stranger" required></label>
      <datalist id="known"></datalist>
      <span id="doors"></span>
    </form>
    <p id="verdict" role="status"></p>
  </section>
  <section class="wide">
    <h2>Weather <button id="fair" type="button">Fair weather</button></h2>
    <form id="use-preset">
      <label>Preset <select id="preset"></select></label>
      <button>Use</button>
    </form>
    <p id="sky" role="status"></p>
    <div id="switches" class="switches"></div>
    <h3>Doors</h3>
    <div id="door-switches" class="switches"></div>
    <h3>Numbers and codes</h3>
    <div id="numbers"></div>
    <h3>Troubles</h3>
    <ul id="troubles"></ul>
    <form id="trouble">
      <select id="kind" aria-label="Trouble">
        <option value="delay">answer late</option>
        <option value="dropAnswer">do it, drop the answer</option>
        <option value="dropBefore">drop the request</option>
        <option value="late">no answer, do it later</option>
        <option value="status">HTTP status</option>
        <option value="html">HTML with status</option>
        <option value="redirect">redirect</option>
        <option value="code">answer with code</option>
        <option value="truncated">do it, cut the answer</option>
        <option value="stall">do it, stop in the answer</option>
        <option value="garbage">do it, answer with HTML</option>
        <option value="huge">do it, answer with 17 MB</option>
      </select>
      <label data-need="ms">ms <input id="need-ms" size="6" inputmode="numeric"></label>
      <label data-need="afterMs">ms <input id="need-afterMs" size="6" inputmode="numeric"></label>
      <label data-need="status">Status <input id="need-status" size="4" inputmode="numeric" placeholder="503"></label>
      <label data-need="retryAfterSeconds">Retry after s <input id="need-retryAfterSeconds" size="4" inputmode="numeric"></label>
      <label data-need="json"><input id="need-json" type="checkbox"> with a code</label>
      <label data-need="code">Code <input id="need-code" size="10" placeholder="6"></label>
      <label data-need="to">To <input id="need-to" size="24" placeholder="elsewhere"></label>
      <input id="path" aria-label="Path" placeholder="every path" list="paths" size="32">
      <datalist id="paths"></datalist>
      <input id="times" aria-label="Times" placeholder="always" size="6" inputmode="numeric">
      <button>Add</button>
    </form>
  </section>
  <section class="wide">
    <h2>Calls <button id="clear" type="button">Clear</button></h2>
    <dl id="figures"></dl>
    <div class="scroll">
    <table>
      <thead><tr><th>Time</th><th>Path</th><th>Code</th><th class="number">HTTP</th><th class="number">ms</th><th class="number">In flight</th><th>Answered</th></tr></thead>
      <tbody id="journal"></tbody>
    </table>
    </div>
  </section>
  <section>
    <h2>Calls by path</h2>
    <table><thead><tr><th>Path</th><th class="number">Calls</th></tr></thead><tbody id="counts"></tbody></table>
  </section>
  <section>
    <h2>Event push</h2>
    <table>
      <thead><tr><th>To</th><th>Types</th><th>Token</th><th class="number">Waiting</th></tr></thead>
      <tbody id="subscriptions"></tbody>
    </table>
  </section>
  <section class="wide">
    <h2>Persons <input id="find" type="search" aria-label="Find a person" placeholder="find"></h2>
    <table>
      <thead><tr><th>Id</th><th>Code</th><th>Name</th><th>Face</th><th>At HCP</th><th>On the doors</th><th></th></tr></thead>
      <tbody id="persons"></tbody>
    </table>
  </section>
  <section class="wide">
    <h2>Events</h2>
    <table><thead><tr><th>Time</th><th>Door</th><th>Person</th><th class="number">Type</th></tr></thead><tbody id="events"></tbody></table>
  </section>
</main>
<script nonce="${nonce}">${CONTROL_SCRIPT}</script>
</body>
</html>
`
}
