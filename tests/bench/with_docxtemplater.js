// docxtemplater as its manual begins: read the template, new Docxtemplater(zip), render(data), generate.
const fs = require("fs");
const path = require("path");
module.exports = (load, words, folder) => {
  const Docxtemplater = load("docxtemplater"), PizZip = load("pizzip");
  return async () => {
    const zip = new PizZip(fs.readFileSync(path.join(folder, "docxtemplater.docx")));
    const document = new Docxtemplater(zip);
    document.render(words);
    return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  };
};
