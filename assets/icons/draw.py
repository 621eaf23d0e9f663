"""Draws the program's icon, a plumb line over a level, and writes every size the bundles need.

Pure Python, so that the picture can be changed anywhere: `python3 assets/icons/draw.py`.
"""

import math
import pathlib
import struct
import zlib

ACCENT = (11, 106, 114)
PAPER = (246, 246, 244)
BOB = (233, 166, 60)
HERE = pathlib.Path(__file__).parent
SAMPLES = 4  # per axis and pixel


def inside_rounded_square(x, y, inset, radius):
    dx = max(inset + radius - x, x - (1 - inset - radius), 0)
    dy = max(inset + radius - y, y - (1 - inset - radius), 0)
    return math.hypot(dx, dy) <= radius if dx and dy else inset <= x <= 1 - inset and inset <= y <= 1 - inset


def colour(x, y):
    """The colour at a point of the unit square, or None outside the icon."""
    if not inside_rounded_square(x, y, 0.03, 0.21):
        return None
    if 0.26 <= x <= 0.74 and 0.185 <= y <= 0.255:  # the beam the line hangs from
        return PAPER
    if abs(x - 0.5) <= 0.022 and 0.22 <= y <= 0.56:  # the line
        return PAPER
    if abs(x - 0.5) <= 0.055 and 0.49 <= y <= 0.545:  # the neck of the bob
        return BOB
    if 0.545 <= y <= 0.60 and abs(x - 0.5) <= 0.125:  # its shoulder
        return BOB
    if 0.60 < y <= 0.83 and abs(x - 0.5) <= 0.125 * (0.83 - y) / 0.23:  # its tip
        return BOB
    return ACCENT


def pixels(size):
    rows = []
    step = 1 / (size * SAMPLES)
    for py in range(size):
        row = bytearray([0])  # PNG filter: none
        for px in range(size):
            hits = [
                colour((px * SAMPLES + i + 0.5) * step, (py * SAMPLES + j + 0.5) * step)
                for i in range(SAMPLES)
                for j in range(SAMPLES)
            ]
            seen = [hit for hit in hits if hit]
            for channel in range(3):
                row.append(round(sum(hit[channel] for hit in seen) / len(seen)) if seen else 0)
            row.append(round(255 * len(seen) / len(hits)))
        rows.append(bytes(row))
    return b"".join(rows)


def png(size):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(pixels(size), 9))
        + chunk(b"IEND", b"")
    )


def ico(pictures):
    offset = 6 + 16 * len(pictures)
    directory, data = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, picture in pictures:
        side = size % 256  # 256 is written as 0
        directory += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset + len(data))
        data += picture
    return directory + data


def icns(pictures):
    body = b"".join(kind + struct.pack(">I", len(data) + 8) + data for kind, data in pictures)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main():
    made = {size: png(size) for size in (16, 32, 48, 64, 128, 256, 512)}
    for name, size in (("32x32", 32), ("128x128", 128), ("128x128@2x", 256), ("icon", 512)):
        (HERE / f"{name}.png").write_bytes(made[size])
    (HERE / "icon.ico").write_bytes(ico([(size, made[size]) for size in (16, 32, 48, 64, 256)]))
    kinds = ((b"icp4", 16), (b"icp5", 32), (b"icp6", 64), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512))
    (HERE / "icon.icns").write_bytes(icns([(kind, made[size]) for kind, size in kinds]))


if __name__ == "__main__":
    main()
