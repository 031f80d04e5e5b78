// npm run screenshots: takes the README's pictures from a running studio, its own or the one at THROUGHLINE_URL (then
// with ADMIN_EMAIL and ADMIN_PASSWORD). --matrix FOLDER takes every screen in light and dark, wide and narrow, full, empty and failing.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Camera, type SignIn, type State } from "#scripts/screenshots/camera.ts";
import { actDemoStory } from "#scripts/screenshots/demo-story.ts";
import { makeScenes, type Scene } from "#scripts/screenshots/scenes.ts";
import { checkout, testFolder } from "#scripts/services/folders.mjs";
import { startInstance } from "#scripts/start/start-instance.ts";

const { values } = parseArgs({ options: { matrix: { type: "string" } } });
const wide = { width: 1440, height: 900 };

const studio = await openStudio();
try {
  const camera = await Camera.open(studio);
  try {
    const scenes = makeScenes(await actDemoStory(camera));
    if (values.matrix === undefined) await takeReadmePictures(camera, scenes);
    else await takeMatrix(camera, scenes, values.matrix);
  } finally {
    await camera.close();
  }
} finally {
  await studio.stop();
}

async function takeReadmePictures(camera: Camera, scenes: Scene[]): Promise<void> {
  const folder = join(checkout, "docs", "images");
  mkdirSync(folder, { recursive: true });
  for (const scene of scenes) {
    for (const theme of scene.readme ?? []) {
      await take(camera, scene, { theme, viewport: wide, file: join(folder, `${scene.name}-${theme}.png`) });
    }
  }
}

async function takeMatrix(camera: Camera, scenes: Scene[], folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const viewports = [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ];
  for (const scene of scenes) {
    const states: State[] = scene.hasStates ? ["full", "empty", "error"] : ["full"];
    for (const state of states) {
      for (const theme of ["light", "dark"] as const) {
        for (const viewport of viewports) {
          const name = state === "full" ? scene.name : `${scene.name}-${state}`;
          const file = join(folder, `${name}-${theme}-${viewport.width}.png`);
          await take(camera, scene, { theme, viewport, file, state });
        }
      }
    }
  }
}

async function take(camera: Camera, scene: Scene, options: Parameters<Camera["take"]>[1]): Promise<void> {
  await camera.take(scene, options);
  console.log(options.file);
}

interface Studio extends SignIn {
  url: string;
  stop(): Promise<void>;
}

async function openStudio(): Promise<Studio> {
  const { THROUGHLINE_URL: url, ADMIN_EMAIL, ADMIN_PASSWORD } = process.env;
  if (url) {
    if (!ADMIN_EMAIL || !ADMIN_PASSWORD)
      throw new Error("With THROUGHLINE_URL, set ADMIN_EMAIL and ADMIN_PASSWORD of an admin there too.");
    return { url, email: ADMIN_EMAIL, password: ADMIN_PASSWORD, stop: async () => undefined };
  }
  const signIn = { email: "admin@example.com", password: "only-for-the-pictures" };
  const folder = mkdtempSync(join(testFolder(), "screenshots-"));
  const instance = await startInstance({
    DATA_DIR: folder,
    PORT: undefined,
    DATABASE_URL: undefined,
    TEMPORAL_ADDRESS: undefined,
    SEED_DEMO: "1",
    ADMIN_EMAIL: signIn.email,
    ADMIN_PASSWORD: signIn.password,
  });
  const stop = async () => {
    await instance.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...signIn, url: instance.url, stop };
}
