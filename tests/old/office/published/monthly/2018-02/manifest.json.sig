{
  "title": "云川县纪委监委关于2018年2月查处违反中央八项规定精神问题情况的通报",
  "issuer": "云川县纪委监委",
  "series": {
    "name": "monthly",
    "title": "查处违反中央八项规定精神问题月报"
  },
  "period": "2018-02",
  "number": "云纪监通〔2018〕2号",
  "date": "2018-04-05",
  "templates": {
    "monthly": "cc20b3bd517f0e3767dacb0952360f03ac2be1b796c0e5c5d893117bb58119c9"
  },
  "layouts": [
    "gbt9704"
  ],
  "inputs": {
    "data/2018-02.json": "0ee6e1a97327acba9b3ed9e7319c8c5766c26a7be6e094296023fb223b9c78ce",
    "data/2018-01.json": "32152bef7dc07df4c60ab6ed66ff60040fc20c0a860facb07abc411b7daa6b4b",
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
    "monthly-2018-02.docx": {
      "sha256": "837da6632c80e6d03fc155a69d5929515347ccd860c8098c16a70820d4844282",
      "bytes": 16881
    },
    "monthly-2018-02.ledger.json": {
      "sha256": "822ce874b296088d6fb1b0b9c40815d3778727ca22dcc3600dcfa8641d9d8399",
      "bytes": 61224
    },
    "monthly-2018-02.txt": {
      "sha256": "3e5af32e57e04bc1cf7bcd7f250d88a9e657054b89611a50243061a928d316fb",
      "bytes": 2296
    }
  }
}
