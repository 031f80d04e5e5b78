import { readFileSync } from "node:fs";
import { addConfigProblems } from "#core/journey/compile/config-problems.ts";
import { ProblemList } from "#core/journey/compile/problem-list.ts";
import { type JourneyDocument, journeyDocumentSchema } from "#core/journey/document.ts";
import type { Problem } from "#core/journey/problem.ts";

/** What a command prints to, and reads from besides files. */
export interface Terminal {
  print(line: string): void;
  complain(line: string): void;
  environment: Record<string, string | undefined>;
}

export interface Options {
  files: string[];
  url: string;
  key?: string;
  journey?: string;
  version?: string;
  with?: string;
  say?: string[];
  note?: string;
  publish?: boolean;
  json?: boolean;
  help?: boolean;
}

/** It could not be done, and why in words: the exit code is 2. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** The file that a command is about. */
export function fileOf({ files }: Options): string {
  const [file] = files;
  if (file === undefined) throw new CommandError("Name the journey's file, such as journeys/welcome.json.");
  return file;
}

export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new CommandError(`${file} cannot be read. Is the path right?`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A journey's file, as far as it is one: what is wrong with the envelope comes back as problems. */
export function readDocument(file: string): { document: JourneyDocument | null; problems: Problem[] } {
  const value = readJson(file);
  const parsed = journeyDocumentSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return { document: parsed.data, problems: [] };
  const list = new ProblemList();
  addConfigProblems(list, { prefix: "", schema: journeyDocumentSchema, value }, parsed.error.issues);
  return { document: null, problems: list.problems };
}

/** The same, for commands that can do nothing with a file that is none. */
export function requireDocument(file: string): JourneyDocument {
  const { document, problems } = readDocument(file);
  if (document) return document;
  throw new CommandError([`${file} is not a journey:`, ...problems.map(describeProblem)].join("\n"));
}

/** One line for people: how bad, where, what, and the way out. */
export function describeProblem({ severity, code, nodeId, path, message, hint }: Problem): string {
  const place = [nodeId, path].filter((part) => part !== undefined && part !== "").join(" · ");
  return `  ${severity} ${code}${place === "" ? "" : ` at ${place}`}: ${message}${hint ? ` — ${hint}` : ""}`;
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}
