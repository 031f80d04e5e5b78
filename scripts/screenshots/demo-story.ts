import { expect } from "@playwright/test";
import type { Camera } from "#scripts/screenshots/camera.ts";

/** What the pictures show, found or made in the demo workspace. */
export interface DemoStory {
  journeyId: string;
  runId: string;
  conversationId: string;
  /** An urgent one of the seed, of a person with a past. */
  urgentConversationId: string;
  teamId: string;
  /** An agent with figures. */
  userId: string;
}

interface Listed {
  id: string;
  key?: string;
  conversationId?: string | null;
  priority?: string;
}

/** A visitor talks to the demo's web chat until its journey hands them to a person. */
export async function actDemoStory(camera: Camera): Promise<DemoStory> {
  await camera.onPage({ signedIn: false }, async (page) => {
    await page.goto("/demo");
    await page.getByRole("button", { name: "Open the chat" }).click();
    const say = async (text: string, answer: string | RegExp) => {
      await page.getByLabel("Your message").fill(text);
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await expect(page.getByText(answer)).toBeVisible({ timeout: 30_000 });
    };
    await say("Good morning", "What is it about: a job, an appointment or a course?");
    await say("An appointment", /in a sentence or two/);
    await say("I was promised a call back yesterday and nobody rang. This is really annoying.", /I am sorry/);
  });
  return camera.onPage({ signedIn: true }, async (page) => {
    const list = async (path: string): Promise<Listed[]> =>
      (await (await page.request.get(`/api/v1${path}`)).json()).data;
    const journey = (await list("/journeys?q=Web chat welcome"))[0];
    const run = (await list(`/runs?journey=${journey?.id}`))[0];
    if (!journey || !run?.conversationId) throw new Error("The web chat's journey has no run to show.");
    const urgent = (await list("/conversations")).find(({ priority }) => priority === "urgent");
    if (!urgent) throw new Error("The demo has no urgent conversation.");
    const team = (await list("/teams"))[0];
    const agent = (await list("/users?role=agent"))[0];
    if (!team || !agent) throw new Error("The demo has no team and no agent.");
    return {
      journeyId: journey.id,
      runId: run.id,
      conversationId: run.conversationId,
      urgentConversationId: urgent.id,
      teamId: team.id,
      userId: agent.id,
    };
  });
}
