"""What the pages about one focus share: whose figures of which period, coverage, shares, what stands out, questions."""
