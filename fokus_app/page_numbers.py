"""“Page 1 of 2” at the foot of our documents, also where the PDF engine cannot write it.

A wkhtmltopdf with patched Qt, which Frappe recommends, fills in the foot of `templates/prints/sheet.html`; the one from
Debian's archive leaves header and foot out.
"""

import io

from frappe import _
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

#: points, from the lower edge of the page
_HEIGHT, _SIZE = 24, 8
#: the average width of a letter of Helvetica, in parts of its size
_LETTER = 0.5


def with_page_numbers(content: bytes) -> bytes:
	"""This PDF with a number on each page; as it was where the engine has written them already."""
	reader = PdfReader(io.BytesIO(content))
	numbers = [_("Page {0} of {1}").format(n, len(reader.pages)) for n in range(1, len(reader.pages) + 1)]
	if numbers[0] in " ".join(reader.pages[0].extract_text().split()):
		return content
	writer = PdfWriter()
	for page, number in zip(reader.pages, numbers, strict=True):
		page.merge_page(_foot(number, float(page.mediabox.width), float(page.mediabox.height)))
		writer.add_page(page).compress_content_streams()
	written = io.BytesIO()
	writer.write(written)
	return written.getvalue()


def _foot(text: str, width: float, height: float) -> PageObject:
	"""A page with nothing but this text in the middle of its foot, in Helvetica, which every reader has."""
	left = (width - len(text) * _SIZE * _LETTER) / 2
	letters = text.encode("latin-1", "replace").hex()
	drawn = DecodedStreamObject()
	drawn.set_data(
		f"0.32 0.36 0.4 rg BT /FokusFoot {_SIZE} Tf {left:.1f} {_HEIGHT} Td <{letters}> Tj ET".encode()
	)
	font = DictionaryObject(
		{
			NameObject("/Type"): NameObject("/Font"),
			NameObject("/Subtype"): NameObject("/Type1"),
			NameObject("/BaseFont"): NameObject("/Helvetica"),
			NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
		}
	)
	page = PageObject.create_blank_page(width=width, height=height)
	page[NameObject("/Contents")] = drawn
	page[NameObject("/Resources")] = DictionaryObject(
		{NameObject("/Font"): DictionaryObject({NameObject("/FokusFoot"): font})}
	)
	return page
