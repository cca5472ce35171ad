// worker.py for the packages of npm: node worker.js MODULE FOLDER OUT [--stay], in the folder they are installed in.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const { createRequire } = require("module");
const [module_, folder, out, stay] = process.argv.slice(2);

async function main() {
  const words = JSON.parse(fs.readFileSync(path.join(folder, "words.json")));
  const make = require(path.join(__dirname, module_ + ".js"))(createRequire(process.cwd() + "/"), words, folder);
  if (stay !== "--stay") { fs.writeFileSync(out, await make()); process.exit(0); }
  for await (const _ of readline.createInterface({ input: process.stdin })) {
    const begun = process.hrtime.bigint();
    const made = await make();
    const took = Number(process.hrtime.bigint() - begun) / 1e6;
    fs.writeFileSync(out, made);
    process.stdout.write(took + "\n");
  }
  process.exit(0);
}
main().catch((error) => { console.error(String(error.stack || error)); process.exit(1); });
