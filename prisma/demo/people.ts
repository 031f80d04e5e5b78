import type { Role } from "#core/permissions/roles.ts";

/** Who works in the demo workspace. Nobody of them has a password: the admin sets one where it is wanted. */
export interface DemoPerson {
  name: string;
  role: Role;
  /** Teams by key. */
  teams: string[];
  /** Of all their teams. */
  leads?: boolean;
  locale: string;
  timezone: string;
  capacity: Record<string, number>;
  skills: Record<string, number>;
}

export const DEMO_DOMAIN = "lumengroup.example";

export const TEAMS = [
  { key: "recruitment", name: "Recruitment", description: "Candidates and the shifts they apply for" },
  {
    key: "patient_care",
    name: "Patient care",
    description: "Appointments, reports and bills of the clinics",
  },
  { key: "admissions", name: "Admissions", description: "Applicants, open days and fees of the academy" },
] as const;

export type TeamKey = (typeof TEAMS)[number]["key"];

export const SKILLS = [
  ["english", "English"],
  ["german", "German"],
  ["spanish", "Spanish"],
  ["french", "French"],
  ["portuguese", "Portuguese"],
  ["polish", "Polish"],
  ["complaints", "Complaints"],
  ["scheduling", "Scheduling"],
] as const;

export const PEOPLE: Record<string, DemoPerson> = {
  tomasz: {
    name: "Tomasz Zieliński",
    role: "supervisor",
    teams: ["recruitment", "patient_care", "admissions"],
    leads: true,
    locale: "pl",
    timezone: "Europe/Warsaw",
    capacity: { default: 3 },
    skills: { polish: 5, english: 4, german: 3, complaints: 5 },
  },
  camille: {
    name: "Camille Laurent",
    role: "marketer",
    teams: [],
    locale: "fr",
    timezone: "Europe/Paris",
    capacity: { default: 2 },
    skills: { french: 5, english: 4 },
  },
  priya: {
    name: "Priya Nair",
    role: "agent",
    teams: ["recruitment"],
    locale: "en",
    timezone: "Europe/London",
    capacity: { webchat: 4, voice: 1, default: 6 },
    skills: { english: 5, scheduling: 4 },
  },
  jonas: {
    name: "Jonas Weber",
    role: "agent",
    teams: ["recruitment"],
    locale: "de",
    timezone: "Europe/Berlin",
    capacity: { webchat: 3, voice: 1, default: 5 },
    skills: { german: 5, english: 4, polish: 2 },
  },
  lucia: {
    name: "Lucía Moreno",
    role: "agent",
    teams: ["patient_care"],
    locale: "es",
    timezone: "Europe/Madrid",
    capacity: { webchat: 3, voice: 1, default: 5 },
    skills: { spanish: 5, english: 4, scheduling: 5, complaints: 3 },
  },
  ana: {
    name: "Ana Ferreira",
    role: "agent",
    teams: ["patient_care", "admissions"],
    locale: "pt",
    timezone: "Europe/Lisbon",
    capacity: { webchat: 3, voice: 1, default: 5 },
    skills: { portuguese: 5, spanish: 3, english: 4, scheduling: 3 },
  },
  oliver: {
    name: "Oliver Grant",
    role: "agent",
    teams: ["admissions"],
    locale: "en",
    timezone: "Europe/London",
    capacity: { webchat: 4, voice: 1, default: 6 },
    skills: { english: 5, french: 3, complaints: 2 },
  },
};

/** “lucia.moreno@…” for Lucía Moreno. */
export function demoEmail({ name }: DemoPerson): string {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("ł", "l").toLowerCase();
  return `${plain.replaceAll(" ", ".")}@${DEMO_DOMAIN}`;
}
