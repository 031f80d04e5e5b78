const LONGEST = 500;
const MOST = 1_000;

/** One example a line, as it is typed or pasted: without bullets, quotes around it and empty lines. */
export function examplesIn(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim().replace(/^[-•*–]\s+/u, ""))
    .map((line) => /^["“„«](.*)["”“»]$/u.exec(line)?.[1] ?? line)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What the API would refuse of them, in words; undefined where it takes them. */
export function faultOf(examples: readonly string[]): string | undefined {
  const long = examples.findIndex((example) => example.length > LONGEST);
  if (long >= 0)
    return `Example ${long + 1} is longer than ${LONGEST} characters. Keep the part that says it.`;
  if (examples.length > MOST) return `These are ${examples.length} examples. An intent has ${MOST} at most.`;
  return undefined;
}
