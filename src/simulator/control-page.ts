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
  <section>
    <h2>Weather</h2>
    <div id="switches"></div>
    <h3>Troubles</h3>
    <ul id="troubles"></ul>
    <form id="trouble">
      <select id="kind" aria-label="Trouble">
        <option value="delay">answer late by ms</option>
        <option value="dropAnswer">do it, drop the answer</option>
        <option value="dropBefore">drop the request</option>
        <option value="late">no answer, do it after ms</option>
        <option value="html">HTML with status</option>
        <option value="code">answer with code</option>
      </select>
      <input id="amount" aria-label="Amount" placeholder="ms, status or code" size="12">
      <input id="path" aria-label="Path" placeholder="every path" list="paths">
      <datalist id="paths"></datalist>
      <input id="times" aria-label="Times" placeholder="always" size="6" inputmode="numeric">
      <button>Add</button>
    </form>
    <button id="fair" type="button">Fair weather</button>
  </section>
  <section>
    <h2>Calls</h2>
    <p id="peak"></p>
    <table><thead><tr><th>Path</th><th class="number">Calls</th></tr></thead><tbody id="counts"></tbody></table>
    <button id="clear" type="button">Clear</button>
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
    <table><thead><tr><th>Time</th><th>Door</th><th>Person</th><th>Type</th></tr></thead><tbody id="events"></tbody></table>
  </section>
  <section class="wide">
    <h2>Journal</h2>
    <table>
      <thead><tr><th>Time</th><th>Path</th><th>Code</th><th class="number">HTTP</th><th class="number">ms</th><th class="number">At once</th><th>Answered</th></tr></thead>
      <tbody id="journal"></tbody>
    </table>
  </section>
</main>
<script nonce="${nonce}">${CONTROL_SCRIPT}</script>
</body>
</html>
`
}
