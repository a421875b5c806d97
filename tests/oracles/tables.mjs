// Writes tables of what other people's packages answer, for tests/fields/oracles_test.cc.
//
// usage: node tables.mjs FOLDER [small]     small: the few rows that are committed (tests/data/oracles)
import { createRequire } from "node:module";
import { mkdirSync, writeFileSync } from "node:fs";
import { toCardinal } from "n2words/es-ES";

const require = createRequire(import.meta.url);
const { NumerosALetras } = require("numero-a-letras");
const RfcFacil = require("rfc-facil");
const validateRfc = require("validate-rfc");
const { clabe } = require("clabe-validator");
const curp = require("curp");

const folder = process.argv[2];
const small = process.argv[3] === "small";
mkdirSync(folder, { recursive: true });

// The same numbers every time (mulberry32).
let state = 20220516;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (limit) => Math.floor(random() * limit);
const pick = (list) => list[below(list.length)];
const write = (name, rows) => writeFileSync(`${folder}/${name}.tsv`, rows.map((row) => row.join("\t") + "\n").join(""));

// ---- numbers in words ----
const sums = [];
const every = small ? 37 : 1;
for (let n = 0; n <= 10000; n += every) sums.push(n);
for (let i = 0; i < (small ? 300 : 100000); ++i) sums.push(below(10 ** (1 + below(12))));
write("n2words", sums.map((n) => [n, toCardinal(n)]));
// It prints sums of money and loses the thousands of millions.
const money = [];
for (let n = 1; n <= 10000; n += every) money.push(n);
for (let i = 0; i < (small ? 300 : 100000); ++i) money.push(1 + below(10 ** (1 + below(9)) - 1));
write("numero-a-letras", money.filter((n) => n <= 999999999).map((n) => [n, NumerosALetras(n)]));

// ---- RFC ----
const given = ["María", "José", "Juan", "Íñigo", "Ana Laura", "Óscar", "Begoña", "Hugo", "Zoé", "Ulises"];
const surnames = ["Hernández", "Peña", "Núñez", "López", "Ibáñez", "de la Cruz", "Ávila", "Yáñez", "Quiroz", "Camacho"];
const firm = ["Sonora", "Azucarera", "Industrias", "Comercial", "Peñoles", "Grupo", "Azteca", "Norte", "Delta", "Omega", "Química"];
const alphabet = "ABCDEFGHIJKLMNPQRSTUVWXYZ0123456789";
const rfcs = [];
for (let i = 0; i < (small ? 200 : 10000); ++i) {
  const day = { day: 1 + below(28), month: 1 + below(12), year: 1940 + below(84) };
  let name, rfc;
  if (i % 2 === 0) {
    const person = { name: pick(given), firstLastName: pick(surnames), secondLastName: pick(surnames), ...day };
    name = `${person.firstLastName} ${person.secondLastName} ${person.name}`;
    rfc = RfcFacil.forNaturalPerson(person);
  } else {
    name = `${pick(firm)} ${pick(firm)} ${pick(firm)}`;
    rfc = RfcFacil.forJuristicPerson({ name, ...day });
  }
  rfc = rfc.replace(/-/g, "");
  // Half of them with a character changed, which the check digit mostly finds.
  if (below(2) === 1) {
    const at = rfc.length - 3 + below(3);
    rfc = rfc.slice(0, at) + pick([..."0123456789A"]) + rfc.slice(at + 1);
    name = "";
  }
  // A word that the tax office does not give out, and validate-rfc knows: no matter of digits.
  if (rfc.startsWith("CULO")) continue;
  const answer = validateRfc(rfc);
  rfcs.push([rfc, answer.isValid ? 1 : 0, name]);
}
write("rfc", rfcs);

// ---- CLABE ----
const clabes = [];
const banks = Object.keys(clabe.banksMap).map((code) => code.padStart(3, "0"));
for (let i = 0; i < (small ? 200 : 10000); ++i) {
  const body = pick(banks) + String(below(10 ** 14)).padStart(14, "0");
  let number = body + clabe.computeChecksum(body);
  if (below(2) === 1) number = number.slice(0, 17) + below(10);
  clabes.push([number, clabe.computeChecksum(number.slice(0, 17)) === Number(number[17]) ? 1 : 0]);
}
write("clabe", clabes);

// ---- CURP ----
const curps = [];
const states = Object.values(curp.ESTADO ?? {});
for (let i = 0; i < (small ? 200 : 10000); ++i) {
  const person = curp.getPersona();
  person.nombre = pick(given).split(" ")[0];
  person.apellidoPaterno = pick(surnames);
  person.apellidoMaterno = pick(surnames);
  person.genero = pick(Object.values(curp.GENERO));
  person.fechaNacimiento = `${String(1 + below(28)).padStart(2, "0")}-${String(1 + below(12)).padStart(2, "0")}-${1930 + below(90)}`;
  person.estado = pick(states);
  let code = curp.generar(person);
  if (below(2) === 1) code = code.slice(0, 17) + below(10);
  curps.push([code, curp.validar(code) ? 1 : 0]);
}
write("curp", curps);
