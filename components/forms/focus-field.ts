/**
 * Puts the focus into the field at a dotted path, or into the closest one around it: folded sections on
 * the way open.
 */
export function focusField(form: HTMLElement, path: string): void {
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length -= 1) {
    const wanted = parts.slice(0, length).join(".");
    const row = [...form.querySelectorAll<HTMLElement>("[data-path]")].find(
      (element) => element.dataset.path === wanted,
    );
    if (!row) continue;
    for (let up = row.closest("details"); up; up = up.parentElement?.closest("details") ?? null)
      up.open = true;
    row.scrollIntoView({ block: "nearest" });
    row.querySelector<HTMLElement>("input, textarea, button, [tabindex]")?.focus();
    return;
  }
}
