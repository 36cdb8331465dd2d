// The page of a node: what /live sends, and what is looked up.
import { watch } from "./live.js";
import { start as startLetters } from "./letters.js";
import { start as startLookup } from "./lookup.js";

watch();
startLetters();
startLookup();
