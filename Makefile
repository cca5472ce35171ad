# Needs Python >= 3.11 with venv, and make; everything else is prepared here, in .venv and by .ci/system-libraries.
# Another interpreter: make demo PYTHON=python3.12
PYTHON ?= $(or $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done),python3)
BIN := .venv/bin
PIP := -m pip install -q --no-input --disable-pip-version-check
# Paths of the editable packages, made relative: Python reads .pth files in the locale's encoding, so that a Chinese
# path stops it in the C locale; and the checkout can be moved.
RELATIVE := $(BIN)/python -S -c 'import os, pathlib; [f.write_text("".join(os.path.relpath(p, f.parent) + "\n" \
	for p in f.read_text("utf-8").split("\n") if p)) for f in pathlib.Path(".venv").glob("lib/*/site-packages/_*bulletin*.pth")]'
METADATA := pyproject.toml fonts/pyproject.toml
# A .venv that does not work (its Python was replaced, or its making was interrupted) counts as missing.
STALE := $(shell $(BIN)/python -c 'import pip' 2>/dev/null || rm -f $(BIN)/python $(BIN)/ready $(BIN)/ready-dev $(BIN)/ready-browser $(BIN)/ready-dask $(BIN)/ready-pyright)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help pyright demo test test-wheel test-versions lock locked test-pages properties test-browser test-dask batch-bench mutations recall fit digits account slips fuzz validate faults faults-publish bench pages outputs goldens house breaks docs catalogue lint types contract fonts-check clean pdf-libraries test-libraries browser-program

help: ## list the targets 列出全部命令
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r t c; do printf '%-18s %s\n' "$$t" "$$c"; done

demo: $(BIN)/ready ## prepare everything, build the example into out/ 准备环境并生成示例
	$(BIN)/python -m bulletin build examples/round4.json
	@printf '\n生成的文件在 / the files are in: %s\n' "$$PWD/out" && find out -type f | sort

test: test-libraries $(BIN)/ready-dev ## prepare everything, run the tests 准备环境并运行测试
	$(BIN)/python -m pytest -n auto --dist loadfile

test-wheel: test-libraries $(BIN)/ready-dev ## build the wheels, install them elsewhere, test them there 测试安装包
	$(BIN)/python -m tests.commands.wheel

test-versions: test-libraries $(BIN)/ready-dev ## lowest and newest libraries, Python 3.11 to 3.13 (5 minutes) 各版本测试
	$(BIN)/python -m tests.commands.versions --test

lock: $(BIN)/ready-dev ## write .ci/requirements.txt: versions and hashes of what is tested 锁定依赖版本
	$(BIN)/python -m tests.commands.lock

locked: pdf-libraries ## install exactly what .ci/requirements.txt names into .venv/locked 按锁定版本安装
	$(BIN)/python -m venv --clear .venv/locked
	.venv/locked/bin/python $(PIP) --require-hashes --only-binary=:all: -r .ci/requirements.txt
	.venv/locked/bin/python $(PIP) --no-deps --no-build-isolation --no-index ./fonts .
	.venv/locked/bin/python -m pip check
	.venv/locked/bin/bulletin --version

test-pages: test-libraries $(BIN)/ready-dev ## draw pages by several programs and look at them 版面测试
	$(BIN)/python -m pytest -n auto --dist loadfile -m slow

properties: $(BIN)/ready-dev ## each template with all the invented data, and with 500 files more (15 minutes) 各模板性质测试
	BULLETIN_EXAMPLES=500 $(BIN)/python -m pytest -n auto -m 'slow or deep' tests/templates/test_properties.py tests/cli/test_templates.py

test-browser: browser-program $(BIN)/ready-browser ## the proof page in Chromium 在浏览器中测试校对稿
	$(BIN)/python -m pytest -o addopts='-q --import-mode=importlib --strict-markers --strict-config' tests/browser

test-dask: test-libraries $(BIN)/ready-dask ## batches on a cluster of this machine 在本机 Dask 集群上测试批量生成
	$(BIN)/python -m pytest tests/batching/test_cluster.py

batch-bench: pdf-libraries $(BIN)/ready-dask ## how fast a batch is: 1,000 invented counties (3 minutes) 批量生成测速
	$(BIN)/python -m tests.commands.batch_bench

mutations: $(BIN)/ready-dev ## change every number of every example; is it noticed? 变异核对
	$(BIN)/python -m tests.commands.mutations

recall: $(BIN)/ready-dev ## a thousand random edits; does verify find them, and nothing else? 核对改稿测试
	$(BIN)/python -m tests.commands.recall --trials 1000 --seed 1

fit: $(BIN)/ready-dev ## how many published figures fit the codelist (CASES=folder of figure files) 指标体系覆盖率
	$(BIN)/python -m tests.commands.fit $(CASES)

account: $(BIN)/ready-dev ## what became of every value of a folder of data files (DATA=folder) 数据去向
	$(BIN)/python -m tests.commands.account $(DATA)

digits: $(BIN)/ready-dev ## whether derived figures come out in the published digits (CASES=folder of figure files) 比率印法
	$(BIN)/python -m tests.commands.digits $(CASES)

slips: $(BIN)/ready-dev ## which slips of a folder the checks tell, and what they say of right files (SLIPS=folder, RIGHT="files") 差错核对
	$(BIN)/python -m tests.commands.slips $(SLIPS) $(if $(RIGHT),--right $(RIGHT))

fuzz: $(BIN)/ready-dev ## a hundred thousand damaged inputs (10 minutes) 损坏输入测试
	$(BIN)/python -m tests.commands.fuzz --inputs 100000 --seed 1

faults-publish: $(BIN)/ready-dev ## kill -9 ten thousand times while publishing, and in disorder (20 to 40 minutes) 发布中断测试
	$(BIN)/python -m tests.commands.faults_publish

validate: $(BIN)/ready-dev ## every document through every validator 各格式合规校验
	$(BIN)/python -m tests.commands.validate

faults: $(BIN)/ready-dev ## the same faults in four programs, into docs/faults.md (needs pip and npm) 与同类软件对比差错
	$(BIN)/python -m tests.faults.faults

bench: test-libraries $(BIN)/ready-dev ## the same bulletin by ten programs, into docs/performance.md (12 minutes; PROFILE=1) 性能对比
	$(BIN)/python -m tests.bench.bench --write $(if $(PROFILE),--profile)

pages: test-libraries $(BIN)/ready-dev ## pictures of every example's pages into out/pages 各示例版面图
	$(BIN)/python -m tests.commands.pages out/pages

outputs: $(BIN)/ready-dev ## SHA-256 of every output against tests/commands/outputs.sha256 (ACCEPT=1: write it) 输出逐字节比对
	$(BIN)/python -m tests.commands.outputs $(if $(ACCEPT),--accept)

goldens: $(BIN)/ready-dev ## the text of every example against tests/goldens (ACCEPT=1: write it) 各示例全文比对
	$(BIN)/python -m tests.commands.goldens $(if $(ACCEPT),--accept)

house: $(BIN)/ready-dev ## how many rooms the package has, and what they import 代码结构统计
	$(BIN)/python -m tests.commands.house

breaks: test-libraries $(BIN)/ready-dev ## where PDF and Word end their pages, and why they differ (1 minute) 分页核对
	$(BIN)/python -m tests.commands.breaks

docs: $(BIN)/ready-dev ## make the tables and the schema of docs/ anew, and the reference out/reference 重做文档中的表和接口说明
	$(BIN)/python docs/tables.py
	$(BIN)/python -m bulletin schema > docs/data.schema.json
	$(BIN)/python -m bulletin schema --of ledger > docs/ledger.schema.json
	$(BIN)/python docs/reference.py

catalogue: $(BIN)/ready-dev ## compile the Chinese messages, bulletin/issues/zh.po to zh.mo 编译消息目录
	$(BIN)/python -m tests.commands.catalogue

lint: $(BIN)/ready-dev ## style of the code 代码风格
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(BIN)/ready-dev ## static types 静态类型
	$(BIN)/python -m mypy

pyright: $(BIN)/ready-pyright ## types, as a program of others sees them (downloads 75 MB) 以 pyright 检查调用方
	$(BIN)/basedpyright

contract: $(BIN)/ready-dev ## which module may import which 模块依赖方向
	$(BIN)/lint-imports

fonts-check: $(BIN)/python ## are the fonts what fonts/build.py makes? (300 MB) 字体能否由脚本重建
	@$(BIN)/python -m venv .venv/fonts
	@.venv/fonts/bin/python $(PIP) 'pip>=25.1' && .venv/fonts/bin/python $(PIP) --group fonts/pyproject.toml:build
	.venv/fonts/bin/python fonts/build.py --check

clean: ## remove .venv, out/ and the caches 清除
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what the targets above stand on ---

$(BIN)/ready: $(METADATA) $(BIN)/python | pdf-libraries
	@echo '正在安装 Python 依赖 / installing the Python packages ...'
	@$(BIN)/python $(PIP) -e ./fonts -e .
	@$(RELATIVE)
	@touch $@

$(BIN)/ready-dev: $(METADATA) $(BIN)/python | pdf-libraries
	@echo '正在安装 Python 依赖与测试工具 / installing the Python packages and test tools ...'
	@$(BIN)/python $(PIP) -e ./fonts -e '.[dev]'
	@$(RELATIVE)
	@touch $(BIN)/ready $@

$(BIN)/ready-browser: $(METADATA) $(BIN)/python | pdf-libraries
	@echo '正在安装浏览器测试工具 / installing the tools of the browser tests ...'
	@$(BIN)/python $(PIP) -e ./fonts -e '.[dev,browser]'
	@$(RELATIVE)
	@touch $(BIN)/ready $(BIN)/ready-dev $@

$(BIN)/ready-dask: $(METADATA) $(BIN)/python | pdf-libraries
	@echo '正在安装集群测试工具 / installing the tools of the cluster tests ...'
	@$(BIN)/python $(PIP) -e ./fonts -e '.[dev,dask]'
	@$(RELATIVE)
	@touch $(BIN)/ready $(BIN)/ready-dev $@

$(BIN)/ready-pyright: $(METADATA) $(BIN)/python | pdf-libraries
	@echo '正在安装 pyright / installing pyright ...'
	@$(BIN)/python $(PIP) -e ./fonts -e '.[dev,pyright]'
	@$(RELATIVE)
	@touch $(BIN)/ready $(BIN)/ready-dev $@

$(BIN)/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  printf '%s\n' '需要 Python 3.11 或更高版本，当前为：' "This needs Python 3.11 or newer; found: $$("$(PYTHON)" -V 2>&1)" \
	  'Debian 12+/Ubuntu 24.04+:  apt-get install python3 python3-venv' '其他 / or: make demo PYTHON=/path/to/python3.12'; exit 1; } >&2
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { \
	  p="$$("$(PYTHON)" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"; \
	  printf '%s\n' '此 Python 缺少 venv 模块，请先安装：' 'This Python has no venv module; install it first:' "    apt-get install $$p"; exit 1; } >&2
	@"$(PYTHON)" -m venv --clear .venv

pdf-libraries: $(BIN)/python
	@sh .ci/system-libraries pdf

test-libraries: $(BIN)/python
	@sh .ci/system-libraries test

browser-program: $(BIN)/python
	@sh .ci/system-libraries browser
