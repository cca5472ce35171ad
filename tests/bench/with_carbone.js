// carbone as its manual begins: render(template, data).
const path = require("path");
module.exports = (load, words, folder) => {
  const carbone = load("carbone");
  return () => new Promise((resolve, reject) => {
    carbone.render(path.join(folder, "carbone.docx"), words, (error, made) => (error ? reject(error) : resolve(made)));
  });
};
