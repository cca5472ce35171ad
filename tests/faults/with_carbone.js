// carbone as its manual begins: render(template, data).
const fs = require("fs");
const { createRequire } = require("module");
const carbone = createRequire(process.cwd() + "/")("carbone");
const [template, data, made] = process.argv.slice(2);
carbone.render(template, JSON.parse(fs.readFileSync(data)), (error, result) => {
  if (error) { console.error(String(error.message || error)); process.exit(1); }
  fs.writeFileSync(made, result);
  process.exit(0);
});
