"""The same answers as the pages, as files for a meeting: PowerPoint, Word, a web bulletin, a workbook, a plan."""
