# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Themes and extensions: archives with a manifest, a .qext file."""

from __future__ import annotations

import io
import json
import zipfile

from ansible_collections.qlikfleet.cloud.plugins.module_utils.http.errors import ConfigurationError
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.files import StoredFile
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.values import Object

_TEXTS = {
    "description": "Purpose.",
    "author": "Author.",
    "version": "Version.",
    "icon": "Icon that clients show.",
    "license": "Licence.",
    "homepage": "Home page.",
    "repository": "Address of its source.",
    "supplier": "Supplier.",
    "keywords": "Keywords, as one text.",
}


def manifest_of(content: bytes) -> tuple[dict[str, str], Object]:
    """Return the version that the manifest of an archive has, and the options that it gives a value."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if name.endswith(".qext")]
            manifest = json.loads(archive.read(names[0])) if names else None
    except (zipfile.BadZipFile, ValueError) as error:
        raise ConfigurationError(f"it is not a zip archive with a .qext file in JSON ({error}).") from None
    if not isinstance(manifest, dict):
        raise ConfigurationError("the archive has no .qext file.")
    version = {"version": str(manifest["version"])} if manifest.get("version") else {}
    return version, {name: manifest[name] for name in ("name", "tags", *_TEXTS) if name in manifest}


def stored_bundle(found: Object) -> StoredFile | None:
    """Return the properties of the archive in an answer. Answers have the MD5, although no specification does."""
    if not found.get("file") and not found.get("qextFilename"):
        return None
    file = found.get("file")
    return StoredFile(md5=file.get("md5") if isinstance(file, dict) else None, version=found.get("qextVersion"))


def bundle_fields(noun: str) -> tuple[Field, ...]:
    """Return the options that themes and extensions share."""
    return (
        Field(name="name", doc=f"Name of the {noun}, unique in the tenant. It must be the name in the C(.qext) file."),
        Field(
            name="file",
            doc=f"Zip archive with the {noun}, or a folder, which is packed without its hidden files. A relative path "
            "is relative to the file that sets it, else to the fleet file, else found as by C(ansible.builtin.copy).",
            type="path",
            packs=True,
            download="file",
            ending=".zip",
            stored=stored_bundle,
            inspect=manifest_of,
        ),
        Field(name="tags", doc=f"Tags of the {noun}.", type="list", elements="str"),
        *(Field(name=name, doc=f"{doc} Defaults to the value in the C(.qext) file.") for name, doc in _TEXTS.items()),
    )


# Ownership, for when their user leaves.
BUNDLE_OWNERSHIP = Ownership(
    owner="userId",
    advice="Qlik cannot change who uploaded it. Upload it again as another user. It keeps working as it is.",
)


def bundle_notes(noun: str) -> tuple[str, ...]:
    """Return the notes that both share."""
    return (
        "An archive is uploaded again if its MD5 differs from the one that Qlik returns.",
        "If Qlik returns none, the versions in the C(.qext) files are compared. Raise the version with each change.",
        f"If neither exists, the archive of an existing {noun} is not compared.",
        "A new archive can bring its own texts, so all given options are sent with it.",
        f"A deleted {noun} cannot be restored.",
    )
