{
  "title": "中共云川县委巡察工作领导小组关于第一轮巡察工作情况的通报",
  "issuer": "中共云川县委巡察工作领导小组",
  "series": {
    "name": "circulars",
    "title": "巡察工作情况通报"
  },
  "period": "14-1",
  "number": "云巡通〔2018〕1号",
  "date": "2018-04-10",
  "templates": {
    "circular": "2040dbc901f777b30f9c668ddbd108dbc9225c34b0e1a6abc8a11dc10070bff3"
  },
  "layouts": [
    "our-red"
  ],
  "inputs": {
    "data/circulars/14-1.json": "20d6a4cfaf9d0398a4539e74ab49ef42a88ddfc517a23ac24a27ce20327dabc9",
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
    "circulars-14-1.ledger.json": {
      "sha256": "9e4cef02af304c5ec132282b1790b7244ec707ab714bb1901acebb9400eb8341",
      "bytes": 15748
    },
    "circulars-14-1.txt": {
      "sha256": "a4669bf529239244651479d5f942e92b45fad4acc9daa85fa0af2bafecd9d70f",
      "bytes": 1052
    }
  }
}
