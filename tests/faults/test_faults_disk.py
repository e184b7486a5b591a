"""A full disk: the commit says so and leaves nothing, the save stays whole, writing resumes at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from save_samples import entry, made, new, opening, record

from wargame.errors import SaveError
from wargame.store.save import open_save, read_save
from wargame.store.verify import verify

TESTS = Path(__file__).resolve().parents[1]

QUOTA = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from save_samples import entry
from wargame.errors import SaveError
from wargame.store.save import open_save
save = open_save(sys.argv[1])
low = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, low[1]))
done = 0
while True:
    try:
        save.commit([entry(1, "event", n=done, text="x" * 2000)])
    except SaveError as error:
        assert "\\n" not in str(error), error
        break
    done += 1
    assert done < 1000, "the quota never bit"
kept = len(save.entries())
for _ in range(3):
    try:
        save.commit([entry(1, "event", n=-1, text="x" * 30000)])
        raise SystemExit("a commit beyond the quota was acknowledged")
    except SaveError:
        assert len(save.entries()) == kept
resource.setrlimit(resource.RLIMIT_FSIZE, low)
save.commit([entry(1, "event", n=done)])
print(done)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a quota")
def test_a_full_disk_keeps_the_save_whole(tmp_path):
    path = tmp_path / "a.wargame"
    with new(path) as save:
        save.commit(opening(), record(0))
    writer = subprocess.run(
        [sys.executable, "-c", QUOTA, str(path), str(TESTS)], capture_output=True, text=True, check=False
    )
    assert writer.returncode == 0, writer.stderr
    done = int(writer.stdout)
    assert done > 5
    assert verify(path).ok
    with read_save(path) as save:
        assert [e.payload["n"] for e in save.entries()[1:]] == list(range(done + 1))


@pytest.fixture
def small_disk(tmp_path):
    """A file system of half a megabyte, where the system lets us mount one; None elsewhere."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    yield place if mounted else None
    if mounted:
        subprocess.run(["umount", str(place)], check=True)


def test_a_really_full_disk(tmp_path, small_disk):
    """The same on a small file system; where none can be mounted, the quota above is all there is."""
    if small_disk is None:
        return
    path = small_disk / "a.wargame"
    with new(path) as save:
        save.commit(opening(), record(0))
        ballast = small_disk / "ballast"
        free = os.statvfs(small_disk)
        ballast.write_bytes(bytes(free.f_bavail * free.f_frsize - 65536))
        done = 0

        def until_full():
            nonlocal done
            for done in range(1000):
                save.commit([entry(1, "event", n=done, text="x" * 2000)])

        with pytest.raises(SaveError, match="cannot be written"):
            until_full()
        kept = len(save.entries())
        assert kept == done + 1
        ballast.unlink()
        save.commit([entry(1, "event", n=done)])
        assert len(save.entries()) == kept + 1
    assert verify(path).ok
    with open_save(path) as save:
        free = os.statvfs(small_disk)
        ballast.write_bytes(bytes(free.f_bavail * free.f_frsize))
        with pytest.raises(SaveError, match="cannot be written"):
            save.save_copy(small_disk / "b.wargame")
    assert sorted(p.name for p in small_disk.iterdir()) == ["a.wargame", "ballast"]
    ballast.unlink()
    assert verify(path).ok


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of POSIX")
def test_a_folder_that_vanished_or_a_file_without_permission(tmp_path):
    path = made(tmp_path / "a.wargame", 1)
    with pytest.raises(SaveError, match="no such save"):
        open_save(tmp_path / "gone" / "a.wargame")
    if os.geteuid() != 0:
        path.chmod(0o400)
        with pytest.raises(SaveError, match="cannot be opened"):
            open_save(path)


def test_a_disk_that_turned_read_only(tmp_path, small_disk):
    """Nothing can be written, everything can be read; where none can be mounted there is nothing to try."""
    if small_disk is None:
        return
    path = made(small_disk / "a.wargame", 1)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(SaveError) as caught:
        open_save(path)
    assert "\n" not in str(caught.value)
    with pytest.raises(SaveError, match="cannot be created"):
        new(small_disk / "b.wargame")
    assert verify(path).ok
    with read_save(path) as save:
        assert save.turn == 1
        with pytest.raises(SaveError):
            save.save_copy(small_disk / "c.wargame")
        save.save_copy(tmp_path / "c.wargame")
    assert verify(tmp_path / "c.wargame").ok


@pytest.mark.skipif(sys.platform == "win32", reason="needs files that can be removed while open")
def test_a_folder_that_vanishes_while_the_save_is_open(tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    with new(folder / "a.wargame") as save:
        save.commit(opening(), record(0))
        shutil.rmtree(folder)
        with pytest.raises(SaveError, match="removed"):
            save.commit([entry(1, "event")])
        save.save_copy(tmp_path / "a.wargame")
    assert verify(tmp_path / "a.wargame").ok
