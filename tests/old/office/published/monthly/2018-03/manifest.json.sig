{
  "title": "云川县纪委监委关于2018年3月查处违反中央八项规定精神问题情况的通报",
  "issuer": "云川县纪委监委",
  "series": {
    "name": "monthly",
    "title": "查处违反中央八项规定精神问题月报"
  },
  "period": "2018-03",
  "number": "云纪监通〔2018〕3号",
  "date": "2018-04-05",
  "templates": {
    "monthly": "cc20b3bd517f0e3767dacb0952360f03ac2be1b796c0e5c5d893117bb58119c9"
  },
  "layouts": [
    "gbt9704"
  ],
  "inputs": {
    "data/2018-03.json": "32deb547b21b05fa2bd7a2a0a17fbc220a23fa18a1b97ad140477b2a3542bcad",
    "data/2018-02.json": "0ee6e1a97327acba9b3ed9e7319c8c5766c26a7be6e094296023fb223b9c78ce",
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
    "monthly-2018-03.docx": {
      "sha256": "bae47443a76288402e63acf0a5d90e73cff11a64e2f93a64d8eac8d7232fbb38",
      "bytes": 16865
    },
    "monthly-2018-03.ledger.json": {
      "sha256": "49c5540e90483ccc1e17018d61f16348314418adf94206223897174234f1f301",
      "bytes": 60622
    },
    "monthly-2018-03.txt": {
      "sha256": "fa293c7eb4993ca84368881f00e3bec97985db4ad675e5ee3f86fe27693d900d",
      "bytes": 2263
    }
  }
}
