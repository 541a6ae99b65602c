"""Paper: documents as pages, labels and slips, and the way they reach a printer.

`shopdesk.printing.render` is the door in: a frozen paper of `shopdesk.domain.papers` and the name of a
format of `shopdesk.printing.paper` go in, a PDF (or a picture of it) comes out. The same paper gives the
same bytes, today and in years. `spool` and `drivers` bring it to a printer. No Qt in here but where a
driver has to ask the system's printers for something.
"""
