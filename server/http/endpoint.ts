import type { z } from "zod";
import type { Permission } from "#core/permissions/roles.ts";
import type { Actor } from "#server/access/actor.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** An actor that comes in from outside: a person or a program, never the system. */
export type Caller = Exclude<Actor, { kind: "system" }>;

type PathParameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [Key in Name | keyof PathParameters<Rest>]: string }
  : unknown;

/** What an endpoint's function gets, already checked. */
export interface Call<Params, Query, Body> {
  actor: Caller;
  params: Params;
  query: Query;
  body: Body;
  request: Request;
}

interface Definition<
  Path extends string,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Result extends z.ZodType,
> {
  method: Method;
  /** Below /api/v1, in OpenAPI's form: `/journeys/{id}`. A parameter called `id` or ending in `Id` is a UUID. */
  path: Path;
  /** One line for the OpenAPI document. */
  summary: string;
  tag: string;
  /** Checked before the body is read; null where every signed-in caller may. */
  permission: Permission | null;
  /**
   * In whose name somebody without a key or session is answered; they are asked from any page of the web. Throws
   * `unauthenticated` where they are not.
   */
  visitor?: (params: Record<string, string>, request: Request) => Promise<Actor>;
  query?: Query;
  body?: Body;
  /** The body may be left out altogether: it then counts as `{}`. */
  bodyOptional?: boolean;
  /** Absent: 204 without a body. */
  result?: Result;
  /** Of success; by default 200, or 204 without a result. */
  status?: 200 | 201 | 202;
  /** Bytes; by default a megabyte. */
  bodyLimit?: number;
  run: (
    call: Call<PathParameters<Path>, z.output<Query>, z.output<Body>>,
  ) => Promise<z.input<Result> | Response>;
}

/** An endpoint as the app mounts it and the OpenAPI document describes it. */
export interface Endpoint extends Omit<Definition<string, z.ZodType, z.ZodType, z.ZodType>, "run"> {
  run: (call: Call<Record<string, string>, unknown, unknown>) => Promise<unknown>;
}

/** Describes one call of the API: its schemas type the function that answers it. */
export function endpoint<
  const Path extends string,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Result extends z.ZodType,
>(definition: Definition<Path, Query, Body, Result>): Endpoint {
  return definition as unknown as Endpoint;
}

/** The names of a path's parameters, in order. */
export function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}

/** Whether a path's parameter is the id of a row. */
export function isIdParameter(name: string): boolean {
  return name === "id" || name.endsWith("Id");
}
