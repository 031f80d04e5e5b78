import type { z } from "zod";
import { type Page, type PageQuery, pageOf } from "#core/api/page.ts";
import type { Permission } from "#core/permissions/roles.ts";
import { type Caller, type Endpoint, endpoint } from "#server/http/endpoint.ts";

interface Resource<
  Item extends z.ZodType,
  Create extends z.ZodType,
  Patch extends z.ZodType,
  Query extends z.ZodType<PageQuery>,
> {
  path: string;
  /** One and many, for the summaries. */
  names: [string, string];
  tag: string;
  view: Permission;
  edit: Permission;
  item: Item;
  create: Create;
  patch: Patch;
  query: Query;
  run: {
    list: (actor: Caller, query: z.output<Query>) => Promise<Page<z.input<Item>>>;
    get: (actor: Caller, id: string) => Promise<z.input<Item>>;
    create: (actor: Caller, given: z.output<Create>) => Promise<z.input<Item>>;
    patch: (actor: Caller, id: string, given: z.output<Patch>) => Promise<z.input<Item>>;
    remove: (actor: Caller, id: string) => Promise<void>;
  };
}

/** The five calls of a thing that is listed, made, read, changed and removed, and does nothing else. */
export function resource<
  Item extends z.ZodType,
  Create extends z.ZodType,
  Patch extends z.ZodType,
  Query extends z.ZodType<PageQuery>,
>({
  path,
  names: [one, many],
  tag,
  view,
  edit,
  item,
  create,
  patch,
  query,
  run,
}: Resource<Item, Create, Patch, Query>): Endpoint[] {
  const single = `${path}/{id}` as `${string}/{id}`;
  return [
    endpoint({
      method: "get",
      path,
      summary: `List ${many}`,
      tag,
      permission: view,
      query,
      result: pageOf(item),
      run: (call) => run.list(call.actor, call.query) as never,
    }),
    endpoint({
      method: "post",
      path,
      summary: `Add: ${one}`,
      tag,
      permission: edit,
      body: create,
      result: item,
      status: 201,
      run: (call) => run.create(call.actor, call.body),
    }),
    endpoint({
      method: "get",
      path: single,
      summary: `Read: ${one}`,
      tag,
      permission: view,
      result: item,
      run: (call) => run.get(call.actor, call.params.id),
    }),
    endpoint({
      method: "patch",
      path: single,
      summary: `Change: ${one}`,
      tag,
      permission: edit,
      body: patch,
      result: item,
      run: (call) => run.patch(call.actor, call.params.id, call.body),
    }),
    endpoint({
      method: "delete",
      path: single,
      summary: `Remove: ${one}`,
      tag,
      permission: edit,
      run: (call) => run.remove(call.actor, call.params.id),
    }),
  ];
}
