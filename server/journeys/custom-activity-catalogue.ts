import { z } from "zod";
import { customActivities } from "#activities/custom/registry.ts";
import type { CustomActivity, CustomActivityCatalogue } from "#core/journey/custom-activity.ts";
import type { JsonObject } from "#core/json.ts";

let known: CustomActivityCatalogue | undefined;

/** The developers' activities of this installation, with their schemas as JSON Schema, by name. */
export function customActivityCatalogue(): CustomActivityCatalogue {
  known ??= Object.fromEntries(
    customActivities.map((activity) => [activity.name, describeActivity(activity)]),
  );
  return known;
}

function describeActivity(activity: (typeof customActivities)[number]): CustomActivity {
  const { name, title, description, icon, outlets, timeout } = activity;
  return {
    name,
    title,
    description,
    ...(icon ? { icon } : {}),
    inputSchema: z.toJSONSchema(activity.input, { io: "input" }) as JsonObject,
    outputSchema: z.toJSONSchema(activity.output) as JsonObject,
    ...(outlets ? { outlets } : {}),
    ...(timeout ? { timeout } : {}),
  };
}
