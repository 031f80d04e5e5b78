/**
 * Whether a customer is of a tier, or of a higher one. The order is the workspace's, lowest first; a tier that has
 * no place in it is reached by itself alone.
 */
export function reachesTier(order: readonly string[], tier: string | null, minimum: string): boolean {
  if (tier === null) return false;
  const [own, wanted] = [normal(tier), normal(minimum)];
  if (own === wanted) return true;
  const places = order.map(normal);
  const place = places.indexOf(wanted);
  return place >= 0 && places.indexOf(own) > place;
}

function normal(tier: string): string {
  return tier.normalize("NFC").trim().toLowerCase();
}
