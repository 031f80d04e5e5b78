import { type SimulationReport, simulateSchema } from "#core/api/simulate.ts";
import { describeSimulation } from "#core/journey/simulate/describe-simulation.ts";
import { madeUpFacts, readSimulation } from "#core/journey/simulate/read-request.ts";
import { simulate } from "#core/journey/simulate.ts";
import { nodeSteps } from "#nodes/steps.ts";
import {
  CommandError,
  describeProblem,
  fileOf,
  type Options,
  readJson,
  requireDocument,
  type Terminal,
} from "#scripts/journey/command.ts";
import { compileOffline } from "#scripts/journey/validate.ts";

/** Plays a file under a virtual clock, without a server. */
export async function simulateCommand(options: Options, { print }: Terminal): Promise<number> {
  const document = requireDocument(fileOf(options));
  const request = readScene(options);
  const { plan, problems } = compileOffline(document);
  if (!plan) {
    for (const problem of problems) print(describeProblem(problem));
    return 1;
  }
  if (request.trigger !== undefined && !plan.triggers.includes(request.trigger)) {
    throw new CommandError(`The journey has no trigger “${request.trigger}”.`);
  }
  const ground = { plan, steps: nodeSteps, facts: madeUpFacts(request.seed) };
  const report = describeSimulation(simulate(readSimulation(request, ground, Date.now())), problems);
  if (options.json) print(JSON.stringify(report, null, 2));
  else for (const line of describeReport(report)) print(line);
  return report.end === "stuck" || report.end === "limit" || report.end === "notStarted" ? 1 : 0;
}

/** Milliseconds between messages given on the command line. */
const PAUSE = 60_000;

function readScene({ with: scene, say = [], version }: Options) {
  if (version !== undefined) throw new CommandError("A file has no versions: leave out --version.");
  const value = scene === undefined ? {} : readJson(scene);
  const said = say.map((text, index) => ({
    at: `PT${(index * PAUSE) / 1000}S`,
    kind: "message",
    text,
  }));
  const events = (value as { events?: unknown[] } | null)?.events ?? [];
  const parsed = simulateSchema.safeParse(
    said.length === 0 ? value : { ...(value as object), events: [...events, ...said] },
  );
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `  ${path.join(".") || "scene"}: ${message}`,
    );
    throw new CommandError([`${scene ?? "The scene"} cannot be played:`, ...faults].join("\n"));
  }
  const { contact, conversation, version: published } = parsed.data;
  if (contact.id !== undefined || conversation?.id !== undefined || published !== undefined) {
    throw new CommandError(
      "Without a server nobody is known by id and there are no versions: give the contact's fields instead.",
    );
  }
  return parsed.data;
}

function describeReport(report: SimulationReport): string[] {
  const said = new Map(report.sends.map((send) => [send.visit, send]));
  const steps = report.steps.map(({ visit, nodeId, type, enteredAt, outlet, why }) => {
    const send = said.get(visit);
    const text = send?.text ?? (send?.template === undefined ? undefined : `template ${send.template}`);
    const way = outlet === undefined ? why : `${outlet}: ${why}`;
    return [`${enteredAt}  ${nodeId} (${type}) → ${way}`, ...(text === undefined ? [] : [`    “${text}”`])];
  });
  return [...steps.flat(), `${report.endedAt}  ${report.end}: ${report.reason}`];
}
