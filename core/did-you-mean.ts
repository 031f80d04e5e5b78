const MAXIMUM_LENGTH = 60;
const MAXIMUM_COMPARED = 1000;

/** Edits (insert, delete, replace, swap neighbours) between two short words. */
function distance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) best = Math.min(best, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** The name most like what was written, or undefined where none is close. */
export function closestName(written: string, known: Iterable<string>): string | undefined {
  if (written.length > MAXIMUM_LENGTH) return undefined;
  const wanted = written.toLowerCase();
  let closest: string | undefined;
  let closestDistance = Math.max(1, Math.floor(written.length / 3)) + 1;
  let compared = 0;
  for (const name of known) {
    compared += 1;
    if (compared > MAXIMUM_COMPARED) break;
    if (Math.abs(name.length - wanted.length) >= closestDistance) continue;
    const edits = distance(wanted, name.toLowerCase());
    if (edits < closestDistance) {
      closest = name;
      closestDistance = edits;
    }
  }
  return closest;
}

/** A hint such as “Did you mean timeout?”, or the list of what there is where it is short. */
export function suggestName(written: string, known: readonly string[]): string | undefined {
  const closest = closestName(written, known);
  if (closest !== undefined) return `Did you mean “${closest}”?`;
  if (known.length === 0 || known.length > 12) return undefined;
  return `Known here: ${known.join(", ")}`;
}
