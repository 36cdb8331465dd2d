// The page of a node: what /live sends, and what is looked up.
import { watch } from "./live.js";
import { start } from "./lookup.js";

watch();
start();
