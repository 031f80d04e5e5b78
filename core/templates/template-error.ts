/** A template that cannot be parsed, or that went over a limit while rendering. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}
