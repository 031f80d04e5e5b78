/** What people say that asks for nothing: a classifier learns from these what is none of its intents. */
export const SMALL_TALK = [
  "hello, hi, hey, good morning, good evening, hello there, how are you, thanks, thank you, thank you very much, ok, okay, yes, no, yes please, no thanks, great, perfect, sure, all right, sorry, please, bye, goodbye, see you soon, have a nice day, are you there, one moment please, I will let you know, that is fine, what do you mean, you are welcome, can you help me, I have a question",
  "hola, buenos días, buenas tardes, gracias, muchas gracias, sí, no, vale, de acuerdo, perfecto, adiós, hasta luego, por favor, tengo una pregunta, un momento",
  "hallo, guten Morgen, guten Tag, danke, vielen Dank, ja, nein, in Ordnung, alles klar, super, tschüss, bis bald, bitte, ich habe eine Frage, einen Moment bitte",
  "bonjour, bonsoir, salut, merci, merci beaucoup, oui, non, d'accord, parfait, au revoir, à bientôt, s'il vous plaît, j'ai une question, un instant",
  "olá, bom dia, boa tarde, obrigado, obrigada, sim, não, está bem, perfeito, adeus, até logo, por favor, tenho uma pergunta, um momento",
  "cześć, dzień dobry, dobry wieczór, dziękuję, dzięki, tak, nie, dobrze, w porządku, do widzenia, proszę, mam pytanie, chwileczkę",
  "你好, 谢谢, 好的, 是, 不是, 再见, こんにちは, ありがとう, はい, いいえ, 안녕하세요, 감사합니다, 네, 아니요, مرحبا, شكرا, نعم, لا, привет, здравствуйте, спасибо, да, нет, नमस्ते, धन्यवाद, हाँ, नहीं",
  // Words that every sentence has say nothing by themselves.
  "my, your, the, a, this, that, it is, is it, I am, are you, do you, I want, I need, I would like to, can I, could you, where is, when is, what is, how is, how do I, is there, with, for, about, to, of, and, in, on, at",
  "mi, su, el, la, un, una, es, está, quiero, necesito, puedo, dónde, cuándo, qué, cómo, hay, con, para, de, en",
  "mein, meine, der, die, das, ein, eine, ist, ich bin, ich möchte, ich brauche, kann ich, wo ist, wann ist, was ist, wie, gibt es, mit, für, von, in, auf",
  "mon, ma, mes, le, la, les, un, une, est, je veux, je voudrais, puis-je, où est, quand, quel, comment, il y a, avec, pour, de, en, à",
  "meu, minha, o, a, os, as, um, uma, é, está, quero, preciso, posso, onde, quando, qual, como, há, com, para, de, em",
  "mój, moja, jest, chcę, chciałbym, potrzebuję, czy mogę, gdzie, kiedy, co, jak, czy, z, dla, na, w, do",
].flatMap((line) => line.split(", "));
