// The story of an event: what each sensor made of it.
import { element, fillTable, link } from "./table.js";

export function showStory(story) {
  const { event, partition, offset } = story;
  const table = element("table");
  fillTable(table, ["sensor / key", "when", "what", "why"], story.sensors.flatMap(rows), "no sensors run");
  return [
    element("h3", `story of ${event.source} ${event.id}`),
    element("p", `${event.type}, accepted ${time(story.accepted)} as offset ${offset} of partition ${partition}`),
    table,
    details("event", event),
  ];
}

function rows(sensor) {
  const who = sensor.key === undefined
    ? sensor.sensor
    : link(`${sensor.sensor} / ${sensor.key}`, `#instance/${encodeURIComponent(sensor.sensor)}/${encodeURIComponent(sensor.key)}`);
  const told = [[who, "", element("span", sensor.fate, sensor.fate === "dead-letter" ? "bad" : ""), sensor.why ?? ""]];
  for (const turn of sensor.turns) told.push(["", time(turn.at), changed(turn), ""]);
  if (sensor.deadLetter) told.push(letter(sensor.deadLetter));
  for (const firing of sensor.firings) {
    told.push(fired(firing));
    if (firing.published) told.push(published(firing.published));
  }
  for (const event of sensor.published) told.push(published(event));
  return told;
}

function changed(turn) {
  if (!turn.changed) return "nothing changed";
  return turn.state === undefined
    ? (turn.stateBytes === 0 ? "forgotten" : `state of ${turn.stateBytes.toLocaleString()} bytes`)
    : details(`state of ${turn.stateBytes.toLocaleString()} bytes`, turn.state);
}

function letter(it) {
  const name = `dead letter, ${it.attempts} attempts`;
  const shown = it.kept ? link(name, `#letter/${encodeURIComponent(it.id)}`) : `${name}; it is there no longer`;
  return ["", time(it.settled ?? it.at), shown, `${it.reason}: ${it.cause}`];
}

function fired(firing) {
  const what = `${firing.trigger}: ${firing.outcome}, ${firing.attempts} attempts, ${firing.redrives} redrives`;
  const shown = firing.payload === undefined ? what : details(what, firing.payload);
  return ["", time(firing.ended ?? firing.decided), shown, firing.cause ?? ""];
}

function published(event) {
  const name = `published ${event.type} ${event.id}`;
  const shown = event.offset === undefined ? `${name}, on its way` : link(name, `#story/${event.partition}/${event.offset}`);
  return ["", "", shown, ""];
}

function details(summary, content) {
  const made = element("details");
  made.append(element("summary", summary), element("pre", JSON.stringify(content, null, 2)));
  return made;
}

function time(text) {
  return new Date(text).toLocaleString();
}
