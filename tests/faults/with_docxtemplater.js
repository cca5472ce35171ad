// docxtemplater as its manual begins: new Docxtemplater(zip), render(data). It does not compute: the caller does.
const fs = require("fs");
const { createRequire } = require("module");
const load = createRequire(process.cwd() + "/");
const [template, data, made] = process.argv.slice(2);
try {
  const document = new (load("docxtemplater"))(new (load("pizzip"))(fs.readFileSync(template)));
  const values = JSON.parse(fs.readFileSync(data));
  document.render({ ...values, rate: ((100 * values.rectified) / values.problems).toFixed(0) });
  fs.writeFileSync(made, document.getZip().generate({ type: "nodebuffer" }));
} catch (error) { console.error(String(error.message || error)); process.exit(1); }
