// Dead letters, and what a person decides about them.
import { element, fillTable, link } from "./table.js";

const MOST = 50;
const table = document.getElementById("letters");
const said = document.getElementById("letters-said");
const further = document.getElementById("letters-next");
// The letter after which those begin that are shown, and that after which the next ones do.
let after;
let next;

export function start() {
  document.getElementById("letters-again").addEventListener("click", () => read());
  further.addEventListener("click", () => read(next));
  read();
}

async function read(from) {
  const page = await ask("GET", `/dead-letters?limit=${MOST}${from ? `&after=${encodeURIComponent(from)}` : ""}`);
  if (!page) return;
  after = from;
  next = page.next;
  further.hidden = !next;
  fillTable(table, ["since", "sensor / key", "why", ""], page.deadLetters.map((letter) => [
    link(new Date(letter.at).toLocaleString(), `#letter/${encodeURIComponent(letter.id)}`),
    `${letter.sensor} / ${letter.key}`,
    `${letter.reason}${letter.trigger ? ` to ${letter.trigger}` : ""}, ${letter.attempts} attempts: ${letter.cause}`,
    button(letter),
  ]), after ? "no more" : "none");
  if (next) say(`there are more than these ${MOST}; redrive many with ./vigil redrive`);
}

function button(letter) {
  const made = element("button", "Redrive");
  made.type = "button";
  made.setAttribute("aria-label", `Redrive ${letter.sensor} / ${letter.key}`);
  made.addEventListener("click", async () => {
    made.disabled = true;
    // As it was seen: pressed twice, or by two people, it is redriven once.
    const path = `/dead-letters/${encodeURIComponent(letter.id)}/redrive?redrives=${letter.redrives}`;
    const answer = await ask("POST", path);
    if (answer) {
      await read(after);
      say(`${letter.sensor} / ${letter.key}: ${answer.outcome} ${answer.cause ?? ""}`);
    } else {
      made.disabled = false;
    }
  });
  return made;
}

async function ask(method, path) {
  try {
    const answer = await fetch(path, { method, headers: { Accept: "application/json, application/problem+json" } });
    const body = await answer.json();
    if (answer.ok) {
      say("");
      return body;
    }
    say(body.detail ?? body.title ?? `status ${answer.status}`, "bad");
  } catch (failure) {
    say(`this node does not answer: ${failure.message}`, "bad");
  }
  return undefined;
}

function say(text, className = "") {
  said.textContent = text;
  said.className = className;
}
