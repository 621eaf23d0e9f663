"""Cuts the Latin part out of Inter for charts: python3 subset.py DIRECTORY_WITH_INTER

Needs fonttools. DIRECTORY_WITH_INTER holds Inter-Regular.otf and Inter-SemiBold.otf of Inter 4 (rsms/inter). The digits
are replaced by their tabular forms, because the program that draws pictures of charts applies no font features.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

# Latin as far as names of European, American and transliterated leads need it, and the signs that charts use.
RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x202F, 0x203A), (0x20AC, 0x20AC), (0x2190, 0x2193), (0x2212, 0x2212), (0x2264, 0x2265)]
HERE = pathlib.Path(__file__).parent


def tabular(font):
    """The glyph of the tabular form for each digit's glyph."""
    table = font["GSUB"].table
    lookups = [
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    ]
    forms = {}
    for index in lookups:
        for part in table.LookupList.Lookup[index].SubTable:
            forms.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    return forms


def main(directory):
    for name in ["Inter-Regular", "Inter-SemiBold"]:
        font = TTFont(pathlib.Path(directory) / f"{name}.otf")
        forms = tabular(font)
        for table in font["cmap"].tables:
            for digit in range(0x30, 0x3A):
                glyph = table.cmap.get(digit)
                table.cmap[digit] = forms.get(glyph, glyph)
        options = subset.Options(layout_features=["kern"], hinting=False, notdef_outline=True, name_IDs=["*"])
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
        cutter.subset(font)
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        font.save(HERE / f"{name}.otf")


if __name__ == "__main__":
    main(sys.argv[1])
