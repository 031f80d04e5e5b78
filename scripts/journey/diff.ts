import { diffJourneys, isSameJourney, type JourneyDiff, type ValueChange } from "#core/journey/diff.ts";
import type { JourneyDocument, JourneyEdge, JourneyNode } from "#core/journey/document.ts";
import { keyFromName } from "#core/journey/names.ts";
import { fileOf, type Options, requireDocument, type Terminal } from "#scripts/journey/command.ts";
import { Server } from "#scripts/journey/server.ts";

/** What a file changes, compared with another or with the draft on the server. */
export async function diffCommand(options: Options, { print }: Terminal): Promise<number> {
  const after = requireDocument(fileOf(options));
  const [, other] = options.files;
  const before = other === undefined ? await readServer(options, after) : requireDocument(other);
  const diff = diffJourneys(withKey(before), withKey(after));
  if (options.json) print(JSON.stringify(diff, null, 2));
  else for (const line of describeDiff(diff)) print(line);
  return isSameJourney(diff, true) ? 0 : 1;
}

async function readServer(options: Options, after: JourneyDocument): Promise<JourneyDocument> {
  const key = options.journey ?? after.key ?? keyFromName(after.name);
  return (await new Server(options).read(key)).document;
}

/** A key that is left out is made from the name: saying it is no change. */
function withKey(document: JourneyDocument): JourneyDocument {
  return { ...document, key: document.key ?? keyFromName(document.name) };
}

/** A line for each difference: `+` came, `-` went, `~` is another, `>` only lies elsewhere. */
export function describeDiff({ values, nodes, edges }: JourneyDiff): string[] {
  const lines = [
    ...values.map((change) => `~ ${describeValue(change)}`),
    ...nodes.added.map((node) => `+ node ${nameOf(node)}`),
    ...nodes.removed.map((node) => `- node ${nameOf(node)}`),
    ...nodes.changed.flatMap(({ after, values: inside }) => [
      `~ node ${nameOf(after)}`,
      ...inside.map((change) => `    ${describeValue(change)}`),
    ]),
    ...edges.added.map((edge) => `+ edge ${describeEdge(edge)}`),
    ...edges.removed.map((edge) => `- edge ${describeEdge(edge)}`),
    ...edges.led.map(({ before, after }) => `~ edge ${describeEdge(after)} (was ${before.to})`),
    ...nodes.moved.map((id) => `> node ${id} moved`),
  ];
  return lines.length === 0 ? ["Nothing differs."] : lines;
}

function describeValue({ path, before, after }: ValueChange): string {
  const show = (value: unknown) => (value === undefined ? "unset" : JSON.stringify(value));
  return `${path}: ${show(before)} → ${show(after)}`;
}

function nameOf({ id, type, label }: JourneyNode): string {
  return `${id} (${type})${label === undefined ? "" : ` “${label}”`}`;
}

function describeEdge({ from, outlet, to }: JourneyEdge): string {
  return `${from}.${outlet} → ${to}`;
}
