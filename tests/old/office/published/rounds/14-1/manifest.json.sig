{
  "title": "云川县扎实推进第一轮巡察整改",
  "issuer": "云川县委巡察办",
  "series": {
    "name": "rounds",
    "title": "巡察工作新闻稿"
  },
  "period": "14-1",
  "number": "",
  "date": "2018-04-10",
  "templates": {
    "our-news": "59e1d7b8edffe486a5c7825c1e1b5a6fb71634f9f85d64c355b15b4564dbd519"
  },
  "layouts": [
    "our"
  ],
  "inputs": {
    "data/rounds/14-1.json": "3c7edc78a04a4ad6986e1778a8fc8bbd6749e38b2eb9741466e97d235328afb7",
    "data/rounds/indicators.toml": "d7cf8f30abb20aebe010bc8e3b65bf7b1e5444e81db35f50b7267bc53185febd",
    "templates/layouts/our-red.toml": "d6dedab275c07a2150c2bc00bacd3e74d58a7df541b695c80208ceb54f7a7cda",
    "templates/layouts/our.toml": "7ddda0e7839c222ad024f9865fb12926353f2afa888252f9194e6bcd6470eebd",
    "templates/our-news/document.xml.j2": "e4997ba76eb6c0edd4f51666a1adca2769a114e1829dcbbdeb5bc6bf0044f0f5",
    "templates/our-news/template.toml": "50575612093510d23cc261d6fa9fb2eba2417ee7a0e3776d3384d92e905c113c"
  },
  "versions": [
    "bulletin 0.1.0",
    "jinja2 3.1.6",
    "babel 2.19.0",
    "python-docx 1.2.0",
    "weasyprint 70.0"
  ],
  "files": {
    "rounds-14-1.docx": {
      "sha256": "f369170e1f25e3b77a3c0e3ca9006b410b7730e05633bd9e5905b4c0878dcf42",
      "bytes": 10144
    },
    "rounds-14-1.ledger.json": {
      "sha256": "26ffa6c810fd37a7cfb31591211c79f5d1dc7a3b12e638fda0615d0de26d40b5",
      "bytes": 9344
    },
    "rounds-14-1.pdf": {
      "sha256": "97e2c0dd30eaf5fe3587006da7b02d65bd4e761a65423a09775652c13e95639d",
      "bytes": 57124
    },
    "rounds-14-1.txt": {
      "sha256": "772bacbcbdc6c7db7e1ae6bc06f7d4e1da243b31882e4893a32708ed1a1a37da",
      "bytes": 552
    }
  }
}
