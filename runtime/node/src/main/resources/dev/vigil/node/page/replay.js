// How the last replay of a sensor goes, or went.
import { element, fillFacts, fillTable, link } from "./table.js";

export function isOver(replay) {
  return replay.stage === "done" || replay.stage === "given-up";
}

export function showReplay(replay) {
  const facts = element("dl");
  fillFacts(facts, [
    ["stage", replay.stage],
    ["begun", new Date(replay.begun).toLocaleString()],
    ["from", replay.from],
    ["firings", replay.firings],
    ["events handled", replay.events.toLocaleString()],
    ["events to go", replay.remaining.toLocaleString()],
    ["events a second", isOver(replay) ? "–" : rate(replay)],
    ["dead letters", replay.failed.toLocaleString()],
  ]);
  const triggers = element("table");
  fillTable(triggers, ["trigger", "would have fired"], replay.suppressed.triggers.map((one) => [one.trigger || "(others)", one.firings]), "nothing would have fired");
  const slots = element("table");
  fillTable(slots, ["slot", "stage", "events", "to go", "waits for"], replay.slots.map((slot) => [
    slot.slot,
    slot.stage,
    slot.events,
    slot.remaining,
    slot.held ? "firings to end" : slot.waiting === 0 ? "" : `${slot.waiting} partitions`,
  ]), "no slot knows of it");
  return [element("h3", `replay of ${replay.sensor}`), link("keys", `#sensor/${encodeURIComponent(replay.sensor)}`), facts, triggers, slots];
}

function rate(replay) {
  const seconds = Math.max(1, (Date.now() - new Date(replay.begun).getTime()) / 1000);
  return Math.round(replay.events / seconds).toLocaleString();
}
