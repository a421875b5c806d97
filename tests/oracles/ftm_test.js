// FollowTheMoney entities against the model that its own package ships: names by the package,
// required properties, types and closed lists by its defaultModel.json.
// usage: ftm_test.js FILE...
'use strict';
const fs = require('fs');
const {Model} = require('@alephdata/followthemoney');
const definition = require('@alephdata/followthemoney/dist/defaultModel.json');

const model = new Model(definition);
const kDate = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?)?)?)?$/;

function faults(entity, known) {
  const list = [];
  const schema = definition.schemata[entity.schema];
  if (!schema) return [`no such schema: ${entity.schema}`];
  if (schema.abstract) list.push(`${entity.schema} is abstract`);
  if (!/^[0-9a-f]{40}$/.test(entity.id)) list.push(`id: ${entity.id}`);
  for (const name of schema.required || []) {
    if (!(entity.properties[name] || []).length) list.push(`${entity.schema} without ${name}`);
  }
  const kind = model.getSchema(entity.schema);
  for (const [name, values] of Object.entries(entity.properties)) {
    let property;
    try {
      property = kind.getProperty(name);
    } catch (error) {
      list.push(`${entity.schema} has no ${name}`);
      continue;
    }
    if (property.stub) list.push(`${entity.schema}.${name} is not to be set`);
    const type = definition.types[property.type.name];
    for (const value of values) {
      if (typeof value !== 'string' || value === '') list.push(`${name}: no text: ${value}`);
      if (type && type.values && !(value in type.values)) list.push(`${name}: not in its list: ${value}`);
      if (property.type.name === 'date' && !kDate.test(value)) list.push(`${name}: no date: ${value}`);
      if (property.type.name === 'number' && !/^-?\d+(\.\d+)?$/.test(value)) list.push(`${name}: no number: ${value}`);
      if (property.type.name === 'entity') {
        const target = known.get(value);
        const range = property.hasRange ? property.range : 'Thing';
        const wanted = typeof range === 'string' ? range : range.name;
        if (!target) list.push(`${name}: names nothing: ${value}`);
        else if (!model.getSchema(target).isA(wanted)) list.push(`${name}: ${target} is no ${wanted}`);
      }
    }
  }
  return list;
}

let failed = 0;
for (const file of process.argv.slice(2)) {
  const entities = fs.readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  const known = new Map(entities.map((entity) => [entity.id, entity.schema]));
  const schemas = new Set();
  for (const entity of entities) {
    if (known.get(entity.id) !== entity.schema) faulty(`${entity.id} is two things`);
    schemas.add(entity.schema);
    for (const fault of faults(entity, known)) faulty(`${file}: ${entity.id}: ${fault}`);
  }
  for (const wanted of ['Pages', 'Page', 'Contract', 'ContractAward', 'Company', 'PublicBody', 'Person', 'Mention']) {
    if (!schemas.has(wanted)) faulty(`${file}: no ${wanted}`);
  }
  // The judge is awake.
  const contract = entities.find((entity) => entity.schema === 'Contract');
  for (const spoil of [
    (e) => { delete e.properties.title; },
    (e) => { e.properties.nonsense = ['x']; },
    (e) => { e.properties.contractDate = ['16/05/2022']; },
    (e) => { e.properties.proof = ['nobody']; },
    (e) => { e.properties.authority = [contract.id]; },
    (e) => { e.properties.language = ['spanish']; },
  ]) {
    const copy = JSON.parse(JSON.stringify(contract));
    spoil(copy);
    if (faults(copy, known).length === 0) faulty(`a spoilt entity passed: ${spoil}`);
  }
}
function faulty(what) {
  failed += 1;
  console.error('FAILED: ' + what);
}
process.exit(failed === 0 ? 0 : 1);
