// The bench that moves: a slider, a run, new verdicts, new numbers in the prose, the run in the address bar.
//
// One request is under way at a time. While it is, only the newest wish is remembered; when it has been painted, the
// newest wish is asked for next. So every position that can be shown is shown, and the final one always arrives.
const form = document.querySelector("form[data-live]");
const place = document.getElementById("result");
const known = new Map(); // query → {html, status}; a run's evidence does not change
const MOST_KNOWN = 200;
const LATE = 400; // milliseconds after which a newer wish does not wait for an older answer

let wanted = null; // the newest query that is not shown yet
let flight = null; // the request that is waited for
let moved = null; // the name of the parameter that was moved last
const sent = new Map(); // query → {answer, controller, since}: requests under way, those made ahead among them

function query() {
  const raw = new URLSearchParams();
  for (const [name, value] of new FormData(form)) raw.append(name, value);
  return raw.toString();
}

// Ask once: a wish that was sent ahead and is still under way is joined.
function ask(text) {
  if (!sent.has(text)) {
    const controller = new AbortController();
    const answer = receive(text, controller.signal).finally(() => sent.delete(text));
    sent.set(text, { answer, controller, since: performance.now() });
  }
  return sent.get(text);
}

async function receive(text, signal) {
  const response = await fetch(`${form.dataset.live}?${text}`, { signal, credentials: "same-origin" });
  const answer = { html: await response.text(), status: response.status };
  // Evidence does not change; a run that took too long may succeed when it is asked for again.
  if ((response.ok || response.status === 422) && !answer.html.includes(" data-failed")) {
    if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value);
    known.set(text, answer);
  }
  return answer;
}

function paint(text, answer) {
  const page = new DOMParser().parseFromString(answer.html, "text/html");
  const result = page.querySelector(".result");
  if (!result) {
    say(page.querySelector("main h1")?.textContent ?? "");
    return;
  }
  heardLast ??= verdicts();
  const open = [...place.querySelectorAll("details")].map((one) => one.open);
  place.replaceChildren(result);
  place.querySelectorAll("details").forEach((one, index) => (one.open = open[index] ?? false));
  refill(JSON.parse(result.dataset.quotes));
  mark(JSON.parse(result.dataset.mistakes));
  if (answer.status === 200) keep(text);
  clearTimeout(hearing);
  hearing = setTimeout(announce, 400);
}

// The address holds the run, and so does whatever leads back to this page.
function keep(text) {
  history.replaceState(null, "", `${form.action.split(/[?#]/)[0]}?${text}`);
  const rating = document.getElementById("rating");
  if (rating) rating.action = `${rating.action.split("?")[0]}?${text}`;
  for (const link of document.querySelectorAll(".languages a")) link.search = `?${text}&lang=${new URLSearchParams(link.search).get("lang")}`;
  document.querySelector(".colophon [name=back]").value = location.pathname + location.search;
}

// Those who listen hear, once the slider rests, which verdicts are no longer what they were.
let heardLast = null;
let hearing = 0;

function verdicts() {
  const claims = [...place.querySelectorAll(".claim")];
  const told = (claim) => ["what", "verdict", "number"].map((part) => claim.querySelector(`.${part}`).textContent.trim());
  return new Map(claims.map((claim) => [claim.id, told(claim)]));
}

function announce() {
  const now = verdicts();
  const flipped = [...now].filter(([id, told]) => heardLast?.get(id)?.[1] !== told[1]);
  heardLast = null;
  const words = flipped.map(([, [what, verdict, number]]) => `${what}: ${verdict}, ${number}`);
  document.getElementById("heard").textContent = words.length ? words.join("; ") : form.dataset.renewed;
}

function say(words) {
  place.querySelector(":scope > .fault")?.remove();
  const note = document.createElement("p");
  note.className = "fault";
  note.setAttribute("role", "alert");
  note.textContent = words;
  place.prepend(note);
}

function refill(quotes) {
  for (const slot of document.querySelectorAll("[data-slot]")) {
    const text = quotes[slot.dataset.slot];
    if (text === undefined || slot.textContent === text) continue;
    slot.textContent = text;
    slot.classList.remove("changed");
    void slot.offsetWidth; // so that the highlight starts again
    slot.classList.add("changed");
  }
}

function mark(mistakes) {
  for (const part of form.querySelectorAll("[data-name]")) {
    const words = mistakes[part.dataset.name];
    const note = part.querySelector(".mistake");
    note.hidden = !words;
    note.textContent = words ?? "";
    part.querySelector("input[data-positions]")?.toggleAttribute("aria-invalid", Boolean(words));
    if (words) part.querySelector("input[data-positions]")?.setAttribute("aria-invalid", "true");
  }
}

async function pump() {
  if (flight) {
    if (performance.now() - flight.since > LATE) flight.controller.abort();
    return;
  }
  while (wanted !== null) {
    const text = wanted;
    wanted = null;
    place.setAttribute("aria-busy", "true");
    try {
      paint(text, known.get(text) ?? (await (flight = ask(text)).answer));
    } catch (error) {
      if (error.name !== "AbortError") say(form.dataset.offline);
    }
    flight = null;
  }
  place.removeAttribute("aria-busy");
  idle(ahead);
}

// Chromium may leave an idle page's callback waiting for ever when no frame is due; so not without a timeout.
const idle = (task) => window.requestIdleCallback?.(task, { timeout: 60 }) ?? setTimeout(task, 60);

// While nothing happens, fetch what the next key press would ask for.
async function ahead() {
  const input = form.querySelector(`[data-name="${moved}"] input[data-positions]`);
  const texts = input ? neighbors(input) : others(moved);
  const from = query();
  for (const text of texts) {
    if (flight || wanted !== null || query() !== from) return;
    if (!known.has(text)) await ask(text).answer.catch(() => {});
  }
}

function withValue(name, value) {
  const raw = new URLSearchParams(query());
  raw.set(name, value);
  return raw.toString();
}

function neighbors(input) {
  const positions = input.dataset.positions.trim().split(" ");
  const at = positions.indexOf(input.value);
  return at < 0 ? [] : [at + 1, at - 1, at + 2, at - 2].filter((i) => positions[i] !== undefined).map((i) => withValue(input.name, positions[i]));
}

function others(name) {
  const radios = [...form.querySelectorAll(`input[type="radio"][name="${name}"]`)];
  const options = [...form.querySelectorAll(`select[name="${name}"] option`)];
  return [...radios, ...options].slice(0, 6).map((one) => withValue(name, one.value));
}

function request() {
  wanted = query();
  pump();
}

// Each number field gets a slider over the positions that its parameter declares.
function addSlider(input) {
  const positions = input.dataset.positions.trim().split(" ");
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 0;
  slider.max = positions.length - 1;
  slider.setAttribute("aria-label", input.labels[0].textContent);
  const follow = () => {
    slider.value = nearest(positions, input.value);
    slider.setAttribute("aria-valuetext", input.value);
  };
  slider.addEventListener("input", (event) => {
    event.stopPropagation();
    moved = input.name;
    input.value = positions[slider.value];
    slider.setAttribute("aria-valuetext", input.value);
    request();
  });
  input.addEventListener("input", follow);
  input.after(slider);
  follow();
}

function nearest(positions, value) {
  const wish = Number(value);
  const gaps = positions.map((one) => Math.abs(Number(one) - wish));
  return Math.max(0, gaps.indexOf(Math.min(...gaps)));
}

if (form && place) {
  form.classList.add("live");
  for (const input of form.querySelectorAll("input[data-positions]")) addSlider(input);
  form.addEventListener("input", (event) => {
    moved = event.target.name;
    request();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    request();
  });
  moved = form.querySelector("input[data-positions]")?.name ?? form.querySelector("input")?.name;
  const status = place.querySelector(".result [role=alert]") ? 422 : 200;
  if (!place.querySelector("[data-failed]")) known.set(query(), { html: place.innerHTML, status });
  idle(ahead);
}
