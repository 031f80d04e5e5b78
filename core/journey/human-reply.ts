import type { ControlAction } from "#core/journey/run.ts";
import type { JourneySettings } from "#core/journey/settings.ts";

/** What a human reply or claim does to the run that has the floor; null where it goes on. */
export function actionOnHumanReply(settings: Pick<JourneySettings, "onHumanReply">): ControlAction | null {
  if (settings.onHumanReply === "continue") return null;
  return settings.onHumanReply === "stop" ? "stop" : "hold";
}
