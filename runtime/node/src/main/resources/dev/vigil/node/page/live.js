// Shows what /live sends once a second.
import { element, fillFacts, fillTable, link } from "./table.js";

const byId = (id) => document.getElementById(id);
let before;

// A browser has six connections to a node for all its pages; one that is left and kept for going back must not hold one.
export function watch() {
  let stream;
  const open = () => {
    stream = new EventSource("/live");
    stream.onmessage = (message) => show(JSON.parse(message.data));
    stream.onerror = () => say("this node does not answer; trying again …", "bad");
  };
  addEventListener("pagehide", () => stream.close());
  addEventListener("pageshow", (event) => event.persisted && open());
  open();
}

function say(text, className) {
  const status = byId("status");
  if (status.textContent !== text) status.textContent = text;
  status.className = className;
}

function show(now) {
  status(now);
  slots(now.cluster);
  members(now.cluster);
  sensors(now);
  sources(now);
  triggers(now);
  availability(now.availability);
  before = { at: performance.now(), now };
}

function status({ cluster, availability, sensors, sources, triggers }) {
  const down = cluster.notRunning;
  if (down.length > 0) say(`${down.length} of ${cluster.slots.length} slots are not served`, "bad");
  else say(`all ${cluster.slots.length} slots are served`, "good");
  const lag = Object.values(cluster.lag).reduce((sum, events) => sum + events, 0);
  const instances = sensors.reduce((sum, sensor) => sum + sensor.instances, 0);
  fillFacts(byId("totals"), [
    ["node", cluster.node],
    ["in", perSecond(sources, "sources", "accepted")],
    ["fired", perSecond(triggers, "triggers", "delivered")],
    ["behind", `${lag.toLocaleString()} events`],
    ["instances", instances.toLocaleString()],
  ]);
}

function perSecond(counts, group, name) {
  let sum = 0;
  for (const one of Object.keys(counts)) sum += rate(group, one, name, counts);
  return `${Math.round(sum * 10) / 10}/s`;
}

// Per second since the message before; 0 where there was none, or where the node was started again.
function rate(group, one, name, counts) {
  const known = before?.now[group][one]?.[name];
  const now = counts[one][name] ?? 0;
  if (known === undefined || now < known) return 0;
  return Math.round(((now - known) * 10_000) / (performance.now() - before.at)) / 10;
}

function slots(cluster) {
  byId("slots").replaceChildren(...cluster.slots.map((slot) => {
    const box = element("li", String(slot.slot), slot.running ? "" : "down");
    box.title = `slot ${slot.slot} on ${slot.node ?? "no node"}: ${slot.condition}`;
    box.setAttribute("aria-label", box.title);
    return box;
  }));
}

function members(cluster) {
  fillTable(byId("members"), ["node", "state", "roles", "release", "slots"], cluster.members.map((member) => [
    member.address,
    element("span", member.reachable ? member.status : `${member.status}, not reachable`, member.reachable ? "" : "bad"),
    member.roles.join(", "),
    member.version,
    cluster.slots.filter((slot) => slot.node === member.address).length,
  ]), "no nodes");
}

function sensors(now) {
  fillTable(byId("sensors"), ["sensor", "takes", "instances", "behind", "handled/s", "fired", "failed"], now.sensors.map((sensor) => [
    link(sensor.sensor, `#sensor/${encodeURIComponent(sensor.sensor)}`),
    sensor.configured ? sensor.types.join(", ") : "not configured",
    sensor.instances,
    sensor.lag,
    now.handling[sensor.sensor] ? rate("handling", sensor.sensor, "events", now.handling) : 0,
    now.handling[sensor.sensor]?.fired ?? 0,
    now.handling[sensor.sensor]?.deadLetters ?? 0,
  ]), "no sensors, or a slot does not answer");
  byId("sensor-names").replaceChildren(...now.sensors.map((sensor) => {
    const option = element("option");
    option.value = sensor.sensor;
    return option;
  }));
}

function sources(now) {
  const owned = new Map(now.cluster.sources.map((source) => [source.source, source]));
  const names = [...new Set([...Object.keys(now.sources), ...owned.keys()])].sort();
  fillTable(byId("sources"), ["source", "runs", "in/s", "in", "known", "refused"], names.map((name) => {
    const counts = now.sources[name] ?? {};
    const owner = owned.get(name);
    return [
      name,
      element("span", runs(owner), owner && (!owner.running || owner.condition !== "running") ? "bad" : ""),
      now.sources[name] ? rate("sources", name, "accepted", now.sources) : 0,
      counts.accepted ?? 0,
      counts.duplicates ?? 0,
      counts.refused ?? 0,
    ];
  }), "no sources");
}

// Of a source of every node it is known how it is on the node that was asked; events that come by HTTP have no source.
function runs(owner) {
  if (!owner || (owner.everyNode && owner.condition === "running")) return "on every node";
  return owner.everyNode ? `on every node; here ${owner.condition}` : `${owner.condition} on ${owner.node ?? "no node"}`;
}

function triggers(now) {
  fillTable(byId("triggers"), ["trigger", "is", "run", "wait", "done/s", "done", "tried again", "given up"],
    Object.entries(now.triggers).map(([name, counts]) => [
      name,
      element("span", counts.paused ? "paused: its target fails" : "working", counts.paused ? "bad" : ""),
      counts.inFlight ?? 0,
      counts.queued ?? 0,
      rate("triggers", name, "delivered", now.triggers),
      counts.delivered ?? 0,
      counts.retries ?? 0,
      counts.exhausted ?? 0,
    ]), "no triggers");
}

function availability(view) {
  fillFacts(byId("windows"), view.windows.map((window) => [
    window.length,
    `${(Math.floor(window.ratio * 1e6) / 1e4).toFixed(4)} %`,
  ]));
  fillTable(byId("outages"), ["began", "seconds", "slots", "about that time"], view.outages.slice(0, 5).map((outage) => [
    new Date(outage.start).toLocaleString(),
    element("span", outage.over ? outage.seconds.toFixed(1) : `${outage.seconds.toFixed(1)}, goes on`, outage.over ? "" : "bad"),
    outage.slots,
    outage.cause,
  ]), "none");
}
