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
let flight = null; // {query, controller, since}
let moved = null; // the name of the parameter that was moved last

function query() {
  const raw = new URLSearchParams();
  for (const [name, value] of new FormData(form)) raw.append(name, value);
  return raw.toString();
}

async function ask(text, signal) {
  const found = known.get(text);
  if (found) return found;
  const response = await fetch(`${form.dataset.live}?${text}`, { signal, credentials: "same-origin" });
  const answer = { html: await response.text(), status: response.status };
  if (response.ok || response.status === 422) {
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
  const open = [...place.querySelectorAll("details")].map((one) => one.open);
  place.replaceChildren(result);
  place.querySelectorAll("details").forEach((one, index) => (one.open = open[index] ?? false));
  refill(JSON.parse(result.dataset.quotes));
  mark(JSON.parse(result.dataset.mistakes));
  if (answer.status === 200) history.replaceState(null, "", `${form.action.split(/[?#]/)[0]}?${text}`);
}

function say(words) {
  const note = document.createElement("p");
  note.className = "fault";
  note.setAttribute("role", "alert");
  note.textContent = words;
  place.prepend(note);
}

function refill(quotes) {
  for (const slot of document.querySelectorAll("output[data-slot]")) {
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
    flight = { controller: new AbortController(), since: performance.now() };
    place.setAttribute("aria-busy", "true");
    try {
      paint(text, await ask(text, flight.controller.signal));
    } catch (error) {
      if (error.name !== "AbortError") say(form.dataset.offline ?? String(error));
    }
    flight = null;
  }
  place.removeAttribute("aria-busy");
  idle(ahead);
}

const idle = window.requestIdleCallback ?? ((task) => setTimeout(task, 60));

// While nothing happens, fetch what the next key press would ask for.
async function ahead() {
  const input = form.querySelector(`[data-name="${moved}"] input[data-positions]`);
  const texts = input ? neighbors(input) : others(moved);
  for (const text of texts) {
    if (flight || wanted !== null) return;
    await ask(text).catch(() => {});
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
  known.set(query(), { html: place.innerHTML, status: place.querySelector(".result [role=alert]") ? 422 : 200 });
  idle(ahead);
}
