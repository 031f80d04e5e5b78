import type { Prisma } from "#prisma/generated/client.ts";

const workday = [{ from: "08:00", to: "18:00" }];

export const WEEKLY_HOURS = {
  mon: workday,
  tue: workday,
  wed: workday,
  thu: workday,
  fri: [{ from: "08:00", to: "16:00" }],
  sat: [{ from: "09:00", to: "13:00" }],
} satisfies Prisma.InputJsonObject;

/** Fixed days of any year; Easter is left to whoever sets up real hours. */
export const HOLIDAYS = [
  ["01-01", "New Year"],
  ["05-01", "Labour Day"],
  ["10-03", "German Unity Day"],
  ["12-25", "Christmas Day"],
  ["12-26", "Second day of Christmas"],
] as const;

export const INTENTS = [
  {
    key: "apply_job",
    name: "Apply for a job",
    examples: [
      "I saw the warehouse job and would like to apply",
      "Is the night shift position still open?",
      "Ich möchte mich als Pflegehelfer bewerben",
      "Chciałbym aplikować na stanowisko magazyniera",
      "How do I send you my CV?",
      "Are you hiring drivers at the moment?",
      "Sind noch Stellen im Lager frei?",
      "¿Tienen alguna vacante de enfermera?",
    ],
    keywords: ["apply", "vacancy", "bewerben", "aplikować"],
  },
  {
    key: "interview_time",
    name: "Interview time",
    examples: [
      "Can we move my interview to Thursday?",
      "What time is the interview tomorrow?",
      "Kann ich den Vorstellungstermin verschieben?",
      "Where does the interview take place?",
      "I will be late for my interview",
      "¿A qué hora es la entrevista?",
      "Is the interview online or in the office?",
    ],
    keywords: ["interview", "Vorstellungsgespräch"],
  },
  {
    key: "book_appointment",
    name: "Book an appointment",
    examples: [
      "I need to see a dermatologist next week",
      "Quisiera pedir cita para mi hija",
      "Gostaria de marcar uma consulta",
      "Can I book an appointment for a check-up?",
      "Do you have a free slot on Monday?",
      "Ich brauche einen Termin beim Hausarzt",
      "Je voudrais prendre rendez-vous",
    ],
    keywords: ["appointment", "cita", "consulta", "Termin"],
  },
  {
    key: "reschedule",
    name: "Move an appointment",
    examples: [
      "I cannot make it on Friday, can we move it?",
      "Necesito cambiar la cita del martes",
      "Preciso remarcar a consulta",
      "Please move my appointment to next week",
      "Can I come an hour later instead?",
      "Ich muss meinen Termin verschieben",
      "Je dois déplacer mon rendez-vous",
    ],
    keywords: ["reschedule", "cambiar", "remarcar", "verschieben"],
  },
  {
    key: "test_results",
    name: "Results and reports",
    examples: [
      "Are my blood results back?",
      "¿Ya están los resultados de la analítica?",
      "When will I get my lab report?",
      "Can you send me my test results?",
      "Sind meine Laborwerte schon da?",
      "Os resultados dos exames já saíram?",
    ],
    keywords: ["results", "resultados", "Befund"],
  },
  {
    key: "billing",
    name: "Bills and fees",
    examples: [
      "I was charged twice for the same visit",
      "How can I pay the tuition in instalments?",
      "Ma facture est fausse",
      "The invoice has the wrong amount",
      "Wie kann ich die Rechnung bezahlen?",
      "Can I get a refund?",
      "¿Puedo pagar a plazos?",
    ],
    keywords: ["invoice", "charged", "tuition", "facture", "Rechnung"],
  },
  {
    key: "course_information",
    name: "Course information",
    examples: [
      "Does the nursing diploma run in the evening?",
      "Quels documents faut-il pour le master ?",
      "Wann beginnt das Wintersemester?",
      "What are the entry requirements for the course?",
      "How long is the programme?",
      "¿Cuándo empieza el curso?",
      "Can I study part time?",
    ],
    keywords: ["course", "programme", "semester", "master"],
  },
  {
    key: "open_day",
    name: "Open day",
    examples: [
      "I would like to come to the open day",
      "À quelle heure commence la journée portes ouvertes ?",
      "When is the next open day?",
      "Can my parents come to the open day?",
      "Wann ist der Tag der offenen Tür?",
      "How do I sign up for the campus tour?",
    ],
    keywords: ["open day", "portes ouvertes"],
  },
  {
    key: "complaint",
    name: "Complaint",
    examples: [
      "Nobody has called me back for a week",
      "This is the third time I am asking",
      "Llevo una hora esperando",
      "Your service is unacceptable",
      "I want to speak to a manager",
      "Ich möchte mich beschweren",
      "I am very disappointed with how I was treated",
    ],
    keywords: ["complaint", "unacceptable", "disappointed"],
  },
];

export const CANNED_RESPONSES = [
  {
    key: "thanks_looking",
    title: "Thanks, looking into it",
    text: "Thank you, {{ contact.firstName | default: 'and hello' }}. I am looking into it and will write back today.",
    team: null,
  },
  {
    key: "interview_confirmed",
    title: "Interview confirmed",
    text: "Your interview is confirmed, {{ contact.firstName }}. Please bring an identity document and, if you have one, your work permit.",
    team: "recruitment",
  },
  {
    key: "shift_conditions",
    title: "Shift conditions",
    text: "Shifts are eight hours with a paid half-hour break. Nights and Sundays are paid 25 percent more.",
    team: "recruitment",
  },
  {
    key: "before_blood_test",
    title: "Before a blood test",
    text: "Please come without breakfast; water is fine. The laboratory is on the first floor, from 7:30.",
    team: "patient_care",
  },
  {
    key: "appointment_moved",
    title: "Appointment moved",
    text: "Done, {{ contact.firstName }}: your appointment has been moved. You will get a reminder the day before.",
    team: "patient_care",
  },
  {
    key: "instalments",
    title: "Paying in instalments",
    text: "Fees can be paid in four instalments without extra cost. I can send you the form by e-mail.",
    team: "admissions",
  },
  {
    key: "open_day_programme",
    title: "Programme of the open day",
    text: "The open day starts at 10:00 with a tour, then trial lessons until 13:00. Parents are welcome.",
    team: "admissions",
  },
];

export const TEMPLATES = [
  {
    key: "appointment_reminder",
    name: "Appointment reminder",
    channel: "sms" as const,
    purpose: "transactional" as const,
    text: {
      default:
        "Reminder: your appointment at {{ workspace.name }} is on {{ date }} at {{ time }}. Reply 1 to confirm.",
      es: "Recordatorio: su cita en {{ workspace.name }} es el {{ date }} a las {{ time }}. Responda 1 para confirmar.",
      de: "Erinnerung: Ihr Termin bei {{ workspace.name }} ist am {{ date }} um {{ time }}. Mit 1 bestätigen.",
    },
    variables: ["date", "time"],
  },
  {
    key: "interview_invitation",
    name: "Interview invitation",
    channel: "email" as const,
    purpose: "care" as const,
    subject: {
      default: "Your interview at {{ workspace.name }}",
      de: "Ihr Vorstellungsgespräch bei {{ workspace.name }}",
    },
    text: {
      default:
        "Dear {{ contact.firstName }},\n\nwe would like to meet you on {{ date }}. Does that suit you?",
      de: "Guten Tag {{ contact.firstName }},\n\nwir möchten Sie am {{ date }} kennenlernen. Passt Ihnen das?",
    },
    variables: ["date"],
  },
  {
    key: "open_day_invitation",
    name: "Open day invitation",
    channel: "email" as const,
    purpose: "marketing" as const,
    subject: { default: "Come and see us", fr: "Venez nous rencontrer" },
    text: {
      default:
        "Hello {{ contact.firstName }}, our next open day is on {{ date }}. Tell us if you are coming.",
      fr: "Bonjour {{ contact.firstName }}, notre prochaine journée portes ouvertes a lieu le {{ date }}. Dites-nous si vous venez.",
    },
    variables: ["date"],
  },
];
