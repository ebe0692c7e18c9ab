"""PDFs whose objects refer to themselves, or to each other, one for each place where a reader follows them."""

from __future__ import annotations

from make_pdf import form, raw, stream

CONTENT = b"BT /F1 10 Tf 72 700 Td (FM QUITO) Tj ET"
_DRAWN = CONTENT + b" /X1 Do /P1 gs /Cs1 cs /Pat1 scn 0 0 9 9 re f /Sh1 sh"
_BASE = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources 5 0 R>>",
    4: stream(CONTENT),
    5: b"<</Font<</F1 6 0 R>>>>",
    6: b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
}


def _pdf(**others: bytes) -> bytes:
    """The sound file with objects changed or added: `o3=...` is object 3."""
    return raw(_BASE | {int(name[1:]): data for name, data in others.items()})


def _catalog(entries: bytes, **others: bytes) -> bytes:
    return _pdf(o1=b"<</Type/Catalog/Pages 2 0 R%s>>" % entries, **others)


def _page(entries: bytes, **others: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources 5 0 R%s>>"
    return _pdf(o3=page % entries, **others)


def _resources(entries: bytes, **others: bytes) -> bytes:
    return _pdf(**{"o4": stream(_DRAWN), "o5": b"<</Font<</F1 6 0 R>>%s>>" % entries} | others)


def _font(entries: bytes, **others: bytes) -> bytes:
    return _pdf(o6=b"<</Type/Font/BaseFont/Courier%s>>" % entries, **others)


SELF_REFERRING: dict[str, bytes] = {
    "an object that is itself": _page(b"/Annots 9 0 R", o9=b"9 0 R"),
    "two objects that are each other": _page(b"/Annots 9 0 R", o9=b"10 0 R", o10=b"9 0 R"),
    "the catalog": _pdf(o1=b"1 0 R"),
    "pages in themselves": _pdf(o2=b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"),
    "pages in pages in themselves": _pdf(
        o2=b"<</Type/Pages/Kids[7 0 R 3 0 R]/Count 2>>", o7=b"<</Type/Pages/Kids[2 0 R 7 0 R]/Parent 2 0 R/Count 2>>"
    ),
    "a page that is its own parent": _pdf(o3=_BASE[3].replace(b"/Parent 2 0 R", b"/Parent 3 0 R")),
    "parents without a measure": _pdf(
        o2=b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 7 0 R>>",
        o3=_BASE[3].replace(b"/MediaBox[0 0 612 792]", b""),
        o7=b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 1>>",
    ),
    "a measure": _pdf(o3=_BASE[3].replace(b"[0 0 612 792]", b"9 0 R"), o9=b"[9 0 R 9 0 R 9 0 R 9 0 R]"),
    "contents in contents": _pdf(o3=_BASE[3].replace(b"4 0 R", b"9 0 R"), o9=b"[9 0 R 4 0 R 9 0 R]"),
    "a length": _pdf(o4=b"<</Length 4 0 R>>\nstream\n%s\nendstream" % CONTENT),
    "a filter": _pdf(o4=stream(CONTENT, b"/Filter 9 0 R"), o9=b"[9 0 R/FlateDecode]"),
    "parameters of a filter": _pdf(o4=stream(CONTENT, b"/Filter/FlateDecode/DecodeParms 4 0 R")),
    "resources": _pdf(o5=b"<</Font 5 0 R/XObject 5 0 R/ExtGState 5 0 R/F1 5 0 R>>"),
    "a form that draws itself": _resources(b"/XObject<</X1 9 0 R>>", o9=form(b"/X1 Do", b"/XObject<</X1 9 0 R>>")),
    "two forms that draw each other": _resources(
        b"/XObject<</X1 9 0 R>>",
        o9=form(b"/X1 Do", b"/XObject<</X1 10 0 R>>"),
        o10=form(b"/X1 Do", b"/XObject<</X1 9 0 R>>"),
    ),
    "an image that is its own mask": _resources(
        b"/XObject<</X1 9 0 R>>",
        o9=stream(
            b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 9 0 R"
        ),
    ),
    "a soft mask": _resources(
        b"/ExtGState<</P1 9 0 R>>/XObject<</X1 10 0 R>>",
        o9=b"<</Type/ExtGState/SMask<</S/Luminosity/G 10 0 R>>>>",
        o10=form(b"/P1 gs 0 0 9 9 re f", b"/ExtGState<</P1 9 0 R>>"),
    ),
    "a graphics state": _resources(b"/ExtGState 9 0 R", o9=b"<</P1 9 0 R/SMask 9 0 R/Font[9 0 R 9]>>"),
    "a pattern that paints with itself": _resources(
        b"/Pattern<</Pat1 9 0 R>>/ColorSpace<</Cs1/Pattern>>",
        o9=stream(
            b"/Pattern cs /Pat1 scn 0 0 9 9 re f",
            b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9"
            b"/Resources<</Pattern<</Pat1 9 0 R>>>>",
        ),
    ),
    "a colour space of itself": _resources(b"/ColorSpace<</Cs1 9 0 R>>", o9=b"[/Indexed 9 0 R 1 9 0 R]"),
    "a separation of itself": _resources(b"/ColorSpace<</Cs1 9 0 R>>", o9=b"[/Separation/Spot 9 0 R 9 0 R]"),
    "a function of itself": _resources(
        b"/Shading<</Sh1<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 1]/Function 9 0 R>>>>",
        o9=b"<</FunctionType 3/Domain[0 1]/Functions[9 0 R 9 0 R]/Bounds[0.5]/Encode[0 1 0 1]>>",
    ),
    "a font that descends from itself": _font(b"/Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]"),
    "an encoding": _font(b"/Subtype/Type1/Encoding 9 0 R", o9=b"<</BaseEncoding 9 0 R/Differences 9 0 R>>"),
    "a map to Unicode": _font(b"/Subtype/Type1/ToUnicode 9 0 R", o9=stream(b"", b"/UseCMap 9 0 R")),
    "widths": _font(b"/Subtype/TrueType/FirstChar 32/LastChar 90/Widths 9 0 R", o9=b"[9 0 R]"),
    "a description": _font(b"/Subtype/Type1/FontDescriptor 9 0 R", o9=b"<</FontFile 9 0 R/FontBBox 9 0 R>>"),
    "letters drawn by their own font": _font(
        b"/Subtype/Type3/FontMatrix[0.001 0 0 0.001 0 0]/FontBBox[0 0 9 9]/FirstChar 70/LastChar 70/Widths[600]"
        b"/Encoding<</Differences[70/f]>>/CharProcs<</f 9 0 R>>/Resources<</Font<</F1 6 0 R>>>>",
        o9=stream(b"600 0 d0 BT /F1 9 Tf (F) Tj ET"),
    ),
    "an annotation": _page(b"/Annots[9 0 R]", o9=b"<</Subtype/Square/Rect 9 0 R/AP<</N 9 0 R>>/Parent 9 0 R>>"),
    "a picture of an annotation": _page(
        b"/Annots[9 0 R]",
        o9=b"<</Subtype/Square/Rect[0 0 9 9]/AP<</N 10 0 R>>>>",
        o10=form(b"/X1 Do", b"/XObject<</X1 10 0 R>>"),
    ),
    "annotations": _page(b"/Annots 9 0 R", o9=b"[9 0 R 9 0 R]"),
    "a note on itself": _page(b"/Annots[9 0 R]", o9=b"<</Subtype/Text/Rect[0 0 9 9]/Popup 9 0 R/IRT 9 0 R>>"),
    "fields": _catalog(b"/AcroForm<</Fields[9 0 R]>>", o9=b"<</T(a)/FT/Tx/Kids[9 0 R]/Parent 9 0 R>>"),
    "outlines": _catalog(b"/Outlines 9 0 R", o9=b"<</First 9 0 R/Last 9 0 R/Next 9 0 R/Parent 9 0 R/Title(a)>>"),
    "names": _catalog(b"/Names<</EmbeddedFiles 9 0 R>>", o9=b"<</Kids[9 0 R 9 0 R]/Names[(a) 9 0 R]>>"),
    "an attached file": _catalog(
        b"/Names<</EmbeddedFiles<</Names[(a.txt) 9 0 R]>>>>", o9=b"<</Type/Filespec/F(a.txt)/EF 9 0 R/UF 9 0 R>>"
    ),
    "layers": _catalog(b"/OCProperties<</OCGs 9 0 R/D<</Order 9 0 R/OFF 9 0 R>>>>", o9=b"[9 0 R]"),
    "a layer of layers": _resources(
        b"/XObject<</X1 10 0 R>>/Properties<</L1 9 0 R>>",
        o1=b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[9 0 R]/D<</OFF[9 0 R]>>>>>>",
        o9=b"<</Type/OCMD/OCGs[9 0 R]/VE[/And 9 0 R]>>",
        o10=form(b"0 0 9 9 re f").replace(b"/Type", b"/OC 9 0 R/Type", 1),
    ),
    "an expression": _resources(
        b"/Properties<</L1 9 0 R>>",
        o4=stream(b"/OC /L1 BDC %s EMC" % CONTENT),
        o9=b"<</Type/OCMD/VE 10 0 R>>",
        o10=b"[/Not 10 0 R]",
    ),
    "a structure": _catalog(
        b"/StructTreeRoot 9 0 R/MarkInfo<</Marked true>>", o9=b"<</K 9 0 R/ParentTree 9 0 R/Kids[9 0 R]/P 9 0 R>>"
    ),
    "page labels": _catalog(b"/PageLabels 9 0 R", o9=b"<</Kids[9 0 R]/Nums[0 9 0 R]>>"),
    "metadata": _catalog(b"/Metadata 9 0 R", o9=stream(b"", b"/Type/Metadata/Subtype/XML/Metadata 9 0 R")),
    "an earlier table": raw(_BASE)
    .replace(b"/Size", b"/Prev 9/Size")
    .replace(b"/Prev 9/", b"/Prev %d/" % raw(_BASE).index(b"xref\n0 1")),
    "packed objects": _catalog(
        b"/Metadata 12 0 R",
        o9=stream(b"12 0 (a)", b"/Type/ObjStm/N 1/First 5/Extends 9 0 R"),
        o12=b"12 0 R",
    ),
}
