{
  "title": "云川县纪委监委关于2018年第一季度监督检查审查调查情况的通报",
  "issuer": "云川县纪委监委",
  "series": {
    "name": "quarterly",
    "title": "监督检查审查调查情况"
  },
  "period": "2018-Q1",
  "number": "云纪办〔2018〕17号",
  "date": "2018-04-12",
  "templates": {
    "quarterly": "7c9b3b3953066d0d7851906e3a523f88c49b8a3f339a9be4dcdf99c2418d6300"
  },
  "layouts": [
    "gbt9704"
  ],
  "inputs": {
    "data/2018-Q1.json": "2a5d0bd056dee0adab73ba5597a062c7021a168c4a72e217d60134ee5929b5c8",
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
    "quarterly-2018-Q1.ledger.json": {
      "sha256": "e5a943f4971194a6b755a37fdd0cf3d48b14cc2f35bce37b948f7afb85068d57",
      "bytes": 33104
    },
    "quarterly-2018-Q1.txt": {
      "sha256": "d5fe3161640cd518e4b662d170464469497b01a18d9e37aec00a1479e9f58dc8",
      "bytes": 1861
    }
  }
}
