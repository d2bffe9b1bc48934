# Makes a project with default answers, builds its wheel, runs its tests and checks it. Run by `make demo`.
set -eu
unset VIRTUAL_ENV

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
scaffold new "$place/my-package" --defaults
cd "$place/my-package"

"$PYTHON" -m venv .venv
.venv/bin/python -m pip install --quiet --upgrade pip
.venv/bin/python -m pip install --quiet --group dev
.venv/bin/maturin build --release --out dist
.venv/bin/python -m pip install --quiet --no-index dist/*.whl

.venv/bin/python -m pytest
scaffold check .

printf '\nThis project is removed again. To make one that stays:\n  %s new ../my-lib\n' "$(command -v scaffold)"
