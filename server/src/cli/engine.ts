/** Entry: what takes long to load, so that a run that finds nothing changed does without it. The plug-ins and the parsers. */
export { loadParsers } from '#host/parser';
export { actions, gates, rules, systems } from '#systems/registry.generated';
