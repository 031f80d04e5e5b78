import type { Page } from "@playwright/test";

/** Signs in over the form and waits until the wanted page is there. */
export async function signInAs(
  page: Page,
  { email, password }: { email: string; password: string },
  onward: string,
): Promise<void> {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(onward)}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname + url.search === onward);
}
