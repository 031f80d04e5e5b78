/** Numbers from 0 to 1, the same for a seed, so that a failure can be told how to come again. */
export type Random = () => number;

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}
