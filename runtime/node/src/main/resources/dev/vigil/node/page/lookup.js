// Finds instances and events. What is looked at stands in the address, so that it can be sent to somebody.
import { element, fillTable, link } from "./table.js";
import { isOver, showReplay } from "./replay.js";
import { showStory } from "./story.js";

const found = document.getElementById("found");

export function start() {
  onSubmit("find-instance", (form) => {
    const sensor = encodeURIComponent(form.get("sensor"));
    return form.get("key") ? `#instance/${sensor}/${encodeURIComponent(form.get("key"))}` : `#sensor/${sensor}`;
  });
  onSubmit("find-events", (form) => `#events/${form.get("partition")}/${form.get("from")}`);
  onSubmit("find-story", (form) => `#event/${encodeURIComponent(form.get("source"))}/${encodeURIComponent(form.get("id"))}`);
  addEventListener("hashchange", follow);
  follow();
}

function onSubmit(id, address) {
  const form = document.getElementById(id);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = address(new FormData(form));
    // Asked for once more, the same is read anew.
    if (location.hash === wanted) follow();
    else location.hash = wanted;
  });
}

function follow() {
  const [what, first, second] = location.hash.slice(1).split("/");
  if (what === "instance" && second !== undefined) instance(first, second);
  else if (what === "sensor" && first) keys(first, second);
  else if (what === "replay" && first) replay(first);
  else if (what === "letter" && first) letter(first);
  else if (what === "event" && second !== undefined) event(first, second);
  else if (what === "story" && second !== undefined) ask(`/events/${first}/${second}/story`, showStory);
  else if (what === "events" && second !== undefined) events(first, second);
}

async function ask(path, show) {
  try {
    const answer = await fetch(path, { headers: { Accept: "application/json, application/problem+json" } });
    const body = await answer.json();
    if (answer.ok) found.replaceChildren(...show(body));
    else found.replaceChildren(element("p", body.detail ?? body.title ?? `status ${answer.status}`, "bad"));
  } catch (failure) {
    found.replaceChildren(element("p", `this node does not answer: ${failure.message}`, "bad"));
  }
  found.scrollIntoView({ block: "nearest" });
}

function instance(sensor, key) {
  return ask(`/sensors/${sensor}/${key}`, (body) => {
    const timers = element("table");
    fillTable(timers, ["timer", "due"], Object.entries(body.timers).map(([name, due]) => [name, new Date(due).toLocaleString()]), "no timers");
    return [
      element("h3", `${body.sensor} / ${body.key}`),
      element("p", `changed ${new Date(body.updated).toLocaleString()}`),
      element("pre", JSON.stringify(body.state, null, 2)),
      timers,
    ];
  });
}

function keys(sensor, after) {
  const from = after ? `?after=${after}` : "";
  return ask(`/sensors/${sensor}${from}`, (body) => {
    const table = element("table");
    fillTable(table, ["key"], body.keys.map((key) => [link(key, `#instance/${sensor}/${encodeURIComponent(key)}`)]), "no instances");
    const more = body.next === undefined ? [] : [link("more keys", `#sensor/${sensor}/${encodeURIComponent(body.next)}`)];
    const last = link("its last replay", `#replay/${sensor}`);
    return [element("h3", `${body.sensor}: ${body.instances.toLocaleString()} instances`), last, table, ...more];
  });
}

// Asks again while it goes on and is looked at.
function replay(sensor) {
  return ask(`/replays/${sensor}`, (body) => {
    if (!isOver(body)) setTimeout(() => location.hash === `#replay/${sensor}` && replay(sensor), 1000);
    return showReplay(body);
  });
}

function letter(id) {
  return ask(`/dead-letters/${id}`, (body) => [
    element("h3", `dead letter ${body.id}`),
    element("pre", JSON.stringify(body, null, 2)),
  ]);
}

function event(source, id) {
  return ask(`/events?source=${source}&id=${id}`, (body) => {
    ask(body.story, showStory);
    return [];
  });
}

function events(partition, from) {
  const start = from === "" ? "" : `from=${encodeURIComponent(from)}&`;
  return ask(`/events/${encodeURIComponent(partition)}?${start}limit=50`, (body) => {
    const table = element("table");
    fillTable(table, ["offset", "accepted", "event"], body.events.map((entry) => [
      link(entry.offset.toLocaleString(), `#story/${partition}/${entry.offset}`),
      new Date(entry.accepted).toLocaleString(),
      element("pre", JSON.stringify(entry.event, null, 2)),
    ]), "no events from there on");
    const next = body.events.length === 0 ? body.end : body.events.at(-1).offset + 1;
    const more = next < body.end ? [link("more events", `#events/${partition}/${next}`)] : [];
    return [element("h3", `partition ${body.partition}, offsets ${body.first} to ${body.end - 1}`), table, ...more];
  });
}
