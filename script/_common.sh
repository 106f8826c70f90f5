# Shared by the commands of script/ and .ci/run: sourced, never run. Plain POSIX sh.
# Here: finding Python, Debian packages, the environment .venv/, databases.
# Not here: what a single command does. Messages are in French, for whoever runs the command.

CDPATH='' cd -- "$(dirname -- "$0")/.." || exit
root=$(pwd)
venv_python=.venv/bin/python

# What the tools keep stays under var/.
mkdir -p var
export PYTHONUTF8=1 DEBIAN_FRONTEND=noninteractive
export RUFF_CACHE_DIR="$root/var/cache/ruff" MYPY_CACHE_DIR="$root/var/cache/mypy"
export HYPOTHESIS_STORAGE_DIRECTORY="$root/var/cache/hypothesis" COVERAGE_FILE="$root/var/cache/coverage"

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

# The leading comment of the command is its help.
help_asked() {
    for word in "$@"; do
        case $word in
        -h | --help)
            sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
            exit 0
            ;;
        esac
    done
}

# --- Debian packages ---------------------------------------------------------------------

# install_packages NAME...: installs when root, else prints the exact line and stops.
install_packages() {
    line="apt-get update && apt-get install -y --no-install-recommends $*"
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        fail "Il manque des paquets du système. Sous Debian ou Ubuntu, lancez :

    sudo sh -c '$line'

puis relancez cette commande."
    fi
    say "Installation des paquets : $*"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >var/apt.log 2>&1 || {
        tail -n 20 var/apt.log >&2
        fail "L'installation a échoué ; la ligne à lancer est : $line"
    }
}

# can_load FILE: whether the dynamic loader finds this library, which is how WeasyPrint asks.
can_load() { "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null; }

find_python() {
    python=
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$name
            return
        fi
    done
}

# require_system [poppler] [chromium]: Python, and the libraries without which no PDF is made.
require_system() {
    find_python
    if [ -z "$python" ]; then
        command -v python3 >/dev/null &&
            fail "Il faut Python 3.11 ou plus récent ; $(python3 --version 2>&1) est installé."
        install_packages python3 python3-venv
        find_python
        [ -n "$python" ] || fail "Il faut Python 3.11 ou plus récent ; $(python3 --version 2>&1) est installé."
    fi
    missing=
    "$python" -c 'import ensurepip, venv' 2>/dev/null || missing="python3-venv"
    can_load libpangoft2-1.0.so.0 || missing="$missing libpangoft2-1.0-0"
    can_load libharfbuzz-subset.so.0 || missing="$missing libharfbuzz-subset0"
    for tool in "$@"; do
        case $tool in
        poppler) command -v pdftotext >/dev/null || missing="$missing poppler-utils" ;;
        chromium)
            command -v chromium >/dev/null || missing="$missing chromium"
            can_load libatomic.so.1 || missing="$missing libatomic1" # for the driver inside playwright
            ;;
        esac
    done
    [ -z "$missing" ] && return
    # shellcheck disable=SC2086 # a list of names
    install_packages $missing
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python n'a pas le module venv complet (ensurepip) ; installez celui de cette version de Python."
}

# --- The environment .venv/ --------------------------------------------------------------

# What the environment was filled from: the lock file's digest and the version of Python.
venv_state() {
    "$venv_python" - "$1" 2>/dev/null <<'PYTHON'
import hashlib
import pathlib
import sys

print(hashlib.sha256(pathlib.Path(sys.argv[1]).read_bytes()).hexdigest(), *sys.version_info[:2])
PYTHON
}

# require_venv FILE: .venv/ holds exactly what the lock file says.
require_venv() {
    stamp=.venv/$1.stamp
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(venv_state "$1")" ] && return
    if ! "$venv_python" -c 'import pip' 2>/dev/null; then
        say "Création de l'environnement Python .venv/"
        "$python" -m venv --clear .venv || fail "L'environnement .venv/ n'a pas pu être créé."
    fi
    say "Installation des bibliothèques Python de $1 (une à deux minutes la première fois)"
    "$venv_python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1" ||
        fail "L'installation des bibliothèques a échoué : la connexion au dépôt de paquets Python est-elle ouverte ?"
    venv_state "$1" >"$stamp"
}

# --- Databases ---------------------------------------------------------------------------

# sqlite_url FILE: percent-encoded, since the folder's name may hold a space, a + or an accent.
sqlite_url() {
    "$python" -c 'import sys, urllib.parse; print("sqlite:///" + urllib.parse.quote(sys.argv[1]))' "$root/$1"
}

is_postgresql() {
    case $1 in
    postgres://* | postgresql://* | psql://* | pgsql://*) true ;;
    *) false ;;
    esac
}

# shown_url URL: without the password.
shown_url() { printf '%s\n' "$1" | sed 's#\(//[^:/@]*\):[^@]*@#\1:…@#'; }

# create_database URL: unless it exists already; the server must answer.
create_database() {
    "$venv_python" - "$1" <<'PYTHON'
import sys

import environ
import psycopg
from psycopg import sql

url = environ.Env.db_url_config(sys.argv[1])
try:
    connection = psycopg.connect(
        host=url["HOST"],
        port=url["PORT"] or None,
        user=url["USER"],
        password=url["PASSWORD"],
        dbname="postgres",
        autocommit=True,
        connect_timeout=5,
    )
except psycopg.OperationalError as error:
    sys.exit(f"Le serveur PostgreSQL ne répond pas : {error}")
with connection:
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [url["NAME"]]).fetchone()
    if not known:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(url["NAME"])))
PYTHON
}
