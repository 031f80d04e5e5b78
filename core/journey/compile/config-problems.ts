import type { z } from "zod";
import { suggestName } from "#core/did-you-mean.ts";
import type { ProblemList } from "#core/journey/compile/problem-list.ts";
import { hintsOf } from "#core/journey/field-hints.ts";
import type { ProblemCode } from "#core/journey/problem.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

interface Subject {
  nodeId?: string;
  /** Put before every path: the place of the config in the document. */
  prefix: string;
  schema: z.ZodType;
  value: unknown;
}

/** Tells zod's findings about a config in the words of the form. */
export function addConfigProblems(list: ProblemList, subject: Subject, issues: readonly Issue[]): void {
  for (const issue of issues.flatMap((found) => flatten(found, subject.value))) {
    if (list.isFull) return;
    if (issue.code === "unrecognized_keys") addUnknownKeys(list, subject, issue);
    else addIssue(list, subject, issue);
  }
}

/** Of a union, the alternative that the author seems to have meant. */
function flatten(issue: Issue, root: unknown): Issue[] {
  if (issue.code !== "invalid_union" || valueAt(root, issue.path) === undefined) return [issue];
  const meant = issue.errors.find(
    (errors) => errors.length > 0 && errors.every((error) => error.path.length > 0),
  );
  if (!meant) return [issue];
  return meant.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }, root));
}

function addUnknownKeys(
  list: ProblemList,
  subject: Subject,
  issue: Extract<Issue, { code: "unrecognized_keys" }>,
): void {
  const known = knownKeys(subject.schema, issue.path);
  for (const key of issue.keys.slice(0, 50)) {
    const hint = suggestName(key, known);
    list.add({
      code: "unknown_config",
      ...place(subject, [...issue.path, key]),
      message: `There is no setting “${key.slice(0, 100)}” here`,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

function addIssue(list: ProblemList, subject: Subject, issue: Issue): void {
  const params = issue.code === "custom" ? (issue.params ?? {}) : {};
  const isMissing = valueAt(subject.value, issue.path) === undefined && issue.code !== "custom";
  const code =
    (params.problem as ProblemCode | undefined) ?? (isMissing ? "missing_config" : "invalid_config");
  const title = titleOf(subject.schema, issue.path);
  const hint = typeof params.hint === "string" ? params.hint : hintFor(issue);
  list.add({
    code,
    ...place(subject, issue.path),
    message: isMissing ? `“${title}” is missing` : `“${title}”: ${describeIssue(issue)}`,
    ...(hint === undefined ? {} : { hint }),
  });
}

function place({ nodeId, prefix }: Subject, path: Path): { nodeId?: string; path: string } {
  const parts = [...(prefix === "" ? [] : [prefix]), ...path.map(String)];
  return { ...(nodeId === undefined ? {} : { nodeId }), path: parts.join(".").slice(0, 300) };
}

function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `should be ${NOUNS[issue.expected] ?? `of type ${issue.expected}`}`;
    case "invalid_value":
      return `should be one of ${issue.values.map(String).join(", ")}`;
    case "invalid_union":
      return "is written in none of the ways that are possible here";
    default:
      return issue.message;
  }
}

const NOUNS: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function hintFor(issue: Issue): string | undefined {
  if (issue.code !== "invalid_value") return undefined;
  const { input, values } = issue;
  return typeof input === "string" ? suggestName(input, values.map(String)) : undefined;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

interface Walkable {
  innerType?: z.ZodType;
  in?: z.ZodType;
  element?: z.ZodType;
  valueType?: z.ZodType;
  shape?: Record<string, z.ZodType>;
}

/** The schema inside optional, default and the like. */
function unwrap(schema: z.ZodType): z.ZodType {
  const { innerType, in: input } = schema.def as Walkable;
  const inner = innerType ?? input;
  return inner ? unwrap(inner) : schema;
}

function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let current: z.ZodType | undefined = schema;
  for (const part of path) {
    if (!current) return undefined;
    const { shape, element, valueType } = unwrap(current).def as Walkable;
    current = shape && Object.hasOwn(shape, part) ? shape[String(part)] : (element ?? valueType);
  }
  return current;
}

function knownKeys(schema: z.ZodType, path: Path): string[] {
  const found = schemaAt(schema, path);
  return found ? Object.keys((unwrap(found).def as Walkable).shape ?? {}) : [];
}

/** The title of the nearest field above a path that has one; else the path's last name. */
function titleOf(schema: z.ZodType, path: Path): string {
  for (let length = path.length; length > 0; length -= 1) {
    const found = schemaAt(schema, path.slice(0, length));
    const title = found && hintsOf(found).title;
    if (title) return title;
  }
  return String(path.findLast((part) => typeof part === "string") ?? "Configuration").slice(0, 100);
}
