// check-openapi.mjs < document: holds an OpenAPI document against the specification's own schema, and
// every $ref in it against what it points at.
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';

const document = JSON.parse(readFileSync(0, 'utf8'));
const validator = new Validator();
const { valid, errors } = await validator.validate(structuredClone(document));

if (!valid) {
  console.error(JSON.stringify(errors, null, 2));
  process.exit(1);
}
validator.resolveRefs(); // throws when one points nowhere
console.log(`OpenAPI ${validator.version}: valid, ${Object.keys(document.paths).length} paths`);
