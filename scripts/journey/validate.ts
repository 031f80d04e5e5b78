import type { References as ReferenceList } from "#core/api/studio.ts";
import type { References } from "#core/journey/compile/check-references.ts";
import { type Compilation, compile } from "#core/journey/compile.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";
import {
  describeProblem,
  fileOf,
  hasErrors,
  type Options,
  readDocument,
  type Terminal,
} from "#scripts/journey/command.ts";
import { Server } from "#scripts/journey/server.ts";
import { customActivityCatalogue } from "#server/journeys/custom-activity-catalogue.ts";

/** Says everything that is wrong with a file. */
export async function validateCommand(options: Options, { print }: Terminal): Promise<number> {
  const file = fileOf(options);
  const read = readDocument(file);
  const references = options.key && read.document ? await loadReferences(new Server(options)) : {};
  const problems = read.document ? compileOffline(read.document, references).problems : read.problems;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  if (options.json) {
    print(JSON.stringify({ file, valid: errors === 0, problems }, null, 2));
  } else {
    for (const problem of problems) print(describeProblem(problem));
    const counts = `${errors} errors, ${problems.length - errors} warnings`;
    print(problems.length === 0 ? `${file} is well.` : `${file}: ${counts}.`);
  }
  return hasErrors(problems) ? 1 : 0;
}

/** Compiles with this checkout's nodes and custom activities. */
export function compileOffline(document: JourneyDocument, references: References = {}): Compilation {
  const customActivities = customActivityCatalogue();
  return compile(document, { definitions: nodeDefinitions, references, customActivities });
}

/** Of the kinds that the workspace has any of: what is not there yet can still be added. */
async function loadReferences(server: Server): Promise<References> {
  const list = await server.call<ReferenceList>("GET", "/references");
  return Object.fromEntries(
    Object.entries(list).flatMap(([kind, known]) =>
      known.length === 0 ? [] : [[kind, known.map(({ key }) => key)]],
    ),
  );
}
