{
  "title": "云川县扎实推进第二轮巡察整改",
  "issuer": "云川县委巡察办",
  "series": {
    "name": "rounds",
    "title": "巡察工作新闻稿"
  },
  "period": "14-2",
  "number": "",
  "date": "2018-05-10",
  "templates": {
    "our-news": "59e1d7b8edffe486a5c7825c1e1b5a6fb71634f9f85d64c355b15b4564dbd519"
  },
  "layouts": [
    "our"
  ],
  "inputs": {
    "data/rounds/14-2.json": "7606b20878fa4484fe0c758504ae226cfeee94aecfa489634b82cfcf516733a9",
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
    "rounds-14-2.docx": {
      "sha256": "eef9a244ace18e6a22a513e43fce034df36781d565bf24efcac522cde2df3cb2",
      "bytes": 10153
    },
    "rounds-14-2.ledger.json": {
      "sha256": "cf500eccd037918003b02ad1cd82e9e33c306b27956915981d0ee1604029450a",
      "bytes": 9361
    },
    "rounds-14-2.pdf": {
      "sha256": "cd308f41cbf7b25ea60225729700c1067a2a7cafda533b0900d6c62012e721a2",
      "bytes": 57125
    },
    "rounds-14-2.txt": {
      "sha256": "91feb00e4e88e6f7030ca5027d4ab0e422adba8218a445e0a6320740e219d518",
      "bytes": 556
    }
  }
}
