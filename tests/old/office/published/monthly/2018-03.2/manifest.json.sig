{
  "title": "关于《云川县纪委监委关于2018年3月查处违反中央八项规定精神问题情况的通报》有关数据的更正",
  "issuer": "云川县纪委监委",
  "series": {
    "name": "monthly",
    "title": "查处违反中央八项规定精神问题月报"
  },
  "period": "2018-03",
  "number": "云纪监通〔2018〕4号",
  "date": "2018-04-09",
  "corrects": {
    "number": "云纪监通〔2018〕3号",
    "date": "2018-04-05",
    "folder": "published/monthly/2018-03",
    "sha256": "7d91f3c84b5df86e91681df987d0845356aef669832752a6b88ecfe486f7c68f",
    "reason": "一人重复统计",
    "changes": [
      {
        "label": "2018年3月党纪政务处分：村干部",
        "was": "5人",
        "now": "4人",
        "places": [
          "2018年3月云川县查处违反中央八项规定精神问题统计表"
        ]
      },
      {
        "label": "2018年1至3月党纪政务处分",
        "was": "34人",
        "now": "33人",
        "places": [
          "2018年3月云川县查处违反中央八项规定精神问题统计表"
        ]
      },
      {
        "label": "2018年3月党纪政务处分",
        "was": "16",
        "now": "15人",
        "places": [
          "2018年3月云川县查处违反中央八项规定精神问题统计表"
        ]
      },
      {
        "label": "2018年1至3月党纪政务处分：村干部",
        "was": "14",
        "now": "13",
        "places": [
          "2018年3月云川县查处违反中央八项规定精神问题统计表"
        ]
      },
      {
        "label": "2018年3月党纪政务处分：违规公款吃喝",
        "was": "4",
        "now": "3",
        "places": [
          "2018年3月云川县查处违反中央八项规定精神问题统计表"
        ]
      },
      {
        "label": "2018年1至3月党纪政务处分：违规公款吃喝",
        "was": "7",
        "now": "6",
        "places": [
          "2018年3月云川县查处违反中央八项规定精神问题统计表"
        ]
      },
      {
        "label": "乡科级干部占党纪政务处分的比例",
        "was": "18.8%",
        "now": "20%",
        "places": []
      },
      {
        "label": "一般干部占党纪政务处分的比例",
        "was": "50%",
        "now": "53.3%",
        "places": []
      },
      {
        "label": "村干部占党纪政务处分的比例",
        "was": "31.2%",
        "now": "26.7%",
        "places": []
      }
    ]
  },
  "templates": {
    "monthly": "cc20b3bd517f0e3767dacb0952360f03ac2be1b796c0e5c5d893117bb58119c9",
    "correction": "a8683706dd66d3cc1d74304af90001b309b54dc34594c9970a37eee30bacdf38"
  },
  "layouts": [
    "gbt9704"
  ],
  "inputs": {
    "data/2018-03.json": "59f675b7cb356bb001ce2da0d21a74085e15b219956c2f27cec8a77ca9336e0f",
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
    "monthly-2018-03.2.correction.docx": {
      "sha256": "f0042a7723fd8c84881c8e7f0f00da29f0c740830daac9fdecc1d44c0afbab26",
      "bytes": 11657
    },
    "monthly-2018-03.2.correction.ledger.json": {
      "sha256": "187929fb03d1416235fe508a1b2fb0223e6794994d5c9342823d47d381c2bb8b",
      "bytes": 18662
    },
    "monthly-2018-03.2.correction.txt": {
      "sha256": "1c5556e0229575f3f6db45f704ed640d8fc6abd2f66ea4169d16502c838584df",
      "bytes": 1636
    },
    "monthly-2018-03.2.docx": {
      "sha256": "5852b94b569782bdafd51c473762411c61a40a12b62a2b453ec618e77b152e55",
      "bytes": 16840
    },
    "monthly-2018-03.2.ledger.json": {
      "sha256": "7ae2badf2076154f9f2513286bb1f834e65c75fa60866d839c8a0ca010e7737a",
      "bytes": 60158
    },
    "monthly-2018-03.2.txt": {
      "sha256": "16c7ae9b33909d580d4095ac065f97377e2f762b32a124aa9d39b222b2629e7f",
      "bytes": 2228
    }
  }
}
