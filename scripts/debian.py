"""Debian packages, where this machine has them and we may install them."""

from __future__ import annotations

import os
import shutil

from console import SetupError, call, timed

QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def install(packages: list[str], *, why: str) -> None:
    """Install Debian packages as root; raises SetupError telling the command to type otherwise."""
    wanted = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise SetupError(f"Il manque {why} : installez l’équivalent de « {wanted} » pour votre système, puis relancez.")
    if os.geteuid() != 0:
        raise SetupError(f"Il manque {why} : lancez « sudo apt-get install {wanted} », puis relancez.")
    with timed(f"Installation de {wanted}"):
        call(["apt-get", "update"], env=QUIET)
        call(["apt-get", "install", "-y", "--no-install-recommends", *packages], env=QUIET)


def require(program: str, packages: list[str], *, why: str) -> None:
    """Make sure a program is on the path, by its Debian packages if need be."""
    if shutil.which(program) is None:
        install(packages, why=why)
