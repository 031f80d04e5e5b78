import { uuidv7 } from "uuidv7";
import { listWorkspaces } from "#server/platform/cross-workspace.ts";
import { transact } from "#server/platform/database.ts";

const SLUG = "main";

/** The id of the workspace that a seed fills; made where there is none. */
export async function ensureWorkspace(isDemo: boolean): Promise<string> {
  const known = (await listWorkspaces()).find(({ slug }) => slug === SLUG);
  if (known) return known.workspaceId;
  const id = uuidv7();
  const fields = isDemo
    ? { name: "Lumen Group", timezone: "Europe/Berlin", locale: "en" }
    : { name: "Workspace", timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: "en" };
  await transact({ workspaceId: id }, (tx) => tx.workspace.create({ data: { id, slug: SLUG, ...fields } }));
  return id;
}
