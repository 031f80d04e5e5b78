import type { TeamKey } from "#prisma/demo/people.ts";

export interface DemoContact {
  key: string;
  firstName: string;
  lastName: string;
  locale: string;
  timezone: string;
  /** From ranges that regulators keep free for fiction, so that nobody real is ever reached. */
  phone?: string | undefined;
  email?: string | undefined;
  /** Whose customer they are, by the team that serves them. */
  team: TeamKey;
  tags: string[];
  tier?: string | undefined;
}

type Row = [
  name: string,
  locale: string,
  phone: string | null,
  mailbox: string | null,
  tags?: string[],
  tier?: string,
];

const ZONES: Record<string, string> = {
  "+44": "Europe/London",
  "+49": "Europe/Berlin",
  "+33": "Europe/Paris",
  "+12": "America/New_York",
};

const RECRUITMENT: Row[] = [
  ["Marek Kowalczyk", "pl", "+491713920011", "marek.kowalczyk@example.com", ["warehouse"]],
  ["Agnieszka Wójcik", "pl", "+447700900112", null, ["care"]],
  ["Piotr Lewandowski", "pl", "+491713920013", "p.lewandowski@example.net", ["driver"]],
  ["Lukas Hoffmann", "de", "+491713920014", "lukas.hoffmann@example.com", ["warehouse"]],
  ["Sabine Krüger", "de", "+493023125015", "sabine.krueger@example.org", ["care"], "silver"],
  ["Mehmet Yılmaz", "de", "+491713920016", null, ["driver"]],
  ["Grace Adeyemi", "en", "+447700900117", "grace.adeyemi@example.com", ["care"], "silver"],
  ["Daniel Osei", "en", "+447700900118", "daniel.osei@example.net", ["warehouse"]],
  ["Hannah Clarke", "en", "+447700900119", "hannah.clarke@example.com", ["care", "talent_pool"]],
  ["Ravi Patel", "en", "+447700900120", "ravi.patel@example.org", ["driver"]],
  ["Carlos Jiménez", "es", "+491713920021", "carlos.jimenez@example.com", ["warehouse"]],
  ["Beatriz Navarro", "es", "+33639981022", null, ["care"]],
  ["Yann Le Goff", "fr", "+33639981023", "yann.legoff@example.net", ["driver"]],
  ["Tiago Ribeiro", "pt", "+33639981024", "tiago.ribeiro@example.com", ["warehouse"]],
];

const PATIENT_CARE: Row[] = [
  ["Elena Ruiz", "es", "+33639982031", "elena.ruiz@example.com", ["family"], "gold"],
  ["Isabel Ortega", "es", "+491713920032", "isabel.ortega@example.net", []],
  ["Joaquín Herrera", "es", "+12025550133", "joaquin.herrera@example.com", ["diabetes"]],
  ["Mariana Costa", "pt", "+33639982034", "mariana.costa@example.org", ["pregnancy"], "silver"],
  ["Rui Almeida", "pt", "+447700900135", "rui.almeida@example.com", []],
  ["Helga Brandt", "de", "+493023125036", "brandt.familie@example.org", ["landline"]],
  ["Katharina Schulz", "de", "+491713920038", "katharina.schulz@example.com", [], "gold"],
  ["Andreas Neumann", "de", "+491713920039", "andreas.neumann@example.net", ["orthopaedics"]],
  ["Margaret Doyle", "en", "+447700900140", "margaret.doyle@example.com", ["cardiology"], "gold"],
  ["Samuel Whitfield", "en", "+12025550141", "samuel.whitfield@example.org", []],
  ["Aisha Rahman", "en", "+447700900142", "aisha.rahman@example.com", ["physiotherapy"]],
  ["Claire Fontaine", "fr", "+33639982043", "claire.fontaine@example.com", ["dermatology"]],
  ["Mathieu Girard", "fr", "+33639982044", "mathieu.girard@example.net", []],
  ["Zofia Nowak", "pl", "+491713920045", "zofia.nowak@example.com", []],
];

const ADMISSIONS: Row[] = [
  ["Emma Richardson", "en", "+447700900151", "emma.richardson@example.com", ["nursing"]],
  ["Noah Bennett", "en", "+12025550152", "noah.bennett@example.org", ["logistics"]],
  ["Chidi Okafor", "en", "+447700900153", "chidi.okafor@example.com", ["health_management"], "silver"],
  ["Julie Moreau", "fr", "+33639983054", "julie.moreau@example.com", ["nursing"]],
  ["Antoine Dubois", "fr", "+33639983055", "antoine.dubois@example.net", ["logistics"]],
  ["Fatou Diallo", "fr", "+33639983056", "fatou.diallo@example.org", ["health_management"]],
  ["Leonie Bauer", "de", "+491713920057", "leonie.bauer@example.com", ["nursing"]],
  ["Finn Schneider", "de", "+491713920058", "finn.schneider@example.net", ["logistics"]],
  ["Inês Carvalho", "pt", "+33639983059", "ines.carvalho@example.com", ["nursing"]],
  ["Pedro Santos", "pt", "+447700900160", "pedro.santos@example.org", ["logistics"]],
  ["Valentina Rojas", "es", "+12025550161", "valentina.rojas@example.com", ["health_management"]],
  ["Diego Fuentes", "es", "+491713920062", "diego.fuentes@example.net", ["nursing"]],
  ["Kacper Zając", "pl", "+447700900163", "kacper.zajac@example.com", ["logistics"]],
  ["Oliwia Mazur", "pl", "+491713920064", "oliwia.mazur@example.org", ["nursing"]],
];

/** Whom somebody else's phone or mailbox serves too. */
export const RELATIVES = [
  {
    firstName: "Mateo",
    lastName: "Ruiz",
    of: "elena_ruiz",
    kind: "proxy",
    relationship: "parent",
    locale: "es",
  },
  {
    firstName: "Sofía",
    lastName: "Ruiz",
    of: "elena_ruiz",
    kind: "proxy",
    relationship: "parent",
    locale: "es",
  },
  {
    firstName: "Walter",
    lastName: "Brandt",
    of: "helga_brandt",
    kind: "shared",
    relationship: null,
    locale: "de",
  },
] as const;

export const CONTACTS: DemoContact[] = [
  ...RECRUITMENT.map((row) => toContact(row, "recruitment")),
  ...PATIENT_CARE.map((row) => toContact(row, "patient_care")),
  ...ADMISSIONS.map((row) => toContact(row, "admissions")),
];

function toContact([name, locale, phone, email, tags = [], tier]: Row, team: TeamKey): DemoContact {
  const [firstName = name, ...rest] = name.split(" ");
  return {
    key: keyOf(name),
    firstName,
    lastName: rest.join(" "),
    locale,
    timezone: ZONES[phone?.slice(0, 3) ?? ""] ?? "Europe/Berlin",
    phone: phone ?? undefined,
    email: email ?? undefined,
    team,
    tags,
    tier,
  };
}

/** “elena_ruiz” for Elena Ruiz: how the stories name people. */
export function keyOf(name: string): string {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("ı", "i");
  return plain.toLowerCase().replaceAll(" ", "_");
}
