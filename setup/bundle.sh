# `./run bundle`: a folder with which ./run works on a machine without a network. Sourced by ./run.

# bundle [--tests]: packages as wheels with their checksums, and the assets; --tests adds what ./test needs.
bundle() {
    wanted=run
    rm -rf "$BUNDLE.new"
    if [ "${1-}" = "--tests" ]; then
        wanted="run test"
        assets dev
        mkdir -p "$BUNDLE.new"
        cp -R "$HERE/node_modules" "$BUNDLE.new/node_modules"
    fi
    mkdir -p "$BUNDLE.new/wheels"
    for name in $wanted; do
        checksum "requirements/$name.txt" >"$BUNDLE.new/$name.sum"
        step "收集软件包（$name）" "Collecting packages ($name)" collect "$name" || explain
    done
    cp -R "$HERE/assets/vendor" "$BUNDLE.new/vendor"
    # shellcheck disable=SC2086  # a list of names without spaces
    checksum $ASSET_SOURCES >"$BUNDLE.new/assets.sum"
    "$PYTHON" -c 'import platform; print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")' \
        >"$BUNDLE.new/made-for.txt"
    rm -rf "$BUNDLE" && mv "$BUNDLE.new" "$BUNDLE"
    printf '\n%s\n  %s\n' "离线安装目录已做好：$BUNDLE（$(cat "$BUNDLE/made-for.txt")）。把它放进另一台机器的同名目录，再运行 ./run。" \
        "Put the folder bundle into a checkout on the other machine (same system and Python) and start ./run there."
}

# Every package as a wheel; a package that comes only as source is built here, where tools and network are.
collect() {
    "$PYTHON" -m pip wheel --require-hashes --wheel-dir "$BUNDLE.new/wheels" -r "$HERE/requirements/$1.txt" &&
        "$PYTHON" "$HERE/setup/bundled.py" "$HERE/requirements/$1.txt" "$BUNDLE.new/wheels" >"$BUNDLE.new/$1.txt"
}
