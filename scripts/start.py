"""./run: set up what is missing, then become the server."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType

from console import ROOT, SetupError, UnusableInput, call, say, timed
from environment import VENV, ensure_assets, ensure_python, ensure_static
from stamps import Stamps, digest

PROGRAM = VENV / "bin" / "brasdroit"
INTERRUPTED = 130


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options of INTERFACES: the same names and defaults as `brasdroit serve`."""
    parser = argparse.ArgumentParser(
        prog="./run", description="Installe ce qui manque, puis ouvre Brasdroit.", exit_on_error=False
    )
    parser.add_argument("--demo", action="store_true", help="remplit d’abord un cabinet de démonstration")
    parser.add_argument("--port", type=port, default=8000, help="port d’écoute (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1 : cette machine seulement)")
    parser.add_argument(
        "--data-dir", type=Path, default=_default_data_dir(), help="dossier de toutes les données (data)"
    )
    parser.add_argument("--setup-only", action="store_true", help="s’arrête après l’installation")
    try:
        options, unknown = parser.parse_known_args(arguments)
    except argparse.ArgumentError as error:
        raise UnusableInput(f"L’option {error.argument_name} n’est pas complète, voir ./run --help.") from error
    if unknown:
        raise UnusableInput(f"« {unknown[0]} » n’est pas une option de ./run, voir ./run --help.")
    options.data_dir = options.data_dir.expanduser().resolve()
    return options


def port(text: str) -> int:
    """A TCP port between 1 and 65535."""
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 65535:
        raise UnusableInput(f"« {text} » n’est pas un port : donnez un nombre de 1 à 65535.")
    return number


def _default_data_dir() -> Path:
    return Path(os.environ.get("BRASDROIT_DATA_DIR") or ROOT / "data")


def check_port(host: str, number: int) -> None:
    """Raises UnusableInput, with what to do, when the address cannot be listened on."""
    if _free(host, number):
        return
    other = next((n for n in range(number + 1, min(number + 50, 65536)) if _free(host, n)), None)
    advice = f"lancez « ./run --port {other} », ou " if other else ""
    raise UnusableInput(f"Le port {number} de {host} n’est pas libre : {advice}arrêtez le programme qui l’occupe.")


def _free(host: str, number: int) -> bool:
    try:
        family = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, number))
    except OSError:
        return False
    return True


def ensure_database(data_dir: Path) -> None:
    """The tables of this data directory, at the level of this code."""
    url = os.environ.get("DATABASE_URL", "")
    migrations = sorted((ROOT / "brasdroit").glob("*/migrations/*.py"))
    fingerprint = digest(ROOT / "requirements.lock", url, *migrations)
    stamps = Stamps(data_dir / "setup.json")
    if stamps.holds("database", fingerprint) and (url or (data_dir / "brasdroit.sqlite3").exists()):
        return
    with timed("Préparation de la base de données"):
        call([PROGRAM, "migrate", "--data-dir", data_dir])
    stamps.set("database", fingerprint)


def ensure_demo(data_dir: Path) -> None:
    """The demonstration practice, once: the program leaves its mark in the data directory."""
    if (data_dir / "demo").exists():
        return
    with timed("Création du cabinet de démonstration"):
        call([PROGRAM, "demo", "--data-dir", data_dir])


def open_data_dir(data_dir: Path) -> Path:
    """The data directory, made if need be; raises UnusableInput when it cannot be written."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        writable = os.access(data_dir, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        raise UnusableInput(f"Le dossier {data_dir} ne peut pas être écrit : choisissez-en un autre avec --data-dir.")
    return data_dir


def set_up(options: argparse.Namespace) -> None:
    """Everything `brasdroit serve` needs, each part only when its inputs changed."""
    data_dir = open_data_dir(options.data_dir)
    os.environ["BRASDROIT_DATA_DIR"] = str(data_dir)
    ensure_python("requirements.lock")
    ensure_assets()
    ensure_static()
    ensure_database(data_dir)
    if options.demo:
        ensure_demo(data_dir)


def stop(number: int, frame: FrameType | None) -> None:
    """A signal during the set-up: leave; the running step is ended with us and starts over next time."""
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:  # noqa: RET503  (exec does not return)
    """Set up, then replace this process by the server (so that signals reach it directly)."""
    signal.signal(signal.SIGTERM, stop)
    try:
        options = parse(arguments)
        if not options.setup_only:
            check_port(options.host, options.port)
        set_up(options)
    except SetupError as error:
        say(str(error))
        return error.code
    except KeyboardInterrupt:
        say("Interrompu : relancez ./run pour reprendre.")
        return INTERRUPTED
    if options.setup_only:
        say("Brasdroit est installé : lancez ./run pour l’ouvrir, ou ./run --demo pour l’essayer.")
        return 0
    serve = ["serve", "--host", options.host, "--port", str(options.port), "--data-dir", str(options.data_dir)]
    os.execv(PROGRAM, [str(PROGRAM), *serve])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
