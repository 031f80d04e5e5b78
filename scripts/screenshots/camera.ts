import { type Browser, type BrowserContext, chromium, type Page, type Route } from "@playwright/test";
import { systemChromium } from "#scripts/test/chromium.mjs";

export interface SignIn {
  email: string;
  password: string;
}

type Theme = "light" | "dark";

/** What the API answers: as it is, with lists that are empty, or that something went wrong. */
export type State = "full" | "empty" | "error";

interface Shot {
  theme: Theme;
  viewport: { width: number; height: number };
  file: string;
  state?: State;
}

/** What a picture shows. */
export interface Subject {
  path: string;
  /** False for pages that are seen without signing in. */
  signedIn?: boolean;
  /** Brings the page into the wanted state. */
  prepare?(page: Page, viewport: Shot["viewport"]): Promise<void>;
}

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** A signed-in browser that photographs a studio. */
export class Camera {
  readonly url: string;
  private readonly browser: Browser;
  private readonly session: Session;

  private constructor(url: string, browser: Browser, session: Session) {
    this.url = url;
    this.browser = browser;
    this.session = session;
  }

  /** @throws when the sign-in is refused */
  static async open({ url, email, password }: SignIn & { url: string }): Promise<Camera> {
    const browser = await chromium.launch({
      executablePath: systemChromium(),
      args: process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
    });
    const context = await browser.newContext({ baseURL: url });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(({ pathname }) => pathname !== "/sign-in");
    const session = await context.storageState();
    await context.close();
    return new Camera(url, browser, session);
  }

  /** A page of its own, which the caller's work closes. */
  async onPage<Result>(
    options: { signedIn: boolean; theme?: Theme; viewport?: Shot["viewport"] },
    work: (page: Page) => Promise<Result>,
  ): Promise<Result> {
    const { signedIn, theme = "light", viewport } = options;
    const context = await this.browser.newContext({
      baseURL: this.url,
      colorScheme: theme,
      reducedMotion: "reduce",
      locale: "en-GB",
      ...(viewport && { viewport }),
      ...(signedIn && { storageState: this.session }),
    });
    try {
      return await work(await context.newPage());
    } finally {
      await context.close();
    }
  }

  async take(subject: Subject, { theme, viewport, file, state = "full" }: Shot): Promise<void> {
    await this.onPage({ signedIn: subject.signedIn ?? true, theme, viewport }, async (page) => {
      if (state !== "full") await page.route("**/api/v1/**", state === "empty" ? emptied : refused);
      await page.goto(subject.path);
      await untilSettled(page);
      if (state === "full") await subject.prepare?.(page, viewport);
      await untilSettled(page);
      await page.screenshot({ path: file, animations: "disabled" });
    });
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

async function emptied(route: Route): Promise<void> {
  if (route.request().method() !== "GET") return route.continue();
  const response = await route.fetch();
  const body: unknown = await response.json().catch(() => undefined);
  const isList = typeof body === "object" && body !== null && "data" in body && Array.isArray(body.data);
  if (!isList) return route.fulfill({ response });
  await route.fulfill({ response, json: { ...body, data: [], nextCursor: null } });
}

async function refused(route: Route): Promise<void> {
  if (route.request().method() !== "GET") return route.continue();
  const detail = "The server could not finish this. The log has the reason under 5f0c.";
  const problem = {
    type: "about:blank",
    title: "Something went wrong",
    status: 500,
    code: "internal",
    detail,
  };
  await route.fulfill({ status: 500, contentType: "application/problem+json", json: problem });
}

/** Until nothing is loading any more: no skeletons, fonts and pictures there, animations over. */
async function untilSettled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.readyState === "complete" &&
      !document.querySelector(".animate-pulse, [aria-label='Presence: not known yet']"),
  );
  await page.evaluate(async () => {
    await document.fonts.ready;
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}
