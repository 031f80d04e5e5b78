// GSM 03.38, the default alphabet and its extension table: https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("\f^{}\\[~]|€");

export interface SmsLength {
  encoding: "GSM-7" | "UCS-2";
  /** Units used: septets, or UTF-16 code units. */
  units: number;
  segments: number;
  /** Units left in the last segment. */
  left: number;
  /** Characters that force UCS-2, each once: what to replace to halve the price. */
  forcing: string[];
}

/**
 * How many segments a text takes. One segment holds 160 septets or 70 UTF-16 units; of several each gives up
 * 6 bytes to a header and holds 153 or 67. A character is never torn between two segments.
 */
export function smsLength(text: string): SmsLength {
  const characters = [...text.replaceAll("\r\n", "\n")];
  const forcing = [...new Set(characters.filter((each) => !BASIC.has(each) && !EXTENDED.has(each)))];
  const encoding = forcing.length === 0 ? "GSM-7" : "UCS-2";
  const sizes = characters.map((each) => (encoding === "UCS-2" ? each.length : EXTENDED.has(each) ? 2 : 1));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [single, joined] = encoding === "GSM-7" ? [160, 153] : [70, 67];
  if (units <= single)
    return { encoding, units, segments: units === 0 ? 0 : 1, left: single - units, forcing };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > joined) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, units, segments, left: joined - used, forcing };
}
