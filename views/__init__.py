"""What people see. A folder a page; at this level what several pages share; every page is declared in pages.py.

access/ decides who comes in, administration/ has the coordinator's pages, charts/ draws data frames.
"""
